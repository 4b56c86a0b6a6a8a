/** For people at a terminal: what is wrong, where, and what to do, the gravest first. */
import type { Painter } from "../../terminal/paint.ts";
import { printable } from "../../terminal/printable.ts";
import type { Finding, Severity } from "../finding.ts";
import { SEVERITIES } from "../finding.ts";
import type { FormatOptions } from "../format.ts";
import { type ConnectorReport, linesOf, type ReportHead, rulePage, Tally } from "../report.ts";
import { codeFrame, type Marked } from "./code-frame.ts";

/** Findings of one rule that are shown in full; the others are named by line. */
const SHOWN_IN_FULL = 3;

/** Lines named of the findings that are not shown in full. */
const LINES_NAMED = 12;

export default function* pretty(
  head: ReportHead,
  entries: Iterable<ConnectorReport>,
  options: FormatOptions,
): Generator<string> {
  const tally = new Tally();
  for (const entry of tally.count(entries)) {
    if (entry.findings.length > 0) yield `${formatConnector(entry, head, options)}\n`;
  }
  yield `${conclusion(tally, head, options.paint)}\n`;
}

function formatConnector(entry: ConnectorReport, head: ReportHead, options: FormatOptions): string {
  const { paint, all } = options;
  const out: string[] = [];
  if (head.connectors > 1) out.push(paint.bold(paint.underline(printable(entry.folder))), "");
  const prefix = entry.folder === "." ? "" : `${entry.folder}/`;
  for (const severity of SEVERITIES) {
    const byRule = Map.groupBy(
      entry.findings.filter((finding) => finding.severity === severity),
      (finding) => finding.rule,
    );
    for (const findings of byRule.values()) {
      // A hint is not worth a screen of its own: one in full, the rest as lines.
      const limit = all ? findings.length : severity === "info" ? 1 : SHOWN_IN_FULL;
      for (const finding of findings.slice(0, limit))
        out.push(formatFinding(finding, entry, prefix, paint), "");
      if (findings.length > limit) {
        const rest = findings.slice(limit);
        const named = rest.slice(0, LINES_NAMED).map((finding) => `${finding.line}:${finding.column}`);
        const more = rest.length > LINES_NAMED ? `, … (--all shows every one)` : "";
        out.pop();
        out.push(
          paint.dim(`  and ${rest.length} more of ${findings[0]?.rule} at ${named.join(", ")}${more}`),
          "",
        );
      }
    }
  }
  if (entry.known > 0) out.push(paint.dim(`${entry.known} known from the baseline, not shown.`), "");
  return out.join("\n");
}

function formatFinding(finding: Finding, entry: ConnectorReport, prefix: string, paint: Painter): string {
  const color = colorOf(finding.severity, paint);
  const codes = finding.codes.length > 0 ? paint.dim(` (${finding.codes.join(", ")})`) : "";
  const fixable = finding.fixable ? ` ${paint.green("fixable")}` : "";
  const out = [
    `${color(finding.severity)} ${paint.bold(finding.message)}`,
    `  ${paint.cyan(`${printable(prefix + finding.file)}:${finding.line}:${finding.column}`)} ${finding.rule}${codes}${fixable}`,
  ];
  const mark: Marked = { ...finding, primary: true };
  const related = finding.related ?? [];
  const near = related.filter((place) => place.file === finding.file);
  const frame = frameOf(entry, finding.file, [mark, ...near.map(toMark)], paint);
  if (frame) out.push(indent(frame));
  for (const [file, places] of Map.groupBy(related, (place) => place.file)) {
    if (file === finding.file) continue;
    const other = frameOf(entry, file, places.map(toMark), paint);
    const first = places[0];
    if (other && first)
      out.push(
        `  ${paint.cyan(`${printable(prefix + file)}:${first.span.start.line}:${first.span.start.column}`)}`,
        indent(other),
      );
  }
  out.push(`  ${paint.green("help:")} ${finding.help}`, `  ${paint.dim(rulePage(finding.rule))}`);
  return out.join("\n");
}

function toMark(place: NonNullable<Finding["related"]>[number]): Marked {
  const { start, end } = place.span;
  return {
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    label: place.label,
    primary: false,
  };
}

function frameOf(entry: ConnectorReport, file: string, marks: Marked[], paint: Painter): string | undefined {
  const lines = linesOf(entry.connector, file);
  return lines && codeFrame(lines, marks, paint);
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

function colorOf(severity: Severity, paint: Painter): (text: string) => string {
  return severity === "error" ? paint.red : severity === "warning" ? paint.yellow : paint.blue;
}

function conclusion(tally: Tally, head: ReportHead, paint: Painter): string {
  const { connectors, errors, warnings, infos, fixable } = tally;
  const checked = `${plural(connectors, "connector")} checked, profile ${head.profile}`;
  if (errors + warnings + infos === 0) return `${paint.green("✓")} No findings. ${paint.dim(checked)}`;
  const counts = [
    errors > 0 ? paint.red(plural(errors, "error")) : "no errors",
    warnings > 0 ? paint.yellow(plural(warnings, "warning")) : "no warnings",
    infos > 0 ? paint.blue(plural(infos, "info")) : "no infos",
  ].join(", ");
  const mend =
    fixable > 0
      ? `\n  ${fixable === 1 ? "One of them can" : `${fixable} of them can`} be mended by --fix.`
      : "";
  return `${errors > 0 ? paint.red("✗") : paint.yellow("!")} ${counts}. ${paint.dim(checked)}${mend}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
