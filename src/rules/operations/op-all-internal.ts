/** A connector that makers see nothing of. */
import { isInternal } from "../../definition/extensions.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { OPENAPI_EXTENSIONS } from "../sources.ts";

const HIDDEN = { "x-ms-visibility": "internal" };

export default defineRule("operations", {
  id: "op-all-internal",
  statement: "A connector has an operation that makers see.",
  why: "The designer and Power Apps leave out internal operations, so the connector offers neither a trigger nor an action.",
  severity: { import: "warning", certification: "warning" },
  sources: [OPENAPI_EXTENSIONS],
  // Behind the place where a broken file ends there may be operations that makers see.
  comparesPlaces: true,
  checks: {
    connector(context) {
      const { operations } = context.model;
      const [first] = operations;
      if (!first || !operations.every((operation) => isInternal(operation.value))) return;
      context.report(
        context.inDefinition(`${first.pointer}/x-ms-visibility`),
        operations.length === 1
          ? `The only operation, ${quote(first.id ?? first.path)}, is internal: makers see nothing of the connector.`
          : `All ${operations.length} operations are internal: makers see nothing of the connector.`,
        { help: 'Remove "x-ms-visibility": "internal" from the operations that makers are to use.' },
      );
    },
  },
  bad: [
    {
      definition: {
        paths: {
          "/depots": { get: HIDDEN },
          "/parcels/{parcelId}": { get: HIDDEN },
          "/parcels": { post: HIDDEN, get: HIDDEN },
          "/hooks": { post: HIDDEN },
          "/hooks/{hookId}": { delete: HIDDEN },
        },
      },
      at: ["/paths/~1depots/get/x-ms-visibility"],
    },
  ],
});
