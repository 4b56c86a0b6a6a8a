/** The command `connector` of the package: finds the command that is meant, or says which there are. */

import { calledThroughNpm } from "../machine/terminal/invocation.ts";
import { writeErr, writeOut } from "../machine/terminal/out.ts";
import { VERSION } from "../machine/version.ts";
import { COMMANDS, OWN_COMMANDS } from "./index.ts";
import type { Table } from "./table.ts";

/** Runs the command that the first argument names, with the arguments behind it. */
export async function runConnector(): Promise<void> {
  const [name] = process.argv.splice(2, 1);
  if (name === "complete") {
    const { complete } = await import("./completion.ts");
    return await complete(COMMANDS, process.argv.slice(2));
  }
  const found = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (found) return await run(found);
  if (name === "--version" || name === "-V") writeOut(`${VERSION}\n`);
  else if (name === undefined || name === "help" || name === "--help" || name === "-h") writeOut(overview());
  else {
    const { didYouMean } = await import("../rules/language/nearest.ts");
    writeErr(
      `error There is no command ${shown(name)}.\n  ${didYouMean(name, Object.keys(COMMANDS))}connector --help lists all.\n`,
    );
    const { EXIT } = await import("../machine/terminal/command.ts");
    process.exitCode = EXIT.unusable;
  }
}

/** Runs the command that a script of npm names, as the reader of this repository calls it. */
export async function runScript(name: string): Promise<void> {
  const all = { ...COMMANDS, ...OWN_COMMANDS };
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (!found) {
    const { EXIT } = await import("../machine/terminal/command.ts");
    const what = name === "" || name.startsWith("-") ? "" : `error There is no command ${shown(name)}.\n`;
    writeErr(
      `${what}Usage: node scripts/run.mjs COMMAND [arguments]\n  Commands: ${Object.keys(all).join(", ")}.\n  COMMAND --help shows options and examples.\n`,
    );
    process.exitCode = EXIT.unusable;
    return;
  }
  calledThroughNpm();
  await run(found);
}

/** What commands need is loaded for commands alone: the version and the overview are there at once. */
async function run({ load }: Table[string]): Promise<void> {
  const { runCommand } = await import("../machine/terminal/command.ts");
  await runCommand((await load()).default);
}

/** A name that somebody typed: short, and without what a terminal would obey. */
function shown(name: string): string {
  return `"${name.slice(0, 60).replace(/[^\x20-\x7e]/g, "?")}"`;
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "Usage: connector COMMAND [arguments]",
    "",
    "Validates, packages, mocks and runs Power Platform custom connectors on your own machine.",
    "",
    "Commands:",
    ...lines,
    "",
    "connector COMMAND --help shows options and examples.",
    "Exit codes: 0 success, 1 findings, 2 wrong usage or unreadable input.",
    "",
  ].join("\n");
}
