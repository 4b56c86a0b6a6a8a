/**
 * Nobody who goes by keys, or hears the page, is thrown out of it. Where what had the focus goes away with its view, or is switched
 * off while something is under way, a browser lets the focus fall back to the document: the next word of a screen reader then comes
 * from the top. Here it goes back to the button once that can be pressed again, or to the part of the page in which it was.
 */

import { focusPart, shownPart } from "./focus-part.ts";

/** So long, in milliseconds, whoever changes the page may place the focus first: a dialog that closes, a canvas that is drawn again. Chosen. */
const OTHERS_FIRST = 80;
/** So long, in milliseconds, a button may be off before the focus goes to what is around it. Chosen. */
const SOON_ON_AGAIN = 1_000;

const AROUND =
  "[role=dialog], [role=region], section[aria-label], section[aria-labelledby], article, aside, nav, main";

interface Kept {
  element: HTMLElement;
  /** From the inside out. */
  around: readonly HTMLElement[];
}

/** @returns ends it */
export function keepFocus(): () => void {
  let kept: Kept | undefined;
  /** Where the focus was put in the place of a button that is off. */
  let standIn: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** How long the timer was set to wait. */
  let waits = 0;

  const note = () => {
    const element = document.activeElement;
    if (element === standIn) return;
    standIn = undefined;
    kept =
      element instanceof HTMLElement && element !== document.body
        ? { element, around: [...ancestorsOf(element)].filter((one) => one.matches(AROUND)) }
        : undefined;
  };
  const later = (wait: number) => {
    if (timer !== undefined && wait >= waits) return;
    clearTimeout(timer);
    waits = wait;
    timer = setTimeout(restore, wait);
  };
  const restore = () => {
    timer = undefined;
    const { activeElement } = document;
    if (!kept || (activeElement !== document.body && activeElement !== standIn)) return;
    const { element, around } = kept;
    if (element.isConnected && canHaveFocus(element)) {
      element.focus({ preventScroll: true });
      return;
    }
    if (standIn?.isConnected) return;
    const main = document.getElementById("main");
    const near = around.find((one) => one.isConnected && canHaveFocus(one)) ?? main;
    // A view that was left for another one: to what was asked for there.
    const target = near === main ? shownPart() : near;
    if (!target) return;
    standIn = target;
    focusPart(target, { preventScroll: true });
  };
  const observer = new MutationObserver(() => {
    if (!kept) return;
    const { activeElement } = document;
    // Also where it was switched off a moment ago, and the browser has yet to take its focus.
    if (isOff(kept.element)) later(SOON_ON_AGAIN);
    else if (activeElement === document.body || (activeElement === standIn && kept.element.isConnected))
      later(OTHERS_FIRST);
  });
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled"],
  });
  document.addEventListener("focusin", note);
  // Who clicks into nothing wants the focus nowhere.
  document.addEventListener("click", note, { capture: true });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("focusin", note);
    document.removeEventListener("click", note, { capture: true });
  };
}

function* ancestorsOf(element: HTMLElement): Generator<HTMLElement> {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) yield at;
}

function isOff(element: HTMLElement): boolean {
  return element.isConnected && element.matches(":disabled");
}

function canHaveFocus(element: HTMLElement): boolean {
  return !element.matches(":disabled") && element.getClientRects().length > 0;
}
