/** Orders the table of connectors; those that nobody has looked at yet come last, whichever way. */
import type { ConnectorRow } from "../model.ts";

export type Column = "title" | "folder" | "operations" | "triggers" | "findings" | "changed";

const VALUES: Record<Column, (row: ConnectorRow) => string | number | undefined> = {
  title: ({ facts, folder }) => facts && (facts.title || folder),
  folder: ({ folder }) => folder,
  operations: ({ facts }) => facts?.operations,
  triggers: ({ facts }) => facts?.triggers,
  // One error weighs more than any number of warnings.
  findings: ({ facts }) => facts && facts.findings.error * 100_000 + facts.findings.warning,
  changed: ({ facts }) => facts?.changedAt,
};

export function sorted(rows: readonly ConnectorRow[], column: Column, down: boolean): ConnectorRow[] {
  const value = VALUES[column];
  return rows.toSorted((a, b) => {
    const [one, other] = [value(a), value(b)];
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined);
    const order =
      typeof one === "number" && typeof other === "number"
        ? one - other
        : String(one).localeCompare(String(other), undefined, { sensitivity: "base", numeric: true });
    return down ? -order : order;
  });
}
