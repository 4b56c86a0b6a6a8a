/** Makes the search ready when the page has nothing else to do: after Ctrl+K, its box is there before the next key is pressed. */
import { lazy, Suspense } from "react";
import { whenIdle, whenQuiet } from "../state/idle.ts";
import { loadPalette } from "./open.tsx";

const Lists = lazy(async () => {
  await whenIdle();
  // Without a server it is loaded, or said to be missing, when it is wanted.
  const loaded = await loadPalette().catch(() => undefined);
  await whenQuiet();
  return { default: loaded?.ListsAhead ?? (() => null) };
});

export function SearchAhead() {
  return (
    <Suspense fallback={null}>
      <Lists />
    </Suspense>
  );
}
