/**
 * Workflow commands of GitHub Actions: findings become annotations on the changed lines. GitHub shows ten of a kind and
 * step (documented: usage limits of GitHub Actions), so of each kind the ten gravest of all connectors are written, and then
 * one line for the log that says how many there are.
 */
import { printable } from "../../machine/terminal/printable.ts";
import { escapeData, escapeProperty } from "../../machine/terminal/workflow-command.ts";
import { type Finding, SEVERITIES, type Severity } from "../../rules/language/finding.ts";
import type { FormatOptions } from "../format.ts";
import { type ConnectorReport, inWords, type ReportHead, rulePage, Tally } from "../report.ts";
import { Gravity } from "./group.ts";

const COMMAND: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };

/** Annotations of one kind that GitHub shows of a step. */
const SHOWN = 10;

interface Placed {
  folder: string;
  finding: Finding;
}

export default function* github(
  _: ReportHead,
  entries: Iterable<ConnectorReport>,
  options: FormatOptions,
): Generator<string> {
  const gravity = new Gravity(options.rules);
  const tally = new Tally();
  const kept: Record<Severity, Placed[]> = { error: [], warning: [], info: [] };
  for (const { folder, findings } of tally.count(entries)) {
    for (const severity of SEVERITIES) {
      const more = findings
        .filter((finding) => finding.severity === severity)
        .map((finding) => ({ folder, finding }));
      if (more.length === 0) continue;
      const rank = ({ finding }: Placed) => gravity.rank(finding.rule);
      // One of each rule before the second of any: ten annotations of one cause would hide all the others.
      kept[severity] = spread([...kept[severity], ...more].toSorted((a, b) => rank(a) - rank(b)));
    }
  }
  for (const severity of SEVERITIES) for (const placed of kept[severity]) yield annotation(placed);
  const shown = SEVERITIES.reduce((sum, severity) => sum + kept[severity].length, 0);
  const { errors, warnings, infos } = tally;
  if (errors + warnings + infos > shown)
    yield `${printable(`${inWords(tally)}; GitHub shows ${SHOWN} of a kind, these are the gravest. All of them: --format markdown or sarif.`)}\n`;
}

/** The first of each rule, then the second, and so on, until there are as many as GitHub shows; then in the order they came in. */
function spread(sorted: Placed[]): Placed[] {
  const byRule = [...Map.groupBy(sorted, ({ finding }) => finding.rule).values()];
  const chosen = new Set<Placed>();
  for (let round = 0; chosen.size < SHOWN; round++) {
    const before = chosen.size;
    for (const group of byRule) {
      const next = group[round];
      if (next && chosen.size < SHOWN) chosen.add(next);
    }
    if (chosen.size === before) break;
  }
  return sorted.filter((placed) => chosen.has(placed));
}

function annotation({ folder, finding }: Placed): string {
  const properties = {
    file: folder === "." ? finding.file : `${folder}/${finding.file}`,
    line: finding.line,
    endLine: finding.endLine,
    // GitHub takes columns for one line only.
    ...(finding.endLine === finding.line ? { col: finding.column, endColumn: finding.endColumn } : {}),
    title: finding.rule,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const message = `${finding.message}\n${finding.why}\n${finding.help}\n${rulePage(finding.rule)}`;
  return `::${COMMAND[finding.severity]} ${list.join(",")}::${escapeData(message)}\n`;
}
