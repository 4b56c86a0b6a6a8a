/** JUnit XML, which most build servers show as test results: a suite a connector, a case a finding. */
import { printableLines } from "../../machine/terminal/printable.ts";
import { type ConnectorReport, countBySeverity, type ReportHead, rulePage } from "../report.ts";

export default function* junit(head: ReportHead, entries: Iterable<ConnectorReport>): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="connector rules, profile ${head.profile}">\n`;
  for (const { folder, findings } of entries) {
    const counts = countBySeverity(findings);
    const cases = findings.map((finding) => {
      const place = `${folder === "." ? "" : `${folder}/`}${finding.file}:${finding.line}:${finding.column}`;
      const name = `name="${escapeXml(`${finding.rule} at ${place}`)}" classname="${escapeXml(folder)}"`;
      const text = escapeXml(
        `${place}\n${finding.message}\n${finding.why}\n${finding.help}\n${rulePage(finding.rule)}`,
      );
      const failed = finding.severity === "error";
      const body = failed
        ? `<failure type="${finding.severity}" message="${escapeXml(finding.message)}">${text}</failure>`
        : // Warnings and infos do not fail a build; they are kept as output of a passed case.
          `<system-out>${escapeXml(`${finding.severity}: `)}${text}</system-out>`;
      return `    <testcase ${name}>${body}</testcase>\n`;
    });
    if (cases.length === 0)
      cases.push(`    <testcase name="no findings" classname="${escapeXml(folder)}" />\n`);
    yield `  <testsuite name="${escapeXml(folder)}" tests="${cases.length}" failures="${counts.error}" errors="0" skipped="0">\n${cases.join("")}  </testsuite>\n`;
  }
  yield "</testsuites>\n";
}

/** Text for XML 1.0: markup escaped; characters that XML cannot hold, or that nobody sees, by their number. */
function escapeXml(text: string): string {
  return printableLines(text).replace(/[&<>"\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
