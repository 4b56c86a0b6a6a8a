/** x-ms-notification-url: the mark itself, where it is and what it is on. */

import { addMember, removeAt, replaceValue } from "../../json/edits.ts";
import { own } from "../../json/values.ts";
import { FIELD, hook, newsHook } from "../examples/hooks-example.ts";
import { PARCEL, parcelWith } from "../examples/small-changes.ts";
import { onKinds } from "../facts/checks.ts";
import { eachField, hasContent, nameOf, URL_KEY, urlsOf } from "../facts/notification-urls.ts";
import type { Context } from "../language/context.ts";
import { type Node, type NodeKind, USED_AS } from "../language/node.ts";
import { show } from "../language/quote.ts";
import { type Check, defineRules } from "../language/rule.ts";
import type { Fault, Saying } from "../language/speaker.ts";
import { DEFINITION_SCHEMA, OPENAPI_EXTENSIONS, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const WARNING = { import: "warning", certification: "warning" } as const;

export default defineRules("triggers-webhook", [
  {
    id: "webhook-url-in-body",
    statement: `${URL_KEY} stands on a property of a request's body and nowhere else.`,
    why: "The platform fills in the callback address in a body only: marked elsewhere, it never reaches the service, and the import refuses the mark on parameters and operations.",
    severity: ERROR,
    codes: ["NotificationUrlNotAllowedInThisPosition"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    onlyWith: [URL_KEY],
    checks: onKinds(
      ["pathItem", "operation", "parameter", "header", "items", "response", "notificationContent", "schema"],
      checkPosition(),
    ),
    bad: [
      {
        definition: newsHook({ parameters: [{ name: "url", in: "query", type: "string", [URL_KEY]: true }] }),
        at: [`/paths/~1hooks~1news/post/parameters/0/${URL_KEY}`],
      },
      {
        definition: newsHook({
          responses: {
            "201": { description: "Done.", schema: { properties: { url: { [URL_KEY]: true } } } },
          },
        }),
        at: [`/paths/~1hooks~1news/post/responses/201/schema/properties/url/${URL_KEY}`],
      },
      { definition: parcelWith({ id: { [URL_KEY]: true } }), at: [`${PARCEL}/id/${URL_KEY}`] },
      { definition: newsHook({ [URL_KEY]: true }), at: [`/paths/~1hooks~1news/post/${URL_KEY}`] },
    ],
    good: [{ definition: hook({}) }],
  },
  {
    id: "webhook-url-boolean",
    statement: `${URL_KEY} is the boolean true.`,
    why: "The platform looks for exactly true and overlooks anything else: the service then gets no address to call back.",
    severity: ERROR,
    codes: ["JsonTypeIncorrect", "WebhookOperationsMissingNotificationUrlProperty"],
    sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA],
    fixable: true,
    shape: [{ of: "schema", faults: ["type"], keys: [URL_KEY], say: notTrue }],
    onlyWith: [{ [URL_KEY]: (value) => value === false }],
    checks: {
      schema(node, context) {
        const place = node.at(URL_KEY);
        const said = notTrue({ value: false, node, place }, undefined, context);
        if (said) context.report(place, said.message, said);
      },
    },
    bad: [
      { definition: hook({ [URL_KEY]: "true" }), at: [`${FIELD}/${URL_KEY}`] },
      { definition: hook({ [URL_KEY]: false }), at: [`${FIELD}/${URL_KEY}`] },
    ],
    good: [{ definition: hook({}) }],
  },
  {
    id: "webhook-url-string",
    statement: "The notification URL is of type string.",
    why: "The platform puts an address into the notification URL, and Microsoft's validator objects to any type but string.",
    severity: WARNING,
    codes: ["NotificationUrlNotString"],
    sources: [VALIDATOR_CODES, "observed: one published connector leaves the type out"],
    yieldsTo: ["schema-type-single", "schema-type-null", "schema-type-file-position"],
    fixable: true,
    checks: {
      connector(context) {
        eachField(context, (field) => {
          const type = own(field.value, "type");
          if (type === "string") return;
          context.report(
            context.inDefinition(type === undefined ? field.pointer : `${field.pointer}/type`),
            `The notification URL ${nameOf(field)} has ${type === undefined ? "no type" : `the type ${show(type)}`}.`,
            {
              help: 'Write "type": "string".',
              fix: {
                title: 'Write "type": "string"',
                edits: (document) => addMember(document, field.pointer, "type", "string"),
              },
            },
          );
        });
      },
    },
    bad: [
      { definition: hook({ type: null }), at: [FIELD] },
      { definition: hook({ type: "object" }), at: [`${FIELD}/type`] },
    ],
    good: [{ definition: hook({}) }, { definition: hook({ type: "String" }) }],
  },
]);

/** A mark that is not true, on what a request may carry. */
function notTrue(
  { value, node, place }: Pick<Fault, "value" | "node" | "place">,
  _: unknown,
  context: Context,
): Saying | undefined {
  if (node.usage !== 0 && !(node.usage & USED_AS.input)) return undefined;
  const meant = typeof value === "string" && value.trim().toLowerCase() === "true";
  return {
    message: `${URL_KEY} is ${show(value)} instead of true.`,
    help:
      value === false
        ? "Write true if the service is to get the callback address in this field; otherwise remove the key."
        : "Write true without quotes.",
    codes: [
      ...(typeof value === "boolean" ? [] : ["JsonTypeIncorrect"]),
      ...(leavesWebhookWithoutUrl(node, context) ? ["WebhookOperationsMissingNotificationUrlProperty"] : []),
    ],
    fix: meant
      ? { title: "Write true", edits: (document) => replaceValue(document, place.pointer, true) }
      : undefined,
  };
}

/** Whether the body around a schema belongs to a webhook that has no other notification URL. */
function leavesWebhookWithoutUrl(schema: Node, context: Context): boolean {
  let node: Node | undefined = schema;
  while (node && node.kind !== "operation") node = node.parent;
  const operation = node?.operation;
  return operation !== undefined && hasContent(operation) && urlsOf(context, operation).fields.length === 0;
}

/** How messages name the places that go by another name in the file. */
const HOLDERS: Partial<Record<NodeKind, string>> = {
  notificationContent: "a notification",
  operation: "an operation",
  pathItem: "a path",
  items: "the items of a parameter",
};

function checkPosition(): Check {
  return (node, context) => {
    if (own(node.value, URL_KEY) === undefined) return;
    const schema = node.kind === "schema";
    // Definitions that nothing uses are neither input nor output.
    if (schema && (node.usage === 0 || node.usage & USED_AS.input)) return;
    const where = schema ? "in an answer or a notification" : `on ${HOLDERS[node.kind] ?? `a ${node.kind}`}`;
    const place = node.at(URL_KEY);
    context.report(place, `${URL_KEY} stands ${where}, not on a property of a request's body.`, {
      help: schema
        ? "Remove it here, and mark the property of the request's body that receives the address."
        : "Mark a property of the request's body; the address cannot be sent in the path, the query or a header.",
      part: "key",
      // Two published connectors share a definition between what they return and what they no longer take.
      severity: schema && place.pointer.startsWith("/definitions/") ? "warning" : undefined,
      fix: schema
        ? { title: "Remove it", edits: (document) => removeAt(document, place.pointer) }
        : undefined,
    });
  };
}
