/** Compares two schemas of the same value, all the way down. */
import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { isInternal, NOTIFICATION_URL, SUMMARY } from "../../definition/extensions.ts";
import type { Located, Shape } from "../../definition/schema-shape.ts";
import { own, ownString } from "../../json/values.ts";
import { canonical } from "../canonical.ts";
import type { ChangeClass } from "../change.ts";
import { nameSimilarity, pairUp } from "../similarity.ts";
import { compareFacets, noun } from "./facets.ts";
import type { Field, Scope } from "./scope.ts";

/** Compares the schemas at a root; nothing is looked at again that is known to be equal. */
export function compareRoots(scope: Scope, field: Field, old: Located, now: Located): void {
  const { collect, equal } = scope.pair;
  const before = collect.reports;
  const pairs = new Set<string>();
  compareSchemas({ ...scope, seen: pairs }, field, old, now);
  // Where nothing was found on the way through everything below a root, every pair on the way is equal.
  if (collect.reports === before) for (const pair of pairs) equal[scope.direction].add(pair);
}

/** A schema this deep repeats itself, or was made to. */
const MAX_DEPTH = 100;

export function compareSchemas(scope: Scope, field: Field, old: Located, now: Located, depth = 0): void {
  const { pair } = scope;
  const before = pair.old.shapes.read(old);
  const after = pair.new.shapes.read(now);
  if (!before || !after || depth > MAX_DEPTH) return;
  // What is hidden, or part of something optional, is judged in another way.
  const key = `${before.pointer}\n${after.pointer}\n${field.hiddenBefore}${field.hiddenNow}${field.requiredNow}`;
  if (scope.seen.has(key) || pair.equal[scope.direction].has(key)) return;
  scope.seen.add(key);
  compareShapes(scope, field, before, after, depth);
}

/** {@link compareSchemas} for shapes that are read already. */
export function compareShapes(scope: Scope, field: Field, before: Shape, after: Shape, depth = 0): void {
  if (!compareTypes(scope, field, before, after)) {
    compareItems(scope, field, before, after, depth);
    return;
  }
  compareFacets(scope, {
    field,
    old: before.value,
    new: after.value,
    oldPointer: before.pointer,
    newPointer: after.pointer,
  });
  compareProperties(scope, field, before, after, depth);
  if (before.items && after.items)
    compareSchemas(scope, { ...field, name: `${field.name}[]` }, before.items, after.items, depth + 1);
  compareAdditional(scope, field, before, after, depth);
}

/** A list and a single thing of the same kind: what is inside can have changed besides. */
function compareItems(scope: Scope, field: Field, before: Shape, after: Shape, depth: number): void {
  const { old, new: now } = scope.pair;
  const one = before.items ?? { value: before.value, pointer: before.pointer };
  const two = after.items ?? { value: after.value, pointer: after.pointer };
  if ((before.type === "array") === (after.type === "array")) return;
  const [a, b] = [old.shapes.read(one), now.shapes.read(two)];
  if (a?.type !== "object" || b?.type !== "object") return;
  // Two that share little are not one thing, alone or in a list.
  const shared = [...a.properties.keys()].filter((name) => b.properties.has(name)).length;
  if (shared * 2 < a.properties.size) return;
  compareSchemas(
    scope,
    { ...field, name: before.items ? `${field.name}[]` : field.name },
    one,
    two,
    depth + 1,
  );
}

const NUMBERS = new Set(["integer", "number"]);

