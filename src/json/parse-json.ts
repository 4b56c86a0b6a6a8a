/** Reads JSON strictly at full speed and, where that fails, tolerantly with every fault named. */
import type { Node, ParseError } from "jsonc-parser";
import { MAX_DEPTH, nestingDepth, tooDeepMessage } from "./depth.ts";
import { isForeignSpace, nameOfSpace } from "./foreign-spaces.ts";
import { onDemand } from "./on-demand.ts";
import { PositionIndex } from "./position-index.ts";
import type { ReadProblem } from "./problem.ts";
import { type JsonObject, type JsonValue, setOwn } from "./values.ts";

const jsoncParser = onDemand<typeof import("jsonc-parser")>("jsonc-parser");

/** The tolerant reader builds an object for every value; past this size only the first fault is named. */
const MAX_TOLERANT_LENGTH = 4 * 1024 * 1024;

/** A file with more faults than this is not JSON: the rest would only bury the first ones. */
const MAX_SYNTAX_PROBLEMS = 20;

/** The kinds of syntax fault that are distinguished, because some of them can be fixed mechanically. */
export type SyntaxFault =
  | "comment"
  | "trailing-comma"
  | "control-character"
  | "foreign-space"
  | "text-after-end"
  /** Something is missing here, or a bracket is: often only because an earlier fault led the reader astray. */
  | "structure"
  | "other";

export interface SyntaxProblem extends ReadProblem {
  code: "json-syntax";
  fault: SyntaxFault;
}

export interface ParsedJson {
  /** The value, as far as it could be read; undefined where there is none. */
  value: JsonValue | undefined;
  index: PositionIndex | undefined;
  /** True if the text is strict JSON: what `json.load` in paconn accepts. */
  strict: boolean;
  problems: ReadProblem[];
}

/** Parses a JSON text; never throws. */
export function parseJson(text: string, file: string): ParsedJson {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    return parseTolerantly(text, file, error as SyntaxError);
  }
  const index = PositionIndex.of(text);
  if (index.depth > MAX_DEPTH) return tooDeep(file, index.depth);
  return { value, index, strict: true, problems: [] };
}

function tooDeep(file: string, depth: number): ParsedJson {
  return {
    value: undefined,
    index: undefined,
    strict: false,
    problems: [
      {
        code: "json-too-deep",
        file,
        message: tooDeepMessage(depth),
        help: "Flatten the document: no reader of connectors needs such nesting.",
      },
    ],
  };
}

function parseTolerantly(text: string, file: string, error: SyntaxError): ParsedJson {
  // Nothing can be read of nothing, and "ends too early" would be true but no help.
  if (text.trim() === "")
    return { value: undefined, index: undefined, strict: false, problems: [fromNative(text, file, error)] };
  const depth = nestingDepth(text);
  if (depth > MAX_DEPTH) return tooDeep(file, depth);
  if (text.length > MAX_TOLERANT_LENGTH) {
    return { value: undefined, index: undefined, strict: false, problems: [fromNative(text, file, error)] };
  }
  const errors: ParseError[] = [];
  const tree = jsoncParser().parseTree(joinBrokenStrings(text), errors, {
    allowTrailingComma: false,
    disallowComments: true,
    allowEmptyContent: false,
  });
  const problems: ReadProblem[] = [];
  let last = -1;
  for (const fault of errors) {
    // One slip often makes the parser complain twice at one place; the first complaint is the one that helps.
    if (fault.offset === last) continue;
    last = fault.offset;
    if (problems.length === MAX_SYNTAX_PROBLEMS) break;
    problems.push(describe(text, file, fault));
  }
  if (problems.length === 0) problems.push(fromNative(text, file, error));
  if (!tree) return { value: undefined, index: undefined, strict: false, problems };
  const { index, open, close } = PositionIndex.building(text);
  const value = build(tree, -1, open, close);
  return { value, index, strict: false, problems };
}

/** Longer texts are rather a string that somebody forgot to close. */
const MAX_BROKEN_STRING = 10_000;

/**
 * Writes a tab for each raw line break inside a string that goes on behind it, so that the reader finds one faulty string
 * and not the ruins of two. A string goes on if the next quote could close it: a comma, colon or bracket follows. Length
 * and offsets stay.
 */
function joinBrokenStrings(text: string): string {
  let result = "";
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "/" && text[at + 1] === "/") at = lineEnd(text, at);
    else if (character === "/" && text[at + 1] === "*") {
      const end = text.indexOf("*/", at + 2);
      if (end < 0) break;
      at = end + 1;
    }
    if (character !== '"') continue;
    const end = stringEnd(text, at + 1, at + MAX_BROKEN_STRING);
    const inside = end < 0 ? "" : text.slice(at, end);
    if (end >= 0 && !/[\r\n]/.test(inside)) at = end;
    else if (end >= 0 && /^\s*[,:}\]]/.test(text.slice(end + 1, end + 200))) {
      result += text.slice(done, at) + inside.replace(/[\r\n]/g, "\t");
      done = end;
      at = end;
    } else at = lineEnd(text, at);
  }
  return done === 0 ? text : result + text.slice(done);
}

