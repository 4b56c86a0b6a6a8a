/** SARIF 2.1.0 (OASIS), which code scanning services read: findings with rule metadata, related places and fixes. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { LineMap } from "../../json/text.ts";
import { maskSecrets } from "../../machine/redaction/mask.ts";
import { printableJson } from "../../machine/terminal/printable.ts";
import type { Finding, Fix, Profile, Severity } from "../../rules/language/finding.ts";
import type { Rule } from "../../rules/language/rule.ts";
import type { FormatOptions } from "../format.ts";
import { type ConnectorReport, type ReportHead, rulePage } from "../report.ts";

const LEVEL: Record<Severity, "error" | "warning" | "note"> = {
  error: "error",
  warning: "warning",
  info: "note",
};

export default function* sarif(
  head: ReportHead,
  entries: Iterable<ConnectorReport>,
  options: FormatOptions,
): Generator<string> {
  const byId = new Map(options.rules.map((rule) => [rule.id, rule]));
  // Rules get their index when first used; they are written after the results, when all are known.
  const used = new Map<string, number>();
  yield `{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [{\n"columnKind": "utf16CodeUnits",\n"results": [`;
  let first = true;
  for (const { folder, connector, findings } of entries) {
    for (const finding of findings) {
      if (byId.has(finding.rule) && !used.has(finding.rule)) used.set(finding.rule, used.size);
      const result = toResult(finding, folder, connector, used.get(finding.rule), byId.get(finding.rule));
      yield `${first ? "" : ","}\n${printableJson(JSON.stringify(result))}`;
      first = false;
    }
  }
  const rules = [...used.keys()].map((id) => toDescriptor(byId.get(id) as Rule, head.profile));
  yield `\n],\n"tool": ${JSON.stringify({ driver: { name: "connector-workbench", rules } }, null, 1)}\n}]\n}\n`;
}

function toDescriptor(rule: Rule, profile: Profile) {
  const severity = rule.severity[profile];
  return {
    id: rule.id,
    shortDescription: { text: rule.statement },
    fullDescription: { text: rule.why },
    help: { text: `${rule.why} See ${rulePage(rule.id)}.` },
    defaultConfiguration: severity === "off" ? { enabled: false } : { level: LEVEL[severity] },
    properties: { group: rule.group, codes: rule.codes, sources: rule.sources, profile },
  };
}

function toResult(
  finding: Finding,
  folder: string,
  connector: ConnectorFolder,
  ruleIndex: number | undefined,
  rule: Rule | undefined,
) {
  const fix = presentableFix(finding);
  // What the rule says of all its findings is in its description.
  const own = finding.why === rule?.why ? [] : [finding.why];
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVEL[finding.severity],
    message: { text: [finding.message, ...own, finding.help].join(" ") },
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
    ...(fix?.edits.length ? { fixes: [toFix(fix, folder, connector)] } : {}),
    properties: { codes: finding.codes, severity: finding.severity },
  };
}

/** A fix can repeat what the author wrote; one that would repeat a credential stays out of the report. */
function presentableFix(finding: Finding): Fix | undefined {
  const fix = finding.fix?.();
  return fix?.edits.some((edit) => maskSecrets(edit.text) !== edit.text) ? undefined : fix;
}

function toFix(fix: Fix, folder: string, connector: ConnectorFolder) {
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

/** Relative to where the validator was started; only what is on another drive of Windows has a whole address. */
function uriOf(folder: string, file: string): string {
  const [, drive = "", below = ""] =
    /^([a-z]:\/)?(.*)$/is.exec(folder === "." ? file : `${folder}/${file}`) ?? [];
  return `${drive && `file:///${drive}`}${below.split("/").map(encodeURIComponent).join("/")}`;
}
