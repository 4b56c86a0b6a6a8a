/** Which file states a rule: a rule's id does not tell where it is in a family. */
import type { Rule } from "./language/rule.ts";

const files = new WeakMap<Rule, string>();

/** Notes the file of the rules that it exports, and gives them as a list. @param file relative to this folder, such as `./info/title.ts` */
export function statedIn(file: string, exported: Rule | Rule[]): Rule[] {
  const rules = Array.isArray(exported) ? exported : [exported];
  for (const rule of rules) files.set(rule, `src/rules/${file.slice(2)}`);
  return rules;
}

/** The file of this repository that states a rule, alone or in its family; undefined for rules that come from no file. */
export function fileOfRule(rule: Rule): string | undefined {
  return files.get(rule);
}
