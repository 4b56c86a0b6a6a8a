import { isObject, own, ownString } from "../../json/values.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA, OPENAPI_EXTENSIONS } from "../sources.ts";

const KEY = "x-ms-operation-context";

export default defineRule({
  id: "ext-operation-context",
  group: "document",
  statement:
    "x-ms-operation-context stands on a trigger and names an existing operation to simulate it with.",
  why: "Makers who test a trigger get an answer of that operation; with a wrong name the test button does nothing.",
  severity: { import: "warning", certification: "warning" },
  codes: ["OperationIdNotFound"],
  sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA],
  checks: {
    operation(operation, context) {
      const value = own(operation.value, KEY);
      if (value === undefined) return;
      const simulate = own(value, "simulate");
      const id = ownString(simulate, "operationId");
      if (own(operation.value, "x-ms-trigger") === undefined)
        context.report(operation.at(KEY), `"${KEY}" stands on an operation that is no trigger.`, {
          help: "Move it to the trigger that it is to simulate, or remove it.",
          part: "key",
          codes: [],
        });
      if (!isObject(value) || !isObject(simulate)) {
        const place =
          isObject(value) && simulate !== undefined ? operation.at(KEY, "simulate") : operation.at(KEY);
        const found = isObject(value) ? simulate : value;
        // A key in another case is reported at the key below.
        const slip =
          isObject(value) &&
          simulate === undefined &&
          Object.keys(value).some((key) => /^simulate$/i.test(key));
        if (!slip)
          context.report(place, `"simulate" is expected here as an object, not ${kindName(found)}.`, {
            help: 'Write { "simulate": { "operationId": "<id>" } }.',
            codes: [],
          });
      } else if (id === undefined)
        context.report(operation.at(KEY, "simulate"), '"simulate" names no operation.', {
          help: 'Add "operationId" with the id of an operation.',
          codes: [],
        });
      else if (!context.model.byId.has(id))
        context.report(operation.at(KEY, "simulate", "operationId"), `There is no operation ${quote(id)}.`, {
          help: `${didYouMean(id, context.model.byId.keys())}Write the operationId of an operation in this file.`,
          label: "no such operation",
          codes: ["OperationIdNotFound"],
        });
      const given = own(simulate, "parameters");
      if (given !== undefined && !isObject(given))
        context.report(
          operation.at(KEY, "simulate", "parameters"),
          `"parameters" is ${kindName(given)}; it must be an object.`,
          {
            help: 'Write { "<name of a parameter>": <value> }.',
            codes: [],
          },
        );
      for (const [holder, known, path] of [
        [value, ["simulate"], []],
        [simulate, ["operationId", "parameters"], ["simulate"]],
      ] as const) {
        if (!isObject(holder)) continue;
        for (const key of Object.keys(holder)) {
          if ((known as readonly string[]).includes(key)) continue;
          context.report(operation.at(KEY, ...path, key), `"${KEY}" knows no ${quote(key)} here.`, {
            help: `${didYouMean(key, known)}Remove it.`,
            part: "key",
            codes: [],
          });
        }
      }
    },
  },
  bad: [
    {
      definition: {
        paths: {
          "/parcels": { get: { "x-ms-operation-context": { simulate: { operationId: "ListParcels" } } } },
        },
      },
      at: ["/paths/~1parcels/get/x-ms-operation-context/simulate/operationId"],
    },
    {
      definition: {
        paths: {
          "/depots": { get: { "x-ms-operation-context": { simulate: { operationId: "ListDepots" } } } },
        },
      },
      at: ["/paths/~1depots/get/x-ms-operation-context"],
    },
    {
      definition: {
        paths: {
          "/parcels": { get: { "x-ms-operation-context": { simulate: { operation: "ListDepots" } } } },
        },
      },
      at: [
        "/paths/~1parcels/get/x-ms-operation-context/simulate",
        "/paths/~1parcels/get/x-ms-operation-context/simulate/operation",
      ],
    },
    {
      definition: {
        paths: {
          "/parcels": {
            get: { "x-ms-operation-context": { simulate: { operationId: "ListDepots", parameters: [] } } },
          },
        },
      },
      at: ["/paths/~1parcels/get/x-ms-operation-context/simulate/parameters"],
    },
    {
      definition: { paths: { "/parcels": { get: { "x-ms-operation-context": "ListDepots" } } } },
      at: ["/paths/~1parcels/get/x-ms-operation-context"],
    },
  ],
  good: [
    {
      definition: {
        paths: {
          "/parcels": {
            get: { "x-ms-operation-context": { simulate: { operationId: "ListDepots", parameters: {} } } },
          },
        },
      },
    },
  ],
});
