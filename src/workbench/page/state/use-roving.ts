/**
 * One tab stop for a whole list: arrow keys, Home and End (and j and k) go from item to item, Tab goes on to what follows the
 * list. A connector can have hundreds of operations; nobody is to pass them all.
 */
import { type KeyboardEvent, type RefObject, useLayoutEffect } from "react";

/**
 * @param list what holds the items
 * @param selector which elements are items
 * @returns takes the keys of the list
 */
export function useRoving(
  list: RefObject<HTMLElement | null>,
  selector: string,
): (event: KeyboardEvent) => void {
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>(selector) ?? [])];
  // After every rendering: items come and go, and exactly one of them is to be reached with Tab.
  useLayoutEffect(() => {
    const all = items();
    const current =
      all.find((item) => item === document.activeElement) ??
      all.find((item) => item.getAttribute("aria-current") === "true") ??
      all[0];
    for (const item of all) item.tabIndex = item === current ? 0 : -1;
  });
  return (event) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || !target.matches(selector)) return;
    const all = items();
    const at = all.indexOf(target);
    const to: Record<string, number> = {
      ArrowDown: at + 1,
      j: at + 1,
      ArrowUp: at - 1,
      k: at - 1,
      Home: 0,
      End: all.length - 1,
    };
    const next = all[to[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    for (const item of all) item.tabIndex = item === next ? 0 : -1;
    next.focus();
  };
}
