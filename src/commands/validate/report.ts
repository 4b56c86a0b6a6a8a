/** Where a report goes: to the terminal, a pipe or a file, bit by bit. */

import { writeWholeInPieces } from "../../machine/files/write-whole.ts";
import { hideKnown } from "../../machine/redaction/known.ts";
import { userCache } from "../../machine/start/own-cache.cjs";
import { writeErr, writeNotes, writtenOut } from "../../machine/terminal/out.ts";
import { PLAIN, paint } from "../../machine/terminal/paint.ts";
import { printable } from "../../machine/terminal/printable.ts";
import { type Progress, showProgress } from "../../machine/terminal/progress.ts";
import type { Rule } from "../../rules/language/rule.ts";
import { loadFormat } from "../../validation/load-format.ts";
import { inWords, Tally } from "../../validation/report.ts";
import type { Run } from "../../validation/run-validate.ts";
import { UNUSED_SUPPRESSION } from "../../validation/unused-suppression.ts";
import type { CommandOptions } from "./options.ts";

/** Characters that are written at once. */
const CHUNK = 64 * 1024;

/** Writes a run's report as the options say. @returns its counts */
export async function writeReport(rules: readonly Rule[], run: Run, options: CommandOptions): Promise<Tally> {
  const tally = new Tally();
  const format = await loadFormat(options.format);
  // A file never gets colours, whatever the terminal can show.
  const painter = options.output ? PLAIN : paint(process.stdout);
  const made = format(run.head, tally.count(run.entries), {
    rules: [...rules, UNUSED_SUPPRESSION],
    all: options.all === true,
    paint: painter,
    width: options.output ? undefined : process.stdout.columns,
  });
  const pieces = inChunks(made);
  if (options.output) {
    writeNotes(await writeWholeInPieces(options.output, pieces));
    writeErr(`${inWords(tally)}: ${printable(options.output)}\n`);
  } else {
    for (const piece of pieces) await print(piece);
  }
  return tally;
}

/** Small pieces put together: each one that is written is a call to the system. */
function* inChunks(pieces: Iterable<string>): Generator<string> {
  let waiting = "";
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < CHUNK) continue;
    yield hideKnown(waiting);
    waiting = "";
  }
  if (waiting !== "") yield hideKnown(waiting);
}

/** The line that says how far the work is, if there is one. */
let shown: Progress | undefined;

/** Waits until everything is handed over: a pipe takes a long report only bit by bit. */
function print(text: string): Promise<void> {
  // On a terminal both write to the same lines.
  if (process.stdout.isTTY) shown?.done();
  return writtenOut(text);
}

/** What a run of the engine is told of the options. */
export function choices(targets: readonly string[], options: CommandOptions) {
  return {
    targets,
    profile: options.profile,
    only: options.rule,
    ignore: options.ignore,
    settings: options.settings,
    previous: options.since,
    compile: options.compile,
    cache: options.cache ? (options.cacheLocation ?? userCache("findings")) : undefined,
    threads: options.threads,
    running: options.running,
    cacheUnusable: (why: string) =>
      writeErr(`Nothing is kept in ${printable(options.cacheLocation ?? "the cache")}: ${printable(why)}.\n`),
    progress: (total: number) => {
      shown = showProgress(total);
      return shown;
    },
  };
}
