/**
 * The files of rules: every file in the folder of a group states one rule or one family of rules as its default export. They
 * are found by listing the folders, so that there is no list to forget. The package is built with such a list in place of this
 * file (scripts/build-package.ts), because there are no folders of rules in it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { GROUPS, type Rule } from "./language/rule.ts";
import { statedIn } from "./stated-in.ts";

/** All rules, in no particular order. */
export function importAllRules(): Promise<Rule[]> {
  return load(ruleFiles());
}

/** The rules of those files that have rules on what breaks at run time; the others of these files as well. */
export function importRunTimeRules(): Promise<Rule[]> {
  return load(ruleFiles().filter(isRunTimeFile));
}

/** Paths relative to this folder, such as `./triggers/webhook-url.ts`. */
export function ruleFiles(): string[] {
  return GROUPS.flatMap((group) =>
    readdirSync(new URL(`./${group}/`, import.meta.url), { encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `./${group}/${file}`),
  );
}

/** By the text, so that files need not be loaded to be left out. */
export function isRunTimeFile(file: string): boolean {
  return readFileSync(new URL(file, import.meta.url), "utf8").includes("breaksAtRunTime");
}

async function load(files: string[]): Promise<Rule[]> {
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, import.meta.url).href) as Promise<{ default: Rule | Rule[] }>),
  );
  return modules.flatMap((module, index) => statedIn(files[index] ?? "", module.default));
}
