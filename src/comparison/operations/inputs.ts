/** What goes into an operation: parameters, and the fields of its body. */
import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { isInternal, SUMMARY } from "../../definition/extensions.ts";
import type { Operation, Parameter } from "../../definition/model.ts";
import type { Located, Shape } from "../../definition/schema-shape.ts";
import { child } from "../../json/pointer.ts";
import { own, ownString } from "../../json/values.ts";
import { canonical } from "../canonical.ts";
import { compareFacets } from "../schemas/facets.ts";
import {
  compareRoots,
  compareShapes,
  reportInputAdded,
  reportInputRemoved,
  reportRequired,
} from "../schemas/fields.ts";
import type { Field, Pair, Scope } from "../schemas/scope.ts";
import { nameSimilarity, pairUp } from "../similarity.ts";

export function compareInputs(pair: Pair, before: Operation, after: Operation, operation: string): void {
  const scope: Scope = { pair, direction: "input", operation, seen: new Set() };
  let removed = [...before.parameters];
  let added = [...after.parameters];
  const matched: [Parameter, Parameter][] = [];
  const take = (isSame: (a: Parameter, b: Parameter) => boolean) => {
    for (const one of [...removed]) {
      const other = added.find((candidate) => isSame(one, candidate));
      if (!other) continue;
      matched.push([one, other]);
      removed = removed.filter((parameter) => parameter !== one);
      added = added.filter((parameter) => parameter !== other);
    }
  };
  take((a, b) => a.name === b.name && a.in === b.in);
  // An operation has one body, whatever it is called; headers are the same in any letters.
  take((a, b) => a.in === "body" && b.in === "body");
  take((a, b) => a.in === "header" && b.in === "header" && a.name.toLowerCase() === b.name.toLowerCase());
  take((a, b) => a.name === b.name && a.in !== "body" && b.in !== "body");
  // In a path of the same form a name at the same place is the same parameter.
  const places = new Map(samePlaces(before.path, after.path));
  take((a, b) => a.in === "path" && b.in === "path" && places.get(a.name) === b.name);
  const one = removed.length === 1 && added.length === 1;
  const pairs = pairUp(removed, added, (a, b) => likeness(a, b, one), RENAMED);
  matched.push(...pairs);
  const paired = new Set(pairs.flat());
  for (const gone of removed) if (!paired.has(gone)) reportGone(scope, gone);
  for (const fresh of added) if (!paired.has(fresh)) reportFresh(scope, fresh);
  for (const [one, other] of matched) compareParameter(scope, one, other);
  compareOrder(scope, before, after, matched);
}

