/**
 * What a rule is. A rule's file says everything about it: why it exists, how grave it is, how it checks, and examples that
 * are at once its test and part of its page in the documentation. Adding a rule means adding a file, nothing else.
 */
import type { JsonObject, JsonValue } from "../../json/values.ts";
import type { Context } from "./context.ts";
import type { Profile, Severity } from "./finding.ts";
import type { Node, NodeKind } from "./node.ts";
import type { RunTimeEffect } from "./run-time.ts";
import type { Speaker } from "./shape.ts";

/** The groups of the rule index, in reading order. */
export const GROUPS = [
  "document",
  "info",
  "operations",
  "parameters",
  "schemas",
  "responses",
  "triggers-webhook",
  "triggers-polling",
  "dynamic",
  "policies",
  "connection-auth",
  "icon-branding",
  "package-files",
  "cross-file",
  "security",
] as const;
export type Group = (typeof GROUPS)[number];

/**
 * What a check waits for: keys by their name, keys that a function tells, or keys by their name with values that a function
 * tells. Such a function looks at nothing but what it is given: its answer is remembered.
 */
export type KeyFilter = readonly KeyTest[];
export type KeyTest =
  | string
  | ((key: string) => boolean)
  | { readonly [key: string]: (value: JsonValue) => boolean };

/** Called for each node of a kind while the connector is walked once. Keep it cheap: it runs on every keystroke. */
export interface Check {
  (node: Node, context: Context): void;
  /** What `onlyWith` of a rule says, for this check alone. */
  readonly onlyWith?: KeyFilter;
}

/** Checks by the kind of node they look at; `connector` runs once, after everything else has been walked. */
export type Checks = { [kind in NodeKind]?: Check } & { connector?: (context: Context) => void };

/**
 * A connector that shows a rule at work: merge patches (RFC 7396: `null` removes a key) on the small sound connector of
 * `examples/base-connector.ts`, or whole texts where the fault is in the text itself.
 */
export interface Example {
  definition?: JsonObject;
  properties?: JsonObject;
  /** Whole contents by file name, instead of or besides the patched files; bytes where text cannot say it; null removes the file. */
  files?: Record<string, string | Uint8Array | null>;
}

export interface BadExample extends Example {
  /** Pointers of the places where exactly this rule reports, in the order of the file; with `file#pointer` in another file than the definition. */
  at: string[];
}

export interface Rule {
  /** As in the rule index, kebab-case. */
  id: string;
  group: Group;
  /** One line: what must hold. */
  statement: string;
  /** What happens to a maker or an author when it does not hold. */
  why: string;
  /** `off`: the profile does not ask for it. A single report may only lower it (`context.report(…, { severity })`). */
  severity: Record<Profile, Severity | "off">;
  /** Codes of Microsoft's validator that this rule carries. */
  codes: readonly string[];
  /** Where the rule comes from: addresses of documentation, or a short note such as "observed: 12 published connectors". */
  sources: readonly string[];
  /** True if it was inferred from observation instead of documented. */
  inferred?: boolean;
  /** What a finding means for a connector that runs: see {@link RunTimeEffect}. Undefined: that it can run all the same. */
  breaksAtRunTime?: RunTimeEffect;
  /** True if at least some of its findings carry a fix. */
  fixable?: boolean;
  /** Keys that a finding at an object says are missing: they are not if the object holds them misspelt (see one-fault.ts). */
  asksFor?: readonly string[];
  /** True if a finding depends on what stands elsewhere in the definition or apiProperties.json: it needs both to be whole. */
  comparesPlaces?: boolean;
  /** Faults in the shape of objects that this rule speaks of (see shape.ts): the grammar finds them. */
  shape?: readonly Speaker[];
  /**
   * Rules that say it better: a report of this one at a place where one of them reports as well is left out. What another
   * says of a key that is missing counts as said at that key. Done once, in validation/precedence.ts.
   */
  yieldsTo?: readonly string[];
  checks?: Checks;
  /** The checks are called only for nodes that hold at least one of these keys: most nodes hold none. Default: for all. */
  onlyWith?: KeyFilter;
  bad: BadExample[];
  good: Example[];
}

/** States a rule; gives the file a checked shape. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** States a family of rules that share one check. */
export function defineRules(rules: Rule[]): Rule[] {
  return rules;
}
