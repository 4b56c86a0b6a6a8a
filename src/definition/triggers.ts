/** Which way an operation works, as the platform tells from the definition. */
import { child } from "../json/pointer.ts";
import { type JsonObject, own } from "../json/values.ts";
import { isInternal, isNotificationUrl } from "./extensions.ts";
import type { Operation, OperationKind } from "./operation.ts";
import { propertiesOf, resolveObject } from "./reference.ts";

/**
 * Sourced (designer): a trigger is an operation with `x-ms-trigger`; it is a webhook if its path item has
 * `x-ms-notification-content`, else it polls. A notification URL without `x-ms-trigger` makes a webhook action.
 */
export function kindOfOperation(root: JsonObject, operation: Operation): OperationKind {
  if (operation.trigger !== undefined) return operation.notificationContent ? "webhook" : "polling";
  return notificationUrls(root, operation).length > 0 ? "webhook-action" : "action";
}

export interface NotificationUrl {
  /** Where the mark is. */
  pointer: string;
  /** Pointer of the outermost internal object that hides it from the designer, if there is one. */
  hiddenBy: string | undefined;
}

/** Every place of an operation's inputs that takes the address for notifications. */
export function notificationUrls(root: JsonObject, operation: Operation): NotificationUrl[] {
  const found: NotificationUrl[] = [];
  for (const parameter of operation.parameters) {
    if (isNotificationUrl(parameter.value)) found.push({ pointer: parameter.pointer, hiddenBy: undefined });
    const schema = resolveObject(root, own(parameter.value, "schema"), child(parameter.pointer, "schema"));
    if (schema) new Search(root, found).walk(schema.value, schema.pointer, undefined);
  }
  return found;
}

/** Deeper bodies are not read by the designer either. */
const MAX_DEPTH = 64;
/** Chosen: schemas that share their parts unfold without end; no body of a connector has so many properties. */
const MAX_STEPS = 20_000;

class Search {
  readonly #root: JsonObject;
  readonly #found: NotificationUrl[];
  readonly #above = new Set<string>();
  #steps = 0;

  constructor(root: JsonObject, found: NotificationUrl[]) {
    this.#root = root;
    this.#found = found;
  }

  walk(schema: JsonObject, pointer: string, hiddenBy: string | undefined): void {
    if (this.#above.has(pointer) || this.#above.size > MAX_DEPTH || this.#steps++ > MAX_STEPS) return;
    if (isNotificationUrl(schema)) this.#found.push({ pointer, hiddenBy });
    const properties = propertiesOf(this.#root, schema, pointer);
    const hides = properties.length > 0 && isInternal(schema) ? pointer : undefined;
    this.#above.add(pointer);
    for (const property of properties) this.walk(property.value, property.pointer, hiddenBy ?? hides);
    this.#above.delete(pointer);
  }
}
