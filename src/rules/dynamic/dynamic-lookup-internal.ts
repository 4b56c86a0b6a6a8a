import type { Operation } from "../../definition/model.ts";
import { addMember } from "../../json/edits.ts";
import { own, ownString } from "../../json/values.ts";
import { onParameter, onProperty } from "../examples/dynamic-example.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { type DynamicUse, dynamicUsages } from "../facts/dynamic-usages.ts";
import { addTo } from "../language/add-to.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { TEST_CONNECTION } from "../sources.ts";

/** What authors write about operations that only serve the designer. */
const WORDING =
  /\b(drop-?downs?|picklists?|dynamic (values?|list|schema)|lookup values?|for internal use|internal use only)\b/i;

export default defineRule("dynamic", {
  id: "dynamic-lookup-internal",
  statement: "An operation that only fills drop-downs or schemas is internal.",
  why: "Makers find it among the actions of the connector and wonder what it is for.",
  severity: { import: "info", certification: "info" },
  sources: [TEST_CONNECTION],
  inferred: true,
  fixable: true,
  comparesPlaces: true,
  checks: {
    connector(context) {
      const uses = new Map<Operation, DynamicUse[]>();
      for (const use of context.fact(dynamicUsages).uses) {
        if (!use.target || use.target.internal || use.target.trigger !== undefined) continue;
        addTo(uses, use.target, use);
      }
      for (const [operation, all] of uses) {
        // A list of things can be worth an action of its own; a schema never is, nor what says that it is none.
        const schemaOnly = all.every((use) => use.kind === "schema" || use.kind === "properties");
        const texts = ["summary", "description"].map((key) => ownString(operation.value, key) ?? "");
        // Whoever says how visible it is has thought about it.
        const undecided = own(operation.value, "x-ms-visibility") === undefined;
        const meant = schemaOnly || texts.some((text) => WORDING.test(text.slice(0, 2000)));
        if (!meant && !undecided) continue;
        const id = quote(operation.id ?? "");
        context.report(
          context.inDefinition(operation.pointer),
          meant
            ? `The operation ${id} only ${schemaOnly ? "describes a schema" : "fills drop-downs"}, but is not internal.`
            : `The operation ${id} fills drop-downs, and has no "x-ms-visibility".`,
          {
            help: meant
              ? 'Add "x-ms-visibility": "internal".'
              : 'If makers have no use for it by itself, add "x-ms-visibility": "internal"; otherwise add "x-ms-visibility": "important", which says so.',
            related: [{ place: context.inDefinition(all[0]?.pointer ?? ""), label: "used here" }],
            ...(meant && {
              fix: {
                title: 'Write "x-ms-visibility": "internal"',
                edits: (document) => addMember(document, operation.pointer, "x-ms-visibility", "internal"),
              },
            }),
          },
        );
      }
    },
  },
  bad: [
    { definition: depotsWith({ "x-ms-visibility": null }), at: [DEPOTS] },
    {
      definition: onProperty({
        type: "object",
        "x-ms-dynamic-schema": { operationId: "GetParcel", parameters: { parcelId: "1" } },
      }),
      at: ["/paths/~1parcels~1{parcelId}/get"],
    },
  ],
  good: [
    {
      // It says that it is important.
      definition: onParameter({
        "x-ms-dynamic-values": { operationId: "GetParcel", parameters: { parcelId: "1" } },
      }),
    },
  ],
});
