/** What has just been done and can be taken back, or has happened elsewhere: one sentence, until it was there long enough to be read. */
import { useSyncExternalStore } from "react";
import { announce } from "./announcer.ts";

export interface Notice {
  text: string;
  /** Takes it back. */
  undo?: () => Promise<unknown>;
  /** Id of the change of files that it speaks of: it ends when that cannot be undone any more. */
  change?: string;
  /** Something was not done. */
  failed?: boolean;
}

/** Milliseconds that a notice stays; one that can be undone or is a fault asks for a decision. Chosen. */
const STAYS = 12_000;
const STAYS_FOR_DECISION = 60_000;

let current: Notice | undefined;
const listeners = new Set<() => void>();

let timer: ReturnType<typeof setTimeout> | undefined;

export function tell(notice: Notice | undefined): void {
  current = notice;
  letEnd();
  if (notice) announce(notice.text);
  for (const listener of listeners) listener();
}

/** Keeps the notice while somebody is at it, with the pointer or the focus: nobody has to hurry. */
export function holdNotice(): void {
  clearTimeout(timer);
}

/** From here on, the notice has its whole time again. */
export function letEnd(): void {
  clearTimeout(timer);
  if (!current) return;
  timer = setTimeout(() => tell(undefined), current.undo || current.failed ? STAYS_FOR_DECISION : STAYS);
}

/** @returns the notice that now stands, if any */
export const notice = (): Notice | undefined => current;

export function useNotice(): Notice | undefined {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, notice);
}

const KEY = "workbench-notice";

/** For what ends this page: said by the next one. */
export function tellAfterReload(text: string): void {
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    // Then it is not said.
  }
}

export function tellFromBefore(): void {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (text) tell({ text });
  } catch {
    // Nothing was kept.
  }
}
