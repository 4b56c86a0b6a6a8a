import { type ComponentType, createElement, lazy, useState } from "react";
import { whenIdle, whenQuiet } from "../state/idle.ts";

/** How each of them is loaded, in the order in which they were named. */
const parts: (() => Promise<unknown>)[] = [];

/** Loads all of them, one whenever the browser has nothing to do: the first ones soon, the others once nobody uses the page. */
export async function loadPartsAhead(soon: number): Promise<void> {
  for (let at = 0; at < parts.length; at++) {
    if (at === soon) await whenQuiet();
    await whenIdle();
    // Without a server they are loaded, or said to be missing, when they are wanted.
    await parts[at]!().catch(() => undefined);
  }
}

/**
 * A part of the page that is loaded when it is wanted, or ahead of that. What was loaded ahead is drawn at once: React's own lazy
 * parts show that they wait even then, and React leaves that standing for 300 ms (observed in 19).
 */
export function loadedAhead<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  const take = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Waited = lazy(take);
  function View(props: Props) {
    // Which of the two it is must not change while it is shown: what is filled in would be lost.
    const [Part] = useState(() => loaded ?? (Waited as ComponentType<Props>));
    return createElement(Part, props);
  }
  parts.push(take);
  return View;
}
