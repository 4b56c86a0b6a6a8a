import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { replaceAll, writeWholeInPieces } from "../../machine/files/write-whole.ts";
import { hideKnown } from "../../machine/redaction/known.ts";
import { EXIT } from "../../machine/terminal/command.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { writeErr, writeNotes, writeOut, writtenToTheLetter } from "../../machine/terminal/out.ts";
import { type Painter, PLAIN, paint } from "../../machine/terminal/paint.ts";
import { printable, printableJson, printableLines } from "../../machine/terminal/printable.ts";
import type { Rule } from "../../rules/language/rule.ts";
import { titleOf } from "../../validation/report.ts";
import { type Mended, runValidate } from "../../validation/run-validate.ts";
import type { CommandOptions } from "./options.ts";
import { choices } from "./report.ts";

/**
 * Writes what was fixed in a connector, and says so; never over what somebody saved in the meantime.
 * @returns lines for the user, and whether the files now are as the report says
 */
export function writeMended({ folder, root, result }: Mended): { notes: string[]; written: boolean } {
  const count = [...result.applied.values()].reduce((sum, value) => sum + value, 0);
  if (result.files.length === 0) return { notes: [], written: true };
  let written = true;
  // "." names no connector: in its own folder it goes by its title.
  const named = folder === "." ? (titleOf(result.connector) ?? path.basename(root)) : folder;
  const names = result.files.map(({ file }) => file).join(", ");
  const notes: string[] = [];
  try {
    // As a whole: a fix of one file may rest on one of another.
    const said = replaceAll(
      result.files.map(({ file, original, bytes }) => ({
        file: pathOf(folder, file),
        content: bytes,
        expected: original,
      })),
    );
    notes.push(...said, `${named}: fixed ${counted(count, "finding")} in ${names}`);
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== "changed-meanwhile") throw error;
    written = false;
    notes.push(`${named}: nothing was fixed. ${error.message} ${error.help}`);
  }
  return { notes: notes.map((note) => `${printable(note)}\n`), written };
}

export function pathOf(folder: string, file: string): string {
  return folder === "." ? file : `${folder}/${file}`;
}

/** What `--fix` would change, as a diff that `patch` takes. */
export async function showChanges(
  rules: readonly Rule[],
  targets: readonly string[],
  options: CommandOptions,
): Promise<number> {
  const { diffOf } = await import("../../validation/fixing/file-diff.ts");
  const color = options.output ? PLAIN : paint(process.stdout);
  let changed = 0;
  let masked = 0;
  // For programs: each file that would change.
  const files: { file: string; fixed: Record<string, number>; masked: number; diff: string }[] = [];
  let waiting: string[] = [];
  const run = runValidate(rules, {
    ...choices(targets, options),
    baseline: options.baseline,
    mended: ({ folder, result }) => {
      for (const { file, before, after, recoded } of result.files) {
        changed++;
        const name = pathOf(folder, file);
        if (recoded) waiting.push(`${printable(name)}: would become UTF-8\n`);
        if (before.startsWith("\ufeff") && !after.startsWith("\ufeff"))
          waiting.push(`${printable(name)}: the byte order mark would be removed\n`);
        const diff = diffOf(name, before, after);
        masked += diff.masked;
        files.push({
          file: name,
          fixed: Object.fromEntries(result.applied),
          masked: diff.masked,
          diff: diff.text,
        });
        waiting.push(options.output ? diff.text : shownDiff(diff.text, color));
      }
    },
  });
  if (options.format === "json") {
    for (const _ of run.entries);
    writeOut(`${printableJson(JSON.stringify({ files }, null, 2))}\n`);
    return changed > 0 ? EXIT.findings : EXIT.fine;
  }
  function* pieces(): Generator<string> {
    for (const _ of run.entries) {
      yield* waiting.map(hideKnown);
      waiting = [];
    }
  }
  if (options.output) writeNotes(await writeWholeInPieces(options.output, pieces()));
  else for (const piece of pieces()) await writtenToTheLetter(piece);
  if (changed === 0) writeErr("--fix has nothing to change.\n");
  if (masked > 0)
    writeErr(
      `${counted(masked, "line")} of the diff ${masked === 1 ? "holds" : "hold"} a credential, shown as dots: patch cannot apply them, --fix can.\n`,
    );
  return changed > 0 ? EXIT.findings : EXIT.fine;
}

/** In a pipe a diff is for programs and stays as it is; a terminal is to show its letters, not to obey them. */
function shownDiff(diff: string, color: Painter): string {
  const lines = diff.split("\n");
  return (process.stdout.isTTY ? lines.map(printableLines) : lines)
    .map((line) => {
      if (line.startsWith("+")) return color.green(line);
      if (line.startsWith("-")) return color.red(line);
      return line.startsWith("@@") ? color.cyan(line) : line;
    })
    .join("\n");
}
