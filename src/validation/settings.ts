/**
 * The settings file of the validator: which rules count how much in this connector, and which places are excused and why.
 * Everything it takes away carries a reason, and what it takes away without need is reported.
 */
import { realpathSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { type Document, isMap, isNode, LineCounter, parseDocument } from "yaml";
import { reason as errnoReason, kindOf, readFileInside } from "../definition/files.ts";
import { InputError } from "../definition/problem.ts";
import { decodeText } from "../definition/text.ts";
import type { Finding, Profile, Severity } from "./finding.ts";
import { didYouMean } from "./nearest.ts";
import { displayFolder } from "./report.ts";
import type { Rule } from "./rule.ts";
import schema from "./settings.schema.json" with { type: "json" };

/** Looked for in the connector folder when no file is named. */
export const SETTINGS_FILE = "connector-rules.yaml";

/** A file of this size is no settings file. */
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

/** The settings that apply to a connector folder, or undefined if there are none. */
export function findSettings(folder: string, rules: readonly Rule[]): Settings | undefined {
  const file = path.join(folder, SETTINGS_FILE);
  return kindOf(file) === "file"
    ? parseSettings(displayFolder(file), folder, SETTINGS_FILE, rules)
    : undefined;
}

/**
 * Reads a settings file.
 * @throws {InputError} `settings-unreadable`, `settings-invalid` with line and column
 */
export function readSettings(file: string, rules: readonly Rule[]): Settings {
  // A file that the user names may lie anywhere, links included.
  let real: string;
  try {
    real = realpathSync(file);
  } catch (error) {
    throw new InputError(
      "settings-unreadable",
      `The settings file "${file}" cannot be read (${errnoReason(error)}).`,
      "Name an existing YAML file.",
    );
  }
  return parseSettings(file, path.dirname(real), path.basename(real), rules);
}

/** Like every file of a connector, its settings are no pipe, not endless, and not outside its folder. */
function parseSettings(file: string, folder: string, name: string, rules: readonly Rule[]): Settings {
  const read = readFileInside(folder, name, MAX_SIZE);
  if (!read.ok)
    throw new InputError("settings-unreadable", `${file}: ${read.problem.message}`, read.problem.help);
  const text = decodeText(read.bytes, name).text;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors[0];
  if (syntax) {
    const { line, col } = lines.linePos(syntax.pos[0]);
    throw new InputError(
      "settings-invalid",
      `${file}:${line}:${col}: ${syntax.message}.`,
      "Correct the YAML.",
    );
  }
  const value = toValue(document, file);
  const validate = new Ajv({ allErrors: false }).compile<SettingsFile>(schema);
  if (!validate(value)) {
    const error = validate.errors?.[0];
    const tokens = (error?.instancePath ?? "").split("/").slice(1);
    throw invalid(
      file,
      document,
      lines,
      tokens,
      `${tokens.join(".") || "The file"} ${error?.message ?? "is not valid"}.`,
      "docs/validate.md describes the settings file.",
    );
  }
  const known = new Set(rules.map((rule) => rule.id));
  const checkRule = (id: string, tokens: (string | number)[]) => {
    if (!known.has(id))
      throw invalid(
        file,
        document,
        lines,
        tokens,
        `There is no rule "${id}".`,
        `${didYouMean(id, known)}--list-rules names them all.`,
      );
  };
  const severities = new Map<string, Severity | "off">();
  for (const [id, setting] of Object.entries(value.rules ?? {})) {
    checkRule(id, ["rules", id]);
    severities.set(id, setting.severity);
  }
  const suppress = (value.suppress ?? []).map((entry, index) => {
    checkRule(entry.rule, ["suppress", index, "rule"]);
    const { line, col } = positionOf(document, lines, ["suppress", index]);
    return { ...entry, line, column: col, pointer: `/suppress/${index}` };
  });
  return { file, profile: value.profile, severities, suppress };
}

function toValue(document: Document, file: string): SettingsFile {
  try {
    // Aliases can make a small file huge; a settings file needs none.
    return (document.toJS({ maxAliasCount: 0 }) ?? {}) as SettingsFile;
  } catch {
    throw new InputError(
      "settings-invalid",
      `The settings file "${file}" uses aliases.`,
      "Write the values out.",
    );
  }
}

/** Where a value stands, or the key of a member: that is what an author looks for. */
function positionOf(
  document: Document,
  lines: LineCounter,
  tokens: readonly (string | number)[],
): { line: number; col: number } {
  for (let length = tokens.length; length > 0; length--) {
    const path = tokens
      .slice(0, length)
      .map((token) => (/^\d+$/.test(String(token)) ? Number(token) : token));
    const parent = length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
    const pair = isMap(parent)
      ? parent.items.find((item) => String(item.key) === String(path.at(-1)))
      : undefined;
    const node = isNode(pair?.key) ? pair.key : document.getIn(path, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]);
  }
  return { line: 1, col: 1 };
}

function invalid(
  file: string,
  document: Document,
  lines: LineCounter,
  tokens: readonly (string | number)[],
  message: string,
  help: string,
): InputError {
  const { line, col } = positionOf(document, lines, tokens);
  return new InputError("settings-invalid", `${file}:${line}:${col}: ${message}`, help);
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
  const findings: Finding[] = [];
  for (const entry of settings.suppress) {
    if (used.has(entry)) continue;
    findings.push({
      rule: "unused-suppression",
      severity: "warning",
      codes: [],
      message: `The suppression of "${entry.rule}"${entry.at === undefined ? "" : ` at ${entry.at}`} suppresses nothing.`,
      help: "Delete it: the fault is gone, or the rule or the place is misspelt.",
      file: path.relative(root, path.resolve(settings.file)).split(path.sep).join("/"),
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

function matches(entry: Suppression, finding: Finding): boolean {
  if (entry.rule !== finding.rule) return false;
  if (entry.file !== undefined && entry.file !== finding.file) return false;
  return entry.at === undefined || finding.pointer === entry.at || finding.pointer.startsWith(`${entry.at}/`);
}
