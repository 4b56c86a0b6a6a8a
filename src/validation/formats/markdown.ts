/**
 * For a comment on a pull request, or the summary of a job: what there is in one table, then each connector, the gravest
 * first; infos folded away. It stays below what GitHub takes for one comment.
 */
import { counted } from "../../machine/terminal/counted.ts";
import { printable } from "../../machine/terminal/printable.ts";
import type { Finding } from "../../rules/language/finding.ts";
import type { FormatOptions } from "../format.ts";
import { type ConnectorReport, inWords, leftOut, linesOf, type ReportHead, Tally } from "../report.ts";
import { CountByRule, Gravity, isUnreadable, PRELIMINARY } from "./group.ts";

/** GitHub takes 65,536 characters for a comment (documented); the rest is for what is said after the last finding. */
const MAX_LENGTH = 60_000;
/** Places named of findings that say the same. */
const PLACES = 10;
/** Findings of one rule that are told one by one where they say different things. */
const TOLD = 5;
const TABLE_ROWS = 30;

export default function* markdown(
  head: ReportHead,
  entries: Iterable<ConnectorReport>,
  options: FormatOptions,
): Generator<string> {
  const tally = new Tally();
  const gravity = new Gravity(options.rules);
  const byRule = new CountByRule(gravity);
  const sections: string[] = [];
  let length = 0;
  let left = 0;
  // The table comes before all that it counts, so that nothing is written before the last connector.
  for (const entry of tally.count(entries)) {
    byRule.add(entry.findings);
    if (entry.findings.length === 0) continue;
    const text = section(entry, gravity, options);
    if (length + text.length > MAX_LENGTH) {
      left++;
      continue;
    }
    length += text.length;
    sections.push(text);
  }
  const { errors, warnings, infos, fixable } = tally;
  const sign = errors > 0 ? "❌" : warnings > 0 ? "⚠️" : "✅";
  const counts = errors + warnings + infos === 0 ? "No findings" : inWords(tally);
  yield `### ${sign} ${counts}\n\n`;
  const checked = [
    `${counted(tally.connectors, "connector")} checked, profile ${head.profile}`,
    ...leftOut(tally),
  ];
  const mends = fixable > 0 ? [`${counted(fixable, "finding")} can be fixed with \`--fix\``] : [];
  yield `${[...checked, ...mends].join("; ")}.\n\n`;
  const grave = byRule.gravest;
  if (grave.length > 0) {
    yield "| | findings | rule | |\n|---|---:|---|---|\n";
    for (const { severity, rule, count, message } of grave.slice(0, TABLE_ROWS)) {
      const text = count === 1 ? message : (options.rules.find(({ id }) => id === rule)?.statement ?? "");
      yield `| ${severity} | ${count} | \`${rule}\` | ${cell(text)} |\n`;
    }
    if (grave.length > TABLE_ROWS) yield `\nand ${grave.length - TABLE_ROWS} more rules\n`;
    yield "\n";
  }
  yield* sections;
  if (left > 0)
    yield `\nOf ${counted(left, "more connector")} the findings have no room here: \`--format json\` or \`html\` has them all.\n`;
}

function section(entry: ConnectorReport, gravity: Gravity, options: FormatOptions): string {
  const out: string[] = [];
  if (entry.folder !== ".") out.push(`#### ${inline(entry.folder)}`, "");
  for (const severity of ["error", "warning"] as const)
    for (const group of gravity.groupByRule(entry.findings, severity)) {
      out.push(...tell(group, entry, options));
      if (isUnreadable(group)) out.push(PRELIMINARY, "");
    }
  const infos = gravity.groupByRule(entry.findings, "info");
  const count = infos.reduce((sum, group) => sum + group.length, 0);
  if (count > 0) {
    out.push(`<details><summary>${counted(count, "info")}</summary>`, "");
    for (const group of infos) out.push(...tell(group, entry, options));
    out.push("</details>", "");
  }
  const text = out.join("\n");
  // One connector alone can have more than a comment takes: then it gets what is gravest.
  if (text.length <= MAX_LENGTH) return `${text}\n`;
  const cut: string[] = [];
  let length = 0;
  for (const line of out) {
    length += line.length + 1;
    if (length > MAX_LENGTH - 500) break;
    cut.push(line);
  }
  const open = cut.some((line) => line.startsWith("<details>"));
  return `${cut.join("\n")}\n\n${open ? "</details>\n\n" : ""}There is more: \`--format json\` or \`html\` has it all.\n`;
}

