/** Seeds one fault into one host and compares what is reported before and after. */
import type { Finding, Severity } from "../../src/rules/language/finding.ts";
import type { Rule } from "../../src/rules/language/rule.ts";
import { validateWith } from "../../src/validation/validate.ts";
import type { Host } from "./hosts.ts";
import { type Fault, toConnector } from "./transplant.ts";

/** A finding with its place written as examples write theirs. */
export interface Seen extends Finding {
  place: string;
}

export interface Outcome {
  fault: Fault;
  host: string;
  /** New findings of the fault's rule. */
  own: Seen[];
  found: boolean;
  /** Found in the expected place. */
  there: boolean;
  /** All that is new, as lines. */
  instead: string[];
}

const known = new Map<string, Set<string>>();

/** Undefined if the host has no room for the fault. */
export function seedAndLook(rules: readonly Rule[], fault: Fault, host: Host): Outcome | undefined {
  const seeding = fault.seed(host);
  if (!seeding) return undefined;
  const before = soundFindings(rules, seeding.sound);
  const fresh = look(rules, seeding.faulty).filter((finding) => !before.has(keyOf(finding)));
  const own = fresh.filter((finding) => finding.rule === fault.rule.id);
  return {
    fault,
    host: host.name,
    own,
    found: own.length > 0,
    there: own.some((finding) => seeding.at?.includes(finding.place) ?? true),
    instead: fresh.map(
      (finding) => `${finding.severity} ${finding.rule} ${finding.place}: ${finding.message}`,
    ),
  };
}

/** The same surroundings come again with many faults. */
function soundFindings(rules: readonly Rule[], sound: Host): Set<string> {
  const text = JSON.stringify([sound.name, sound.definition, sound.properties]);
  const there = known.get(text) ?? new Set(look(rules, sound).map(keyOf));
  known.set(text, there);
  return there;
}

/** Findings of both profiles: some rules speak in one only. */
function look(rules: readonly Rule[], host: Host): Seen[] {
  const severities = new Map<string, Severity | "off">();
  for (const rule of rules)
    if (rule.severity.certification === "off") severities.set(rule.id, rule.severity.import);
  const connector = toConnector(host);
  return validateWith(rules, connector, { severities }).map((finding) => ({
    ...finding,
    place:
      finding.file === connector.definition?.file ? finding.pointer : `${finding.file}#${finding.pointer}`,
  }));
}

function keyOf(finding: Seen): string {
  return `${finding.rule} ${finding.place} ${finding.message}`;
}
