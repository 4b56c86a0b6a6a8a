/** What the validator says: one finding is one fault at one place. */
import type { Edit } from "../../json/edits.ts";
import type { Span } from "../../json/text.ts";
import type { RunTimeEffect } from "./run-time.ts";

export type Severity = "error" | "warning" | "info";
export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** `import`: what breaks on paconn/pac create or update, or at run time. `certification`: what Microsoft's review refuses as well. */
export type Profile = "import" | "certification";
export const PROFILES: readonly Profile[] = ["import", "certification"];

/** A second place that explains a finding: what it refers to, or what it clashes with. */
export interface RelatedPlace {
  file: string;
  pointer: string;
  /** A few words shown under the place, such as "not defined here". */
  label: string;
  span: Span;
}

export interface Fix {
  /** What the fix does, as an order: "Remove the trailing comma". */
  title: string;
  file: string;
  edits: Edit[];
  /** A fix of the bytes that text edits cannot express: the file becomes UTF-8 without a byte order mark. */
  removeByteOrderMark?: boolean;
}

/** The public shape of a finding: the keys of `--format json` (documented, stable), and what other formats show besides. */
export interface Finding {
  rule: string;
  severity: Severity;
  /** Codes of Microsoft's own validator for the same fault; often none. */
  codes: readonly string[];
  message: string;
  /** What follows from it: the rule's `why`, or the finding's own where that depends on the case. */
  why: string;
  /** What to do. */
  help: string;
  /** Relative to the connector folder. */
  file: string;
  pointer: string;
  /** All count from 1; the end is behind the last character. */
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  fixable: boolean;
  /** What it means for a connector that runs; undefined if nothing. */
  breaksAtRunTime?: RunTimeEffect;
  /** A few words shown under the place in a code frame. */
  label?: string;
  related?: RelatedPlace[];
  /** Works out how to fix it; undefined if that turns out not to be certain. Asked for only when somebody fixes. */
  fix?: () => Fix | undefined;
}

/** What every program gets of a finding, in the order of the keys of `--format json`. */
export function plainFinding(finding: Finding) {
  const { rule, severity, codes, message, why, help, file, pointer } = finding;
  const { line, column, endLine, endColumn, fixable } = finding;
  return {
    rule,
    severity,
    codes,
    message,
    why,
    help,
    file,
    pointer,
    line,
    column,
    endLine,
    endColumn,
    fixable,
  };
}
