import type { Operation } from "../../definition/model.ts";
import { type JsonObject, own, ownString } from "../../json/values.ts";
import { hookBody, newsHook } from "../examples/hooks-example.ts";
import { hasContent, isWebhook } from "../facts/notification-urls.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { list, quote, show } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const KEY = "x-ms-notification";

const TOPIC = { name: "topic", in: "query", type: "integer" };
/** A webhook about one topic. */
const ON_TOPIC = newsHook({ operationId: "OnTopic", parameters: [{ ...TOPIC, type: "string" }, hookBody()] });
const fetchNews = (more: Record<string, unknown> = {}) =>
  ({
    paths: {
      ...(newsHook().paths as object),
      "/hooks/topic": (ON_TOPIC.paths as JsonObject)["/hooks/news"],
      "/news": {
        get: {
          operationId: "FetchNews",
          "x-ms-trigger": "batch",
          [KEY]: { operationId: "OnNews" },
          parameters: [],
          responses: { "200": { description: "The news.", schema: { type: "array", items: {} } } },
          ...more,
        },
      },
    },
  }) as never;
const GET = "/paths/~1news/get";

export default defineRule("triggers-webhook", {
  id: "notification-extension",
  statement: `${KEY} stands on a polling trigger and names the webhook operation that subscribes to the same events.`,
  why: "The service rings at the webhook half, and the platform then fetches the news by the other half: if they do not fit, the import refuses them or the trigger brings nothing.",
  severity: { import: "error", certification: "error" },
  codes: [
    "NotificationExtensionSupportedForTriggerOnly",
    "NotificationExtensionNotSupportedInWebhookOperation",
    "NotificationOperationMustBeWebhook",
    "OperationIdNotFound",
    "ParamtersWithSameNameMustHaveSameTypeAndVisibility",
    "BodyOrFormDataParameterInFetchOperationNotAllowed",
    "RequiredPropertyMissing",
    "AdditionalPropertyNotAllowed",
    "JsonTypeIncorrect",
  ],
  sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
  shape: [
    { of: "operation", faults: ["type"], keys: [KEY], say: ({ node }, _, context) => onFetch(node, context) },
    {
      of: "notification",
      faults: ["unknown", "missing", "type"],
      say: ({ node }, _, context) => onFetch(node, context),
    },
  ],
  onlyWith: [KEY],
  checks: {
    operation(node, context) {
      const value = own(node.value, KEY);
      const { operation } = node;
      if (value === undefined || !operation) return;
      const place = node.at(KEY);
      const name = quote(operation.id ?? String(node.key));
      if (isWebhook(context, operation) || hasContent(operation)) {
        context.report(place, `The webhook operation ${name} carries ${KEY}.`, {
          help: "Remove it here: it belongs on the trigger that fetches the news.",
          part: "key",
          codes: ["NotificationExtensionNotSupportedInWebhookOperation"],
        });
        return;
      }
      if (own(node.value, "x-ms-trigger") === undefined) {
        context.report(place, `The operation ${name} carries ${KEY}, but is not a trigger.`, {
          help: 'If it fetches the news of a trigger, add "x-ms-trigger": "batch", or "single" if each call brings one event. Otherwise remove x-ms-notification.',
          part: "key",
          codes: ["NotificationExtensionSupportedForTriggerOnly"],
        });
        return;
      }
      checkFetch(operation, node, context);
      const target = ownString(value, "operationId");
      if (target === undefined) return;
      checkTarget(operation, target, node, context);
    },
  },
  bad: [
    { definition: fetchNews({ "x-ms-trigger": undefined }), at: [`${GET}/${KEY}`] },
    {
      definition: newsHook({ [KEY]: { operationId: "OnParcelDelivered" } }),
      at: [`/paths/~1hooks~1news/post/${KEY}`],
    },
    { definition: fetchNews({ [KEY]: { operationId: "GetParcel" } }), at: [`${GET}/${KEY}/operationId`] },
    { definition: fetchNews({ [KEY]: { operationId: "OnNewz" } }), at: [`${GET}/${KEY}/operationId`] },
    { definition: fetchNews({ [KEY]: {} }), at: [`${GET}/${KEY}`] },
    {
      definition: fetchNews({ [KEY]: { operationId: "OnNews", method: "post" } }),
      at: [`${GET}/${KEY}/method`],
    },
    {
      definition: fetchNews({ [KEY]: { operationId: "OnTopic" }, parameters: [TOPIC] }),
      at: [`${GET}/parameters/0`],
    },
    {
      definition: fetchNews({ parameters: [{ name: "filter", in: "body", schema: { type: "object" } }] }),
      at: [`${GET}/parameters/0`],
    },
  ],
  good: [{ definition: fetchNews() }],
});

