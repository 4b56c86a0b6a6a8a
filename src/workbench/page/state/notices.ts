/** What has just been done and can be taken back, or has happened elsewhere: one sentence that stays until it is read. */
import { useSyncExternalStore } from "react";
import { announce } from "./announcer.ts";

export interface Notice {
  text: string;
  /** Takes it back. */
  undo?: () => Promise<unknown>;
}

let current: Notice | undefined;
const listeners = new Set<() => void>();

export function tell(notice: Notice | undefined): void {
  current = notice;
  if (notice) announce(notice.text);
  for (const listener of listeners) listener();
}

export function useNotice(): Notice | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
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
