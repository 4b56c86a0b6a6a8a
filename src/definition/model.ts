/** What a definition declares, as the platform sees it: operations with their parameters, each with its place in the file. */

import { child } from "../json/pointer.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../json/values.ts";
import { isInternal, NOTIFICATION_CONTENT, TRIGGER } from "./extensions.ts";
import {
  METHODS,
  type Method,
  type Operation,
  type OperationKind,
  type Parameter,
  type Response,
} from "./operation.ts";
import { resolveObject } from "./reference.ts";
import { kindOfOperation } from "./triggers.ts";

export type * from "./operation.ts";
export { METHODS } from "./operation.ts";

/** The parts of a definition that more than one reader needs. Tolerant: whatever is not of the expected kind is left out. */
export interface ConnectorModel {
  root: JsonObject;
  operations: Operation[];
  /** By operation id; the first of two with one id. */
  byId: Map<string, Operation>;
}

const models = new WeakMap<JsonObject, ConnectorModel>();

/** {@link buildModel} of a value that nobody changes, once: for those who are asked for one operation after the other. */
export function modelOf(value: JsonValue | undefined): ConnectorModel {
  if (!isObject(value)) return buildModel(value);
  let model = models.get(value);
  if (!model) {
    model = buildModel(value);
    models.set(value, model);
  }
  return model;
}

/** Builds the model of a definition; a value that is not an object gives an empty one. */
export function buildModel(value: JsonValue | undefined): ConnectorModel {
  const root = isObject(value) ? value : {};
  const operations: Operation[] = [];
  const byId = new Map<string, Operation>();
  const paths = ownObject(root, "paths") ?? {};
  for (const path of Object.keys(paths)) {
    const pathItem = own(paths, path);
    // Extensions (x-…) may be among the paths.
    if (!isObject(pathItem) || path.startsWith("x-")) continue;
    const pathPointer = child("/paths", path);
    let shared: Parameter[] | undefined;
    for (const method of METHODS) {
      const operation = ownObject(pathItem, method);
      if (!operation) continue;
      // Read once for all operations of the path, and only where there are any.
      shared ??= readParameters(root, pathItem, pathPointer, "path-item");
      const built = buildOperation(root, path, pathItem, pathPointer, shared, method, operation);
      operations.push(built);
      if (built.id !== undefined && !byId.has(built.id)) byId.set(built.id, built);
    }
  }
  return { root, operations, byId };
}

function buildOperation(
  root: JsonObject,
  path: string,
  pathItem: JsonObject,
  pathPointer: string,
  shared: readonly Parameter[],
  method: Method,
  value: JsonObject,
): Operation {
  const pointer = child(pathPointer, method);
  const parameters = merged(readParameters(root, value, pointer, "operation"), shared);
  const responses: Response[] = [];
  const declared = ownObject(value, "responses") ?? {};
  // Extensions may be among the responses.
  const statuses = Object.keys(declared).filter((status) => !status.startsWith("x-"));
  for (const status of statuses) {
    const resolved = resolveObject(root, own(declared, status), child(pointer, "responses", status));
    if (resolved) responses.push({ status, ...resolved });
  }
  const trigger = ownString(value, TRIGGER)?.toLowerCase();
  let kind: OperationKind | undefined;
  return {
    get kind() {
      kind ??= kindOfOperation(root, this);
      return kind;
    },
    path,
    method,
    id: ownString(value, "operationId"),
    value,
    pointer,
    pathItem,
    pathPointer,
    parameters,
    statuses,
    responses,
    trigger,
    batch: trigger === "batch",
    notificationContent: resolveObject(
      root,
      own(pathItem, NOTIFICATION_CONTENT),
      child(pathPointer, NOTIFICATION_CONTENT),
    ),
    internal: isInternal(value),
  };
}

/** An operation's own parameters, then those of its path that it does not replace; of two shared ones the first. */
function merged(own: Parameter[], shared: readonly Parameter[]): Parameter[] {
  if (shared.length === 0) return own;
  const keyOf = ({ name, in: place }: Parameter) => `${place.length} ${place} ${name}`;
  const taken = new Set(own.map(keyOf));
  for (const parameter of shared) {
    const key = keyOf(parameter);
    if (taken.has(key)) continue;
    taken.add(key);
    own.push(parameter);
  }
  return own;
}

function readParameters(
  root: JsonObject,
  holder: JsonObject,
  pointer: string,
  source: Parameter["source"],
): Parameter[] {
  const found: Parameter[] = [];
  for (const [index, entry] of (ownArray(holder, "parameters") ?? []).entries()) {
    const usedAt = child(pointer, "parameters", index);
    const resolved = resolveObject(root, entry, usedAt);
    if (!resolved) continue;
    found.push({
      name: ownString(resolved.value, "name") ?? "",
      in: ownString(resolved.value, "in") ?? "",
      value: resolved.value,
      pointer: resolved.pointer,
      usedAt,
      source,
    });
  }
  return found;
}
