/** Definitions that take themselves over: by their `allOf`, directly or through others. Recursion through properties is sound. */

import { refOf } from "../../definition/reference.ts";
import { own, ownArray, ownObject } from "../../json/values.ts";
import { addTo } from "../language/add-to.ts";
import type { Subject } from "../language/context.ts";
import { definitionName } from "./survey.ts";

/** Their names, each with the one whose part leads round, in the order of the file. */
export function allOfLoops(subject: Subject): Map<string, { next: string; index: number }> {
  const definitions = ownObject(subject.root, "definitions") ?? {};
  const parts = new Map<string, { next: string; index: number }[]>();
  for (const name of Object.keys(definitions)) {
    const targets = (ownArray(own(definitions, name), "allOf") ?? []).flatMap((part, index) => {
      const ref = refOf(part);
      const next = ref === undefined ? undefined : definitionName(ref);
      return next === undefined ? [] : [{ next, index }];
    });
    if (targets.length > 0) parts.set(name, targets);
  }
  // What leads to nothing that goes on is part of no loop, and neither is what nothing leads to: loops are left.
  const users = new Map<string, string[]>();
  for (const [name, targets] of parts) {
    for (const { next } of targets) addTo(users, next, name);
  }
  const left = new Set(parts.keys());
  takeAway(
    left,
    (name) => (parts.get(name) ?? []).map(({ next }) => next),
    (name) => users.get(name) ?? [],
  );
  takeAway(
    left,
    (name) => users.get(name) ?? [],
    (name) => (parts.get(name) ?? []).map(({ next }) => next),
  );
  const loops = new Map<string, { next: string; index: number }>();
  for (const name of left) {
    const round = parts.get(name)?.find(({ next }) => left.has(next));
    if (round) loops.set(name, round);
  }
  return loops;
}

/** Takes names away that have nothing left on one side, until all have; each is looked at as often as it has neighbours. */
function takeAway(
  left: Set<string>,
  needs: (name: string) => string[],
  others: (name: string) => string[],
): void {
  const count = new Map(
    [...left].map((name) => [name, needs(name).filter((other) => left.has(other)).length]),
  );
  const waiting = [...left].filter((name) => count.get(name) === 0);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    left.delete(name);
    for (const other of others(name)) {
      if (!left.has(other)) continue;
      const rest = (count.get(other) ?? 0) - 1;
      count.set(other, rest);
      if (rest === 0) waiting.push(other);
    }
  }
}
