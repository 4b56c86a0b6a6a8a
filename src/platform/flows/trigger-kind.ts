/** Which way a trigger works, as the platform tells from the definition. */

import type { Operation } from "../../definition/model.ts";
import { propertiesOf, resolveObject } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, own } from "../../json/values.ts";

/**
 * Sourced (designer): a trigger is an operation with `x-ms-trigger`; it is a webhook if its path item has
 * `x-ms-notification-content`, else it polls. A notification URL without `x-ms-trigger` makes a webhook action.
 */
export function triggerKind(operation: Operation): "webhook" | "polling" | undefined {
  if (operation.trigger === undefined) return undefined;
  return operation.notificationContent ? "webhook" : "polling";
}

export function isWebhookAction(root: JsonObject, operation: Operation): boolean {
  return operation.trigger === undefined && notificationUrls(root, operation).length > 0;
}

export interface NotificationUrl {
  /** Where `x-ms-notification-url` stands. */
  pointer: string;
  /** Pointer of the outermost internal object that hides it from the designer, if there is one. */
  hiddenBy: string | undefined;
}

/** Every place of an operation's inputs that takes the callback address. */
export function notificationUrls(root: JsonObject, operation: Operation): NotificationUrl[] {
  const found: NotificationUrl[] = [];
  for (const parameter of operation.parameters) {
    if (own(parameter.value, "x-ms-notification-url") === true)
      found.push({ pointer: parameter.pointer, hiddenBy: undefined });
    const schema = resolveObject(root, own(parameter.value, "schema"), child(parameter.pointer, "schema"));
    if (schema) walk(root, schema.value, schema.pointer, undefined, new Set(), found);
  }
  return found;
}

function walk(
  root: JsonObject,
  schema: JsonObject,
  pointer: string,
  hiddenBy: string | undefined,
  above: Set<string>,
  found: NotificationUrl[],
): void {
  if (above.has(pointer)) return;
  if (own(schema, "x-ms-notification-url") === true) found.push({ pointer, hiddenBy });
  const properties = propertiesOf(root, schema, pointer);
  const internal = own(schema, "x-ms-visibility") === "internal" && properties.length > 0;
  const inside = new Set(above).add(pointer);
  for (const property of properties)
    walk(root, property.value, property.pointer, hiddenBy ?? (internal ? pointer : undefined), inside, found);
}
