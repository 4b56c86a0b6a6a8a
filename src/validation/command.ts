/** What `npm run validate` does with its options once rules are loaded: report, mend, baseline, watch. */

import path from "node:path";
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { findConnectors, mayHoldConnectors } from "../definition/find-connectors.ts";
import { InputError } from "../json/problem.ts";
import { kindOf } from "../machine/files/read-inside.ts";
import { type Watched, watchFolders } from "../machine/files/watch.ts";
import { isLeftover, replaceAll, writeWhole, writeWholeInPieces } from "../machine/files/write-whole.ts";
import { hideKnown } from "../machine/redaction/known.ts";
import { EXIT } from "../machine/terminal/command.ts";
import { counted } from "../machine/terminal/counted.ts";
import { clearScreen, writeErr, writtenOut, writtenToTheLetter } from "../machine/terminal/out.ts";
import { type Painter, PLAIN, paint } from "../machine/terminal/paint.ts";
import { printable, printableLines } from "../machine/terminal/printable.ts";
import { type Progress, showProgress } from "../machine/terminal/progress.ts";
import type { Profile } from "../rules/language/finding.ts";
import type { Previous } from "../rules/language/previous.ts";
import type { Rule } from "../rules/language/rule.ts";
import { writeBaseline } from "./baseline.ts";
import { type FormatName, loadFormat } from "./load-format.ts";
import { type ConnectorReport, Tally } from "./report.ts";
import { type Mended, type Run, runValidate } from "./run-validate.ts";
import { UNUSED_SUPPRESSION } from "./unused-suppression.ts";

export interface CommandOptions {
  profile?: Profile;
  format: FormatName;
  output?: string;
  rule?: string[];
  ignore?: string[];
  maxWarnings?: number;
  all?: boolean;
  settings?: string;
  baseline?: string;
  writeBaseline?: boolean;
  fix?: boolean;
  fixDryRun?: boolean;
  watch?: boolean;
  /** What is known of the version before a connector: reading it is up to the caller. */
  since?: (connector: ConnectorFolder) => Previous | undefined;
}

/** Characters that are written at once. */
const CHUNK = 64 * 1024;

export async function validateCommand(
  rules: readonly Rule[],
  targets: readonly string[],
  options: CommandOptions,
): Promise<number> {
  refuseContradictions(options);
  if (!options.watch) return validateOnce(rules, targets, options);
  return validateForever(rules, targets, options);
}

/** What would silently do something else than the user asked for. */
function refuseContradictions(options: CommandOptions): void {
  const refuse = (message: string, help: string): never => {
    throw new InputError("usage", message, help);
  };
  if (options.output === "") refuse("--output has no file name.", "Name the file to write, or leave it out.");
  if (options.writeBaseline && !options.baseline)
    refuse("--write-baseline needs --baseline FILE.", "Name the file to write.");
  if (options.fix && options.fixDryRun)
    refuse("--fix and --fix-dry-run cannot be used together.", "Choose one.");
  if (!options.writeBaseline) return;
  if (options.fixDryRun) refuse("--write-baseline and --fix-dry-run cannot be used together.", "Choose one.");
  if (options.watch)
    refuse("--write-baseline and --watch cannot be used together.", "Write the baseline first.");
  if (options.output)
    refuse("--write-baseline writes no report, so --output has nothing to write.", "Leave one of them out.");
}

async function validateOnce(
  rules: readonly Rule[],
  targets: readonly string[],
  options: CommandOptions,
): Promise<number> {
  if (options.fixDryRun) return showChanges(rules, targets, options);
  const notes: string[] = [];
  const run = runValidate(rules, {
    ...choices(targets, options),
    baseline: options.writeBaseline ? undefined : options.baseline,
    // Written at once: who needs the report of a connector finds its files as the report says.
    mended: options.fix ? (one) => notes.push(...writeMended(one)) : undefined,
  });
  try {
    if (options.writeBaseline && options.baseline) {
      const { text, findings } = writeBaseline(run.entries, options.baseline);
      tell(writeWhole(options.baseline, text));
      writeErr(`${printable(options.baseline)} now lists ${counted(findings, "finding")}.\n`);
      return EXIT.fine;
    }
    const tally = await writeReport(rules, { ...run, entries: lookedOver(run.entries, notes) }, options);
    const tooMany = options.maxWarnings !== undefined && tally.warnings > options.maxWarnings;
    if (tooMany)
      writeErr(`${counted(tally.warnings, "warning")}: more than the ${options.maxWarnings} allowed.\n`);
    return tally.errors > 0 || tooMany ? EXIT.findings : EXIT.fine;
  } finally {
    for (const note of notes) writeErr(note);
  }
}

