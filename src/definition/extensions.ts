/** The extensions of Swagger by which a connector says what the platform has to know, with what more than one room reads of them. */
import { type JsonObject, own, ownString } from "../json/values.ts";

/** Where the platform writes the address that notifications go to. */
export const NOTIFICATION_URL = "x-ms-notification-url";
/** On a path item: the schema of the notifications. */
export const NOTIFICATION_CONTENT = "x-ms-notification-content";
/** On an operation: that it starts flows, and whether each call brings one event or a list. */
export const TRIGGER = "x-ms-trigger";

/** On an operation, parameter or schema: how prominent it is to makers, or that they do not see it. */
export const VISIBILITY = "x-ms-visibility";
/** On a parameter or schema: what makers read beside it. */
export const SUMMARY = "x-ms-summary";
/** On a path parameter: whether its value is encoded once or twice. */
export const URL_ENCODING = "x-ms-url-encoding";
/** On a trigger: how a maker makes it fire. */
export const TRIGGER_HINT = "x-ms-trigger-hint";
/** On a trigger: in which mode it works. */
export const TRIGGER_METADATA = "x-ms-trigger-metadata";
/** On the whole or an operation: its status, family and revision. */
export const API_ANNOTATION = "x-ms-api-annotation";
/** On the definition: file pickers and test connections. */
export const CAPABILITIES = "x-ms-capabilities";
/** On the definition: website, privacy policy and categories. */
export const CONNECTOR_METADATA = "x-ms-connector-metadata";
/** On an operation: where an answer names the next page. */
export const PAGEABLE = "x-ms-pageable";
/** On an operation: that large files go in pieces. */
export const CHUNK_TRANSFER = "x-ms-chunk-transfer";
/** On a polling trigger: the webhook that tells of the same events. */
export const NOTIFICATION = "x-ms-notification";
/** On an operation: that agents talk to it, and in which protocol. */
export const AGENTIC_PROTOCOL = "x-ms-agentic-protocol";
/** On a schema: names of its values, in two forms. */
export const ENUM = "x-ms-enum";
export const ENUM_VALUES = "x-ms-enum-values";
/** On an operation or schema: samples; the platform does not read them. */
export const EXAMPLES = "x-ms-examples";
/** On a schema: that it holds an image or a sound. */
export const MEDIA_KIND = "x-ms-media-kind";

/** Whether an operation is one for agents; what makers need of others is not asked of it. */
export function isAgentic(operation: { value: JsonObject }): boolean {
  return own(operation.value, AGENTIC_PROTOCOL) !== undefined;
}

/** Whether an operation, parameter or schema is hidden from makers itself. */
export function isInternal(value: JsonObject): boolean {
  return ownString(value, VISIBILITY)?.toLowerCase() === "internal";
}

/** Whether a parameter or schema takes the address that notifications go to. */
export function isNotificationUrl(value: JsonObject): boolean {
  return own(value, NOTIFICATION_URL) === true;
}

/** What makers read beside an input or output, where it says so by the extension for it. */
export function summaryOf(value: JsonObject): string | undefined {
  return ownString(value, SUMMARY);
}

/** Whether a path parameter is encoded twice. (Documented.) */
export function isEncodedTwice(parameter: JsonObject): boolean {
  return own(parameter, URL_ENCODING) === "double";
}
