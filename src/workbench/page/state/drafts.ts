/** What a maker has filled in, by operation: kept while the page is open, whichever view is shown. */
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
const drafts = new Map<string, Draft>();
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
}

/** @param value undefined takes the entry away: the input has its initial value again */
export function enter(operationId: string, key: string, value: JsonValue | undefined): void {
  changeDraft(operationId, ({ values }) => {
    const { [key]: _, ...others } = values;
    return { values: value === undefined ? others : { ...others, [key]: value } };
  });
}
