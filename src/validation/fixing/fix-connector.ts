/** Fixes all that can be fixed mechanically, and makes sure that nothing gets worse by it. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import { type Finding, type Fix, SEVERITIES, type Severity } from "../../rules/language/finding.ts";
import type { Rule } from "../../rules/language/rule.ts";
import { countBySeverity } from "../report.ts";
import { RunningValidator } from "../running.ts";
import { type ValidateOptions, validateWith } from "../validate.ts";
import { applyFixes, type FixResult } from "./apply-fixes.ts";

/** Every try validates again; what has not been fixed after so many is left to the author. */
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

/** A state of the connector, what is found in it, and what would fix that: fixes are good for one state only. */
interface State {
  connector: ConnectorFolder;
  findings: Finding[];
  fixes: ReadonlyMap<Finding, Fix>;
}

function stateOf(connector: ConnectorFolder, findings: Finding[]): State {
  const fixes = new Map<Finding, Fix>();
  for (const finding of findings) {
    const fix = finding.fix?.();
    if (fix) fixes.set(finding, fix);
  }
  return { connector, findings, fixes };
}

/** Validates states that differ in a few fixes. */
class Trials {
  readonly #rules: readonly Rule[];
  readonly #options: ValidateOptions;
  #running: RunningValidator | undefined;
  made = 0;

  constructor(rules: readonly Rule[], options: ValidateOptions, running: RunningValidator | undefined) {
    this.#rules = rules;
    this.#options = options;
    this.#running = running;
  }

  /** The connector with what fixes some of its findings. */
  mended(state: State, findings: readonly Finding[]): FixResult {
    return applyFixes(
      state.connector,
      findings,
      (finding) => state.fixes.get(finding),
      // Only one of two files is changed, mostly.
      this.#running?.connector ?? state.connector,
    );
  }

