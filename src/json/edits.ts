/**
 * Minimal text edits of a JSON document that keep the author's formatting. Rules build their fixes from these.
 *
 * They work on the positions that the document already knows. Asking a parser for every edit would read the whole text
 * again each time, and some definitions need thousands of edits. Where the text is not strict JSON, comments and stray
 * commas make it unsafe to add or remove anything: there the syntax is fixed first, and the rest in the next round.
 */

import type { JsonDocument } from "./json-document.ts";
import { child } from "./pointer.ts";
import { isObject, type JsonValue } from "./values.ts";

/** A replacement of one stretch of a file's text; offsets count UTF-16 units of the decoded text. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * Whether nothing of the author's is lost when a value takes the place of another. What is not empty is theirs, even where it is of
 * the wrong kind: a fix may put one scalar for another, and what holds all of the former, and nothing else.
 */
function keeps(former: string, value: JsonValue): boolean {
  let was: JsonValue;
  try {
    was = JSON.parse(former) as JsonValue;
  } catch {
    return false;
  }
  if (typeof was !== "object" || was === null) {
    if (typeof value !== "object" || value === null || typeof was === "boolean" || was === null || was === "")
      return true;
    return JSON.stringify(value).includes(JSON.stringify(was));
  }
  if (Array.isArray(was)) {
    if (was.length === 0) return true;
    return Array.isArray(value) && was.every((item) => typeof item !== "object" || contains(value, item));
  }
  const keys = Object.keys(was);
  return keys.length === 0 || (isObject(value) && keys.every((key) => Object.hasOwn(value, key)));
}

function contains(list: JsonValue[], item: JsonValue): boolean {
  const text = JSON.stringify(item);
  return list.some((one) => JSON.stringify(one) === text);
}

/** Replaces the value at a pointer. */
export function replaceValue(document: JsonDocument, pointer: string, value: JsonValue): Edit[] | undefined {
  const found = document.locate(pointer);
  if (!found.exact) return undefined;
  const indent = indentAt(document.text, found.keyStart ?? found.start);
  return [{ start: found.start, end: found.end, text: written(document, value, indent ?? "") }];
}

/**
 * Writes the only item of the list at a pointer in the list's place, and leaves the item itself alone, so that others may edit in it.
 * Undefined where something other than white space and a comma is around it: a comment is the author's.
 */
export function unwrapList(document: JsonDocument, pointer: string): Edit[] | undefined {
  const list = document.locate(pointer);
  const item = document.locate(child(pointer, 0));
  if (!list.exact || !item.exact) return undefined;
  const around = [
    { start: list.start + 1, end: item.start },
    { start: item.end, end: list.end - 1 },
  ];
  if (around.some(({ start, end }) => /[^\s,]/.test(document.text.slice(start, end)))) return undefined;
  return [
    { start: list.start, end: item.start, text: "" },
    { start: item.end, end: list.end, text: "" },
  ];
}

/**
 * Adds a member at the end of the object at a pointer; a member of that name gets the value instead. Undefined where one of that name
 * holds something of the author's that would be lost.
 */
export function addMember(
  document: JsonDocument,
  pointer: string,
  key: string,
  value: JsonValue,
): Edit[] | undefined {
  const member = child(pointer, key);
  if (!document.strict) return undefined;
  const present = document.locate(member);
  if (present.exact)
    return keeps(document.text.slice(present.start, present.end), value)
      ? replaceValue(document, member, value)
      : undefined;
  const object = document.locate(pointer);
  const { text } = document;
  if (!object.exact || text[object.start] !== "{") return undefined;
  const last = visibleBefore(text, object.end - 1);
  const first = visibleAfter(text, object.start + 1);
  const empty = last === object.start;
  const outer = indentAt(text, object.keyStart ?? object.start) ?? "";
  // An empty object has no members to imitate: it opens up the way the rest of the file is written.
  const indent = empty ? outer + unitOf(document) : indentAt(text, first);
  const name = JSON.stringify(key);
  const { hasLines, eol, space } = layoutOf(document);
  if (empty && hasLines) {
    const inside = `${eol}${indent}${name}: ${written(document, value, indent ?? "")}${eol}${outer}`;
    return [{ start: object.start + 1, end: object.end - 1, text: inside }];
  }
  const entry = `${name}:${space}${written(document, value, indent)}`;
  if (empty) return [{ start: object.start + 1, end: object.end - 1, text: entry }];
  const before = indent === undefined ? `,${space}` : `,${eol}${indent}`;
  return [{ start: last + 1, end: last + 1, text: before + entry }];
}

