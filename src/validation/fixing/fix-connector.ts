/** Mends all that can be mended mechanically, and makes sure that nothing gets worse by it. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import { type Finding, SEVERITIES, type Severity } from "../../rules/language/finding.ts";
import type { Rule } from "../../rules/language/rule.ts";
import { countBySeverity } from "../report.ts";
import { type ValidateOptions, validateWith } from "../validate.ts";
import { applyFixes } from "./apply-fixes.ts";

/** Every try validates anew; what has not been mended after so many is left to the author. */
const MAX_TRIES = 100;

export interface MendedFile {
  file: string;
  /** The texts, with the byte order mark where there is one. */
  before: string;
  after: string;
  /** Whether the file was not UTF-8 before. */
  recoded: boolean;
  /** The bytes that were read. */
  original: Buffer;
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
 * those are found that do it; they are left out, and what they would have mended is no longer called fixable.
 * @param mayMend those of some findings that the user wants mended: excused ones are to stay as they are
 * @param known what validating the connector has found, if that is known
 * @param maxTries how often it is validated anew at most
 */
export function mend(
  rules: readonly Rule[],
  connector: ConnectorFolder,
  options: ValidateOptions,
  mayMend: (findings: readonly Finding[]) => readonly Finding[] = (findings) => findings,
  known?: Finding[],
  maxTries = MAX_TRIES,
): MendResult {
  let current = connector;
  let findings = known ?? validateWith(rules, current, options);
  const applied = new Map<string, number>();
  const refused = new Set<string>();
  let tries = 0;
  // One fix can uncover the next: a comment hides a trailing comma. Each leaves fewer findings, so that no two can fight.
  for (let progressed = true; progressed && tries < maxTries; ) {
    progressed = false;
    const wanted = mayMend(findings).filter((finding) => finding.fixable && !refused.has(identity(finding)));
    // Edits are good for one state of the file only, so that a batch names findings; they are found again in each state.
    const batches = [[...new Set(wanted.map(identity))]];
    for (let batch = batches.shift(); batch && tries < maxTries; batch = batches.shift()) {
      const names = new Set(batch);
      const result = applyFixes(
        current,
        findings.filter((finding) => finding.fixable && names.has(identity(finding))),
      );
      if (result.applied.length === 0) continue;
      tries++;
      const after = validateWith(rules, result.connector, options);
      if (better(findings, after, batch.length > 1 ? undefined : result.applied[0]?.severity)) {
        for (const finding of result.applied) applied.set(finding.rule, (applied.get(finding.rule) ?? 0) + 1);
        current = result.connector;
        findings = after;
        progressed = true;
      } else if (batch.length === 1) refused.add(batch[0] as string);
      else batches.push(batch.slice(0, batch.length >> 1), batch.slice(batch.length >> 1));
    }
  }
  const left = findings.map((finding) =>
    finding.fixable && (refused.has(identity(finding)) || finding.fix?.() === undefined)
      ? { ...finding, fixable: false, fix: undefined }
      : finding,
  );
  return { files: changes(connector, current), applied, connector: current, findings: left };
}

/**
 * Rules whose fixes uncover nothing: texts, white space, and what stands for itself. (Measured: of 37,000 fixes of 15,000 mutants of
 * published connectors, 125 were refused, none of these. The fuzzer looks for more.) With these alone, nothing has to be tried.
 */
const NEVER_REFUSED: ReadonlySet<string> = new Set([
  "doc-basepath-trailing-slash",
  "doc-tabs-indentation",
  "doc-trailing-whitespace",
  "dynamic-parameters-present",
  "info-description-punctuation",
  "info-title-ip-suffix",
  "info-version-format",
  "metadata-categories-delimiter",
  "metadata-name-spelling",
  "op-consumes-present",
  "op-deprecated-label",
  "op-description-punctuation",
  "op-x-ms-summary-ignored",
  "param-description-punctuation",
  "param-url-encoding-missing",
  "security-requirement-missing",
  "webhook-url-required-chain",
]);

/** Validating what is as large as the platform takes a few times, and what is small as often as mending does. */
const TRIED_BYTES = 8 * 1024 * 1024;

/**
 * What is found, with `fixable` only where {@link mend} would make the fix: one that would leave the connector worse is refused,
 * which shows when it is tried.
 * @param findings what validating has found, if that is known
 */
export function findAndTry(
  rules: readonly Rule[],
  connector: ConnectorFolder,
  options: ValidateOptions = {},
  findings: Finding[] = validateWith(rules, connector, options),
): Finding[] {
  if (findings.every(({ fixable, rule }) => !fixable || NEVER_REFUSED.has(rule))) return findings;
  const bytes = (connector.definition?.bytes.length ?? 0) + (connector.properties?.bytes.length ?? 0);
  const tries = Math.min(MAX_TRIES, Math.ceil(TRIED_BYTES / Math.max(1, bytes)));
  const { findings: left } = mend(rules, connector, options, undefined, findings, tries);
  const refused = new Set(left.filter(({ fixable }) => !fixable).map(identity));
  return findings.map((finding) =>
    finding.fixable && refused.has(identity(finding))
      ? { ...finding, fixable: false, fix: undefined }
      : finding,
  );
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Hints that a fix uncovers are no reason to leave a fault as it is. */
const MAY_RISE = "info";

/**
 * Fewer findings, and not one more of the graver kinds. Nor one more error or warning of any rule: only who mends a graver
 * fault may uncover lesser ones by it, and that shows only where one fault is mended alone.
 * @param alone severity of the one fault that was mended
 */
function better(before: readonly Finding[], after: readonly Finding[], alone: Severity | undefined): boolean {
  const limit = alone === undefined ? RANK[MAY_RISE] : Math.min(RANK[alone] + 1, RANK[MAY_RISE]);
  if (SEVERITIES.some((severity) => RANK[severity] < limit && rises(before, after, severity))) return false;
  const [was, is] = [countBySeverity(before), countBySeverity(after)];
  if (is.error !== was.error) return is.error < was.error;
  if (is.warning !== was.warning) return is.warning < was.warning;
  return is.info < was.info;
}

/** Whether there are more findings of a rule of some severity; one that was graver before has not risen. */
function rises(before: readonly Finding[], after: readonly Finding[], severity: Severity): boolean {
  const counts = new Map<string, number>();
  for (const finding of before)
    if (RANK[finding.severity] <= RANK[severity])
      counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
  for (const finding of after) {
    if (RANK[finding.severity] > RANK[severity]) continue;
    const left = counts.get(finding.rule) ?? 0;
    if (left === 0) return true;
    counts.set(finding.rule, left - 1);
  }
  return false;
}

function identity(finding: Finding): string {
  return `${finding.rule} ${finding.file}#${finding.pointer} ${finding.message}`;
}

function changes(before: ConnectorFolder, after: ConnectorFolder): MendedFile[] {
  const files: MendedFile[] = [];
  for (const part of ["definition", "properties", "settings"] as const) {
    const [was, is] = [before[part], after[part]];
    if (!was || !is || was.bytes.equals(is.bytes)) continue;
    const recoded = was.encoding !== is.encoding;
    const texts = { before: marked(was), after: marked(is) };
    files.push({ file: was.file, ...texts, recoded, original: was.bytes, bytes: is.bytes });
  }
  return files;
}

function marked(document: JsonDocument): string {
  return (document.byteOrderMark ? "\ufeff" : "") + document.text;
}
