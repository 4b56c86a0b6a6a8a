/** Workflow commands of GitHub Actions: each finding becomes an annotation on the changed lines. */
import { escapeData, escapeProperty } from "../../machine/terminal/workflow-command.ts";
import type { Severity } from "../../rules/language/finding.ts";
import type { FormatOptions } from "../format.ts";
import { type ConnectorReport, type ReportHead, rulePage } from "../report.ts";
import { Gravity } from "./group.ts";

const COMMAND: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };

export default function* github(
  _: ReportHead,
  entries: Iterable<ConnectorReport>,
  options: FormatOptions,
): Generator<string> {
  const gravity = new Gravity(options.rules);
  for (const { folder, findings } of entries) {
    // GitHub shows ten annotations of a kind and step: the gravest are to be among them.
    for (const finding of gravity.sort(findings)) {
      const properties = {
        file: folder === "." ? finding.file : `${folder}/${finding.file}`,
        line: finding.line,
        endLine: finding.endLine,
        // GitHub takes columns for one line only.
        ...(finding.endLine === finding.line ? { col: finding.column, endColumn: finding.endColumn } : {}),
        title: finding.rule,
      };
      const list = Object.entries(properties).map(
        ([key, value]) => `${key}=${escapeProperty(String(value))}`,
      );
      const message = `${finding.message}\n${finding.help}\n${rulePage(finding.rule)}`;
      yield `::${COMMAND[finding.severity]} ${list.join(",")}::${escapeData(message)}\n`;
    }
  }
}
