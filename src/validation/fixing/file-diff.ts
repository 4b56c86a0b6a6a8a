/** What a fix changes in a file, as a diff that `patch` and `git apply` take. */
import { diffArrays } from "diff";
import { maskSecrets } from "../../machine/redaction/mask.ts";

/** Unchanged lines shown around a change. */
const CONTEXT = 2;

/** Lines that differ in a stretch without a landmark; beyond that, looking for the shortest diff takes too long. */
const MAX_DIFFERENCES = 2000;

export interface FileDiff {
  text: string;
  /** How many lines hold a credential and are shown with dots instead: `patch` does not know them. */
  masked: number;
}

/** A line of a diff: its sign and its text, line break included. */
type Line = [" " | "-" | "+", string];

/**
 * The difference of two texts that are not the same.
 * @param name the file, with `/` between folders
 */
export function diffOf(name: string, before: string, after: string): FileDiff {
  const lines = compare(linesOf(before), linesOf(after));
  const out = [`--- ${header("a", name)}\n+++ ${header("b", name)}\n`];
  let masked = 0;
  let [oldLine, newLine] = [1, 1];
  let done = 0;
  for (const [from, to] of hunks(lines)) {
    for (; done < from; done++, oldLine++, newLine++);
    const hunk = lines.slice(from, to);
    const olds = hunk.filter(([sign]) => sign !== "+").length;
    const news = hunk.filter(([sign]) => sign !== "-").length;
    out.push(`@@ -${range(oldLine, olds)} +${range(newLine, news)} @@\n`);
    for (const [sign, line] of hunk) {
      const shown = maskSecrets(line);
      if (shown !== line) masked++;
      out.push(sign, shown, line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n");
    }
    done = to;
    oldLine += olds;
    newLine += news;
  }
  return { text: out.join(""), masked };
}

/** Lines with their line breaks. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== "");
}

/** A count of none names the line before it. */
function range(start: number, count: number): string {
  return count === 1 ? `${start}` : `${count === 0 ? start - 1 : start},${count}`;
}

/** The tab ends a name with spaces in it; other characters than letters and spaces are quoted as git does. */
function header(side: string, name: string): string {
  const full = `${side}/${name}`;
  if (!/["\\\u0000-\u001f\u007f]/.test(full)) return full.includes(" ") ? `${full}\t` : full;
  const quoted = full.replace(/["\\\u0000-\u001f\u007f]/g, (character) =>
    /["\\]/.test(character) ? `\\${character}` : `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
  return `"${quoted}"`;
}

/** Stretches of lines to show: changes with what is around them, which never is a line that holds a credential. */
function hunks(lines: readonly Line[]): [from: number, to: number][] {
  const shown = (index: number) => {
    const line = lines[index];
    return line !== undefined && (line[0] !== " " || maskSecrets(line[1]) === line[1]);
  };
  const found: [number, number][] = [];
  for (const [index, [sign]] of lines.entries()) {
    if (sign === " ") continue;
    let [from, to] = [index, index + 1];
    while (from > 0 && index - from < CONTEXT && shown(from - 1)) from--;
    while (to < lines.length && to - index <= CONTEXT && shown(to)) to++;
    const last = found.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

/**
 * Compares two files line by line. Lines that either file has once only are landmarks; between them, and there alone, the
 * shortest diff is looked for, so that a file with ten thousand changes takes no longer than it should.
 */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  const out: Line[] = [];
  let [a, b] = [0, 0];
  for (const [nextA, nextB] of [...landmarks(before, after), [before.length, after.length] as const]) {
    out.push(...between(before.slice(a, nextA), after.slice(b, nextB)));
    const line = before[nextA];
    if (line !== undefined) out.push([" ", line]);
    [a, b] = [nextA + 1, nextB + 1];
  }
  return out;
}

function between(before: readonly string[], after: readonly string[]): Line[] {
  const changes =
    before.length > 0 && after.length > 0
      ? diffArrays([...before], [...after], { maxEditLength: MAX_DIFFERENCES })
      : undefined;
  if (!changes)
    return [...before.map((line): Line => ["-", line]), ...after.map((line): Line => ["+", line])];
  return changes.flatMap(({ added, removed, value }) =>
    value.map((line): Line => [added ? "+" : removed ? "-" : " ", line]),
  );
}

/** Pairs of line numbers at which both files have the same line, found once in each; in the order of both. */
function landmarks(before: readonly string[], after: readonly string[]): (readonly [number, number])[] {
  const places = onceOnly(after);
  const pairs: [number, number][] = [];
  for (const [line, index] of onceOnly(before)) {
    const other = places.get(line);
    if (other !== undefined) pairs.push([index, other]);
  }
  return longestRising(pairs.sort((x, y) => x[0] - y[0]));
}

function onceOnly(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (places.has(line)) repeated.add(line);
    else places.set(line, index);
  }
  for (const line of repeated) places.delete(line);
  return places;
}

/** The longest choice of pairs in which the second number rises as well (patience sorting). */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const piles: number[] = [];
  const previous: number[] = [];
  for (const [index, [, value]] of pairs.entries()) {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[piles[middle] as number]?.[1] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = piles[low - 1] ?? -1;
    piles[low] = index;
  }
  const chosen: [number, number][] = [];
  for (let at = piles.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1)
    chosen.push(pairs[at] as [number, number]);
  return chosen.reverse();
}
