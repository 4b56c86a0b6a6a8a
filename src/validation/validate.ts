/** Checks one connector against the rules: one walk, every rule, findings with their places. */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import type { JsonDocument } from "../definition/json-document.ts";
import type { LineMap, Span } from "../definition/text.ts";
import { printable } from "../terminal/printable.ts";
import { Context, type Report, Subject } from "./context.ts";
import { Dispatch } from "./dispatch.ts";
import { maskCredentials } from "./facts/secrets.ts";
import type { Finding, Fix, Profile, Severity } from "./finding.ts";
import { loadRules } from "./load-rules.ts";
import type { Rule } from "./rule.ts";
import { walkConnector } from "./walk.ts";

export interface ValidateOptions {
  /** Default `certification`. */
  profile?: Profile;
  /** Default: every rule there is. */
  rules?: readonly Rule[];
  /** Another severity, or `off`, by rule id: what a settings file says. */
  severities?: ReadonlyMap<string, Severity | "off">;
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
  const subject = new Subject(connector, profile);
  const reports: Report[] = [];
  const contexts = dispatch.rules.map((rule) => new Context(subject, rule, reports));
  walkConnector(subject, (node) => dispatch.visit(node, contexts));
  dispatch.finish(contexts);
  return finish(reports, subject, profile, options);
}

/** Tables that were made before, by the list of rules they are for. */
const tables = new WeakMap<readonly Rule[], Map<Profile, Dispatch>>();

function dispatchFor(rules: readonly Rule[], profile: Profile, options: ValidateOptions): Dispatch {
  const make = () => new Dispatch(rules.filter((rule) => severityOf(rule, profile, options) !== "off"));
  // A settings file is one connector's own; tables for it are not worth keeping.
  if (options.severities?.size) return make();
  const byProfile = tables.get(rules) ?? new Map<Profile, Dispatch>();
  tables.set(rules, byProfile);
  const known = byProfile.get(profile) ?? make();
  byProfile.set(profile, known);
  return known;
}

function severityOf(rule: Rule, profile: Profile, options: ValidateOptions): Severity | "off" {
  return options.severities?.get(rule.id) ?? rule.severity[profile];
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

function finish(reports: Report[], subject: Subject, profile: Profile, options: ValidateOptions): Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, Report[]>();
  for (const report of reports) {
    // A shared definition can be reached in several ways; one fault at one place is one finding.
    const here = seen.get(report.place.pointer);
    if (!here) seen.set(report.place.pointer, [report]);
    else if (here.some((other) => isSame(other, report))) continue;
    else here.push(report);
    const own = severityOf(report.rule, profile, options);
    if (own === "off") continue;
    const lowered = report.options.severity;
    const severity = lowered && RANK[lowered] > RANK[own] ? lowered : own;
    findings.push(locate(report, severity, subject));
  }
  const order = new Map(
    [subject.connector.definition?.file, subject.connector.properties?.file].map((file, index) => [
      file,
      index,
    ]),
  );
  const rank = (file: string) => order.get(file) ?? 2;
  return findings.sort(
    (a, b) =>
      rank(a.file) - rank(b.file) ||
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.rule, b.rule) ||
      compare(a.pointer, b.pointer),
  );
}

function isSame(a: Report, b: Report): boolean {
  return (
    a.rule === b.rule &&
    a.message === b.message &&
    a.place.file === b.place.file &&
    a.options.range?.start === b.options.range?.start
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function locate(report: Report, severity: Severity, subject: Subject): Finding {
  const { place, options, rule } = report;
  const document = subject.document(place.file);
  const span = spanIn(subject.connector, document, place.file, place.pointer, options.range, options.part);
  const finding: Finding = {
    rule: rule.id,
    severity,
    codes: options.codes ?? (rule.codes.length === 1 ? rule.codes : []),
    message: presentable(report.message),
    help: presentable(options.help),
    file: place.file,
    pointer: place.pointer,
    line: span.start.line,
    column: span.start.column,
    endLine: span.end.line,
    endColumn: span.end.column,
    fixable: false,
  };
  if (options.label) finding.label = presentable(options.label);
  if (options.related?.length) {
    finding.related = options.related.map(({ place, label, part }) => ({
      file: place.file,
      pointer: place.pointer,
      label: presentable(label),
      span: spanIn(
        subject.connector,
        subject.document(place.file),
        place.file,
        place.pointer,
        undefined,
        part,
      ),
    }));
  }
  if (document && options.fix) {
    // Edits are worked out on demand: a report of thousands of findings names what is fixable and needs none of them.
    finding.fix = () => fixOf(report, document);
    finding.fixable = true;
  }
  return finding;
}

/** The longest text that a rule has to say about a published connector has 280 characters. */
const MAX_TEXT = 600;

/**
 * Texts of rules hold names and values of the file: they come on one line, without commands to a terminal, without
 * credentials, and not endless.
 */
function presentable(text: string): string {
  const shown = maskCredentials(text);
  return printable(shown.length <= MAX_TEXT ? shown : `${shown.slice(0, 350)} … ${shown.slice(-200)}`);
}

function fixOf(report: Report, document: JsonDocument): Fix | undefined {
  const wanted = report.options.fix;
  if (!wanted) return undefined;
  const edits = wanted.edits(document);
  if (!edits || (edits.length === 0 && !wanted.removeByteOrderMark)) return undefined;
  return { title: wanted.title, file: document.file, edits, removeByteOrderMark: wanted.removeByteOrderMark };
}

const START: Span = { start: { offset: 0, line: 1, column: 1 }, end: { offset: 0, line: 1, column: 1 } };

function spanIn(
  connector: ConnectorFolder,
  document: JsonDocument | undefined,
  file: string,
  pointer: string,
  range: { start: number; end: number } | undefined,
  part: "key" | "value" | undefined,
): Span {
  if (document) return range ? document.lines.span(range.start, range.end) : document.span(pointer, part);
  const text = [connector.script, connector.readme, connector.intro].find(
    (candidate) => candidate?.file === file,
  );
  if (!text) return START;
  const lines: LineMap = text.lines;
  return range ? lines.span(range.start, range.end) : lines.span(0, 0);
}
