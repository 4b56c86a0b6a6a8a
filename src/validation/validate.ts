/** Checks one connector against the rules: one walk, every rule, findings with their places. */

import type { CompilerError } from "../definition/compiler-error.ts";
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { beginning, ending } from "../json/cut.ts";
import type { JsonDocument, Range } from "../json/json-document.ts";
import type { LineMap, Span } from "../json/text.ts";
import { maskCredentials } from "../machine/redaction/mask.ts";
import { printable } from "../machine/terminal/printable.ts";
import { Context, type Report, Subject } from "../rules/language/context.ts";
import type { Finding, Fix, Profile, Severity } from "../rules/language/finding.ts";
import { numberOf, type Place } from "../rules/language/node.ts";
import type { Previous } from "../rules/language/previous.ts";
import type { Rule } from "../rules/language/rule.ts";
import type { Statement } from "../rules/language/statement.ts";
import { loadRules } from "../rules/load-rules.ts";
import { certain } from "./certain.ts";
import { Dispatch } from "./dispatch.ts";
import { keepsContent } from "./fixing/keeps-content.ts";
import { oneFaultEach } from "./one-fault.ts";
import { byPrecedence } from "./precedence.ts";
import { walkConnector } from "./walk.ts";

export interface ValidateOptions {
  /** Default `certification`. */
  profile?: Profile;
  /** Default: every rule there is. */
  rules?: readonly Rule[];
  /** Rules that are not to be shown, but that others may yield to. Default: none besides those that are shown. */
  others?: readonly Rule[];
  /** Another severity, or `off`, by rule id: what a settings file says. */
  severities?: ReadonlyMap<string, Severity | "off">;
  /** What is known of the version before; without it, rules that judge an update say nothing. */
  previous?: Previous | undefined;
  /** What a compiler says of the script; without it nothing is said of whether it compiles. */
  compilerErrors?: readonly CompilerError[] | undefined;
}

/** Validates a connector; findings come in the order of file, place and rule. Never throws for anything in the connector. */
export async function validateConnector(
  connector: ConnectorFolder,
  options: ValidateOptions = {},
): Promise<Finding[]> {
  return validateWith(await loadRules(), connector, options);
}

/** {@link validateConnector} with rules that are already loaded, at once. */
export function validateWith(
  rules: readonly Rule[],
  connector: ConnectorFolder,
  options: ValidateOptions = {},
): Finding[] {
  const profile = options.profile ?? "certification";
  const dispatch = dispatchFor(options.rules ?? rules, profile, options);
  const subject = new Subject(connector, profile, options.previous, options.compilerErrors);
  const reports: Report[] = [];
  const contexts = dispatch.rules.map((rule) => new Context(subject, rule, reports));
  walkConnector(subject, (node) => {
    dispatch.visit(node, contexts);
    return false;
  });
  dispatch.finish(contexts);
  return findingsOf(reports, subject, rules, options);
}

/** What reports come to: without what others say better, in order, with their places. */
export function findingsOf(
  reports: Report[],
  subject: Subject,
  rules: readonly Rule[],
  options: ValidateOptions,
): Finding[] {
  return finish(
    certain(reports, subject),
    subject,
    subject.profile,
    options,
    new Set(options.rules ?? rules),
  );
}

/** Tables that were made before, by the list of rules they are for. */
const tables = new WeakMap<readonly Rule[], Map<Profile, Dispatch>>();

/** The table of checks for a set of rules. */
export function dispatchFor(rules: readonly Rule[], profile: Profile, options: ValidateOptions): Dispatch {
  const make = () => {
    const speaking = rules.filter((rule) => severityOf(rule, profile, options) !== "off");
    const shown = new Set(speaking);
    const silenced = [...new Set([...rules, ...(options.others ?? [])])].filter(
      (rule) => rule.severity[profile] !== "off" && !shown.has(rule),
    );
    // What others yield to has to be known even if it is not shown: nobody speaks in place of a rule that was turned off.
    const awaited = new Set(speaking.flatMap((rule) => rule.yieldsTo ?? []));
    const mute = silenced.filter(({ id }) => awaited.has(id));
    return new Dispatch([...speaking, ...mute], silenced);
  };
  // A settings file is one connector's own; tables for it are not worth keeping.
  if (options.severities?.size) return make();
  const byProfile = tables.get(rules) ?? new Map<Profile, Dispatch>();
  tables.set(rules, byProfile);
  const known = byProfile.get(profile) ?? make();
  byProfile.set(profile, known);
  return known;
}

