/** The validator's documentation, made from the rules themselves: a page a rule, and an index three ways. */
import { buildExample } from "../rules/examples/build-example.ts";
import type { Finding } from "../rules/language/finding.ts";
import { type Example, GROUPS, type Rule } from "../rules/language/rule.ts";
import type { RunTimeEffect } from "../rules/language/run-time.ts";
import { policyNumbers } from "../rules/policy-numbers.ts";
import { lastOpened } from "../rules/sources.ts";
import { fileOfRule } from "../rules/stated-in.ts";
import { validateWith } from "../validation/validate.ts";

const MADE = "<!-- Made by `npm run docs` from the rule's own file; do not edit. -->";

/** Examples longer than this are cut on a page: the rule's file has them whole. */
const MAX_EXAMPLE_LINES = 60;

/** All pages by path below `docs/`. */
export function rulePages(rules: readonly Rule[]): Map<string, string> {
  const pages = new Map<string, string>();
  pages.set("rules/README.md", indexPage(rules));
  for (const rule of rules) pages.set(`rules/${rule.id}.md`, rulePage(rule));
  return pages;
}

function rulePage(rule: Rule): string {
  const severities =
    rule.severity.import === rule.severity.certification
      ? rule.severity.certification
      : `${rule.severity.certification}; ${rule.severity.import} in profile \`import\``;
  const file = fileOfRule(rule);
  const parts = [
    MADE,
    `# ${rule.id}`,
    rule.statement,
    `**Why.** ${rule.why}`,
    [
      `- Group: ${rule.group}`,
      `- Severity: ${severities}`,
      `- Official codes: ${rule.codes.length ? rule.codes.map((code) => `\`${code}\``).join(", ") : "none"}`,
      ...(policyNumbers(rule.id).length
        ? [`- Numbers in answers to submissions (reported): ${policyNumbers(rule.id).join(", ")}`]
        : []),
      `- Mended by \`--fix\`: ${rule.fixable ? "yes, where it is certain" : "no"}`,
      ...(rule.breaksAtRunTime ? [`- In a connector that runs: ${EFFECTS[rule.breaksAtRunTime]}`] : []),
      ...(rule.inferred ? ["- Inferred from observation, not documented by Microsoft"] : []),
      `- Sources: ${rule.sources.map(source).join("; ")}`,
      `- Sources last looked at: ${looked(rule.sources)}`,
      ...(file === undefined ? [] : [`- Stated in [${file.slice(file.indexOf("/") + 1)}](../../${file})`]),
    ].join("\n"),
    "Examples are [merge patches](https://www.rfc-editor.org/rfc/rfc7396) (`null` removes a key) on the small sound connector of [base-connector.ts](../../src/rules/examples/base-connector.ts).",
  ];
  for (const [index, example] of rule.bad.entries()) {
    parts.push(
      `## Breaks it${rule.bad.length > 1 ? ` (${index + 1})` : ""}`,
      fragment(example),
      findingsOf(rule, example)
        .map((finding) => findingText(finding, rule))
        .join("\n"),
    );
  }
  const good = rule.good.filter((example) => Object.keys(example).length > 0);
  for (const [index, example] of good.entries())
    parts.push(`## Keeps it${good.length > 1 ? ` (${index + 1})` : ""}`, fragment(example));
  parts.push(`[All rules](README.md)`);
  return `${parts.join("\n\n")}\n`;
}

/** What {@link RunTimeEffect} means to a reader; docs/testing-a-trigger.md says what the harness makes of it. */
const EFFECTS: Record<RunTimeEffect, string> = {
  certain:
    "what is concerned cannot work; [tests](../testing-a-trigger.md#when-the-definition-is-wrong) that use it are refused",
  possible:
    "it depends on the service or the product; [tests](../testing-a-trigger.md#when-the-definition-is-wrong) that fail are told of it",
};

function source(text: string): string {
  return /^https?:\/\//.test(text) ? `<${text}>` : text;
}

/** When the sources of a rule were last opened. */
function looked(sources: readonly string[]): string {
  const dates = sources.flatMap((text) => {
    const date = lastOpened(text);
    return date === undefined ? [] : [sources.length === 1 ? date : `${source(text)} on ${date}`];
  });
  if (dates.length === 0) return "when the rule was written, in November 2026 at the latest";
  return dates.length < sources.length
    ? `${dates.join("; ")}; the others when the rule was written`
    : dates.join("; ");
}

