/** Hands each node to the checks that look at its kind, and only to those that look for something it has. */
import type { Context } from "./context.ts";
import type { Node, NodeKind } from "./node.ts";
import type { Check, Rule } from "./rule.ts";

interface Entry {
  check: Check;
  context: Context;
  /** The node it was called with last: a node can hold several of the keys that a rule waits for. */
  last: Node | undefined;
}

export class Dispatch {
  readonly #always: Partial<Record<NodeKind, Entry[]>> = {};
  readonly #byKey: Partial<Record<NodeKind, Map<string, Entry[]>>> = {};

  add(rule: Rule, context: Context): void {
    for (const kind of Object.keys(rule.checks) as (NodeKind | "connector")[]) {
      const check = kind === "connector" ? undefined : rule.checks[kind];
      if (!check) continue;
      const node = kind as NodeKind;
      const entry: Entry = { check, context, last: undefined };
      if (!rule.onlyWith) (this.#always[node] ??= []).push(entry);
      else {
        const byKey = (this.#byKey[node] ??= new Map());
        for (const key of rule.onlyWith) {
          const entries = byKey.get(key);
          if (entries) entries.push(entry);
          else byKey.set(key, [entry]);
        }
      }
    }
  }

  visit(node: Node): void {
    const always = this.#always[node.kind];
    if (always) for (const { check, context } of always) check(node, context);
    const byKey = this.#byKey[node.kind];
    if (!byKey) return;
    // A schema has three or four keys and dozens of rules: asking the keys is far cheaper than asking the rules.
    for (const key of Object.keys(node.value)) {
      const entries = byKey.get(key);
      if (!entries) continue;
      for (const entry of entries) {
        if (entry.last === node) continue;
        entry.last = node;
        entry.check(node, entry.context);
      }
    }
  }
}
