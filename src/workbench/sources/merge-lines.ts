/** Brings two changes of one text together, line by line. */
import { diffArrays } from "diff";
import type { MergePiece } from "../api.ts";

/** With more differences than these, a text counts as another one. */
const MAX_DIFFERENCES = 20_000;

/** Lines of the base that one side has replaced by others. */
interface Replacement {
  start: number;
  end: number;
  lines: string[];
}

/**
 * What becomes of a text that two have changed: pieces in order, of which those that both have changed differently are conflicts.
 * Changes that touch each other are one conflict: whether they go together, only a person can tell.
 */
export function mergeLines(base: string, mine: string, theirs: string): MergePiece[] {
  const lines = base.split("\n");
  const sides = {
    mine: replacements(lines, mine.split("\n")),
    theirs: replacements(lines, theirs.split("\n")),
  };
  const pieces: MergePiece[] = [];
  const add = (piece: MergePiece) => {
    const last = pieces.at(-1);
    if (piece.kind === "same" && piece.lines.length === 0) return;
    if (last?.kind === "same" && piece.kind === "same") last.lines.push(...piece.lines);
    else pieces.push(piece);
  };
  let at = 0;
  let [m, t] = [0, 0];
  while (m < sides.mine.length || t < sides.theirs.length) {
    const start = Math.min(
      sides.mine[m]?.start ?? Number.POSITIVE_INFINITY,
      sides.theirs[t]?.start ?? Number.POSITIVE_INFINITY,
    );
    add({ kind: "same", lines: lines.slice(at, start) });
    let end = start;
    const [firstMine, firstTheirs] = [m, t];
    // All changes of either side that reach into what the others have changed.
    for (let grown = true; grown; ) {
      grown = false;
      for (let next = sides.mine[m]; next && next.start <= end; next = sides.mine[++m]) {
        end = Math.max(end, next.end);
        grown = true;
      }
      for (let next = sides.theirs[t]; next && next.start <= end; next = sides.theirs[++t]) {
        end = Math.max(end, next.end);
        grown = true;
      }
    }
    const was = lines.slice(start, end);
    const one = applied(lines, start, end, sides.mine.slice(firstMine, m));
    const other = applied(lines, start, end, sides.theirs.slice(firstTheirs, t));
    if (m === firstMine) add({ kind: "theirs", lines: other, base: was });
    else if (t === firstTheirs) add({ kind: "mine", lines: one, base: was });
    else if (one.join("\n") === other.join("\n")) add({ kind: "same", lines: one });
    else add({ kind: "conflict", base: was, mine: one, theirs: other });
    at = end;
  }
  add({ kind: "same", lines: lines.slice(at) });
  return pieces;
}

function replacements(base: readonly string[], other: readonly string[]): Replacement[] {
  const changes = diffArrays([...base], [...other], { maxEditLength: MAX_DIFFERENCES });
  if (!changes) return [{ start: 0, end: base.length, lines: [...other] }];
  const found: Replacement[] = [];
  let at = 0;
  for (const { added, removed, value } of changes) {
    if (!added && !removed) {
      at += value.length;
      continue;
    }
    const last = found.at(-1);
    const open = last?.end === at ? last : { start: at, end: at, lines: [] };
    if (open !== last) found.push(open);
    if (added) open.lines.push(...value);
    else {
      at += value.length;
      open.end = at;
    }
  }
  return found;
}

function applied(
  base: readonly string[],
  start: number,
  end: number,
  changes: readonly Replacement[],
): string[] {
  const result: string[] = [];
  let at = start;
  for (const change of changes) {
    result.push(...base.slice(at, change.start), ...change.lines);
    at = change.end;
  }
  return [...result, ...base.slice(at, end)];
}
