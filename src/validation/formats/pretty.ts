/** For people at a terminal: what is wrong, where, and what to do, the gravest first. */

import { stripVTControlCharacters } from "node:util";
import { beginning } from "../../json/cut.ts";
import { counted } from "../../machine/terminal/counted.ts";
import type { Painter } from "../../machine/terminal/paint.ts";
import { printable } from "../../machine/terminal/printable.ts";
import { cellsOf, wrap } from "../../machine/terminal/wrap.ts";
import type { Finding, Severity } from "../../rules/language/finding.ts";
import { SEVERITIES } from "../../rules/language/finding.ts";
import type { FormatOptions } from "../format.ts";
import { type ConnectorReport, leftOut, linesOf, type ReportHead, rulePage, Tally } from "../report.ts";
import { codeFrame, type Marked, toMark } from "./code-frame.ts";
import { CountByRule, Gravity, isUnreadable, PRELIMINARY, type RuleCount } from "./group.ts";

/** Findings of one rule that are shown in full; the others are named by line. */
const SHOWN_IN_FULL = 3;

/** Lines named of the findings that are not shown in full. */
const LINES_NAMED = 8;

/** Rules named of the infos that are folded away. */
const HINTS_NAMED = 6;

/** Findings from which on a table by rule says what there is. */
const TABLE_FROM = 8;

/** Rules in that table. */
const TABLE_ROWS = 15;

export default function* pretty(
  head: ReportHead,
  entries: Iterable<ConnectorReport>,
  options: FormatOptions,
): Generator<string> {
  const tally = new Tally();
  const gravity = new Gravity(options.rules);
  const byRule = new CountByRule(gravity);
  for (const entry of tally.count(entries)) {
    if (entry.findings.length > 0) yield `${formatConnector(entry, head, gravity, options)}\n`;
    byRule.add(entry.findings);
  }
  // Over several connectors: what is still on the screen says what is most frequent in all of them.
  if (head.connectors > 1 && tally.errors + tally.warnings >= TABLE_FROM)
    yield `${tableByRule(byRule.gravest, options)}\n\n`;
  yield `${conclusion(tally, head, options)}\n`;
}

function formatConnector(
  entry: ConnectorReport,
  head: ReportHead,
  gravity: Gravity,
  options: FormatOptions,
): string {
  const { paint, all } = options;
  const out: string[] = [];
  // Said once: before every place it would push what differs off the line.
  if (head.connectors > 1 || entry.folder !== ".")
    out.push(paint.bold(paint.underline(printable(entry.folder))), "");
  const byRule = new CountByRule(gravity);
  byRule.add(entry.findings);
  const grave = byRule.gravest;
  if (grave.reduce((sum, { count }) => sum + count, 0) >= TABLE_FROM)
    out.push(tableByRule(grave, options), "");
  const told = new Set<string>();
  for (const severity of SEVERITIES) {
    const groups = gravity.groupByRule(entry.findings, severity);
    if (severity !== "info" || all)
      for (const [index, group] of groups.entries()) {
        out.push(...formatGroup(group, entry, told, options));
        if (isUnreadable(group) && !isUnreadable(groups[index + 1] ?? [])) out.push(PRELIMINARY, "");
      }
    // A hint is not worth a screen of its own: all of them together would push the errors off it.
    else if (groups.length > 0) out.push(formatHints(groups, options), "");
  }
  return out.join("\n");
}

/**
 * The findings of one rule: what is the same for all of them is said once, after the last; findings that say the same are one.
 * @param told what has been said of this connector that follows from a finding; it is added to
 */
