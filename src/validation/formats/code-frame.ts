/** A few lines of a file with the place of a finding marked, as compilers show them. */

import { cutBefore } from "../../json/cut.ts";
import { maskSecrets } from "../../machine/redaction/mask.ts";
import type { Painter } from "../../machine/terminal/paint.ts";
import { sameLength } from "../../machine/terminal/printable.ts";
import { cellsOf } from "../../machine/terminal/wrap.ts";
import type { RelatedPlace } from "../../rules/language/finding.ts";

export interface Marked {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  label?: string;
  /** The finding's own place, or one that it refers to. */
  primary: boolean;
}

/** The mark of a place that a finding refers to. */
export function toMark(place: RelatedPlace): Marked {
  const { start, end } = place.span;
  return {
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    label: place.label,
    primary: false,
  };
}

/** Longer lines are cut around the mark: minified files have one line of many thousand characters. */
const MAX_WIDTH = 110;

/** Lines shown before and after a mark. */
const CONTEXT = 1;

/** Marks this far apart are joined by a gap instead of all lines between them. */
const MAX_GAP = 3;

/** Characters of indentation that all lines share and that no mark begins in. */
function sharedIndentation(texts: readonly string[], marks: readonly Marked[]): number {
  let shared = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const indentation = text.search(/\S/);
    if (indentation >= 0) shared = Math.min(shared, indentation);
  }
  for (const mark of marks) shared = Math.min(shared, mark.column - 1);
  return Number.isFinite(shared) ? shared : 0;
}

/**
 * Draws the lines around the marks of one file.
 * @param maxWidth characters of a line of code, its number not counted
 */
export function codeFrame(
  lines: { line(number: number): string; lineCount: number },
  marks: readonly Marked[],
  paint: Painter,
  maxWidth = MAX_WIDTH,
): string {
  const sorted = [...marks].sort((a, b) => a.line - b.line || a.column - b.column);
  const shown = new Set<number>();
  for (const mark of sorted) {
    const from = Math.max(1, mark.line - CONTEXT);
    const to = Math.min(lines.lineCount, mark.line + CONTEXT);
    for (let number = from; number <= to; number++) shown.add(number);
  }
  const numbers = [...shown].sort((a, b) => a - b);
  const filled: number[] = [];
  for (const number of numbers) {
    const last = filled.at(-1);
    if (last !== undefined && number - last <= MAX_GAP)
      for (let between = last + 1; between < number; between++) filled.push(between);
    filled.push(number);
  }
  const width = String(filled.at(-1) ?? 1).length;
  const texts = new Map(filled.map((number) => [number, maskSecrets(lines.line(number))]));
  // Deep in a file half of a narrow terminal is indentation: it goes before anything of a marked line does.
  const isWide = sorted.some(({ line }) => (texts.get(line)?.length ?? 0) > maxWidth);
  const shift = isWide ? sharedIndentation([...texts.values()], sorted) : 0;
  const out: string[] = [];
  let previous: number | undefined;
  for (const number of filled) {
    if (previous !== undefined && number > previous + 1) out.push(`  ${" ".repeat(width)} ${paint.dim("⋮")}`);
    previous = number;
    const here = sorted.filter((mark) => mark.line === number);
    const window = cut((texts.get(number) ?? "").slice(shift), (here[0]?.column ?? 1) - shift, maxWidth);
    const gutter = here.some((mark) => mark.primary) ? paint.red("›") : " ";
    out.push(`${gutter} ${paint.dim(`${String(number).padStart(width)} │`)} ${window.text}`.trimEnd());
    for (const mark of here) {
      const start = Math.max(0, mark.column - shift - 1 - window.from) + (window.from > 0 ? 1 : 0);
      const length = mark.endLine > mark.line ? window.text.length - start : mark.endColumn - mark.column;
      const end = Math.min(start + length, window.text.length);
      const sign = (mark.primary ? "^" : "-").repeat(Math.max(1, cellsOf(window.text.slice(start, end))));
      const before = cellsOf(window.text.slice(0, start));
      const label = mark.label ?? "";
      const color = mark.primary ? paint.red : paint.blue;
      const margin = `  ${" ".repeat(width)} ${paint.dim("│")} `;
      // Where the line ends before the label does, it goes below, as far right as it fits.
      const fits = before + sign.length + 1 + cellsOf(label) <= maxWidth;
      out.push(`${margin}${" ".repeat(before)}${color(label !== "" && fits ? `${sign} ${label}` : sign)}`);
      if (label !== "" && !fits)
        out.push(
          `${margin}${" ".repeat(Math.max(0, Math.min(before, maxWidth - cellsOf(label))))}${color(label)}`,
        );
    }
  }
  return out.join("\n");
}

/** The part of a line around a column; what cannot be shown becomes a space or a dot so that marks are where they belong. */
function cut(line: string, column: number, maxWidth: number): { text: string; from: number } {
  const clean = sameLength(line);
  if (clean.length <= maxWidth) return { text: clean, from: 0 };
  const from = cutBefore(clean, Math.min(column - 1 - (maxWidth >> 2), clean.length - maxWidth));
  const to = cutBefore(clean, from + maxWidth);
  const text = clean.slice(from, to);
  return { text: (from > 0 ? "…" : "") + text + (to < clean.length ? "…" : ""), from };
}
