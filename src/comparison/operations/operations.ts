/** Operations: which there are, and what each is; what goes in and out is compared beside this file. */
import {
  API_ANNOTATION,
  CHUNK_TRANSFER,
  EXAMPLES,
  NOTIFICATION,
  NOTIFICATION_CONTENT,
  PAGEABLE,
  TRIGGER,
  TRIGGER_HINT,
  TRIGGER_METADATA,
  VISIBILITY,
} from "../../definition/extensions.ts";
import type { Operation } from "../../definition/model.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, own, ownArray, ownObject, ownString } from "../../json/values.ts";
import { lacking, same, shown, shownList } from "../canonical.ts";
import { UnseenReporter } from "../collector.ts";
import { visibilityOf } from "../schemas/facets.ts";
import type { Pair } from "../schemas/scope.ts";
import { compareInputs } from "./inputs.ts";
import type { MatchedOperations } from "./match.ts";
import { compareOutputs } from "./outputs.ts";
import { compareTrigger } from "./trigger.ts";

/** An operation as messages name it. */
export function nameOf(operation: Operation): string {
  return operation.id ?? `${operation.method.toUpperCase()} ${operation.path}`;
}

export function compareOperations(pair: Pair, matched: MatchedOperations): void {
  for (const operation of matched.removed) reportRemoved(pair, operation, matched);
  for (const operation of matched.added) reportAdded(pair, operation);
  for (const [before, after] of matched.pairs) compareOperation(pair, before, after);
}

function reportRemoved({ old, collect }: Pair, operation: Operation, matched: MatchedOperations): void {
  const family = familyOf(operation);
  const successor =
    family === undefined
      ? undefined
      : [...matched.added, ...matched.pairs.map(([, after]) => after)].find(
          (other) => familyOf(other) === family,
        );
  const name = nameOf(operation);
  collect.report("operation-removed", {
    operation: name,
    old: old.at(operation.pointer),
    message: () =>
      `${kindOf(operation)} ${name}${titleOf(operation)} was removed${successor ? `; ${nameOf(successor)} is of the same family` : ""}.`,
    ...(operation.internal
      ? {
          class: "risky" as const,
          why: "Makers did not see it, but the platform may call it: for lists of choices, to unsubscribe, or for flows older than its being hidden.",
          help: "Make sure that nothing refers to it.",
        }
      : {}),
  });
}

function reportAdded({ new: now, collect }: Pair, operation: Operation): void {
  const name = nameOf(operation);
  collect.report("operation-added", {
    operation: name,
    new: now.at(operation.pointer),
    message: () =>
      `${kindOf(operation)} ${name}${titleOf(operation)} was added${operation.internal ? ", internal" : ""}.`,
  });
}

function kindOf(operation: Operation): string {
  return operation.trigger === undefined ? "Action" : "Trigger";
}

function titleOf(operation: Operation): string {
  const summary = ownString(operation.value, "summary");
  return summary ? ` (${summary})` : "";
}

function familyOf(operation: Operation): string | undefined {
  return ownString(ownObject(operation.value, API_ANNOTATION), "family") ?? operation.id;
}

function compareOperation(whole: Pair, before: Operation, after: Operation): void {
  const name = nameOf(after);
  const unseen = before.internal && after.internal;
  const pair = unseen ? { ...whole, collect: new UnseenReporter(whole.collect) } : whole;
  compareIdentity(pair, before, after);
  compareProperties(pair, before, after, name);
  compareFormats(pair, before, after, name);
  compareTrigger(pair, before, after, name);
  compareInputs(pair, before, after, name);
  compareOutputs(pair, before, after, name);
}

