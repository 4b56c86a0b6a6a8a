/**
 * How the commands are called where this runs: `npm run validate -- FOLDER` in the repository, `connector validate FOLDER`
 * where the package is installed. Whatever names a command names it as its reader has to type it.
 */

import { printable } from "./printable.ts";

let throughNpm = false;

/** Said by the entry that npm's scripts start. */
export function calledThroughNpm(): void {
  throughNpm = true;
}

/** A command with its arguments, ready to be typed. */
export function commandLine(name: string, args = ""): string {
  const bare = throughNpm ? npmScript(name) : `connector ${name}`;
  if (args === "") return bare;
  // Names of folders are in it.
  const shown = printable(args);
  return throughNpm ? `${bare} -- ${shown}` : `${bare} ${shown}`;
}

/** The beginning of a usage line, before the options. */
export function usageOf(name: string): string {
  return throughNpm ? `${npmScript(name)} --` : `connector ${name}`;
}

function npmScript(name: string): string {
  return name === "start" ? "npm start" : `npm run ${name}`;
}
