/** One look at every value of the definition, for what several facts would each look through all of it for. */

import { pointerOfRef } from "../../definition/reference.ts";
import { tokensOf } from "../../json/pointer.ts";
import { type JsonObject, type JsonValue, own, ownObject } from "../../json/values.ts";
import { addTo } from "../language/add-to.ts";
import type { Subject } from "../language/context.ts";

const NONE: ReadonlySet<string> = new Set();

/** Extensions that few definitions have and several facts look for, as bits. */
export const MARKS = { dynamic: 1, notificationUrl: 2 } as const;

function marksOf(key: string): number {
  if (key.startsWith("x-ms-dynamic-")) return MARKS.dynamic;
  return key === "x-ms-notification-url" ? MARKS.notificationUrl : 0;
}

export class Survey {
  /** How many members all objects have together. */
  members = 0;
  /** Names of the definitions that references lead to, in the order in which they are written. */
  readonly #names: string[] = [];
  /** Which of the names are in a value; only for values that hold any. */
  readonly #ranges = new Map<JsonValue, { start: number; end: number }>();
  readonly #refs = new Map<JsonValue, ReadonlySet<string>>();
  /** Values with marked keys in them, and definitions that lead to such; only those that have any. */
  readonly #marks = new Map<JsonValue, number>();
  readonly #marksOfDefinitions = new Map<string, number>();

  constructor(root: JsonObject) {
    if (this.#look(root) !== 0) this.#followMarks(ownObject(root, "definitions") ?? {});
  }

  /** The definitions that a value refers to, directly or in what is nested in it; references are not followed. */
  refsIn(value: JsonValue | undefined): ReadonlySet<string> {
    const range = value === undefined ? undefined : this.#ranges.get(value);
    if (value === undefined || range === undefined) return NONE;
    let refs = this.#refs.get(value);
    if (!refs) {
      refs = new Set(this.#names.slice(range.start, range.end));
      this.#refs.set(value, refs);
    }
    return refs;
  }

  /** Whether a value, or something nested in it, has a marked key; references are not followed. */
  holds(value: JsonValue | undefined, mark: number): boolean {
    return value !== undefined && ((this.#marks.get(value) ?? 0) & mark) !== 0;
  }

  /** The same with references to definitions followed. */
  leadsTo(value: JsonValue | undefined, mark: number): boolean {
    if (this.holds(value, mark)) return true;
    if (this.#marksOfDefinitions.size === 0) return false;
    for (const name of this.refsIn(value))
      if (((this.#marksOfDefinitions.get(name) ?? 0) & mark) !== 0) return true;
    return false;
  }

  /** From the definitions that hold a mark to those that refer to them, and so on. */
  #followMarks(definitions: JsonObject): void {
    const usedBy = new Map<string, string[]>();
    const waiting: string[] = [];
    for (const name of Object.keys(definitions)) {
      const value = own(definitions, name);
      for (const target of this.refsIn(value)) addTo(usedBy, target, name);
      const marks = value === undefined ? 0 : (this.#marks.get(value) ?? 0);
      if (marks === 0) continue;
      this.#marksOfDefinitions.set(name, marks);
      waiting.push(name);
    }
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const marks = this.#marksOfDefinitions.get(name) ?? 0;
      for (const user of usedBy.get(name) ?? []) {
        const before = this.#marksOfDefinitions.get(user) ?? 0;
        if ((before | marks) === before) continue;
        this.#marksOfDefinitions.set(user, before | marks);
        waiting.push(user);
      }
    }
  }

  /** Nesting is limited by the reader of the file. Gives the marks in a value. */
  #look(value: JsonObject | JsonValue[]): number {
    const start = this.#names.length;
    let marks = 0;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === "object" && item !== null) marks |= this.#look(item);
    } else {
      for (const key in value) {
        this.members++;
        const item = value[key];
        if (typeof item === "object" && item !== null) marks |= this.#look(item);
        else if (key === "$ref" && typeof item === "string") {
          const name = definitionName(item);
          if (name !== undefined) this.#names.push(name);
        }
        if (key.charCodeAt(0) === LETTER_X) marks |= marksOf(key);
      }
    }
    const end = this.#names.length;
    if (end > start) this.#ranges.set(value, { start, end });
    if (marks !== 0) this.#marks.set(value, marks);
    return marks;
  }
}

const LETTER_X = 120;

/** See {@link Survey}. */
export function survey(subject: Subject): Survey {
  return new Survey(subject.root);
}

const PREFIX = "#/definitions/";

/** `Pet` for `#/definitions/Pet`; undefined for any other reference. */
export function definitionName(ref: string): string | undefined {
  // Nearly all references are of this plain form.
  const name = ref.startsWith(PREFIX) ? ref.slice(PREFIX.length) : "";
  if (name !== "" && !/[/%~]/.test(name)) return name;
  const target = pointerOfRef(ref);
  if ("fault" in target) return undefined;
  const [section, entry] = tokensOf(target.pointer);
  return section === "definitions" ? entry : undefined;
}
