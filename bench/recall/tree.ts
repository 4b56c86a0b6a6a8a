/** A JSON value that faults are seeded into, addressed by JSON pointers. */

import { child, tokensOf } from "../../src/json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own, setOwn } from "../../src/json/values.ts";

export class Tree {
  root: JsonObject;
  /** Stands before the pointers of places in this tree: empty for the definition, `apiProperties.json#` for the other file. */
  readonly prefix: string;

  constructor(root: JsonObject, prefix: string) {
    this.root = root;
    this.prefix = prefix;
  }

  get(pointer: string): JsonValue | undefined {
    let value: JsonValue | undefined = this.root;
    for (const token of tokensOf(pointer))
      value = Array.isArray(value) ? value[Number(token)] : own(value, token);
    return value;
  }

  object(pointer: string): JsonObject {
    const found = this.get(pointer);
    return isObject(found) ? found : {};
  }

  list(pointer: string): JsonValue[] {
    const found = this.get(pointer);
    return Array.isArray(found) ? found : [];
  }

  keys(pointer: string): string[] {
    return Object.keys(this.object(pointer));
  }

  has(pointer: string): boolean {
    return this.get(pointer) !== undefined;
  }

  /** Writes a value, making the objects on the way; gives the place. */
  set(pointer: string, value: JsonValue): string {
    const tokens = tokensOf(pointer);
    let target: JsonValue = this.root;
    for (const [index, token] of tokens.entries()) {
      const last = index === tokens.length - 1;
      if (Array.isArray(target)) {
        if (last) target[Number(token)] = value;
        else target = target[Number(token)] as JsonValue;
        continue;
      }
      if (!isObject(target)) throw new Error(`nothing to write into at ${pointer}`);
      if (last) setOwn(target, token, value);
      else {
        const next = own(target, token);
        if (!isObject(next) && !Array.isArray(next)) setOwn(target, token, {});
        target = own(target, token) as JsonValue;
      }
    }
    return this.prefix + pointer;
  }

  /** Adds to the end of an array, making it if needed; gives the place of the new item. */
  append(pointer: string, value: JsonValue): string {
    if (!Array.isArray(this.get(pointer))) this.set(pointer, []);
    const list = this.list(pointer);
    list.push(value);
    return `${this.prefix}${pointer}/${list.length - 1}`;
  }

  /** Removes a member; gives the place where it was. */
  drop(pointer: string): string {
    const slash = pointer.lastIndexOf("/");
    const parent = this.get(pointer.slice(0, slash));
    const token = tokensOf(pointer.slice(slash))[0] ?? "";
    if (Array.isArray(parent)) parent.splice(Number(token), 1);
    else if (isObject(parent)) delete parent[token];
    return this.prefix + pointer;
  }

  /** Gives a member another key at the same spot; gives its new place. */
  rename(pointer: string, key: string): string {
    const slash = pointer.lastIndexOf("/");
    const parentPointer = pointer.slice(0, slash);
    const parent = this.object(parentPointer);
    const old = tokensOf(pointer.slice(slash))[0] ?? "";
    const entries = Object.entries(parent).map(
      ([name, value]) => [name === old ? key : name, value] as const,
    );
    for (const name of Object.keys(parent)) delete parent[name];
    for (const [name, value] of entries) setOwn(parent, name, value);
    return this.prefix + child(parentPointer, key);
  }
}

/** The pointer inside its tree of a place that {@link Tree} gave. */
export function bare(place: string): string {
  return place.slice(place.indexOf("#") + 1);
}
