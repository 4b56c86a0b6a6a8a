/** Definitions that require themselves: through required properties, a value would have to contain itself without end. */

import { refOf } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own, ownArray, ownObject } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { definitionName } from "./survey.ts";

/** A reference from one definition to another that every value of the first has to follow. */
interface Edge {
  to: string;
  /** Where the reference is. */
  pointer: string;
  /** Whether a required property leads there, not only an `allOf`. */
  property: boolean;
}

export interface RequiredLoop {
  /** The definitions in the order in which they require each other; the last one requires the first. */
  names: string[];
  /** The places of the references, one for each name. */
  pointers: string[];
}

/** One loop for each group of definitions that require each other, in the order of the file. Linear in the size of the file. */
export function requiredLoops(subject: Subject): RequiredLoop[] {
  const definitions = ownObject(subject.root, "definitions") ?? {};
  const edges = new Map<string, Edge[]>();
  for (const name of Object.keys(definitions)) {
    const found: Edge[] = [];
    collect(own(definitions, name), child("/definitions", name), false, found);
    edges.set(
      name,
      found.filter((edge) => Object.hasOwn(definitions, edge.to)),
    );
  }
  return findLoops(edges);
}

/** The references that a schema's required properties and parts lead to, without following them. */
function collect(schema: JsonValue | undefined, pointer: string, property: boolean, found: Edge[]): void {
  if (!isObject(schema)) return;
  const ref = refOf(schema);
  if (ref !== undefined) {
    const to = definitionName(ref);
    if (to !== undefined) found.push({ to, pointer, property });
    return;
  }
  for (const [index, part] of (ownArray(schema, "allOf") ?? []).entries())
    collect(part, child(pointer, "allOf", index), property, found);
  const properties: JsonObject = ownObject(schema, "properties") ?? {};
  for (const name of new Set(ownArray(schema, "required") ?? [])) {
    if (typeof name === "string")
      collect(own(properties, name), child(pointer, "properties", name), true, found);
  }
}

/** Walks the graph in depth first order without recursion; what is met again while still open closes a loop. */
function findLoops(edges: Map<string, Edge[]>): RequiredLoop[] {
  const loops: RequiredLoop[] = [];
  const state = new Map<string, "open" | "done">();
  const reported = new Set<string>();
  for (const start of edges.keys()) {
    if (state.has(start)) continue;
    const path: { name: string; next: number; via: Edge | undefined }[] = [
      { name: start, next: 0, via: undefined },
    ];
    const positions = new Map([[start, 0]]);
    state.set(start, "open");
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = edges.get(top.name)?.[top.next++];
      if (!edge) {
        state.set(top.name, "done");
        positions.delete(top.name);
        path.pop();
      } else if (!state.has(edge.to)) {
        state.set(edge.to, "open");
        positions.set(edge.to, path.length);
        path.push({ name: edge.to, next: 0, via: edge });
      } else if (state.get(edge.to) === "open" && !reported.has(edge.to)) {
        const from = positions.get(edge.to) ?? 0;
        const inside = path.slice(from);
        const followed = [...inside.slice(1).map((step) => step.via), edge].filter(
          (step) => step !== undefined,
        );
        // A loop of nothing but allOf is a broken composition, which is not this fact's business.
        if (!followed.some((step) => step.property)) continue;
        for (const step of inside) reported.add(step.name);
        loops.push({
          names: inside.map((step) => step.name),
          pointers: followed.map((step) => step.pointer),
        });
      }
    }
  }
  return loops;
}
