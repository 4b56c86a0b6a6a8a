import type { JsonDocument } from "../../../definition/json-document.ts";
import { child } from "../../../definition/pointer.ts";
import type { DuplicateKey } from "../../../definition/position-index.ts";
import { SWAGGER_2 } from "../../facts/sources.ts";
import { valueEnd } from "../../fixing/value-end.ts";
import { quote } from "../../quote.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "doc-duplicate-keys",
  group: "document",
  statement: "No object holds one key twice.",
  why: "Readers keep the last of the two and say nothing: what the first one said is lost.",
  severity: { import: "warning", certification: "warning" },
  codes: [],
  sources: [SWAGGER_2],
  inferred: true,
  fixable: true,
  checks: {
    connector(context) {
      const { definition, properties, settings } = context.connector;
      for (const document of [definition, properties, settings]) {
        for (const duplicate of document?.duplicateKeys() ?? []) {
          if (!document) continue;
          const place = { file: document.file, pointer: child(duplicate.object, duplicate.key) };
          const edits = removeIfEqual(document, duplicate);
          const line = document.lines.at(duplicate.last.start).line;
          context.report(
            place,
            `The key ${quote(duplicate.key)} stands here and again on line ${line}: only the last one counts.`,
            {
              help: "Delete one of them, or give it the name that was meant.",
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

/** Deleting is sure to change nothing only if both members say the same. */
function removeIfEqual(document: JsonDocument, duplicate: DuplicateKey) {
  const first = valueAfter(document, duplicate.first.end);
  const last = valueAfter(document, duplicate.last.end);
  if (!document.strict || !first || !last) return undefined;
  const { text } = document;
  if (JSON.stringify(JSON.parse(first.json)) !== JSON.stringify(JSON.parse(last.json))) return undefined;
  // Another member follows for certain: the one that wins.
  let end = text.indexOf(",", first.end) + 1;
  while (text.charCodeAt(end) <= 32) end++;
  return [{ start: duplicate.first.start, end, text: "" }];
}

function valueAfter(document: JsonDocument, keyEnd: number): { json: string; end: number } | undefined {
  const start = document.text.indexOf(":", keyEnd) + 1;
  const end = valueEnd(document.text, start);
  return end === undefined ? undefined : { json: document.text.slice(start, end), end };
}
