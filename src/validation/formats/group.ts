/** The order in which reports for people tell their findings. */
import type { Finding, Severity } from "../finding.ts";

/** Rules about files that cannot be read: until they can, all else that is said of them is preliminary. */
const UNREADABLE = new Set(["doc-json-valid", "props-json-valid", "doc-encoding-utf8"]);

/** The findings of one severity by rule, in the order of the file; what cannot be read comes first. */
export function groupByRule(findings: readonly Finding[], severity: Severity): Finding[][] {
  const ofSeverity = findings.filter((finding) => finding.severity === severity);
  const groups = [...Map.groupBy(ofSeverity, (finding) => finding.rule).values()];
  const rank = (group: Finding[]) => (UNREADABLE.has(group[0]?.rule ?? "") ? 0 : 1);
  return groups.sort((a, b) => rank(a) - rank(b));
}

export interface RuleCount {
  severity: Severity;
  rule: string;
  count: number;
}

/** How often each rule was broken, over all connectors of a report. */
export class CountByRule {
  readonly #counts = new Map<string, RuleCount>();

  add(findings: readonly Finding[]): void {
    for (const { rule, severity } of findings) {
      const key = `${severity} ${rule}`;
      const known = this.#counts.get(key);
      if (known) known.count++;
      else this.#counts.set(key, { severity, rule, count: 1 });
    }
  }

  /** Errors before warnings, the most frequent first; infos are hints and left out. */
  get gravest(): RuleCount[] {
    const rank = { error: 0, warning: 1, info: 2 };
    return [...this.#counts.values()]
      .filter((row) => row.severity !== "info")
      .sort((a, b) => rank[a.severity] - rank[b.severity] || b.count - a.count || (a.rule < b.rule ? -1 : 1));
  }
}
