import { policyOperations, policyParameter, readPolicy } from "../../definition/policies.ts";
import { OPERATIONS, PARAMETER_PREFIX, POLLING_NEXT_LINK } from "../../definition/policy-templates.ts";
import { isObject, type JsonValue, own, ownString, scalarText } from "../../json/values.ts";
import { PARAMETERS_AT, policy, withPolicy } from "../examples/policy-example.ts";
import { startsWithTriggerBody } from "../facts/policy-expressions.ts";
import { startingPolicy } from "../facts/policy-name.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, list, quote, quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { POLLING_TRIGGER, PROPERTIES_SCHEMA } from "../sources.ts";

const CONFIG = `${PARAMETER_PREFIX}triggerConfig`;
const DATA_PATH = `${PARAMETER_PREFIX}triggerDataPath`;
const KIND = "pollingtrigger parameters";
const PATH_HELP =
  'Write "@triggerBody()" for an answer that is an array, or "@triggerBody().items" for one inside of it.';
const startsElsewhere = (path: JsonValue | undefined) =>
  `The path to the new items, ${show(path)}, does not start with @triggerBody().`;

const polling = (parameters: Parameters<typeof policy>[1]) =>
  withPolicy(
    policy("pollingtrigger", {
      triggerConfig: { depotCode: "@{triggerBody()[0].id}" },
      triggerDataPath: "@triggerBody()",
      [OPERATIONS]: ["OnParcelCreated"],
      ...parameters,
    }),
  );

function pollingPolicy(node: Node) {
  const read = readPolicy(node.value);
  return read.template?.id === "pollingtrigger" ? read : undefined;
}

