/** One offline file for a review: no script, no address outside the file, readable in light and dark. */

import { beginning } from "../../json/cut.ts";
import { maskCredentials } from "../../machine/redaction/mask.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { type Painter, PLAIN } from "../../machine/terminal/paint.ts";
import { printableLines } from "../../machine/terminal/printable.ts";
import { type Finding, SEVERITIES, type Severity } from "../../rules/language/finding.ts";
import type { Rule } from "../../rules/language/rule.ts";
import type { FormatOptions } from "../format.ts";
import {
  type ConnectorReport,
  countBySeverity,
  leftOut,
  linesOf,
  type ReportHead,
  rulePage,
  Tally,
  titleOf,
} from "../report.ts";
import { codeFrame, type Marked, toMark } from "./code-frame.ts";
import { CountByRule, Gravity, isUnreadable, PRELIMINARY, type RuleCount } from "./group.ts";

/** Findings of one rule in one connector that are written out; a report of ten thousand rows helps nobody. */
const SHOWN_PER_RULE = 50;

/** Rules up to which their table is open: the first screen is to say what is wrong. */
const LISTED_AT_ONCE = 25;

export default function* html(
  head: ReportHead,
  entries: Iterable<ConnectorReport>,
  options: FormatOptions,
): Generator<string> {
  const rules = new Map(options.rules.map((rule) => [rule.id, rule]));
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Connector report</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Connector report</h1>
<p>${counted(head.connectors, "connector")}, profile <b>${head.profile}</b></p>
<p class="skip"><a href="#summary">Summary</a></p>
</header>
<main>
<p class="filters">Show <input type="checkbox" id="show-error" checked><label for="show-error">errors</label>
<input type="checkbox" id="show-warning" checked><label for="show-warning">warnings</label>
<input type="checkbox" id="show-info"><label for="show-info">infos</label></p>
`;
  const tally = new Tally();
  const gravity = new Gravity(options.rules);
  const byRule = new CountByRule(gravity);
  const alone = head.connectors === 1;
  const contents: string[] = [];
  for (const entry of tally.count(entries)) {
    const id = `c${contents.length}`;
    byRule.add(entry.findings);
    yield* connectorSection(entry, rules, { id, alone, gravity });
    contents.push(
      `<li><a href="#${id}">${nameOf(entry)}</a> <span class="counts">${countsOf(entry)}</span></li>`,
    );
  }
  // Written last, as sums are, so that no connector waits in memory for the next one; the style puts it first.
  const { errors, warnings, infos, fixable } = tally;
  yield `</main>
<aside id="summary" aria-label="Summary">
<ul class="tally"><li class="error"><b>${errors}</b> ${noun(errors, "error")}</li><li class="warning"><b>${warnings}</b> ${noun(warnings, "warning")}</li><li class="info"><b>${infos}</b> ${noun(infos, "info")}</li></ul>
${fixable > 0 ? `<p class="counts">${fixable} of them can be fixed with <code>--fix</code>.</p>` : ""}
${contents.length > 1 ? `<details class="contents" open><summary>Connectors</summary><ul>${contents.join("\n")}</ul></details>` : ""}
${errors + warnings > 0 ? ruleTable(byRule.gravest, rules, alone) : ""}
</aside>
</body>
</html>
`;
}

/** @param alone whether the report is about one connector: then the table is its contents */
function ruleTable(counts: readonly RuleCount[], rules: Map<string, Rule>, alone: boolean): string {
  const rows = counts.map(({ severity, rule, count, message }) => {
    const name = alone ? `<a href="#${anchor("c0", severity, rule)}">${toHtml(rule)}</a>` : toHtml(rule);
    const text = count === 1 ? message : (rules.get(rule)?.statement ?? "");
    return `<tr class="${severity}"><td><span class="badge">${severity}</span></td><td class="number">${count}</td><td>${name}</td><td>${toHtml(text)}</td></tr>`;
  });
  return `<details class="contents"${alone && rows.length <= LISTED_AT_ONCE ? " open" : ""}><summary>Errors and warnings by rule</summary><table>${rows.join("\n")}</table></details>`;
}

/** Rule ids are letters, digits and hyphens. */
function anchor(id: string, severity: Severity, rule: string): string {
  return `${id}-${severity}-${rule}`;
}

function countsOf(entry: ConnectorReport): string {
  const { error, warning, info } = countBySeverity(entry.findings);
  const counts = [counted(error, "error"), counted(warning, "warning"), counted(info, "info")];
  return [...counts, ...leftOut(entry)].join(", ");
}

/** The title of a connector and its folder: who gets the report by mail does not know the folder. */
function nameOf({ connector, folder }: ConnectorReport): string {
  const title = titleOf(connector);
  return title ? `${toHtml(short(title))} <span class="folder">${toHtml(folder)}</span>` : toHtml(folder);
}

/** @param place the section's id, whether it is the only one, and the order of its findings */
function* connectorSection(
  entry: ConnectorReport,
  rules: Map<string, Rule>,
  { id, alone, gravity }: { id: string; alone: boolean; gravity: Gravity },
): Generator<string> {
  // The counts of the only connector are those of the summary.
  const counts = alone ? leftOut(entry).join(", ") : countsOf(entry);
  yield `<section><h2 id="${id}">${nameOf(entry)}</h2>${counts ? `<p class="counts">${counts}</p>` : ""}\n`;
  if (entry.findings.length === 0) yield '<p class="none">No findings.</p>';
  for (const severity of SEVERITIES) {
    const groups = gravity.groupByRule(entry.findings, severity);
    for (const [index, group] of groups.entries()) {
      yield* ruleGroup(entry, group, rules, id);
      if (isUnreadable(group) && !isUnreadable(groups[index + 1] ?? [])) yield `<p>${PRELIMINARY}</p>\n`;
    }
  }
  yield "</section>\n";
}

/** One finding is named by its message; several by what their rule states, and what holds for all comes before them. */
function* ruleGroup(
  entry: ConnectorReport,
  findings: readonly Finding[],
  rules: Map<string, Rule>,
  section: string,
): Generator<string> {
  const { severity = "info", rule: id = "", why = "", help = "", codes = [] } = findings[0] ?? {};
  const rule = rules.get(id);
  const rest = findings.length - SHOWN_PER_RULE;
  const shown = findings.slice(0, SHOWN_PER_RULE);
  // What holds for all of them is said once, where reading begins.
  const sameWhy = shown.every((finding) => finding.why === why);
  const sameHelp = shown.every((finding) => finding.help === help);
  const sameCodes = shown.every((finding) => finding.codes.join() === codes.join());
  const only = findings.length === 1 ? findings[0] : undefined;
  const title = only ? only.message : (rule?.statement ?? id);
  const count = only ? "" : ` <span class="count">${findings.length}</span>`;
  const page = `<p class="page">${rulePage(id)}</p>\n`;
  yield `<details id="${anchor(section, severity, id)}" class="${severity}"${severity === "info" ? "" : " open"}>
<summary><span class="badge">${severity}</span>${count} <b>${toHtml(title)}</b></summary>
<p class="rule">${toHtml(id)}${sameCodes ? codesOf(codes) : ""}</p>
`;
  if (only) {
    yield `${placeAndFrames(entry, only)}\n${whyOf(why)}\n${helpOf(help)}\n${page}</details>\n`;
    return;
  }
  yield `${sameWhy ? whyOf(why) : ""}${sameHelp ? helpOf(help) : ""}${page}`;
  for (const finding of shown)
    yield findingArticle(entry, finding, { why: !sameWhy, help: !sameHelp, codes: !sameCodes });
  if (rest > 0) yield `<p class="more">and ${rest} more: the json format lists every one.</p>`;
  yield "</details>\n";
}

function codesOf(codes: readonly string[]): string {
  return codes.length > 0 ? ` <span class="code">${toHtml(codes.join(", "))}</span>` : "";
}

function whyOf(why: string): string {
  return `<p class="why">${toHtml(why)}</p>`;
}

function helpOf(help: string): string {
  return `<p class="help">${toHtml(help)}</p>`;
}

/** @param separate what is said here because the other findings of the rule have something else */
function findingArticle(
  entry: ConnectorReport,
  finding: Finding,
  separate: { why: boolean; help: boolean; codes: boolean },
): string {
  return `<article><p class="message">${toHtml(finding.message)}</p>
${placeAndFrames(entry, finding, separate.codes ? codesOf(finding.codes) : "")}
${separate.why ? whyOf(finding.why) : ""}${separate.help ? helpOf(finding.help) : ""}</article>
`;
}

function placeAndFrames(entry: ConnectorReport, finding: Finding, codes = ""): string {
  const related = finding.related ?? [];
  const frames = [
    frame(entry, finding.file, [{ ...finding, primary: true }, ...marksIn(related, finding.file)]),
  ];
  for (const file of new Set(related.map((place) => place.file)))
    if (file !== finding.file)
      frames.push(`<p class="place">${toHtml(file)}</p>${frame(entry, file, marksIn(related, file))}`);
  const at = linesOf(entry.connector, finding.file) ? `:${finding.line}:${finding.column}` : "";
  const fixable = finding.fixable ? ' <span class="fix">fixable</span>' : "";
  return `<p class="place">${toHtml(finding.file)}${at}${fixable}${codes} <span class="pointer">${toHtml(finding.pointer)}</span></p>
${frames.join("\n")}`;
}

function marksIn(related: NonNullable<Finding["related"]>, file: string): Marked[] {
  return related.filter((place) => place.file === file).map(toMark);
}

/** Characters that no frame holds stand for tags until all else is escaped. */
const TAGS: Record<string, string> = {
  "\u0001": '<span class="mark">',
  "\u0002": '<span class="near">',
  "\u0003": '<span class="dim">',
  "\u0004": "</span>",
};
const TAGGED: Painter = {
  ...PLAIN,
  red: (text) => `\u0001${text}\u0004`,
  blue: (text) => `\u0002${text}\u0004`,
  dim: (text) => `\u0003${text}\u0004`,
};

function frame(entry: ConnectorReport, file: string, marks: Marked[]): string {
  const lines = linesOf(entry.connector, file);
  if (!lines) return "";
  const parts = codeFrame(lines, marks, TAGGED).split(/([\u0001-\u0004])/);
  return `<pre>${parts.map((part) => TAGS[part] ?? linesToHtml(part)).join("")}</pre>`;
}

/** The beginning of a long title; a reader knows the connector by it. */
function short(title: string): string {
  return maskCredentials(title.length > 60 ? `${beginning(title, 59)}…` : title).toWellFormed();
}

function noun(count: number, name: string): string {
  return count === 1 ? name : `${name}s`;
}

/** On one line: printed into the log of a pipeline, a line that began with two colons would be a command. */
function toHtml(text: string): string {
  return linesToHtml(text.replace(/\s+/g, " "));
}

function linesToHtml(text: string): string {
  return printableLines(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1a19;--dim:#5d5a58;--line:#e1dfdd;--box:#f7f6f5;--error:#b10e1c;--warning:#8a4b00;--info:#0b5cad;--fix:#0b6a0b}
@media (prefers-color-scheme:dark){:root{--bg:#1b1a19;--fg:#f3f2f1;--dim:#b3b0ad;--line:#3b3a39;--box:#252423;--error:#ff99a4;--warning:#ffc77d;--info:#8cc2ff;--fix:#8fd18f}}
*{box-sizing:border-box}
body{font:15px/1.5 "Segoe UI",system-ui,sans-serif;color:var(--fg);background:var(--bg);margin:0 auto;max-width:70rem;padding:1.5rem;display:flex;flex-direction:column}
header{order:0}#summary{order:1}main{order:2}main,aside{min-width:0}
.skip{position:absolute;left:-99rem}.skip:focus-within{position:static}
h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 0;overflow-wrap:anywhere}
.tally{display:flex;gap:1.5rem;list-style:none;padding:0;margin:.5rem 0}.tally b{font-size:1.5rem}
li.error,.error .badge{color:var(--error)}li.warning,.warning .badge{color:var(--warning)}li.info,.info .badge{color:var(--info)}
.filters label{margin:0 1rem 0 .25rem}
.contents table{border-collapse:collapse;width:100%}.contents td{padding:.15rem .6rem .15rem 0;vertical-align:top;overflow-wrap:anywhere}.contents td:nth-child(-n+3){overflow-wrap:normal;white-space:nowrap}.contents .number{text-align:right}
.contents ul{padding-left:1.2rem;margin:.4rem 0}a{color:var(--info)}
.mark{color:var(--error);font-weight:600}.warning .mark{color:var(--warning)}.info .mark{color:var(--info)}.near{color:var(--info)}.dim{color:var(--dim)}
details{border:1px solid var(--line);border-radius:6px;margin:.75rem 0;padding:.5rem .9rem}
summary{cursor:pointer}.badge{font-weight:600;text-transform:uppercase;font-size:.75rem;letter-spacing:.04em}
.count{background:var(--box);border:1px solid var(--line);border-radius:1rem;padding:0 .5rem;font-size:.8rem}
article{border-top:1px solid var(--line);padding:.6rem 0}.message{font-weight:600;margin:.2rem 0;overflow-wrap:anywhere}
.rule{font-size:.85rem;margin:.1rem 0}summary b{overflow-wrap:anywhere}.folder{font-size:.85rem;font-weight:400;color:var(--dim)}
p{margin:.25rem 0}.rule,.place,.page,.counts,.more{color:var(--dim)}.place{font-size:.85rem;overflow-wrap:anywhere}
.pointer,.code,.page{font-family:ui-monospace,Consolas,monospace;font-size:.8rem}.fix{color:var(--fix);font-weight:600}
pre{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.6rem;overflow-x:auto;font:12.5px/1.45 ui-monospace,Consolas,monospace;margin:.4rem 0}
.why::before{content:"Why: ";font-weight:600}.help::before{content:"What to do: ";font-weight:600}.none{color:var(--fix)}
@media (max-width:40rem){body{padding:1rem}.contents tr{display:grid;grid-template-columns:auto auto 1fr;margin-bottom:.4rem}.contents td:last-child{grid-column:1/-1}.contents td:nth-child(3){white-space:normal;overflow-wrap:anywhere}}
@media print{.filters{display:none}}
body:not(:has(details.error,details.warning)) .filters{display:none}
body:has(#show-error:not(:checked)) details.error,body:has(#show-warning:not(:checked)) details.warning,body:has(details.error,details.warning):has(#show-info:not(:checked)) details.info{display:none}
`;
