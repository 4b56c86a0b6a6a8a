/** What a connector that is a plug-in for a language model says about itself. Undocumented: told by published connectors. */

import { own } from "../../json/values.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";

const DATA = "x-ms-openai-data";
const MANIFEST = "x-ms-openai-manifest";

export default defineRules("document", [
  {
    id: "ext-openai-data",
    statement: "x-ms-openai-data names operations that exist.",
    why: "What is said there of an operation whose id is misspelt has no effect: a copilot neither offers it nor asks before it runs.",
    severity: { import: "warning", certification: "warning" },
    codes: ["OperationIdNotFound"],
    sources: ["observed: 289 uses in published connectors, all of one shape"],
    inferred: true,
    shape: [
      { of: ["root", "operation"], faults: ["type"], keys: [DATA] },
      { of: "openAiData", faults: ["unknown", "type"] },
      { of: "openAiOperation", faults: ["missing", "type"] },
    ],
    checks: { root: checkData, operation: checkData },
    bad: [
      {
        definition: depotsWith({
          "x-ms-openai-data": { "openai-enabled": true, operations: [{ operationId: "ListDepot" }] },
        }),
        at: [`${DEPOTS}/x-ms-openai-data/operations/0/operationId`],
      },
      {
        definition: {
          "x-ms-openai-data": {
            "openai-enabled": "true",
            operations: [{ operationId: "ListDepots", "x-ms-require-user-confirmation": "no" }, {}],
          },
        },
        at: [
          "/x-ms-openai-data/openai-enabled",
          "/x-ms-openai-data/operations/0/x-ms-require-user-confirmation",
          "/x-ms-openai-data/operations/1",
        ],
      },
      { definition: { "x-ms-openai-data": [] }, at: ["/x-ms-openai-data"] },
      {
        definition: { "x-ms-openai-data": { "openai-enable": true } },
        at: ["/x-ms-openai-data/openai-enable"],
      },
    ],
    good: [
      {
        definition: depotsWith({
          "x-ms-openai-data": {
            "openai-enabled": true,
            operations: [{ operationId: "ListDepots", "x-ms-require-user-confirmation": false }],
          },
        }),
      },
    ],
  },
  {
    id: "ext-openai-manifest",
    statement: "x-ms-openai-manifest has the texts humanName, modelDescription and contactEmail.",
    why: "The manifest describes the connector as a plug-in for people (humanName, contactEmail) and for the model (modelDescription): where a text is missing, it is shown without a name, or never chosen.",
    severity: { import: "info", certification: "info" },
    sources: ["observed: 35 published connectors, all of one shape"],
    inferred: true,
    shape: [
      { of: "root", faults: ["type"], keys: [MANIFEST] },
      { of: "openAiManifest", faults: ["unknown", "missing", "type", "empty"] },
    ],
    bad: [
      {
        definition: { "x-ms-openai-manifest": { humanName: "Parcels", modelDescription: ["Parcels"] } },
        at: ["/x-ms-openai-manifest", "/x-ms-openai-manifest/modelDescription"],
      },
      { definition: { "x-ms-openai-manifest": "Parcels" }, at: ["/x-ms-openai-manifest"] },
      {
        definition: {
          "x-ms-openai-manifest": {
            humanName: "Parcels",
            modelDescription: "Parcels and depots.",
            contactEmail: "help@fabrikam.com",
            legalURL: "https://fabrikam.com/legal",
          },
        },
        at: ["/x-ms-openai-manifest/legalURL"],
      },
    ],
    good: [
      {
        definition: {
          "x-ms-openai-manifest": {
            humanName: "Parcels",
            modelDescription: "Parcels and depots.",
            contactEmail: "help@fabrikam.com",
          },
        },
      },
    ],
  },
]);

function checkData(node: Node, context: Context): void {
  const value = own(node.value, DATA);
  if (value === undefined) return;
  const operations = own(value, "operations");
  if (!Array.isArray(operations)) return;
  for (const [index, entry] of operations.entries()) {
    const id = own(entry, "operationId");
    if (typeof id === "string" && !context.model.byId.has(id))
      context.report(
        node.at(DATA, "operations", index, "operationId"),
        `"${DATA}" names ${quote(id)}, but no operation has this operationId.`,
        {
          help: `${didYouMean(id, context.model.byId.keys())}Write the operationId of an operation in this file, or remove the entry.`,
          label: "no such operation",
          codes: ["OperationIdNotFound"],
        },
      );
  }
}
