/**
 * The one dialog that is open. It stands beside the views and not inside what opened it: a card that goes away because its
 * finding was mended would take its dialog with it, and leave the page hidden from assistive technology.
 */
import { type ReactNode, useSyncExternalStore } from "react";

/** @param next selector of what is to have the focus afterwards, if not what opened the dialog; or what to do then, such as opening another one */
export type Close = (next?: string | (() => void)) => void;

export interface OpenDialog {
  /** Counts the dialogs, so that each begins anew. */
  number: number;
  open: boolean;
  /** What had the focus, and gets it back. */
  opener: Element | null;
  /** The surface with its content; it is told how to close. */
  content(close: Close): ReactNode;
  /** As {@link Close} was told. */
  next?: string | (() => void) | undefined;
}

let current: OpenDialog | undefined;
const listeners = new Set<() => void>();

function set(next: OpenDialog): void {
  current = next;
  for (const listener of listeners) listener();
}

export function openDialog(content: OpenDialog["content"]): void {
  set({ number: (current?.number ?? 0) + 1, open: true, opener: document.activeElement, content });
}

/** What was shown stays until it has faded out. */
export const closeDialog: Close = (next) => {
  // As the handler of a click it is given an event.
  const known = typeof next === "string" || typeof next === "function" ? next : undefined;
  if (current?.open) set({ ...current, open: false, next: known });
};

/** Whether one is open; not one that is fading out. */
export function isDialogOpen(): boolean {
  return current?.open === true;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useOpenDialog(): OpenDialog | undefined {
  return useSyncExternalStore(subscribe, () => current);
}
