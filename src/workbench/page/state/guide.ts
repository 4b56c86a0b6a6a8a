/** Whether the first-run guide is shown: until somebody hides it, and again when somebody asks for it. */
import { useSyncExternalStore } from "react";

const KEY = "workbench-guide";
const listeners = new Set<() => void>();
let shown = read();

export function showGuide(next: boolean): void {
  shown = next;
  try {
    localStorage.setItem(KEY, next ? "shown" : "hidden");
  } catch {
    // A file opened from disk may keep nothing; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function useGuide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== "hidden";
  } catch {
    return true;
  }
}
