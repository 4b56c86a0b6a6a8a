/** The step that was copied last, for as long as the tab of the browser; it can be pasted into another flow, too. */
import { useSyncExternalStore } from "react";
import type { Step } from "./steps.ts";

export interface Copied {
  name: string;
  step: Step;
}

const KEY = "workbench-copied-step";
const listeners = new Set<() => void>();
let copied = read();

export function copyStep(name: string, step: Step): void {
  const { runAfter: _, ...rest } = step;
  copied = { name, step: structuredClone(rest) as Step };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(copied));
  } catch {
    // It lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function copiedStep(): Copied | undefined {
  return copied;
}

export function useCopied(): Copied | undefined {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, copiedStep);
}

function read(): Copied | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Partial<Copied> | null;
    return typeof kept?.name === "string" && typeof kept.step === "object" ? (kept as Copied) : undefined;
  } catch {
    return undefined;
  }
}
