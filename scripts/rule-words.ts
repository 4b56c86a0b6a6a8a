/**
 * What only a reader asks of a rule, its statement, sources and examples, is half of what the rules hold. In the bundles, where nobody
 * reads a rule's file, that is in a file of its own (late-words.ts loads it): a run that only checks connectors needs none of it.
 */
import path from "node:path";
import type { Plugin } from "rolldown";
import { parseSync } from "rolldown/utils";

const WORDS = new Set(["statement", "sources", "bad", "good"]);
/** What every report needs. */
const WORK = new Set(["checks", "shape", "why"]);

const DEFINES = path.join("language", "rule.ts");
const LATE = path.join(import.meta.dirname, "late-words.ts");

/** Takes the words out of the rules, which get them from late-words.ts. @param rules the folder of the rules */
export function withoutWords(rules: string): Plugin {
  return {
    name: "without-words",
    transform(code, id) {
      if (id !== path.join(rules, DEFINES)) return without(rules, id, code, WORDS);
      const told = code.replace(
        "rule.group ??= group;",
        "Object.setPrototypeOf(rule, LATE_WORDS);\n  rule.group ??= group;",
      );
      if (told === code) throw new Error(`${id}: there is no place any more to tell where words are.`);
      return { code: `import { LATE_WORDS } from ${JSON.stringify(LATE)};\n${told}`, map: null };
    },
  };
}

/** Leaves of the rules what {@link withoutWords} takes out, and nothing that does anything. */
export function wordsAlone(rules: string): Plugin {
  return { name: "words-alone", transform: (code, id) => without(rules, id, code, WORK) };
}

function without(rules: string, id: string, code: string, names: ReadonlySet<string>) {
  if (!id.startsWith(rules) || !id.endsWith(".ts") || path.relative(rules, id).split(path.sep).length !== 2)
    return null;
  let made = "";
  let at = 0;
  for (const { name, start, end } of statedIn(id, code)) {
    if (!names.has(name)) continue;
    made += code.slice(at, start);
    at = end + (/^\s*,/.exec(code.slice(end))?.[0].length ?? 0);
  }
  return at === 0 ? null : { code: made + code.slice(at), map: null };
}

interface Stated {
  name: string;
  start: number;
  end: number;
}

/** Several bundles are made from the same files. */
const parsed = new Map<string, Stated[]>();

/** What the rules of a file state, in its order. */
function statedIn(id: string, code: string): Stated[] {
  const known = parsed.get(id);
  if (known) return known;
  const found: Stated[] = [];
  gather(parseSync(id, code).program, found);
  parsed.set(
    id,
    found.sort((a, b) => a.start - b.start),
  );
  return found;
}

interface Property {
  type: string;
  start: number;
  end: number;
  kind?: string;
  method?: boolean;
  computed?: boolean;
  key?: { type: string; name?: string };
}

/** An object that states examples states a rule. */
function gather(tree: unknown, found: Stated[]): void {
  if (typeof tree !== "object" || tree === null) return;
  if (Array.isArray(tree)) {
    for (const item of tree) gather(item, found);
    return;
  }
  const { type, properties } = tree as { type?: string; properties?: Property[] };
  if (type === "ObjectExpression" && properties) {
    const stated = properties.flatMap((one) => {
      const name = one.type === "Property" && !one.computed && one.key?.type === "Identifier" && one.key.name;
      return name ? [{ name, start: one.start, end: one.end }] : [];
    });
    if (stated.some(({ name }) => name === "bad")) {
      found.push(...stated.filter(({ name }) => WORDS.has(name) || WORK.has(name)));
      return;
    }
  }
  for (const item of Object.values(tree)) gather(item, found);
}
