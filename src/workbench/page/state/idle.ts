/** Work that can wait until nobody waits for the page. */

/** How long nobody has done anything by then, and how long is waited at most, in milliseconds. */
const QUIET = 1_000;
const PATIENCE = 4_000;

const SIGNS = ["keydown", "pointerdown", "wheel"] as const;

/** What is waited for, and how to go on. */
const waiting = new Set<() => void>();

/** Somebody wants now what was to be done when the page is quiet. */
export function hurry(): void {
  for (const done of [...waiting]) done();
}

/** Waits until nobody has used the page for a second and the browser is idle; or for four seconds where they never pause. */
export async function whenQuiet(): Promise<void> {
  await new Promise<void>((resolve) => {
    let timer = setTimeout(done, QUIET);
    const latest = setTimeout(done, PATIENCE);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(done, QUIET);
    };
    for (const sign of SIGNS) document.addEventListener(sign, again, { passive: true, capture: true });
    function done() {
      clearTimeout(timer);
      clearTimeout(latest);
      for (const sign of SIGNS) document.removeEventListener(sign, again, { capture: true });
      waiting.delete(done);
      resolve();
    }
    waiting.add(done);
  });
  await whenIdle();
}

/** Waits until the browser has nothing to do. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) window.requestIdleCallback(() => resolve(), { timeout: PATIENCE });
    else setTimeout(resolve, 200);
  });
}