/** Reports a change of type. @returns whether the two are alike enough to look inside */
function compareTypes(scope: Scope, field: Field, before: Shape, after: Shape): boolean {
  if (before.declaredType === after.declaredType && before.type === after.type) return true;
  const { collect, old, new: now } = scope.pair;
  const input = scope.direction === "input";
  const hidden = field.hiddenBefore && field.hiddenNow;
  const places = {
    operation: scope.operation,
    old: old.at(before.pointer),
    new: now.at(after.pointer),
  };
  const message = (of: string) =>
    `${noun(scope)} "${field.name}"${of} is of type ${after.declaredType ?? "(none)"}, was ${before.declaredType ?? "(none)"}.`;
  if (before.type === after.type) {
    if (before.declaredType === undefined)
      collect.report(input ? "input-type-declared" : "output-type-declared", { ...places, message });
    else if (input)
      collect.report("input-retyped", {
        ...places,
        message,
        class: "risky",
        why: "The designer stops at a schema without a type: makers no longer see the fields.",
        help: "Write the type again.",
      });
    else collect.report("output-type-dropped", { ...places, message });
    return true;
  }
  const milder: { class?: ChangeClass } = hidden ? { class: "risky" } : {};
  if (before.type === "any" || after.type === "any") {
    const losesFields = !input && before.properties.size > 0;
    if (!input && before.type === "any" && after.declaredType !== undefined)
      collect.report("output-type-declared", { ...places, message });
    else
      collect.report(input ? "input-retyped" : "output-retyped", {
        ...places,
        message,
        class: losesFields ? "breaking" : "risky",
        why: losesFields
          ? "Its fields are no longer declared: makers do not see them, and updates that remove outputs are refused."
          : "One of the two versions says nothing about the type: saved flows may hold, or expect, another.",
      });
    return false;
  }
  if (NUMBERS.has(before.type) && NUMBERS.has(after.type))
    collect.report(input ? "input-retyped" : "output-retyped", {
      ...places,
      message,
      class: "risky",
      why:
        after.type === "integer"
          ? "Values with a fraction are none any more; certification refuses changed types."
          : "Whole numbers are numbers, but certification refuses changed types.",
    });
  else if (!input && before.type === "array")
    collect.report("output-list-made-single", { ...places, message });
  else if (!input && after.type === "array")
    collect.report("output-single-made-list", { ...places, message });
  else collect.report(input ? "input-retyped" : "output-retyped", { ...places, message, ...milder });
  return NUMBERS.has(before.type) && NUMBERS.has(after.type);
}

/** One property of one version. */
interface Property {
  name: string;
  at: Located;
  shape: Shape | undefined;
  index: number;
}

function compareProperties(scope: Scope, field: Field, before: Shape, after: Shape, depth: number): void {
  const { old, new: now, collect } = scope.pair;
  if (before.properties.size === 0 && after.properties.size === 0) return;
  const list = (shape: Shape, side: typeof old): Property[] =>
    [...shape.properties].map(([name, at], index) => ({ name, at, shape: side.shapes.read(at), index }));
  const removed = list(before, old).filter(({ name }) => !after.properties.has(name));
  const added = list(after, now).filter(({ name }) => !before.properties.has(name));
  const one = removed.length === 1 && added.length === 1;
  const sameCount = before.properties.size === after.properties.size;
  const pairs =
    removed.length > 0 && added.length > 0
      ? pairUp(removed, added, (a, b) => renameScore(a, b, one, sameCount), RENAMED)
      : [];
  const child = (name: string, a: Property | undefined, b: Property | undefined): Field => ({
    name: `${field.name}/${name}`,
    hiddenBefore: field.hiddenBefore || (a?.shape !== undefined && isInternal(a.shape.value)),
    hiddenNow: field.hiddenNow || (b?.shape !== undefined && isInternal(b.shape.value)),
    requiredBefore: field.requiredBefore && a !== undefined && before.required.has(a.name),
    requiredNow: field.requiredNow && b !== undefined && after.required.has(b.name),
  });

  for (const [a, b] of pairs) {
    const inner = child(a.name, a, b);
    if (!isCallback(a) && !isCallback(b)) {
      collect.report(scope.direction === "input" ? "input-renamed" : "output-renamed", {
        operation: scope.operation,
        old: old.at(a.at.pointer),
        new: now.at(b.at.pointer),
        message: (of) => `${noun(scope)} "${inner.name}"${of} is now called "${b.name}".`,
        ...(inner.hiddenBefore && inner.hiddenNow
          ? {
              class: "risky" as const,
              why: "Saved flows do not name it, but the service receives, or sends, another name.",
            }
          : {}),
      });
    }
    compareRequired(scope, inner, a, b, before, after);
    compareSchemas(scope, inner, a.at, b.at, depth + 1);
  }
  const paired = new Set(pairs.flat());
  for (const gone of removed)
    if (!paired.has(gone)) reportRemoved(scope, child(gone.name, gone, undefined), gone, before, after);
  for (const fresh of added)
    if (!paired.has(fresh))
      reportAdded(
        scope,
        child(fresh.name, undefined, fresh),
        fresh,
        before,
        after,
        after.required.has(fresh.name),
      );
  for (const [name, at] of before.properties) {
    const other = after.properties.get(name);
    if (!other) continue;
    const a = { name, at, shape: old.shapes.read(at), index: 0 };
    const b = { name, at: other, shape: now.shapes.read(other), index: 0 };
    const inner = child(name, a, b);
    compareRequired(scope, inner, a, b, before, after);
    compareSchemas(scope, inner, at, other, depth + 1);
  }
}

/** Less alike than this are two things, not one under two names. */
const RENAMED = 0.6;

