/**
 * What a maker has filled in, by operation: kept as long as the tab of the browser, over reloads and restarts of the workbench at
 * the same address. Not longer, because values can be secrets.
 */
import { useSyncExternalStore } from "react";
import type { EnteredValues, FormMemory, JsonObject } from "../model.ts";

export interface Draft {
  values: EnteredValues;
  /** Keys of optional inputs that were taken out or brought in. */
  removed: readonly string[];
  added: readonly string[];
  /** The steps of a flow that begins with the operation, as the definition holds them; undefined before there are any. */
  steps?: JsonObject | undefined;
  /** What such a flow begins with, where that is not a trigger of the connector. */
  trigger?: JsonObject | undefined;
}

const EMPTY: Draft = { values: {}, removed: [], added: [] };
const KEY = "workbench-drafts";
/** What a browser keeps for one page is about five million characters. */
const LONGEST = 2_000_000;
/** As many as the server takes. */
const MOST_REMEMBERED = 200;
const drafts = new Map<string, Draft>(read());
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDraft(operationId: string): Draft {
  return useSyncExternalStore(subscribe, () => drafts.get(operationId) ?? EMPTY);
}

export function draftOf(operationId: string): Draft {
  return drafts.get(operationId) ?? EMPTY;
}

/** Told after every change. */
export function onDraftChange(listener: () => void): () => void {
  return subscribe(listener);
}

/** What is to be remembered beyond the tab. */
export function formsToRemember(): FormMemory[] {
  return [...drafts].slice(-MOST_REMEMBERED).map(([key, { values, removed, added, steps, trigger }]) => ({
    key,
    values,
    rest: {
      removed: [...removed],
      added: [...added],
      ...(steps ? { steps } : {}),
      ...(trigger ? { trigger } : {}),
    },
  }));
}

/** Takes what was remembered, unless the tab knows better. */
export function takeRemembered(forms: readonly FormMemory[]): void {
  for (const { key, values, rest } of forms) {
    if (drafts.has(key)) continue;
    const { removed, added, steps, trigger } = (rest ?? {}) as {
      removed?: string[];
      added?: string[];
      steps?: JsonObject;
      trigger?: JsonObject;
    };
    drafts.set(key, {
      values,
      removed: Array.isArray(removed) ? removed : [],
      added: Array.isArray(added) ? added : [],
      ...(steps && typeof steps === "object" ? { steps } : {}),
      ...(trigger && typeof trigger === "object" ? { trigger } : {}),
    });
  }
  for (const listener of listeners) listener();
}

export function changeDraft(operationId: string, change: (draft: Draft) => Partial<Draft>): void {
  const draft = drafts.get(operationId) ?? EMPTY;
  drafts.set(operationId, { ...draft, ...change(draft) });
  for (const listener of listeners) listener();
  keep();
}

export function forgetDraft(operationId: string): void {
  drafts.delete(operationId);
  for (const listener of listeners) listener();
  keep();
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
