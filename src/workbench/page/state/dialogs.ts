/**
 * The one dialog that is open. It is beside the views and not inside what opened it: a card that goes away because its
 * finding was fixed would take its dialog with it, and leave the page hidden from assistive technology.
 */
import { type ReactNode, useSyncExternalStore } from "react";
import { focusPart, shownPart } from "./focus-part.ts";

/** @param next selector of what is to have the focus afterwards, if not what opened the dialog; or what to do then, such as opening another one */
export type Close = (next?: string | (() => void)) => void;

export interface OpenDialog {
  /** Counts the dialogs, so that each begins as a new one. */
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

/** One that is still fading out gives way at once: what it has left to do is done first. */
export function openDialog(content: OpenDialog["content"]): void {
  const before = current?.number ?? 0;
  endDialog(before);
  // What came next was a dialog itself.
  if ((current?.number ?? 0) !== before) return;
  set({ number: before + 1, open: true, opener: document.activeElement, content });
}

/** What was shown stays until it has faded out. */
export const closeDialog: Close = (next) => {
  // As the handler of a click it is given an event.
  const known = typeof next === "string" || typeof next === "function" ? next : undefined;
  if (current?.open) set({ ...current, open: false, next: known });
};

/** Of the dialog whose end was dealt with last. */
let ended = 0;

/**
 * Gives the focus back to what opened a closed dialog, or to the view if that is gone, and does what comes next. Once for each
 * dialog, whoever is first: the end of its fading, or the next one that opens.
 */
export function endDialog(number: number): void {
  if (current?.number !== number || current.open || ended === number) return;
  ended = number;
  const { opener, next } = current;
  const named = typeof next === "string" ? document.querySelector<HTMLElement>(next) : null;
  const before =
    opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : undefined;
  // Where what opened it went with its view: to what is shown there now.
  const target = named ?? before ?? shownPart();
  // Who has gone on meanwhile, in the moment between the end of the fading and this one, is not called back.
  const { activeElement } = document;
  const goneOn =
    activeElement !== null &&
    activeElement !== document.body &&
    activeElement !== opener &&
    activeElement.id !== "main" &&
    // Only what is left of the dialog itself: a picker that has opened since is a dialog by its role, too.
    !activeElement.closest(".fui-DialogSurface");
  if (!goneOn && target === before) before?.focus();
  else if (!goneOn && target) focusPart(target);
  if (typeof next === "function") next();
}

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