function formatGroup(
  findings: readonly Finding[],
  entry: ConnectorReport,
  told: Set<string>,
  options: FormatOptions,
): string[] {
  const { paint, all } = options;
  const said = all
    ? findings.map((finding) => [finding])
    : [
        ...Map.groupBy(findings, ({ message, why, help, file }) =>
          [file, message, why, help].join("\n"),
        ).values(),
      ];
  const shown = all ? said : said.slice(0, SHOWN_IN_FULL);
  const out: string[] = [];
  for (const [index, same] of shown.entries()) {
    const [finding] = same as [Finding, ...Finding[]];
    out.push(formatFinding(finding, entry, options));
    const others = same.slice(1);
    if (others.length > 0)
      out.push(
        paint.dim(
          `  ${lines(`here and in ${counted(others.length, "more place")}: ${placesOf(others)}`, options, 2)}`,
        ),
      );
    const next = shown[index + 1]?.[0];
    if (next?.why !== finding.why && !told.has(finding.why)) {
      out.push(`  ${paint.cyan("why:")}  ${lines(finding.why, options, 8)}`);
      told.add(finding.why);
    }
    if (next?.help !== finding.help) out.push(`  ${paint.green("help:")} ${lines(finding.help, options, 8)}`);
    if (next) out.push("");
  }
  const rest = said.slice(shown.length).flat();
  const rule = findings[0]?.rule ?? "";
  if (rest.length > 0)
    out.push(paint.dim(`  ${lines(`and ${rest.length} more of ${rule} at ${placesOf(rest)}`, options, 2)}`));
  out.push(`  ${paint.dim(rulePage(rule))}`, "");
  return out;
}

/** All hints in a line or two: how many of which rules. */
function formatHints(groups: readonly Finding[][], options: FormatOptions): string {
  const { paint } = options;
  const sorted = groups.toSorted((a, b) => b.length - a.length);
  const named = sorted
    .slice(0, HINTS_NAMED)
    .map((group) => `${group[0]?.rule ?? ""}${group.length > 1 ? ` (${group.length})` : ""}`);
  if (sorted.length > HINTS_NAMED) named.push(`${sorted.length - HINTS_NAMED} more rules`);
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  return `${paint.blue(counted(count, "info"))} ${lines(`(--all shows ${count === 1 ? "it" : "them"}): ${named.join(", ")}`, options, 2)}`;
}

function placesOf(findings: readonly Finding[]): string {
  const named = findings.slice(0, LINES_NAMED).map((finding) => `${finding.line}:${finding.column}`);
  return named.join(", ") + (findings.length > LINES_NAMED ? ", … (--all shows every one)" : "");
}

function place(finding: Finding, entry: ConnectorReport, paint: Painter): string {
  // A file that is missing has no lines to go to.
  const at = linesOf(entry.connector, finding.file) ? `:${finding.line}:${finding.column}` : "";
  return paint.cyan(printable(finding.file) + at);
}

function fixable(finding: Finding, paint: Painter): string {
  return finding.fixable ? paint.green("fixable") : "";
}

/** Texts beside each other as far as a line is wide: a terminal would break one within a word. Empty ones are left out. */
function beside(texts: readonly string[], options: FormatOptions, indent = 2): string {
  const { width = Number.POSITIVE_INFINITY } = options;
  let out = "";
  let cells = indent;
  for (const text of texts.filter(Boolean)) {
    const more = cellsOf(stripVTControlCharacters(text)) + 1;
    const fits = cells + more - 1 <= width;
    if (out !== "") out += fits ? " " : `\n${" ".repeat(indent + 2)}`;
    cells = (fits || out === "" ? cells : indent + 2) + more;
    out += text;
  }
  return out;
}

function lines(text: string, options: FormatOptions, indent: number): string {
  return wrap(text, options.width ?? Number.POSITIVE_INFINITY, " ".repeat(indent));
}

function formatFinding(finding: Finding, entry: ConnectorReport, options: FormatOptions): string {
  const { paint } = options;
  const color = colorOf(finding.severity, paint);
  const codes = finding.codes.length > 0 ? paint.dim(`(${finding.codes.join(", ")})`) : "";
  const message = lines(finding.message, options, finding.severity.length + 1);
  const out = [
    `${color(finding.severity)} ${paint.bold(message)}`,
    `  ${beside([place(finding, entry, paint), finding.rule, codes, fixable(finding, paint)], options)}`,
  ];
  const mark: Marked = { ...finding, primary: true };
  const related = finding.related ?? [];
  const near = related.filter((place) => place.file === finding.file);
  const frame = frameOf(entry, finding.file, [mark, ...near.map(toMark)], options, finding.severity);
  if (frame) out.push(indent(frame));
  for (const [file, places] of Map.groupBy(related, (place) => place.file)) {
    if (file === finding.file) continue;
    const other = frameOf(entry, file, places.map(toMark), options, finding.severity);
    const first = places[0];
    if (other && first)
      out.push(
        `  ${paint.cyan(`${printable(file)}:${first.span.start.line}:${first.span.start.column}`)}`,
        indent(other),
      );
  }
  return out.join("\n");
}