/** How likely two properties of one object are one under two names. */
function renameScore(a: Property, b: Property, one: boolean, sameCount: boolean): number {
  if (!a.shape || !b.shape || a.shape.type !== b.shape.type) return 0;
  let score = 0.6 * nameSimilarity(a.name, b.name);
  const equalText = (key: string) => {
    const text = ownString(a.shape?.value, key);
    return text !== undefined && text.trim() !== "" && text === ownString(b.shape?.value, key);
  };
  if (equalText(SUMMARY) || equalText("title")) score += 0.45;
  if (equalText("description")) score += 0.35;
  if (sameCount && a.index === b.index) score += 0.15;
  if (one) score += 0.15;
  if (a.shape.properties.size > 1 && sameNames(a.shape, b.shape)) score += 0.35;
  else if (hasFacets(a.shape) && facetsOf(a.shape) === facetsOf(b.shape)) score += 0.2;
  return score;
}

function sameNames(a: Shape, b: Shape): boolean {
  return (
    a.properties.size === b.properties.size &&
    [...a.properties.keys()].every((name) => b.properties.has(name))
  );
}

/** What tells a value from others of its type. */
const TELLING = ["format", "enum", "default", "pattern", DYNAMIC_EXTENSIONS.values, DYNAMIC_EXTENSIONS.list];

function hasFacets({ value }: Shape): boolean {
  return TELLING.some((key) => own(value, key) !== undefined);
}

function facetsOf({ value }: Shape): string {
  return TELLING.map((key) => canonical(own(value, key))).join("\n");
}

/** The field for the callback address: the comparison of triggers speaks of it. */
function isCallback({ shape }: Property): boolean {
  return shape !== undefined && own(shape.value, NOTIFICATION_URL) !== undefined;
}

function compareRequired(
  scope: Scope,
  field: Field,
  a: Property,
  b: Property,
  before: Shape,
  after: Shape,
): void {
  const was = before.required.has(a.name);
  const is = after.required.has(b.name);
  if (was === is) return;
  reportRequired(
    scope,
    field,
    is,
    scope.pair.old.at(a.at.pointer),
    scope.pair.new.at(b.at.pointer),
    own(b.shape?.value, "default") !== undefined,
  );
}

/** Reports that a value became required, or optional. */
export function reportRequired(
  scope: Scope,
  field: Field,
  isRequired: boolean,
  old: ReturnType<Scope["pair"]["old"]["at"]>,
  now: ReturnType<Scope["pair"]["new"]["at"]>,
  hasDefault: boolean,
): void {
  const { collect } = scope.pair;
  const places = { operation: scope.operation, old, new: now };
  if (scope.direction === "output") {
    if (field.hiddenBefore && field.hiddenNow) return;
    collect.report(isRequired ? "output-always-there" : "output-may-be-missing", {
      ...places,
      message: (of) => `Output "${field.name}"${of} is ${isRequired ? "" : "no longer "}required.`,
    });
    return;
  }
  if (!isRequired) {
    collect.report("input-made-optional", {
      ...places,
      message: (of) => `Input "${field.name}"${of} is now optional.`,
    });
    return;
  }
  const message = (of: string) => `Input "${field.name}"${of} is now required.`;
  if (field.hiddenNow && hasDefault)
    collect.report("input-made-required", {
      ...places,
      message,
      class: "safe",
      why: "Makers do not see it; the platform sends its default.",
      help: "Nothing needs to be done.",
    });
  else if (hasDefault)
    collect.report("input-made-required", {
      ...places,
      message,
      class: "risky",
      why: "Flows that leave it empty hold no value; the designer offers the default only to new steps.",
    });
  // A field of something optional must only be there where that is.
  else if (!field.requiredNow)
    collect.report("input-made-required", {
      ...places,
      message,
      class: "risky",
      why: "It is part of something optional: flows that fill in the rest of it without this field fail.",
    });
  else collect.report("input-made-required", { ...places, message });
}

function reportRemoved(scope: Scope, field: Field, gone: Property, _before: Shape, after: Shape): void {
  const { collect, old, new: now } = scope.pair;
  const within = gone.shape && gone.shape.properties.size > 0 ? " with all it holds" : "";
  const places = { operation: scope.operation, old: old.at(gone.at.pointer), new: undefined };
  if (scope.direction === "output") {
    collect.report("output-removed", {
      ...places,
      message: (of) => `Output "${field.name}"${of} was removed${within}.`,
      ...(field.hiddenBefore
        ? {
            class: "risky" as const,
            why: "Makers did not see it, but expressions written by hand may read it.",
          }
        : {}),
    });
    return;
  }
  if (isCallback(gone)) return;
  reportInputRemoved(
    scope,
    field,
    places.old,
    gone.shape && own(gone.shape.value, "default") !== undefined,
    within,
  );
  void after;
  void now;
}

