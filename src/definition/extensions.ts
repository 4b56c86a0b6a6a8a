/** The extensions of Swagger by which a connector says what the platform has to know, with what more than one room reads of them. */
import { type JsonObject, own, ownString } from "../json/values.ts";

/** Where the platform writes the address that notifications go to. */
export const NOTIFICATION_URL = "x-ms-notification-url";
/** On a path item: the schema of the notifications. */
export const NOTIFICATION_CONTENT = "x-ms-notification-content";
/** On an operation: that it starts flows, and whether each call brings one event or a list. */
export const TRIGGER = "x-ms-trigger";

/** Whether an operation, parameter or schema is hidden from makers itself. */
export function isInternal(value: JsonObject): boolean {
  return ownString(value, "x-ms-visibility")?.toLowerCase() === "internal";
}

/** Whether a parameter or schema takes the address that notifications go to. */
export function isNotificationUrl(value: JsonObject): boolean {
  return own(value, NOTIFICATION_URL) === true;
}

/** What makers read beside an input or output, where it says so by the extension for it. */
export function summaryOf(value: JsonObject): string | undefined {
  return ownString(value, "x-ms-summary");
}

/** Whether a path parameter is encoded twice. (Documented.) */
export function isEncodedTwice(parameter: JsonObject): boolean {
  return own(parameter, "x-ms-url-encoding") === "double";
}
