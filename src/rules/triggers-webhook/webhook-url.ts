/** x-ms-notification-url: the field of a subscription that the platform fills with the callback address. */

import { isInternal } from "../../definition/extensions.ts";
import { valueAt } from "../../definition/reference.ts";
import type { Edit } from "../../json/edits.ts";
import { addMember } from "../../json/edits.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import { addItem } from "../../json/move-text.ts";
import { parentOf } from "../../json/pointer.ts";
import { type JsonObject, own, ownArray } from "../../json/values.ts";
import { FIELD, hook, hookBody, newsHook, SCHEMA } from "../examples/hooks-example.ts";
import { type InputField, inputLeaves } from "../facts/input-leaves.ts";
import { eachField, hasContent, nameOf, URL_KEY, urlsOf } from "../facts/notification-urls.ts";
import type { Context } from "../language/context.ts";
import type { Node, Place } from "../language/node.ts";
import { list, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DESIGNER_PARAMETERS, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const WARNING = { import: "warning", certification: "warning" } as const;

const nested = (outer: JsonObject, inner: JsonObject = {}) =>
  newsHook({
    parameters: [
      hookBody(
        {},
        {
          required: ["hook"],
          properties: { hook: { ...(hookBody({}, inner).schema as JsonObject), ...outer } },
        },
      ),
    ],
  });
const NESTED = `${SCHEMA}/properties/hook/properties/callbackUrl`;

export default defineRules("triggers-webhook", [
  {
    id: "webhook-url-required",
    statement: "The body of a webhook trigger has exactly one field for the notification URL.",
    why: "Without a field for the notification URL the service is never told where to send notifications: the trigger is registered and never fires.",
    severity: ERROR,
    codes: ["WebhookOperationsMissingNotificationUrlProperty"],
    sources: [VALIDATOR_CODES, "observed: one published connector has two"],
    breaksAtRunTime: "certain",
    fixable: true,
    onlyWith: ["x-ms-trigger"],
    checks: { operation: checkPresence },
    bad: [
      { definition: hook({ [URL_KEY]: null }), at: [SCHEMA] },
      { definition: newsHook({ parameters: [] }), at: ["/paths/~1hooks~1news/post"] },
      {
        definition: hook(
          {},
          {
            properties: (({ callbackUrl }) => ({ callbackUrl, second: callbackUrl }))(
              (hookBody().schema as never as { properties: Record<string, JsonObject> }).properties,
            ) as JsonObject,
          },
        ),
        at: [`${SCHEMA}/properties/second`],
      },
    ],
    good: [{ definition: hook({}) }, { definition: hook({ [URL_KEY]: false }) }],
  },
  {
    id: "webhook-url-internal",
    statement: "The notification URL is internal, best itself and not through an object around it.",
    why: "Makers must not see the field that the platform fills in. An internal object around it goes too far: the Logic Apps designer leaves it out as a whole, so that the service gets no address and the trigger never fires.",
    severity: ERROR,
    codes: ["NotificationUrlNotInternal"],
    sources: [
      VALIDATOR_CODES,
      DESIGNER_PARAMETERS,
      "observed: 45 published triggers hide the URL in an internal object",
    ],
    breaksAtRunTime: "possible",
    fixable: true,
    checks: { connector: checkInternal },
    bad: [
      { definition: hook({ "x-ms-visibility": null }), at: [FIELD] },
      { definition: hook({ "x-ms-visibility": "advanced" }), at: [`${FIELD}/x-ms-visibility`] },
      {
        definition: nested({ "x-ms-visibility": "internal" }),
        at: [`${SCHEMA}/properties/hook/x-ms-visibility`],
      },
    ],
    good: [{ definition: hook({}) }, { definition: nested({}) }],
  },
  {
    id: "webhook-url-required-chain",
    statement: "The notification URL, every object around it and the body are required.",
    why: "The platform may leave out what is optional, and with it the address that the service is to call: the trigger then never fires.",
    severity: WARNING,
    codes: ["NotificationUrlNotRequired"],
    sources: [VALIDATOR_CODES, "observed: 37 published connectors break the chain"],
    fixable: true,
    checks: { connector: checkChain },
    bad: [
      { definition: hook({}, { required: [] }), at: [FIELD] },
      { definition: newsHook({ parameters: [{ ...hookBody(), required: false }] }), at: [FIELD] },
      {
        definition: newsHook({
          parameters: [
            { ...hookBody({}, { properties: { hook: hookBody().schema as JsonObject } }), required: false },
          ],
        }),
        at: [NESTED],
      },
    ],
    good: [{ definition: hook({}) }, { definition: nested({}) }],
  },
]);

function checkPresence(node: Node, context: Context): void {
  const { operation } = node;
  if (!operation || operation.trigger === undefined) return;
  const { fields, onParameters, truncated } = urlsOf(context, operation);
  const [first, second] = fields;
  if (first && second) {
    context.report(
      context.inDefinition(second.pointer),
      `The operation ${quote(operation.id ?? "")} has ${fields.length} notification URLs: ${list(fields.map((field) => field.path || "body"))}.`,
      {
        help: `Keep ${URL_KEY} on the one that the service calls back, and remove it from the other${fields.length > 2 ? "s" : ""}.`,
        breaksAtRunTime: "possible",
        severity: "warning",
        codes: [],
        related: [{ place: context.inDefinition(first.pointer), label: "the first one" }],
      },
    );
    return;
  }
  if (first || truncated || onParameters.length > 0 || !hasContent(operation)) return;
  const body = context.fact(inputLeaves).of(operation);
  // A mark that says false has a finding of its own.
  if (body?.fields.some((field) => own(field.value, URL_KEY) !== undefined)) return;
  // The content on the path may belong to another operation of the path.
  const siblings = context.model.operations.filter((other) => other.pathPointer === operation.pathPointer);
  if (siblings.some((other) => urlsOf(context, other).fields.length > 0)) return;
  const place = body?.fields[0] ? context.inDefinition(body.fields[0].pointer) : node;
  // A hidden text without a default can be filled by nothing but the platform: it must be the address.
  const hidden = (body?.fields ?? []).filter(
    (field) =>
      field.leaf &&
      isInternal(field.value) &&
      own(field.value, "type") === "string" &&
      own(field.value, "default") === undefined &&
      own(field.value, URL_KEY) === undefined,
  );
  const likely = hidden.length === 1 ? hidden[0] : undefined;
  context.report(
    place,
    `The webhook trigger ${quote(operation.id ?? "")} has no field marked as notification URL.`,
    {
      help: likely
        ? `Add "${URL_KEY}": true to ${nameOf(likely)}, if that is where the service expects the address.`
        : `Mark the property that receives the callback address with "${URL_KEY}": true and "x-ms-visibility": "internal".`,
      label: "no notification URL in here",
      related: likely ? [{ place: context.inDefinition(likely.pointer), label: "probably this one" }] : [],
      fix:
        likely && /ur[il]|callback|hook|notif|endpoint|address/i.test(likely.path)
          ? {
              title: `Mark ${nameOf(likely)} as notification URL`,
              edits: (document) => addMember(document, likely.pointer, URL_KEY, true),
            }
          : undefined,
    },
  );
}

/** Where the mark means nothing: anything but a schema that requests use. */
function checkInternal(context: Context): void {
  eachField(context, (field) => {
    let around: InputField | undefined;
    for (let parent = field.parent; parent; parent = parent.parent)
      if (isInternal(parent.value)) around = parent;
    if (around) {
      const marked = isInternal(field.value);
      context.report(
        // The mark that has to go; where the URL lacks one, both places change.
        context.inDefinition(marked ? `${around.pointer}/x-ms-visibility` : field.pointer),
        `The ${around.path === "" ? "body schema" : `object ${quote(around.path)}`} with the notification URL ${nameOf(field)} is internal.`,
        {
          help: marked
            ? 'Remove this "x-ms-visibility"; the URL itself is marked as internal already.'
            : `Write "x-ms-visibility": "internal" at ${nameOf(field)}, and remove it from ${around.path === "" ? "the body schema" : quote(around.path)}.`,
          // The service asks for no more than that something around it is internal.
          severity: "info",
          codes: [],
          related: [
            marked
              ? { place: context.inDefinition(field.pointer), label: "the notification URL" }
              : {
                  place: context.inDefinition(`${around.pointer}/x-ms-visibility`),
                  label: "hides all it holds",
                },
          ],
        },
      );
    } else if (!field.internal) {
      const visibility = own(field.value, "x-ms-visibility");
      context.report(
        context.inDefinition(visibility === undefined ? field.pointer : `${field.pointer}/x-ms-visibility`),
        `The notification URL ${nameOf(field)} is ${visibility === undefined ? "not internal" : `${show(visibility)}, not internal`}.`,
        {
          help: `Write "x-ms-visibility": "internal" on ${nameOf(field)}.`,
          breaksAtRunTime: "never",
          fix: {
            title: 'Write "x-ms-visibility": "internal"',
            edits: (document) => addMember(document, field.pointer, "x-ms-visibility", "internal"),
          },
        },
      );
    }
  });
}

function checkChain(context: Context): void {
  eachField(context, (field, parameter) => {
    if (field.requiredThrough) return;
    const optional: InputField[] = [];
    for (let link: InputField | undefined = field; link; link = link.parent)
      if (!link.required) optional.unshift(link);
    const names = optional.map((link) => link.path || "body");
    context.report(
      context.inDefinition(field.pointer),
      `The notification URL ${nameOf(field)} can be left out: ${list(names)} ${names.length > 1 ? "are" : "is"} not required.`,
      {
        help: howToRequire(optional),
        label: "may be missing from the request",
        related: optional
          .filter((link) => link !== field)
          .map((link) => ({
            place: link.parent ? context.inDefinition(link.declaredAt) : parameter,
            label: "not required",
          })),
        fix: {
          title: `Require ${list(names)}`,
          edits: (document) => {
            const edits = optional.map((link) => requireLink(document, link, parameter));
            return edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
          },
        },
      },
    );
  });
}

/** One instruction for each link of the chain that is optional. */
function howToRequire(optional: readonly InputField[]): string {
  const steps = optional.map((link) => {
    const name = link.names.at(-1);
    if (!link.parent || name === undefined) return 'Write "required": true at the body parameter.';
    const { path } = link.parent;
    return `Add ${quote(name)} to the "required" list of ${path === "" ? "the body schema" : quote(path)}.`;
  });
  return steps.join(" ");
}

/** Edits that make one link of the chain required. */
function requireLink(document: JsonDocument, link: InputField, parameter: Place): Edit[] | undefined {
  const name = link.names.at(-1);
  if (!link.parent || name === undefined) return addMember(document, parameter.pointer, "required", true);
  const owner = parentOf(parentOf(link.declaredAt) ?? "") ?? "";
  const schema = valueAt(document.value, owner);
  if (own(schema, "required") === undefined) return addMember(document, owner, "required", [name]);
  return ownArray(schema, "required") ? addItem(document, `${owner}/required`, name) : undefined;
}
