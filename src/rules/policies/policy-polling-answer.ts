/** What a polling trigger policy reads, held against what its trigger answers. */
import type { Operation } from "../../definition/model.ts";
import { policyOperations, policyParameter, readPolicy } from "../../definition/policies.ts";
import { OPERATIONS, PARAMETER_PREFIX, POLLING_NEXT_LINK } from "../../definition/policy-templates.ts";
import { isObject, type JsonObject, own, scalarText } from "../../json/values.ts";
import { PARAMETERS_AT, policy, withPolicy } from "../examples/policy-example.ts";
import { startsWithTriggerBody } from "../facts/policy-expressions.ts";
import { answerOf, type Followed, followSteps, shapes, triggerPaths } from "../facts/trigger-paths.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node, Place } from "../language/node.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { POLLING_TRIGGER } from "../sources.ts";

const CONFIG = `${PARAMETER_PREFIX}triggerConfig`;
const DATA_PATH = `${PARAMETER_PREFIX}triggerDataPath`;

const polling = (parameters: Parameters<typeof policy>[1]) =>
  withPolicy(
    policy("pollingtrigger", {
      triggerConfig: { since: "@{triggerBody().rows[0].created}" },
      triggerDataPath: "@triggerBody().rows",
      [OPERATIONS]: ["OnRow"],
      ...parameters,
    }),
  );

const trigger = (operationId: string, list: string): JsonObject => ({
  get: {
    operationId,
    "x-ms-trigger": "batch",
    parameters: [{ name: "since", in: "query", type: "string" }],
    responses: {
      "200": {
        description: "The rows.",
        schema: {
          type: "object",
          properties: {
            count: { type: "integer" },
            [list]: {
              type: "array",
              items: { type: "object", properties: { id: { type: "string" }, created: { type: "string" } } },
            },
          },
        },
      },
    },
  },
});
const TRIGGERS: JsonObject = {
  paths: { "/rows": trigger("OnRow", "rows"), "/visits": trigger("OnVisit", "visits") },
};

/** A policy of a polling trigger with the triggers that it names; undefined for every other policy. */
function read(node: Node, context: Context) {
  const found = readPolicy(node.value);
  if (found.template?.id !== "pollingtrigger") return undefined;
  const operations = (policyOperations(found) ?? []).flatMap((name) => context.model.byId.get(name) ?? []);
  return { policy: found, operations };
}

/** What is wrong with a path, in the words of a message that begins with the path; undefined if nothing is, as far as can be told. */
function fault(followed: Followed, operation: Operation): { says: string; help: string } | undefined {
  const answer = `the answer of ${quote(operation.id ?? "")}`;
  switch (followed.state) {
    case "no-property":
      return {
        says: `names ${quote(followed.name)}, which ${answer} does not have there.`,
        help: `${didYouMean(followed.name, followed.names)}The answer has ${list(followed.names)} there.`,
      };
    case "no-index":
      return {
        says: `reads ${quote(followed.name)} of a list: ${answer} has one there, not an object.`,
        help: `Write which item is meant before it, such as "[0].${followed.name}".`,
      };
    case "no-list":
      return {
        says: `has the index [${followed.step}] where ${answer} has ${followed.type === "object" ? "an object" : `a value of the type ${followed.type}`}, not a list.`,
        help: `Leave [${followed.step}] out: there is no list there to count in.`,
      };
    case "no-object":
      return {
        says: `names ${quote(String(followed.step))} below a value of the type ${followed.type} in ${answer}.`,
        help: "End the path at the value.",
      };
    default:
      return undefined;
  }
}

/** Reports the first path of a text that points to nothing in the answer of one of the triggers. */
function checkPaths(place: Place, text: string, operations: Operation[], context: Context): boolean {
  const reader = context.fact(shapes);
  for (const steps of triggerPaths(text)) {
    for (const operation of operations) {
      const followed = followSteps(reader, answerOf(operation), steps);
      const wrong = fault(followed, operation);
      if (!wrong || !("pointer" in followed)) continue;
      // The list of another trigger: most likely the policy was copied from there.
      const other = context.model.operations.find(
        (candidate) =>
          candidate.trigger !== undefined &&
          candidate.id !== undefined &&
          !operations.includes(candidate) &&
          steps.length > 0 &&
          followSteps(reader, answerOf(candidate), steps).state === "found",
      );
      context.report(place, `The path ${quote(text)} ${wrong.says}`, {
        help: `${wrong.help}${other ? ` The trigger ${quote(other.id ?? "")} does answer so: perhaps the policy was meant for it.` : ""}`,
        label: "points to nothing",
        related: [
          {
            place: context.inDefinition(followed.pointer),
            label: "what is answered there",
          },
        ],
      });
      return true;
    }
  }
  return false;
}