function severityOf(rule: Statement, profile: Profile, options: ValidateOptions): Severity | "off" {
  return options.severities?.get(rule.id) ?? rule.severity[profile];
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** A report with its place in the text, as offsets. */
interface Located extends Range {
  report: Report;
  severity: Severity;
  /** The definition comes first, then apiProperties.json, then all others by name. */
  rank: number;
}

function finish(
  reports: Report[],
  subject: Subject,
  profile: Profile,
  options: ValidateOptions,
  shown: ReadonlySet<Statement>,
): Finding[] {
  const { definition, properties } = subject.connector;
  const located: Located[] = [];
  for (const report of byPrecedence(reports)) {
    if (!shown.has(report.rule)) continue;
    const own = severityOf(report.rule, profile, options);
    const { severity: given } = report.options;
    const lowered = typeof given === "object" ? given[profile] : given;
    if (own === "off" || lowered === "off") continue;
    const severity = lowered && RANK[lowered] > RANK[own] ? lowered : own;
    const { file } = report.place;
    const rank = file === definition?.file ? 0 : file === properties?.file ? 1 : 2;
    const { start, end } = report.options.range ?? rangeIn(subject, report.place, report.options.part);
    located.push({ report, severity, rank, start, end });
  }
  const faults = oneFaultEach(located, RANK).sort(inOrder);
  const findings: Finding[] = [];
  for (const [index, one] of faults.entries())
    if (!isRepeated(faults, index)) findings.push(findingOf(one, subject));
  return findings;
}

/** By file, place, rule and pointer; lines and columns grow with the offset. */
function inOrder(a: Located, b: Located): number {
  return (
    a.rank - b.rank ||
    (a.rank === 2 ? compare(a.report.place.file, b.report.place.file) : 0) ||
    a.start - b.start ||
    compare(a.report.rule.id, b.report.rule.id) ||
    compare(a.report.place.pointer, b.report.place.pointer)
  );
}

/** A shared definition can be reached in several ways: one fault at one place, then, is found more than once. */
function isRepeated(located: readonly Located[], index: number): boolean {
  const { report, start } = located[index] as Located;
  for (let before = index - 1; before >= 0; before--) {
    const { report: other, start: otherStart } = located[before] as Located;
    // What is alike comes one after the other; a sort keeps the order of equals, so that the first of them stays.
    if (
      otherStart !== start ||
      other.rule !== report.rule ||
      other.place.pointer !== report.place.pointer ||
      other.place.file !== report.place.file
    )
      return false;
    if (other.message === report.message && other.options.range?.start === report.options.range?.start)
      return true;
  }
  return false;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function findingOf({ report, severity, start, end }: Located, subject: Subject): Finding {
  const { place, options, rule } = report;
  const span = linesIn(subject, place.file)?.span(start, end) ?? START;
  const finding: Finding = {
    rule: rule.id,
    severity,
    codes: options.codes ?? (rule.codes.length === 1 ? rule.codes : []),
    message: presentable(report.message),
    why: options.because === undefined ? rule.why : presentable(options.because),
    help: presentableHelp(rule, options.help),
    file: place.file,
    pointer: place.pointer,
    line: span.start.line,
    column: span.start.column,
    endLine: span.end.line,
    endColumn: span.end.column,
    fixable: false,
  };
  const effect = options.breaksAtRunTime ?? rule.breaksAtRunTime;
  if (rule.breaksAtRunTime && effect && effect !== "never") finding.breaksAtRunTime = effect;
  if (options.label) finding.label = presentable(options.label);
  if (options.related?.length) {
    finding.related = options.related.map(({ place, label, part }) => {
      const { file, pointer } = place;
      const { start, end } = rangeIn(subject, place, part);
      return {
        file,
        pointer,
        label: presentable(label),
        span: linesIn(subject, file)?.span(start, end) ?? START,
      };
    });
  }
  const document = options.fix && subject.document(place.file);
  // Where the encoding is a guess, writing the file again would make the guess permanent.
  if (document && document.encoding !== "windows-1252") {
    // Edits are worked out on demand, and not kept: a report of thousands of findings only names what is fixable.
    const fix = () => fixOf(report, document);
    // What can be fixed only trying tells: a fix may have to wait for broken JSON, or would take what is the author's.
    if (fix() !== undefined) {
      finding.fix = fix;
      finding.fixable = true;
    }
  }
  return finding;
}

/** The longest text that a rule has to say about a published connector has 280 characters. */
const MAX_TEXT = 600;

/**
 * Texts of rules hold names and values of the file: they come on one line, without commands to a terminal, without
 * credentials, and not endless. Pointers and names of files are addresses, and stay as they are.
 */
function presentable(text: string): string {
  const shown = maskCredentials(text);
  return printable(shown.length <= MAX_TEXT ? shown : `${beginning(shown, 350)} … ${ending(shown, 200)}`);
}

/** What a rule advised last, as it was and as it is shown: mostly it advises the same again. */
const advised = new WeakMap<Statement, { help: string; shown: string }>();

function presentableHelp(rule: Statement, help: string): string {
  const last = advised.get(rule);
  if (last?.help === help) return last.shown;
  const shown = presentable(help);
  advised.set(rule, { help, shown });
  return shown;
}

function fixOf(report: Report, document: JsonDocument): Fix | undefined {
  const wanted = report.options.fix;
  if (!wanted) return undefined;
  const edits = wanted.edits(document);
  if (!edits || (edits.length === 0 && !wanted.removeByteOrderMark)) return undefined;
  // What is not certain to be nobody's is left to whoever wrote it.
  if (!keepsContent(document.text, edits, report.rule.removes)) return undefined;
  return { title: wanted.title, file: document.file, edits, removeByteOrderMark: wanted.removeByteOrderMark };
}

const START: Span = { start: { offset: 0, line: 1, column: 1 }, end: { offset: 0, line: 1, column: 1 } };

/** Where the text begins, for files that are no JSON. */
const NOWHERE: Range = { start: 0, end: 0 };

function rangeIn(subject: Subject, place: Place, part: "key" | "value" | undefined): Range {
  const document = subject.document(place.file);
  return document?.range(numberOf(place, document), part) ?? NOWHERE;
}

function linesIn(subject: Subject, file: string): LineMap | undefined {
  const { script, readme, intro } = subject.connector;
  return (
    subject.document(file)?.lines ??
    [script, readme, intro].find((candidate) => candidate?.file === file)?.lines
  );
}
