/**
 * The settings file of the validator: which rules count how much in this connector, and which places are excused and why.
 * Everything it takes away carries a reason, and what it takes away without need is reported.
 */
import path from "node:path";
import { InputError } from "../json/problem.ts";
import { decodeText } from "../json/text.ts";
import { listFolder, readFileInside } from "../machine/files/read-inside.ts";
import { relativeName } from "../machine/files/relative-name.ts";
import { readYaml, type Tokens } from "../machine/yaml/read-yaml.ts";
import type { Finding, Profile, Severity } from "../rules/language/finding.ts";
import { didYouMean } from "../rules/language/nearest.ts";
import type { Rule } from "../rules/language/rule.ts";
import { readNamedFile } from "./named-file.ts";
import { displayFolder } from "./report.ts";
import { shapeFault } from "./settings-shape.ts";

import { UNUSED_SUPPRESSION } from "./unused-suppression.ts";

/** Looked for in the connector folder when no file is named. */
export const SETTINGS_FILE = "connector-rules.yaml";

/** A file of this size is not a settings file. */
const MAX_SIZE = 1024 * 1024;

interface RuleSetting {
  severity: Severity | "off";
  reason?: string;
}

export interface Suppression {
  rule: string;
  file?: string;
  at?: string;
  reason: string;
}

interface SettingsFile {
  profile?: Profile;
  rules?: Record<string, RuleSetting>;
  suppress?: Suppression[];
}

export interface Settings {
  /** As the user named it. */
  file: string;
  profile: Profile | undefined;
  severities: Map<string, Severity | "off">;
  suppress: (Suppression & { line: number; column: number; pointer: string })[];
}

/** Names that authors give the file by mistake: read by nobody, it would excuse nothing, and nobody would know why. */
const MISNAMED = ["connector-rules.yml", "connector-rules.json", ".connector-rules.yaml"];

/**
 * The settings that apply to a connector folder, or undefined if there are none.
 * @throws {InputError} `settings-unreadable`, `settings-invalid` with line and column
 */
export function findSettings(folder: string, rules: readonly Rule[]): Settings | undefined {
  const names = new Set(listFolder(folder).map((entry) => entry.name));
  const file = displayFolder(path.join(folder, SETTINGS_FILE));
  if (!names.has(SETTINGS_FILE)) {
    const misnamed = MISNAMED.find((name) => names.has(name));
    if (misnamed === undefined) return undefined;
    throw new InputError(
      "settings-unreadable",
      `"${displayFolder(path.join(folder, misnamed))}" is not read: the settings file has another name.`,
      `Rename it to ${SETTINGS_FILE}.`,
    );
  }
  // Like every file of a connector, its settings are no pipe, not endless, and not outside its folder.
  const read = readFileInside(folder, SETTINGS_FILE, MAX_SIZE);
  if (!read.ok)
    throw new InputError("settings-unreadable", `${file}: ${read.problem.message}`, read.problem.help);
  return parseSettings(file, decodeText(read.bytes, SETTINGS_FILE).text, rules);
}

/**
 * Reads a settings file that the user names.
 * @throws {InputError} `settings-unreadable`, `settings-invalid` with line and column
 */
export function readSettings(file: string, rules: readonly Rule[]): Settings {
  const text = readNamedFile(file, MAX_SIZE, {
    role: "settings file",
    code: "settings-unreadable",
    help: "Name an existing YAML file.",
  });
  return parseSettings(file, text, rules);
}

function parseSettings(file: string, text: string, rules: readonly Rule[]): Settings {
  const source = readYaml(text, file, "settings-invalid");
  const value = source.value as SettingsFile;
  const fault = shapeFault(value);
  if (fault) throw source.invalid(fault.tokens, fault.message, fault.help);
  const known = new Set([...rules, UNUSED_SUPPRESSION].map((rule) => rule.id));
  const checkRule = (id: string, tokens: Tokens) => {
    if (!known.has(id))
      throw source.invalid(
        tokens,
        `There is no rule "${id}".`,
        `${didYouMean(id, known)}--list-rules lists them all.`,
      );
  };
  const severities = new Map<string, Severity | "off">();
  for (const [id, setting] of Object.entries(value.rules ?? {})) {
    checkRule(id, ["rules", id]);
    severities.set(id, setting.severity);
  }
  const suppress = (value.suppress ?? []).map((entry, index) => {
    checkRule(entry.rule, ["suppress", index, "rule"]);
    const { line, column } = source.positionOf(["suppress", index]);
    return { ...entry, line, column, pointer: `/suppress/${index}` };
  });
  return { file, profile: value.profile, severities, suppress };
}

/** Takes the suppressed findings away and reports the suppressions that suppressed nothing: settings of one connector. */
export function suppress(
  findings: readonly Finding[],
  settings: Settings,
): { kept: Finding[]; suppressed: number } {
  const used = new Set<Suppression>();
  const { kept, suppressed } = excuse(findings, settings, used);
  return {
    kept: [...kept, ...unusedSuppressions(settings, used, path.dirname(path.resolve(settings.file)))],
    suppressed,
  };
}

/** Takes the suppressed findings away, and notes which suppressions did it. */
export function excuse(
  findings: readonly Finding[],
  settings: Settings,
  used: Set<Suppression>,
): { kept: Finding[]; suppressed: number } {
  const kept = findings.filter((finding) => {
    const matching = settings.suppress.filter((entry) => matches(entry, finding));
    for (const entry of matching) used.add(entry);
    return matching.length === 0;
  });
  return { kept, suppressed: findings.length - kept.length };
}

/** Findings about suppressions that suppressed nothing in all connectors that the settings are for. */
export function unusedSuppressions(
  settings: Settings,
  used: ReadonlySet<Suppression>,
  root: string,
): Finding[] {
  const severity: Severity | "off" = settings.severities.get(UNUSED_SUPPRESSION.id) ?? "warning";
  const findings: Finding[] = [];
  if (severity === "off") return findings;
  for (const entry of settings.suppress) {
    if (used.has(entry)) continue;
    findings.push({
      rule: UNUSED_SUPPRESSION.id,
      severity,
      codes: [],
      message: `The suppression of "${entry.rule}"${entry.at === undefined ? "" : ` at ${entry.at}`} has no effect.`,
      why: UNUSED_SUPPRESSION.why,
      help: "Delete it if the fault is gone; otherwise correct the rule or the place.",
      file: relativeName(root, path.resolve(settings.file)),
      pointer: entry.pointer,
      line: entry.line,
      column: entry.column,
      endLine: entry.line,
      endColumn: entry.column + 1,
      fixable: false,
    });
  }
  return findings;
}

/** Whether the settings take away what one of the rules says of a place: by a suppression, or because the rule is off. */
export function excuses(
  settings: Settings,
  rules: readonly string[],
  place: Pick<Finding, "file" | "pointer">,
): boolean {
  return (
    rules.every((rule) => settings.severities.get(rule) === "off") ||
    rules.some((rule) => settings.suppress.some((entry) => matches(entry, { ...place, rule })))
  );
}

function matches(entry: Suppression, finding: Pick<Finding, "rule" | "file" | "pointer">): boolean {
  if (entry.rule !== finding.rule) return false;
  if (entry.file !== undefined && entry.file !== finding.file) return false;
  return entry.at === undefined || finding.pointer === entry.at || finding.pointer.startsWith(`${entry.at}/`);
}
