/** Finds the rules: every file in the folder of a group states one rule or one family of rules as its default export. */
import { readdirSync, readFileSync } from "node:fs";
import type { Rule } from "./language/rule.ts";
import { GROUPS } from "./language/rule.ts";

let loaded: Promise<Rule[]> | undefined;
let runTime: Promise<Rule[]> | undefined;

/** All rules, ordered by group and id; loaded once. */
export function loadRules(): Promise<Rule[]> {
  loaded ??= load(ruleFiles());
  return loaded;
}

/**
 * The rules that say what breaks when a connector runs. Tests of connectors ask for them and for no others, so only the files
 * are loaded whose text has the word: every file of tests would otherwise wait for hundreds of modules.
 */
export function loadRunTimeRules(): Promise<Rule[]> {
  const mentions = (file: string) =>
    readFileSync(new URL(file, import.meta.url), "utf8").includes("breaksAtRunTime");
  runTime ??= load(ruleFiles().filter(mentions)).then(runTimeRulesOf);
  return runTime;
}

/** Those of some rules that say what breaks when a connector runs. */
export function runTimeRulesOf(rules: readonly Rule[]): Rule[] {
  return rules.filter((rule) => rule.breaksAtRunTime !== undefined);
}

function ruleFiles(): string[] {
  return GROUPS.flatMap((group) =>
    readdirSync(new URL(`./${group}/`, import.meta.url), { encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `./${group}/${file}`),
  );
}

async function load(files: string[]): Promise<Rule[]> {
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, import.meta.url).href) as Promise<{ default: Rule | Rule[] }>),
  );
  const rules = modules.flatMap((module) => module.default);
  return rules.sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || (a.id < b.id ? -1 : 1));
}
