/** One offline file for a review: no script, no address outside the file, readable in light and dark. */
import { type Painter, PLAIN } from "../../terminal/paint.ts";
import { printableLines } from "../../terminal/printable.ts";
import type { Finding } from "../finding.ts";
import { SEVERITIES } from "../finding.ts";
import type { FormatOptions } from "../format.ts";
import {
  type ConnectorReport,
  countBySeverity,
  linesOf,
  type ReportHead,
  rulePage,
  Tally,
} from "../report.ts";
import type { Rule } from "../rule.ts";
import { codeFrame, type Marked } from "./code-frame.ts";
import { CountByRule, groupByRule, type RuleCount } from "./group.ts";

/** Findings of one rule in one connector that are written out; a report of ten thousand rows helps nobody. */
const SHOWN_PER_RULE = 50;

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
<p>${plural(head.connectors, "connector")}, profile <b>${head.profile}</b></p>
<p class="skip"><a href="#summary">Summary</a></p>
</header>
<main>
<p class="filters">Show <input type="checkbox" id="show-error" checked><label for="show-error">errors</label>
<input type="checkbox" id="show-warning" checked><label for="show-warning">warnings</label>
<input type="checkbox" id="show-info"><label for="show-info">infos</label></p>
`;
  const tally = new Tally();
  const byRule = new CountByRule();
  const contents: string[] = [];
  for (const entry of tally.count(entries)) {
    const id = `c${contents.length}`;
    byRule.add(entry.findings);
    yield* connectorSection(entry, rules, id);
    contents.push(`<li><a href="#${id}">${toHtml(entry.folder)}</a> ${countsOf(entry)}</li>`);
  }
  // Written last, as sums are, so that no connector waits in memory for the next one; the style puts it first.
  const { errors, warnings, infos, fixable } = tally;
  yield `</main>
<aside id="summary" aria-label="Summary">
<ul class="tally"><li class="error"><b>${errors}</b> ${noun(errors, "error")}</li><li class="warning"><b>${warnings}</b> ${noun(warnings, "warning")}</li><li class="info"><b>${infos}</b> ${noun(infos, "info")}</li></ul>
${fixable > 0 ? `<p class="counts">${fixable} of them can be mended by <code>--fix</code>.</p>` : ""}
${contents.length > 1 ? `<details class="contents"><summary>Connectors</summary><ul>${contents.join("\n")}</ul></details>` : ""}
${errors + warnings > 0 ? ruleTable(byRule.gravest, rules) : ""}
</aside>
</body>
</html>
`;
}

function ruleTable(counts: readonly RuleCount[], rules: Map<string, Rule>): string {
  const rows = counts.map(
    ({ severity, rule, count }) =>
      `<tr class="${severity}"><td><span class="badge">${severity}</span></td><td class="number">${count}</td><td><b>${toHtml(rule)}</b></td><td>${toHtml(rules.get(rule)?.statement ?? "")}</td></tr>`,
  );
  return `<details class="contents"><summary>Errors and warnings by rule</summary><table>${rows.join("\n")}</table></details>`;
}

function countsOf(entry: ConnectorReport): string {
  const { error, warning, info } = countBySeverity(entry.findings);
  const known =
    (entry.known ? `, ${entry.known} known from the baseline` : "") +
    (entry.suppressed ? `, ${entry.suppressed} excused by settings` : "");
  return `<span class="counts">${plural(error, "error")}, ${plural(warning, "warning")}, ${plural(info, "info")}${known}</span>`;
}

function* connectorSection(entry: ConnectorReport, rules: Map<string, Rule>, id: string): Generator<string> {
  yield `<section><h2 id="${id}">${toHtml(entry.folder)}</h2><p>${countsOf(entry)}</p>\n`;
  if (entry.findings.length === 0) yield '<p class="none">No findings.</p>';
  for (const severity of SEVERITIES)
    for (const group of groupByRule(entry.findings, severity)) yield* ruleGroup(entry, group, rules);
  yield "</section>\n";
}

function* ruleGroup(
  entry: ConnectorReport,
  findings: readonly Finding[],
  rules: Map<string, Rule>,
): Generator<string> {
  const { severity = "info", rule: id = "", help = "", codes = [] } = findings[0] ?? {};
  const rule = rules.get(id);
  const rest = findings.length - SHOWN_PER_RULE;
  const shown = findings.slice(0, SHOWN_PER_RULE);
  // What holds for all of them is said once, where reading begins.
  const sameHelp = shown.every((finding) => finding.help === help);
  const sameCodes = shown.every((finding) => finding.codes.join() === codes.join());
  yield `<details class="${severity}"${severity === "info" ? "" : " open"}>