/** Names in braces of two paths that are alike but for them, pair by pair. */
function samePlaces(a: string, b: string): [string, string][] {
  const names = (path: string) => [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
  const bare = (path: string) => path.replace(/\{[^{}]*\}/g, "{}");
  if (bare(a) !== bare(b)) return [];
  const others = names(b);
  return names(a).map((name, index) => [name, others[index] ?? name]);
}

const RENAMED = 0.6;

function likeness(a: Parameter, b: Parameter, one: boolean): number {
  if (a.in !== b.in || ownString(a.value, "type") !== ownString(b.value, "type")) return 0;
  let score = 0.6 * nameSimilarity(a.name, b.name) + (one ? 0.15 : 0);
  const equalText = (key: string) => {
    const text = ownString(a.value, key);
    return text !== undefined && text.trim() !== "" && text === ownString(b.value, key);
  };
  if (equalText(SUMMARY)) score += 0.45;
  if (equalText("description")) score += 0.35;
  const telling = (parameter: Parameter) =>
    canonical([
      own(parameter.value, "enum") ?? null,
      own(parameter.value, DYNAMIC_EXTENSIONS.values) ?? null,
    ]);
  if (telling(a) !== "[null,null]" && telling(a) === telling(b)) score += 0.3;
  return score;
}

/** A parameter as a field: what it is called, whether it shows, whether it must be there. */
function fieldOf(a: Parameter | undefined, b: Parameter | undefined): Field {
  return {
    name: (b ?? a)?.name || "(without a name)",
    hiddenBefore: a !== undefined && isInternal(a.value),
    hiddenNow: b !== undefined && isInternal(b.value),
    requiredBefore: a !== undefined && isRequired(a),
    requiredNow: b !== undefined && isRequired(b),
  };
}

/** What is in the path is always required. */
function isRequired({ in: place, value }: Parameter): boolean {
  return place === "path" || own(value, "required") === true;
}

function schemaOf(parameter: Parameter): Located | undefined {
  const value = own(parameter.value, "schema");
  return value === undefined ? undefined : { value, pointer: child(parameter.pointer, "schema") };
}

function hasDefault(parameter: Parameter): boolean {
  return own(parameter.value, "default") !== undefined;
}

/** A body that is internal as a whole, or all of whose fields are, has no fields that makers fill in. */
function reportGone(scope: Scope, gone: Parameter): void {
  const field = fieldOf(gone, undefined);
  const shape = scope.pair.old.shapes.read(schemaOf(gone));
  if (shape && !field.hiddenBefore && allHidden(scope, shape, "old")) field.hiddenBefore = true;
  reportInputRemoved(
    scope,
    field,
    scope.pair.old.at(gone.usedAt),
    hasDefault(gone) || gone.in === "body",
    gone.in === "body" ? " with the whole body" : "",
  );
}

function reportFresh(scope: Scope, fresh: Parameter): void {
  const field = fieldOf(undefined, fresh);
  const shape = scope.pair.new.shapes.read(schemaOf(fresh));
  // What a body asks for are its required fields; one without any can be empty.
  const asks =
    shape === undefined || shape.type !== "object"
      ? field.requiredNow
      : field.requiredNow && asksFor(scope, shape);
  if (shape && allHidden(scope, shape, "new")) field.hiddenNow = true;
  reportInputAdded(
    scope,
    field,
    scope.pair.new.at(fresh.usedAt),
    asks,
    hasDefault(fresh) || (shape !== undefined && field.hiddenNow),
  );
}

function allHidden(scope: Scope, shape: Shape, version: "old" | "new"): boolean {
  if (shape.properties.size === 0) return false;
  return [...shape.properties.values()].every((at) => {
    const property = scope.pair[version].shapes.read(at);
    return property !== undefined && isInternal(property.value);
  });
}

function asksFor(scope: Scope, shape: Shape): boolean {
  return [...shape.required].some((name) => {
    const property = scope.pair.new.shapes.read(shape.properties.get(name));
    return (
      property !== undefined && !(isInternal(property.value) && own(property.value, "default") !== undefined)
    );
  });
}

function compareParameter(scope: Scope, before: Parameter, after: Parameter): void {
  const { pair } = scope;
  const field = fieldOf(before, after);
  const places = {
    operation: scope.operation,
    old: pair.old.at(before.usedAt),
    new: pair.new.at(after.usedAt),
  };
  const hidden = field.hiddenBefore && field.hiddenNow;
  if (before.name !== after.name) {
    const isHeaderCase = before.in === "header" && before.name.toLowerCase() === after.name.toLowerCase();
    pair.collect.report("input-renamed", {
      ...places,
      message: (of) =>
        before.in === "body"
          ? `The body${of} is called "${after.name}" now, was "${before.name}".`
          : `Input "${before.name}"${of} is called "${after.name}" now.`,
      ...(before.in === "body"
        ? {
            why: "Saved flows of Power Automate name the fields of a body by the name of the body parameter and their path.",
            help: `Keep the name "${before.name}".`,
          }
        : {}),
      ...(isHeaderCase
        ? {
            class: "risky" as const,
            why: "Headers are the same in any letters on the wire, but saved flows name them as they were.",
          }
        : {}),
      ...(hidden
        ? {
            class: "risky" as const,
            why: "Saved flows do not name it, but the service receives another name.",
          }
        : {}),
    });
  }
  if (before.in !== after.in)
    pair.collect.report("input-moved", {
      ...places,
      message: (of) =>
        `Input "${field.name}"${of} is sent in ${inWords(after.in)}, was in ${inWords(before.in)}.`,
      ...(hidden ? { class: "risky" as const, why: "The service receives it elsewhere." } : {}),
    });
  const oldSchema = schemaOf(before);
  const newSchema = schemaOf(after);
  if (isRequired(before) !== isRequired(after) && (before.in === after.in || after.in !== "path"))
    reportRequiredParameter(scope, field, before, after, newSchema);
  if (oldSchema && newSchema) {
    // What the parameter itself says beside its schema: texts and visibility.
    compareFacets(scope, {
      field,
      old: before.value,
      new: after.value,
      oldPointer: before.pointer,
      newPointer: after.pointer,
    });
    compareRoots(scope, field, oldSchema, newSchema);
    return;
  }
  const oldShape = pair.old.shapes.read({ value: before.value, pointer: before.pointer });
  const newShape = pair.new.shapes.read({ value: after.value, pointer: after.pointer });
  if (oldShape && newShape) compareShapes(scope, field, oldShape, newShape);
}

function reportRequiredParameter(
  scope: Scope,
  field: Field,
  before: Parameter,
  after: Parameter,
  schema: Located | undefined,
): void {
  const { pair } = scope;
  const shape = pair.new.shapes.read(schema);
  const harmless = shape !== undefined && shape.type === "object" && !asksFor(scope, shape);
  reportRequired(
    scope,
    field,
    isRequired(after),
    pair.old.at(before.usedAt),
    pair.new.at(after.usedAt),
    hasDefault(after) || harmless,
  );
}

function inWords(place: string): string {
  return place === "body" ? "the body" : place === "formData" ? "the form" : `the ${place}`;
}

/** The order of required inputs that makers see, of those that both versions have. */
function compareOrder(
  scope: Scope,
  before: Operation,
  after: Operation,
  matched: [Parameter, Parameter][],
): void {
  const partners = new Map(matched);
  const shown = (parameter: Parameter) => isRequired(parameter) && !isInternal(parameter.value);
  const was = before.parameters.filter((parameter) => {
    const partner = partners.get(parameter);
    return shown(parameter) && partner !== undefined && shown(partner);
  });
  const wanted = new Set(was.map((parameter) => partners.get(parameter)));
  const is = after.parameters.filter((parameter) => wanted.has(parameter));
  // Shared parameters come behind the operation's own: where they are written is a matter of layout.
  if (was.some(({ source }) => source === "path-item") || is.some(({ source }) => source === "path-item"))
    return;
  if (was.every((parameter, index) => partners.get(parameter) === is[index])) return;
  scope.pair.collect.report("input-order-changed", {
    operation: scope.operation,
    old: scope.pair.old.at(child(before.pointer, "parameters")),
    new: scope.pair.new.at(child(after.pointer, "parameters")),
    message: (of) =>
      `The required inputs${of} are in the order ${is.map(({ name }) => name).join(", ")}, were ${was.map(({ name }) => name).join(", ")}.`,
  });
}
