/** What a rule states: all there is to say of it besides how it checks. */
import type { Profile, Severity } from "./finding.ts";
import type { RunTimeEffect } from "./run-time.ts";

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

export interface Statement {
  /** As in the rule index, kebab-case. */
  id: string;
  group: Group;
  /** One line: what must hold. */
  statement: string;
  /** What happens to a maker or an author when it does not hold: reports print it below the message of a finding. */
  why: string;
  /** `off`: the profile does not ask for it. A single report may only lower it (`context.report(…, { severity })`). */
  severity: Record<Profile, Severity | "off">;
  /** Codes of Microsoft's validator that this rule carries; a rule that states none has none. */
  codes: readonly string[];
  /** Where the rule comes from: addresses of documentation, or a short note such as "observed: 12 published connectors". */
  sources: readonly string[];
  /** True if it was inferred from observation instead of documented. */
  inferred?: boolean;
  /** What a finding means for a connector that runs: see {@link RunTimeEffect}. Undefined: that it can run all the same. */
  breaksAtRunTime?: RunTimeEffect;
  /** True if at least some of its findings carry a fix. */
  fixable?: boolean;
  /** What its fix may take away besides words and numbers, because that is what the rule is about: the words in an object or a list. */
  removes?: "object" | "list";
  /** Keys that a finding at an object says are missing: they are not if the object holds them misspelt (see one-fault.ts). */
  asksFor?: readonly string[];
  /** True if a finding depends on what is elsewhere in the definition or apiProperties.json: it needs both to be whole. */
  comparesPlaces?: boolean;
  /**
   * Rules that say it better: a report of this one is left out if one of them reports at its place, or inside it. What
   * another says of a key that is missing counts as said at that key. Done once, in validation/precedence.ts.
   */
  yieldsTo?: readonly string[];
  /**
   * True if a report says all there is to say of what is at its place and below it, and of a key of that name that is missing at
   * the root: what is in a wrong place would be a fault to many rules, and each would be beside the point.
   */
  speaksForAll?: true;
}
