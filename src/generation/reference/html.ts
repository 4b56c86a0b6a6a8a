/** The reference page as one HTML file: no network, no scripts but its own, for screens of any width, dark or light, and for print. */

import { createHash } from "node:crypto";
import { Marked, type Tokens } from "marked";
import { beginning } from "../../json/cut.ts";
import { escapeHtml } from "./escape-html.ts";
import { Slugger } from "./markup.ts";
import { SCRIPT } from "./page-script.ts";
import { STYLE } from "./page-style.ts";

/** Chosen: no word that anybody reads has so many characters. */
const MAX_WORD = 2000;
const LONG_WORD = new RegExp(`\\S{${MAX_WORD + 1},}`, "g");

export interface HtmlOptions {
  title: string;
  /** The connector's icon, a PNG. */
  icon?: Buffer | undefined;
  /** The brand colour as `#rrggbb`. */
  color?: string | undefined;
}

/** Larger icons would weigh more than the page. */
const MAX_ICON = 200_000;

interface Heading {
  level: number;
  slug: string;
  text: string;
}

/** @param markdown the page as `referenceMarkdown` writes it */
export function referenceHtml(markdown: string, options: HtmlOptions): string {
  const headings: Heading[] = [];
  const body = render(markdown, headings);
  const hash = createHash("sha256").update(SCRIPT).digest("base64");
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const color = /^#[0-9a-f]{6}$/i.test(options.color ?? "") ? options.color : "#0b6a6d";
  const icon =
    options.icon && options.icon.length <= MAX_ICON
      ? `<img class="icon" alt="" width="40" height="40" src="data:image/png;base64,${options.icon.toString("base64")}">`
      : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(options.title)}</title>
<style>${STYLE.replace("BRAND", color ?? "")}</style>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="bar">${icon}<span class="name">${escapeHtml(options.title)}</span>
<search class="search" hidden><label for="search">Search this page</label><input id="search" type="search" autocomplete="off" placeholder="Operation, field, key …"><span id="found" role="status"></span></search>
</header>
<div class="columns">
<nav aria-label="Contents"><details open><summary>Contents</summary>
${contents(headings)}
</details></nav>
<main id="content">
${body}</main>
</div>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** Only addresses that a reader can be sent to. */
const SAFE_LINK = /^(?:https?:|mailto:|#)/i;

function render(markdown: string, headings: Heading[]): string {
  const slugs = new Slugger();
  const marked = new Marked({ gfm: true, async: false });
  let open = false;
  const section = (level: number, slug: string, title: string): string => {
    if (level > 3) return "";
    const close = open ? "</section>\n" : "";
    open = true;
    // What search shows or hides as one: an operation, a definition, a part of the introduction.
    return `${close}<section class="level${level}" aria-labelledby="${slug}" data-title="${escapeHtml(title)}">\n`;
  };
  marked.use({
    renderer: {
      heading({ tokens, depth }: Tokens.Heading) {
        const html = this.parser.parseInline(tokens);
        const text = plainText(html);
        const slug = escapeHtml(slugs.slug(text));
        headings.push({ level: depth, slug, text });
        return `${section(depth, slug, text)}<h${depth} id="${slug}">${html}<a class="anchor" href="#${slug}" aria-label="Link to ${escapeHtml(text)}"> #</a></h${depth}>\n`;
      },
      // Nothing that is written as HTML is obeyed, the remark on top of the page least of all.
      html({ text, block }: Tokens.HTML | Tokens.Tag) {
        if (/^\s*<!--[\s\S]*-->\s*$/.test(text)) return "";
        return block ? `<p>${escapeHtml(text)}</p>\n` : escapeHtml(text);
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        return SAFE_LINK.test(href) ? `<a href="${escapeHtml(href)}">${inner}</a>` : inner;
      },
      // A picture would be fetched: it becomes a link to itself.
      image({ href, text }: Tokens.Image) {
        const label = escapeHtml(text || "Picture");
        return SAFE_LINK.test(href) ? `<a href="${escapeHtml(href)}">${label}</a>` : label;
      },
      code({ text, lang }: Tokens.Code) {
        const name = lang === "json" ? "Example in JSON" : "Code";
        return `<pre tabindex="0" role="group" aria-label="${name}"><code>${escapeHtml(text)}</code></pre>\n`;
      },
      table(token: Tokens.Table) {
        const label = token.header.map((cell) => plainText(this.parser.parseInline(cell.tokens)).trim());
        const cells = (row: Tokens.TableCell[], tag: "th" | "td") =>
          row
            .map((cell, column) => {
              const inner = this.parser.parseInline(cell.tokens);
              // On a narrow screen the head of its column comes before each cell.
              const name = label[column] ? ` data-label="${escapeHtml(label[column])}"` : "";
              if (tag === "td") return `<td${name}>${inner}</td>`;
              // A head without text is none for a screen reader.
              return inner.trim() === "" ? "<td></td>" : `<th scope="col">${inner}</th>`;
            })
            .join("");
        const rows = token.rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n");
        const named = `Table: ${label.filter((text) => text !== "").join(", ")}`;
        // A head of one cell is a title: it stays where heads go.
        const kind = label.filter((text) => text !== "").length === 1 ? "table pairs" : "table";
        return `<div class="${kind}" tabindex="0" role="group" aria-label="${escapeHtml(named)}"><table>\n<thead><tr>${cells(token.header, "th")}</tr></thead>\n<tbody>${rows}</tbody>\n</table></div>\n`;
      },
    },
  });
  // The time that a word takes grows with its square: marked looks at each of its places for an address that goes on to its end.
  const html = marked.parse(markdown.replace(LONG_WORD, (word) => `${beginning(word, MAX_WORD)}…`)) as string;
  return `${html}${open ? "</section>\n" : ""}`;
}

function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
}

/** A list of the second and third level. */
function contents(headings: readonly Heading[]): string {
  const out: string[] = ["<ul>"];
  let inside = false;
  let first = true;
  for (const { level, slug, text } of headings) {
    if (level !== 2 && level !== 3) continue;
    const link = `<a href="#${slug}">${escapeHtml(text)}</a>`;
    if (level === 2) {
      if (inside) out.push("</ul>");
      if (!first) out.push("</li>");
      out.push(`<li>${link}`);
      inside = false;
      first = false;
      continue;
    }
    if (first) continue;
    if (!inside) out.push("<ul>");
    inside = true;
    out.push(`<li>${link}</li>`);
  }
  if (inside) out.push("</ul>");
  if (!first) out.push("</li>");
  out.push("</ul>");
  return out.join("\n");
}
