/** A unified diff as rows: with line numbers, and what was left out as a count. */
export interface DiffRow {
  kind: "same" | "added" | "removed" | "gap";
  text: string;
  /** Number of the line in the old and in the new file. */
  old: number | undefined;
  new: number | undefined;
}

/** Lines that a diff changes: one that is replaced by another counts once. */
export function changedLines(diff: string): number {
  let [lines, added, removed] = [0, 0, 0];
  for (const { kind } of [...diffRows(diff), { kind: "same" }]) {
    if (kind === "added") added++;
    else if (kind === "removed") removed++;
    else {
      lines += Math.max(added, removed);
      [added, removed] = [0, 0];
    }
  }
  return lines;
}

/** @returns rows; those of the kind `gap` have the number of unchanged lines that are left out as their text */
export function diffRows(diff: string): DiffRow[] {
  const rows: DiffRow[] = [];
  let [old, now] = [1, 1];
  let inside = false;
  for (const line of diff.split("\n")) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (hunk) {
      const next = Number(hunk[1]) + (hunk[2] === "0" ? 1 : 0);
      const skipped = next - old;
      if (skipped > 0) rows.push({ kind: "gap", text: String(skipped), old: undefined, new: undefined });
      old = next;
      now = Number(hunk[3]);
      inside = true;
      continue;
    }
    if (!inside) continue;
    const text = line.slice(1);
    if (line.startsWith("+")) rows.push({ kind: "added", text, old: undefined, new: now++ });
    else if (line.startsWith("-")) rows.push({ kind: "removed", text, old: old++, new: undefined });
    else if (line.startsWith(" ")) rows.push({ kind: "same", text, old: old++, new: now++ });
  }
  return rows;
}
