/** Edits that move what an author has written to another place as it is, instead of writing it again. */

import { type Edit, removeAt } from "./edits.ts";
import type { JsonDocument } from "./json-document.ts";
import { child, lastToken } from "./pointer.ts";
import type { JsonValue } from "./values.ts";

/**
 * Moves a member into another object as its first member, its text unchanged but for the indentation.
 * Undefined if there is a member of that name already, or the text is not strict JSON.
 */
export function moveMember(document: JsonDocument, from: string, into: string): Edit[] | undefined {
  const { text } = document;
  const key = lastToken(from);
  const member = document.locate(from);
  const target = document.locate(into);
  if (!document.strict || key === undefined || member.keyStart === undefined) return undefined;
  if (!member.exact || !target.exact || text[target.start] !== "{") return undefined;
  if (document.locate(child(into, key)).exact) return undefined;
  const removed = removeAt(document, from);
  if (!removed) return undefined;
  const raw = text.slice(member.keyStart, member.end);
  const first = afterSpace(text, target.start + 1);
  const gap = text.slice(target.start + 1, first);
  const moved = reindent(raw, lineIndent(text, member.keyStart), lineIndent(text, first));
  const insertion = text[first] === "}" ? moved : `${moved},${gap.includes("\n") ? gap : " "}`;
  return [{ start: first, end: first, text: insertion }, ...removed];
}

/** Puts the value at a pointer into an object of its own, as the only member: `X` becomes `{ "key": X }`. */
export function wrapValue(document: JsonDocument, pointer: string, key: string): Edit[] | undefined {
  const { text } = document;
  const found = document.locate(pointer);
  if (!found.exact || !document.strict) return undefined;
  const raw = text.slice(found.start, found.end);
  if (!raw.includes("\n"))
    return [{ start: found.start, end: found.end, text: `{ ${JSON.stringify(key)}: ${raw} }` }];
  const around = lineIndent(text, found.start);
  const unit = /\n([ \t]+)"/.exec(text)?.[1] ?? "  ";
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const inner = `${around}${unit}${JSON.stringify(key)}: ${reindent(raw, around, around + unit)}`;
  return [{ start: found.start, end: found.end, text: `{${eol}${inner}${eol}${around}}` }];
}

/** Adds a text, number or boolean at the end of the array at a pointer. */
export function addItem(document: JsonDocument, pointer: string, value: JsonValue): Edit[] | undefined {
  const { text } = document;
  const found = document.locate(pointer);
  if (!found.exact || !document.strict || text[found.start] !== "[") return undefined;
  const written = JSON.stringify(value);
  const first = afterSpace(text, found.start + 1);
  if (first === found.end - 1) return [{ start: found.start + 1, end: found.end - 1, text: written }];
  let last = found.end - 1;
  while (/\s/.test(text[last - 1] ?? "")) last--;
  // What is in one line stays in one line.
  const gap = text.slice(found.start + 1, first);
  return [{ start: last, end: last, text: `,${gap.includes("\n") ? gap : " "}${written}` }];
}

function afterSpace(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  return at;
}

/** The white space at the start of the line that holds an offset. */
function lineIndent(text: string, offset: number): string {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? "";
}

/** A text of several lines with another indentation; lines that do not start with the old one stay as they are. */
function reindent(text: string, from: string, to: string): string {
  return text
    .split("\n")
    .map((line, index) => (index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line))
    .join("\n");
}
