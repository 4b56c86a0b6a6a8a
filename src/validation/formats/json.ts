/** For programs. The shape is a contract: docs/validate.md describes it, and keys are only ever added. */
import { type Report, summarize } from "../report.ts";

export default function json(report: Report): string {
  const connectors = report.connectors.map(({ folder, findings }) => ({
    folder,
    findings: findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      codes: finding.codes,
      message: finding.message,
      help: finding.help,
      file: finding.file,
      pointer: finding.pointer,
      line: finding.line,
      column: finding.column,
      endLine: finding.endLine,
      endColumn: finding.endColumn,
      fixable: finding.fixable,
    })),
  }));
  return `${JSON.stringify({ profile: report.profile, connectors, summary: summarize(report) }, null, 2)}\n`;
}
