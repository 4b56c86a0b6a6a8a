/** Edits that turn tolerated slips of syntax into JSON. */

import type { Edit } from "./edits.ts";
import { isForeignSpace } from "./foreign-spaces.ts";
import type { JsonDocument } from "./json-document.ts";
import type { SyntaxProblem } from "./parse-json.ts";

const ESCAPES: Record<string, string> = {
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** The edits that fix one syntax fault; undefined where nothing is certain. */
export function mendSyntax(document: JsonDocument, problem: SyntaxProblem): Edit[] | undefined {
  const { text } = document;
  const { start = 0, end = start } = problem;
  if (problem.fault === "trailing-comma") {
    return text[start] === "," ? [{ start, end: start + 1, text: "" }] : undefined;
  }
  if (problem.fault === "comment") return deleteComment(text, start);
  if (problem.fault === "foreign-space" && isForeignSpace(text.slice(start, end)))
    return [{ start, end, text: " " }];
  if (problem.fault === "control-character") return escapeControls(text, start, end);
  return undefined;
}

/** The comment at an offset, with its line if nothing else is on it. */
function deleteComment(text: string, start: number): Edit[] | undefined {
  const opening = text.slice(start, start + 2);
  let end: number;
  if (opening === "//") {
    end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    if (text[end - 1] === "\r") end--;
  } else if (opening === "/*") {
    const close = text.indexOf("*/", start + 2);
    if (close < 0) return undefined;
    end = close + 2;
  } else return undefined;
  let from = start;
  while (from > 0 && (text[from - 1] === " " || text[from - 1] === "\t")) from--;
  const aloneBefore = from === 0 || text[from - 1] === "\n";
  let to = end;
  while (text[to] === " " || text[to] === "\t" || text[to] === "\r") to++;
  if (aloneBefore && text[to] === "\n") return [{ start: from, end: to + 1, text: "" }];
  return [{ start: aloneBefore ? start : from, end, text: "" }];
}

/** Control characters of one string, written as JSON writes them. */
function escapeControls(text: string, start: number, end: number): Edit[] | undefined {
  // The reader names the whole string, and one with line breaks only where it surely goes on behind them.
  const edits: Edit[] = [];
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 32) continue;
    const character = text.charAt(at);
    const written = ESCAPES[character] ?? `\\u${code.toString(16).padStart(4, "0")}`;
    edits.push({ start: at, end: at + 1, text: written });
  }
  return edits.length > 0 ? edits : undefined;
}
