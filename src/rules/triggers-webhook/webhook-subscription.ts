/** How a webhook trigger subscribes and unsubscribes. */

import { isSuccess } from "../../definition/answers.ts";
import { batchListOf } from "../../definition/batch.ts";
import type { Operation } from "../../definition/model.ts";
import { own, ownObject, ownString } from "../../json/values.ts";
import { hookBody, newsHook } from "../examples/hooks-example.ts";
import { isBelow, isWebhook, urlsOf, webhookTriggers } from "../facts/notification-urls.ts";
import { nameOf } from "../facts/operation-name.ts";
import { parsePath } from "../facts/path-template.ts";
import type { Context } from "../language/context.ts";
import type { Place } from "../language/node.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { type Check, defineRules } from "../language/rule.ts";
import { DESIGNER_OPERATIONS, WEBHOOK_TRAINING, WEBHOOK_TRIGGER } from "../sources.ts";

const WARNING = { import: "warning", certification: "warning" } as const;
const INFO = { import: "info", certification: "info" } as const;
const SPEAKS_OF_HOOKS = /web-?_?hook|hooks?\b|subscri|callback|notif|trigger|listener|event/i;

function placeOf(context: Context, operation: Operation): Place {
  return context.inDefinition(operation.pointer);
}

/** Calls back with each webhook trigger. */
function onWebhook(
  check: (operation: Operation, node: Parameters<Check>[0], context: Context) => void,
): Check {
  return (node, context) => {
    const { operation } = node;
    if (operation && operation.trigger !== undefined && isWebhook(context, operation))
      check(operation, node, context);
  };
}

/** Whether a DELETE operation ends subscriptions of a trigger, as far as paths and names tell; one that is hidden does little else. */
function endsSubscription(remove: Operation, trigger: Operation): boolean {
  return (
    isBelow(remove, trigger) || remove.internal || SPEAKS_OF_HOOKS.test(`${remove.path} ${remove.id ?? ""}`)
  );
}

/** Whether an operation's texts or id say that it starts flows. */
function promisesTrigger({ id, value }: Operation): boolean {
  const texts = `${ownString(value, "summary") ?? ""}\n${ownString(value, "description") ?? ""}`.slice(
    0,
    2000,
  );
  return (
    /^\s*when\b/im.test(texts) ||
    /\btriggers?\b|\bsubscri(?:be|ption)/i.test(texts) ||
    /^(?:On|When)[A-Z]|trigger|subscribe/.test(id ?? "")
  );
}

const POST = "/paths/~1hooks~1news/post";
const noDelete = { "/hooks/{hookId}": { delete: null } };
const CREATED = { description: "Done." };

/** Paths and ids that speak of webhooks; a plain "subscription" can be anything that is sold. */
const HOOK = /[Ww]eb[_-]?[Hh]ooks?(?![a-z])|(?<![a-z])hooks?(?![a-z])|[a-z]Hooks?(?![a-z])/;

const REMOVE = {
  operationId: "RemoveHook",
  summary: "Remove a hook",
  description: "Ends a subscription.",
  parameters: [{ name: "hookId", in: "path", required: true, type: "string" }],
  responses: { "200": { description: "It has ended." } },
};

/** Where the subscriptions that are made at a path can be ended; the name of the new variable is not taken yet. */
function deletePath(path: string): string {
  return `${path.replace(/\/$/, "")}/${path.includes("{id}") ? "{subscriptionId}" : "{id}"}`;
}

