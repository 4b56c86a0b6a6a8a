/** Finds the rules: every file in the folder of a group states one rule or one family of rules as its default export. */
import { readdirSync } from "node:fs";
import type { Rule } from "./language/rule.ts";
import { GROUPS } from "./language/rule.ts";

let loaded: Promise<Rule[]> | undefined;

/** All rules, ordered by group and id; loaded once. */
export function loadRules(): Promise<Rule[]> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Rule[]> {
  const files = GROUPS.flatMap((group) =>
    readdirSync(new URL(`./${group}/`, import.meta.url), { encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `./${group}/${file}`),
  );
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, import.meta.url).href) as Promise<{ default: Rule | Rule[] }>),
  );
  const rules = modules.flatMap((module) => module.default);
  return rules.sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || (a.id < b.id ? -1 : 1));
}
