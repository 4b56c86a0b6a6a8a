/** Which operations a definition offers, of which kind, in which order. */

import { child } from "../json/pointer.ts";
import { isObject, type JsonObject, own, ownObject } from "../json/values.ts";
import { type Cursor, objectAt, type Reader } from "./reading/cursor.ts";
import { brokenReference, ReaderFailure } from "./reading/failure.ts";
import { MAX_OPERATIONS, MAX_PARAMETERS } from "./reading/limits.ts";
import { present, same, textOf, wordOf } from "./reading/words.ts";

/** One operation as the list of the designer shows it, with what the readers below need to go on. */
export interface FoundOperation {
  id: string;
  path: string;
  /** As written in the file. */
  method: string;
  cursor: Cursor;
  pathItem: Cursor;
  /** Own parameters, then those of the path item whose name is not taken. */
  parameters: Cursor[];
  notificationContent: Cursor;
  isTrigger: boolean;
  isWebhook: boolean;
  internal: boolean;
}

/** A path item's members count as operations if their name contains a method, in any case (sourced). */
const METHOD = /get|put|post|delete|options|head|patch/i;

/**
 * The operations in the designer's order: important ones first, advanced ones last, else as in the file. An id that is
 * there twice belongs to the last of the two, at the place of the first.
 * @throws {ReaderFailure} where the designer cannot read the connector at all
 */
export function listOperations(reader: Reader): FoundOperation[] {
  const paths = reader.child(reader.start(), "paths");
  const found: FoundOperation[] = [];
  let parameters = 0;
  for (const path of Object.keys(objectAt(paths))) {
    const pathItem = reader.child(paths, path);
    if (!isObject(pathItem.value)) continue;
    for (const operation of operationsOf(reader, path, pathItem)) {
      found.push(operation);
      parameters += operation.parameters.length;
    }
    if (found.length > MAX_OPERATIONS || parameters > MAX_PARAMETERS) throw tooMuch(pathItem);
  }
  const byId = new Map<string, FoundOperation>();
  for (const operation of [...found].sort(byVisibility)) byId.set(operation.id, operation);
  return [...byId.values()];
}

function tooMuch(pathItem: Cursor): ReaderFailure {
  return new ReaderFailure("too-much", pathItem.usedAt, {
    designerSays: "",
    message: `The definition has more than ${MAX_OPERATIONS} operations or ${MAX_PARAMETERS} parameters.`,
    help: "Split the connector: the platform takes far less.",
  });
}

function operationsOf(reader: Reader, path: string, pathItem: Cursor): FoundOperation[] {
  const shared = reader.items(reader.child(pathItem, "parameters"));
  return Object.keys(objectAt(pathItem))
    .filter((key) => METHOD.test(key))
    .map((method) => {
      const cursor = reader.child(pathItem, method);
      if (!isObject(cursor.value)) {
        throw new ReaderFailure("operation-not-an-object", cursor.usedAt, {
          designerSays: `Cannot create property 'x-ms-path' on ${typeof cursor.value}`,
          message: `"${method}" has the name of an operation, but it is not an object.`,
          help: "Operations are objects; names that contain a method (get, put, post, delete, options, head, patch) count as operations.",
        });
      }
      const declared = reader.child(cursor, "parameters");
      if (shared.length > 0 && !Array.isArray(declared.value)) {
        throw new ReaderFailure("path-parameters-without-own", cursor.pointer, {
          designerSays: "Cannot read properties of undefined (reading 'find')",
          message: "The path has its own parameters, but this operation has no list of parameters.",
          help: 'Add "parameters": [] to the operation: without it the designer cannot read the whole connector.',
        });
      }
      const own_ = reader.items(declared);
      for (const parameter of own_) requireParameter(parameter);
      const names = new Set(own_.map(nameKey));
      const added = shared.filter((parameter) => {
        requireParameter(parameter);
        return !names.has(nameKey(parameter));
      });
      const notificationContent = reader.child(pathItem, "x-ms-notification-content");
      return {
        id: wordOf(own(cursor.value, "operationId") ?? "undefined"),
        path,
        method,
        cursor,
        pathItem,
        parameters: [...own_, ...added],
        notificationContent,
        isTrigger: present(own(cursor.value, "x-ms-trigger")),
        isWebhook: present(notificationContent.value),
        internal: same(own(cursor.value, "x-ms-visibility"), "internal"),
      };
    });
}

/** Names are compared without regard to case. */
function nameKey(parameter: Cursor): string {
  return wordOf(own(parameter.value, "name")).toLowerCase();
}

function requireParameter(parameter: Cursor): void {
  if (parameter.value === undefined || parameter.value === null) {
    throw brokenReference(parameter.usedAt, parameter.ref, "name");
  }
}

function byVisibility(left: FoundOperation, right: FoundOperation): number {
  return rank(left) - rank(right);
}

function rank(operation: FoundOperation): number {
  const visibility = own(operation.cursor.value, "x-ms-visibility");
  return same(visibility, "important") ? 0 : same(visibility, "advanced") ? 2 : 1;
}

/** The status of the operation's annotation, else that of the whole definition: `Preview`, `Production`. */
export function annotationStatus(reader: Reader, operation: JsonObject): string | undefined {
  return (
    textOf(own(operation, "x-ms-api-annotation"), "status") ??
    textOf(own(ownObject(reader.root, "info"), "x-ms-api-annotation"), "status")
  );
}

/** Where the operation says what it is called; its own place if it does not. */
export function titlePointer(operation: FoundOperation): string {
  return own(operation.cursor.value, "summary") === undefined
    ? operation.cursor.pointer
    : child(operation.cursor.pointer, "summary");
}