function findingsOf(rule: Rule, example: Example): Finding[] {
  const severity = rule.severity.certification === "off" ? rule.severity.import : rule.severity.certification;
  return validateWith([rule], buildExample(example), {
    severities: new Map([[rule.id, severity]]),
    previous: example.previous,
    compilerErrors: example.compilerErrors,
  });
}

function findingText(finding: Finding, rule: Rule): string {
  // What the rule says of all its findings stands above.
  const why = finding.why === rule.why ? "" : `> ${inline(finding.why)}\n`;
  const codes = finding.codes.length ? ` (${finding.codes.map((code) => `\`${code}\``).join(", ")})` : "";
  return `> **${finding.severity}** at \`${finding.file}#${finding.pointer}\`${codes}: ${inline(finding.message)}\n${why}> ${inline(finding.help)}\n`;
}

/** Text of a message inside Markdown: what comes from a connector must not become markup. */
function inline(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, "\\$&").replace(/\s+/g, " ");
}

function fragment(example: Example): string {
  const blocks: string[] = [];
  if (example.definition)
    blocks.push(block("json", JSON.stringify(example.definition, null, 2), "apiDefinition.swagger.json"));
  if (example.properties)
    blocks.push(block("json", JSON.stringify(example.properties, null, 2), "apiProperties.json"));
  for (const [name, content] of Object.entries(example.files ?? {})) {
    if (content === null) blocks.push(`Without \`${name}\`.`);
    else if (typeof content === "string")
      blocks.push(block(name.endsWith(".json") ? "json" : "text", content.trimEnd(), `${name}, whole`));
    else blocks.push(`\`${name}\` with ${content.length} bytes.`);
  }
  return blocks.join("\n\n");
}

function block(language: string, text: string, title: string): string {
  const lines = text.split("\n");
  const cut = lines.length > MAX_EXAMPLE_LINES ? [...lines.slice(0, MAX_EXAMPLE_LINES), "…"] : lines;
  // A fence longer than any run of backticks inside keeps the text inside.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = "`".repeat(longest + 1);
  const shown = cut.map((line) => (line.length > 300 ? `${line.slice(0, 300)}…` : line)).join("\n");
  return `\`${title}\`\n\n${fence}${language}\n${shown.replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufeff]/g, "\u2423")}\n${fence}`;
}

function indexPage(rules: readonly Rule[]): string {
  const link = (rule: Rule) => `[${rule.id}](${rule.id}.md)`;
  const codes = new Map<string, Rule[]>();
  for (const rule of rules)
    for (const code of rule.codes) codes.set(code, [...(codes.get(code) ?? []), rule]);
  const groups = GROUPS.map((group) => {
    const members = rules.filter((rule) => rule.group === group);
    const rows = members.map(
      (rule) =>
        `| ${link(rule)} | ${cell(rule.statement)} | ${rule.severity.import} | ${rule.severity.certification} | ${rule.fixable ? "yes" : ""} |`,
    );
    return `### ${group} (${members.length})\n\n| rule | what must hold | import | certification | fix |\n|---|---|---|---|---|\n${rows.join("\n")}`;
  });
  const bySeverity = (["error", "warning", "info"] as const).map((severity) => {
    const members = rules.filter((rule) => rule.severity.certification === severity);
    return `### ${severity} (${members.length})\n\n${members.map(link).join(", ")}`;
  });
  const byCode = [...codes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, members]) => `| \`${code}\` | ${members.map(link).join(", ")} |`);
  return `${[
    MADE,
    "# Rules",
    `${rules.length} rules, carrying ${codes.size} codes of Microsoft's own validator. What an offline tool cannot decide stands in [rules-not-implemented.md](../rules-not-implemented.md); how to run them, in [validate.md](../validate.md).`,
    "Profile `import` asks for what paconn and pac run into on create and update and for what breaks at run time; `certification`, the default, for what Microsoft's review refuses as well.",
    "[By group](#by-group) · [By severity](#by-severity) · [By official code](#by-official-code)",
    "## By group",
    ...groups,
    "## By severity",
    "In profile `certification`.",
    ...bySeverity,
    "## By official code",
    `| code | rules |\n|---|---|\n${byCode.join("\n")}`,
  ].join("\n\n")}\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/[<>]/g, (character) => (character === "<" ? "&lt;" : "&gt;"));
}
