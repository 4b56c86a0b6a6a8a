/** An operation as it is in the file, with marks where inputs, tokens and findings come from. */

import { NOTIFICATION_CONTENT } from "../../definition/extensions.ts";
import type { Usage } from "../../definition/usage.ts";
import type { OperationView } from "../../designer/index.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import { lastToken, parentOf, tokensOf } from "../../json/pointer.ts";
import type { FindingView, RawAnswer, RawMark, RawSlice } from "../api.ts";
import type { Revision } from "./project.ts";
import { cut } from "./views.ts";

/** Lines that are sent for one operation: what it uses can be most of a large definition. */
const MAX_LINES = 4_000;

/** @returns undefined if there is no definition to show */
export function rawOperation(
  revision: Revision,
  operation: OperationView,
  usage: Usage,
  findings: readonly FindingView[],
): RawAnswer | undefined {
  const document = revision.connector.definition;
  if (!document) return undefined;
  const path = parentOf(operation.pointer) ?? "";
  const slices: RawSlice[] = [];
  let left = MAX_LINES;
  let truncated = false;
  const add = (kind: RawSlice["kind"], pointer: string) => {
    const located = document.locate(pointer);
    if (!located.exact) return;
    const span = document.lines.span(located.keyStart ?? located.start, located.end);
    if (left <= 0) {
      truncated = true;
      return;
    }
    const last = Math.min(span.end.line, span.start.line + left - 1);
    truncated ||= last < span.end.line;
    const lines: string[] = [];
    for (let line = span.start.line; line <= last; line++) lines.push(cut(document.lines.line(line)));
    left -= lines.length;
    const title = kind === "operation" ? operation.operationId : (lastToken(pointer) ?? pointer);
    slices.push({
      kind,
      title,
      file: document.file,
      pointer,
      startLine: span.start.line,
      lines,
      marks: [],
    });
  };
  add("operation", operation.pointer);
  for (const key of ["parameters", NOTIFICATION_CONTENT]) add("path", `${path}/${key}`);
  for (const pointer of usage.sharedBy(path, operation.pointer)) add("definition", pointer);
  for (const mark of marksOf(document, operation, findings)) sliceOf(slices, mark)?.marks.push(mark);
  for (const slice of slices) slice.marks.sort((a, b) => a.line - b.line || a.column - b.column);
  return { revision: revision.number, operationId: operation.operationId, slices, truncated };
}

function sliceOf(slices: readonly RawSlice[], mark: RawMark): RawSlice | undefined {
  return slices.find(
    (slice) =>
      (mark.pointer === slice.pointer || mark.pointer.startsWith(`${slice.pointer}/`)) &&
      mark.line < slice.startLine + slice.lines.length,
  );
}

function marksOf(
  document: JsonDocument,
  operation: OperationView,
  findings: readonly FindingView[],
): RawMark[] {
  const mark = (kind: RawMark["kind"], key: string, pointer: string): RawMark => {
    const { start, end } = document.span(pointer);
    return {
      kind,
      key,
      pointer,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
  };
  const marks = [mark("title", operation.operationId, operation.titlePointer)];
  for (const input of operation.inputs) {
    marks.push(mark("input", input.key, input.pointer));
    if (input.usedAt !== input.pointer) marks.push(mark("input", input.key, input.usedAt));
  }
  for (const token of operation.tokens) {
    marks.push(mark("token", token.key, token.pointer));
    if (token.usedAt !== token.pointer) marks.push(mark("token", token.key, token.usedAt));
  }
  for (const { id, file, pointer, line, column, endLine, endColumn } of findings) {
    if (file === document.file)
      marks.push({ kind: "finding", key: id, pointer, line, column, endLine, endColumn });
  }
  return marks.filter(({ pointer }) => tokensOf(pointer).length > 0);
}
