/** The order in which reports for people tell their findings. */
import { type Finding, SEVERITIES, type Severity } from "../../rules/language/finding.ts";
import type { Rule } from "../../rules/language/rule.ts";
import { SECRET_RULES } from "../secret-rules.ts";

/** Rules about files that cannot be read: until they can, all else that is said of them is preliminary. */
const UNREADABLE = new Set(["doc-json-valid", "props-json-valid", "doc-encoding-utf8"]);

/** What is said above the other findings of a connector with such a file. */
export const PRELIMINARY = "Until the file can be read, what else is said about it is preliminary.";

/** Whether findings of one rule leave unsure what the file says; a stray comma or a comment, which can be fixed, does not. */
export function isUnreadable(findings: readonly Finding[]): boolean {
  return UNREADABLE.has(findings[0]?.rule ?? "") && !findings.every((finding) => finding.fixable);
}

/** Of findings of one severity, which come first: what breaks the connector comes before what only the review refuses. */
export class Gravity {
  readonly #breaking: ReadonlySet<string>;

  constructor(rules: readonly Rule[]) {
    this.#breaking = new Set(rules.filter((rule) => rule.severity.import === "error").map(({ id }) => id));
  }

  rank(rule: string): number {
    if (UNREADABLE.has(rule)) return 0;
    // Secrets come next: fixing the connector does not make them safe again.
    if (SECRET_RULES.includes(rule)) return 1;
    return this.#breaking.has(rule) ? 2 : 3;
  }

  /** The findings of one severity by rule; what is equally grave, in the order of the file. */
  groupByRule(findings: readonly Finding[], severity: Severity): Finding[][] {
    const ofSeverity = findings.filter((finding) => finding.severity === severity);
    const groups = [...Map.groupBy(ofSeverity, (finding) => finding.rule)];
    return groups.sort(([a], [b]) => this.rank(a) - this.rank(b)).map(([, group]) => group);
  }

  sort(findings: readonly Finding[]): Finding[] {
    return findings.toSorted(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        this.rank(a.rule) - this.rank(b.rule),
    );
  }
}

export interface RuleCount {
  severity: Severity;
  rule: string;
  count: number;
  /** Message of the first finding: where there is one alone, it says more than the rule. */
  message: string;
}

/** How often each rule was broken, over all connectors of a report. */
export class CountByRule {
  readonly #counts = new Map<string, RuleCount>();
  readonly #gravity: Gravity;

  constructor(gravity: Gravity) {
    this.#gravity = gravity;
  }

  add(findings: readonly Finding[]): void {
    for (const { rule, severity, message } of findings) {
      const key = `${severity} ${rule}`;
      const known = this.#counts.get(key);
      if (known) known.count++;
      else this.#counts.set(key, { severity, rule, count: 1, message });
    }
  }

  /** Errors before warnings, then as findings are ordered, then the most frequent; infos are hints and left out. */
  get gravest(): RuleCount[] {
    const rank = (row: RuleCount) => this.#gravity.rank(row.rule);
    return [...this.#counts.values()]
      .filter((row) => row.severity !== "info")
      .sort(
        (a, b) =>
          SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
          rank(a) - rank(b) ||
          b.count - a.count,
      );
  }
}
