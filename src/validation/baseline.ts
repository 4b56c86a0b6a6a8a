/**
 * Baselines: the findings that an old connector has today, so that a build fails only on new ones.
 * Entries name rule, file and pointer, not lines: they survive edits elsewhere in the file.
 */
import { readFileSync } from "node:fs";
import { reason } from "../definition/files.ts";
import { isObject, own, ownObject } from "../definition/json.ts";
import { InputError } from "../definition/problem.ts";
import type { Finding } from "./finding.ts";
import type { ConnectorReport } from "./report.ts";

/** How often each known finding occurs, by folder and then by `rule file#pointer`. */
export type Baseline = Map<string, Map<string, number>>;

function keyOf(finding: Finding): string {
  return `${finding.rule} ${finding.file}#${finding.pointer}`;
}

/** The text of a baseline that knows all findings of some connectors; stable, one entry a line, made for diffs. */
export function writeBaseline(entries: Iterable<ConnectorReport>): { text: string; findings: number } {
  const connectors: Record<string, Record<string, number>> = {};
  let total = 0;
  for (const { folder, findings } of entries) {
    const counts: Record<string, number> = {};
    for (const key of findings.map(keyOf).sort()) counts[key] = (counts[key] ?? 0) + 1;
    connectors[folder] = counts;
    total += findings.length;
  }
  return { text: `${JSON.stringify({ version: 1, connectors }, null, 2)}\n`, findings: total };
}

/**
 * Reads a baseline.
 * @throws {InputError} `baseline-unreadable`, `baseline-invalid`
 */
export function readBaseline(file: string): Baseline {
  const bad = (why: string) =>
    new InputError(
      "baseline-invalid",
      `"${file}" is no baseline: ${why}.`,
      "Make a new one with --write-baseline.",
    );
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new InputError(
      "baseline-unreadable",
      `The baseline "${file}" cannot be read (${reason(error)}).`,
      "Make it with --write-baseline --baseline FILE.",
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad("it is not JSON");
  }
  if (own(value, "version") !== 1) throw bad("its version is not 1");
  const connectors = ownObject(value, "connectors");
  if (!connectors) throw bad("it has no connectors");
  const baseline: Baseline = new Map();
  for (const folder of Object.keys(connectors)) {
    const counts = own(connectors, folder);
    if (!isObject(counts)) throw bad(`the entry of "${folder}" is no object`);
    baseline.set(folder, new Map(Object.entries(counts).map(([key, count]) => [key, Number(count)])));
  }
  return baseline;
}

/** Findings that the baseline does not know, and how many it knew. */
export function subtractBaseline(
  folder: string,
  findings: readonly Finding[],
  baseline: Baseline,
): { fresh: Finding[]; known: number } {
  const left = new Map(baseline.get(folder));
  const fresh = findings.filter((finding) => {
    const key = keyOf(finding);
    const count = left.get(key) ?? 0;
    if (count === 0) return true;
    left.set(key, count - 1);
    return false;
  });
  return { fresh, known: findings.length - fresh.length };
}
