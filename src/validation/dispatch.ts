/**
 * Hands each node to the checks that look at its kind, and only to those that look for something it has.
 * The table is made once for a set of rules and serves every connector after that; what belongs to one connector, the
 * contexts, comes in from outside.
 */
import type { Context } from "./context.ts";
import type { Node, NodeKind } from "./node.ts";
import type { Check, Rule } from "./rule.ts";

interface Entry {
  check: Check;
  /** Which context to call it with: the rule's place in the list of rules. */
  rule: number;
  /** The node it was called with last: a node can hold several of the keys that a rule waits for. */
  last: Node | undefined;
}

export class Dispatch {
  readonly rules: readonly Rule[];
  readonly #always: Partial<Record<NodeKind, Entry[]>> = {};
  readonly #byKey: Partial<Record<NodeKind, Map<string, Entry[]>>> = {};
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
      if (!rule.onlyWith) (this.#always[kind] ??= []).push(entry);
      else {
        const byKey = (this.#byKey[kind] ??= new Map());
        for (const key of rule.onlyWith) {
          const entries = byKey.get(key);
          if (entries) entries.push(entry);
          else byKey.set(key, [entry]);
        }
      }
    }
  }

  /** Calls the checks for a node, each with the context of its rule. */
  visit(node: Node, contexts: readonly Context[]): void {
    const always = this.#always[node.kind];
    if (always) for (const { check, rule } of always) check(node, contexts[rule] as Context);
    const byKey = this.#byKey[node.kind];
    if (!byKey) return;
    // A schema has three or four keys and dozens of rules: asking the keys is far cheaper than asking the rules.
    for (const key of Object.keys(node.value)) {
      const entries = byKey.get(key);
      if (!entries) continue;
      for (const entry of entries) {
        if (entry.last === node) continue;
        entry.last = node;
        entry.check(node, contexts[entry.rule] as Context);
      }
    }
  }

  /** Calls the checks that look at the connector as a whole, after everything has been walked. */
  finish(contexts: readonly Context[]): void {
    for (const { check, rule } of this.#whole) check(contexts[rule] as Context);
  }
}
