/** Fuzzy search: the letters of what was typed, in their order, with words that begin so first. */

export interface Candidate {
  /** What is shown, and counts most. */
  title: string;
  /** What else it can be found by. */
  more: string;
}

/** Prepared once for a list, so that each key that is typed only compares. */
export interface Prepared<T extends Candidate> {
  item: T;
  title: string;
  more: string;
}

export function prepare<T extends Candidate>(items: readonly T[]): Prepared<T>[] {
  return items.map((item) => ({ item, title: item.title.toLowerCase(), more: item.more.toLowerCase() }));
}

/** What is lost between a title and what else something can be found by. */
const ELSEWHERE = 60;

/**
 * The best matches, best first; equal ones in the order in which they were given.
 * Every word that was typed has to be there: as it is, or as letters in their order.
 */
export function best<T extends Candidate>(
  list: readonly Prepared<T>[],
  typed: string,
  most: number,
): { item: T; score: number }[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found: { item: T; score: number; at: number }[] = [];
  for (const [at, { item, title, more }] of list.entries()) {
    let score = 0;
    for (const word of words) {
      const here = scoreOf(title, word);
      const there = here > ELSEWHERE ? 0 : scoreOf(more, word) - ELSEWHERE;
      const better = Math.max(here, there);
      if (better <= 0) {
        score = 0;
        break;
      }
      score += better;
    }
    if (score > 0) found.push({ item, score, at });
  }
  found.sort((a, b) => b.score - a.score || a.item.title.length - b.item.title.length || a.at - b.at);
  return found.slice(0, most).map(({ item, score }) => ({ item, score }));
}

/**
 * How well a word fits a text, both in lower case; 0 for not at all.
 * A word that begins the text, then one that begins a word of it, then one inside, then letters that are spread: each letter at
 * the beginning of a word counts, each gap costs.
 */
export function scoreOf(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at === 0) return 200;
  if (at > 0) return startsWord(text, at) || text.includes(` ${word}`) ? 160 : 110;
  if (word.length < 2) return 0;
  let score = 40;
  let from = 0;
  for (const letter of word) {
    const next = nextStart(text, letter, from);
    if (next < 0) return 0;
    score += startsWord(text, next) ? 8 : next === from ? 4 : -3;
    from = next + 1;
  }
  return Math.max(0, score);
}

/** The next place of a letter, at the beginning of a word if there is one near. */
function nextStart(text: string, letter: string, from: number): number {
  const first = text.indexOf(letter, from);
  if (first < 0 || first === from || startsWord(text, first)) return first;
  const word = text.indexOf(` ${letter}`, first);
  return word >= 0 && word - first < 20 ? word + 1 : first;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || (at > 0 && /[\s/._\-:()[\]"“#]/.test(text[at - 1] ?? ""));
}
