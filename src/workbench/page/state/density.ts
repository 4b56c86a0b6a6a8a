/** How much room a row takes: as somebody chose, else by how much there is to show. */
import { useSyncExternalStore } from "react";

export type Density = "compact" | "comfortable";
const KEY = "workbench-density";
/** From so many operations on, rows are compact unless somebody chose. */
export const MANY = 25;

const listeners = new Set<() => void>();
let chosen: Density | undefined = read();

export function chooseDensity(next: Density): void {
  chosen = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A file opened from disk may keep nothing; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param count how many rows there are */
export function useDensity(count: number): Density {
  const choice = useSyncExternalStore(subscribe, () => chosen);
  return choice ?? (count > MANY ? "compact" : "comfortable");
}

function read(): Density | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "compact" || kept === "comfortable" ? kept : undefined;
  } catch {
    return undefined;
  }
}
