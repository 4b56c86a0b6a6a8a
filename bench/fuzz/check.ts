/** What must hold for every connector, however broken: each check that fails is one line. */
import { type ConnectorFolder, connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { valueAt } from "../../src/definition/reference.ts";
import { applyEdits } from "../../src/json/edits.ts";
import { parentOf } from "../../src/json/pointer.ts";
import type { JsonValue } from "../../src/json/values.ts";
import { PLAIN } from "../../src/machine/terminal/paint.ts";
import { type Finding, type Profile, SEVERITIES } from "../../src/rules/language/finding.ts";
import type { Rule } from "../../src/rules/language/rule.ts";
import { findAndTry, mend } from "../../src/validation/fixing/fix-connector.ts";
import type { Format } from "../../src/validation/format.ts";
import { FORMAT_NAMES, type FormatName, loadFormat } from "../../src/validation/load-format.ts";
import { countBySeverity, linesOf } from "../../src/validation/report.ts";
import { validateWith } from "../../src/validation/validate.ts";
import { CREDENTIAL } from "./nasty.ts";
import type { Files } from "./pool.ts";

export interface Tools {
  rules: readonly Rule[];
  formats: [FormatName, Format][];
}

export async function loadTools(rules: readonly Rule[]): Promise<Tools> {
  const formats = await Promise.all(
    FORMAT_NAMES.map(async (name): Promise<[FormatName, Format]> => [name, await loadFormat(name)]),
  );
  return { rules, formats };
}

/** Fixes of one case that are tried alone, besides all of them together. */
const FIXES_TRIED_ALONE = 12;

/** Fixing all findings validates again several times. */
const MENDING_EVERY = 8;

/** Longest message that a reader takes in; texts of the file are cut inside it. */
const MAX_MESSAGE = 1200;

/**
 * The checks that a case fails, as short stable texts; empty if it is fine.
 * @param share which part of the dear checks to make, as a number of the case: one format in turn, fixing once in a
 *   while; all of them without it
 */
export function check(files: Files, profile: Profile, { rules, formats }: Tools, share?: number): string[] {
  const failures: string[] = [];
  const attempt = <T>(what: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      const frame = error instanceof Error ? /at .*\/(?:src|bench)\/.*/.exec(error.stack ?? "")?.[0] : "";
      failures.push(`${what} threw ${String(error).slice(0, 160)} ${frame}`);
      return undefined;
    }
  };
  const connector = attempt("reading", () => connectorFromFiles("case", files));
  if (!connector) return failures;
  const findings = attempt("validation", () => validateWith(rules, connector, { profile }));
  if (!findings) return failures;
  const seen = new Set<string>();
  for (const finding of findings) {
    const fault = faultOf(finding, connector);
    if (fault) failures.push(`${finding.rule}: ${fault}`);
    const same = `${finding.rule} ${finding.file}#${finding.pointer} ${finding.line}:${finding.column} ${finding.message}`;
    if (seen.has(same)) failures.push(`${finding.rule}: says the same twice`);
    seen.add(same);
  }
  const shown = findings.map(withPlainAddresses);
  const report = { folder: ".", connector, findings: shown, known: 0, suppressed: 0 };
  const chosen = share === undefined ? formats : formats.slice(share % formats.length).slice(0, 1);
  for (const [name, format] of chosen) {
    const text = attempt(`format ${name}`, () =>
      [...format({ profile, connectors: 1 }, [report], { rules, paint: PLAIN, all: false })].join(""),
    );
    const fault = text === undefined ? undefined : faultOfText(name, text, findings.length);
    if (fault) failures.push(`format ${name}: ${fault}`);
  }
  attempt("fixes", () => failures.push(...faultsOfFixes(connector, findings)));
  if (share === undefined || share % MENDING_EVERY === 0)
    attempt("mending", () => failures.push(...faultsOfMending(rules, connector, findings, profile)));
  return [...new Set(failures)];
}

