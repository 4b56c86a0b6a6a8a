/** Fuzzy search: what was typed as it is, or as the beginnings of words. */

export interface Candidate {
  /** What is shown, and counts most; in lower case, like what it can also be found by. */
  title: string;
  more: string;
  /** Long texts, such as addresses and messages: letters spread over them would always be found, and mean nothing. */
  byWords: boolean;
  /** What it is ahead of others that fit as well: more likely to be meant. */
  lead: number;
}

/** What is lost between a title and what else something can be found by. */
const ELSEWHERE = 60;

export interface Match<T> {
  item: T;
  score: number;
}

/** Candidates that are compared before somebody else may have a turn. */
const AT_A_TIME = 500;

/**
 * What matches, best first; equal ones in the order in which they were given.
 * Every word that was typed has to be there: as it is, or as beginnings of words in their order; in long texts, as it is.
 */
export function best<T extends Candidate>(
  lists: readonly (readonly T[])[],
  typed: string,
  most: number,
): Match<T>[] {
  const search = matching(lists, typed, most);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value();
  }
}

/** The same bit by bit: each step hands out how to sort what has been found so far. */
export function* matching<T extends Candidate>(
  lists: readonly (readonly T[])[],
  typed: string,
  most: number,
): Generator<() => Match<T>[], () => Match<T>[]> {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found: (Match<T> & { at: number })[] = [];
  const sorted = () =>
    found
      .toSorted((a, b) => b.score - a.score || a.item.title.length - b.item.title.length || a.at - b.at)
      .slice(0, most);
  let at = 0;
  for (const list of lists)
    for (const candidate of list) {
      const score = scored(candidate, words);
      if (score > 0) found.push({ item: candidate, score, at });
      if (++at % AT_A_TIME === 0) yield sorted;
    }
  return sorted;
}

function scored({ title, more, byWords, lead }: Candidate, words: readonly string[]): number {
  const how = byWords ? wordScore : scoreOf;
  let score = lead;
  for (const word of words) {
    const here = how(title, word);
    const there = here > ELSEWHERE ? 0 : how(more, word) - ELSEWHERE;
    const better = Math.max(here, there);
    if (better <= 0) return 0;
    score += better;
  }
  return score;
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
