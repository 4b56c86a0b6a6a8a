/** Where rules in a bundle get their words from (rule-words.ts): a file of their own, loaded when somebody asks for the first of them. */
import { onDemand } from "../src/json/on-demand.ts";
import type { Rule } from "../src/rules/language/rule.ts";

type Words = Pick<Rule, "statement" | "sources" | "bad" | "good">;

const load = onDemand<{ words: Rule[] }>("rule-words");
let byId: Map<string, Words> | undefined;

function wordsOf({ id }: Rule): Words {
  byId ??= new Map(load().words.map((rule) => [rule.id, rule]));
  const found = byId.get(id);
  if (!found) throw new Error(`There are no words of the rule ${id}.`);
  return found;
}

/** What rules in a bundle inherit. */
export const LATE_WORDS = {
  get statement() {
    return wordsOf(this as unknown as Rule).statement;
  },
  get sources() {
    return wordsOf(this as unknown as Rule).sources;
  },
  get bad() {
    return wordsOf(this as unknown as Rule).bad;
  },
  get good() {
    return wordsOf(this as unknown as Rule).good;
  },
};
