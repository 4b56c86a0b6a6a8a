/**
 * Bundles the commands into build/commands, for the package and, when `npm ci` has run, for a clone: one file for what every command
 * needs, one for what validating needs, and so on, as CommonJS, because only of that can what V8 compiled be kept (kept-code.cjs).
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { asFunction } from "../src/machine/start/kept-code.cjs";
import { GROUPS } from "../src/rules/language/rule.ts";
import { BUILD, bundleInto, bundleOnDemand, ROOT, SCRIPT_HOST } from "./bundle.ts";

const FOLDER = path.join(BUILD, "commands");

/** Run before anything that is bundled: copied as they stand. */
const FIRST = ["kept-code.cjs", "own-cache.cjs", "thread.cjs"].map((name) => `src/machine/start/${name}`);

/** @returns the files that went in */
export async function bundleCommands(): Promise<string[]> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const commands = await bundleInto(
    FOLDER,
    { connector: "src/commands/connector.ts", helper: "src/validation/helper-thread.ts" },
    "cjs",
  );
  const modules = [...commands.modules, ...(await bundleOnDemand(FOLDER))];
  for (const name of readdirSync(FOLDER).filter((name) => name.endsWith(".cjs"))) {
    const file = path.join(FOLDER, name);
    const code = asAscii(readFileSync(file, "utf8"), name);
    // What is loaded on demand stays a module, which the programs in build/js require, too.
    writeFileSync(file, commands.files.includes(name) ? asFunction(code) : code);
  }
  for (const file of FIRST) cpSync(path.join(ROOT, file), path.join(FOLDER, path.basename(file)));
  writeStamp(modules);
  return modules;
}

/** The same code in ASCII: other text is decoded slowly and takes twice the memory. */
function asAscii(code: string, name: string): string {
  if (/String\.raw`[^`]*[^\0-\x7f]/.test(code))
    throw new Error(`${name}: a raw text cannot be written in ASCII.`);
  return code.replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * What a clone's bundle was made of, for run.mjs to tell whether it still is (the package leaves it out): each file with its size and times. The time of the last
 * change of a file's entry is among them, because it cannot be set as the time of its content can.
 */
function writeStamp(modules: readonly string[]): void {
  const lines = sourcesOf(modules).map((name) => {
    const { size, mtimeMs, ctimeMs } = statSync(path.join(ROOT, name));
    return `${name}\t${size}\t${mtimeMs}\t${ctimeMs}`;
  });
  writeFileSync(path.join(FOLDER, "made-of.txt"), lines.join("\n"));
}

/** All that decides on a bundle: the files that went in, those that are copied, the libraries, and the folders whose files are listed. */
export function sourcesOf(modules: readonly string[]): string[] {
  const bundled = modules.filter((id) => id.startsWith(ROOT) && !id.includes("node_modules"));
  const host = readdirSync(path.join(ROOT, SCRIPT_HOST)).map((name) => `${SCRIPT_HOST}/${name}`);
  const folders = [SCRIPT_HOST, ...GROUPS.map((group) => `src/rules/${group}`)];
  const names = bundled.map((id) => path.relative(ROOT, id));
  return [...new Set([...names, ...FIRST, ...host, ...folders, "package-lock.json"])].sort();
}
