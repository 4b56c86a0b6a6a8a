/** The connector's own files: read, edited on the page, saved, and what was done to them taken back. */
import type { Severity } from "../../rules/language/finding.ts";
import type {
  CheckRequest,
  MemberRequest,
  MergeRequest,
  SaveRequest,
  SuppressRequest,
  UnsuppressRequest,
} from "../requests/sources.ts";
import type { FormAnswer } from "./form.ts";

/** The files that can be edited, and what has been done to them since the start. */
export interface SourcesAnswer {
  /** Absolute path of the folder, for links that open a file in an editor. */
  root: string;
  files: SourceHead[];
  /** Names of all files in the folder, also of those that cannot be edited here. */
  present: string[];
  /** Newest first. */
  changes: ChangeView[];
}

export interface SourceHead {
  part: "definition" | "properties" | "script" | "settings";
  /** Relative to the folder. */
  file: string;
  bytes: number;
}

export interface SourceAnswer extends SourceHead {
  /** As it is on disk now, with `\n` at the end of each line, and with a mark such as `•482913•••` in place of every secret. */
  text: string;
  /** Names this version: a save says which one it is based on. */
  version: string;
  /** How many marks there are. */
  hidden: number;
  /** Why it can be read here but not saved. */
  readOnly: { message: string; help: string } | undefined;
}

export interface SaveAnswer {
  /** Of what the file holds now. */
  version: string;
  /** Undefined if the file already held exactly this. */
  change: ChangeView | undefined;
  notes: string[];
}

/** Something that was written. */
export interface ChangeView {
  id: string;
  /** Such as `Saved apiProperties.json`. */
  label: string;
  files: string[];
  /** Its files still hold what it has written. */
  undoable: boolean;
}

/** Findings in a text that has not been saved; lines and columns are those of the text. */
export interface CheckAnswer {
  /** At most 500, in the order of the file. */
  problems: SourceProblem[];
  /** How many there are. */
  count: number;
}

export interface SourceProblem {
  rule: string;
  severity: Severity;
  message: string;
  why: string;
  help: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** One's own text and the one that somebody else has saved meanwhile, brought together as far as that can be done safely. */
export interface MergeAnswer {
  theirs: string;
  /** Version of theirs: what a save of the result is based on. */
  version: string;
  pieces: MergePiece[];
  conflicts: number;
}

export type MergePiece =
  | { kind: "same"; lines: string[] }
  /** Only one side has changed it. */
  | { kind: "mine" | "theirs"; lines: string[]; base: string[] }
  | { kind: "conflict"; base: string[]; mine: string[]; theirs: string[] };

/** A rule as its page explains it. */
export interface RuleAnswer {
  id: string;
  /** What is true of a correct connector. */
  statement: string;
  why: string;
  /** Severity in each profile, or `off`. */
  severity: Record<"import" | "certification", Severity | "off">;
  codes: readonly string[];
  /** Addresses of documentation, or short notes. */
  sources: readonly string[];
  /** The rule was inferred from what was observed. */
  inferred: boolean;
  /** Pieces of files that break the rule, or keep it. */
  examples: { good: boolean; file: string; text: string }[];
}

/** Only a live page has the files; an offline file holds what was made of them. */
export interface SourceActions {
  sources(): Promise<SourcesAnswer>;
  source(file: string): Promise<SourceAnswer>;
  save(file: string, request: SaveRequest): Promise<SaveAnswer>;
  check(file: string, request: CheckRequest): Promise<CheckAnswer>;
  merge(file: string, request: MergeRequest): Promise<MergeAnswer>;
  /** An operation as a form. */
  form(operationId: string): Promise<FormAnswer>;
  /** Sets, adds or removes members of the definition's objects; the rest of the file stays as it is. */
  setMembers(request: MemberRequest): Promise<SaveAnswer>;
  suppress(request: SuppressRequest): Promise<SaveAnswer>;
  /** Takes a suppression out of the settings file. */
  unsuppress(request: UnsuppressRequest): Promise<SaveAnswer>;
  undo(change: string): Promise<ChangeView>;
  rule(id: string): Promise<RuleAnswer>;
}
