/** What `validate` and `fix` do with their options once the rules are loaded: report, baseline, fix, watch. */

import path from "node:path";
import { findConnectors, mayHoldConnectors } from "../../definition/find-connectors.ts";
import { InputError } from "../../json/problem.ts";
import { kindOf } from "../../machine/files/read-inside.ts";
import type { Watched } from "../../machine/files/watch.ts";
import { isLeftover, writeWhole } from "../../machine/files/write-whole.ts";
import { EXIT } from "../../machine/terminal/command.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { forever } from "../../machine/terminal/forever.ts";
import { clearScreen, writeErr, writeNotes } from "../../machine/terminal/out.ts";
import { printable } from "../../machine/terminal/printable.ts";
import type { Rule } from "../../rules/language/rule.ts";
import { writeBaseline } from "../../validation/baseline.ts";
import type { ConnectorReport } from "../../validation/report.ts";
import { runValidate } from "../../validation/run-validate.ts";
import { RunningValidators } from "../../validation/running.ts";
import { pathOf, showChanges, writeMended } from "./fixes.ts";
import type { CommandOptions } from "./options.ts";
import { choices, writeReport } from "./report.ts";

export async function validateCommand(
  rules: readonly Rule[],
  targets: readonly string[],
  options: CommandOptions,
): Promise<number> {
  refuseContradictions(options);
  if (!options.watch) return validateOnce(rules, targets, options);
  return validateForever(rules, targets, options);
}

/** What would silently do something other than the user asked for. */
function refuseContradictions(options: CommandOptions): void {
  const refuse = (message: string, help: string): never => {
    throw new InputError("usage", message, help);
  };
  if (options.output === "") refuse("--output has no file name.", "Name the file to write, or leave it out.");
  if (options.writeBaseline && !options.baseline)
    refuse("--write-baseline needs --baseline FILE.", "Name the file to write.");
  if (options.cacheLocation !== undefined && !options.cache)
    refuse("--cache-location needs --cache.", "Add --cache, or leave it out.");
  if (options.cacheLocation === "")
    refuse("--cache-location has no folder name.", "Name the folder, or leave it out.");
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
  let isWritten = true;
  const run = runValidate(rules, {
    ...choices(targets, options),
    baseline: options.writeBaseline ? undefined : options.baseline,
    // Written at once: who needs the report of a connector finds its files as the report says.
    mended: options.fix
      ? (one) => {
          const result = writeMended(one);
          notes.push(...result.notes);
          isWritten &&= result.written;
        }
      : undefined,
  });
  try {
    if (options.writeBaseline && options.baseline) {
      const { text, findings } = writeBaseline(run.entries, options.baseline);
      writeNotes(writeWhole(options.baseline, text));
      writeErr(`${printable(options.baseline)} now lists ${counted(findings, "finding")}.\n`);
      return EXIT.fine;
    }
    const tally = await writeReport(rules, { ...run, entries: lookedOver(run.entries, notes) }, options);
    const tooMany = options.maxWarnings !== undefined && tally.warnings > options.maxWarnings;
    if (tooMany)
      writeErr(`${counted(tally.warnings, "warning")}: more than the ${options.maxWarnings} allowed.\n`);
    // The report tells of files as they would be.
    if (!isWritten) return EXIT.unusable;
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

/** What no change of a file can fix. */
const HOPELESS = new Set(["usage", "no-such-rule", "cannot-write"]);

/** Runs until the user stops it. */
function validateForever(
  rules: readonly Rule[],
  targets: readonly string[],
  options: CommandOptions,
): Promise<number> {
  const folders = watchedFolders(targets.length > 0 ? targets : ["."]);
  const running = new RunningValidators();
  return forever({
    once: () => {
      clearScreen();
      return validateOnce(rules, targets, { ...options, running });
    },
    folders: () => folders,
    named: targets.length > 0 ? targets.join(", ") : "this folder",
    hopeless: HOPELESS,
    // A report among the files is no reason for the next one.
    ignored: options.output && path.resolve(options.output),
  });
}

/**
 * The folders to watch for some targets: of a file, the one it is in.
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
