/** Which operations a place of the definition belongs to: its own text, its path's, and the definitions it uses. */

import { child, tokensOf } from "../json/pointer.ts";
import { isObject, type JsonValue, own, ownObject } from "../json/values.ts";
import { buildModel, METHODS } from "./model.ts";
import { pointerOfRef, refOf } from "./reference.ts";

/** Shared things that a definition keeps at its root, by which uses are counted. */
const SHARED = ["definitions", "parameters", "responses"];

export interface Usage {
  /** Ids of the operations that a pointer of the definition concerns. */
  operationsAt(pointer: string): string[];
  /** Pointers of the shared things that an operation uses, in the order in which they are met. */
  sharedBy(pathPointer: string, operationPointer: string): string[];
}

/** Looks at the whole definition once. Never throws, whatever it holds. */
export function readUsage(definition: JsonValue | undefined): Usage {
  const { operations } = buildModel(definition);
  const direct = new Map<string, string[]>();
  const usesOf = (
    pointer: string,
    value: JsonValue | undefined,
    without: ReadonlySet<string> = new Set(),
  ) => {
    const known = direct.get(pointer);
    if (known) return known;
    const found = new Set<string>();
    collect(value, found, without);
    const list = [...found];
    direct.set(pointer, list);
    return list;
  };
  const closure = (start: readonly string[]): string[] => {
    const seen = new Set<string>();
    const queue = [...start];
    for (let pointer = queue.shift(); pointer !== undefined; pointer = queue.shift()) {
      if (seen.has(pointer)) continue;
      seen.add(pointer);
      const [section = "", name = ""] = tokensOf(pointer);
      queue.push(...usesOf(pointer, own(ownObject(definition, section), name)));
    }
    return [...seen];
  };
  const methods = new Set<string>(METHODS);
  const usedBy = new Map<string, Set<string>>();
  const byPath = Map.groupBy(operations, ({ pathPointer }) => pathPointer);
  const shared = new Map<string, string[]>();
  for (const operation of operations) {
    const start = [
      ...usesOf(operation.pointer, operation.value),
      ...usesOf(`${operation.pathPointer} `, operation.pathItem, methods),
    ];
    const used = closure(start);
    shared.set(operation.pointer, used);
    if (operation.id === undefined) continue;
    for (const pointer of used) {
      const users = usedBy.get(pointer);
      if (users) users.add(operation.id);
      else usedBy.set(pointer, new Set([operation.id]));
    }
  }
  return {
    sharedBy: (_pathPointer, operationPointer) => shared.get(operationPointer) ?? [],
    operationsAt(pointer) {
      const [section = "", name = "", method = ""] = tokensOf(pointer);
      if (SHARED.includes(section)) return [...(usedBy.get(child("", section, name)) ?? [])];
      if (section !== "paths" || name === "") return [];
      const onPath = byPath.get(child("/paths", name)) ?? [];
      const own = methods.has(method) ? onPath.filter((operation) => operation.method === method) : onPath;
      return own.flatMap((operation) => operation.id ?? []);
    },
  };
}

/** Adds the shared things that a value refers to. Without recursion: a file can be nested very deeply. */
function collect(value: JsonValue | undefined, found: Set<string>, without: ReadonlySet<string>): void {
  const stack: (JsonValue | undefined)[] = [];
  const push = (object: JsonValue | undefined, skip?: ReadonlySet<string>) => {
    if (Array.isArray(object)) for (const item of object) stack.push(item);
    else if (isObject(object))
      for (const key of Object.keys(object)) if (!skip?.has(key)) stack.push(own(object, key));
  };
  push(value, without);
  noteReference(value, found);
  while (stack.length > 0) {
    const next = stack.pop();
    noteReference(next, found);
    push(next);
  }
}

function noteReference(value: JsonValue | undefined, found: Set<string>): void {
  const ref = refOf(value);
  if (ref === undefined) return;
  const target = pointerOfRef(ref);
  if ("fault" in target) return;
  const [section = "", name] = tokensOf(target.pointer);
  if (SHARED.includes(section) && name !== undefined) found.add(child("", section, name));
}