  validate(connector: ConnectorFolder): Finding[] {
    // The first try is nearly always the last one: what is looked at is worth remembering only from the second on.
    if (this.made++ > 0) this.#running ??= new RunningValidator();
    return this.#running
      ? this.#running.validate(this.#rules, connector, this.#options)
      : validateWith(this.#rules, connector, this.#options);
  }
}

/**
 * Applies fixes round by round, in memory. A set of fixes that would leave the connector worse is tried in halves, until
 * those are found that do it; they are left out, and what they would have fixed is no longer called fixable.
 * @param mayMend those of some findings that the user wants fixed: excused ones are to stay as they are
 * @param known what validating the connector has found, if that is known
 * @param maxTries how often it is validated again at most
 * @param running has validated what was tried on the same connector before
 */
export function mend(
  rules: readonly Rule[],
  connector: ConnectorFolder,
  options: ValidateOptions,
  mayMend: (findings: readonly Finding[]) => readonly Finding[] = (findings) => findings,
  known?: Finding[],
  maxTries = MAX_TRIES,
  running?: RunningValidator,
): MendResult {
  const trials = new Trials(rules, options, running);
  let state = stateOf(connector, known ?? validateWith(rules, connector, options));
  const applied = new Map<string, number>();
  const refused = new Set<string>();
  // One fix can uncover the next: a comment hides a trailing comma. Each leaves fewer findings, so that no two can fight.
  for (let progressed = true; progressed && trials.made < maxTries; ) {
    progressed = false;
    const wanted = mayMend(state.findings).filter(
      (finding) => finding.fixable && !refused.has(identity(finding)),
    );
    // Edits are good for one state of the file only, so that a batch names findings; they are found again in each state.
    const batches = [[...new Set(wanted.map(identity))]];
    for (let batch = batches.shift(); batch && trials.made < maxTries; batch = batches.shift()) {
      const names = new Set(batch);
      const { findings } = state;
      const result = trials.mended(
        state,
        findings.filter((finding) => finding.fixable && names.has(identity(finding))),
      );
      if (result.applied.length === 0) continue;
      const after = trials.validate(result.connector);
      if (better(findings, after, batch.length > 1 ? undefined : result.applied[0]?.severity)) {
        for (const finding of result.applied) applied.set(finding.rule, (applied.get(finding.rule) ?? 0) + 1);
        state = stateOf(result.connector, after);
        progressed = true;
      } else if (batch.length === 1) refused.add(batch[0] as string);
      else batches.push(batch.slice(0, batch.length >> 1), batch.slice(batch.length >> 1));
    }
  }
  const { fixes } = state;
  const left = state.findings.map((finding) => {
    if (!finding.fixable) return finding;
    const fix = refused.has(identity(finding)) ? undefined : fixes.get(finding);
    return { ...finding, fixable: fix !== undefined, fix: fix && (() => fix) };
  });
  return { files: changes(connector, state.connector), applied, connector: state.connector, findings: left };
}

/**
 * Rules whose fixes uncover nothing: texts, white space, what stands for itself, and the removal of what has no effect. (Measured: of
 * 37,000 fixes of 15,000 mutants of published connectors, 125 were refused, none of these; of 19,000 mutants of the rules' own examples,
 * which try each about a hundred times, none either. The fuzzer looks for more.) With these alone, nothing has to be tried.
 */
const NEVER_REFUSED: ReadonlySet<string> = new Set([
  "doc-basepath-trailing-slash",
  "doc-bom",
  "doc-schemes-https-first",
  "doc-tabs-indentation",
  "doc-trailing-whitespace",
  "dynamic-parameters-present",
  "info-description-punctuation",
  "info-title-ip-suffix",
  "info-version-format",
  "metadata-categories-delimiter",
  "metadata-name-spelling",
  "metadata-url",
  "multi-auth-schema-description",
  "op-consumes-present",
  "op-deprecated-label",
  "op-description-punctuation",
  "op-x-ms-summary-ignored",
  "param-description-punctuation",
  "param-url-encoding-location",
  "param-url-encoding-missing",
  "schema-xml",
  "sec-https",
  "security-requirement-missing",
  "security-scopes-present",
  "trigger-extension-on-action",
  "webhook-url-required-chain",
]);

/** Validating what is as large as the platform takes a few times, and what is small as often as fixing does. */
const TRIED_BYTES = 8 * 1024 * 1024;

/**
 * What is found, with `fixable` only where {@link mend} would make the fix: one that would leave the connector worse is refused,
 * which shows when it is tried.
 * @param running validates the connector again and again; without it, this is the only time
 */
export function findAndTry(
  rules: readonly Rule[],
  connector: ConnectorFolder,
  options: ValidateOptions = {},
  running?: RunningValidator,
): Finding[] {
  const findings = running
    ? running.validate(rules, connector, options)
    : validateWith(rules, connector, options);
  const doubtful = findings.filter(({ fixable, rule }) => fixable && !NEVER_REFUSED.has(rule));
  if (doubtful.length === 0) return findings;
  const verdicts = running?.verdicts;
  const known = doubtful.map((finding) => verdicts?.of(connector, finding));
  if (!known.includes(undefined))
    return withoutFixes(findings, new Set(doubtful.filter((_, at) => known[at] === false)));
  const bytes = (connector.definition?.bytes.length ?? 0) + (connector.properties?.bytes.length ?? 0);
  const tries = Math.min(MAX_TRIES, Math.ceil(TRIED_BYTES / Math.max(1, bytes)));
  const { findings: left } = mend(rules, connector, options, undefined, findings, tries, running?.trials);
  const names = new Set(left.filter(({ fixable }) => !fixable).map(identity));
  const refused = new Set(findings.filter((finding) => finding.fixable && names.has(identity(finding))));
  for (const finding of doubtful) verdicts?.keep(connector, finding, !refused.has(finding));
  return withoutFixes(findings, refused);
}

function withoutFixes(findings: Finding[], refused: ReadonlySet<Finding>): Finding[] {
  if (refused.size === 0) return findings;
  return findings.map((finding) =>
    refused.has(finding) ? { ...finding, fixable: false, fix: undefined } : finding,
  );
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Hints that a fix uncovers are no reason to leave a fault as it is. */
const MAY_RISE = "info";

/**
 * Fewer findings, and not one more of the graver kinds. Nor one more error or warning of any rule: only who fixes a graver
 * fault may uncover lesser ones by it, and that shows only where one fault is fixed alone.
 * @param alone severity of the one fault that was fixed
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
