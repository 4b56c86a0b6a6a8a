/**
 * Does the validator find what is wrong? Seeds faults of every rule into sound connectors and looks whether each is found,
 * under its own rule, where it was put.
 *
 *   npm run bench -- recall [FOLDER_OF_CONNECTORS] [--group NAME] [--rule ID] [--all]
 *
 * Hosts are our own connector, the one of the examples, and, with a folder, a real connector of each shape (webhook,
 * polling, script, basic authentication, …). A fault is a small function in `recall/GROUP.ts` that changes a host and says
 * where it did. What the host was reported for before the fault was seeded does not count. Ends with 1 if a fault is missed.
 */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { formatTable } from "../src/machine/terminal/table.ts";
import { GROUPS } from "../src/rules/language/rule.ts";
import { loadRules } from "../src/rules/load-rules.ts";
import type { Fault } from "./recall/fault.ts";
import { corpusHosts, ownHosts } from "./recall/hosts.ts";
import { type Outcome, seedAndLook } from "./recall/seed-and-look.ts";

/** Faults by group; a file that names no group helps to write them. */
async function loadFaults(): Promise<Map<string, Fault[]>> {
  const byGroup = new Map<string, Fault[]>();
  for (const group of GROUPS) {
    const file = new URL(`./recall/${group}.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    byGroup.set(group, ((await import(file.href)) as { default: Fault[] }).default);
  }
  return byGroup;
}

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      group: { type: "string" },
      rule: { type: "string" },
      /** Also list findings at other places than expected, floods and duplicates one by one. */
      all: { type: "boolean", default: false },
    },
  });
  const rules = await loadRules();
  const hosts = [...ownHosts(), ...(positionals[0] ? corpusHosts(positionals[0], rules) : [])];
  const faults = await loadFaults();
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`Hosts: ${hosts.map((host) => host.name).join(", ")}.\n`);

  const rows = [["group", "rules", "seeded", "found", "faults", "seedings", "found", "elsewhere", "missed"]];
  const outcomes: Outcome[] = [];
  for (const [group, list] of faults) {
    if (values.group && group !== values.group) continue;
    const chosen = list.filter((fault) => !values.rule || fault.rule === values.rule);
    const unknown = chosen.find((fault) => !rules.some((rule) => rule.id === fault.rule));
    if (unknown) throw new Error(`There is no rule ${unknown.rule}.`);
    const here = chosen.flatMap((fault) => hosts.flatMap((host) => seedAndLook(rules, fault, host) ?? []));
    outcomes.push(...here);
    const ids = rules.filter((rule) => rule.group === group).map((rule) => rule.id);
    const seeded = new Set(here.map((outcome) => outcome.fault.rule));
    const found = new Set(here.filter((outcome) => outcome.found).map((outcome) => outcome.fault.rule));
    rows.push([
      group,
      `${ids.length}`,
      `${ids.filter((id) => seeded.has(id)).length}`,
      `${ids.filter((id) => found.has(id)).length}`,
      `${chosen.length}`,
      `${here.length}`,
      `${here.filter((outcome) => outcome.found).length}`,
      `${here.filter((outcome) => outcome.found && !outcome.there).length}`,
      `${here.filter((outcome) => !outcome.found).length}`,
    ]);
    const unseeded = ids.filter((id) => !seeded.has(id));
    if (unseeded.length > 0 && !values.rule) print(`${group}, not seeded: ${unseeded.join(", ")}`);
  }
  listMissed(outcomes, print);
  if (values.all) listOddities(outcomes, print);
  rows.push(["all", ...totals(rows)]);
  print(formatTable(rows, [1, 2, 3, 4, 5, 6, 7, 8]));
  const all = new Set(rules.flatMap((rule) => rule.codes));
  const carried = new Set(outcomes.flatMap((outcome) => outcome.own.flatMap((finding) => finding.codes)));
  print(`Official codes seen on a finding: ${carried.size} of ${all.size}.`);
  if (!values.group && !values.rule && carried.size < all.size)
    print(`Not seen: ${[...all].filter((code) => !carried.has(code)).join(", ")}.`);
  const floods = outcomes.filter((outcome) => outcome.grave > 3).length;
  const doubles = outcomes.filter((outcome) => outcome.doubles.length > 0).length;
  print(
    `Seedings with more than three errors and warnings: ${floods}; with two rules at one place: ${doubles}.`,
  );
  if (outcomes.some((outcome) => !outcome.found || outcome.lacking.length > 0)) process.exitCode = 1;
}

function totals(rows: string[][]): string[] {
  const columns = (rows[0]?.length ?? 1) - 1;
  return Array.from({ length: columns }, (_, column) =>
    String(rows.slice(1).reduce((sum, row) => sum + Number(row[column + 1]), 0)),
  );
}

function listMissed(outcomes: readonly Outcome[], print: (line: string) => void): void {
  grouped(
    outcomes.filter((outcome) => !outcome.found),
    (outcome) => outcome.instead,
    (fault, count, instead) => print(`missed  ${fault.rule}: ${fault.what} (${count})\n${instead}`),
  );
  grouped(
    outcomes.filter((outcome) => outcome.found && outcome.lacking.length > 0),
    (outcome) => [`without code ${outcome.lacking.join(", ")}`],
    (fault, count, lacking) => print(`codes   ${fault.rule}: ${fault.what} (${count})\n${lacking}`),
  );
}

function listOddities(outcomes: readonly Outcome[], print: (line: string) => void): void {
  grouped(
    outcomes.filter((outcome) => outcome.found && !outcome.there),
    (outcome) => [
      `expected ${outcome.expected.join(", ")}`,
      ...outcome.own.map((finding) => `found ${finding.place}`),
    ],
    (fault, count, places) => print(`place   ${fault.rule}: ${fault.what} (${count})\n${places}`),
  );
  grouped(
    outcomes.filter((outcome) => outcome.grave > 3),
    (outcome) => outcome.instead,
    (fault, count, found) => print(`flood   ${fault.rule}: ${fault.what} (${count})\n${found}`),
  );
  grouped(
    outcomes.filter((outcome) => outcome.doubles.length > 0),
    (outcome) => outcome.doubles,
    (fault, count, found) => print(`double  ${fault.rule}: ${fault.what} (${count})\n${found}`),
  );
}

/** One entry for each fault, with what the first host it happened in shows. */
function grouped(
  outcomes: readonly Outcome[],
  describe: (outcome: Outcome) => string[],
  show: (fault: Fault, where: string, lines: string) => void,
): void {
  for (const [fault, group] of Map.groupBy(outcomes, (outcome) => outcome.fault)) {
    const [first] = group;
    if (!first) continue;
    const more = group.length > 1 ? `${first.host} and ${group.length - 1} more` : first.host;
    show(
      fault,
      more,
      describe(first)
        .slice(0, 6)
        .map((line) => `          ${line}`)
        .join("\n"),
    );
  }
}
