/** Reading and writing properties at the paths that policy templates name. */
import { MAX_DEPTH, parseOutside } from "../../json/depth.ts";
import { isObject, type JsonObject, type JsonValue, own, setOwn } from "../../json/values.ts";
import {
  evaluateTemplate,
  PolicyError,
  parseReference,
  type Step,
  valueAlong,
  valueAt,
} from "./expressions.ts";
import { bodyIn, type Parameters, type PolicyContext, scopeOf, setBodyIn } from "./template.ts";

/** A path below a parent: `a.b`, `['@odata.id']`, `items[0]`; empty or the word `null` (as published connectors write) for none. */
export function stepsOf(text: string | undefined): Step[] {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "" || trimmed === "null") return [];
  const steps: Step[] = [];
  for (const match of trimmed.matchAll(/\[(\d+)\]|\['([^']*)'\]|([^.[\]]+)/g))
    steps.push(match[1] === undefined ? (match[2] ?? match[3] ?? "") : Number(match[1]));
  if (steps.length > MAX_DEPTH) throw new PolicyError(`the path has more than ${MAX_DEPTH} steps`);
  return steps;
}

/** Writes below a container, making objects on the way; a scalar on the way is replaced. Returns the container. */
export function writeAlong(start: JsonValue | undefined, path: readonly Step[], value: JsonValue): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(start) && typeof step === "number") {
    if (step > start.length) throw new PolicyError(`there is no item ${step} to write to`);
    start[step] = writeAlong(start[step], rest, value);
    return start;
  }
  const object: JsonObject = isObject(start) ? start : {};
  setOwn(object, String(step), writeAlong(own(object, String(step)), rest, value));
  return object;
}

export function removeAlong(start: JsonValue | undefined, path: readonly Step[]): void {
  const parent = valueAlong(start, path.slice(0, -1));
  const last = path.at(-1);
  if (isObject(parent) && last !== undefined) delete parent[String(last)];
}

/**
 * Visits the parents that a template names: the object at a path, or each item of the array there (sourced: "parent object
 * or collection").
 */
export function eachParent(
  context: PolicyContext,
  parentPath: string,
  visit: (parent: JsonObject, isItem: boolean) => void,
): void {
  const parent = valueAt(parseReference(parentPath), scopeOf(context));
  if (Array.isArray(parent)) {
    for (const item of parent) if (isObject(item)) visit(item, true);
  } else if (isObject(parent)) visit(parent, false);
}

/**
 * The common work of the templates that convert a property: reads `propertySubPath` below each parent, converts it, and
 * writes it to `newPropertyPath` (`@body()…` or, within a collection, `@item()…`). What is not there is left alone.
 */
export function convertProperty(
  parameters: Parameters,
  context: PolicyContext,
  convert: (value: JsonValue) => JsonValue | undefined,
): void {
  const from = stepsOf(parameters.text("propertySubPath"));
  const target = parseReference(parameters.text("newPropertyPath") ?? "");
  eachParentOrValue(context, parameters.text("propertyParentPath") ?? "", from, (parent) => {
    const value = valueAlong(parent, from);
    const converted = value === undefined ? undefined : convert(value);
    if (converted === undefined) return;
    if (target.source === "item") writeAlong(parent, target.path, converted);
    else if (target.source === "body")
      setBodyIn(context, writeAlong(bodyIn(context), target.path, converted));
    else throw new PolicyError("the new path begins neither with @body() nor with @item()");
  });
}

/** Without a sub-path the parent is the value itself, an array included (sourced: "if the parent is the array"). */
function eachParentOrValue(
  context: PolicyContext,
  parentPath: string,
  from: readonly Step[],
  visit: (parent: JsonValue) => void,
): void {
  if (from.length === 0) {
    const value = valueAt(parseReference(parentPath), scopeOf(context));
    if (value !== undefined) visit(value);
    return;
  }
  eachParent(context, parentPath, visit);
}

/**
 * The value that a template's text stands for. A text is a text, `30` included (sourced); what reads as a JSON array or
 * object is one (inferred: published connectors set `["a.b"]` where the service wants an array).
 */
export function templateValue(template: string, context: PolicyContext, item?: JsonValue): JsonValue {
  const value = evaluateTemplate(template, scopeOf(context, item));
  if (typeof value !== "string") return value;
  if (/^\s*[[{]/.test(value)) {
    try {
      return parseOutside(value);
    } catch {
      return value;
    }
  }
  // A text in single quotes is a literal (sourced: single quotes mark text in expressions).
  return value.length >= 2 && value.startsWith("'") && value.endsWith("'") ? value.slice(1, -1) : value;
}
