/** The keys that work everywhere on the page. None does while somebody types, but Ctrl+K and F6. */
import { useEffect } from "react";
import { focusSearch } from "../design/focus-search.ts";
import { isDialogOpen } from "../state/dialogs.ts";
import { focusPart } from "../state/focus-part.ts";
import { routeHref, type ViewName } from "../state/route.ts";
import { singleKeys } from "../state/single-keys.ts";
import { openPalette } from "./open.tsx";
import { openKeyboardSheet } from "./open-keyboard-sheet.tsx";

/** After `g`. */
const VIEW_KEYS: Readonly<Record<string, ViewName>> = {
  d: "design",
  f: "findings",
  r: "run",
  c: "compare",
  s: "ship",
  o: "connectors",
};
/** How long `g` waits for the letter of a view, in milliseconds. */
const PATIENCE = 1_500;

const TYPES_INTO =
  "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], .cm-editor";

/** What F6 goes through: the parts of the page in the order in which they are read, and the bar that can take back what was done. */
const PARTS = ".header-nav, #main > * > section, #main > * > nav, #main > section, #main aside, .notice-bar";

export function useShortcuts(): void {
  useEffect(() => {
    let wentAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const inDialog = isDialogOpen();
      const { key } = event;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === "k") {
        event.preventDefault();
        if (!inDialog) void openPalette();
        return;
      }
      if (key === "F6" && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        if (!inDialog) nextPart(event.shiftKey ? -1 : 1);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || inDialog) return;
      if (!singleKeys() || target.closest(TYPES_INTO)) return;
      const view = event.timeStamp - wentAt < PATIENCE ? VIEW_KEYS[key] : undefined;
      wentAt = key === "g" ? event.timeStamp : 0;
      if (view) {
        event.preventDefault();
        window.location.hash = routeHref(view);
        document.getElementById("main")?.focus();
      } else if (key === "/") {
        event.preventDefault();
        focusSearch();
      } else if (key === "?") {
        event.preventDefault();
        void openKeyboardSheet();
      } else if ((key === "j" || key === "k") && !target.closest("[role=listbox]")) intoList(event);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Puts the focus into the next part of the page that can be seen; behind the last comes the first. */
function nextPart(by: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>(PARTS)].filter(
    (part) => part.offsetParent !== null && part.getClientRects().length > 0,
  );
  const here = parts.findLastIndex((part) => part.contains(document.activeElement));
  const next = parts.at((here < 0 ? (by > 0 ? 0 : -1) : here + by) % parts.length);
  if (!next) return;
  const first = next.querySelector<HTMLElement>(
    "[aria-current][tabindex='0'], [role=tab][aria-selected=true], a[aria-current=page]",
  );
  if (first) first.focus();
  else focusPart(next);
}

/** From wherever the focus is, `j` and `k` lead into the view's list; inside, the list takes them itself. */
function intoList(event: KeyboardEvent): void {
  const list = document.querySelector<HTMLElement>("#main [data-list]");
  const item = list?.querySelector<HTMLElement>("[tabindex='0']") ?? list;
  if (!item || item === document.activeElement || list?.contains(document.activeElement)) return;
  event.preventDefault();
  item.focus();
}