/** Where the next quote stands that no backslash escapes, before a limit; -1 if nowhere. */
function stringEnd(text: string, from: number, limit: number): number {
  for (let at = from; at < Math.min(text.length, limit); at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function build(
  node: Node,
  key: number,
  open: (start: number, key: number) => number,
  close: (node: number, end: number) => void,
): JsonValue {
  const number = open(node.offset, key);
  let value: JsonValue;
  if (node.type === "object") {
    const object: JsonObject = {};
    for (const member of node.children ?? []) {
      const [name, content] = member.children ?? [];
      if (!name) continue;
      if (content) setOwn(object, String(name.value), build(content, name.offset, open, close));
    }
    value = object;
  } else if (node.type === "array") {
    value = (node.children ?? []).map((item) => build(item, -1, open, close));
  } else {
    value = (node.value ?? null) as JsonValue;
  }
  close(number, node.offset + node.length);
  return value;
}

function describe(text: string, file: string, error: ParseError): SyntaxProblem {
  const before = previousVisible(text, error.offset);
  const here = text.slice(error.offset, error.offset + Math.max(1, Math.min(error.length, 20)));
  const problem = (
    fault: SyntaxFault,
    message: string,
    help: string,
    start = error.offset,
    end = error.offset + Math.max(1, error.length),
  ) => ({ code: "json-syntax", fault, file, message, help, start, end }) as const;
  const name = jsoncParser().printParseErrorCode(error.error);
  switch (name) {
    case "InvalidCommentToken":
      return problem("comment", "JSON has no comments.", "Delete the comment.");
    case "InvalidCharacter":
      return problem(
        "control-character",
        "A string contains a raw control character.",
        "Write it as an escape, such as \\n or \\t.",
      );
    case "EndOfFileExpected":
      return problem(
        "text-after-end",
        "There is text after the end of the document.",
        'Delete what follows, or take away the "}" before it if it closes the document too early.',
      );
    case "PropertyNameExpected":
    case "ValueExpected":
      if (before >= 0 && text[before] === "," && (here[0] === "}" || here[0] === "]")) {
        return problem(
          "trailing-comma",
          `A comma stands before the closing "${here[0]}".`,
          "Delete the comma.",
          before,
          before + 1,
        );
      }
      return problem(
        "structure",
        error.offset >= text.length
          ? "The file ends too early."
          : `Expected a ${name === "ValueExpected" ? "value" : "property name in double quotes"}, found ${named(here)}.`,
        "Complete or correct the text here.",
      );
    case "CommaExpected":
      return problem(
        "other",
        `A comma is missing before ${named(here)}.`,
        "Put a comma after the previous value.",
      );
    case "ColonExpected":
      return problem(
        "other",
        `A colon is missing before ${named(here)}.`,
        "Put a colon between the property name and its value.",
      );
    case "CloseBraceExpected":
      return problem(
        "structure",
        'The closing "}" of an object is missing.',
        "Close the object, or look for an unclosed one above.",
      );
    case "CloseBracketExpected":
      return problem(
        "structure",
        'The closing "]" of an array is missing.',
        "Close the array, or look for an unclosed one above.",
      );
    case "UnexpectedEndOfString":
      return problem(
        "other",
        "A string has no closing quote on its line.",
        'Close the string with ", and write line breaks inside it as \\n.',
      );
    case "InvalidEscapeCharacter":
    case "InvalidUnicode":
      return problem(
        "other",
        "A string contains an escape that JSON does not know.",
        'Allowed are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX.',
      );
    case "InvalidNumberFormat":
    case "UnexpectedEndOfNumber":
      return problem(
        "other",
        `"${here}" is no JSON number.`,
        "Write digits with an optional fraction, or put the value in quotes.",
      );
    default:
      if (here.startsWith("'"))
        return problem("other", "A text stands in single quotes.", "Write it in double quotes.");
      if (/^[“”„«»‘’]/u.test(here))
        return problem(
          "other",
          `A text is in typographic quotes (${here.slice(0, 1)}).`,
          'Write plain double quotes (").',
        );
      if (isForeignSpace(here))
        return problem(
          "foreign-space",
          `There is ${nameOfSpace(here)}, which is not white space in JSON.`,
          "Replace it by a plain space.",
        );
      return problem(
        "other",
        `Unexpected ${named(here)}.`,
        "Names and strings need double quotes; the only bare words are true, false and null.",
      );
  }
}

/** Characters that a terminal obeys or that turn text around, as escapes. */
function escapeInvisible(text: string): string {
  return text.replace(/[\p{C}\u2028\u2029]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** A stretch of text in quotes; what cannot be seen, such as a no-break space, by its code point. */
function named(text: string): string {
  const first = text.codePointAt(0) ?? 0;
  const visible = first > 32 && !/[\s\p{C}]/u.test(String.fromCodePoint(first));
  // A text of the file is in quotes already.
  return visible
    ? escapeInvisible(text.startsWith('"') ? text : JSON.stringify(text))
    : `character U+${first.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The native parser's own message, for what the tolerant one does not see. */
function fromNative(text: string, file: string, error: SyntaxError): SyntaxProblem {
  const position = /position (\d+)/.exec(error.message);
  const start = position ? Number(position[1]) : /end of JSON/i.test(error.message) ? text.length : 0;
  const empty = text.trim() === "";
  return {
    code: "json-syntax",
    fault: "other",
    file,
    message: empty
      ? "The file is empty."
      : start >= text.length
        ? "The file ends too early."
        : `Unexpected ${JSON.stringify(text.charAt(start))}: this is not JSON.`,
    help: empty ? "Put a JSON document in it." : "Correct the text here.",
    start,
    end: Math.min(text.length, start + 1),
  };
}

function previousVisible(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && text.charCodeAt(at) <= 32) at--;
  return at;
}
