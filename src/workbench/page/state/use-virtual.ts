/** Draws only the rows that can be seen of a long list of equally high rows. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";

export interface Virtual {
  first: number;
  /** Behind the last row to draw. */
  end: number;
  /** Height of all rows, in pixels. */
  height: number;
  /** Distance of the first drawn row from the top, in pixels. */
  offset: number;
  /** Height of what can be seen, in pixels; 0 while it is hidden. */
  viewport: number;
  scrollTo(index: number, where?: "center" | "nearest"): void;
}

const OVERSCAN = 8;

/** @param rowHeight in pixels */
export function useVirtual(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): Virtual {
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop: top, clientHeight: height } = element;
    setSeen((before) => (before.top === top && before.height === height ? before : { top, height }));
  }, [scroller]);
  useLayoutEffect(measure);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [scroller, measure]);
  const first = Math.max(0, Math.min(count, Math.floor(seen.top / rowHeight)) - OVERSCAN);
  const end = Math.min(count, Math.ceil((seen.top + seen.height) / rowHeight) + OVERSCAN);
  const scrollTo = useCallback(
    (index: number, where: "center" | "nearest" = "nearest") => {
      const element = scroller.current;
      if (!element) return;
      const top = index * rowHeight;
      const { scrollTop, clientHeight } = element;
      if (where === "center") element.scrollTop = top - clientHeight / 2 + rowHeight / 2;
      else if (top < scrollTop) element.scrollTop = top;
      else if (top + rowHeight > scrollTop + clientHeight) element.scrollTop = top + rowHeight - clientHeight;
      measure();
    },
    [scroller, rowHeight, measure],
  );
  return {
    first,
    end,
    height: count * rowHeight,
    offset: first * rowHeight,
    viewport: seen.height,
    scrollTo,
  };
}
