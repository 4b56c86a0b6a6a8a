/** For programs. The shape is a contract: docs/validate.md describes it, and keys are only ever added. */
import { printableJson } from "../../machine/terminal/printable.ts";
import { plainFinding } from "../../rules/language/finding.ts";
import { type ConnectorReport, type ReportHead, Tally } from "../report.ts";

export default function* json(head: ReportHead, entries: Iterable<ConnectorReport>): Generator<string> {
  const tally = new Tally();
  yield `{\n  "profile": ${JSON.stringify(head.profile)},\n  "connectors": [`;
  for (const { folder, findings, fixed } of tally.count(entries)) {
    const made = fixed ? `"fixed": ${JSON.stringify(fixed)},\n      ` : "";
    yield `${tally.connectors > 1 ? "," : ""}\n    {\n      "folder": ${printableJson(JSON.stringify(folder))},\n      ${made}"findings": [`;
    // One finding after the other: a hostile file can have a hundred thousand. One a line: made for programs, yet it can be searched.
    for (const [index, finding] of findings.entries())
      yield `${index > 0 ? "," : ""}\n        ${printableJson(JSON.stringify(plainFinding(finding)))}`;
    yield `${findings.length > 0 ? "\n      " : ""}]\n    }`;
  }
  const { connectors, errors, warnings, infos } = tally;
  const summary = JSON.stringify({ connectors, errors, warnings, infos });
  yield `${connectors > 0 ? "\n  " : ""}],\n  "summary": ${summary}\n}\n`;
}