export default defineRules("triggers-webhook", [
  {
    id: "webhook-post",
    statement: "A webhook trigger subscribes by POST.",
    why: "When a saved flow is opened, the Logic Apps designer looks webhook triggers up among POST operations only, and does not find this one.",
    severity: WARNING,
    sources: [WEBHOOK_TRIGGER, DESIGNER_OPERATIONS, "observed: 7 published connectors use PUT or PATCH"],
    onlyWith: ["x-ms-trigger"],
    checks: {
      operation: onWebhook((operation, node, context) => {
        if (operation.method === "post") return;
        context.report(
          node,
          `The webhook trigger ${nameOf(operation)} subscribes by ${operation.method.toUpperCase()}, not by POST.`,
          {
            help: `If the service takes POST as well, move the operation to "post". Otherwise move it there too, and let a script send the request as ${operation.method.toUpperCase()}, or a policy: "templateId": "routerequesttoendpoint" with "x-ms-apimTemplateParameter.httpMethod": "${operation.method.toUpperCase()}".`,
          },
        );
      }),
    },
    bad: [
      {
        definition: newsHook(
          {},
          {
            post: null as never,
            put: { operationId: "OnNews", "x-ms-trigger": "single", parameters: [hookBody()], responses: {} },
          },
        ),
        at: ["/paths/~1hooks~1news/put"],
      },
    ],
    good: [{ definition: newsHook() }],
  },
  {
    id: "webhook-single",
    statement: 'A webhook trigger is "single", unless each notification holds a list.',
    why: "A notification carries one event: with batch the designer tries to split it, and makers get one run for whatever it holds.",
    severity: WARNING,
    sources: [WEBHOOK_TRIGGER, "observed: all 640 published webhook triggers are single"],
    inferred: true,
    onlyWith: ["x-ms-trigger"],
    checks: {
      operation: onWebhook((operation, node, context) => {
        // A list in each notification is what batch is for.
        if (operation.trigger !== "batch" || batchListOf(context.root, operation, "stored")) return;
        context.report(node.at("x-ms-trigger"), `The webhook trigger ${nameOf(operation)} is "batch".`, {
          help: 'Write "x-ms-trigger": "single". If the service sends a list with each notification, leave "batch" and describe that list in x-ms-notification-content.',
        });
      }),
    },
    bad: [{ definition: newsHook({ "x-ms-trigger": "batch" }), at: [`${POST}/x-ms-trigger`] }],
    good: [
      { definition: newsHook() },
      {
        definition: newsHook(
          { "x-ms-trigger": "batch" },
          {
            "x-ms-notification-content": {
              schema: {
                type: "array",
                items: { type: "object", properties: { headline: { type: "string" } } },
              },
            },
          },
        ),
      },
    ],
  },
  {
    id: "webhook-subscribe-is-trigger",
    statement: "An operation that takes a notification URL is a trigger.",
    why: "Without x-ms-trigger the operation is an action at which the flow waits for the call: right for approvals, but makers who read of a trigger do not find it among the triggers.",
    severity: WARNING,
    sources: [WEBHOOK_TRIGGER, "observed: 6 published connectors have such actions"],
    comparesPlaces: true,
    checks: {
      operation(node, context) {
        const { operation } = node;
        if (!operation || own(node.value, "x-ms-trigger") !== undefined) return;
        const [field] = urlsOf(context, operation).fields;
        // An action that waits is a kind of its own (webhook action): only what calls itself a trigger was meant to be one.
        if (!field || !promisesTrigger(operation)) return;
        context.report(
          node,
          `The operation ${nameOf(operation)} takes the notification URL ${quote(field.path || "body")} and speaks like a trigger, but is none.`,
          {
            help: 'Add "x-ms-trigger": "single" if it is to start flows. If a flow is to stop here and wait for the call, leave it and say so in the summary.',
            related: [{ place: { file: node.file, pointer: field.pointer }, label: "the notification URL" }],
          },
        );
      },
    },
    bad: [{ definition: newsHook({ "x-ms-trigger": null }), at: [POST] }],
    good: [
      { definition: newsHook() },
      {
        definition: newsHook({
          "x-ms-trigger": null,
          operationId: "AskForApproval",
          summary: "Ask for approval",
          description: "Asks somebody and waits for the answer.",
        }),
      },
    ],
  },
  {
    id: "webhook-delete-operation",
    statement: "A connector with webhook triggers has a DELETE operation that ends a subscription.",
    why: "The platform ends a subscription by DELETE when the flow is turned off or deleted; without the operation the service goes on calling, and subscriptions pile up there.",
    severity: WARNING,
    sources: [WEBHOOK_TRIGGER, "observed: 39 published connectors rely on the Location header alone"],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const removes = context.model.operations.filter((operation) => operation.method === "delete");
        const orphans = context
          .fact(webhookTriggers)
          .filter((trigger) => !removes.some((remove) => endsSubscription(remove, trigger)));
        const [first] = orphans;
        if (!first) return;
        context.report(
          placeOf(context, first),
          orphans.length === 1
            ? `No DELETE operation ends what ${nameOf(first)} subscribes to.`
            : `No DELETE operation ends what ${orphans.length} webhook triggers subscribe to, of which ${nameOf(first)} is the first.`,
          {
            help: `Add a "delete" operation with "x-ms-visibility": "internal", such as at ${quoteWhole(deletePath(first.path))} with its path parameter. The Location header of the answer to the subscription must name that address; if the service sends none, a script has to add it.`,
          },
        );
      },
    },
    bad: [{ definition: { paths: noDelete as never }, at: ["/paths/~1hooks/post"] }],
  },
  {
    id: "webhook-delete-internal",
    statement: "The operation that ends subscriptions is internal.",
    why: "The platform calls the operation by itself; as a visible action it invites makers to end the subscriptions of running flows.",
    severity: INFO,
    sources: [WEBHOOK_TRIGGER, "https://github.com/rwilson504/agent-skills"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      operation(node, context) {
        const { operation } = node;
        if (operation?.method !== "delete" || operation.internal) return;
        const triggers = context.fact(webhookTriggers);
        const named = HOOK.test(`${operation.path} ${operation.id ?? ""}`);
        // Other names may speak of other things; below the path of a trigger it is certain.
        const trigger = triggers.find((candidate) => {
          const subscribe = parsePath(candidate.path).shape.replace(/\/$/, "");
          const ends = parsePath(operation.path).shape;
          return subscribe !== "" && (ends === subscribe || ends === `${subscribe}/{}`);
        });
        const [first] = triggers;
        if (!first || (!trigger && !named)) return;
        context.report(
          node,
          `The operation ${nameOf(operation)} ends subscriptions${trigger ? ` of ${nameOf(trigger)}` : ""}, and makers see it as an action.`,
          {
            help: 'Write "x-ms-visibility": "internal".',
            related: [{ place: placeOf(context, trigger ?? first), label: "subscribes" }],
          },
        );
      },
    },
    bad: [
      {
        definition: { paths: { "/hooks/{hookId}": { delete: { "x-ms-visibility": null } } } },
        at: ["/paths/~1hooks~1{hookId}/delete"],
      },
      {
        definition: {
          paths: {
            "/hooks/{hookId}": null,
            "/v2/webhook/{hookId}": { delete: { ...REMOVE, "x-ms-visibility": "none" } },
          },
        },
        at: ["/paths/~1v2~1webhook~1{hookId}/delete"],
      },
    ],
  },
  {
    id: "webhook-location-header",
    statement: "The response of a subscription declares its Location header.",
    why: "The platform sends the DELETE that ends the subscription to the address in Location. If the service leaves the header out, the subscription stays after the flow is gone.",
    severity: INFO,
    sources: [WEBHOOK_TRIGGER, WEBHOOK_TRAINING, "observed: 189 published connectors do not declare it"],
    breaksAtRunTime: "possible",
    onlyWith: ["x-ms-trigger"],
    checks: {
      operation: onWebhook((operation, node, context) => {
        const successes = operation.responses.filter(({ status }) => isSuccess(status));
        const declared = successes.some(({ value }) =>
          Object.keys(ownObject(value, "headers") ?? {}).some((name) => name.toLowerCase() === "location"),
        );
        const place = successes.find(({ status }) => status === "201") ?? successes[0];
        if (!place || declared) return;
        context.report(
          node.at("responses", place.status),
          `The response ${quote(place.status)} of the webhook trigger ${nameOf(operation)} declares no Location header.`,
          {
            help: 'If the service sends it, declare it: "headers": {"Location": {"type": "string"}}. If it does not, let a script add it, with the address of the subscription.',
            part: "key",
          },
        );
      }),
    },
    bad: [
      {
        definition: newsHook({ responses: { "201": CREATED, "400": CREATED } }),
        at: [`${POST}/responses/201`],
      },
    ],
    good: [
      {
        definition: newsHook({
          responses: { "200": { ...CREATED, headers: { location: { type: "string" } } } },
        }),
      },
    ],
  },
  {
    id: "webhook-response-201",
    statement: "A webhook trigger declares a 201 or 200 for its subscription.",
    why: "The platform expects 201 with a Location header of a subscription that was created, and takes from it the address at which it unsubscribes.",
    severity: INFO,
    sources: [WEBHOOK_TRIGGER, "observed: 23 published connectors declare neither"],
    onlyWith: ["x-ms-trigger"],
    checks: {
      operation: onWebhook((operation, node, context) => {
        const statuses = operation.responses.map(({ status }) => status);
        if (statuses.length === 0 || statuses.includes("201") || statuses.includes("200")) return;
        // Nothing but "default" has a graver finding on every operation.
        if (statuses.every((status) => status === "default")) return;
        context.report(
          node.at("responses"),
          `The webhook trigger ${nameOf(operation)} declares ${list(statuses)}, but neither 201 nor 200.`,
          {
            help: 'Add "201": {"description": "Subscribed.", "headers": {"Location": {"type": "string"}}} if the service answers so; if it answers otherwise, let a script turn the answer into that.',
          },
        );
      }),
    },
    bad: [{ definition: newsHook({ responses: { "204": CREATED } }), at: [`${POST}/responses`] }],
    good: [{ definition: newsHook() }],
  },
]);