/** What is wrong with a finding itself. */
export function faultOf(finding: Finding, connector: ConnectorFolder): string | undefined {
  const { line, column, endLine, endColumn, pointer, file, message, help } = finding;
  if (!SEVERITIES.includes(finding.severity)) return `severity ${finding.severity}`;
  if (message === "" || help === "") return "no message or no help";
  if (message.length > MAX_MESSAGE || help.length > MAX_MESSAGE)
    return `a text of ${Math.max(message.length, help.length)} characters`;
  const labels = [finding.label, ...(finding.related ?? []).map(({ label }) => label)];
  if (SHOWN_CREDENTIAL.test([message, help, ...labels].join(" "))) return "its text shows a credential";
  const odd = /\[object |\bundefined\b/.exec(message)?.[0];
  if (odd && !holds(connector, odd)) return `message "${message.slice(0, 100)}"`;
  if (!/^(?:\/(?:[^~]|~[01])*)?$/s.test(pointer)) return `pointer ${pointer}`;
  const lines = linesOf(connector, file);
  if (!lines) {
    if (line !== 1 || column !== 1) return "a place in a file without text";
  } else {
    if (!(line >= 1 && line <= lines.lineCount)) return `line ${line} of ${lines.lineCount}`;
    if (!(column >= 1 && column <= lines.line(line).length + 2))
      return `column ${column} of ${lines.line(line).length}`;
    if (!(endLine >= line && endLine <= lines.lineCount)) return `end line ${endLine}`;
    if (endLine === line && endColumn < column) return "ends before it begins";
    if (!(endColumn >= 1 && endColumn <= lines.line(endLine).length + 2)) return `end column ${endColumn}`;
  }
  return pointerFault(finding, connector);
}

function pointerFault({ pointer, file, rule }: Finding, connector: ConnectorFolder): string | undefined {
  // Of two members with one name, the first is hidden with all that is in it; this rule can point there.
  if (rule === "doc-duplicate-keys") return undefined;
  const document = [connector.definition, connector.properties, connector.settings].find(
    (candidate) => candidate?.file === file,
  );
  const root = document?.value as JsonValue | undefined;
  if (root === undefined || pointer === "" || valueAt(root, pointer) !== undefined) return undefined;
  // What is missing is pointed at where it should stand: in something that is there.
  const parent = parentOf(pointer) ?? "";
  return parent === "" || valueAt(root, parent) !== undefined
    ? undefined
    : `pointer into nothing, ${pointer}`;
}

function holds(connector: ConnectorFolder, text: string): boolean {
  const { definition, properties, settings, script, readme } = connector;
  return [definition, properties, settings, script, readme].some((part) => part?.text.includes(text));
}

/** With other letters around it, it has lost the shape of a credential. */
const SHOWN_CREDENTIAL = new RegExp(`(?<!\\w)${CREDENTIAL}(?![\\w-])`);

/** Addresses have to lead somewhere and stay as they are; only in texts a credential is shown. */
function withPlainAddresses(finding: Finding): Finding {
  const plain = <T extends { file: string; pointer: string }>(place: T): T =>
    `${place.file}${place.pointer}`.includes(CREDENTIAL)
      ? {
          ...place,
          file: place.file.replaceAll(CREDENTIAL, "credential"),
          pointer: place.pointer.replaceAll(CREDENTIAL, "credential"),
        }
      : place;
  const related = finding.related?.map(plain);
  return related === undefined ? plain(finding) : { ...plain(finding), related };
}

/** What is wrong with a report. */
function faultOfText(name: FormatName, text: string, findings: number): string | undefined {
  if (text === "" && name === "github" && findings === 0) return undefined;
  if (!text.endsWith("\n")) return "no line break at the end";
  if (SHOWN_CREDENTIAL.test(text)) return "shows a credential";
  if (name === "json" || name === "sarif") JSON.parse(text);
  else if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text)) {
    const [found = ""] =
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(text) ?? [];
    return `holds U+${found.charCodeAt(0).toString(16).padStart(4, "0")}`;
  }
  if (!text.isWellFormed()) return "is not well-formed text";
  // Ten of a kind at most, then a line that says how many there are.
  if (name === "github" && text.split("\n").length - 1 > Math.min(findings, 31))
    return "more lines than findings, or than GitHub shows";
  if (name === "html" && /<(?:script|img|link|iframe)|\son\w+=/i.test(text.replaceAll(/&#\d+;/g, " ")))
    if (/<(?:script|img|link|iframe)/i.test(text)) return "holds markup of the connector";
  if (name === "junit" && !balanced(text)) return "is not balanced XML";
  return undefined;
}

function balanced(xml: string): boolean {
  const open: string[] = [];
  for (const [, slash, name, rest] of xml.matchAll(/<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*\s*\/?)>/g)) {
    if (slash) {
      if (open.pop() !== name) return false;
    } else if (!rest?.endsWith("/")) open.push(name as string);
  }
  return open.length === 0 && !/<(?!\/?[\w-]+[^<>]*>|\?xml)/.test(xml);
}

/** Each fix alone: inside the text, without overlaps, and JSON stays JSON. */
function faultsOfFixes(connector: ConnectorFolder, findings: readonly Finding[]): string[] {
  const faults: string[] = [];
  let tried = 0;
  for (const finding of findings) {
    if (!finding.fix || tried++ >= FIXES_TRIED_ALONE) continue;
    const fix = finding.fix();
    if (!fix) continue;
    const document = [connector.definition, connector.properties, connector.settings].find(
      (candidate) => candidate?.file === fix.file,
    );
    if (!document) {
      faults.push(`${finding.rule}: mends a file that is no document`);
      continue;
    }
    const edits = [...fix.edits].sort((a, b) => a.start - b.start);
    let last = 0;
    for (const { start, end } of edits) {
      if (start < last || end < start || end > document.text.length)
        faults.push(`${finding.rule}: edits overlap or lie outside`);
      last = end;
    }
    if (document.strict && !isJson(applyEdits(document.text, fix.edits)))
      faults.push(`${finding.rule}: its fix breaks the JSON`);
  }
  return faults;
}

/** All fixes together: never worse, JSON stays JSON, and a second round finds nothing more to do. */
function faultsOfMending(
  rules: readonly Rule[],
  connector: ConnectorFolder,
  findings: readonly Finding[],
  profile: Profile,
): string[] {
  if (!findings.some((finding) => finding.fix)) return [];
  const faults: string[] = [];
  const result = mend(rules, connector, { profile });
  const same = ({ rule, file, pointer, message }: Finding) => `${rule} ${file}#${pointer} ${message}`;
  const promised = new Set(
    findAndTry(rules, connector, { profile })
      .filter(({ fixable }) => fixable)
      .map(same),
  );
  const broken = result.findings.find((finding) => !finding.fixable && promised.has(same(finding)));
  if (broken) faults.push(`mending: ${broken.rule} is said to be fixable and is not fixed`);
  const parts = ["definition", "properties", "settings"] as const;
  for (const part of parts) {
    if (connector[part]?.strict && result.connector[part]?.strict !== true)
      faults.push("mending: breaks the JSON");
  }
  const [was, is] = [countBySeverity(findings), countBySeverity(result.findings)];
  if (is.error > was.error) faults.push("mending: more errors");
  // Fixing a misspelt key can uncover smaller faults below it, and so can fixing the syntax, but nothing as grave.
  if (parts.every((part) => connector[part]?.strict !== false)) {
    const rules = [...result.applied.keys()].join(", ");
    if (is.error === was.error && is.warning > was.warning) faults.push(`mending: more warnings (${rules})`);
    if (is.error === was.error && is.warning === was.warning && is.info > was.info)
      faults.push(`mending: more infos (${rules})`);
  }
  if (result.files.length > 0) {
    const again = mend(rules, result.connector, { profile });
    if (again.files.length > 0)
      faults.push(`mending: a second time mends more (${[...again.applied.keys()].join(", ")})`);
  }
  return faults;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