/** The shape matters where the extension does: elsewhere that it is there is the fault. */
function onFetch({ operation, value }: Node, context: Context): object | undefined {
  if (!operation || own(value, "x-ms-trigger") === undefined) return undefined;
  return isWebhook(context, operation) || hasContent(operation) ? undefined : {};
}

/** The fetch half is a plain request. */
function checkFetch(operation: Operation, node: Node, context: Context): void {
  const found = operation.parameters.find(
    (parameter) => parameter.in === "body" || parameter.in === "formData",
  );
  if (!found) return;
  context.report(
    { file: node.file, pointer: found.usedAt },
    `The operation ${quote(operation.id ?? "")} fetches news and has the ${found.in} parameter ${quote(found.name)}.`,
    {
      help: `Declare what ${quote(found.name)} holds as parameters with "in": "query": the platform fetches without a body.`,
      codes: ["BodyOrFormDataParameterInFetchOperationNotAllowed"],
    },
  );
}

function checkTarget(operation: Operation, id: string, node: Node, context: Context): void {
  const place = node.at(KEY, "operationId");
  const subscribe = context.model.byId.get(id);
  if (!subscribe || !(isWebhook(context, subscribe) || hasContent(subscribe))) {
    const webhooks = context.model.operations
      .filter((other) => isWebhook(context, other))
      .map((other) => other.id ?? "");
    context.report(
      place,
      subscribe
        ? `${KEY} of ${quote(operation.id ?? "")} names ${quote(id)}, which is not a webhook operation.`
        : `${KEY} of ${quote(operation.id ?? "")} names ${quote(id)}, which does not exist.`,
      {
        help: `${didYouMean(id, webhooks)}Write the operationId of the operation whose body has the notification URL${webhooks.length > 0 ? `: ${list(webhooks, "or")}` : ""}.`,
        label: subscribe ? "no webhook" : "no such operation",
        codes: ["NotificationOperationMustBeWebhook", ...(subscribe ? [] : ["OperationIdNotFound"])],
        related: subscribe
          ? [{ place: { file: node.file, pointer: subscribe.pointer }, label: "takes no notification URL" }]
          : [],
      },
    );
    return;
  }
  for (const parameter of operation.parameters) {
    const twin = subscribe.parameters.find((other) => other.name === parameter.name && other.in !== "body");
    if (!twin || parameter.in === "body") continue;
    const differs = ["type", "x-ms-visibility"].filter(
      (key) => own(parameter.value, key) !== own(twin.value, key),
    );
    const [first] = differs;
    if (first === undefined) continue;
    context.report(
      { file: node.file, pointer: parameter.usedAt },
      `The parameter ${quote(parameter.name)} of ${quote(operation.id ?? "")} has the ${first} ${show(own(parameter.value, first))} here and ${show(own(twin.value, first))} in ${quote(id)}.`,
      {
        help: `${own(twin.value, first) === undefined ? `Remove ${quote(first)} here` : `Write ${quote(first)}: ${show(own(twin.value, first))} here too`}, or change ${quote(id)}: makers enter the value once.`,
        codes: ["ParamtersWithSameNameMustHaveSameTypeAndVisibility"],
        related: [{ place: { file: node.file, pointer: twin.usedAt }, label: "differs from this one" }],
      },
    );
  }
}
