/** The file's lines as rows of equal height, each with what begins there. */
import type { FindingView, OperationView, RawAnswer, RawMark, RawSlice } from "../model.ts";
import { texts } from "../texts.ts";

export interface Note extends Pick<RawMark, "kind" | "key"> {
  text: string;
}

export interface RawRow {
  id: string;
  /** Heading of a slice; such a row has no line. */
  heading?: string;
  /** Of a heading: where the slice is. */
  place?: { file: string; line: number };
  number?: number;
  text: string;
  /** What begins on this line. */
  starts: Note[];
  /** Everything whose stretch covers this line. */
  covers: Pick<RawMark, "kind" | "key">[];
  /** Columns, from 1, behind the last. */
  underlined: { from: number; to: number; severity: FindingView["severity"] }[];
}

/** Notes on one line beyond these would not be read. */
const MAX_NOTES = 3;

export function rawRows(
  raw: RawAnswer | undefined,
  operation: OperationView,
  findings: readonly FindingView[],
): RawRow[] {
  if (!raw) return [];
  const words = new Map<string, string>();
  for (const input of operation.inputs) words.set(`input ${input.key}`, texts.raw.input(input.label.text));
  for (const token of operation.tokens) words.set(`token ${token.key}`, texts.raw.token(token.label.text));
  for (const finding of findings) words.set(`finding ${finding.id}`, finding.message);
  const severities = new Map(findings.map(({ id, severity }) => [id, severity]));
  return raw.slices.flatMap((slice, index) => rowsOf(slice, index, words, severities));
}

function rowsOf(
  slice: RawSlice,
  index: number,
  words: ReadonlyMap<string, string>,
  severities: ReadonlyMap<string, FindingView["severity"]>,
): RawRow[] {
  const rows: RawRow[] = slice.lines.map((text, at) => ({
    id: `${index} ${at}`,
    number: slice.startLine + at,
    text,
    starts: [],
    covers: [],
    underlined: [],
  }));
  for (const mark of slice.marks) {
    const { kind, key } = mark;
    const first = rows[mark.line - slice.startLine];
    if (!first) continue;
    const text = kind === "title" ? texts.raw.title : words.get(`${kind} ${key}`);
    const known = first.starts.some((note) => note.kind === kind && note.key === key);
    if (text !== undefined && !known) first.starts.push({ kind, key, text });
    if (kind === "finding") {
      const to = mark.endLine === mark.line ? mark.endColumn : first.text.length + 1;
      first.underlined.push({ from: mark.column, to, severity: severities.get(key) ?? "info" });
    }
    // Of a large schema only the frame is drawn, and only when it is looked at: the stretch is kept as it is.
    for (let line = mark.line; line <= mark.endLine; line++)
      rows[line - slice.startLine]?.covers.push({ kind, key });
  }
  for (const row of rows) row.underlined.sort((a, b) => a.from - b.from);
  const heading = texts.raw.heading(slice.kind, slice.title);
  const place = { file: slice.file, line: slice.startLine };
  return [
    { id: `${index} heading`, heading, place, text: "", starts: [], covers: [], underlined: [] },
    ...rows,
  ];
}

/** The notes that are drawn, and how many are not. Findings first. */
export function notesOf(row: RawRow): { notes: Note[]; more: number } {
  const sorted = [...row.starts].sort((a, b) => Number(b.kind === "finding") - Number(a.kind === "finding"));
  return { notes: sorted.slice(0, MAX_NOTES), more: Math.max(0, sorted.length - MAX_NOTES) };
}
