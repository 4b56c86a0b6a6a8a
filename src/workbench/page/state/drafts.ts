/**
 * What a maker has filled in, by operation: kept as long as the tab of the browser, over reloads and restarts of the workbench at
 * the same address. Not longer, because values can be secrets.
 */
import { useSyncExternalStore } from "react";
import type { EnteredValues, JsonValue } from "../model.ts";

/** A piece of the field behind the trigger: text, or the key of a token. */
export type Piece = { text: string } | { token: string };

export interface Draft {
  values: EnteredValues;
  /** Keys of optional inputs that were taken out or brought in. */
  removed: readonly string[];
  added: readonly string[];
  /** The field of the step that tries the tokens out. */
  compose: readonly Piece[];
}

const EMPTY: Draft = { values: {}, removed: [], added: [], compose: [] };
const KEY = "workbench-drafts";
/** What a browser keeps for one page is about five million characters. */
const LONGEST = 2_000_000;
const drafts = new Map<string, Draft>(read());
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDraft(operationId: string): Draft {
  return useSyncExternalStore(subscribe, () => drafts.get(operationId) ?? EMPTY);
}

export function changeDraft(operationId: string, change: (draft: Draft) => Partial<Draft>): void {
  const draft = drafts.get(operationId) ?? EMPTY;
  drafts.set(operationId, { ...draft, ...change(draft) });
  for (const listener of listeners) listener();
  keep();
}

/** @param value undefined takes the entry away: the input has its initial value again */
export function enter(operationId: string, key: string, value: JsonValue | undefined): void {
  changeDraft(operationId, ({ values }) => {
    const { [key]: _, ...others } = values;
    return { values: value === undefined ? others : { ...others, [key]: value } };
  });
}

function keep(): void {
  try {
    const text = JSON.stringify([...drafts]);
    if (text.length <= LONGEST) sessionStorage.setItem(KEY, text);
  } catch {
    // A file opened from disk may keep nothing; the values then last as long as the page.
  }
}

function read(): [string, Draft][] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as [string, Partial<Draft>][];
    return kept.map(([id, draft]) => [id, { ...EMPTY, ...draft }]);
  } catch {
    return [];
  }
}
