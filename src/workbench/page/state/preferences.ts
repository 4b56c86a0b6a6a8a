/** Light or dark: as the system has it, unless somebody chose. */
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";

export type Scheme = "light" | "dark";
const KEY = "workbench-scheme";
const query = window.matchMedia("(prefers-color-scheme: dark)");

function subscribe(listener: () => void): () => void {
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export function useScheme(): [Scheme, (scheme: Scheme) => void] {
  const system: Scheme = useSyncExternalStore(subscribe, () => query.matches) ? "dark" : "light";
  const [chosen, setChosen] = useState<Scheme | undefined>(read);
  const scheme = chosen ?? system;
  useEffect(() => {
    document.documentElement.dataset["scheme"] = scheme;
    document.documentElement.style.colorScheme = scheme;
  }, [scheme]);
  const choose = useCallback((next: Scheme) => {
    setChosen(next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // A file opened from disk may keep nothing; the choice then lasts as long as the page.
    }
  }, []);
  return [scheme, choose];
}

function read(): Scheme | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Follows a width of the window. */
export function useNarrow(maxWidth = 900): boolean {
  const [media] = useState(() => window.matchMedia(`(max-width: ${maxWidth}px)`));
  return useSyncExternalStore(
    useCallback(
      (listener: () => void) => {
        media.addEventListener("change", listener);
        return () => media.removeEventListener("change", listener);
      },
      [media],
    ),
    () => media.matches,
  );
}