function frameOf(
  entry: ConnectorReport,
  file: string,
  marks: Marked[],
  { paint, width }: FormatOptions,
  severity: Severity,
): string | undefined {
  const lines = linesOf(entry.connector, file);
  if (!lines) return undefined;
  // Left of the code stand an indentation, a sign, the number and a bar; right of it, perhaps, two dots.
  const left = 9 + String(lines.lineCount).length;
  const marked = { ...paint, red: colorOf(severity, paint) };
  return codeFrame(lines, marks, marked, width === undefined ? undefined : Math.max(30, width - left));
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

function colorOf(severity: Severity, paint: Painter): (text: string) => string {
  return severity === "error" ? paint.red : severity === "warning" ? paint.yellow : paint.blue;
}

/** What there is, by rule. */
function tableByRule(
  grave: readonly RuleCount[],
  { paint, rules, width = Number.POSITIVE_INFINITY }: FormatOptions,
): string {
  const shown = grave.slice(0, TABLE_ROWS);
  const widest = Math.max(...shown.map((row) => row.rule.length));
  const digits = String(Math.max(...shown.map((row) => row.count))).length;
  const out = shown.map(({ severity, rule, count, message }) => {
    const text = count === 1 ? printable(message) : (rules.find(({ id }) => id === rule)?.statement ?? "");
    const room = width - widest - digits - 12;
    const cut = room < 20 ? "" : cutTo(text, room);
    const sign = colorOf(severity, paint)(severity.padEnd(7));
    return `${sign} ${String(count).padStart(digits)}  ${cut ? rule.padEnd(widest) : rule}${cut ? `  ${paint.dim(cut)}` : ""}`;
  });
  if (grave.length > shown.length) out.push(paint.dim(`and ${grave.length - shown.length} more rules`));
  return out.join("\n");
}

/** A text of at most so many cells; one that is longer ends with dots. */
function cutTo(text: string, room: number): string {
  if (cellsOf(text) <= room) return text;
  let cells = 1;
  let end = 0;
  for (const character of text) {
    cells += cellsOf(character);
    if (cells > room) break;
    end += character.length;
  }
  return `${beginning(text, end).trimEnd()}…`;
}

function conclusion(tally: Tally, head: ReportHead, options: FormatOptions): string {
  const { paint, all } = options;
  const { connectors, errors, warnings, infos, fixable } = tally;
  const checked = [
    `${counted(connectors, "connector")} checked, profile ${head.profile}`,
    ...leftOut(tally),
  ].join("; ");
  if (errors + warnings + infos === 0)
    return beside([`${paint.green("✓")} No findings.`, paint.dim(checked)], options, 0);
  const counts = [
    errors > 0 ? paint.red(counted(errors, "error")) : "no errors",
    warnings > 0 ? paint.yellow(counted(warnings, "warning")) : "no warnings",
    infos > 0 ? paint.blue(counted(infos, "info")) : "no infos",
  ].join(", ");
  const hints = [
    ...(errors + warnings > 0 && !all ? ["--explain RULE shows an example and the sources of a rule."] : []),
    ...(fixable > 0
      ? [`${fixable === 1 ? "One finding" : `${fixable} findings`} can be fixed with --fix.`]
      : []),
  ];
  const sign = errors > 0 ? paint.red("✗") : warnings > 0 ? paint.yellow("!") : paint.green("✓");
  const first = beside([`${sign} ${counts}.`, paint.dim(checked)], options, 0);
  return [first, ...hints.map((hint) => `  ${hint}`)].join("\n");
}
