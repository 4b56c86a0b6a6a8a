/** Looks through everything that the search knows, a few milliseconds at a time: a key is never kept waiting by the one before. */
import { useEffect, useState } from "react";
import type { Lists } from "./entries.ts";
import type { Entry, Kind } from "./entry.ts";
import { best, type Match, matching } from "./match.ts";

/** Results that are shown, and of one kind where several kinds match. */
const MOST = 60;
const OF_A_KIND = 8;
/** Matches among which the best of each kind are looked for. */
const MATCHES = 2_000;

/** How long is searched before the page has a turn, and after how long the first results are shown, in milliseconds. */
const SLICE = 10;
const PATIENCE = 30;

export interface Found {
  /** What was looked for. */
  words: string;
  rows: readonly Entry[];
  /** Not everything has been looked at yet. */
  searching: boolean;
}

/** What was found last; nothing before the first words. */
export function useSearch(lists: Lists, words: string): Found {
  const [found, setFound] = useState<Found>({ words: "", rows: [], searching: false });
  useEffect(() => {
    if (words === "") return setFound({ words, rows: [], searching: false });
    const search = matching(lists, words, MATCHES);
    const began = performance.now();
    let told = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (matches: readonly Match<Entry>[], searching: boolean) =>
      setFound({ words, rows: bestOfEach(matches), searching });
    const work = () => {
      const until = performance.now() + SLICE;
      let step = search.next();
      while (!step.done && performance.now() < until) step = search.next();
      if (step.done) return tell(step.value(), false);
      if (!told && performance.now() - began > PATIENCE) {
        const matches = step.value();
        told = matches.length > 0;
        if (told) tell(matches, true);
      }
      timer = setTimeout(work);
    };
    work();
    return () => clearTimeout(timer);
  }, [lists, words]);
  return found;
}

/** All at once, for whoever presses Enter before the results are there. */
export function firstOf(lists: Lists, words: string): Entry | undefined {
  return bestOfEach(best(lists, words, MATCHES))[0];
}

/** The best of each kind, so that a thousand events do not hide the one operation. */
function bestOfEach(matches: readonly Match<Entry>[]): Entry[] {
  const most = new Set(matches.map(({ item }) => item.way.kind)).size > 1 ? OF_A_KIND : MOST;
  const counts = new Map<Kind, number>();
  return matches
    .map(({ item }) => item)
    .filter(({ way: { kind } }) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return count <= most;
    });
}
