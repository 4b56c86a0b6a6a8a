/** The rules as a list, for people and for programs. */
import { formatTable } from "../terminal/table.ts";
import { rulePage } from "./report.ts";
import { GROUPS, type Rule } from "./rule.ts";

/** The stable shape of `--list-rules --format json`. */
export function rulesAsJson(rules: readonly Rule[]): string {
  const list = rules.map(({ id, group, statement, severity, codes, sources, fixable }) => ({
    id,
    group,
    statement,
    severity: { import: severity.import, certification: severity.certification },
    codes,
    sources,
    fixable: fixable === true,
  }));
  return `${JSON.stringify(list, null, 2)}\n`;
}

/** A table by group. */
export function rulesAsText(rules: readonly Rule[]): string {
  const rows: string[][] = [["rule", "import", "certification", "fix", "statement"]];
  for (const group of GROUPS) {
    const members = rules.filter((rule) => rule.group === group);
    if (members.length === 0) continue;
    rows.push([""], [`${group} (${members.length})`]);
    for (const rule of members)
      rows.push([
        rule.id,
        rule.severity.import,
        rule.severity.certification,
        rule.fixable ? "yes" : "",
        rule.statement,
      ]);
  }
  const codes = new Set(rules.flatMap((rule) => rule.codes));
  return `${formatTable(rows)}\n\n${rules.length} rules, carrying ${codes.size} codes of Microsoft's validator. --explain ID tells more about one.\n`;
}

/** One rule explained. */
export function explainRule(rule: Rule): string {
  return [
    rule.id,
    "",
    `  ${rule.statement}`,
    "",
    `  Why: ${rule.why}`,
    `  Severity: ${rule.severity.import} in profile import, ${rule.severity.certification} in profile certification.`,
    ...(rule.codes.length ? [`  Official codes: ${rule.codes.join(", ")}.`] : []),
    ...(rule.fixable ? ["  --fix mends it where that is certain."] : []),
    ...(rule.inferred ? ["  Inferred from observation, not documented."] : []),
    `  Sources: ${rule.sources.join("; ")}`,
    "",
    "  Breaks it, as a merge patch on a sound connector:",
    "",
    ...rule.bad.slice(0, 1).map((example) => shown(example)),
    "",
    `  Examples and their findings: ${rulePage(rule.id)}`,
    "",
  ].join("\n");
}

function shown(example: Rule["bad"][number]): string {
  const { at: _, files, ...patches } = example;
  const texts = Object.fromEntries(
    Object.entries(files ?? {}).map(([name, content]) => [
      name,
      typeof content === "string" ? content.slice(0, 400) : content === null ? null : "(binary)",
    ]),
  );
  return JSON.stringify({ ...patches, ...(files ? { files: texts } : {}) }, null, 2).replace(/^/gm, "    ");
}
