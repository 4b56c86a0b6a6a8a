/**
 * The one way from a command to a terminal, or to whatever takes its place: without secrets of the files that were read, and
 * without anything that a terminal would obey, such as control characters of a definition. `test/architecture.test.ts` sees to it
 * that no other is taken.
 */
import { hideKnown } from "../redaction/known.ts";
import { paint } from "./paint.ts";
import { printable, printableLines } from "./printable.ts";

/** What {@link paint} writes, and no other command of a terminal. */
const COLOR = /(\u001b\[(?:[1-4]|2[2-4]|3[1-6]|39)m)/;

/**
 * A text as it may go out. JSON stays the same JSON: what may not be shown becomes an escape.
 * @param colors whether colours are ours and stay
 */
export function outward(text: string, colors: boolean): string {
  const shown = hideKnown(text);
  if (!colors) return printableLines(shown);
  return shown
    .split(COLOR)
    .map((part, at) => (at % 2 === 1 ? part : printableLines(part)))
    .join("");
}

/** Writes a result. */
export function writeOut(text: string): void {
  void written(process.stdout, text);
}

/** Writes what is not a result: notes, errors, progress of servers. */
export function writeErr(text: string): void {
  void written(process.stderr, text);
}

/** Writes what should be said about files that were written, a line each. */
export function writeNotes(notes: readonly string[]): void {
  for (const note of notes) writeErr(`${printable(note)}\n`);
}

/** {@link writeOut} for long texts; resolves when all is handed over: a pipe takes it only bit by bit. */
export function writtenOut(text: string): Promise<void> {
  return written(process.stdout, text);
}

/**
 * For programs that take a text to the letter, such as a diff in a pipe; without secrets all the same.
 * A terminal is never written to in this way.
 */
export function writtenToTheLetter(text: string): Promise<void> {
  if (process.stdout.isTTY) return writtenOut(text);
  return new Promise((resolve) => process.stdout.write(hideKnown(text), () => resolve()));
}

/** An empty terminal; nothing where there is none. */
export function clearScreen(): void {
  if (process.stdout.isTTY) process.stdout.write("\u001b[2J\u001b[3J\u001b[H");
}

function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  const colors = paint(stream).bold("x") !== "x";
  return new Promise((resolve) => stream.write(outward(text, colors), () => resolve()));
}
