/** A choice that the browser keeps: it holds for all of the page, and is there again the next time. */
import { useSyncExternalStore } from "react";

export interface KeptChoice<Value> {
  /** Undefined as long as nobody has chosen. */
  now(): Value | undefined;
  choose(next: Value): void;
  /** Told after every choice. @returns ends it */
  subscribe(listener: () => void): () => void;
}

/**
 * @param key where it is kept, in the browser's storage of this address
 * @param values what can be chosen; whatever else was kept is not a choice
 */
export function keptChoice<Value extends string>(key: string, values: readonly Value[]): KeptChoice<Value> {
  const listeners = new Set<() => void>();
  let chosen = read();
  function read(): Value | undefined {
    try {
      const kept = localStorage.getItem(key);
      return values.find((value) => value === kept);
    } catch {
      return undefined;
    }
  }
  return {
    now: () => chosen,
    choose(next) {
      chosen = next;
      try {
        localStorage.setItem(key, next);
      } catch {
        // A file opened from disk may keep nothing; the choice then lasts as long as the page.
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useKeptChoice<Value>({ subscribe, now }: KeptChoice<Value>): Value | undefined {
  return useSyncExternalStore(subscribe, now);
}
