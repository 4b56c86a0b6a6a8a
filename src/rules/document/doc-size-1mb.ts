import { type JsonValue, own } from "../../json/values.ts";
import { grouped } from "../../machine/terminal/grouped.ts";
import { reportReadProblems } from "../facts/read-problems.ts";
import { defineRule } from "../language/rule.ts";
import { CERTIFICATION, CONNECTOR_FAQ, FROM_DEFINITION } from "../sources.ts";

/** Sourced: "smaller than 1 MB"; published connectors above 1,000,000 bytes show that MiB is meant. */
const MAX_BYTES = 1024 * 1024;

/** What was measured before: at the next keystroke nearly all of it is the same. */
const measured = new WeakMap<object, number>();

/** The bytes of a value as JSON without white space. The sections and what is in them are measured one by one. */
function sentBytes(value: JsonValue, depth = 0): number {
  if (typeof value !== "object" || value === null) return Buffer.byteLength(JSON.stringify(value));
  const known = measured.get(value);
  if (known !== undefined) return known;
  let bytes = 0;
  if (depth > 2 || Array.isArray(value)) bytes = Buffer.byteLength(JSON.stringify(value));
  else {
    const keys = Object.keys(value);
    // Its braces, and its commas.
    bytes = 2 + Math.max(0, keys.length - 1);
    for (const key of keys)
      bytes +=
        Buffer.byteLength(JSON.stringify(key)) + 1 + sentBytes(own(value, key) as JsonValue, depth + 1);
  }
  measured.set(value, bytes);
  return bytes;
}

export default defineRule("document", {
  id: "doc-size-1mb",
  statement: "The definition is smaller than 1 MiB (1,048,576 bytes).",
  why: "The platform refuses to import a larger definition.",
  severity: { import: "error", certification: "error" },
  sources: [
    CONNECTOR_FAQ,
    FROM_DEFINITION,
    CERTIFICATION,
    "observed: a published definition is larger, but only by its white space",
  ],
  checks: {
    connector(context) {
      reportReadProblems(context, "definition", ["too-large"]);
      const document = context.connector.definition;
      if (!document || document.bytes.length < MAX_BYTES) return;
      // Tools read the file and send its value: how it is indented does not reach the service.
      const sent = document.value === undefined ? 0 : sentBytes(document.value);
      const indented = document.strict && sent < MAX_BYTES;
      context.report(
        { file: document.file, pointer: "" },
        `The definition has ${grouped(document.bytes.length)} bytes; it must have fewer than ${grouped(MAX_BYTES)}.`,
        {
          help: `${indented ? `Indent it by less: without white space it has ${grouped(sent)} bytes. Or remove` : "Remove"} unused definitions and long descriptions, or split the connector in two.`,
          severity: indented ? { import: "warning" } : undefined,
        },
      );
    },
  },
  bad: [{ files: { "apiDefinition.swagger.json": `{"swagger": "2.0"}${" ".repeat(MAX_BYTES)}` }, at: [""] }],
});
