/** How requests and answers travel. */
import { type Kind, kindsOf } from "./kind.ts";

const kind = kindsOf("wire");

export const WIRE_KINDS = {
  "host-changed": kind(
    "risky",
    "host changed",
    ["service", "connections"],
    "Every call goes elsewhere at once, with the sign-in of existing connections.",
    "Make sure that the new host knows the same accounts, keys and subscriptions.",
  ),
  "base-path-changed": kind(
    "risky",
    "base path changed",
    ["service"],
    "Every call goes to another path at once, those of saved flows too.",
    "Make sure that the service answers under the new path as it did under the old one.",
  ),
  "schemes-changed": kind(
    "risky",
    "http or https",
    ["service"],
    "Calls are sent over another scheme.",
    "Use https alone.",
  ),
  "request-format-changed": kind(
    "risky",
    "format of requests changed",
    ["service"],
    "The platform sends bodies in the first format of consumes.",
    "Make sure that the service reads it.",
  ),
  "response-format-changed": kind(
    "risky",
    "format of responses changed",
    ["flows"],
    "Outputs are read from JSON; of another format flows get the text.",
    "Keep application/json.",
  ),
} as const satisfies Record<string, Kind>;
