/** Texts that are being edited. They outlive the view and a reload of the page; secrets are marks in them, as in what was read. */
import { useSyncExternalStore } from "react";

export interface Draft {
  text: string;
  /** The version it was made of. */
  base: string;
}

const KEY = "workbench-source ";
/** Browsers keep about five million characters a page; longer texts last as long as the page does. */
const MOST_KEPT = 1_500_000;

const KEEP_AFTER_MS = 400;

const drafts = new Map<string, Draft | undefined>();
const unkept = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function draftOf(file: string): Draft | undefined {
  if (!drafts.has(file)) drafts.set(file, kept(file));
  return drafts.get(file);
}

export function setDraft(file: string, draft: Draft | undefined): void {
  drafts.set(file, draft);
  // Not at every key: a text of a megabyte takes longer to keep than to type in.
  unkept.add(file);
  timer ??= setTimeout(keep, KEEP_AFTER_MS);
  for (const listener of listeners) listener();
}

function keep(): void {
  clearTimeout(timer);
  timer = undefined;
  for (const file of unkept) {
    const draft = drafts.get(file);
    try {
      if (draft && draft.text.length <= MOST_KEPT) sessionStorage.setItem(KEY + file, JSON.stringify(draft));
      else sessionStorage.removeItem(KEY + file);
    } catch {
      // Then it lasts as long as the page.
    }
  }
  unkept.clear();
}

window.addEventListener("pagehide", keep);

export function useDraftOf(file: string | undefined): Draft | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (file === undefined ? undefined : draftOf(file)),
  );
}

function kept(file: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(KEY + file);
    if (text === null) return undefined;
    const draft = JSON.parse(text) as Draft;
    return typeof draft.text === "string" && typeof draft.base === "string" ? draft : undefined;
  } catch {
    return undefined;
  }
}