/** Notes what a run that was ended from outside has left in the folders. */
function* lookedOver(entries: Iterable<ConnectorReport>, notes: string[]): Generator<ConnectorReport> {
  for (const entry of entries) {
    for (const name of entry.connector.entries.filter(isLeftover))
      notes.push(
        `${printable(pathOf(entry.folder, name))}: left behind by a run that was interrupted while writing; delete it unless another run is still going\n`,
      );
    yield entry;
  }
}

function choices(targets: readonly string[], options: CommandOptions) {
  return {
    targets,
    profile: options.profile,
    only: options.rule,
    ignore: options.ignore,
    settings: options.settings,
    previous: options.since,
    progress: (total: number) => {
      shown = showProgress(total);
      return shown;
    },
  };
}

async function writeReport(rules: readonly Rule[], run: Run, options: CommandOptions): Promise<Tally> {
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
    tell(await writeWholeInPieces(options.output, pieces));
    const { errors, warnings, infos } = tally;
    const counts = [counted(errors, "error"), counted(warnings, "warning"), counted(infos, "info")];
    writeErr(`${counts.join(", ")}: ${printable(options.output)}\n`);
  } else {
    for (const piece of pieces) await print(piece);
  }
  return tally;
}

function tell(notes: readonly string[]): void {
  for (const note of notes) writeErr(`${printable(note)}\n`);
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

/** Writes what was mended in a connector, and says so; never over what somebody saved in the meantime. */
function writeMended({ folder, result }: Mended): string[] {
  const count = [...result.applied.values()].reduce((sum, value) => sum + value, 0);
  if (result.files.length === 0) return [];
  const written = result.files.map(({ file }) => file).join(", ");
  const notes: string[] = [];
  try {
    // As a whole: a fix of one file may stand on one of another.
    const said = replaceAll(
      result.files.map(({ file, original, bytes }) => ({
        file: pathOf(folder, file),
        content: bytes,
        expected: original,
      })),
    );
    notes.push(...said, `${folder}: fixed ${counted(count, "finding")} in ${written}`);
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== "changed-meanwhile") throw error;
    notes.push(`${folder}: nothing was fixed. ${error.message} ${error.help}`);
  }
  return notes.map((note) => `${printable(note)}\n`);
}

function pathOf(folder: string, file: string): string {
  return folder === "." ? file : `${folder}/${file}`;
}

/** What `--fix` would change, as a diff that `patch` takes. */
async function showChanges(
  rules: readonly Rule[],
  targets: readonly string[],
  options: CommandOptions,
): Promise<number> {
  const { diffOf } = await import("./fixing/file-diff.ts");
  const color = options.output ? PLAIN : paint(process.stdout);
  let changed = 0;
  let masked = 0;
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
        waiting.push(options.output ? diff.text : shownDiff(diff.text, color));
      }
    },
  });
  function* pieces(): Generator<string> {
    for (const _ of run.entries) {
      yield* waiting.map(hideKnown);
      waiting = [];
    }
  }
  if (options.output) tell(await writeWholeInPieces(options.output, pieces()));
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

/** What no change of a file can mend. */
const HOPELESS = new Set(["usage", "no-such-rule", "cannot-write"]);

/** Runs until the user stops it. A fault in the input is shown and waited out: the next save may mend it. */
async function validateForever(
  rules: readonly Rule[],
  targets: readonly string[],
  options: CommandOptions,
): Promise<number> {
  const folders = watchedFolders(targets.length > 0 ? targets : ["."]);
  const run = async () => {
    clearScreen();
    try {
      await validateOnce(rules, targets, options);
    } catch (error) {
      if (!(error instanceof InputError) || HOPELESS.has(error.code)) throw error;
      writeErr(`${printableLines(error.message)}\n  ${printableLines(error.help)}\n`);
    }
    const named = targets.length > 0 ? printable(targets.join(", ")) : "this folder";
    writeErr(`\nWatching ${named}; press Ctrl+C to stop.\n`);
  };
  await run();
  return new Promise((resolve, reject) => {
    let running = Promise.resolve();
    const again = () => {
      running = running.then(run).catch((error) => {
        stop();
        reject(error);
      });
    };
    // A report among the files is no reason for the next one.
    const stop = watchFolders(folders, again, { ignored: options.output && path.resolve(options.output) });
    process.once("SIGINT", () => {
      stop();
      resolve(EXIT.fine);
    });
  });
}

/**
 * The folders to watch for some targets: of a file, the one it lies in.
 * @throws {InputError} `no-such-folder`: a folder may come back while it is watched, one that never was is misspelt
 */
function watchedFolders(targets: readonly string[]): Watched[] {
  return targets.map((target) => {
    const full = path.resolve(target);
    const kind = kindOf(full);
    if (target === "" || kind === "none") findConnectors([target]);
    return kind === "folder" ? { folder: full, inner: mayHoldConnectors } : { folder: path.dirname(full) };
  });
}
