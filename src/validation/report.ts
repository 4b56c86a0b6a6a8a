/** The result of validating one or more connectors, ready for any format. */
import { existsSync } from "node:fs";
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { own, ownString } from "../json/values.ts";
import { relativeName } from "../machine/files/relative-name.ts";
import { ownFile } from "../machine/home.ts";
import { counted } from "../machine/terminal/counted.ts";
import { commandLine } from "../machine/terminal/invocation.ts";
import type { Finding, Profile, Severity } from "../rules/language/finding.ts";
import { UNUSED_SUPPRESSION } from "./unused-suppression.ts";

export interface ConnectorReport {
  /** The folder as the user would name it: relative to the current folder, `/` between names, `.` for itself. */
  folder: string;
  connector: ConnectorFolder;
  findings: Finding[];
  /** Findings that a baseline already knew; not among `findings`. */
  known: number;
  /** Findings that a settings file suppresses; not among `findings`. */
  suppressed: number;
  /** How many fixes were made, by rule; undefined where none were asked for. */
  fixed?: Record<string, number> | undefined;
}

/** What is known about a report before its first connector. */
export interface ReportHead {
  profile: Profile;
  /** How many connectors follow. */
  connectors: number;
}

export interface Summary {
  connectors: number;
  errors: number;
  warnings: number;
  infos: number;
}

export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** Counts findings while they pass by, so that a report of a thousand connectors need not be held in memory. */
export class Tally implements Summary {
  connectors = 0;
  errors = 0;
  warnings = 0;
  infos = 0;
  fixable = 0;
  known = 0;
  suppressed = 0;

  add(entry: ConnectorReport): void {
    const counts = countBySeverity(entry.findings);
    this.connectors++;
    this.errors += counts.error;
    this.warnings += counts.warning;
    this.infos += counts.info;
    this.known += entry.known;
    this.suppressed += entry.suppressed;
    for (const finding of entry.findings) if (finding.fixable) this.fixable++;
  }

  /** Hands entries on and counts them. */
  *count(entries: Iterable<ConnectorReport>): Generator<ConnectorReport> {
    for (const entry of entries) {
      this.add(entry);
      yield entry;
    }
  }
}

/** What a report counts, in words: "2 errors, 1 warning, 0 infos". */
export function inWords({ errors, warnings, infos }: Summary): string {
  return `${counted(errors, "error")}, ${counted(warnings, "warning")}, ${counted(infos, "info")}`;
}

/** What a report leaves out, in words: or nobody could tell a sound connector from a silenced one. */
export function leftOut({ known, suppressed }: { known: number; suppressed: number }): string[] {
  return [
    ...(known > 0 ? [`${known} known from the baseline`] : []),
    ...(suppressed > 0 ? [`${suppressed} excused by settings`] : []),
  ];
}

/** The name of a connector that makers see; undefined without a title. */
export function titleOf({ definition }: ConnectorFolder): string | undefined {
  return ownString(own(definition?.value, "info"), "title")?.trim() || undefined;
}

/** A folder as shown to the user. */
export function displayFolder(folder: string): string {
  return relativeName(process.cwd(), folder);
}

/** The text a finding points into, line by line, whatever kind of file it is. */
export function linesOf(
  connector: ConnectorFolder,
  file: string,
): { line(number: number): string; lineCount: number } | undefined {
  const { definition, properties, settings, script, readme, intro } = connector;
  return [definition, properties, settings, script, readme, intro].find(
    (candidate) => candidate?.file === file,
  )?.lines;
}

/** The installed package leaves the pages of the rules out; `--explain` shows the same there. */
const HAS_PAGES = existsSync(ownFile("docs/rules"));

/** Where to read about a rule: its page, relative to the root of the workbench, or the command that shows it. */
export function rulePage(rule: string): string {
  if (rule === UNUSED_SUPPRESSION.id) return "docs/validate.md";
  return HAS_PAGES ? `docs/rules/${rule}.md` : commandLine("validate", `--explain ${rule}`);
}
