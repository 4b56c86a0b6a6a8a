/**
 * Baselines: the findings that an old connector has today, so that a build fails only on new ones.
 * Entries name rule, file and pointer, not lines: they survive edits elsewhere in the file.
 */
import path from "node:path";
import { parseOutside } from "../json/depth.ts";
import { InputError } from "../json/problem.ts";
import { isObject, own, ownObject } from "../json/values.ts";
import { relativeName } from "../machine/files/relative-name.ts";
import type { Finding } from "../rules/language/finding.ts";
import { readNamedFile } from "./named-file.ts";
import type { ConnectorReport } from "./report.ts";

/** A thousand connectors with a thousand findings each fit; what has no end does not. */
const MAX_SIZE = 256 * 1024 * 1024;

export interface Baseline {
  /** Absolute path. */
  file: string;
  /** How often each known finding occurs, by folder and then by `rule file#pointer`. */
  known: Map<string, Map<string, number>>;
}

/** Folders are named from where the baseline is: it holds wherever the validator is started. */
function nameFrom(file: string, root: string): string {
  return relativeName(path.dirname(file), root);
}

function keyOf(finding: Finding): string {
  return `${finding.rule} ${finding.file}#${finding.pointer}`;
}

/**
 * The text of a baseline that knows all findings of some connectors; stable, one entry a line, made for diffs.
 * @param file where it is going to lie
 */
export function writeBaseline(
  entries: Iterable<ConnectorReport>,
  file: string,
): { text: string; findings: number } {
  const connectors = new Map<string, Record<string, number>>();
  let total = 0;
  for (const { connector, findings } of entries) {
    const counts = new Map<string, number>();
    for (const key of findings.map(keyOf).sort()) counts.set(key, (counts.get(key) ?? 0) + 1);
    connectors.set(nameFrom(path.resolve(file), connector.root), Object.fromEntries(counts));
    total += findings.length;
  }
  const content = { version: 1, connectors: Object.fromEntries(connectors) };
  return { text: `${JSON.stringify(content, null, 2)}\n`, findings: total };
}

/**
 * Reads a baseline.
 * @throws {InputError} `baseline-unreadable`, `baseline-invalid`
 */
export function readBaseline(file: string): Baseline {
  const bad = (why: string) =>
    new InputError(
      "baseline-invalid",
      `"${file}" is not a baseline: ${why}.`,
      "Make a new one with --write-baseline.",
    );
  const text = readNamedFile(file, MAX_SIZE, {
    role: "baseline",
    code: "baseline-unreadable",
    help: "Make it with --write-baseline --baseline FILE.",
  });
  let value: unknown;
  try {
    value = parseOutside(text);
  } catch (error) {
    throw bad(error instanceof InputError ? error.message.replace(/^V(.*)\.$/, "v$1") : "it is not JSON");
  }
  if (own(value, "version") !== 1) throw bad("its version is not 1");
  const connectors = ownObject(value, "connectors");
  if (!connectors) throw bad("it has no connectors");
  const known: Baseline["known"] = new Map();
  for (const folder of Object.keys(connectors)) {
    const counts = own(connectors, folder);
    if (!isObject(counts)) throw bad(`the entry of "${folder}" is not an object`);
    for (const [key, count] of Object.entries(counts))
      if (!Number.isInteger(count) || Number(count) < 1)
        throw bad(`"${key}" of "${folder}" must be a number of findings`);
    known.set(folder, new Map(Object.entries(counts) as [string, number][]));
  }
  return { file: path.resolve(file), known };
}

/** Findings that the baseline does not know, and how many it knew. */
export function subtractBaseline(
  root: string,
  findings: readonly Finding[],
  baseline: Baseline,
): { fresh: Finding[]; known: number } {
  const left = new Map(baseline.known.get(nameFrom(baseline.file, root)));
  const fresh = findings.filter((finding) => {
    const key = keyOf(finding);
    const count = left.get(key) ?? 0;
    if (count === 0) return true;
    left.set(key, count - 1);
    return false;
  });
  return { fresh, known: findings.length - fresh.length };
}