export default defineRules("policies", [
  {
    id: "policy-polling-data-path",
    statement: "The path to a polling trigger's new items leads to a list in what the trigger answers.",
    why: "Where the path leads to no list, the trigger finds no items, whatever the service answers: flows are never started.",
    severity: { import: "warning", certification: "warning" },
    sources: [POLLING_TRIGGER, "observed: all 32 such paths of published connectors lead to a list"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        const found = read(node, context);
        const path = found && policyParameter(found.policy, "triggerDataPath");
        if (!found || typeof path !== "string" || !startsWithTriggerBody(path)) return;
        const place = node.at("parameters", DATA_PATH);
        if (checkPaths(place, path, found.operations, context)) return;
        const [steps] = triggerPaths(path);
        for (const operation of steps ? found.operations : []) {
          if (!operation.batch) continue;
          const end = followSteps(context.fact(shapes), answerOf(operation), steps ?? []);
          if (end.state !== "found" || end.shape.type === "array" || end.shape.type === "any") continue;
          const lists = [...end.shape.properties]
            .filter(([, at]) => context.fact(shapes).read(at)?.type === "array")
            .map(([name]) => name);
          context.report(
            place,
            `The path ${quote(path)} leads to a value of the type ${end.shape.type} in the answer of ${quote(operation.id ?? "")}, not to a list.`,
            {
              help: lists[0]
                ? `Name the list: ${quote(`@triggerBody()${(steps ?? []).map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("")}.${lists[0]}`)}.`
                : "Name the list of new items, or describe it as an array in the answer.",
              label: "not a list",
            },
          );
          return;
        }
      },
    },
    bad: [
      {
        definition: TRIGGERS,
        properties: polling({ triggerDataPath: "@triggerBody().row" }),
        at: [`${PARAMETERS_AT}/${DATA_PATH}`],
      },
      {
        definition: TRIGGERS,
        properties: polling({ triggerDataPath: "@triggerBody().visits" }),
        at: [`${PARAMETERS_AT}/${DATA_PATH}`],
      },
      {
        definition: TRIGGERS,
        properties: polling({ triggerDataPath: "@triggerBody()" }),
        at: [`${PARAMETERS_AT}/${DATA_PATH}`],
      },
      {
        definition: TRIGGERS,
        properties: polling({ triggerDataPath: "@triggerBody().count" }),
        at: [`${PARAMETERS_AT}/${DATA_PATH}`],
      },
    ],
    good: [{ definition: TRIGGERS, properties: polling({}) }],
  },
  {
    id: "policy-polling-next-value",
    statement: "The next values of a polling trigger are expressions that read what the trigger answered.",
    why: "The next call is made with the value of this expression: if it stays the same, each call brings the same items again; if it is empty, the service answers with everything, or with an error.",
    severity: { import: "warning", certification: "warning" },
    sources: [POLLING_TRIGGER, "observed: 27 of 32 such policies of published connectors read the answer"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        const found = read(node, context);
        const config = found && policyParameter(found.policy, "triggerConfig");
        if (!found || !isObject(config)) return;
        const keys = Object.keys(config);
        const moves = keys.some((key) => scalarText(own(config, key)).includes("triggerBody()"));
        for (const key of keys) {
          const value = own(config, key);
          // What is not a text, or empty, is another rule's.
          if (typeof value !== "string" || value.trim() === "") continue;
          const place = node.at("parameters", CONFIG, key);
          if (/@\{?\s*triggerBody\(\)/.test(value)) {
            checkPaths(place, value, found.operations, context);
            continue;
          }
          const forgotten = /triggerBody\(\)/.test(value);
          // A fixed value beside one that moves is a choice: how many items to answer with.
          const harmless = moves && !forgotten && !value.includes("@");
          context.report(
            place,
            forgotten
              ? `The next value ${quote(value)} of ${quote(key)} lacks the @ that makes it an expression.`
              : value.includes("@")
                ? `The next value ${quote(value)} of ${quote(key)} does not read what the trigger answered.`
                : `The next value of ${quote(key)} is ${quote(value)} in every call: it is not an expression.`,
            {
              help: forgotten
                ? `Write ${quoteWhole(value.startsWith("{") ? `@${value}` : `@{${value}}`)}.`
                : key === POLLING_NEXT_LINK
                  ? 'Write where the answer names the next address, such as "@{triggerBody().next}".'
                  : 'Write where in the answer the next value stands, such as "@{triggerBody().items[0].created}"; a value that never changes belongs into the parameter\'s default.',
              ...(harmless ? { severity: "info" as const } : {}),
            },
          );
        }
      },
    },
    bad: [
      {
        definition: TRIGGERS,
        properties: polling({ triggerConfig: { since: "2020-01-01" } }),
        at: [`${PARAMETERS_AT}/${CONFIG}/since`],
      },
      {
        definition: TRIGGERS,
        properties: polling({ triggerConfig: { since: "{triggerBody().rows[0].created}" } }),
        at: [`${PARAMETERS_AT}/${CONFIG}/since`],
      },
      {
        definition: TRIGGERS,
        properties: polling({ triggerConfig: { since: "@{body().rows[0].created}" } }),
        at: [`${PARAMETERS_AT}/${CONFIG}/since`],
      },
      {
        definition: TRIGGERS,
        properties: polling({ triggerConfig: { since: "@{triggerBody().rows[0].changed}" } }),
        at: [`${PARAMETERS_AT}/${CONFIG}/since`],
      },
      {
        definition: TRIGGERS,
        properties: polling({ triggerConfig: { since: "@{triggerBody().rows.created}" } }),
        at: [`${PARAMETERS_AT}/${CONFIG}/since`],
      },
      {
        definition: TRIGGERS,
        properties: polling({ triggerConfig: { since: "@{triggerBody()[0].created}" } }),
        at: [`${PARAMETERS_AT}/${CONFIG}/since`],
      },
    ],
    good: [
      { definition: TRIGGERS, properties: polling({}) },
      {
        definition: TRIGGERS,
        properties: polling({ triggerConfig: { since: "@{triggerBody()?['rows'][0]?['created']}" } }),
      },
    ],
  },
]);
