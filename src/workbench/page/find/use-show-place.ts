/** Brings the parameter or output that the address names (`?at=KEY`) into view, lights it up, and puts the focus there. */
import { useEffect } from "react";
import { useRoute } from "../state/route.ts";

/** How long the view may take to draw it, and how long it stays lit, in milliseconds. */
const PATIENCE = 5_000;
const LIT = 2_500;
const STEP = 80;

export function useShowPlace(): void {
  const { query, rest } = useRoute();
  const { at } = query;
  const operation = rest[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same key may be in the next operation, too
  useEffect(() => {
    if (at === undefined) return;
    const selector = `[data-at="${CSS.escape(at)}"]`;
    const until = Date.now() + PATIENCE;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const place = document.querySelector<HTMLElement>(selector);
      // A dialog that is closing keeps the focus, and gives it back to what was there before.
      if (!place || document.querySelector("[role=dialog]")) {
        if (Date.now() < until) timer = setTimeout(look, STEP);
        return;
      }
      place.scrollIntoView({ block: "center" });
      place.classList.add("place-lit");
      const target = place.querySelector<HTMLElement>(
        "input, textarea, select, [role=combobox], .token-main, button",
      );
      timer = setTimeout(() => {
        target?.focus({ preventScroll: true });
        timer = setTimeout(() => place.classList.remove("place-lit"), LIT);
      }, STEP);
    };
    timer = setTimeout(look, STEP);
    return () => clearTimeout(timer);
  }, [at, operation]);
}
