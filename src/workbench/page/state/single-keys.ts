/** Whether shortcuts of a single key are used: who speaks to the page, or presses keys by accident, can turn them off. */
import { useSyncExternalStore } from "react";

const KEY = "workbench-single-keys";
const listeners = new Set<() => void>();
let on = read();

export function singleKeys(): boolean {
  return on;
}

export function chooseSingleKeys(next: boolean): void {
  on = next;
  try {
    localStorage.setItem(KEY, next ? "on" : "off");
  } catch {
    // A file opened from disk may keep nothing; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, singleKeys);
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}
