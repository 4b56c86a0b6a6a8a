/** Light or dark: as the system has it, unless somebody chose. */
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { keptChoice, useKeptChoice } from "./kept-choice.ts";

export type Scheme = "light" | "dark";
const choice = keptChoice<Scheme>("workbench-scheme", ["light", "dark"]);
const query = window.matchMedia("(prefers-color-scheme: dark)");

function subscribe(listener: () => void): () => void {
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export function useScheme(): [Scheme, (scheme: Scheme) => void] {
  const system: Scheme = useSyncExternalStore(subscribe, () => query.matches) ? "dark" : "light";
  const scheme = useKeptChoice(choice) ?? system;
  useEffect(() => {
    document.documentElement.dataset["scheme"] = scheme;
    document.documentElement.style.colorScheme = scheme;
  }, [scheme]);
  return [scheme, choice.choose];
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
