/** One offline file for a review: no script, no address outside the file, readable in light and dark. */
import { PLAIN } from "../../terminal/paint.ts";
import { printableLines } from "../../terminal/printable.ts";
import type { Finding } from "../finding.ts";
import { SEVERITIES } from "../finding.ts";
import type { FormatOptions } from "../format.ts";
import { type ConnectorReport, countBySeverity, linesOf, type ReportHead, Tally } from "../report.ts";
import type { Rule } from "../rule.ts";
import { codeFrame } from "./code-frame.ts";

/** Findings of one rule in one connector that are written out; a report of ten thousand rows helps nobody. */
const SHOWN_PER_RULE = 50;

export default function* html(
  head: ReportHead,
  entries: Iterable<ConnectorReport>,
  options: FormatOptions,
): Generator<string> {
  const rules = new Map(options.rules.map((rule) => [rule.id, rule]));
  // The tally stands at the top of the page, so the sections wait, as text, until the last one is made.
  const tally = new Tally();
  const sections: string[] = [];
  for (const entry of tally.count(entries)) sections.push(connectorSection(entry, rules));
  const { connectors, errors, warnings, infos } = tally;
  const title = `${errors} errors, ${warnings} warnings, ${infos} infos`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Connector report: ${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Connector report</h1>
<p>${connectors} ${connectors === 1 ? "connector" : "connectors"}, profile <b>${head.profile}</b></p>
<ul class="tally"><li class="error"><b>${errors}</b> errors</li><li class="warning"><b>${warnings}</b> warnings</li><li class="info"><b>${infos}</b> infos</li></ul>
<p class="filters"><input type="checkbox" id="show-error" checked><label for="show-error">Errors</label>
<input type="checkbox" id="show-warning" checked><label for="show-warning">Warnings</label>
<input type="checkbox" id="show-info"${errors + warnings === 0 ? " checked" : ""}><label for="show-info">Infos</label></p>
</header>
<main>
${sections.join("\n")}
</main>
</body>
</html>
`;
}

function connectorSection(entry: ConnectorReport, rules: Map<string, Rule>): string {
  const counts = countBySeverity(entry.findings);
  const head = `<h2>${toHtml(entry.folder)}</h2><p class="counts">${counts.error} errors, ${counts.warning} warnings, ${counts.info} infos${entry.known ? `, ${entry.known} known from the baseline` : ""}</p>`;
  if (entry.findings.length === 0) return `<section>${head}<p class="none">No findings.</p></section>`;
  const groups: string[] = [];
  for (const severity of SEVERITIES) {
    const byRule = Map.groupBy(
      entry.findings.filter((finding) => finding.severity === severity),
      (finding) => finding.rule,
    );
    for (const [id, findings] of byRule) groups.push(ruleGroup(entry, findings, rules.get(id), id));
  }
  return `<section>${head}${groups.join("\n")}</section>`;
}

function ruleGroup(entry: ConnectorReport, findings: Finding[], rule: Rule | undefined, id: string): string {
  const severity = findings[0]?.severity ?? "info";
  const rest = findings.length - SHOWN_PER_RULE;
  return `<details class="${severity}"${severity === "info" ? "" : " open"}>
<summary><span class="badge">${severity}</span> <b>${toHtml(id)}</b> <span class="count">${findings.length}</span> ${toHtml(rule?.statement ?? "")}</summary>
${rule ? `<p class="why">${toHtml(rule.why)}</p>` : ""}
${findings
  .slice(0, SHOWN_PER_RULE)
  .map((finding) => findingArticle(entry, finding))
  .join("\n")}
${rest > 0 ? `<p class="more">and ${rest} more: the json format lists every one.</p>` : ""}
</details>`;
}

function findingArticle(entry: ConnectorReport, finding: Finding): string {
  const lines = linesOf(entry.connector, finding.file);
  const near = (finding.related ?? []).filter((place) => place.file === finding.file);
  const frame = lines
    ? codeFrame(
        lines,
        [
          { ...finding, primary: true },
          ...near.map(({ span, label }) => ({
            line: span.start.line,
            column: span.start.column,
            endLine: span.end.line,
            endColumn: span.end.column,
            label,
            primary: false,
          })),
        ],
        PLAIN,
      )
    : "";
  const codes = finding.codes.length ? ` <span class="code">${toHtml(finding.codes.join(", "))}</span>` : "";
  return `<article><p class="message">${toHtml(finding.message)}</p>
<p class="place">${toHtml(finding.file)}:${finding.line}:${finding.column} <span class="pointer">${toHtml(finding.pointer)}</span>${codes}${finding.fixable ? ' <span class="fix">fixable</span>' : ""}</p>
${frame ? `<pre>${toHtml(frame)}</pre>` : ""}
<p class="help">${toHtml(finding.help)}</p></article>`;
}

function toHtml(text: string): string {
  return printableLines(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1a19;--dim:#5d5a58;--line:#e1dfdd;--box:#f7f6f5;--error:#b10e1c;--warning:#8a4b00;--info:#0b5cad;--fix:#0b6a0b}
@media (prefers-color-scheme:dark){:root{--bg:#1b1a19;--fg:#f3f2f1;--dim:#b3b0ad;--line:#3b3a39;--box:#252423;--error:#ff99a4;--warning:#ffc77d;--info:#8cc2ff;--fix:#8fd18f}}
*{box-sizing:border-box}
body{font:15px/1.5 "Segoe UI",system-ui,sans-serif;color:var(--fg);background:var(--bg);margin:0 auto;max-width:70rem;padding:1.5rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 0;overflow-wrap:anywhere}
.tally{display:flex;gap:1.5rem;list-style:none;padding:0;margin:.5rem 0}.tally b{font-size:1.5rem}
li.error,.error .badge{color:var(--error)}li.warning,.warning .badge{color:var(--warning)}li.info,.info .badge{color:var(--info)}
.filters label{margin-right:1rem}
details{border:1px solid var(--line);border-radius:6px;margin:.75rem 0;padding:.5rem .9rem}
summary{cursor:pointer}.badge{font-weight:600;text-transform:uppercase;font-size:.75rem;letter-spacing:.04em}
.count{background:var(--box);border:1px solid var(--line);border-radius:1rem;padding:0 .5rem;font-size:.8rem}
article{border-top:1px solid var(--line);padding:.6rem 0}.message{font-weight:600;margin:.2rem 0;overflow-wrap:anywhere}
p{margin:.25rem 0}.place,.why,.counts,.more{color:var(--dim)}.place{font-size:.85rem;overflow-wrap:anywhere}
.pointer,.code{font-family:ui-monospace,Consolas,monospace;font-size:.8rem}.fix{color:var(--fix);font-weight:600}
pre{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.6rem;overflow-x:auto;font:12.5px/1.45 ui-monospace,Consolas,monospace;margin:.4rem 0}
.help::before{content:"What to do: ";font-weight:600}.none{color:var(--fix)}
body:has(#show-error:not(:checked)) details.error,body:has(#show-warning:not(:checked)) details.warning,body:has(#show-info:not(:checked)) details.info{display:none}
`;
