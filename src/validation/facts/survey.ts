/** One look at every value of the definition, for what several facts would each look through all of it for. */
import type { JsonObject, JsonValue } from "../../definition/json.ts";
import { tokensOf } from "../../definition/pointer.ts";
import { pointerOfRef } from "../../definition/reference.ts";
import type { Subject } from "../context.ts";

const NONE: ReadonlySet<string> = new Set();
const DYNAMIC_PREFIX = "x-ms-dynamic-";

export class Survey {
  /** How many members all objects have together. */
  members = 0;
  /** Names of the definitions that references lead to, in the order in which they are written. */
  readonly #names: string[] = [];
  /** Which of the names stand in a value; only for values that hold any. */
  readonly #ranges = new Map<JsonValue, { start: number; end: number }>();
  readonly #refs = new Map<JsonValue, ReadonlySet<string>>();
  readonly #dynamic = new Set<JsonValue>();

  constructor(root: JsonObject) {
    this.#look(root);
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

  /** Whether a value, or something nested in it, has an x-ms-dynamic-* extension; references are not followed. */
  holdsDynamic(value: JsonValue): boolean {
    return this.#dynamic.has(value);
  }

  /** Nesting is limited by the reader of the file. Says whether there is a dynamic extension. */
  #look(value: JsonObject | JsonValue[]): boolean {
    const start = this.#names.length;
    let dynamic = false;
    if (Array.isArray(value)) {
      for (const item of value)
        if (typeof item === "object" && item !== null && this.#look(item)) dynamic = true;
    } else {
      for (const key in value) {
        this.members++;
        const item = value[key];
        if (typeof item === "object" && item !== null) {
          if (this.#look(item)) dynamic = true;
        } else if (key === "$ref" && typeof item === "string") {
          const name = definitionName(item);
          if (name !== undefined) this.#names.push(name);
        }
        if (key.startsWith(DYNAMIC_PREFIX)) dynamic = true;
      }
    }
    const end = this.#names.length;
    if (end > start) this.#ranges.set(value, { start, end });
    if (dynamic) this.#dynamic.add(value);
    return dynamic;
  }
}

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
