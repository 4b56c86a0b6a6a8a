/** Bounds that keep a hostile definition from freezing the reader. The real designer has none: it freezes. */
import type { JsonValue } from "../../json/values.ts";

/** Properties looked at for the inputs or the outputs of one operation; of 606 published connectors the largest one has 479. */
export const MAX_PROPERTIES = 5_000;

/** Nesting followed in a schema; the deepest published one has 14 levels. */
export const MAX_SCHEMA_DEPTH = 100;

/** Rough characters of keys, labels and options for one walk: a long name repeats in everything below it. */
export const MAX_CHARACTERS = 4_000_000;

/** The largest published connector has 219 operations. */
export const MAX_OPERATIONS = 5_000;

/** Parameters of all operations together. */
export const MAX_PARAMETERS = 500_000;

/** Counts what is looked at, and says when it is enough. */
export class Budget {
  /** Pointers at which expansion stopped; shared by the walks of one operation. */
  readonly stoppedAt: string[];
  private properties = MAX_PROPERTIES;
  private characters = MAX_CHARACTERS;

  constructor(stoppedAt: string[]) {
    this.stoppedAt = stoppedAt;
  }

  /** Takes one property at a depth; false if it is not to be expanded any further. */
  take(depth: number, pointer: string, characters: number): boolean {
    this.properties--;
    this.characters -= characters;
    if (!this.spent && depth <= MAX_SCHEMA_DEPTH) return true;
    if (this.stoppedAt.length < 10) this.stoppedAt.push(pointer);
    return false;
  }

  /** True once nothing more is to be looked at. */
  get spent(): boolean {
    return this.properties < 0 || this.characters < 0;
  }
}

/** What is in a schema without being copied into each property: it is looked at on its own. */
const STRUCTURE = new Set(["properties", "items", "allOf", "oneOf", "anyOf"]);
const weights = new WeakMap<object, number>();

/** Rough characters of what a schema says about itself: its texts, options, extensions. */
export function weightOf(schema: object): number {
  const known = weights.get(schema);
  if (known !== undefined) return known;
  let weight = 0;
  const open: JsonValue[] = [];
  for (const [key, value] of Object.entries(schema)) if (!STRUCTURE.has(key)) open.push(value as JsonValue);
  while (open.length > 0 && weight < MAX_CHARACTERS) {
    const value = open.pop();
    weight += typeof value === "string" ? value.length : 8;
    if (typeof value === "object" && value !== null) {
      for (const key of Object.keys(value)) {
        weight += key.length;
        open.push((value as Record<string, JsonValue>)[key] as JsonValue);
      }
    }
  }
  weights.set(schema, weight);
  return weight;
}
