/** How the definition is laid out as text. Matters of taste, from Microsoft's coding standards. */

import type { Edit } from "../../json/edits.ts";
import type { JsonDocument, Range } from "../../json/json-document.ts";
import { grouped } from "../../machine/terminal/grouped.ts";
import { defineRules } from "../language/rule.ts";
import { CODING_STANDARDS } from "../sources.ts";

const TAB = "    ";

/** The order in which the sections of a definition are expected; others may be anywhere. */
const ORDER = [
  "swagger",
  "info",
  "host",
  "basePath",
  "schemes",
  "consumes",
  "produces",
  "paths",
  "definitions",
  "parameters",
];

export default defineRules("document", [
  {
    id: "doc-tabs-indentation",
    statement: "The definition is indented with spaces.",
    why: "The coding standards of Microsoft's repository ask for spaces: tabs look different in every tool of a reviewer. Nothing else depends on it.",
    severity: { import: "info", certification: "info" },
    sources: [CODING_STANDARDS],
    fixable: true,
    checks: {
      connector(context) {
        const document = context.connector.definition;
        if (!document?.text.includes("\t")) return;
        const [first, ...others] = tabbed(document);
        if (!first) return;
        context.report(
          { file: document.file, pointer: "" },
          `${count(others.length + 1, "line")} indented with tabs.`,
          {
            help: "Indent with four spaces for each tab; an editor does so for the whole file.",
            range: first,
            // Only in real JSON can no line begin inside a string.
            ...(document.strict && {
              fix: {
                title: "Write each tab as four spaces",
                edits: () =>
                  [first, ...others].map(({ start, end }) => ({
                    start,
                    end,
                    text: document.text.slice(start, end).replaceAll("\t", TAB),
                  })),
              },
            }),
          },
        );
      },
    },
    bad: [{ files: { "apiDefinition.swagger.json": '{\n\t"swagger": "2.0",\n\t\t"info": {}\n}' }, at: [""] }],
    good: [{ files: { "apiDefinition.swagger.json": '{\n  "swagger":\t"2.0"\n}' } }],
  },
  {
    id: "doc-trailing-whitespace",
    statement: "No line of the definition ends in white space.",
    why: "Nobody sees it, but it shows up as a changed line when versions are compared, and the coding standards ask to leave it out.",
    severity: { import: "info", certification: "info" },
    sources: [CODING_STANDARDS],
    fixable: true,
    checks: {
      connector(context) {
        const document = context.connector.definition;
        const found = document ? trailing(document) : [];
        const first = found[0];
        if (!document || !first) return;
        context.report(
          { file: document.file, pointer: "" },
          `${count(found.length, "line")} followed by white space.`,
          {
            help: "Delete the spaces and tabs at the ends of these lines; most editors do so on saving.",
            range: { start: first.start, end: first.end },
            ...(document.strict && { fix: { title: "Remove it", edits: () => found } }),
          },
        );
      },
    },
    bad: [
      { files: { "apiDefinition.swagger.json": '{  \n  "swagger": "2.0"\t\r\n}' }, at: [""] },
      { files: { "apiDefinition.swagger.json": '{\n  "swagger": "2.0"\n} ' }, at: [""] },
    ],
    good: [{ files: { "apiDefinition.swagger.json": '{\r\n  "swagger": "2.0 "\r\n}\r\n' } }],
  },
  {
    id: "doc-section-order",
    statement: `Sections come in this order: ${ORDER.join(", ")}.`,
    why: "The coding standards of Microsoft's repository ask for one order of sections, so that reviewers find each at once; nothing else depends on it.",
    severity: { import: "info", certification: "info" },
    sources: [CODING_STANDARDS],
    checks: {
      root(root, context) {
        let latest = -1;
        for (const key of Object.keys(root.value)) {
          const position = ORDER.indexOf(key);
          if (position < 0) continue;
          if (position < latest) {
            context.report(root.at(key), `"${key}" comes after "${ORDER[latest]}".`, {
              help: `Move "${key}" above "${ORDER[latest]}". The order is ${ORDER.join(", ")}.`,
              part: "key",
            });
            return;
          }
          latest = position;
        }
      },
    },
    bad: [
      {
        files: { "apiDefinition.swagger.json": '{"swagger": "2.0", "paths": {}, "info": {}}' },
        at: ["/info"],
      },
    ],
    good: [{ definition: { tags: [] } }],
  },
]);

function count(number: number, noun: string): string {
  return number === 1 ? `One ${noun} is` : `${grouped(number)} ${noun}s are`;
}

/** White space at the ends of lines, found without a regular expression that could backtrack over long runs of it. */
function trailing({ text, lines: { starts } }: JsonDocument): Edit[] {
  const found: Edit[] = [];
  for (let line = 1; line < starts.length; line++) {
    const lineBreak = (starts[line] ?? 0) - 1;
    const end = text.charCodeAt(lineBreak - 1) === CARRIAGE_RETURN ? lineBreak - 1 : lineBreak;
    let start = end;
    while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
    if (start < end) found.push({ start, end, text: "" });
  }
  // The last line needs no line break behind it.
  let start = text.length;
  while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
  if (start < text.length) found.push({ start, end: text.length, text: "" });
  return found;
}

/** White space at the beginnings of lines, where there is a tab in it. */
function tabbed({ text, lines: { starts } }: JsonDocument): Range[] {
  const found: Range[] = [];
  for (let line = 0; line < starts.length; line++) {
    const start = starts[line] ?? 0;
    let end = start;
    let tabs = 0;
    for (; isBlank(text.charCodeAt(end)); end++) if (text.charCodeAt(end) === TABULATOR) tabs++;
    if (tabs > 0) found.push({ start, end });
  }
  return found;
}

const TABULATOR = 9;
const CARRIAGE_RETURN = 13;

function isBlank(code: number): boolean {
  return code === 32 || code === TABULATOR;
}
