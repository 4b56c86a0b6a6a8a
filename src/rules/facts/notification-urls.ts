/** Where operations take the address that notifications are sent to: what makes an operation a webhook subscription. */

import type { Operation } from "../../definition/model.ts";
import { resolveObject } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import { type JsonValue, own, ownArray } from "../../json/values.ts";
import type { Context, Subject } from "../language/context.ts";
import type { Place } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { type InputField, inputLeaves } from "./input-leaves.ts";
import { parsePath } from "./path-template.ts";
import { MARKS, survey } from "./survey.ts";

export const URL_KEY = "x-ms-notification-url";

export interface WebhookUrls {
  /** Fields of the body marked as notification URL. */
  fields: InputField[];
  /** Parameters that carry the mark themselves, where it means nothing. */
  onParameters: string[];
  /** True if the body could not be looked at to its end. */
  truncated: boolean;
}

const NONE: WebhookUrls = { fields: [], onParameters: [], truncated: false };

/** The notification URLs of each operation that has any. */
export function notificationUrls(subject: Subject): Map<Operation, WebhookUrls> {
  const found = new Map<Operation, WebhookUrls>();
  // Most connectors have no webhook: one search through the text spares them the expansion of every body.
  if (!subject.connector.definition?.text.includes("x-ms-notification")) return found;
  const leaves = subject.fact(inputLeaves);
  for (const operation of subject.model.operations) {
    const silent = leadsToNone(subject, operation);
    const body = silent ? undefined : leaves.of(operation);
    const fields = body?.fields.filter((field) => isMarked(own(field.value, URL_KEY))) ?? [];
    const onParameters = operation.parameters
      .filter((parameter) => isMarked(own(parameter.value, URL_KEY)))
      .map((parameter) => parameter.pointer);
    const truncated = !silent && (body?.truncated ?? hasBrokenBody(subject, operation));
    if (fields.length > 0 || onParameters.length > 0 || truncated)
      found.set(operation, { fields, onParameters, truncated });
  }
  return found;
}

/** Whether an operation has a body that can be read and leads to no mark: it need not be expanded. */
function leadsToNone(subject: Subject, operation: Operation): boolean {
  const body = operation.parameters.find((parameter) => parameter.in === "body");
  const schema = body && resolveObject(subject.root, own(body.value, "schema"), "");
  return schema !== undefined && !subject.fact(survey).leadsTo(body?.value, MARKS.notificationUrl);
}

/** Whether the mark says yes, if clumsily; its exact form is the business of one rule. */
function isMarked(mark: JsonValue | undefined): boolean {
  return mark !== undefined && mark !== false;
}

/** A body that is there but points to nothing: what it lacks is not known. */
function hasBrokenBody(subject: Subject, operation: Operation): boolean {
  if (operation.parameters.some((parameter) => parameter.in === "body" && own(parameter.value, "schema")))
    return true;
  const entries = [operation.value, operation.pathItem].flatMap(
    (holder) => ownArray(holder, "parameters") ?? [],
  );
  return entries.some((entry) => resolveObject(subject.root, entry, "") === undefined);
}

export function urlsOf(subject: { fact: Subject["fact"] }, operation: Operation): WebhookUrls {
  return subject.fact(notificationUrls).get(operation) ?? NONE;
}

/** The content an author wrote inside the operation, where the designer does not look. */
export function misplacedContent(operation: Operation): string | undefined {
  return own(operation.value, "x-ms-notification-content") === undefined
    ? undefined
    : child(operation.pointer, "x-ms-notification-content");
}

/** Whether an operation subscribes to something: it takes a notification URL, or it is a trigger whose path or self says what comes. */
export function isWebhook(subject: { fact: Subject["fact"] }, operation: Operation): boolean {
  if (urlsOf(subject, operation).fields.length > 0) return true;
  return operation.trigger !== undefined && hasContent(operation);
}

export function hasContent(operation: Operation): boolean {
  return (
    own(operation.pathItem, "x-ms-notification-content") !== undefined ||
    misplacedContent(operation) !== undefined
  );
}

/** The triggers that subscribe. Ask for them by `context.fact(webhookTriggers)`. */
export function webhookTriggers(subject: Subject): Operation[] {
  return subject.model.operations.filter(
    (operation) => operation.trigger !== undefined && isWebhook(subject, operation),
  );
}

/** Whether an operation has the path at which a trigger subscribes, or one below it. */
export function isBelow({ path }: Operation, trigger: Operation): boolean {
  const subscribe = parsePath(trigger.path).shape.replace(/\/$/, "");
  const shape = parsePath(path).shape;
  return shape === subscribe || shape.startsWith(`${subscribe}/`);
}

/** Whether an operation is a trigger that the platform asks again and again. */
export function isPolling(subject: { fact: Subject["fact"] }, operation: Operation): boolean {
  return operation.trigger !== undefined && !isWebhook(subject, operation);
}

/** Calls back with every field of a body that is marked as notification URL, and with the body parameter it is in. */
export function eachField(context: Context, check: (field: InputField, parameter: Place) => void): void {
  for (const [operation, { fields }] of context.fact(notificationUrls)) {
    const parameter = context.fact(inputLeaves).of(operation)?.parameter;
    for (const field of fields) check(field, context.inDefinition(parameter?.pointer ?? operation.pointer));
  }
}

/** A field as messages name it. */
export function nameOf(field: InputField): string {
  return quote(field.path || "body");
}
