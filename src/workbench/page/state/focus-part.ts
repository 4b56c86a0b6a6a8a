/** Gives the focus to parts of the page, which take none by themselves. */

/** Where the focus goes when what had it went with its view: to what was asked for in the view that is shown now, else to all of it. */
export function shownPart(): HTMLElement | null {
  return document.querySelector<HTMLElement>("#main [data-arrive]") ?? document.getElementById("main");
}

export function focusPart(part: HTMLElement, options?: FocusOptions): void {
  if (!part.hasAttribute("tabindex")) part.tabIndex = -1;
  part.focus(options);
}
