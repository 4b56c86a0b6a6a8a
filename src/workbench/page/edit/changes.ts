/** What was changed in the form of an operation and is not saved yet; it outlives the tab. */
import { useSyncExternalStore } from "react";
import type { FormField, JsonValue, MemberRequest } from "../model.ts";

export interface Change {
  pointer: string;
  key: string;
  was: JsonValue | undefined;
  value: JsonValue | undefined;
}

type Changes = ReadonlyMap<string, Change>;
const NONE: Changes = new Map();
const byOperation = new Map<string, Changes>();
const listeners = new Set<() => void>();

export function useChanges(operationId: string): Changes {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => byOperation.get(operationId) ?? NONE,
  );
}

/** The value of a field with what was changed. */
export function currentOf({ pointer, key, value }: FormField, changes: Changes): JsonValue | undefined {
  const change = changes.get(`${pointer} ${key}`);
  return change ? change.value : value;
}

/** @param value undefined takes the member out */
export function change(operationId: string, field: FormField, value: JsonValue | undefined): void {
  const { pointer, key, value: was } = field;
  const next = new Map(byOperation.get(operationId) ?? NONE);
  if (JSON.stringify(value) === JSON.stringify(was)) next.delete(`${pointer} ${key}`);
  else next.set(`${pointer} ${key}`, { pointer, key, was, value });
  byOperation.set(operationId, next);
  for (const listener of listeners) listener();
}

export function discard(operationId: string): void {
  byOperation.delete(operationId);
  for (const listener of listeners) listener();
}

export function membersOf(changes: Changes): MemberRequest["members"] {
  return [...changes.values()].map(({ pointer, key, was, value }) => ({
    pointer,
    key,
    ...(value === undefined ? {} : { value }),
    ...(was === undefined ? {} : { was }),
  }));
}
