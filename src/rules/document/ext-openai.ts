/** What a connector that is a plug-in for a language model says about itself. Undocumented: told by published connectors. */
import { isObject, type JsonValue, own } from "../../json/values.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";

const DATA = "x-ms-openai-data";
const MANIFEST_KEYS = ["humanName", "modelDescription", "contactEmail", "legalUrl"];
const DATA_KEYS = ["openai-enabled", "operations"];
const MANIFEST = "x-ms-openai-manifest";

export default defineRules([
  {
    id: "ext-openai-data",
    group: "document",
    statement: "x-ms-openai-data names operations that exist.",
    why: "An operation with a misspelt id never becomes available to the model.",
    severity: { import: "warning", certification: "warning" },
    codes: ["OperationIdNotFound"],
    sources: ["observed: 289 uses in published connectors, all of one shape"],
    inferred: true,
    checks: { root: checkData, operation: checkData },
    bad: [
      {
        definition: {
          paths: {
            "/depots": {
              get: {
                "x-ms-openai-data": { "openai-enabled": true, operations: [{ operationId: "ListDepot" }] },
              },
            },
          },
        },
        at: ["/paths/~1depots/get/x-ms-openai-data/operations/0/operationId"],
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
        definition: {
          paths: {
            "/depots": {
              get: {
                "x-ms-openai-data": {
                  "openai-enabled": true,
                  operations: [{ operationId: "ListDepots", "x-ms-require-user-confirmation": false }],
                },
              },
            },
          },
        },
      },
    ],
  },
  {
    id: "ext-openai-manifest",
    group: "document",
    statement: "x-ms-openai-manifest has the texts humanName, modelDescription and contactEmail.",
    why: "They are what people and the model read about the plug-in.",
    severity: { import: "info", certification: "info" },
    codes: [],
    sources: ["observed: 35 published connectors, all of one shape"],
    inferred: true,
    checks: {
      root(root, context) {
        const value = own(root.value, MANIFEST);
        if (value === undefined) return;
        if (!isObject(value)) {
          context.report(root.at(MANIFEST), `"${MANIFEST}" is ${kindName(value)}; it must be an object.`, {
            help: "Write an object with humanName, modelDescription and contactEmail.",
          });
          return;
        }
        for (const key of Object.keys(value)) {
          if (MANIFEST_KEYS.includes(key)) continue;
          context.report(root.at(MANIFEST, key), `"${MANIFEST}" knows no ${quote(key)}.`, {
            help: `${didYouMean(key, MANIFEST_KEYS)}Remove it.`,
            part: "key",
          });
        }
        for (const key of MANIFEST_KEYS) {
          const text = own(value, key);
          if (text === undefined) {
            if (key !== "legalUrl")
              context.report(root.at(MANIFEST), `"${MANIFEST}" has no "${key}".`, {
                help: `Add "${key}".`,
                part: "key",
              });
          } else if (typeof text !== "string" || text.trim() === "")
            context.report(root.at(MANIFEST, key), `"${key}" is ${show(text)}; it must be a text.`, {
              help: "Write a text in double quotes.",
            });
        }
      },
    },
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
  const shape = (path: (string | number)[], found: JsonValue | undefined, wanted: string) =>
    context.report(
      node.at(DATA, ...path),
      `${quote(String(path.at(-1) ?? DATA))} is ${show(found)}; it must be ${wanted}.`,
      {
        help: 'The shape is { "openai-enabled": true, "operations": [{ "operationId": "<id>" }] }.',
        codes: [],
      },
    );
  if (!isObject(value)) {
    shape([], value, "an object");
    return;
  }
  const enabled = own(value, "openai-enabled");
  if (enabled !== undefined && typeof enabled !== "boolean")
    shape(["openai-enabled"], enabled, "true or false");
  for (const key of Object.keys(value)) {
    if (DATA_KEYS.includes(key)) continue;
    context.report(node.at(DATA, key), `"${DATA}" knows no ${quote(key)}.`, {
      help: `${didYouMean(key, DATA_KEYS)}Remove it.`,
      part: "key",
      codes: [],
    });
  }
  const operations = own(value, "operations");
  if (operations === undefined) return;
  if (!Array.isArray(operations)) {
    shape(["operations"], operations, "an array");
    return;
  }
  for (const [index, entry] of operations.entries()) {
    const id = own(entry, "operationId");
    const confirm = own(entry, "x-ms-require-user-confirmation");
    if (confirm !== undefined && typeof confirm !== "boolean")
      shape(["operations", index, "x-ms-require-user-confirmation"], confirm, "true or false");
    if (typeof id !== "string")
      context.report(node.at(DATA, "operations", index), "This entry names no operation.", {
        help: 'Add "operationId" with the id of an operation.',
        codes: [],
      });
    else if (!context.model.byId.has(id))
      context.report(
        node.at(DATA, "operations", index, "operationId"),
        `There is no operation ${quote(id)}.`,
        {
          help: `${didYouMean(id, context.model.byId.keys())}Write the operationId of an operation in this file.`,
          label: "no such operation",
          codes: ["OperationIdNotFound"],
        },
      );
  }
}
