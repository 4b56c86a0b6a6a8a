/**
 * The fields of an operation's body as a maker or a dynamic reference sees them: the body's schema with its references
 * followed, each field with its path and with what is between it and the body.
 */

import { isInternal } from "../../definition/extensions.ts";
import type { Operation, Parameter } from "../../definition/model.ts";
import { resolveObject } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own, ownArray, ownObject } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";

/** Chosen: four times what the platform takes for one body (512 schemas); references can make any number out of a few lines. */
export const MAX_FIELDS = 2048;
/** Chosen: for all bodies of a connector together; the largest published connector has a tenth of it. */
const MAX_ALL_FIELDS = 65_536;
/** Chosen: twice the deepest schema in any published connector (15). */
const MAX_DEPTH = 32;

/** Chosen: no published schema composes more than a handful. */
const MAX_PARTS = 64;

/** Stands in {@link InputField.names} for the items of an array. */
export const ITEMS = "[]";

export interface InputField {
  /** Names from the body's root to this field; empty for the body itself. */
  names: readonly string[];
  /** The names joined by `/`, as `parameterReference` writes them. */
  path: string;
  /** The schema, references followed. */
  value: JsonObject;
  /** Where that schema stands. */
  pointer: string;
  /** Where the field is in its parent: differs from `pointer` if it is a reference there. */
  declaredAt: string;
  parent: InputField | undefined;
  /** Whether its parent requires it; for the body, whether the parameter is required; true for items. */
  required: boolean;
  /** Whether it and everything around it, the body parameter included, are required. */
  requiredThrough: boolean;
  /** Whether it or anything around it, the body parameter included, is `x-ms-visibility: internal`. */
  internal: boolean;
  /** Whether it holds no fields of its own. */
  leaf: boolean;
}

export interface InputBody {
  parameter: Parameter;
  /** The body itself first, parents before children, in the order of the file. */
  fields: InputField[];
  /** True if there were more than {@link MAX_FIELDS} fields, or some lie too deep: then the absence of a field means nothing. */
  truncated: boolean;
}

/** Expands bodies when asked, each once. Ask for it by `context.fact(inputLeaves)`. */
export class InputLeaves {
  readonly #root: JsonObject;
  readonly #bodies = new Map<Operation, InputBody | undefined>();
  #left = MAX_ALL_FIELDS;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** The body of an operation; undefined if it has no body parameter with a schema. Time and size are bounded. */
  of(operation: Operation): InputBody | undefined {
    if (!this.#bodies.has(operation)) {
      const body = expand(this.#root, operation, Math.min(MAX_FIELDS, Math.max(1, this.#left)));
      this.#left -= body?.fields.length ?? 0;
      this.#bodies.set(operation, body);
    }
    return this.#bodies.get(operation);
  }
}

export function inputLeaves(subject: Subject): InputLeaves {
  return new InputLeaves(subject.root);
}

function expand(root: JsonObject, operation: Operation, limit: number): InputBody | undefined {
  const parameter = operation.parameters.find((candidate) => candidate.in === "body");
  const declaredAt = parameter && child(parameter.pointer, "schema");
  const resolved = parameter && resolveObject(root, own(parameter.value, "schema"), declaredAt ?? "");
  if (!parameter || !declaredAt || !resolved) return undefined;
  const required = own(parameter.value, "required") === true;
  const body: InputBody = { parameter, fields: [], truncated: false };
  const first: InputField = {
    names: [],
    path: "",
    ...resolved,
    declaredAt,
    parent: undefined,
    required,
    requiredThrough: required,
    internal: isInternal(parameter.value) || isInternal(resolved.value),
    leaf: true,
  };
  visit({ root, body, limit, around: new Set() }, first);
  return body;
}

interface Walk {
  root: JsonObject;
  body: InputBody;
  /** Most fields that the body may have. */
  limit: number;
  /** The schemas that the current field is nested in, so that a schema inside itself is cut. */
  around: Set<JsonObject>;
}

/** Adds a field and what it holds. */
function visit(walk: Walk, field: InputField): void {
  const { root, body, limit, around } = walk;
  if (body.fields.length >= limit || around.size >= MAX_DEPTH) {
    body.truncated = true;
    return;
  }
  body.fields.push(field);
  if (around.has(field.value)) return;
  around.add(field.value);
  const parts = partsOf(root, field);
  const required = new Set(parts.flatMap((part) => ownArray(part.value, "required") ?? []));
  const seen = new Set<string>();
  for (const part of parts) {
    const properties = ownObject(part.value, "properties") ?? {};
    for (const name of Object.keys(properties)) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (body.fields.length >= limit) {
        body.truncated = true;
        break;
      }
      const declaredAt = child(part.pointer, "properties", name);
      addChild(walk, field, name, own(properties, name), declaredAt, required.has(name));
    }
    const items = own(part.value, "items");
    if (isObject(items)) addChild(walk, field, ITEMS, items, child(part.pointer, "items"), true);
  }
  around.delete(field.value);
}

function addChild(
  walk: Walk,
  parent: InputField,
  name: string,
  value: JsonValue | undefined,
  declaredAt: string,
  required: boolean,
): void {
  const resolved = resolveObject(walk.root, value, declaredAt);
  if (!resolved) return;
  parent.leaf = false;
  visit(walk, {
    names: [...parent.names, name],
    path: parent.path === "" ? name : `${parent.path}/${name}`,
    ...resolved,
    declaredAt,
    parent,
    required,
    requiredThrough: parent.requiredThrough && required,
    internal: parent.internal || isInternal(resolved.value),
    leaf: true,
  });
}

/** A schema and everything it takes over by `allOf`, each schema once. */
function partsOf(
  root: JsonObject,
  field: { value: JsonObject; pointer: string },
): { value: JsonObject; pointer: string }[] {
  const parts = [{ value: field.value, pointer: field.pointer }];
  if (own(field.value, "allOf") === undefined) return parts;
  const seen = new Set([field.value]);
  for (const part of parts) {
    for (const [index, entry] of (ownArray(part.value, "allOf") ?? []).slice(0, MAX_PARTS).entries()) {
      if (parts.length >= MAX_PARTS) return parts;
      const resolved = resolveObject(root, entry, child(part.pointer, "allOf", index));
      if (!resolved || seen.has(resolved.value)) continue;
      seen.add(resolved.value);
      parts.push(resolved);
    }
  }
  return parts;
}
