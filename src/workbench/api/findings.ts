/** What the validator says, and how it is fixed. */
import type { Finding, Severity } from "../../rules/language/finding.ts";
import type { FixRequest } from "../requests.ts";

/** What of a finding can be sent as it is. */
export interface FindingView extends Omit<Finding, "fix" | "breaksAtRunTime" | "related"> {
  /** The same for the same fault at the same place, as long as the file's text around it does not move it to another pointer. */
  id: string;
  related?: { file: string; pointer: string; label: string; line: number; column: number }[];
  /** Ids of the operations it is about; empty for the connector as a whole. */
  operations: string[];
  /** The source lines around the place. */
  frame: { startLine: number; lines: string[] } | undefined;
}

export interface FindingsAnswer {
  revision: number;
  profile: "import" | "certification";
  counts: Record<Severity, number>;
  /** In the order of file and place; at most 2,000. */
  findings: FindingView[];
  /** There are more than are listed. */
  truncated: boolean;
  /** What the settings file excuses, in its order. */
  suppressions: SuppressionView[];
  /** Milliseconds that validating took. */
  took: number;
}

export interface SuppressionView {
  rule: string;
  /** Only in this file; in all if there is none. */
  file?: string;
  /** Pointer of the place; the whole file if there is none. */
  at?: string;
  reason: string;
  /** Findings that it takes away. */
  count: number;
}

export interface FixAnswer {
  /** Ids of the findings that are fixed. */
  applied: string[];
  /** Ids of those that are not, because their fix overlaps another or would leave the connector worse. */
  skipped: string[];
  files: { file: string; diff: string }[];
  written: boolean;
  /** What was written, to be undone. */
  change?: string;
  /** What the author should know of how they were written, such as a hard link that ends; mostly empty. */
  notes: string[];
}

export interface FindingActions {
  fix(request: FixRequest): Promise<FixAnswer>;
}
