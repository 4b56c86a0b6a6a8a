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
/** Texts longer than this many characters take a noticeable time to keep. */
const LONG = 300_000;
const KEEP_LONG_AFTER_MS = 3_000;

const drafts = new Map<string, Draft | undefined>();
const unkept = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** By the folder as well: another connector at the same address has files of the same names. */
export function draftId(root: string, file: string): string {
  return `${root}/${file}`;
}

export function draftOf(id: string): Draft | undefined {
  if (!drafts.has(id)) drafts.set(id, kept(id));
  return drafts.get(id);
}

export function setDraft(id: string, draft: Draft | undefined): void {
  drafts.set(id, draft);
  // Not at every key: a text of a megabyte takes longer to keep than to type in.
  unkept.add(id);
  const isLong = (draft?.text.length ?? 0) > LONG;
  timer ??= setTimeout(keep, isLong ? KEEP_LONG_AFTER_MS : KEEP_AFTER_MS);
  for (const listener of listeners) listener();
}

function keep(): void {
  clearTimeout(timer);
  timer = undefined;
  for (const id of unkept) {
    const draft = drafts.get(id);
    try {
      if (draft && draft.text.length <= MOST_KEPT) sessionStorage.setItem(KEY + id, JSON.stringify(draft));
      else sessionStorage.removeItem(KEY + id);
    } catch {
      // Then it lasts as long as the page.
    }
  }
  unkept.clear();
}

window.addEventListener("pagehide", keep);

export function useDraftOf(id: string | undefined): Draft | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (id === undefined ? undefined : draftOf(id)),
  );
}

function kept(id: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(KEY + id);
    if (text === null) return undefined;
    const draft = JSON.parse(text) as Draft;
    return typeof draft.text === "string" && typeof draft.base === "string" ? draft : undefined;
  } catch {
    return undefined;
  }
}
