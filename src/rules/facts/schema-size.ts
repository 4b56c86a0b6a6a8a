/**
 * How many schemas the platform sees in a schema once its references are followed, and how deeply they nest: counted,
 * never expanded, so that a file of a few lines that stands for billions costs no more than its lines.
 *
 * Counted are the schema itself, each property, `items`, and schemas under `additionalProperties` and `allOf`. Inferred:
 * the formula is not published; counted so, the largest body of any published connector has 505 of the 512 allowed.
 * A reference that leads back into what is being counted is a stub and counts one, as the designer shows it.
 */

import { isObject, type JsonObject, type JsonValue, own, ownObject } from "../../json/values.ts";
import { grouped } from "../../machine/terminal/grouped.ts";
import type { Subject } from "../language/context.ts";
import { definitionCycles, refsByDefinition } from "./definition-cycles.ts";
import { definitionName } from "./survey.ts";

/** Platform limits; sourced: the custom connectors FAQ. */
export const MAX_BODY_SCHEMAS = 512;
export const MAX_OPERATION_SCHEMAS = 16_384;
export const MAX_TOTAL_SCHEMAS = 256 * MAX_OPERATION_SCHEMAS;

/** Counts stop meaning anything long before numbers lose their precision. */
const SATURATED = 1e12;
/** Inside a cycle every way through it counts, and there can be factorially many: past the limit it is time to stop. */
const MAX_STEPS_IN_CYCLE = 4 * MAX_BODY_SCHEMAS;
const MAX_REFS_IN_CYCLE = 64;

export interface SchemaSize {
  /** Schemas with references followed; at most 10^12. */
  count: number;
  /** The same, each definition that is too large by itself counting one: it has a finding of its own. */
  ownCount: number;
  /** How deeply schemas nest, the outermost counting one. */
  depth: number;
  /** A definition it leads to that is too large by itself. */
  culprit: string | undefined;
}

const NOTHING: SchemaSize = { count: 0, ownCount: 0, depth: 0, culprit: undefined };
const STUB: SchemaSize = { count: 1, ownCount: 1, depth: 1, culprit: undefined };

export class SchemaSizes {
  readonly #definitions: JsonObject;
  readonly #sizes = new Map<string, SchemaSize>();
  readonly #cycle = new Map<string, number>();
  readonly #written = new Map<JsonObject, SchemaSize>();
  readonly #refer = (name: string) => this.#referred(name);

  constructor(subject: Subject) {
    this.#definitions = ownObject(subject.root, "definitions") ?? {};
    const refs = subject.fact(refsByDefinition);
    // Callees come before their callers, so a size is always there when it is needed, without any recursion over them.
    for (const [number, names] of subject.fact(definitionCycles).entries()) {
      const cyclic =
        names.length > 1 ||
        names.some((name) => refs.get(name)?.includes(name) && this.#refersToItself(name));
      if (!cyclic) {
        const name = names[0] as string;
        this.#sizes.set(name, this.of(own(this.#definitions, name)));
        continue;
      }
      for (const name of names) this.#cycle.set(name, number);
      for (const name of names)
        this.#sizes.set(name, new CycleCount(this, number, name, this.#definitions).size());
    }
  }

  /** Sizes of definitions by name. */
  get definitions(): ReadonlyMap<string, SchemaSize> {
    return this.#sizes;
  }

  cycleOf(name: string): number | undefined {
    return this.#cycle.get(name);
  }

  /** The size of a schema written anywhere in the file; broken references count one. */
  of(value: JsonValue | undefined): SchemaSize {
    if (!isObject(value)) return NOTHING;
    // Shared responses and parameters are asked for by every operation that uses them.
    const known = this.#written.get(value);
    if (known) return known;
    const size = measure(value, this.#refer);
    this.#written.set(value, size);
    return size;
  }

  #referred(name: string): SchemaSize {
    const size = this.#sizes.get(name) ?? STUB;
    return size.ownCount > MAX_BODY_SCHEMAS ? { ...size, ownCount: 1, culprit: name } : size;
  }

  /** What a reference counts from inside a cycle, to something outside it. */
  outside(name: string): SchemaSize {
    return this.#referred(name);
  }

  #refersToItself(name: string): boolean {
    let found = false;
    measure(own(this.#definitions, name), (target) => {
      found ||= target === name;
      return STUB;
    });
    return found;
  }
}

