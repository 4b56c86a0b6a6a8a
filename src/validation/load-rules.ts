/** Finds the rules: every file below `rules/` states one rule or one family of rules as its default export. */
import { readdirSync } from "node:fs";
import type { Rule } from "./rule.ts";
import { GROUPS } from "./rule.ts";

let loaded: Promise<Rule[]> | undefined;

/** All rules, ordered by group and id; loaded once. */
export function loadRules(): Promise<Rule[]> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Rule[]> {
  const folder = new URL("./rules/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const modules = await Promise.all(
    files.map(
      (file) =>
        import(new URL(file.replaceAll("\\", "/"), folder).href) as Promise<{ default: Rule | Rule[] }>,
    ),
  );
  const rules = modules.flatMap((module) => module.default);
  return rules.sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || (a.id < b.id ? -1 : 1));
}
