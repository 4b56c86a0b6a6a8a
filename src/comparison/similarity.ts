/** How alike two names are, and which of the removed and the added are one thing under two names. */

/** Letters and digits alone, in lower case: `customer_name` and `CustomerName` are one name in two spellings. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Names longer than this are compared by their beginning. */
const MAX_NAME = 64;

/** 1 for names that differ in spelling only, 0 for names that share nothing. */
export function nameSimilarity(a: string, b: string): number {
  const one = plainName(a).slice(0, MAX_NAME);
  const two = plainName(b).slice(0, MAX_NAME);
  if (one === "" || two === "") return 0;
  if (one === two) return 1;
  const [short, long] = one.length < two.length ? [one, two] : [two, one];
  const contained = short.length >= 2 && long.includes(short) ? 0.7 : 0;
  return Math.max(contained, 1 - editDistance(one, two) / long.length);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(replaced, (previous[j] as number) + 1, (current[j - 1] as number) + 1);
    }
    previous = current;
  }
  return previous[b.length] as number;
}

/** More pairs than this are not looked at one by one: a file with thousands of names on both sides is another file. */
const MAX_PAIRS = 40_000;

/**
 * Pairs of a removed and an added thing that are most likely one, the likeliest first, each thing in one pair at most.
 * @param score from 0 to 1 and above; pairs below `threshold` are none
 */
export function pairUp<T>(
  removed: readonly T[],
  added: readonly T[],
  score: (before: T, after: T) => number,
  threshold: number,
): [T, T][] {
  if (removed.length * added.length > MAX_PAIRS) return [];
  const candidates: { before: T; after: T; score: number; order: number }[] = [];
  for (const [i, before] of removed.entries()) {
    for (const [j, after] of added.entries()) {
      const found = score(before, after);
      if (found >= threshold) candidates.push({ before, after, score: found, order: Math.abs(i - j) });
    }
  }
  candidates.sort((a, b) => b.score - a.score || a.order - b.order);
  const taken = new Set<T>();
  const pairs: [T, T][] = [];
  for (const { before, after } of candidates) {
    if (taken.has(before) || taken.has(after)) continue;
    taken.add(before);
    taken.add(after);
    pairs.push([before, after]);
  }
  return pairs;
}
