/** Editors know one kind of line end; files may have another, or several. */
import { diffArrays } from "diff";

/** More differences than these have no line of the file that could be told for sure. */
const MAX_DIFFERENCES = 5_000;

/**
 * A text whose lines end as they do in a file: lines that were there keep their own end, new ones get the usual one.
 * @param text with `\n` alone
 */
export function withLineEndsOf(text: string, before: string): string {
  const ends = before.match(/\r\n|\r|\n/g) ?? [];
  const kinds = new Set(ends);
  const usual = mostFrequent(ends);
  if (kinds.size <= 1) return usual === "\n" ? text : text.replaceAll("\n", usual);
  const old = before.split(/\r\n|\r|\n/);
  const fresh = text.split("\n");
  const changes = diffArrays(old, fresh, { maxEditLength: MAX_DIFFERENCES });
  if (!changes) return text.replaceAll("\n", usual);
  let result = "";
  let at = 0;
  let written = 0;
  for (const { added, removed, value } of changes) {
    for (const line of value) {
      if (removed) {
        at++;
        continue;
      }
      const end = added ? usual : (ends[at] ?? usual);
      if (!added) at++;
      written++;
      result += written === fresh.length ? line : line + end;
    }
  }
  return result;
}

/** As an editor splits a text into lines. */
export function withPlainLineEnds(text: string): string {
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}

function mostFrequent(ends: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const end of ends) counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? "\n";
}
