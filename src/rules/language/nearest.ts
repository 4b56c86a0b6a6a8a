/** "Did you mean": the known name that an unknown one was probably meant to be. */
import { quote } from "./quote.ts";

/** The candidate within a few typing slips of a name, or undefined; letter case counts as the smallest slip. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  // A third of the letters may be wrong, but never more than three: beyond that a guess misleads.
  let best = Math.min(3, Math.floor(name.length / 3)) + 0.5;
  let found: string | undefined;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const other = candidate.toLowerCase();
    const distance =
      other === wanted
        ? 0.1
        : Math.abs(other.length - wanted.length) > best
          ? Infinity
          : editDistance(wanted, other);
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

/** `Did you mean "x"? ` for a near miss, otherwise the empty string: put it in front of the help. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const found = nearest(name, candidates);
  return found === undefined ? "" : `Did you mean "${found}"? `;
}

/** The same of one that was looked for before, by {@link nearest}; a long one is cut. */
export function askFor(suggestion: string | undefined): string {
  return suggestion === undefined ? "" : `Did you mean ${quote(suggestion)}? `;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