/**
 * Adds a member to the object at a pointer in front of the first of some others that is there, laid out as that one is;
 * at the end where none of them is.
 */
export function addMemberBefore(
  document: JsonDocument,
  pointer: string,
  key: string,
  value: JsonValue,
  others: readonly string[],
): Edit[] | undefined {
  const { text } = document;
  if (!document.strict || document.locate(child(pointer, key)).exact)
    return addMember(document, pointer, key, value);
  const starts = others.flatMap((other) => {
    const { exact, keyStart } = document.locate(child(pointer, other));
    return exact && keyStart !== undefined ? [keyStart] : [];
  });
  if (starts.length === 0) return addMember(document, pointer, key, value);
  const start = Math.min(...starts);
  const indent = indentAt(text, start);
  const { eol, space } = layoutOf(document);
  const after = indent === undefined ? space : eol + indent;
  const entry = `${JSON.stringify(key)}:${space}${written(document, value, indent)},${after}`;
  return [{ start, end: start, text: entry }];
}

/** Removes the member or item at a pointer, with its comma. */
export function removeAt(document: JsonDocument, pointer: string): Edit[] | undefined {
  const found = document.locate(pointer);
  if (!found.exact || pointer === "" || !document.strict) return undefined;
  const { text } = document;
  const start = found.keyStart ?? found.start;
  const after = visibleAfter(text, found.end);
  if (text[after] === ",") return [{ start, end: visibleAfter(text, after + 1), text: "" }];
  const before = visibleBefore(text, start);
  if (text[before] === ",") return [{ start: before, end: found.end, text: "" }];
  return [{ start: before + 1, end: after, text: "" }];
}

/** Gives the member at a pointer another name; nothing else moves. */
export function renameKey(document: JsonDocument, pointer: string, name: string): Edit[] | undefined {
  const found = document.locate(pointer);
  if (!found.exact || found.keyStart === undefined || found.keyEnd === undefined) return undefined;
  return [{ start: found.keyStart, end: found.keyEnd, text: JSON.stringify(name) }];
}

/** A value as it is written at a place; without an indentation, on one line. */
function written(document: JsonDocument, value: JsonValue, indent: string | undefined): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const { hasLines, eol } = layoutOf(document);
  if (indent === undefined || !hasLines) return JSON.stringify(value);
  return JSON.stringify(value, null, unitOf(document)).split("\n").join(`${eol}${indent}`);
}

/** The white space in front of an offset if nothing else is before it on its line. */
function indentAt(text: string, offset: number): string | undefined {
  let start = offset;
  while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
  return start > 0 && text[start - 1] === "\n" ? text.slice(start, offset) : undefined;
}

function visibleBefore(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && text.charCodeAt(at) <= 32) at--;
  return at;
}

function visibleAfter(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  return at;
}

function unitOf(document: JsonDocument): string {
  // The first indented key of a file stands one level deep.
  return /\n([ \t]+)"/.exec(document.text.slice(0, 20_000))?.[1] ?? "  ";
}

interface Layout {
  hasLines: boolean;
  eol: string;
  /** What follows a colon. */
  space: string;
}

const layouts = new WeakMap<JsonDocument, Layout>();

/** How a file is laid out. Looked for once: in one without line breaks each look goes through all of it. */
function layoutOf(document: JsonDocument): Layout {
  let layout = layouts.get(document);
  if (!layout) {
    const { text } = document;
    const first = text.indexOf("\n");
    const hasLines = first >= 0;
    layout = {
      hasLines,
      eol: first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n",
      space: hasLines || text.includes('": ') ? " " : "",
    };
    layouts.set(document, layout);
  }
  return layout;
}

/** A text with edits applied; edits must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