/** The findings of one rule: those that say the same once, with their places; a help that several share, and why they matter, once. */
function tell(group: readonly Finding[], entry: ConnectorReport, { all }: FormatOptions): string[] {
  const said = [...Map.groupBy(group, ({ message, why, help }) => `${message}\n${why}\n${help}`).values()];
  const shown = all ? said : said.slice(0, TOLD);
  const out: string[] = [];
  const told = new Set<string>();
  /** What follows from a finding, the first time that it is said of its rule. */
  const whyOf = ({ why }: Finding): string[] => {
    if (told.has(why)) return [];
    told.add(why);
    return [`  <br>*Why:* ${inline(why)}`];
  };
  const end = sharedEnd([...new Set(shown.map(([first]) => first?.help ?? ""))]);
  for (const [whole, alike] of Map.groupBy(shown, ([first]) => first?.help ?? "")) {
    const [[first] = []] = alike;
    if (!first) continue;
    const help = whole.slice(0, whole.length - end.length).trimEnd();
    const rule = `\`${first.rule}\`${first.codes.length > 0 ? ` · ${first.codes.join(", ")}` : ""}`;
    if (alike.length === 1)
      out.push(
        `- **${first.severity}** ${inline(first.message)}`,
        `  <br>${places(alike[0] ?? [], entry)} · ${rule}`,
        ...whyOf(first),
        `  <br>${inline(help)}`,
      );
    else {
      out.push(`- **${first.severity}** · ${rule} · ${inline(help)}`, ...whyOf(first));
      for (const same of alike) {
        const [other] = same;
        if (!other) continue;
        out.push(`  - ${inline(other.message)} · ${places(same, entry)}`);
        out.push(...whyOf(other).map((line) => `  ${line}`));
      }
    }
  }
  if (end !== "") out.push(`- For all of these: ${inline(end)}`);
  const rest = said.slice(shown.length).reduce((sum, same) => sum + same.length, 0);
  if (rest > 0) out.push(`- and ${rest} more of \`${group[0]?.rule ?? ""}\``);
  return [...out, ""];
}

/** The sentences with which several helps end alike; each help keeps one of its own at least. */
function sharedEnd(helps: readonly string[]): string {
  const [first = [], ...others] = helps.map((help) => help.split(/(?<=\.) (?=[A-Z])/));
  if (others.length === 0) return "";
  let shared = 0;
  while (
    [first, ...others].every((sentences) => sentences.length > shared + 1) &&
    others.every((sentences) => sentences.at(-shared - 1) === first.at(-shared - 1))
  )
    shared++;
  return shared === 0 ? "" : first.slice(-shared).join(" ");
}

/** Where findings that say the same are: the first as a whole, some others by their lines. */
function places(same: readonly Finding[], entry: ConnectorReport): string {
  const [first, ...others] = same;
  if (!first) return "";
  const named = others.slice(0, PLACES).map((finding) => `${finding.line}:${finding.column}`);
  const more =
    others.length > 0
      ? `, and in ${counted(others.length, "more place")} (${named.join(", ")}${others.length > PLACES ? ", …" : ""})`
      : "";
  return `\`${place(first, entry)}\`${more}`;
}

function place(finding: Finding, entry: ConnectorReport): string {
  const at = linesOf(entry.connector, finding.file) ? `:${finding.line}:${finding.column}` : "";
  return `${printable(finding.file)}${at}`.replaceAll("`", "'");
}

/** A text inside Markdown: what comes from a connector must not become markup, a mention or a link to an issue. */
function inline(text: string): string {
  return printable(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]#|~!]/g, (character) => `\\${character}`)
    .replace(/@(?=\w)/g, "@\u200b")
    .replace(/\bhttps?:\/\//gi, (scheme) => `${scheme.slice(0, -2)}\u200b//`);
}

function cell(text: string): string {
  return inline(text).replace(/\s+/g, " ");
}
