/** Light or dark: as the system has it, unless somebody chose. */
import { useCallback, useState, useSyncExternalStore } from "react";
import { keptChoice, useKeptChoice } from "./kept-choice.ts";

export type Scheme = "light" | "dark";
const choice = keptChoice<Scheme>("workbench-scheme", ["light", "dark"]);
const query = window.matchMedia("(prefers-color-scheme: dark)");

function subscribe(listener: () => void): () => void {
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export const chooseScheme = choice.choose;

export function useScheme(): Scheme {
  const system: Scheme = useSyncExternalStore(subscribe, () => query.matches) ? "dark" : "light";
  return useKeptChoice(choice) ?? system;
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
