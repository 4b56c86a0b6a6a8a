/** Triggers that the platform asks again and again for news. */

import { isSuccess, outputResponse, schemaOf } from "../../definition/answers.ts";
import { findList } from "../../definition/batch.ts";
import type { Operation } from "../../definition/model.ts";
import { replaceValue } from "../../json/edits.ts";
import { type JsonObject, own, ownObject } from "../../json/values.ts";
import { operationWith } from "../examples/small-changes.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { isPolling } from "../facts/notification-urls.ts";
import { nameOf } from "../facts/operation-name.ts";
import { covers } from "../facts/policies-for.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { list, quote } from "../language/quote.ts";
import { type Check, defineRules } from "../language/rule.ts";
import {
  CERTIFICATION,
  DESIGNER_UTILS,
  OPENAPI_EXTENSIONS,
  POLLING_TRIGGER,
  VALIDATOR_CODES,
} from "../sources.ts";

const METADATA = "x-ms-trigger-metadata";
const WARNING = { import: "warning", certification: "warning" } as const;

function onPolling(check: (operation: Operation, node: Node, context: Context) => void): Check {
  return (node, context) => {
    const { operation } = node;
    if (operation && isPolling(context, operation)) check(operation, node, context);
  };
}

/**
 * What keeps the designer from finding the list in an answer: the names it would have to choose among.
 * Undefined if it finds the list, or if the schema does not say enough to tell.
 */
function obstacle(root: JsonObject, schema: { value: JsonObject; pointer: string }): string[] | undefined {
  const { list, at, visible } = findList(root, schema, "swagger");
  if (list) return undefined;
  const says = (key: string) => own(at.value, key) !== undefined;
  if (says("items") || says("allOf") || says("x-ms-dynamic-schema")) return undefined;
  const type = own(at.value, "type");
  if (typeof type === "string" && type !== "object") return [];
  const properties = Object.keys(ownObject(at.value, "properties") ?? {});
  return properties.length === 0 || visible.length === 1 ? undefined : visible;
}

/** Whether something says how the trigger is asked: metadata, a script, a policy, or the answer of a call that finds nothing new. */
function isImplemented(operation: Operation, context: Context): boolean {
  if (own(operation.value, METADATA) !== undefined || context.connector.script) return true;
  const isAsked = context
    .fact(allPolicies)
    .some(({ policy }) => policy.template?.id === "pollingtrigger" && covers(policy, operation));
  return isAsked || operation.responses.some(({ status }) => status === "202");
}

/** Whether some answer names the address of the next call, or when to call. */
function namesNextCall(operation: Operation): boolean {
  return operation.responses.some(({ value }) =>
    Object.keys(ownObject(value, "headers") ?? {}).some((name) => /^(location|retry-after)$/i.test(name)),
  );
}

/** The whole of a trigger on a path of its own, so that nothing of the base connector shines through. */
const trigger = (kind: string, schema: JsonObject | undefined, more: JsonObject = {}): JsonObject => ({
  paths: {
    "/news": {
      get: {
        operationId: "OnNews",
        summary: "When there is news",
        "x-ms-trigger": kind,
        parameters: [],
        responses: {
          "200": { description: "News.", ...(schema ? { schema } : {}) },
          "202": { description: "None." },
        },
        ...more,
      },
    },
  },
});
const NEWS = "/paths/~1news/get";
const TEXTS: JsonObject = { type: "array", items: { type: "string" } };

