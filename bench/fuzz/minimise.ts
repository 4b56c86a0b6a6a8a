/** Makes a failing case small: takes away what the failure does not need. */
import { isObject, type JsonObject, type JsonValue, own } from "../../src/json/values.ts";
import type { Files } from "./pool.ts";

/** Each try runs all checks; a case that is not small after so many is read as it is. */
const MAX_TRIES = 2500;

/** The smallest case that was found to fail still, by removing files, members, items and lines. */
export function minimise(files: Files, fails: (files: Files) => boolean): Files {
  let tries = 0;
  let current: Files = new Map(files);
  const attempt = (next: Files): boolean => {
    if (tries++ >= MAX_TRIES || !fails(next)) return false;
    current = next;
    return true;
  };
  for (const file of files.keys()) {
    const without = new Map(current);
    without.delete(file);
    attempt(without);
  }
  for (const file of [...current.keys()]) {
    const withBytes = (bytes: Buffer) => new Map(current).set(file, bytes);
    const root = parsed(current.get(file));
    if (root !== undefined && attempt(withBytes(Buffer.from(JSON.stringify(root, null, 1)))))
      shrinkValue(root, (value) => attempt(withBytes(Buffer.from(JSON.stringify(value, null, 1)))));
    else shrinkBytes(current.get(file) as Buffer, (bytes) => attempt(withBytes(bytes)));
  }
  return current;
}

/** Takes members and items away, the outermost first, in place; what is needed is put back. */
function shrinkValue(root: JsonValue, stillFails: (root: JsonValue) => boolean): void {
  const waiting: JsonValue[] = [root];
  for (let value = waiting.shift(); value !== undefined; value = waiting.shift()) {
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index--) {
        const [item] = value.splice(index, 1);
        if (!stillFails(root)) value.splice(index, 0, item as JsonValue);
      }
      waiting.push(...value.filter((item) => typeof item === "object" && item !== null));
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) shrinkMember(value, key, () => stillFails(root));
      for (const key of Object.keys(value)) {
        const inner = own(value, key);
        if (typeof inner === "object" && inner !== null) waiting.push(inner);
      }
    }
  }
}

function shrinkMember(object: JsonObject, key: string, stillFails: () => boolean): void {
  const entries = Object.getOwnPropertyDescriptors(object);
  delete object[key];
  if (stillFails()) return;
  // Deleting and adding again would move the key to the end: the order can be part of the failure.
  for (const name of Object.keys(object)) delete object[name];
  Object.defineProperties(object, entries);
}

/** Takes stretches of bytes away, large ones first. */
function shrinkBytes(bytes: Buffer, stillFails: (bytes: Buffer) => boolean): void {
  let current = bytes;
  for (let size = current.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < current.length; ) {
      const next = Buffer.concat([current.subarray(0, at), current.subarray(at + size)]);
      if (stillFails(next)) current = next;
      else at += size;
    }
  }
}

function parsed(bytes: Buffer | undefined): JsonValue | undefined {
  try {
    return bytes && (JSON.parse(bytes.toString("utf8")) as JsonValue);
  } catch {
    return undefined;
  }
}
