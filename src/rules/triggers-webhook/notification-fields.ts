/** What makers see of what a trigger brings. */
import { outputSchema } from "../../definition/answers.ts";
import { isInternal } from "../../definition/extensions.ts";
import type { Located, ShapeReader } from "../../definition/schema-shape.ts";
import { own } from "../../json/values.ts";
import { newsHook } from "../examples/hooks-example.ts";
import { shapes } from "../facts/trigger-paths.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { OPENAPI_EXTENSIONS } from "../sources.ts";

/** Schemas do not nest deeper; loops of references are cut here. */
const MAX_DEPTH = 24;

/** Whether makers see any value of a schema. */
function hasVisible(reader: ShapeReader, at: Located, seen: Set<string>, depth = 0): boolean {
  const shape = reader.read(at);
  if (!shape) return true;
  if (isInternal(shape.value)) return false;
  if (seen.has(shape.pointer) || depth > MAX_DEPTH) return false;
  seen.add(shape.pointer);
  if (shape.type === "array")
    return shape.items === undefined || hasVisible(reader, shape.items, seen, depth + 1);
  if (shape.properties.size === 0) return true;
  return [...shape.properties.values()].some((property) => hasVisible(reader, property, seen, depth + 1));
}

export default defineRule("triggers-webhook", {
  id: "notification-all-internal",
  statement: "A trigger has at least one field that makers see.",
  why: "Flows start, but dynamic content offers nothing of what happened.",
  severity: { import: "warning", certification: "warning" },
  sources: [OPENAPI_EXTENSIONS],
  checks: {
    connector(context) {
      for (const operation of context.model.operations) {
        if (operation.trigger === undefined || operation.internal) continue;
        const schema = outputSchema(context.root, operation);
        if (
          !schema ||
          (!isInternal(schema.value) &&
            context.fact(shapes).read(schema)?.properties.size === 0 &&
            own(schema.value, "items") === undefined)
        )
          continue;
        if (hasVisible(context.fact(shapes), schema, new Set())) continue;
        context.report(
          context.inDefinition(schema.pointer),
          `Every field that ${quote(operation.id ?? "")} brings is internal: makers see none.`,
          {
            help: 'Remove "x-ms-visibility": "internal" from the fields that makers are to use.',
            label: "all of it is hidden",
          },
        );
      }
    },
  },
  bad: [
    {
      definition: newsHook(
        {},
        {
          "x-ms-notification-content": {
            schema: {
              type: "object",
              properties: { headline: { type: "string", "x-ms-visibility": "internal" } },
            },
          },
        },
      ),
      at: ["/paths/~1hooks~1news/x-ms-notification-content/schema"],
    },
    {
      definition: newsHook(
        {},
        {
          "x-ms-notification-content": {
            schema: {
              type: "object",
              properties: {
                news: {
                  type: "object",
                  properties: { headline: { type: "string", "x-ms-visibility": "internal" } },
                },
              },
            },
          },
        },
      ),
      at: ["/paths/~1hooks~1news/x-ms-notification-content/schema"],
    },
  ],
  good: [{ definition: newsHook() }],
});
