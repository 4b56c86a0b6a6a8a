/** Shapes of comparing two versions of a connector on the page. */
import type { ChangeClass } from "../../comparison/change.ts";
import type { OperationView } from "../../designer/types.ts";
import type { CompareRequest } from "../requests/compare.ts";

export type { CompareRequest } from "../requests/compare.ts";

export interface VersionsAnswer {
  /** What the connector can be compared with, besides a package. */
  versions: VersionChoice[];
  /** The folder is in a git repository. */
  git: boolean;
}

export interface VersionChoice {
  /** What a comparison is asked with: `commit:…`, or `read:N` for a revision that this workbench has read. */
  id: string;
  kind: "commit" | "read";
  /** Short id of the commit, or the number of the reading. */
  short: string;
  /** What the commit says; empty for a reading. */
  subject: string;
  /** ISO 8601. */
  at: string;
}

export interface CompareAnswer {
  /** Names the comparison in {@link CompareSource.operation}; the last few are kept. */
  id: string;
  revision: number;
  /** What the old version is called. */
  old: string;
  summary: Record<ChangeClass, number>;
  versions: { old: string | null; new: string | null; suggested: string | null };
  /** What to do with the version number, and before publishing. */
  advice: string;
  /** At most 2,000. */
  changes: CompareChange[];
  truncated: boolean;
  /** What was not compared, and why. */
  notes: string[];
}

export interface CompareChange {
  /** Kind of the change. */
  kind: string;
  class: ChangeClass;
  area: string;
  operations: string[];
  message: string;
  why: string;
  help: string;
  /** Place in the new version, or what is left around the old one. */
  file: string;
  line: number;
}

/** An operation in both versions, as the designer shows it; undefined where it is not there. */
export interface BothViews {
  old: OperationView | undefined;
  new: OperationView | undefined;
}

export interface CompareSource {
  versions(): Promise<VersionsAnswer>;
  compare(request: CompareRequest): Promise<CompareAnswer>;
  operation(comparison: string, operationId: string): Promise<BothViews>;
}