export default defineRules("policies", [
  {
    id: "policy-polling-config",
    statement:
      "A polling trigger says which query parameters change from call to call, and where in the answer the new items are.",
    why: "Without the query parameters to change and the path to the new items the trigger finds the same items again and again, or none; Microsoft's schema of the file requires both.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA, POLLING_TRIGGER],
    // Null, like everything empty, has a rule of its own.
    yieldsTo: ["policy-parameter-empty"],
    shape: [
      {
        of: KIND,
        faults: ["type"],
        keys: [CONFIG],
        say: ({ value, entry }) =>
          entry === undefined
            ? {
                message: `The triggerConfig is ${kindName(value)}, not an object.`,
                help: 'Write the query parameters with their next values, such as {"since": "@{triggerBody().items[0].created}"}.',
              }
            : {
                message: `The next value of ${quote(String(entry))} is ${kindName(value)}, not a text.`,
                help: 'Write a text or an expression, such as "@{triggerBody().items[0].created}".',
                fix: undefined,
              },
      },
      {
        of: KIND,
        faults: ["type"],
        keys: [DATA_PATH],
        say: ({ value }) => ({ message: startsElsewhere(value), help: PATH_HELP, fix: undefined }),
      },
    ],
    checks: {
      policy(node, context) {
        const path = ownString(pollingPolicy(node)?.parameters, DATA_PATH);
        if (path === undefined || path.trim() === "" || startsWithTriggerBody(path)) return;
        context.report(node.at("parameters", DATA_PATH), startsElsewhere(path), { help: PATH_HELP });
      },
    },
    bad: [
      { properties: polling({ triggerConfig: "depotCode" }), at: [`${PARAMETERS_AT}/${CONFIG}`] },
      {
        properties: polling({ triggerConfig: { depotCode: 1 } }),
        at: [`${PARAMETERS_AT}/${CONFIG}/depotCode`],
      },
      { properties: polling({ triggerDataPath: "@body().items" }), at: [`${PARAMETERS_AT}/${DATA_PATH}`] },
    ],
    good: [{ properties: polling({ triggerDataPath: "@triggerBody().items" }) }],
  },
  {
    id: "policy-polling-query-exists",
    statement: "What a polling trigger changes from call to call is a query parameter of the trigger.",
    why: "What a pollingtrigger policy changes has to be a query parameter of the trigger: otherwise every call asks for the same items, and flows run again for old ones.",
    severity: { import: "warning", certification: "warning" },
    sources: [PROPERTIES_SCHEMA, POLLING_TRIGGER, "observed: two published connectors"],
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        const read = pollingPolicy(node);
        const config = read && policyParameter(read, "triggerConfig");
        if (!read || !isObject(config)) return;
        const operations = (policyOperations(read) ?? []).flatMap(
          (name) => context.model.byId.get(name) ?? [],
        );
        for (const key of Object.keys(config)) {
          if (key === POLLING_NEXT_LINK) continue;
          const operation = operations.find(
            ({ parameters }) =>
              !parameters.some((parameter) => parameter.in === "query" && parameter.name === key),
          );
          if (!operation) continue;
          const queries = operation.parameters
            .filter((parameter) => parameter.in === "query")
            .map(({ name }) => name);
          context.report(
            node.at("parameters", CONFIG, key),
            `${startingPolicy(node.value)} changes ${quote(key)}, which is not a query parameter of ${quote(operation.id ?? "")}.`,
            {
              help: `${didYouMean(key, queries)}${queries.length === 0 ? "Add" : `Write one of its query parameters: ${list(queries, "or")}. If the service takes another, add`} {"name": ${quoteWhole(key)}, "in": "query", "type": "string", "x-ms-visibility": "internal"} to the trigger.`,
              part: "key",
              related: [
                {
                  place: context.inDefinition(operation.pointer),
                  label: "the trigger",
                },
              ],
            },
          );
        }
      },
    },
    bad: [
      {
        properties: polling({ triggerConfig: { depot: "@{triggerBody()[0].id}" } }),
        at: [`${PARAMETERS_AT}/${CONFIG}/depot`],
      },
    ],
    good: [
      {
        properties: polling({
          triggerConfig: { depotCode: "1", [POLLING_NEXT_LINK]: "@{triggerBody().next}" },
        }),
      },
    ],
  },
  {
    id: "policy-polling-scoped",
    statement: "A polling trigger policy lists its operations, and they are triggers.",
    why: "Without a list the policy changes every operation of the connector; on an action it breaks the answer.",
    severity: { import: "warning", certification: "warning" },
    sources: [POLLING_TRIGGER, "observed: all 32 such policies in published connectors do"],
    inferred: true,
    checks: {
      policy(node, context) {
        const read = pollingPolicy(node);
        if (!read || !isObject(own(node.value, "parameters"))) return;
        const written = own(read.parameters, OPERATIONS);
        const names = policyOperations(read);
        if (written === undefined || names?.length === 0) {
          context.report(
            written === undefined ? node.at("parameters") : node.at("parameters", OPERATIONS),
            `${startingPolicy(node.value)} does not say which triggers it is for.`,
            {
              help: `Write "${OPERATIONS}": [${
                context.model.operations
                  .filter((operation) => operation.trigger !== undefined)
                  .slice(0, 4)
                  .map((operation) => quote(operation.id ?? ""))
                  .join(", ") || "…"
              }], with the polling triggers that it is for.`,
            },
          );
        }
        for (const [index, name] of (Array.isArray(written) ? written : []).entries()) {
          const operation = typeof name === "string" ? context.model.byId.get(name) : undefined;
          if (!operation || operation.trigger !== undefined) continue;
          context.report(
            node.at("parameters", OPERATIONS, index),
            `${startingPolicy(node.value)} is for the operation ${quote(scalarText(name))}, which is not a trigger.`,
            {
              help: `If ${quote(scalarText(name))} is meant to start flows, add "x-ms-trigger": "batch" to it. Otherwise take it off the list.`,
              related: [
                {
                  place: context.inDefinition(operation.pointer),
                  label: "the operation",
                },
              ],
            },
          );
        }
      },
    },
    bad: [
      { properties: polling({ [OPERATIONS]: ["ListDepots"] }), at: [`${PARAMETERS_AT}/${OPERATIONS}/0`] },
      { properties: polling({ [OPERATIONS]: [] }), at: [`${PARAMETERS_AT}/${OPERATIONS}`] },
    ],
    good: [{ properties: polling({}) }],
  },
]);