/** Id, path and method: what saved flows find an operation by. */
function compareIdentity({ old, new: now, collect }: Pair, before: Operation, after: Operation): void {
  const places = { operation: nameOf(after), old: old.at(before.pointer), new: now.at(after.pointer) };
  const hidden = before.internal && after.internal;
  const milder = hidden
    ? {
        class: "risky" as const,
        why: "Makers do not see it, so no saved flow has it as a step; but something may refer to it.",
      }
    : {};
  if (before.id !== after.id) {
    const isCase = before.id?.toLowerCase() === after.id?.toLowerCase();
    collect.report(isCase ? "operation-id-case" : "operation-renamed", {
      ...places,
      message: () =>
        before.id === undefined
          ? `${nameOf(before)} has got the id ${after.id}.`
          : `${kindOf(before)} ${before.id}${titleOf(before)} is called ${after.id ?? "nothing"} now.`,
      ...(before.id === undefined
        ? { class: "safe" as const, why: "Without an id no flow could name it." }
        : milder),
    });
  }
  if (before.path !== after.path)
    collect.report("operation-path-changed", {
      ...places,
      message: () => `The path of ${nameOf(after)} is ${after.path}, was ${before.path}.`,
      ...(hidden ? milder : sameRequest(old.root, before.path, now.root, after.path)),
    });
  if (before.method !== after.method)
    collect.report("operation-method-changed", {
      ...places,
      message: () =>
        `The method of ${nameOf(after)} is ${after.method.toUpperCase()}, was ${before.method.toUpperCase()}.`,
      ...milder,
    });
}

/** What is milder about a path that is another in the file, but not on the wire. */
function sameRequest(oldRoot: JsonObject, before: string, newRoot: JsonObject, after: string) {
  const bare = (path: string) => path.replace(/\{[^{}]*\}/g, "{}");
  if (bare(before) === bare(after))
    return {
      class: "safe" as const,
      why: "Only names of parameters in the path differ; they are compared as inputs.",
      help: "Nothing needs to be done.",
    };
  const whole = (root: JsonObject, path: string) =>
    bare(`${ownString(root, "basePath") ?? ""}/${path}`.replace(/\/{2,}/g, "/"));
  return whole(oldRoot, before) === whole(newRoot, after)
    ? {
        class: "risky" as const,
        why: "Together with the base path it is the same address; only steps of Logic Apps, which carry the path, may no longer find their operation.",
        help: "Leave the base path as it was.",
      }
    : {};
}

const HANDLED = new Set([
  ...["operationId", "parameters", "responses", "consumes", "produces", "schemes", "security", "deprecated"],
  ...["summary", "description", VISIBILITY, API_ANNOTATION, NOTIFICATION_CONTENT],
  ...[TRIGGER, TRIGGER_HINT, TRIGGER_METADATA, "tags", "externalDocs", EXAMPLES],
  ...[NOTIFICATION, "__proto__"],
]);

function compareProperties(
  { old, new: now, collect }: Pair,
  before: Operation,
  after: Operation,
  name: string,
): void {
  const places = { operation: name, old: old.at(before.pointer), new: now.at(after.pointer) };
  const texts = (["summary", "description"] as const).filter(
    (key) => !same(own(before.value, key), own(after.value, key)),
  );
  if (texts.length > 0)
    collect.report("operation-text-changed", {
      ...places,
      message: (of) =>
        `The ${texts.join(" and ")}${of} changed: ${texts.map((key) => `${shown(own(after.value, key))}, was ${shown(own(before.value, key))}`).join("; ")}.`,
    });
  if (before.internal !== after.internal)
    collect.report(after.internal ? "operation-hidden" : "operation-shown", {
      ...places,
      message: () => `${kindOf(after)} ${name} is ${after.internal ? "internal" : "visible"} now.`,
    });
  else if (visibilityOf(before.value) !== visibilityOf(after.value))
    collect.report("operation-visibility-changed", {
      ...places,
      message: (of) =>
        `The visibility${of} is ${visibilityOf(after.value) ?? "the usual one"}, was ${visibilityOf(before.value) ?? "the usual one"}.`,
    });
  const wasDeprecated = isDeprecated(before);
  if (wasDeprecated !== isDeprecated(after))
    collect.report(wasDeprecated ? "operation-restored" : "operation-deprecated", {
      ...places,
      message: () => `${kindOf(after)} ${name} is ${wasDeprecated ? "no longer " : ""}deprecated.`,
    });
  const annotation = (operation: Operation) => ownObject(operation.value, API_ANNOTATION);
  if (!same(annotation(before), annotation(after))) {
    const keys = differingKeys(annotation(before), annotation(after));
    // A family that is stated for the first time, with the id as its name, changes nothing.
    const harmless = keys.every((key) => key === "status" || own(annotation(before), key) === undefined);
    collect.report("operation-revision-changed", {
      ...places,
      message: (of) =>
        `The annotation${of} changed: ${keys.map((key) => `${key} ${shown(own(annotation(after), key))}, was ${shown(own(annotation(before), key))}`).join("; ")}.`,
      ...(harmless ? { class: "safe" as const, help: "Nothing needs to be done." } : {}),
    });
  }
  const security = effectiveSecurity(old.root, before);
  const securityNow = effectiveSecurity(now.root, after);
  if (security !== securityNow)
    collect.report("operation-security-changed", {
      ...places,
      message: (of) =>
        `The security requirement${of} is ${securityNow || "none"}, was ${security || "none"}.`,
    });
  for (const key of new Set([...Object.keys(before.value), ...Object.keys(after.value)])) {
    if (HANDLED.has(key) || same(own(before.value, key), own(after.value, key))) continue;
    collect.report("operation-extension-changed", {
      ...places,
      topic: key,
      message: (of) =>
        `${key}${of} is ${shown(own(after.value, key))}, was ${shown(own(before.value, key))}.`,
      ...(key === PAGEABLE || key === CHUNK_TRANSFER
        ? { class: "risky" as const, why: "It decides how much of an answer a flow receives." }
        : {}),
    });
  }
}