export default defineRules("triggers-polling", [
  {
    id: "polling-get",
    statement: "A polling trigger is a GET operation.",
    why: "The platform calls a polling trigger every few minutes, so that it must change nothing; the designer and tools expect a GET.",
    severity: WARNING,
    sources: [POLLING_TRIGGER, "observed: 3 published connectors use POST"],
    onlyWith: ["x-ms-trigger"],
    checks: {
      operation: onPolling((operation, node, context) => {
        if (operation.method === "get") return;
        context.report(
          node,
          `The polling trigger ${nameOf(operation)} is a ${operation.method.toUpperCase()}, not a GET.`,
          {
            help: `If the service takes GET as well, move the operation to "get". Otherwise move it there too, and let a script send the request as ${operation.method.toUpperCase()}. If it is meant to be a webhook trigger, add x-ms-notification-content to its path and a notification URL to its body instead.`,
          },
        );
      }),
    },
    bad: [
      {
        definition: operationWith("/news", "post", {
          operationId: "OnNews",
          "x-ms-trigger": "batch",
          responses: {},
        }),
        at: ["/paths/~1news/post"],
      },
    ],
    good: [{ definition: trigger("batch", TEXTS) }],
  },
  {
    id: "polling-implementation",
    statement:
      "Something says how a polling trigger finds what is new: a pollingtrigger policy, metadata, or answers with Location and Retry-After.",
    why: "Where nothing tells the platform what it has seen, every call brings the same items, and flows run for each of them again.",
    severity: { import: "info", certification: "info" },
    sources: [POLLING_TRIGGER, "observed: 5 published connectors show nothing of the kind"],
    onlyWith: ["x-ms-trigger"],
    checks: {
      operation: onPolling((operation, node, context) => {
        if (isImplemented(operation, context)) return;
        const half = namesNextCall(operation);
        context.report(
          node.at("x-ms-trigger"),
          half
            ? `The polling trigger ${nameOf(operation)} declares no "202", the answer to a call that finds nothing new.`
            : `Nothing says how the polling trigger ${nameOf(operation)} finds what is new.`,
          {
            ...(half && {
              because:
                "The platform starts a flow for every 200: a trigger that never answers 202 starts flows for nothing.",
            }),
            help: half
              ? 'If the service answers so while there is nothing new, declare "202": {"description": "Nothing new.", "headers": {"Location": {"type": "string"}, "Retry-After": {"type": "string"}}}. If it answers 200 with an empty list, a batch trigger starts no flow: leave it.'
              : 'Add a policy with "templateId": "pollingtrigger" for it. If the service answers "202" with Location and Retry-After while there is nothing new, declare that instead.',
          },
        );
      }),
    },
    bad: [
      {
        definition: trigger("batch", TEXTS, {
          responses: { "200": { description: "News.", schema: TEXTS } },
        }),
        at: [`${NEWS}/x-ms-trigger`],
      },
      {
        definition: trigger("single", undefined, {
          responses: {
            "200": {
              description: "News.",
              schema: { type: "object", properties: { id: { type: "string" } } },
              headers: { Location: { type: "string" } },
            },
          },
        }),
        at: [`${NEWS}/x-ms-trigger`],
      },
    ],
    good: [
      { definition: trigger("batch", TEXTS) },
      {
        definition: trigger("batch", TEXTS, {
          responses: { "200": { description: "News.", schema: TEXTS } },
        }),
        properties: {
          properties: {
            policyTemplateInstances: [
              {
                templateId: "pollingtrigger",
                title: "News",
                parameters: {
                  "x-ms-apimTemplateParameter.triggerConfig": { since: "@{headers('date')}" },
                  "x-ms-apimTemplateParameter.triggerDataPath": "@triggerBody()",
                  "x-ms-apimTemplate-operationName": ["OnNews"],
                },
              },
            ],
          },
        },
      },
    ],
  },
  {
    id: "polling-batch-array",
    statement: "The answer of a batch trigger is a list, or an object that makers see nothing of but a list.",
    why: "The designer splits the list into one run for each item; where it cannot tell which list is meant, makers get one run for all of them.",
    severity: WARNING,
    sources: [OPENAPI_EXTENSIONS, DESIGNER_UTILS, "observed: 9 published connectors"],
    onlyWith: ["x-ms-trigger"],
    checks: {
      operation: onPolling((operation, node, context) => {
        if (operation.trigger !== "batch") return;
        const response = outputResponse(operation);
        const schema = response && schemaOf(context.root, response);
        const names = schema && obstacle(context.root, schema);
        if (!response || !schema || !names) return;
        context.report(
          node.at("responses", response.status),
          names.length === 0
            ? `The batch trigger ${nameOf(operation)} answers with something that is not a list.`
            : `The batch trigger ${nameOf(operation)} answers with an object of which makers see ${list(names)}, not one list.`,
          {
            help: 'If each call brings a list of events, write "x-ms-visibility": "internal" at every property of the answer but that list. If it brings one event, write "x-ms-trigger": "single".',
            part: "key",
            related: [
              { place: node.at("x-ms-trigger"), label: "batch" },
              { place: { file: node.file, pointer: schema.pointer }, label: "no list" },
            ],
          },
        );
      }),
    },
    bad: [
      {
        definition: trigger("batch", {
          type: "object",
          properties: { items: TEXTS, count: { type: "integer" } },
        }),
        at: [`${NEWS}/responses/200`],
      },
      { definition: trigger("batch", { type: "string" }), at: [`${NEWS}/responses/200`] },
    ],
    good: [
      { definition: trigger("batch", TEXTS) },
      {
        definition: trigger("batch", {
          type: "object",
          properties: { items: TEXTS, next: { type: "string", "x-ms-visibility": "internal" } },
        }),
      },
    ],
  },
  {
    id: "polling-single-object",
    statement: "A polling trigger that is not a batch trigger does not answer with a list.",
    why: "The designer does not split the list: makers get one run for many events, and need a loop.",
    severity: WARNING,
    sources: [OPENAPI_EXTENSIONS, "observed: no published connector"],
    fixable: true,
    onlyWith: ["x-ms-trigger"],
    checks: {
      operation: onPolling((operation, node, context) => {
        if (operation.trigger !== "single") return;
        const response = outputResponse(operation);
        const schema = response && schemaOf(context.root, response);
        if (!response || !schema || own(schema.value, "type") !== "array") return;
        const place = node.at("x-ms-trigger");
        context.report(place, `The trigger ${nameOf(operation)} is "single", but answers with a list.`, {
          help: 'Write "x-ms-trigger": "batch". Saved flows that loop over the list have to be changed then.',
          related: [{ place: { file: node.file, pointer: schema.pointer }, label: "a list" }],
          fix: {
            title: 'Write "batch"',
            edits: (document) => replaceValue(document, place.pointer, "batch"),
          },
        });
      }),
    },
    bad: [{ definition: trigger("single", TEXTS), at: [`${NEWS}/x-ms-trigger`] }],
    good: [{ definition: trigger("single", { type: "object", properties: { title: { type: "string" } } }) }],
  },
  {
    id: "trigger-response-schema",
    statement: "A polling trigger has a schema on its 200.",
    why: "Without a schema makers get no dynamic content from the trigger.",
    severity: { import: "off", certification: "warning" },
    codes: ["SchemaDefinitionSetIncorrectly"],
    sources: [CERTIFICATION, VALIDATOR_CODES],
    onlyWith: ["x-ms-trigger"],
    checks: {
      operation: onPolling((operation, node, context) => {
        const successes = operation.responses.filter(
          ({ status }) => isSuccess(status) || status === "default",
        );
        if (operation.internal || successes.length === 0) return;
        if (successes.some(({ value }) => own(value, "schema") !== undefined)) return;
        const place = successes[0]?.status ?? "200";
        context.report(
          node.at("responses", place),
          `The response ${quote(place)} of the trigger ${nameOf(operation)} has no schema.`,
          {
            help: 'Add "schema": {"type": "array", "items": { … }} for a batch trigger, or {"type": "object", "properties": { … }} for one that brings a single event.',
            part: "key",
          },
        );
      }),
    },
    bad: [{ definition: trigger("batch", undefined), at: [`${NEWS}/responses/200`] }],
    good: [{ definition: trigger("batch", TEXTS) }],
  },
]);