/** Counts one definition of a cycle by following the cycle until it closes, within bounds. */
class CycleCount {
  readonly #sizes: SchemaSizes;
  readonly #number: number;
  readonly #definitions: JsonObject;
  readonly #name: string;
  readonly #open = new Set<string>();
  #steps = 0;

  constructor(sizes: SchemaSizes, number: number, name: string, definitions: JsonObject) {
    this.#sizes = sizes;
    this.#number = number;
    this.#name = name;
    this.#definitions = definitions;
  }

  size(): SchemaSize {
    return this.#follow(this.#name);
  }

  #follow(name: string): SchemaSize {
    if (this.#sizes.cycleOf(name) !== this.#number) return this.#sizes.outside(name);
    if (this.#open.has(name) || this.#open.size >= MAX_REFS_IN_CYCLE) return STUB;
    if (this.#steps > MAX_STEPS_IN_CYCLE) return STUB;
    this.#open.add(name);
    const size = measure(
      own(this.#definitions, name),
      (target) => {
        this.#steps++;
        return this.#follow(target);
      },
      () => this.#steps > MAX_STEPS_IN_CYCLE,
    );
    this.#open.delete(name);
    return size;
  }
}

/** Adds up one written schema; nesting is limited by the reader of the file, references are the caller's business. */
function measure(
  value: JsonValue | undefined,
  referred: (name: string) => SchemaSize,
  isEnough?: () => boolean,
): SchemaSize {
  const sum: Sum = { count: 0, ownCount: 0, depth: 0, culprit: undefined, referred, isEnough };
  if (isObject(value)) add(value, 1, sum);
  const { count, ownCount, depth, culprit } = sum;
  return { count: Math.min(SATURATED, count), ownCount: Math.min(SATURATED, ownCount), depth, culprit };
}

interface Sum extends SchemaSize {
  referred: (name: string) => SchemaSize;
  isEnough: (() => boolean) | undefined;
}

/** Adds a schema that is at a depth, counting from 1. */
function add(schema: JsonObject, depth: number, sum: Sum): void {
  const ref = own(schema, "$ref");
  if (typeof ref === "string") {
    const name = definitionName(ref);
    const size = name === undefined ? STUB : sum.referred(name);
    sum.count += size.count;
    sum.ownCount += size.ownCount;
    sum.depth = Math.max(sum.depth, depth - 1 + size.depth);
    sum.culprit ??= size.culprit;
    return;
  }
  sum.count++;
  sum.ownCount++;
  sum.depth = Math.max(sum.depth, depth);
  for (const key in schema) {
    const part = schema[key];
    // Most keys say something about the schema itself.
    if (typeof part !== "object" || part === null) continue;
    if (key === "properties") {
      if (!Array.isArray(part)) for (const name in part) addPart(part[name], depth, sum);
    } else if (key === "items" || key === "allOf") {
      if (Array.isArray(part)) for (const item of part) addPart(item, depth, sum);
      else if (key === "items") addPart(part, depth, sum);
    } else if (key === "additionalProperties") addPart(part, depth, sum);
  }
}

function addPart(part: JsonValue | undefined, depth: number, sum: Sum): void {
  if (isObject(part) && !sum.isEnough?.()) add(part, depth + 1, sum);
}

/** See {@link SchemaSizes}. */
export function schemaSizes(subject: Subject): SchemaSizes {
  return new SchemaSizes(subject);
}

/** A count for a message: past a billion, far above every limit, only that it is more. */
export function countText(count: number): string {
  return count > 1e9 ? "more than 1,000,000,000" : grouped(count);
}
