/** Fuzzy search: what was typed as it is, or as the beginnings of words. */

export interface Candidate {
  /** What is shown, and counts most. */
  title: string;
  /** What else it can be found by. */
  more: string;
  /** Long texts, such as addresses and messages: letters spread over them would always be found, and mean nothing. */
  byWords?: boolean;
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
 * Every word that was typed has to be there: as it is, or as beginnings of words in their order; in long texts, as it is.
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
      const how = item.byWords ? wordScore : scoreOf;
      const here = how(title, word);
      const there = here > ELSEWHERE ? 0 : how(more, word) - ELSEWHERE;
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
 * A word that begins the text, then one that begins a word of it, then one inside, then the beginnings of several words.
 */
export function scoreOf(text: string, word: string): number {
  return wordScore(text, word) || (word.length < 2 ? 0 : startsScore(text, word));
}

function wordScore(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at === 0) return 200;
  if (at > 0) return startsWord(text, at) || text.includes(` ${word}`) ? 160 : 110;
  return 0;
}

/** Letters that go on where the last one was, or begin a later word: `waic` and `whapp` for "When an appointment is created". */
function startsScore(text: string, word: string): number {
  // How well the letters so far fit, by the place behind the last one: the nearest word is not always the right one.
  let reached = new Map([[0, 40]]);
  for (const letter of word) {
    const next = new Map<number, number>();
    for (const [from, score] of reached)
      for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) {
        const gain = startsWord(text, at) ? 8 : at === from ? 4 : undefined;
        if (gain !== undefined) next.set(at + 1, Math.max(next.get(at + 1) ?? 0, score + gain));
      }
    if (next.size === 0) return 0;
    reached = next;
  }
  return Math.max(0, ...reached.values());
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || (at > 0 && /[\s/._\-:()[\]"“#]/.test(text[at - 1] ?? ""));
}
