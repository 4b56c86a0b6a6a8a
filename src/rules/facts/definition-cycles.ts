/** Which definitions refer to each other in circles: strongly connected parts by Tarjan's algorithm, without recursion. */
import { own, ownObject } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { survey } from "./survey.ts";

/** Names of definitions, those that form one circle together; what is referred to comes before what refers to it. */
export function definitionCycles(subject: Subject): string[][] {
  const definitions = ownObject(subject.root, "definitions") ?? {};
  const refs = subject.fact(refsByDefinition);
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const parts: string[][] = [];

  for (const start of Object.keys(definitions)) {
    if (order.has(start)) continue;
    const work: { name: string; targets: string[]; next: number }[] = [];
    const enter = (name: string) => {
      order.set(name, order.size);
      low.set(name, order.size - 1);
      stack.push(name);
      onStack.add(name);
      work.push({ name, targets: refs.get(name) ?? [], next: 0 });
    };
    enter(start);
    while (work.length > 0) {
      const frame = work[work.length - 1] as (typeof work)[number];
      const target = frame.targets[frame.next++];
      if (target !== undefined) {
        if (!order.has(target)) enter(target);
        else if (onStack.has(target)) lower(low, frame.name, order.get(target) ?? 0);
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent) lower(low, parent.name, low.get(frame.name) ?? 0);
      if (low.get(frame.name) !== order.get(frame.name)) continue;
      const part: string[] = [];
      for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
        onStack.delete(name);
        part.push(name);
        if (name === frame.name) break;
      }
      parts.push(part);
    }
  }
  return parts;
}

function lower(low: Map<string, number>, name: string, value: number): void {
  if (value < (low.get(name) ?? 0)) low.set(name, value);
}

/** The existing definitions that each definition refers to, anywhere inside it. */
export function refsByDefinition(subject: Subject): Map<string, string[]> {
  const definitions = ownObject(subject.root, "definitions") ?? {};
  const known = subject.fact(survey);
  const refs = new Map<string, string[]>();
  for (const name of Object.keys(definitions))
    refs.set(
      name,
      [...known.refsIn(own(definitions, name))].filter((target) => Object.hasOwn(definitions, target)),
    );
  return refs;
}
