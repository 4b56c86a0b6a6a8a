/** What makes an operation a trigger: its kind, the field for the callback address, the list it is split on, the subscription. */

import { batchListOf } from "../../definition/batch.ts";
import { NOTIFICATION_URL, TRIGGER_HINT, TRIGGER_METADATA } from "../../definition/extensions.ts";
import type { Operation } from "../../definition/model.ts";

import type { OperationKind } from "../../definition/operation.ts";
import type { Located } from "../../definition/schema-shape.ts";

import { child } from "../../json/pointer.ts";
import { own, ownObject } from "../../json/values.ts";
import { same, shown } from "../canonical.ts";
import type { Pair } from "../schemas/scope.ts";
import type { Side } from "../side.ts";

export function compareTrigger(pair: Pair, before: Operation, after: Operation, operation: string): void {
  const { old, new: now, collect } = pair;
  const places = { operation, old: old.at(before.pointer), new: now.at(after.pointer) };
  const was = KINDS_IN_WORDS[before.kind];
  const is = KINDS_IN_WORDS[after.kind];
  if (was !== is)
    collect.report("trigger-kind-changed", {
      ...places,
      message: () => `${operation} is ${is} now, was ${was}.`,
    });
  else if (before.trigger !== after.trigger)
    collect.report("trigger-batch-changed", {
      ...places,
      message: () => `${operation} is a trigger of kind ${after.trigger} now, was ${before.trigger}.`,
    });
  else if (before.batch) {
    const list = batchList(old, before);
    const listNow = batchList(now, after);
    if (list !== listNow)
      collect.report("trigger-list-changed", {
        ...places,
        message: () => `${operation} is split on ${listNow ?? "no list"} now, was on ${list ?? "no list"}.`,
      });
  }
  compareCallback(pair, before, after, operation);
  if (was === is && before.kind === "webhook") compareSubscription(pair, before, after, operation);
  if (!same(own(before.value, TRIGGER_HINT), own(after.value, TRIGGER_HINT)))
    collect.report("trigger-hint-changed", {
      ...places,
      message: (of) =>
        `The hint${of} is ${shown(own(after.value, TRIGGER_HINT))}, was ${shown(own(before.value, TRIGGER_HINT))}.`,
    });
  if (!same(own(before.value, TRIGGER_METADATA), own(after.value, TRIGGER_METADATA)))
    collect.report("trigger-settings-changed", {
      ...places,
      message: (of) => `x-ms-trigger-metadata${of} changed.`,
    });
}

const KINDS_IN_WORDS: Record<OperationKind, string> = {
  webhook: "a webhook trigger",
  polling: "a polling trigger",
  "webhook-action": "an action that waits for a callback",
  action: "an action",
};

/** Where the callback address is written, as `body/webhook/url`; undefined if nowhere. */
function callbackTrail(side: Side, operation: Operation): string | undefined {
  for (const parameter of operation.parameters) {
    if (own(parameter.value, NOTIFICATION_URL) !== undefined) return parameter.name;
    const schema = own(parameter.value, "schema");
    if (schema === undefined) continue;
    const found = findCallback(
      side,
      { value: schema, pointer: child(parameter.pointer, "schema") },
      new Set(),
    );
    // What the body is called is no matter here: it is compared as an input.
    if (found) return ["body", ...found].join("/");
  }
  return undefined;
}

function findCallback(side: Side, at: Located, seen: Set<string>): string[] | undefined {
  const shape = side.shapes.read(at);
  if (!shape || seen.has(shape.pointer)) return undefined;
  seen.add(shape.pointer);
  if (own(shape.value, NOTIFICATION_URL) !== undefined) return [];
  for (const [name, property] of shape.properties) {
    const found = findCallback(side, property, seen);
    if (found) return [name, ...found];
  }
  return undefined;
}

function compareCallback(
  { old, new: now, collect }: Pair,
  before: Operation,
  after: Operation,
  operation: string,
): void {
  const was = callbackTrail(old, before);
  const is = callbackTrail(now, after);
  // Where there is none on one side, the kind has changed, or a trigger that could not work has been fixed.
  if (was === is || was === undefined) return;
  if (before.trigger === undefined && is === undefined) return;
  collect.report("trigger-callback-changed", {
    operation,
    old: old.at(before.pointer),
    new: now.at(after.pointer),
    message: (of) =>
      is === undefined
        ? `The callback address${of} is written nowhere, was in "${was}".`
        : `The callback address${of} is written into "${is}", was into "${was}".`,
  });
}

/** The address by which the platform unsubscribes comes with the answer to the subscribing call. */
function compareSubscription(
  { old, new: now, collect }: Pair,
  before: Operation,
  after: Operation,
  operation: string,
): void {
  const location = (found: Operation) =>
    found.responses.find(({ status, value }) => /^2/.test(status) && hasLocation(value))?.pointer;
  const was = location(before);
  const is = location(after);
  if ((was === undefined) === (is === undefined)) return;
  collect.report(is === undefined ? "subscription-location-removed" : "subscription-location-added", {
    operation,
    old: old.at(was ?? before.pointer),
    new: now.at(is ?? after.pointer),
    message: (of) =>
      `The subscribing response${of} ${is === undefined ? "no longer declares" : "declares"} a Location header.`,
  });
}

function hasLocation(response: Parameters<typeof own>[0]): boolean {
  return Object.keys(ownObject(response, "headers") ?? {}).some((name) => name.toLowerCase() === "location");
}

/** The list a batch trigger is split on, as its flows name it; undefined if there is none. */
function batchList(side: Side, operation: Operation): string | undefined {
  const list = batchListOf(side.root, operation, "stored");
  return list && (list.path.length === 0 ? "the whole answer" : `"${list.path.join("/")}"`);
}