function differingKeys(a: ReturnType<typeof ownObject>, b: ReturnType<typeof ownObject>): string[] {
  return [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])].filter(
    (key) => !same(own(a, key), own(b, key)),
  );
}

function isDeprecated({ value }: Operation): boolean {
  return own(value, "deprecated") === true;
}

/** Which ways to sign in are asked for: the operation's own, else the document's; only if the two files state any. */
function effectiveSecurity(root: Pair["old"]["root"], operation: Operation): string {
  const requirement = ownArray(operation.value, "security") ?? ownArray(root, "security") ?? [];
  return requirement
    .map((entry) => (typeof entry === "object" && entry !== null ? Object.keys(entry).sort().join("+") : ""))
    .sort()
    .join(" or ");
}

/** Formats of bodies: the operation's own, else the document's. */
function compareFormats(
  { old, new: now, collect }: Pair,
  before: Operation,
  after: Operation,
  name: string,
): void {
  const of = (root: Pair["old"]["root"], operation: Operation, key: "consumes" | "produces") =>
    (ownArray(operation.value, key) ?? ownArray(root, key) ?? []).map((item) => plainType(item));
  const hasBody = [before, after].every(({ parameters }) =>
    parameters.some((parameter) => parameter.in === "body" || parameter.in === "formData"),
  );
  const consumed = of(old.root, before, "consumes");
  const consumes = of(now.root, after, "consumes");
  if (hasBody && (consumed[0] ?? JSON_TYPE) !== (consumes[0] ?? JSON_TYPE))
    collect.report("request-format-changed", {
      operation: name,
      old: old.at(placeOf(old.root, before, "consumes")),
      new: now.at(placeOf(now.root, after, "consumes")),
      message: (text) =>
        `Requests${text} are sent as ${consumes[0] ?? JSON_TYPE}, were ${consumed[0] ?? JSON_TYPE}.`,
    });
  const produced = of(old.root, before, "produces");
  const produces = of(now.root, after, "produces");
  const isJson = (types: string[]) => types.length === 0 || types.some((type) => /json/.test(type));
  const gone = lacking(produced, produces);
  if (isJson(produced) !== isJson(produces))
    collect.report("response-format-changed", {
      operation: name,
      old: old.at(placeOf(old.root, before, "produces")),
      new: now.at(placeOf(now.root, after, "produces")),
      message: (text) => `Responses${text} come as ${produces.join(", ")}, no longer as ${shownList(gone)}.`,
    });
}

const JSON_TYPE = "application/json";

function plainType(value: unknown): string {
  return typeof value === "string" ? plainCharset(value) : "";
}

function plainCharset(type: string): string {
  return (type.split(";")[0] ?? "").trim().toLowerCase();
}

function placeOf(root: Pair["old"]["root"], operation: Operation, key: string): string {
  if (own(operation.value, key) !== undefined) return child(operation.pointer, key);
  return own(root, key) !== undefined ? child("", key) : operation.pointer;
}
