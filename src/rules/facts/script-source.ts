/**
 * The connector's custom code (C#) as far as rules need it: the text without comments and strings, and the strings.
 * No compiler: one pass that knows where C# comments and literals begin and end.
 */
import type { TextFile } from "../../definition/connector-folder.ts";
import type { Context, ReportOptions, Subject } from "../language/context.ts";

export interface StringLiteral {
  /** What the literal says; escapes are left as written, holes of interpolated strings too. */
  text: string;
  /** Offsets in the file, quotes and prefixes included. */
  start: number;
  end: number;
}

/** Chosen: a hole is an expression on one line. */
const MAX_HOLE = 500;

export interface ScriptSource {
  file: TextFile;
  /** Of the same length as the file, with comments and the contents of literals as blanks: offsets stay true. */
  code: string;
  /** The same with literals as written: only comments are blank. */
  text: string;
  strings: StringLiteral[];
}

/** The script, read once; undefined if the connector has none. Ask for it by `context.fact(scriptSource)`. */
export function scriptSource(subject: Subject): ScriptSource | undefined {
  const file = subject.connector.script;
  return file && readScript(file);
}

/** Reports at a stretch of the script, such as a match in it, or at its start. */
export function reportInScript(
  context: Context,
  found: { index: number; 0: string } | null,
  message: string,
  help: string,
  severity?: ReportOptions["severity"],
): void {
  context.report({ file: context.connector.script?.file ?? "", pointer: "" }, message, {
    help,
    range: found ? { start: found.index, end: found.index + found[0].length } : { start: 0, end: 0 },
    severity,
  });
}

/** Splits C# into code, comments and literals. Time grows with the length of the text only. */
export function readScript(file: TextFile): ScriptSource {
  const { text } = file;
  const code: string[] = [];
  const commentless: string[] = [];
  const strings: StringLiteral[] = [];
  let copied = 0;
  const blank = (start: number, end: number, comment: boolean) => {
    const before = text.slice(copied, start);
    const blanks = text.slice(start, end).replace(/[^\r\n]/g, " ");
    code.push(before, blanks);
    commentless.push(before, comment ? blanks : text.slice(start, end));
    copied = end;
  };
  const next = /\/\/|\/\*|(?:\$+@?|@\$?)?"|'/g;
  for (let match = next.exec(text); match; match = next.exec(text)) {
    const start = match.index;
    const opening = match[0];
    let end: number;
    if (opening === "//") {
      end = lineEnd(text, start);
      blank(start, end, true);
    } else if (opening === "/*") {
      const close = text.indexOf("*/", start + 2);
      end = close < 0 ? text.length : close + 2;
      blank(start, end, true);
    } else if (opening === "'") {
      end = characterEnd(text, start);
      blank(start, end, false);
    } else {
      const quote = start + opening.length - 1;
      const literal = stringEnd(text, quote, opening.includes("@"), opening.includes("$"));
      end = literal.end;
      strings.push({ text: text.slice(literal.from, literal.to), start, end });
      blank(start, end, false);
    }
    next.lastIndex = end;
  }
  code.push(text.slice(copied));
  commentless.push(text.slice(copied));
  return { file, code: code.join(""), text: commentless.join(""), strings };
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

/** `'x'`, `'\''`, `'\u0041'`; a lone quote, as in a preprocessor line, ends at once. */
function characterEnd(text: string, start: number): number {
  const literal = /'(?:[^'\\\r\n]|\\[^\r\n][^'\r\n]{0,8})'/y;
  literal.lastIndex = start;
  return literal.test(text) ? literal.lastIndex : start + 1;
}

/** Where the string whose first quote is at an offset ends, and what is between its quotes. */
function stringEnd(
  text: string,
  quote: number,
  verbatim: boolean,
  interpolated: boolean,
): { from: number; to: number; end: number } {
  // Behind an @ the second and third quote are one that is written twice.
  if (!verbatim && text.startsWith('"""', quote)) {
    let quotes = 3;
    while (text[quote + quotes] === '"') quotes++;
    const from = quote + quotes;
    const close = text.indexOf('"'.repeat(quotes), from);
    return close < 0 ? { from, to: text.length, end: text.length } : { from, to: close, end: close + quotes };
  }
  let at = quote + 1;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      if (!verbatim || text[at + 1] !== '"') return { from: quote + 1, to: at, end: at + 1 };
      at += 2;
    } else if (interpolated && character === "{") {
      if (text[at + 1] === "{") at += 2;
      else at = holeEnd(text, at) ?? at + 1;
    } else if (verbatim) at++;
    else if (character === "\\") at += 2;
    else if (character === "\n") return { from: quote + 1, to: at, end: at };
    else at++;
  }
  return { from: quote + 1, to: text.length, end: text.length };
}

/**
 * Behind the bracket that closes a hole of an interpolated string: literals in the hole are skipped, so that their quotes
 * do not end the string around it. Undefined if the hole does not close on its line.
 */
function holeEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length && at < start + MAX_HOLE; at++) {
    const character = text[at];
    if (character === "\n") return undefined;
    if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at + 1;
    else if (character === '"') {
      at++;
      while (at < text.length && text[at] !== '"' && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
      if (text[at] !== '"') return undefined;
    }
  }
  return undefined;
}
