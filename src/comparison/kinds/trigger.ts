/** Triggers: how they start runs, subscribe and unsubscribe. */
import { type Kind, kindsOf, REVISE, SHOWN } from "./kind.ts";

const kind = kindsOf("trigger");

export const TRIGGER_KINDS = {
  "trigger-kind-changed": kind(
    "breaking",
    "trigger, action, webhook or polling exchanged",
    ["flows", "certification"],
    "A saved step is of the old kind: it waits, subscribes or polls as before.",
    REVISE,
  ),
  "trigger-batch-changed": kind(
    "breaking",
    "single and batch exchanged",
    ["flows"],
    "Saved flows were set to run once for all items, or once for each; their expressions fit only that.",
    REVISE,
  ),
  "trigger-list-changed": kind(
    "breaking",
    "list of a batch trigger changed",
    ["flows"],
    "Saved flows split on the old list, which is no longer there.",
    "Keep the list under its name, or add a revision.",
  ),
  "trigger-callback-changed": kind(
    "breaking",
    "field of the callback address changed",
    ["flows", "service"],
    "The platform writes the callback address into this field; the service no longer finds it, or the platform writes none.",
    "Keep x-ms-notification-url on the field that the service reads.",
  ),
  "trigger-hint-changed": kind("safe", "hint of a trigger changed", ["makers"], "It is text.", SHOWN),
  "trigger-settings-changed": kind(
    "risky",
    "settings of a trigger changed",
    ["flows"],
    "They decide how the platform asks for events.",
    "Let a flow run with the new version before you publish it.",
  ),
  "subscription-location-removed": kind(
    "breaking",
    "Location header of a subscription removed",
    ["flows", "service"],
    "The platform unsubscribes by this address: without it every flow that is turned off leaves a subscription behind.",
    "Declare the Location header of the subscribing response again.",
  ),
  "subscription-location-added": kind(
    "safe",
    "Location header of a subscription added",
    ["flows"],
    "The platform can unsubscribe.",
    SHOWN,
  ),
} as const satisfies Record<string, Kind>;
