/** How much of a broken file was read as it was meant: what is missing there may only be lost. */
import type { JsonDocument } from "../../json/json-document.ts";
import type { SyntaxFault, SyntaxProblem } from "../../json/parse-json.ts";

const HARMLESS: readonly SyntaxFault[] = ["comment", "trailing-comma", "control-character", "foreign-space"];

/**
 * True if a file's structure was read as it was meant: JSON, or JSON with slips that move nothing.
 * Where it is not, only what is before {@link soundUntil} is certain.
 */
export function isSure(document: JsonDocument | undefined): boolean {
  return firstBreak(document) === Number.POSITIVE_INFINITY;
}

/** The offset in a file up to which its structure is certainly the one that was meant; infinite for a sound file. */
export function soundUntil(document: JsonDocument | undefined): number {
  const broken = firstBreak(document);
  if (!document || broken === Number.POSITIVE_INFINITY) return broken;
  return Math.min(broken, oddlyClosed(document.text));
}

function firstBreak(document: JsonDocument | undefined): number {
  let first = Number.POSITIVE_INFINITY;
  if (!document || document.strict) return first;
  for (const problem of document.problems) {
    if (problem.code !== "json-syntax" || HARMLESS.includes((problem as SyntaxProblem).fault)) continue;
    first = Math.min(first, problem.start ?? 0);
  }
  return first;
}

/**
 * A bracket too many or too few is noticed at the end of the file only. Indentation tells earlier: a bracket that begins
 * a line is where the line of its partner begins. The offset of the first partner of which that is not true.
 */
function oddlyClosed(text: string): number {
  const open: { at: number; indent: number; line: number }[] = [];
  let lineStart = 0;
  let line = 0;
  let indent = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      lineStart = at + 1;
      line++;
      indent = -1;
      continue;
    }
    if (code <= 32) continue;
    const beginsLine = indent < 0;
    if (beginsLine) indent = at - lineStart;
    if (code === 34) {
      // A string without an end goes to the end of its line.
      for (at++; at < text.length && text[at] !== '"' && text[at] !== "\n"; at++) if (text[at] === "\\") at++;
      if (text[at] === "\n") at--;
    } else if (code === 123 || code === 91) open.push({ at, indent, line });
    else if (code === 125 || code === 93) {
      const partner = open.pop();
      if (!partner) return at;
      if (beginsLine && partner.line !== line && partner.indent !== indent) return partner.at;
    }
  }
  return Number.POSITIVE_INFINITY;
}
