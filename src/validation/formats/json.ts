/** For programs. The shape is a contract: docs/validate.md describes it, and keys are only ever added. */
import { printableJson } from "../../terminal/printable.ts";
import type { Finding } from "../finding.ts";
import { type ConnectorReport, type ReportHead, Tally } from "../report.ts";

export default function* json(head: ReportHead, entries: Iterable<ConnectorReport>): Generator<string> {
  const tally = new Tally();
  yield `{\n  "profile": ${JSON.stringify(head.profile)},\n  "connectors": [`;
  for (const { folder, findings } of tally.count(entries)) {
    yield `${tally.connectors > 1 ? "," : ""}\n    {\n      "folder": ${printableJson(JSON.stringify(folder))},\n      "findings": [`;
    // One finding after the other: a hostile file can have a hundred thousand.
    for (const [index, finding] of findings.entries())
      yield `${index > 0 ? "," : ""}\n${indent(printableJson(JSON.stringify(shown(finding), null, 2)), 8)}`;
    yield `${findings.length > 0 ? "\n      " : ""}]\n    }`;
  }
  const { connectors, errors, warnings, infos } = tally;
  const summary = JSON.stringify({ connectors, errors, warnings, infos }, null, 2);
  yield `${connectors > 0 ? "\n  " : ""}],\n  "summary": ${indent(summary, 2).trimStart()}\n}\n`;
}

function shown(finding: Finding) {
  const { rule, severity, codes, message, help, file, pointer } = finding;
  const { line, column, endLine, endColumn, fixable } = finding;
  return { rule, severity, codes, message, help, file, pointer, line, column, endLine, endColumn, fixable };
}

function indent(text: string, spaces: number): string {
  return text.replace(/^/gm, " ".repeat(spaces));
}
