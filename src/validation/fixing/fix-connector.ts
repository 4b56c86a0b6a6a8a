/** Mends all that can be mended mechanically, and makes sure that nothing gets worse by it. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import type { Finding } from "../finding.ts";
import { countBySeverity } from "../report.ts";
import type { Rule } from "../rule.ts";
import { type ValidateOptions, validateWith } from "../validate.ts";
import { applyFixes } from "./apply-fixes.ts";

/** One fix can uncover the next (a comment hides a trailing comma); more rounds than this mean two fixes fight each other. */
const MAX_ROUNDS = 10;

/** Every try validates anew; what has not been mended after so many is left to the author. */
const MAX_TRIES = 100;

export interface MendedFile {
  file: string;
  before: string;
  after: string;
  /** The bytes to write, the byte order mark included or left out. */
  bytes: Buffer;
}

export interface MendResult {
  files: MendedFile[];
  /** Fixes applied, by rule. */
  applied: Map<string, number>;
  /** The connector as it is afterwards, and what is left to find in it. */
  connector: ConnectorFolder;
  findings: Finding[];
}

/**
 * Applies fixes round by round, in memory. A set of fixes that would leave the connector worse is tried in halves, until
 * those are found that do it; they are left out.
 */
export function mend(
  rules: readonly Rule[],
  connector: ConnectorFolder,
  options: ValidateOptions,
): MendResult {
  let current = connector;
  let findings = validateWith(rules, current, options);
  const applied = new Map<string, number>();
  const refused = new Set<string>();
  let tries = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wanted = findings.filter((finding) => finding.fixable && !refused.has(identity(finding)));
    // Edits are good for one state of the file only, so that a batch names findings; they are found again in each state.
    const batches = [[...new Set(wanted.map(identity))]];
    let progressed = false;
    for (let batch = batches.shift(); batch && tries < MAX_TRIES; batch = batches.shift()) {
      const names = new Set(batch);
      const result = applyFixes(
        current,
        findings.filter((finding) => finding.fixable && names.has(identity(finding))),
      );
      if (result.applied.length === 0) continue;
      tries++;
      const after = validateWith(rules, result.connector, options);
      if (better(findings, after)) {
        for (const finding of result.applied) applied.set(finding.rule, (applied.get(finding.rule) ?? 0) + 1);
        current = result.connector;
        findings = after;
        progressed = true;
      } else if (batch.length === 1) refused.add(batch[0] as string);
      else batches.push(batch.slice(0, batch.length >> 1), batch.slice(batch.length >> 1));
    }
    if (!progressed) break;
  }
  return { files: changes(connector, current), applied, connector: current, findings };
}

/** Fewer findings, and not one more of the graver kinds. */
function better(before: readonly Finding[], after: readonly Finding[]): boolean {
  const [was, is] = [countBySeverity(before), countBySeverity(after)];
  if (is.error !== was.error) return is.error < was.error;
  if (is.warning !== was.warning) return is.warning < was.warning;
  return is.info < was.info;
}

function identity(finding: Finding): string {
  return `${finding.rule} ${finding.file}#${finding.pointer} ${finding.message}`;
}

function changes(before: ConnectorFolder, after: ConnectorFolder): MendedFile[] {
  const files: MendedFile[] = [];
  for (const part of ["definition", "properties", "settings"] as const) {
    const [was, is] = [before[part], after[part]];
    if (was && is && !was.bytes.equals(is.bytes))
      files.push({ file: was.file, before: was.text, after: is.text, bytes: is.bytes });
  }
  return files;
}
