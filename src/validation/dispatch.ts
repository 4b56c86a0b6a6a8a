/**
 * Hands each node to the checks that look at its kind, and only to those that look for something it has.
 * The table is made once for a set of rules and serves every connector after that; what belongs to one connector, the
 * contexts, comes in from outside.
 */

import { KINDS } from "../definition/grammar/grammar.ts";
import type { JsonValue } from "../json/values.ts";
import { addTo } from "../rules/language/add-to.ts";
import type { Context } from "../rules/language/context.ts";
import type { Node, NodeKind } from "../rules/language/node.ts";
import type { Check, KeyFilter, Rule } from "../rules/language/rule.ts";
import { type KeyShape, type Shape, Shapes, Spot } from "./shapes.ts";

interface Entry {
  check: Check;
  /** Which context to call it with: the rule's place in the list of rules. */
  rule: number;
  /** The node it was called with last: a node can hold several of the keys that a rule waits for. */
  last: Node | undefined;
}

/** Keys that are told by something other than their name are looked at once; a hostile file has no end of them. */
const MAX_KNOWN = 5000;

/** What has more values than this is free text, which hardly ever occurs twice: remembering it costs more than it saves. */
const MAX_KNOWN_VALUES = 100;

const NONE: readonly Entry[] = [];
const HERE: readonly never[] = [];

/** The checks that wait for one key. */
class Slot {
  /** Those that want it with any value. */
  readonly entries: Entry[];
  readonly #choosy: { wants: (value: JsonValue) => boolean; entry: Entry }[];
  readonly #known = new Map<string, readonly Entry[]>();
  /** What the grammar asks of the value. */
  readonly shape: KeyShape | undefined;

  constructor(
    entries: Entry[],
    choosy: { wants: (value: JsonValue) => boolean; entry: Entry }[],
    shape: KeyShape | undefined,
  ) {
    this.entries = entries;
    this.shape = shape;
    this.#choosy = choosy;
  }

