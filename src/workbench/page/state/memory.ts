/** Keeps the page's forms with the connector: they are there again in another tab, and after a restart of the workbench. */
import type { DataSource } from "../model.ts";
import { formsToRemember, onDraftChange, takeRemembered } from "./drafts.ts";

/** Typing is written down once it rests. */
const DELAY_MS = 800;

let seen = 0;
let before: number | undefined;
let arrived = 0;
let plan: (() => void) | undefined;

/** The newest event that had been looked at when the page was opened; undefined until that is known. */
export function seenBefore(): number | undefined {
  return before;
}

/** The newest event when the page was opened: what came later was not missed. */
export function arrivedAt(): number {
  return arrived;
}

/** Somebody has looked at everything up to this event. */
export function noteSeen(number: number): void {
  if (number <= seen) return;
  seen = number;
  plan?.();
}

/**
 * @param lastEvent when the page was opened
 * @returns ends it
 */
export function startRemembering(source: DataSource, lastEvent: number): () => void {
  arrived = lastEvent;
  const { actions } = source;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const write = () => {
    timer = undefined;
    // What cannot be remembered now is with the next change: the page says in one place that the server is gone.
    void actions?.remember({ forms: formsToRemember(), seen }).catch(() => {});
  };
  const stop = onDraftChange(() => plan?.());
  source.memory().then(
    (memory) => {
      if (over) return;
      before = memory.seen;
      seen = Math.max(seen, memory.seen);
      takeRemembered(memory.forms);
      // Only now: what was kept must not be written over by what has not come yet.
      if (actions)
        plan = () => {
          timer ??= setTimeout(write, DELAY_MS);
        };
    },
    () => {
      before = Number.MAX_SAFE_INTEGER;
    },
  );
  const leave = () => {
    if (timer !== undefined) write();
  };
  window.addEventListener("pagehide", leave);
  return () => {
    over = true;
    plan = undefined;
    stop();
    clearTimeout(timer);
    window.removeEventListener("pagehide", leave);
  };
}
