/** What the comparison says: one change is one cause, however many operations it reaches. */

/** `breaking`: something that works today stops. `risky`: it may, and only its author can tell. `safe`: nothing that works stops. */
export const CLASSES = ["breaking", "risky", "safe"] as const;
export type ChangeClass = (typeof CLASSES)[number];

/** Where a change belongs, in the order in which reports list them. */
export const AREAS = [
  "operation",
  "trigger",
  "input",
  "output",
  "dynamic",
  "wire",
  "connection",
  "policy",
  "script",
  "document",
] as const;
export type Area = (typeof AREAS)[number];

/**
 * Whom a change hurts, or concerns if it is safe:
 * `flows` that were saved with the old version, `makers` who build or edit with the new one, `connections` that exist,
 * the `service` that is called, an `import` over the old version, `certification` of the update.
 */
export type Concern = "flows" | "makers" | "connections" | "service" | "import" | "certification";

export interface ChangePlace {
  /** Relative to the connector's folder. */
  file: string;
  pointer: string;
  /** Counts from 1. */
  line: number;
}

/** The public shape of a change: the keys of `--format json`; keys are only ever added. */
export interface Change {
  /** The kind, an id of {@link KINDS}. */
  id: string;
  class: ChangeClass;
  area: Area;
  /** The first operation that it reaches; null for what concerns the connector as a whole. */
  operation: string | null;
  /** All operations that it reaches: a shared definition is changed once. */
  operations: string[];
  concerns: readonly Concern[];
  /** Null for what was added. */
  old: ChangePlace | null;
  /** Null for what was removed. */
  new: ChangePlace | null;
  /** Where to point at in the new version: the new place, or what is left around the old one. */
  anchor: ChangePlace;
  message: string;
  why: string;
  help: string;
}

export interface Comparison {
  changes: Change[];
  summary: Record<ChangeClass, number>;
  versions: { old: string | null; new: string | null; suggested: string | null };
  /** What to do with the version number, and before publishing. */
  advice: string;
}
