/** Seeds one fault into one host and compares what is reported before and after. */
import type { ConnectorFolder } from "../../src/definition/connector-folder.ts";
import type { Finding, Severity } from "../../src/rules/language/finding.ts";
import type { Rule } from "../../src/rules/language/rule.ts";
import { validateWith } from "../../src/validation/validate.ts";
import { ANYWHERE, type Fault } from "./fault.ts";
import { type Host, Seedbed } from "./seedbed.ts";

/** A finding with its place written as faults write theirs. */
export interface Seen extends Finding {
  place: string;
}

export interface Outcome {
  fault: Fault;
  host: string;
  expected: string[];
  /** New findings of the fault's rule. */
  own: Seen[];
  found: boolean;
  /** Found in the expected place. */
  there: boolean;
  /** Official codes that the finding should carry and does not. */
  lacking: string[];
  /** How many new errors and warnings there are, whatever their rule. */
  grave: number;
  /** All that is new, as lines. */
  instead: string[];
  /** Pairs of rules that report the same place. */
  doubles: string[];
}

const known = new WeakMap<Host, Set<string>>();

/** Undefined if the host has no room for the fault. */
export function seedAndLook(rules: readonly Rule[], fault: Fault, host: Host): Outcome | undefined {
  const bed = new Seedbed(host);
  const seeded = fault.seed(bed);
  if (seeded === undefined) return undefined;
  const expected = typeof seeded === "string" ? [seeded] : seeded;
  const before = bed.sound ? keysOf(look(rules, bed.sound)) : soundFindings(rules, host);
  const fresh = look(rules, bed.build()).filter((finding) => !before.has(keyOf(finding)));
  const own = fresh.filter((finding) => finding.rule === fault.rule);
  const there = own.filter((finding) => expected.includes(finding.place) || expected.includes(ANYWHERE));
  const carried = new Set(own.flatMap((finding) => finding.codes));
  const byPlace = Map.groupBy(fresh, (finding) => `${finding.place} ${finding.line}:${finding.column}`);
  return {
    fault,
    host: host.name,
    expected,
    own,
    found: own.length > 0,
    there: there.length > 0,
    lacking: fault.codes.filter((code) => !carried.has(code)),
    grave: fresh.filter((finding) => finding.severity !== "info").length,
    instead: fresh.map(
      (finding) => `${finding.severity} ${finding.rule} ${finding.place}: ${finding.message}`,
    ),
    doubles: [...byPlace.values()]
      .filter((findings) => new Set(findings.map((finding) => finding.rule)).size > 1)
      .map((findings) => findings.map((finding) => `${finding.rule}: ${finding.message}`).join(" | ")),
  };
}

function soundFindings(rules: readonly Rule[], host: Host): Set<string> {
  const there = known.get(host) ?? keysOf(look(rules, new Seedbed(host).build()));
  known.set(host, there);
  return there;
}

/** Findings of both profiles: some rules speak in one only. */
function look(rules: readonly Rule[], connector: ConnectorFolder): Seen[] {
  const severities = new Map<string, Severity | "off">();
  for (const rule of rules)
    if (rule.severity.certification === "off") severities.set(rule.id, rule.severity.import);
  return validateWith(rules, connector, { severities }).map((finding) => ({
    ...finding,
    place:
      finding.file === connector.definition?.file ? finding.pointer : `${finding.file}#${finding.pointer}`,
  }));
}

function keysOf(findings: readonly Seen[]): Set<string> {
  return new Set(findings.map(keyOf));
}

function keyOf(finding: Seen): string {
  return `${finding.rule} ${finding.place} ${finding.message}`;
}
