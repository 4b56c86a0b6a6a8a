/** Nothing of an author is lost by a fix, whatever is under the key that a rule is about. */
import { expect, it } from "vitest";
import { connectorFromFiles } from "../../../src/definition/connector-folder.ts";
import { applyEdits } from "../../../src/json/edits.ts";
import { isObject, type JsonValue } from "../../../src/json/values.ts";
import { buildExample } from "../../../src/rules/examples/build-example.ts";
import { loadRules } from "../../../src/rules/load-rules.ts";
import { keepsContent } from "../../../src/validation/fixing/keeps-content.ts";
import { validateWith } from "../../../src/validation/validate.ts";

const rules = await loadRules();

/** What nobody writes there and somebody may have: each word that begins so has to be there afterwards. */
const CONTENTS: JsonValue[] = [
  { "kept-one": "kept-two", more: [{ "kept-three": 1 }] },
  [{ a: "kept-one" }, ["kept-two"]],
  "kept-one is the beginning of a sentence that somebody wrote",
];

/** Every place at which a rule with fixes finds a fault, with another content. */
function* places(): Generator<{ label: string; files: Map<string, Buffer> }> {
  const seen = new Set<string>();
  for (const rule of rules.filter(({ fixable }) => fixable))
    for (const example of rule.bad) {
      const { definition, properties, settings, script, readme, intro, icon } = buildExample(example);
      const all = [definition, properties, settings, script, readme, intro, icon].filter(
        (file) => file !== undefined,
      );
      for (const at of example.at) {
        const [file, pointer] = at.includes("#")
          ? (at.split("#") as [string, string])
          : [definition?.file, at];
        const document = [definition, properties].find((one) => one?.file === file && one?.strict);
        const tokens = pointer
          .split("/")
          .slice(1)
          .map((one) => one.replaceAll("~1", "/").replaceAll("~0", "~"));
        const label = `${rule.id} ${tokens.map((token) => (/^\d+$/.test(token) ? "0" : token)).join("/")}`;
        if (!document || tokens.length === 0 || seen.has(label)) continue;
        seen.add(label);
        for (const content of CONTENTS) {
          const value = structuredClone(document.value) as JsonValue;
          const holder = tokens
            .slice(0, -1)
            .reduce<JsonValue | undefined>(
              (inner, token) =>
                isObject(inner) || Array.isArray(inner) ? (inner as never)[token] : undefined,
              value,
            );
          if (!isObject(holder) && !Array.isArray(holder)) continue;
          (holder as Record<string, JsonValue>)[tokens.at(-1) as string] = content;
          const files = new Map(all.map((one) => [one.file, one.bytes]));
          files.set(document.file, Buffer.from(JSON.stringify(value, null, 2)));
          yield { label: `${label} = ${JSON.stringify(content).slice(0, 20)}`, files };
        }
      }
    }
}

it("every fix of every rule leaves what is of another kind than it expects", () => {
  const lost: string[] = [];
  let fixes = 0;
  for (const { label, files } of places()) {
    const connector = connectorFromFiles("example", files);
    for (const finding of validateWith(rules, connector, { profile: "certification" })) {
      const document = [connector.definition, connector.properties].find((one) => one?.file === finding.file);
      const fix = finding.fixable && document ? finding.fix?.() : undefined;
      if (!fix || !document) continue;
      fixes++;
      const after = applyEdits(document.text, fix.edits);
      for (const word of new Set(document.text.match(/kept-\w+/g)))
        if (!after.includes(word)) lost.push(`${label}: ${finding.rule}: ${fix.title}: ${word}`);
    }
  }
  expect(lost).toEqual([]);
  expect(fixes).toBeGreaterThan(100);
});

it("words, numbers and what is elsewhere may go; lists and objects only where a rule is about them", () => {
  const text =
    '{"type": "strnig", "note": "one two three four", "list": ["a", "b"], "xml": {"name": "c"}, "b": 1}';
  const take = (part: string, by = "") => {
    const start = text.indexOf(part);
    return [{ start, end: start + part.length, text: by }];
  };
  expect(keepsContent(text, take('"strnig"', '"string"'))).toBe(true);
  expect(keepsContent(text, take('"one two three four"', '""'))).toBe(false);
  expect(keepsContent(text, take('"one two three four"', '"One two three four."'))).toBe(true);
  expect(keepsContent(text, take(', "list": ["a", "b"]'))).toBe(true);
  expect(keepsContent(text, take(', "xml": {"name": "c"}'))).toBe(false);
  expect(keepsContent(text, take(', "xml": {"name": "c"}'), "list")).toBe(false);
  expect(keepsContent(text, take(', "xml": {"name": "c"}'), "object")).toBe(true);
});