<summary><span class="badge">${severity}</span> <b>${toHtml(id)}</b> <span class="count">${findings.length}</span> ${toHtml(rule?.statement ?? "")}${sameCodes ? codesOf(codes) : ""}</summary>
${rule ? `<p class="why">${toHtml(rule.why)} <span class="page">${rulePage(id)}</span></p>` : ""}
${sameHelp ? helpOf(help) : ""}
`;
  for (const finding of shown) yield findingArticle(entry, finding, { help: !sameHelp, codes: !sameCodes });
  if (rest > 0) yield `<p class="more">and ${rest} more: the json format lists every one.</p>`;
  yield "</details>\n";
}

function codesOf(codes: readonly string[]): string {
  return codes.length > 0 ? ` <span class="code">${toHtml(codes.join(", "))}</span>` : "";
}

function helpOf(help: string): string {
  return `<p class="help">${toHtml(help)}</p>`;
}

/** @param own what is said here because the other findings of the rule have something else */
function findingArticle(
  entry: ConnectorReport,
  finding: Finding,
  own: { help: boolean; codes: boolean },
): string {
  const related = finding.related ?? [];
  const frames = [
    frame(entry, finding.file, [{ ...finding, primary: true }, ...marksIn(related, finding.file)]),
  ];
  for (const file of new Set(related.map((place) => place.file)))
    if (file !== finding.file)
      frames.push(`<p class="place">${toHtml(file)}</p>${frame(entry, file, marksIn(related, file))}`);
  const at = linesOf(entry.connector, finding.file) ? `:${finding.line}:${finding.column}` : "";
  const fixable = finding.fixable ? ' <span class="fix">fixable</span>' : "";
  return `<article><p class="message">${toHtml(finding.message)}</p>
<p class="place">${toHtml(finding.file)}${at}${fixable}${own.codes ? codesOf(finding.codes) : ""} <span class="pointer">${toHtml(finding.pointer)}</span></p>
${frames.join("\n")}
${own.help ? helpOf(finding.help) : ""}</article>
`;
}

function marksIn(related: NonNullable<Finding["related"]>, file: string): Marked[] {
  return related
    .filter((place) => place.file === file)
    .map(({ span: { start, end }, label }) => ({
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      label,
      primary: false,
    }));
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
  return `<pre>${parts.map((part) => TAGS[part] ?? toHtml(part)).join("")}</pre>`;
}

function noun(count: number, name: string): string {
  return count === 1 ? name : `${name}s`;
}

function plural(count: number, name: string): string {
  return `${count} ${noun(count, name)}`;
}

function toHtml(text: string): string {
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
p{margin:.25rem 0}.place,.why,.counts,.more{color:var(--dim)}.place{font-size:.85rem;overflow-wrap:anywhere}
.pointer,.code,.page{font-family:ui-monospace,Consolas,monospace;font-size:.8rem}.fix{color:var(--fix);font-weight:600}
pre{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.6rem;overflow-x:auto;font:12.5px/1.45 ui-monospace,Consolas,monospace;margin:.4rem 0}
.help::before{content:"What to do: ";font-weight:600}.none{color:var(--fix)}
@media (max-width:40rem){body{padding:1rem}.contents td:last-child{display:none}.contents td:nth-child(3){white-space:normal;overflow-wrap:anywhere}}
@media print{.filters{display:none}}
body:not(:has(details.error,details.warning)) .filters{display:none}
body:has(#show-error:not(:checked)) details.error,body:has(#show-warning:not(:checked)) details.warning,body:has(details.error,details.warning):has(#show-info:not(:checked)) details.info{display:none}
`;