  for(value: JsonValue): readonly Entry[] {
    if (this.#choosy.length === 0) return this.entries;
    if (typeof value !== "string" || this.#known.size > MAX_KNOWN_VALUES) return this.#all(value);
    const known = this.#known.get(value);
    if (known) return known;
    const entries = this.#all(value);
    this.#known.set(value, entries);
    return entries;
  }

  #all(value: JsonValue): readonly Entry[] {
    let all: readonly Entry[] = this.entries;
    for (const { wants, entry } of this.#choosy) if (wants(value)) all = [...all, entry];
    return all;
  }
}

/** Which checks of one kind of node wait for which keys. */
class Waiting {
  readonly #named = new Map<string, Entry[]>();
  readonly #told: { tells: (key: string) => boolean; entry: Entry }[] = [];
  readonly #choosy = new Map<string, { wants: (value: JsonValue) => boolean; entry: Entry }[]>();
  readonly #known = new Map<string, Slot>();
  /** The shape of nodes of this kind, if anybody speaks of it; kinds with variants are looked at apart. */
  readonly shape: Shape | undefined;

  constructor(shape: Shape | undefined) {
    this.shape = shape;
  }

  add(keys: KeyFilter, entry: Entry): void {
    for (const test of keys) {
      if (typeof test === "string") addTo(this.#named, test, entry);
      else if (typeof test === "function") this.#told.push({ tells: test, entry });
      else for (const [key, wants] of Object.entries(test)) addTo(this.#choosy, key, { wants, entry });
    }
  }

  for(key: string): Slot {
    const known = this.#known.get(key);
    if (known) return known;
    const told = this.#told.filter(({ tells }) => tells(key)).map(({ entry }) => entry);
    const slot = new Slot(
      [...(this.#named.get(key) ?? NONE), ...told],
      this.#choosy.get(key) ?? [],
      this.shape?.hasVariants ? undefined : this.shape?.key(key),
    );
    if (this.#known.size < MAX_KNOWN) this.#known.set(key, slot);
    return slot;
  }
}

/** Has calls of checks made, and may remember what came of them. */
export interface Keeper {
  call(make: () => void): void;
}

function ask(entry: Entry, node: Node, contexts: readonly Context[], keeper: Keeper | undefined): void {
  const context = contexts[entry.rule] as Context;
  if (keeper === undefined) entry.check(node, context);
  else keeper.call(() => entry.check(node, context));
}

/** Looks at what no single key tells. */
function end(shape: Shape, seen: number, spot: Spot, contexts: readonly Context[]): void {
  if (shape.hasVariants) shape.for(spot.holder).look(spot, contexts);
  else shape.finish(seen, spot, contexts);
}

export class Dispatch {
  readonly rules: readonly Rule[];
  readonly #always: Partial<Record<NodeKind, Entry[]>> = {};
  /** Made when the first node of a kind comes along, because of most kinds a connector has none; null where nothing waits. */
  readonly #waiting: Partial<Record<NodeKind, Waiting | null>> = {};
  readonly #awaited: Partial<Record<NodeKind, { keys: KeyFilter; entry: Entry }[]>> = {};
  readonly #entries: Entry[] = [];
  readonly #whole: { check: (context: Context) => void; rule: number }[] = [];

  readonly #shapes: Shapes;

  /** @param silenced rules of the profile that a settings file has turned off, those among the others that run nevertheless included */
  constructor(rules: readonly Rule[], silenced: readonly Rule[] = []) {
    this.rules = rules;
    this.#shapes = new Shapes(rules, silenced);
    for (const [index, rule] of rules.entries()) this.#add(rule, index);
  }

  #waitingFor(kind: NodeKind): Waiting | null {
    const known = this.#waiting[kind];
    if (known !== undefined) return known;
    const shape = Object.hasOwn(KINDS, kind) ? this.#shapes.of(kind) : undefined;
    const awaited = this.#awaited[kind] ?? [];
    const made =
      shape?.matters || awaited.length > 0 ? new Waiting(shape?.matters ? shape : undefined) : null;
    for (const { keys, entry } of awaited) made?.add(keys, entry);
    this.#waiting[kind] = made;
    return made;
  }

  #add(rule: Rule, index: number): void {
    const { connector, ...byKind } = rule.checks ?? {};
    if (connector) this.#whole.push({ check: connector, rule: index });
    for (const kind of Object.keys(byKind) as NodeKind[]) {
      const check = byKind[kind];
      if (!check) continue;
      const entry: Entry = { check, rule: index, last: undefined };
      this.#entries.push(entry);
      const keys = check.onlyWith ?? rule.onlyWith;
      if (keys) (this.#awaited[kind] ??= []).push({ keys, entry });
      else (this.#always[kind] ??= []).push(entry);
    }
  }

  /** Calls the checks for a node, each with the context of its rule, and looks at its shape. */
  visit(node: Node, contexts: readonly Context[], keeper?: Keeper): void {
    const always = this.#always[node.kind] ?? NONE;
    for (let index = 0; index < always.length; index++) ask(always[index] as Entry, node, contexts, keeper);
    const waiting = this.#waitingFor(node.kind);
    if (!waiting) return;
    // A schema has three or four keys and dozens of rules: asking the keys is far cheaper than asking the rules.
    const { value } = node;
    const { shape } = waiting;
    const spot = shape && new Spot(value, node, HERE);
    let seen = 0;
    for (const key in value) {
      const slot = waiting.for(key);
      const item = value[key] as JsonValue;
      const { shape: wanted } = slot;
      if (wanted !== undefined) {
        if (keeper === undefined) seen |= wanted.look(key, item, spot as Spot, contexts);
        else
          keeper.call(() => {
            seen |= wanted.look(key, item, spot as Spot, contexts);
          });
      }
      const entries = slot.for(item);
      for (let index = 0; index < entries.length; index++) {
        const entry = entries[index] as Entry;
        if (entry.last === node) continue;
        entry.last = node;
        ask(entry, node, contexts, keeper);
      }
    }
    if (shape === undefined) return;
    if (keeper === undefined) end(shape, seen, spot as Spot, contexts);
    else keeper.call(() => end(shape, seen, spot as Spot, contexts));
  }

  /** Calls the checks that look at the connector as a whole, after everything has been walked. */
  finish(contexts: readonly Context[]): void {
    for (const { check, rule } of this.#whole) check(contexts[rule] as Context);
    // The table outlives the connector and must not hold on to it.
    for (const entry of this.#entries) entry.last = undefined;
  }
}
