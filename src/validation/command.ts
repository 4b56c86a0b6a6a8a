/** What `npm run validate` does with its options once rules are loaded: report, mend, baseline, watch. */
import { watch as watchFolder } from "node:fs";
import path from "node:path";
import { kindOf } from "../definition/files.ts";
import { InputError } from "../definition/problem.ts";
import { writeWhole } from "../files/write-whole.ts";
import { EXIT } from "../terminal/command.ts";
import { type Painter, PLAIN, paint } from "../terminal/paint.ts";
import { printable, printableLines } from "../terminal/printable.ts";
import { showProgress } from "../terminal/progress.ts";
import { writeBaseline } from "./baseline.ts";
import { maskSecrets } from "./facts/secrets.ts";
import type { Profile } from "./finding.ts";
import { type FormatName, loadFormat } from "./format.ts";
import { Tally } from "./report.ts";
import type { Rule } from "./rule.ts";
import { type Mended, type Run, runValidate } from "./run-validate.ts";

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
}

/** Saving in an editor writes several times; one run is enough for all of them. */
const WATCH_DELAY_MS = 80;

/** Characters that are written at once. */
const CHUNK = 64 * 1024;

export async function validateCommand(
  rules: readonly Rule[],
  targets: readonly string[],
  options: CommandOptions,
): Promise<number> {
  if (options.writeBaseline && !options.baseline) {
    throw new InputError("usage", "--write-baseline needs --baseline FILE.", "Name the file to write.");
  }
  if (options.fix && options.fixDryRun)
    throw new InputError("usage", "--fix and --fix-dry-run exclude each other.", "Choose one.");
  if (!options.watch) return validateOnce(rules, targets, options);
  return validateForever(rules, targets, options);
}

async function validateOnce(
  rules: readonly Rule[],
  targets: readonly string[],
  options: CommandOptions,
): Promise<number> {
  const mended: Mended[] = [];
  const run = runValidate(rules, {
    targets,
    profile: options.profile,
    only: options.rule,
    ignore: options.ignore,
    settings: options.settings,
    baseline: options.writeBaseline ? undefined : options.baseline,
    mended: options.fix || options.fixDryRun ? (one) => mended.push(one) : undefined,
    progress: (total) => showProgress(total),
  });
  if (options.fixDryRun) {
    for (const _ of run.entries);
    return showDiff(mended);
  }
  if (options.writeBaseline && options.baseline) {
    const { text, findings } = writeBaseline(run.entries);
    writeWhole(options.baseline, text);
    process.stderr.write(`${options.baseline} now knows ${findings} findings.\n`);
    return EXIT.fine;
  }
  const tally = await writeReport(rules, run, options);
  if (options.fix) writeMended(mended);
  const tooMany = options.maxWarnings !== undefined && tally.warnings > options.maxWarnings;
  if (tooMany)
    process.stderr.write(`${tally.warnings} warnings are more than the ${options.maxWarnings} allowed.\n`);
  return tally.errors > 0 || tooMany ? EXIT.findings : EXIT.fine;
}

async function writeReport(rules: readonly Rule[], run: Run, options: CommandOptions): Promise<Tally> {
  const tally = new Tally();
  const format = await loadFormat(options.format);
  // A file never gets colours, whatever the terminal can show.
  const painter = options.output ? PLAIN : paint(process.stdout);
  const made = format(run.head, tally.count(run.entries), {
    rules,
    all: options.all === true,
    paint: painter,
    width: options.output ? undefined : process.stdout.columns,
  });
  const pieces = inChunks(made);
  if (options.output) {
    writeWhole(options.output, pieces);
    const { errors, warnings, infos } = tally;
    process.stderr.write(`${errors} errors, ${warnings} warnings, ${infos} infos: ${options.output}\n`);
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
    yield waiting;
    waiting = "";
  }
  if (waiting !== "") yield waiting;
}

/** Waits until everything is handed over: a pipe takes a long report only bit by bit. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

function writeMended(mended: readonly Mended[]): void {
  for (const { folder, root, result } of mended) {
    for (const file of result.files) writeWhole(path.join(root, file.file), file.bytes);
    const count = [...result.applied.values()].reduce((sum, value) => sum + value, 0);
    if (count === 0) continue;
    const files = result.files.map((file) => file.file).join(", ");
    process.stderr.write(
      `${printable(folder)}: mended ${count} ${count === 1 ? "finding" : "findings"} in ${files}\n`,
    );
  }
}

async function showDiff(mended: readonly Mended[]): Promise<number> {
  const { createTwoFilesPatch } = await import("diff");
  const color = paint(process.stdout);
  let changed = 0;
  for (const { folder, result } of mended) {
    for (const { file, before, after } of result.files) {
      changed++;
      const name = printable(folder === "." ? file : `${folder}/${file}`);
      const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
        context: 2,
      });
      await print(before === after ? `${name}: the byte order mark would go\n` : colorDiff(patch, color));
    }
  }
  if (changed === 0) process.stderr.write("Nothing that --fix could mend.\n");
  return changed > 0 ? EXIT.findings : EXIT.fine;
}

function colorDiff(patch: string, color: Painter): string {
  const paintLine = (line: string) => {
    if (line.startsWith("+")) return color.green(line);
    if (line.startsWith("-")) return color.red(line);
    return line.startsWith("@@") ? color.cyan(line) : line;
  };
  const lines = patch.split("\n").filter((line) => !line.startsWith("====="));
  // The lines around a change may hold a secret; it stays in its file.
  return lines.map(maskSecrets).map(printableLines).map(paintLine).join("\n");
}

/** Runs until the user stops it. A fault in the input is shown and waited out: the next save may mend it. */
async function validateForever(
  rules: readonly Rule[],
  targets: readonly string[],
  options: CommandOptions,
): Promise<number> {
  const run = async () => {
    if (process.stdout.isTTY) process.stdout.write("\x1b[2J\x1b[3J\x1b[H");
    try {
      await validateOnce(rules, targets, options);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      process.stderr.write(`${error.message}\n  ${error.help}\n`);
    }
    process.stderr.write(
      `\nWatching ${targets.length > 0 ? targets.join(", ") : "this folder"}; Ctrl+C ends.\n`,
    );
  };
  await run();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(run);
    }, WATCH_DELAY_MS);
  };
  for (const target of targets.length > 0 ? targets : ["."]) {
    const full = path.resolve(target);
    // A file is watched through its folder: editors replace files, and a watch on the old one would go deaf.
    const folder = kindOf(full) === "folder" ? full : path.dirname(full);
    watchFolder(folder, { recursive: true }, (_, name) => {
      if (name && !/(^|[\\/])(node_modules|\.git|dist)[\\/]|\.tmp$/.test(name)) again();
    });
  }
  return new Promise((resolve) => process.once("SIGINT", () => resolve(EXIT.fine)));
}
