/** SARIF 2.1.0 (OASIS), which code scanning services read: findings with rule metadata, related places and fixes. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { LineMap } from "../../definition/text.ts";
import type { Finding, Severity } from "../finding.ts";
import type { FormatOptions } from "../format.ts";
import { type Report, rulePage } from "../report.ts";

const LEVEL: Record<Severity, "error" | "warning" | "note"> = {
  error: "error",
  warning: "warning",
  info: "note",
};

export default function sarif(report: Report, options: FormatOptions): string {
  const used = new Set(report.connectors.flatMap((entry) => entry.findings.map((finding) => finding.rule)));
  const rules = options.rules.filter((rule) => used.has(rule.id));
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  const results = report.connectors.flatMap(({ folder, connector, findings }) =>
    findings.map((finding) => toResult(finding, folder, connector, indexOf)),
  );
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "connector-workbench",
            rules: rules.map((rule) => {
              const severity = rule.severity[report.profile];
              return {
                id: rule.id,
                shortDescription: { text: rule.statement },
                fullDescription: { text: rule.why },
                help: { text: `${rule.why} See ${rulePage(rule.id)}.` },
                defaultConfiguration: severity === "off" ? { enabled: false } : { level: LEVEL[severity] },
                properties: {
                  group: rule.group,
                  codes: rule.codes,
                  sources: rule.sources,
                  profile: report.profile,
                },
              };
            }),
          },
        },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toResult(
  finding: Finding,
  folder: string,
  connector: ConnectorFolder,
  indexOf: Map<string, number>,
) {
  const ruleIndex = indexOf.get(finding.rule);
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVEL[finding.severity],
    message: { text: `${finding.message} ${finding.help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(folder, finding.file) },
          region: {
            startLine: finding.line,
            startColumn: finding.column,
            endLine: finding.endLine,
            endColumn: finding.endColumn,
          },
        },
        logicalLocations: [{ fullyQualifiedName: `${finding.file}#${finding.pointer}` }],
      },
    ],
    ...(finding.related?.length
      ? {
          relatedLocations: finding.related.map((place, id) => ({
            id,
            message: { text: place.label },
            physicalLocation: {
              artifactLocation: { uri: uriOf(folder, place.file) },
              region: regionOf(place.span),
            },
          })),
        }
      : {}),
    ...(finding.fix?.edits.length ? { fixes: [toFix(finding, folder, connector)] } : {}),
    properties: { codes: finding.codes, severity: finding.severity },
  };
}

function toFix(finding: Finding, folder: string, connector: ConnectorFolder) {
  const fix = finding.fix!;
  const document = [connector.definition, connector.properties, connector.settings].find(
    (known) => known?.file === fix.file,
  );
  const lines = document?.lines ?? new LineMap("");
  return {
    description: { text: fix.title },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(folder, fix.file) },
        replacements: fix.edits.map((edit) => ({
          deletedRegion: regionOf(lines.span(edit.start, edit.end)),
          insertedContent: { text: edit.text },
        })),
      },
    ],
  };
}

function regionOf(span: { start: { line: number; column: number }; end: { line: number; column: number } }) {
  return {
    startLine: span.start.line,
    startColumn: span.start.column,
    endLine: span.end.line,
    endColumn: span.end.column,
  };
}

function uriOf(folder: string, file: string): string {
  return (folder === "." ? file : `${folder}/${file}`).split("/").map(encodeURIComponent).join("/");
}
