/** Minimal text edits of a JSON document that keep the author's formatting. Rules build their fixes from these. */
import { type FormattingOptions, modify } from "jsonc-parser";
import type { JsonValue } from "../../definition/json.ts";
import type { JsonDocument } from "../../definition/json-document.ts";
import { tokensOf } from "../../definition/pointer.ts";
import { valueAt } from "../../definition/reference.ts";
import type { Edit } from "../finding.ts";

/** Replaces the value at a pointer. */
export function replaceValue(document: JsonDocument, pointer: string, value: JsonValue): Edit[] | undefined {
  const found = document.locate(pointer);
  if (!found.exact) return undefined;
  return typeof value === "object" && value !== null
    ? change(document, pointer, value)
    : [{ start: found.start, end: found.end, text: JSON.stringify(value) }];
}

/** Adds a member at the end of the object at a pointer. */
export function addMember(
  document: JsonDocument,
  pointer: string,
  key: string,
  value: JsonValue,
): Edit[] | undefined {
  return change(document, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, value);
}

/** Removes the member or item at a pointer, with its comma. */
export function removeAt(document: JsonDocument, pointer: string): Edit[] | undefined {
  return document.locate(pointer).exact ? change(document, pointer, undefined) : undefined;
}

/** Gives the member at a pointer another name; nothing else moves. */
export function renameKey(document: JsonDocument, pointer: string, name: string): Edit[] | undefined {
  const found = document.locate(pointer);
  if (!found.exact || found.keyStart === undefined || found.keyEnd === undefined) return undefined;
  return [{ start: found.keyStart, end: found.keyEnd, text: JSON.stringify(name) }];
}

function change(document: JsonDocument, pointer: string, value: JsonValue | undefined): Edit[] | undefined {
  const path: (string | number)[] = [];
  let at = "";
  for (const token of tokensOf(pointer)) {
    path.push(Array.isArray(valueAt(document.value, at)) ? Number(token) : token);
    at += `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }
  return modify(document.text, path, value, { formattingOptions: formattingOf(document) }).map((edit) => ({
    start: edit.offset,
    end: edit.offset + edit.length,
    text: edit.content,
  }));
}

/** Indentation and line breaks as the file has them. */
function formattingOf(document: JsonDocument): FormattingOptions {
  const indent = /\n([ \t]+)"/.exec(document.text)?.[1] ?? "  ";
  return {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: document.text.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** A text with edits applied; edits must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start))
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  return result;
}
