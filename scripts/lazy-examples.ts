/**
 * Examples of rules are made when somebody looks at them: they are half of what the rules hold, and a run that checks connectors needs
 * none. In the bundles alone, where a rule's file is not read by anybody.
 */
import path from "node:path";
import type { Plugin } from "rolldown";
import { parseSync } from "rolldown/utils";

const EXAMPLES = new Set(["bad", "good"]);

/** @param rules the folder of the rules; those in its folders state rules, those in it do not */
export function lazyExamples(rules: string): Plugin {
  return {
    name: "lazy-examples",
    transform(code, id) {
      if (!id.startsWith(rules) || !id.endsWith(".ts")) return null;
      if (path.relative(rules, id).split(path.sep).length !== 2) return null;
      let made = "";
      let at = 0;
      for (const { start, end, key, value } of statedIn(parseSync(id, code).program).sort(
        (a, b) => a.start - b.start,
      )) {
        made += `${code.slice(at, start)}get ${key.name}() { return (${code.slice(value.start, value.end)}); }`;
        at = end;
      }
      return at === 0 ? null : { code: made + code.slice(at), map: null };
    },
  };
}

interface Part {
  type: string;
  start: number;
  end: number;
}

interface Stated extends Part {
  key: { name: string };
  value: Part;
}

/** `bad: …` and `good: …` wherever an object has them, but not where one stands inside the other. */
function statedIn(tree: unknown): Stated[] {
  if (typeof tree !== "object" || tree === null) return [];
  if (Array.isArray(tree)) return tree.flatMap(statedIn);
  const node = tree as Part & {
    kind?: string;
    method?: boolean;
    computed?: boolean;
    key?: Part & { name?: string };
  };
  const isStated =
    node.type === "Property" &&
    node.kind === "init" &&
    !node.method &&
    !node.computed &&
    node.key?.type === "Identifier" &&
    EXAMPLES.has(node.key.name ?? "");
  return isStated ? [node as unknown as Stated] : Object.values(node).flatMap(statedIn);
}
