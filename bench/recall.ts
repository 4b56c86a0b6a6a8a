/**
 * Does the validator find what is wrong in connectors it has not been written against? Takes every bad example of every rule
 * and puts its fault into foreign connectors: whole, beside the host's own operations, and alone, wherever a schema,
 * parameter, answer or operation can stand.
 *
 *   npm run bench -- recall [FOLDER_OF_CONNECTORS] [--group NAME] [--rule ID] [--all]
 *
 * Hosts are our own connector and, with a folder, a real connector of each shape (webhook, polling, script, basic
 * authentication, …). What a host was reported for before does not count. A node that is no fault in a bare
 * connector needs its surroundings: it is counted, and planted nowhere. Ends with 1 if a fault is missed.
 */
import { parseArgs } from "node:util";
import { formatTable } from "../src/machine/terminal/table.ts";
import { GROUPS, type Rule } from "../src/rules/language/rule.ts";
import { loadRules } from "../src/rules/load-rules.ts";
import { corpusHosts, ownHost } from "./recall/hosts.ts";
import { type Outcome, seedAndLook } from "./recall/seed-and-look.ts";
import { BARE, type Fault, faultsOf, OF_THE_WHOLE } from "./recall/transplant.ts";

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      group: { type: "string" },
      rule: { type: "string" },
      /** Also list findings at other places than expected. */
      all: { type: "boolean", default: false },
    },
  });
  const rules = await loadRules();
  const hosts = [ownHost(), ...(positionals[0] ? corpusHosts(positionals[0], rules) : [])];
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`Hosts: ${hosts.map((host) => host.name).join(", ")}.\n`);

  const rows = [["group", "rules", "seeded", "faults", "seedings", "found", "elsewhere", "missed"]];
  const outcomes: Outcome[] = [];
  let bound = 0;
  for (const group of GROUPS) {
    if (values.group && group !== values.group) continue;
    const here = rules.filter((rule) => rule.group === group && (!values.rule || rule.id === values.rule));
    const faults = here.flatMap(faultsOf);
    const standing = faults.filter((fault) => isFaultByItself(rules, fault));
    bound += faults.length - standing.length;
    const seen = standing.flatMap((fault) =>
      (OF_THE_WHOLE.has(fault.rule.id) ? [BARE] : hosts).flatMap(
        (host) => seedAndLook(rules, fault, host) ?? [],
      ),
    );
    outcomes.push(...seen);
    rows.push([group, ...counts(here, standing, seen).map(String)]);
    const seeded = new Set(seen.map((outcome) => outcome.fault.rule));
    const unseeded = here.filter((rule) => !seeded.has(rule));
    if (unseeded.length > 0) print(`${group}, not seeded: ${unseeded.map((rule) => rule.id).join(", ")}`);
  }
  list(outcomes, values.all, print);
  rows.push(["all", ...totals(rows)]);
  print(formatTable(rows, [1, 2, 3, 4, 5, 6, 7]));
  print(`Nodes that are a fault only in their surroundings, planted nowhere: ${bound}.`);
  const all = new Set(rules.flatMap((rule) => rule.codes));
  const carried = new Set(outcomes.flatMap((outcome) => outcome.own.flatMap((finding) => finding.codes)));
  print(`Official codes seen on a finding: ${carried.size} of ${all.size}.`);
  if (!values.group && !values.rule && carried.size < all.size)
    print(`Not seen: ${[...all].filter((code) => !carried.has(code)).join(", ")}.`);
  if (outcomes.some((outcome) => !outcome.found)) process.exitCode = 1;
}

function isFaultByItself(rules: readonly Rule[], fault: Fault): boolean {
  return seedAndLook(rules, fault, BARE)?.there === true;
}

function counts(rules: readonly Rule[], faults: readonly Fault[], seen: readonly Outcome[]): number[] {
  return [
    rules.length,
    new Set(seen.map((outcome) => outcome.fault.rule)).size,
    faults.length,
    seen.length,
    seen.filter((outcome) => outcome.found).length,
    seen.filter((outcome) => outcome.found && !outcome.there).length,
    seen.filter((outcome) => !outcome.found).length,
  ];
}

function totals(rows: string[][]): string[] {
  const columns = (rows[0]?.length ?? 1) - 1;
  return Array.from({ length: columns }, (_, column) =>
    String(rows.slice(1).reduce((sum, row) => sum + Number(row[column + 1]), 0)),
  );
}

/** One entry for each fault that was missed, with what the first host shows instead; with `all`, those found elsewhere too. */
function list(outcomes: readonly Outcome[], all: boolean, print: (line: string) => void): void {
  const odd = outcomes.filter((outcome) => !outcome.found || (all && !outcome.there));
  for (const [fault, group] of Map.groupBy(odd, (outcome) => outcome.fault)) {
    const [first] = group;
    if (!first) continue;
    const more = group.length > 1 ? `${first.host} and ${group.length - 1} more` : first.host;
    print(`${first.found ? "place " : "missed"}  ${fault.rule.id}: ${fault.what} (${more})`);
    for (const line of first.instead.slice(0, 6)) print(`          ${line}`);
  }
}
