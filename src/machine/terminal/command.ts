/** What every command line of the workbench does alike: usage errors, unusable input, closed pipes, exit codes. */

import { writeSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { InputError } from "../../json/problem.ts";
import { commandLine, usageOf } from "./invocation.ts";
import { writeErr } from "./out.ts";
import { paint } from "./paint.ts";
import { printableLines } from "./printable.ts";

/** Exit codes, the same for all commands. */
export const EXIT = { fine: 0, findings: 1, unusable: 2 } as const;

/** A command line, read and not yet carried out. */
export interface BuiltCommand {
  command: Command;
  /** What it does once its arguments are parsed. @returns the exit code */
  run(): Promise<number> | number;
}

/** What a file of src/commands exports: how the command is called, and how it is made. Making it does and loads nothing else. */
export interface CommandFile {
  name: string;
  build(): BuiltCommand;
}

/** Arguments, and what they do; the command itself precedes them as the reader has to type it. */
export type Example = [args: string, meaning?: string];

/** @param build is given a function that makes the command, with a description and examples for `--help` */
export function defineCommand(
  name: string,
  build: (create: (description: string, examples: Example[]) => Command) => BuiltCommand,
): CommandFile {
  return {
    name,
    build: () => build((description, examples) => createCommand(name, description, examples)),
  };
}

/** A command with the house's settings: usage errors end with exit code 2 and point at `--help`. */
function createCommand(name: string, description: string, examples: Example[]): Command {
  const lines = examples.map(([args, meaning]) => [commandLine(name, args), meaning] as const);
  const width = Math.max(...lines.filter(([, meaning]) => meaning).map(([line]) => line.length));
  const shown = lines.map(([line, meaning]) => (meaning ? `${line.padEnd(width)}  # ${meaning}` : line));
  return new Command(usageOf(name))
    .description(description)
    .exitOverride()
    .showHelpAfterError("(run with --help for options and examples)")
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, `${paint(process.stderr).red("error")} `)),
    })
    .addHelpText(
      "after",
      `\nExamples:\n${shown.map((line) => `  ${line}`).join("\n")}\n\nExit codes: 0 success, 1 findings, 2 wrong usage or unreadable input.`,
    );
}

/**
 * Runs a command with the arguments of the process and ends it with its exit code.
 * An {@link InputError} is printed as one clear message; any other error is ours and asks for a report, without a stack
 * trace unless `DEBUG` is set.
 */
export async function runCommand(file: CommandFile): Promise<void> {
  // A reader that closes the pipe early (`| head`) is not an error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(process.exitCode ?? EXIT.fine);
      endUnwritten(stream, error);
    });
  }
  process.exitCode = await carryOut(file, process.argv.slice(2));
}

/**
 * Runs a command with these arguments and returns its exit code. Never throws.
 * What went wrong is on standard error: see {@link runCommand}.
 */
export async function carryOut(file: CommandFile, args: readonly string[]): Promise<number> {
  try {
    const { command, run } = file.build();
    command.parse(args, { from: "user" });
    return await run();
  } catch (error) {
    return report(error);
  }
}

/** A full disk behind `> report.json`: said where it still can be, without a stack. */
function endUnwritten(stream: NodeJS.WriteStream, error: NodeJS.ErrnoException): never {
  if (stream === process.stdout) {
    const message = `error Cannot write to standard output (${error.code ?? error.message}).\n`;
    try {
      writeSync(2, `${message}  Free some space, or write somewhere else.\n`);
    } catch {
      // Nowhere to say it: the exit code does.
    }
  }
  process.exit(EXIT.unusable);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.unusable;
  const color = paint(process.stderr);
  if (error instanceof InputError) {
    writeErr(
      `${color.red("error")} ${printableLines(error.message)} ${color.dim(`(${error.code})`)}\n  ${printableLines(error.help)}\n`,
    );
    return EXIT.unusable;
  }
  const message = error instanceof Error ? error.message : String(error);
  writeErr(
    `${color.red("internal error")} ${message}\n  This is a bug in the workbench, not a fault of your connector. Run it again with DEBUG=1 and report the details.\n`,
  );
  if (process.env.DEBUG && error instanceof Error) writeErr(`${error.stack}\n`);
  return EXIT.unusable;
}
