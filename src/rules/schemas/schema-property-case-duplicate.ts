import { ownArray, ownObject } from "../../json/values.ts";
import { PARCEL, parcelWith } from "../examples/small-changes.ts";
import { compose } from "../facts/composed-schema.ts";
import { schemaName } from "../facts/schema-name.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";

export default defineRule("schemas", {
  id: "schema-property-case-duplicate",
  statement: "Two properties of one schema differ in more than letter case.",
  why: "Flows and Power Apps look names up without regard to case: one of the two values cannot be reached.",
  severity: { import: "warning", certification: "warning" },
  sources: ["observed: one published connector"],
  inferred: true,
  onlyWith: ["properties", "allOf"],
  checks: {
    schema(schema, context) {
      if (ownArray(schema.value, "allOf")) checkParts(schema, context);
      const properties = ownObject(schema.value, "properties");
      if (!properties) return;
      const names = Object.keys(properties);
      // Names that have no capitals, or none of the same letters, are by far the most.
      if (new Set(names.map((name) => name.toLowerCase())).size === names.length) return;
      const seen = new Map<string, string>();
      for (const name of names) {
        const lower = name.toLowerCase();
        const first = seen.get(lower);
        if (first === undefined) {
          seen.set(lower, name);
          continue;
        }
        context.report(
          schema.at("properties", name),
          `The properties ${quote(first)} and ${quote(name)} of ${schemaName(schema)} differ only in letter case.`,
          {
            help: "Keep the one that the service sends or takes, letter for letter, and remove the other.",
            part: "key",
            related: [{ place: schema.at("properties", first), label: "the other one", part: "key" }],
          },
        );
      }
    },
  },
  bad: [
    {
      definition: {
        definitions: { Box: { allOf: [{ $ref: "#/definitions/Parcel" }, { properties: { ID: {} } }] } },
      },
      at: ["/definitions/Box/allOf"],
    },
    { definition: parcelWith({ ID: { type: "string" } }), at: [`${PARCEL}/ID`] },
  ],
  good: [
    {
      definition: {
        definitions: { Box: { allOf: [{ $ref: "#/definitions/Parcel" }, { properties: { id: {} } }] } },
      },
    },
    { definition: parcelWith({ ids: { type: "string" } }) },
  ],
});

/** Names of different parts; what differs within one part is said there. */
function checkParts(schema: Node, context: Context): void {
  const seen = new Map<string, { name: string; part: number }>();
  for (const [part, value] of compose(context.root, schema.value).parts.entries()) {
    for (const name of Object.keys(ownObject(value, "properties") ?? {})) {
      const lower = name.toLowerCase();
      const first = seen.get(lower);
      if (first === undefined) seen.set(lower, { name, part });
      else if (first.part !== part && first.name !== name) {
        context.report(
          schema.at("allOf"),
          `The properties ${quote(first.name)} and ${quote(name)} of different parts differ only in letter case.`,
          {
            help: "Keep the one that the service sends or takes, letter for letter, and remove the other.",
            part: "key",
          },
        );
        return;
      }
    }
  }
}