/** Reports that an input is gone. */
export function reportInputRemoved(
  scope: Scope,
  field: Field,
  old: ReturnType<Scope["pair"]["old"]["at"]>,
  hadDefault: boolean | undefined,
  within = "",
): void {
  const message = (of: string) => `Input "${field.name}"${of} was removed${within}.`;
  const places = { operation: scope.operation, old };
  const { collect } = scope.pair;
  if (!field.hiddenBefore) collect.report("input-removed", { ...places, message });
  else
    collect.report("input-removed", {
      ...places,
      message,
      class: hadDefault ? "risky" : "safe",
      why: hadDefault
        ? "Makers did not see it; the service no longer receives the default that every flow sent."
        : "Makers did not see it, and without a default nothing was sent.",
      help: hadDefault ? "Make sure that the service works without it." : "Nothing needs to be done.",
    });
}

function reportAdded(
  scope: Scope,
  field: Field,
  fresh: Property,
  _before: Shape,
  _after: Shape,
  isRequired: boolean,
): void {
  const place = scope.pair.new.at(fresh.at.pointer);
  if (scope.direction === "output") {
    if (!field.hiddenNow)
      scope.pair.collect.report("output-added", {
        operation: scope.operation,
        new: place,
        message: (of) => `Output "${field.name}"${of} was added.`,
      });
    return;
  }
  if (isCallback(fresh)) return;
  const hasDefault = fresh.shape !== undefined && own(fresh.shape.value, "default") !== undefined;
  reportInputAdded(scope, { ...field, requiredNow: field.requiredNow }, place, isRequired, hasDefault);
}

/** Reports an input that is new. */
export function reportInputAdded(
  scope: Scope,
  field: Field,
  now: ReturnType<Scope["pair"]["new"]["at"]>,
  isRequired: boolean,
  hasDefault: boolean,
): void {
  const places = { operation: scope.operation, new: now };
  const { collect } = scope.pair;
  const kind = field.hiddenNow ? "internal" : isRequired ? "required" : "optional";
  const message = (of: string) =>
    `Input "${field.name}"${of} was added, ${kind}${hasDefault ? ", with a default" : ""}.`;
  if (!isRequired) {
    collect.report("input-added", { ...places, message });
    return;
  }
  if (field.hiddenNow && hasDefault) {
    collect.report("input-added", {
      ...places,
      message,
      why: "Makers do not see it; the platform sends its default for saved flows too.",
      help: "Make sure that the service accepts it.",
    });
    return;
  }
  collect.report("input-added-required", { ...places, message, ...judgeAdded(field, hasDefault) });
}

/** What a required input without more ado is not: milder, or grave for another reason. */
function judgeAdded(field: Field, hasDefault: boolean): { class?: ChangeClass; why?: string; help?: string } {
  if (field.hiddenNow && field.requiredNow)
    return {
      why: "It is required, makers cannot set it, and there is no default that the platform could send.",
      help: "Give it a default.",
    };
  if (hasDefault)
    return {
      class: "risky",
      why: "Saved flows hold no value for it; the designer offers the default only to new steps.",
      help: "Make it optional: then the service can use its own default.",
    };
  if (!field.requiredNow)
    return {
      class: "risky",
      why: "It is part of something optional: flows that fill in the rest of it without this field fail.",
    };
  return {};
}

function compareAdditional(scope: Scope, field: Field, before: Shape, after: Shape, depth: number): void {
  const schemaOf = (at: Located | undefined) =>
    at && typeof at.value === "object" && at.value !== null ? at : undefined;
  const old = schemaOf(before.additional);
  const now = schemaOf(after.additional);
  if (old && now) {
    compareSchemas(scope, { ...field, name: `${field.name}/*` }, old, now, depth + 1);
    return;
  }
  // Nothing said, true and {} all mean: anything.
  const open = (at: Located | undefined) =>
    at === undefined || at.value === true || canonical(at.value) === "{}";
  if (open(before.additional) && open(after.additional)) return;
  if (canonical(before.additional?.value) === canonical(after.additional?.value)) return;
  const closes = after.additional?.value === false;
  scope.pair.collect.report(
    scope.direction === "input" ? "input-extension-changed" : "output-extension-changed",
    {
      operation: scope.operation,
      old: scope.pair.old.at(before.pointer),
      new: scope.pair.new.at(after.pointer),
      message: (of) =>
        `${noun(scope)} "${field.name}"${of} ${closes ? "no longer accepts further properties" : "accepts different further properties"}.`,
      ...(scope.direction === "input" && !open(after.additional)
        ? { class: "risky" as const, why: "Saved flows may hold properties that are no longer accepted." }
        : {}),
    },
  );
}
