/**
 * What a rule is. A rule's file says everything about it: why it exists, how grave it is, how it checks, and examples that
 * are at once its test and part of its page in the documentation. Adding a rule means adding a file, nothing else.
 */

import type { CompilerError } from "../../definition/compiler-error.ts";
import type { JsonObject, JsonValue } from "../../json/values.ts";
import type { Context } from "./context.ts";
import type { Node, NodeKind } from "./node.ts";
import type { Previous } from "./previous.ts";
import type { Speaker } from "./speaker.ts";
import type { Group, Statement } from "./statement.ts";

export { GROUPS, type Group, type Statement } from "./statement.ts";

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
  /** What is known of the version before, for rules that judge an update. */
  previous?: Previous;
  /** What a compiler says of the script. */
  compilerErrors?: readonly CompilerError[];
}

export interface BadExample extends Example {
  /** Pointers of the places where exactly this rule reports, in the order of the file; with `file#pointer` in another file than the definition. */
  at: string[];
}

export interface Rule extends Statement {
  /** Faults in the shape of objects that this rule speaks of (see shape.ts): the grammar finds them. */
  shape?: readonly Speaker[];
  checks?: Checks;
  /** The checks are called only for nodes that hold at least one of these keys: most nodes hold none. Default: for all. */
  onlyWith?: KeyFilter;
  bad: BadExample[];
  good: Example[];
}

/**
 * A rule as its file states it: the group stands once for the file, most rules carry no code of Microsoft's validator, and
 * where nothing else shows more, the base connector is the good example.
 */
export type StatedRule = Omit<Rule, "codes" | "group" | "good"> &
  Partial<Pick<Rule, "codes" | "group" | "good">>;

/**
 * States a rule of a group; gives the file a checked shape. The stated object becomes the rule: in the bundles it inherits
 * what a copy would not (scripts/rule-words.ts).
 */
export function defineRule(group: Group, rule: StatedRule): Rule {
  rule.group ??= group;
  rule.codes ??= [];
  if (!("good" in rule)) rule.good = [{}];
  return rule as Rule;
}

/** States a family of rules that share one check or one subject. A rule of another group than the rest says so. */
export function defineRules(group: Group, rules: readonly StatedRule[]): Rule[] {
  return rules.map((rule) => defineRule(group, rule));
}
