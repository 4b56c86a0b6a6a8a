/**
 * Hands each node to the checks that look at its kind, and only to those that look for something it has.
 * The table is made once for a set of rules and serves every connector after that; what belongs to one connector, the
 * contexts, comes in from outside.
 */
import type { Context } from "./context.ts";
import type { Node, NodeKind } from "./node.ts";
import type { Check, KeyFilter, Rule } from "./rule.ts";

interface Entry {
  check: Check;
  /** Which context to call it with: the rule's place in the list of rules. */
  rule: number;
  /** The node it was called with last: a node can hold several of the keys that a rule waits for. */
  last: Node | undefined;
}

/** Keys that are told by something else than their name are looked at once; a hostile file has no end of them. */
const MAX_KNOWN_KEYS = 5000;

const NONE: readonly Entry[] = [];

/** Which checks of one kind of node wait for which keys. */
class Waiting {
  readonly #named = new Map<string, Entry[]>();
  readonly #told: { tells: (key: string) => boolean; entry: Entry }[] = [];
  readonly #known = new Map<string, readonly Entry[]>();

  add(keys: KeyFilter, entry: Entry): void {
    if (typeof keys === "function") {
      this.#told.push({ tells: keys, entry });
      return;
    }
    for (const key of keys) {
      const entries = this.#named.get(key);
      if (entries) entries.push(entry);
      else this.#named.set(key, [entry]);
    }
  }

  for(key: string): readonly Entry[] {
    const known = this.#known.get(key);
    if (known) return known;
    const told = this.#told.filter(({ tells }) => tells(key)).map(({ entry }) => entry);
    const named = this.#named.get(key) ?? NONE;
    const entries = told.length > 0 ? [...named, ...told] : named;
    if (this.#known.size < MAX_KNOWN_KEYS) this.#known.set(key, entries);
    return entries;
  }
}

export class Dispatch {
  readonly rules: readonly Rule[];
  readonly #always: Partial<Record<NodeKind, Entry[]>> = {};
  readonly #waiting: Partial<Record<NodeKind, Waiting>> = {};
  readonly #entries: Entry[] = [];
  readonly #whole: { check: (context: Context) => void; rule: number }[] = [];

  constructor(rules: readonly Rule[]) {
    this.rules = rules;
    for (const [index, rule] of rules.entries()) this.#add(rule, index);
  }

  #add(rule: Rule, index: number): void {
    const { connector, ...byKind } = rule.checks;
    if (connector) this.#whole.push({ check: connector, rule: index });
    for (const kind of Object.keys(byKind) as NodeKind[]) {
      const check = byKind[kind];
      if (!check) continue;
      const entry: Entry = { check, rule: index, last: undefined };
      this.#entries.push(entry);
      const keys = check.onlyWith ?? rule.onlyWith;
      if (keys) (this.#waiting[kind] ??= new Waiting()).add(keys, entry);
      else (this.#always[kind] ??= []).push(entry);
    }
  }

  /** Calls the checks for a node, each with the context of its rule. */
  visit(node: Node, contexts: readonly Context[]): void {
    const always = this.#always[node.kind] ?? NONE;
    for (let index = 0; index < always.length; index++) {
      const entry = always[index] as Entry;
      entry.check(node, contexts[entry.rule] as Context);
    }
    const waiting = this.#waiting[node.kind];
    if (!waiting) return;
    // A schema has three or four keys and dozens of rules: asking the keys is far cheaper than asking the rules.
    for (const key of Object.keys(node.value)) {
      const entries = waiting.for(key);
      for (let index = 0; index < entries.length; index++) {
        const entry = entries[index] as Entry;
        if (entry.last === node) continue;
        entry.last = node;
        entry.check(node, contexts[entry.rule] as Context);
      }
    }
  }

  /** Calls the checks that look at the connector as a whole, after everything has been walked. */
  finish(contexts: readonly Context[]): void {
    for (const { check, rule } of this.#whole) check(contexts[rule] as Context);
    // The table outlives the connector and must not hold on to it.
    for (const entry of this.#entries) entry.last = undefined;
  }
}
