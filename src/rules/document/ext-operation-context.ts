import { own } from "../../json/values.ts";
import { DEPOTS, depotsWith, operationWith } from "../examples/small-changes.ts";
import { namedOperation } from "../facts/named-operation.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA, OPENAPI_EXTENSIONS } from "../sources.ts";

const KEY = "x-ms-operation-context";

export default defineRule("document", {
  id: "ext-operation-context",
  statement:
    "x-ms-operation-context stands on a trigger and names an existing operation to simulate it with.",
  why: "Makers who test a trigger get an answer of the operation that is named there; of a wrong name, or elsewhere than on a trigger, they get none.",
  severity: { import: "warning", certification: "warning" },
  codes: ["OperationIdNotFound"],
  sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA],
  shape: [
    { of: "operation", faults: ["type"], keys: [KEY] },
    { of: ["operationContext", "simulation"], faults: ["unknown", "missing", "type"] },
  ],
  checks: {
    operation(operation, context) {
      const value = own(operation.value, KEY);
      if (value === undefined) return;
      if (own(operation.value, "x-ms-trigger") === undefined)
        context.report(operation.at(KEY), `"${KEY}" stands on an operation that is not a trigger.`, {
          help: "Move it to the trigger that it is to simulate, or remove it.",
          part: "key",
          codes: [],
        });
      namedOperation(
        context,
        own(value, "simulate"),
        operation.at(KEY, "simulate", "operationId"),
        '"simulate"',
      );
    },
  },
  bad: [
    {
      definition: operationWith("/parcels", "get", {
        "x-ms-operation-context": { simulate: { operationId: "ListParcels" } },
      }),
      at: ["/paths/~1parcels/get/x-ms-operation-context/simulate/operationId"],
    },
    {
      definition: depotsWith({ "x-ms-operation-context": { simulate: { operationId: "ListDepots" } } }),
      at: [`${DEPOTS}/x-ms-operation-context`],
    },
    {
      definition: operationWith("/parcels", "get", {
        "x-ms-operation-context": { simulate: { operation: "ListDepots" } },
      }),
      at: ["/paths/~1parcels/get/x-ms-operation-context/simulate/operation"],
    },
    {
      definition: operationWith("/parcels", "get", {
        "x-ms-operation-context": { simulate: { operationId: "ListDepots", parameters: [] } },
      }),
      at: ["/paths/~1parcels/get/x-ms-operation-context/simulate/parameters"],
    },
    {
      definition: { paths: { "/parcels": { get: { "x-ms-operation-context": "ListDepots" } } } },
      at: ["/paths/~1parcels/get/x-ms-operation-context"],
    },
  ],
  good: [
    {
      definition: operationWith("/parcels", "get", {
        "x-ms-operation-context": { simulate: { operationId: "ListDepots", parameters: {} } },
      }),
    },
  ],
});
