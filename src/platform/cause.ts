/** Why something failed, behind what only says that it did: `fetch` hides the reason behind "fetch failed". */

/** Causes further down say nothing new; one may be its own. */
const DEEPEST = 5;

/** The innermost cause of an error; what has none is its own. */
export function innermostOf(error: unknown): unknown {
  let innermost = error;
  for (let depth = 0; depth < DEEPEST && innermost instanceof Error && innermost.cause !== undefined; depth++)
    innermost = innermost.cause;
  return innermost;
}
