/** What an operation is, with what belongs to it: the shapes that the model is made of. */
import type { JsonObject } from "../json/values.ts";

/**
 * Which way an operation works. `webhook` and `polling` are triggers. A `webhook-action` pauses its flow until the service calls
 * back. Whether a trigger brings a list (`batch`) and whether makers see the operation (`internal`) are questions beside this one.
 */
export type OperationKind = "webhook" | "polling" | "webhook-action" | "action";

/** The methods a path item can hold (Swagger 2.0), in the order in which they are read. */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"] as const;
export type Method = (typeof METHODS)[number];

export interface Parameter {
  name: string;
  /** query, header, path, formData, body, or whatever the file says. */
  in: string;
  value: JsonObject;
  /** Where the parameter itself stands. */
  pointer: string;
  /** Where the operation or the path item lists it: differs from `pointer` if it is a reference. */
  usedAt: string;
  source: "operation" | "path-item";
}

export interface Response {
  /** The status code as text, or `default`. */
  status: string;
  value: JsonObject;
  pointer: string;
}

export interface Operation {
  path: string;
  method: Method;
  /** Undefined if missing or not a string. */
  id: string | undefined;
  value: JsonObject;
  pointer: string;
  pathItem: JsonObject;
  pathPointer: string;
  /** The operation's own parameters, then those of the path item that it does not replace (same name and place). */
  parameters: Parameter[];
  /** Status codes as the file has them, those that lead nowhere included. */
  statuses: string[];
  responses: Response[];
  /** Which way it works. Found when asked for: it takes a look at the whole body. */
  readonly kind: OperationKind;
  /** The value of `x-ms-trigger`, lower case: `single` or `batch` on a valid trigger. */
  trigger: string | undefined;
  /** Whether it is a trigger that brings a list, each item of which starts a run. */
  batch: boolean;
  /** The effective `x-ms-notification-content`: that of the path item, the only one the designer reads. */
  notificationContent: { value: JsonObject; pointer: string } | undefined;
  /** Whether makers do not see it (`x-ms-visibility: internal`). */
  internal: boolean;
}
