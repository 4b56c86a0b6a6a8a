import { lastToken, unescapeToken } from "../../json/pointer.ts";
import { PARCEL, parcelWith } from "../examples/small-changes.ts";
import { requiredLoops } from "../facts/required-loops.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { VALIDATOR_CODES } from "../sources.ts";

/** The property that a pointer names. */
function propertyOf(pointer: string): string {
  const inside = /\/properties\/([^/]*)/.exec(pointer)?.[1];
  return inside === undefined ? (lastToken(pointer) ?? "") : unescapeToken(inside);
}

export default defineRule("schemas", {
  id: "schema-required-loop",
  statement: "No schema requires itself, directly or through others.",
  why: "The platform refuses the import: a valid value would have to contain itself without end.",
  severity: { import: "error", certification: "error" },
  codes: ["RequiredLoopInSchemaNotAllowed"],
  sources: [VALIDATOR_CODES],
  checks: {
    connector(context) {
      for (const loop of context.fact(requiredLoops)) {
        const [first = "", second] = loop.names;
        const [pointer = "", ...others] = loop.pointers;
        const way =
          second === undefined
            ? "itself"
            : loop.names.length === 2
              ? `${quote(second)}, which requires ${quote(first)}`
              : `itself through ${loop.names.length - 1} other definitions`;
        context.report(context.inDefinition(pointer), `The definition ${quote(first)} requires ${way}.`, {
          help: `Take ${quote(propertyOf(pointer))} out of the "required" list of ${quote(first)}${second === undefined ? "" : ", or another property of the loop out of its own"}.`,
          label: "the loop starts here",
          related: others
            .slice(0, 3)
            .map((next) => ({ place: context.inDefinition(next), label: "goes on here" })),
        });
      }
    },
  },
  bad: [
    {
      definition: {
        definitions: {
          Parcel: { required: ["inside"], properties: { inside: { $ref: "#/definitions/Parcel" } } },
        },
      },
      at: [`${PARCEL}/inside`],
    },
    {
      definition: {
        definitions: {
          Parcel: { required: ["box"], properties: { box: { $ref: "#/definitions/Box" } } },
          Box: {
            type: "object",
            required: ["of"],
            properties: {
              of: {
                type: "object",
                required: ["parcel"],
                properties: { parcel: { $ref: "#/definitions/Parcel" } },
              },
            },
          },
        },
      },
      at: [`${PARCEL}/box`],
    },
  ],
  good: [
    { definition: parcelWith({ inside: { $ref: "#/definitions/Parcel" } }) },
    {
      definition: {
        definitions: {
          Parcel: {
            required: ["inside"],
            properties: { inside: { type: "array", items: { $ref: "#/definitions/Parcel" } } },
          },
        },
      },
    },
  ],
});
