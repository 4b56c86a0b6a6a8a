import type { JsonDocument } from "../../json/json-document.ts";
import { child } from "../../json/pointer.ts";
import type { DuplicateKey } from "../../json/position-index.ts";
import { valueEnd } from "../../json/value-end.ts";
import { isObject } from "../../json/values.ts";
import { survey } from "../facts/survey.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { SWAGGER_2 } from "../sources.ts";

export default defineRule("document", {
  id: "doc-duplicate-keys",
  statement: "No object holds one key twice.",
  why: "Every reader of JSON keeps the last value of a key and says nothing: what an earlier one says reaches neither the platform nor makers.",
  severity: { import: "warning", certification: "warning" },
  sources: [SWAGGER_2],
  inferred: true,
  fixable: true,
  checks: {
    connector(context) {
      const { definition, properties, settings } = context.connector;
      for (const document of [definition, properties, settings]) {
        // A definition of one object has been counted already.
        const kept =
          document === definition && isObject(document?.value) ? context.fact(survey).members : undefined;
        for (const duplicate of document?.duplicateKeys(kept) ?? []) {
          if (!document) continue;
          const place = { file: document.file, pointer: child(duplicate.object, duplicate.key) };
          const edits = removeIfEqual(document, duplicate);
          const line = document.lines.at(duplicate.last.start).line;
          context.report(
            place,
            `The key ${quote(duplicate.key)} appears here and again on line ${line} in the same object.`,
            {
              help: edits
                ? "Both say the same: delete this one."
                : `${valuesOf(document, duplicate, line) ?? "Compare the two."} Delete this one if the one on line ${line} is right, otherwise that one; if both are meant, give one its right name.`,
              label: "never read",
              range: { start: duplicate.first.start, end: duplicate.first.end },
              related: [{ place, label: "wins", part: "key" }],
              ...(edits && { fix: { title: "Delete the first of two equal members", edits: () => edits } }),
            },
          );
        }
      }
    },
  },
  bad: [
    {
      files: {
        "apiProperties.json":
          '{\n  "properties": {\n    "publisher": "Fabrikam",\n    "publisher": "Fabrikam",\n    "connectionParameters": {}\n  }\n}',
      },
      at: ["apiProperties.json#/properties/publisher"],
    },
    {
      files: {
        "apiDefinition.swagger.json":
          '{"swagger": "2.0", "info": {}, "paths": {"/a": {}, "/b": {}, "/a": {"get": {}}}}',
      },
      at: ["/paths/~1a"],
    },
  ],
  good: [{ files: { "apiDefinition.swagger.json": '{"swagger": "2.0", "a": {"b": 1}, "c": {"b": 1}}' } }],
});

/** Members larger than this are not compared: nested, they would be read again and again. */
const MAX_COMPARED = 20_000;
/** Chosen: longer values are to be looked at in the file. */
const MAX_SHOWN = 60;

/** Deleting is sure to change nothing only if both members say the same; equal texts do. */
function removeIfEqual(document: JsonDocument, duplicate: DuplicateKey) {
  const { text } = document;
  const end = valueEnd(text, text.indexOf(":", duplicate.first.end) + 1, MAX_COMPARED);
  if (!document.strict || end === undefined) return undefined;
  const member = text.slice(duplicate.first.start, end);
  if (!text.startsWith(member, duplicate.last.start)) return undefined;
  if (
    !/^\s*[,}]/.test(
      text.slice(duplicate.last.start + member.length, duplicate.last.start + member.length + 200),
    )
  )
    return undefined;
  // Another member follows for certain: the one that wins.
  let next = text.indexOf(",", end) + 1;
  while (text.charCodeAt(next) <= 32) next++;
  return [{ start: duplicate.first.start, end: next, text: "" }];
}

/** What two members of one name say, where both hold a word, a number or a short text of the definition. */
function valuesOf(document: JsonDocument, duplicate: DuplicateKey, line: number): string | undefined {
  // The other files hold secrets, which no message repeats.
  if (!document.file.endsWith("apiDefinition.swagger.json") || !document.strict) return undefined;
  const [one, other] = [duplicate.first, duplicate.last].map(({ end }) => {
    const start = document.text.indexOf(":", end) + 1;
    const text = document.text.slice(start, valueEnd(document.text, start, MAX_SHOWN) ?? start).trim();
    return /^["\w-]/.test(text) ? text.replace(/^"|"$/g, "") : undefined;
  });
  if (one === undefined || other === undefined) return undefined;
  return one === other
    ? `Both say ${quote(one)}.`
    : `Here it is ${quote(one)}, on line ${line} it is ${quote(other)}.`;
}
