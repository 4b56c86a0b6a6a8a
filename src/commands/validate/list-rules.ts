/** The rules as a list, for people and for programs. */

import { InputError } from "../../json/problem.ts";
import { writeWhole } from "../../machine/files/write-whole.ts";
import { EXIT } from "../../machine/terminal/command.ts";
import { writeNotes, writeOut } from "../../machine/terminal/out.ts";
import { formatTable } from "../../machine/terminal/table.ts";
import { wrap } from "../../machine/terminal/wrap.ts";
import { buildExample } from "../../rules/examples/build-example.ts";
import { GROUPS, type Rule } from "../../rules/language/rule.ts";
import { policyNumbers } from "../../rules/policy-numbers.ts";
import { fileOfRule } from "../../rules/stated-in.ts";
import type { FormatName } from "../../validation/load-format.ts";
import { rulePage } from "../../validation/report.ts";
import { findRule } from "../../validation/run-validate.ts";
import { UNUSED_SUPPRESSION } from "../../validation/unused-suppression.ts";
import { validateWith } from "../../validation/validate.ts";

export interface ListOptions {
  listRules?: boolean;
  explain?: string;
  format: FormatName;
  output?: string;
}

/**
 * Prints the list of rules, or one of them.
 * @throws {InputError} `no-such-rule`, `usage` for a format that has no shape for rules, `cannot-write`
 */
export function listCommand(rules: readonly Rule[], options: ListOptions): number {
  if (options.format !== "pretty" && options.format !== "json")
    throw new InputError(
      "usage",
      `--list-rules and --explain cannot write ${options.format}.`,
      "Choose --format pretty or json.",
    );
  const asJson = options.format === "json";
  const one =
    options.explain === undefined ? undefined : findRule([...rules, UNUSED_SUPPRESSION], options.explain);
  const text = one
    ? asJson
      ? `${JSON.stringify({ ...shape(one), why: one.why, file: fileOfRule(one) }, null, 2)}\n`
      : explainRule(one, options.output === undefined ? process.stdout.columns : undefined)
    : asJson
      ? rulesAsJson(rules)
      : rulesAsText(rules);
  if (options.output === undefined) writeOut(text);
  else writeNotes(writeWhole(options.output, text));
  return EXIT.fine;
}

/** The stable shape of `--list-rules --format json`. */
export function rulesAsJson(rules: readonly Rule[]): string {
  return `${JSON.stringify(rules.map(shape), null, 2)}\n`;
}

function shape({ id, group, statement, severity, codes, sources, fixable }: Rule) {
  return {
    id,
    group,
    statement,
    severity: { import: severity.import, certification: severity.certification },
    codes,
    policies: policyNumbers(id),
    sources,
    fixable: fixable === true,
  };
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
  return `${formatTable(rows)}\n\n${rules.length} rules, carrying ${codes.size} codes of Microsoft's validator. Use --explain ID for more about a rule.\n`;
}

/** One rule explained: what it asks for and why, an example that breaks it, and what is said of that one. */
export function explainRule(rule: Rule, width = Number.POSITIVE_INFINITY): string {
  const text = (label: string, value: string) => `  ${label}${wrap(value, width - 4, "    ")}`;
  const [example] = rule.bad;
  const file = fileOfRule(rule);
  return [
    `${rule.id} (${rule.group})`,
    "",
    text("", rule.statement),
    "",
    text("Why: ", rule.why),
    text(
      "Severity: ",
      `${rule.severity.import} in profile import, ${rule.severity.certification} in profile certification.`,
    ),
    ...(rule.codes.length ? [text("Official codes: ", `${rule.codes.join(", ")}.`)] : []),
    ...(policyNumbers(rule.id).length
      ? [text("Numbers in answers to submissions (reported): ", `${policyNumbers(rule.id).join(", ")}.`)]
      : []),
    ...(rule.fixable ? ["  --fix corrects it where the correction is certain."] : []),
    ...(rule.inferred ? ["  Inferred from observation, not documented."] : []),
    "  Sources:",
    ...rule.sources.map((source) => `    ${source}`),
    "",
    ...(example ? explainExample(rule, example, width) : []),
    ...(file === undefined ? [] : [`  Source file: ${file}`]),
    `  More: ${rulePage(rule.id)}`,
    "",
  ].join("\n");
}

function explainExample(rule: Rule, example: Rule["bad"][number], width: number): string[] {
  const severity = rule.severity.certification === "off" ? rule.severity.import : rule.severity.certification;
  const [finding] = validateWith([rule], buildExample(example), {
    severities: new Map([[rule.id, severity]]),
    previous: example.previous,
    compilerErrors: example.compilerErrors,
  });
  return [
    "  An example that breaks it, as a merge patch on a correct connector:",
    "",
    shown(example),
    "",
    ...(finding
      ? [
          `  ${finding.severity} ${wrap(finding.message, width - 4, "    ")}`,
          ...(finding.why === rule.why ? [] : [`  why:  ${wrap(finding.why, width - 4, "    ")}`]),
          `  help: ${wrap(finding.help, width - 4, "    ")}`,
          "",
        ]
      : []),
  ];
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
