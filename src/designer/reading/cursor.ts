/**
 * Reads a definition with its references followed, one step at a time.
 * The designer expands the whole document before it looks at anything (sourced: its dereferencing step); this reader follows
 * the same rules lazily, so that one operation of a large definition costs only itself and a bomb of references is bounded.
 */

import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own } from "../../json/values.ts";

/** The references that lead to a place, innermost first. */
interface Chain {
  ref: string;
  next: Chain | undefined;
}

/** A value with its references followed. */
export interface Cursor {
  /** Undefined where a reference leads nowhere or nothing stands. */
  value: JsonValue | undefined;
  /** Where the value really stands. */
  pointer: string;
  /** Where it was asked for: the place of the reference, if there is one. */
  usedAt: string;
  /** The reference the designer keeps as it is: one that leads back into itself, or one it does not follow. */
  kept: { ref: string; why: "cycle" | "not-local" } | undefined;
  /** The last reference on the way, if any. */
  ref: string | undefined;
  chain: Chain | undefined;
}

const EMPTY: JsonObject = {};

export class Reader {
  readonly root: JsonValue | undefined;

  constructor(root: JsonValue | undefined) {
    this.root = root;
  }

  /** The whole document. */
  start(): Cursor {
    return this.at(this.root, "", undefined);
  }

  /** The member of an object, or the item of an array; a cursor on nothing if there is none. */
  child(parent: Cursor, key: string | number): Cursor {
    const pointer = child(parent.pointer, key);
    const value = Array.isArray(parent.value) ? parent.value[Number(key)] : own(parent.value, String(key));
    return this.at(value, pointer, parent.chain);
  }

  /** The items of an array in order; none if the value is not an array. */
  items(parent: Cursor): Cursor[] {
    return Array.isArray(parent.value) ? parent.value.map((_, index) => this.child(parent, index)) : [];
  }

  /**
   * Follows references. Siblings of `$ref` count for nothing; a reference into itself stays one, and every reader of schemas
   * takes such a rest as an empty schema, a value of any type (sourced: run). `~1`, `~0` and `%20` are not decoded.
   */
  private at(value: JsonValue | undefined, pointer: string, chain: Chain | undefined): Cursor {
    const usedAt = pointer;
    let last: string | undefined;
    while (isObject(value)) {
      const ref = own(value, "$ref");
      if (ref === undefined || ref === null || ref === "" || ref === false || ref === 0) break;
      if (typeof ref !== "string" || !ref.startsWith("#/")) {
        // A property that happens to be called $ref holds an object: that is not a reference.
        if (isObject(ref) || Array.isArray(ref)) break;
        return {
          value: EMPTY,
          pointer,
          usedAt,
          kept: { ref: String(ref), why: "not-local" },
          ref: last,
          chain,
        };
      }
      if (isOn(chain, ref)) {
        return { value: EMPTY, pointer, usedAt, kept: { ref, why: "cycle" }, ref: last, chain };
      }
      chain = { ref, next: chain };
      last = ref;
      const target = this.follow(ref);
      value = target.value;
      pointer = target.pointer;
    }
    return { value, pointer, usedAt, kept: undefined, ref: last, chain };
  }

  private follow(ref: string): { value: JsonValue | undefined; pointer: string } {
    let value = this.root;
    let pointer = "";
    for (const part of ref.slice(2).split("/")) {
      value = own(value, part);
      pointer = child(pointer, part);
    }
    return { value, pointer };
  }
}

function isOn(chain: Chain | undefined, ref: string): boolean {
  for (let link = chain; link; link = link.next) if (link.ref === ref) return true;
  return false;
}

/** The object at a cursor; an empty one if something else is there. */
export function objectAt(cursor: Cursor): JsonObject {
  return isObject(cursor.value) ? cursor.value : EMPTY;
}
