/** Values of a file as messages name them: recognisable, on one line, and short however large the file is. */
import { beginning } from "../../json/cut.ts";
import type { JsonValue } from "../../json/values.ts";
import { maskCredentials } from "../../machine/redaction/mask.ts";
import { printable } from "../../machine/terminal/printable.ts";

/** Longest stretch of a file that a message repeats, in characters. */
const MAX_QUOTED = 60;
/** Longest text that a help writes out to be copied, in characters: no path or address of a published connector is longer. */
const MAX_COPIED = 1000;
/** Enough of a text to recognise a credential that begins in what is quoted of it. */
const MAX_MASKED = 8000;

/** Characters that nobody sees, by their names. */
const UNSEEN: Readonly<Record<string, string>> = {
  "\u00a0": "no-break space",
  "\u00ad": "soft hyphen",
  "\u2002": "en space",
  "\u2003": "em space",
  "\u2009": "thin space",
  "\u200b": "zero-width space",
  "\u200d": "zero-width joiner",
  "\u202f": "narrow no-break space",
  "\u2060": "word joiner",
  "\u3000": "ideographic space",
  "\ufeff": "byte order mark",
};

/** The text in double quotes, cut to 60 characters; credentials in it as dots. A character that nobody sees goes by its number. */
export function quote(text: string): string {
  if (text.length === 1 && text !== " " && /^[\p{Z}\p{Cf}]$/u.test(text)) {
    const number = `U+${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    return UNSEEN[text] ? `${number} (${UNSEEN[text]})` : number;
  }
  return printable(JSON.stringify(cut(text)));
}

/**
 * The text in double quotes, for people to copy: whole, with credentials in it as dots. Only a text that nobody would copy
 * by hand is cut.
 */
export function quoteWhole(text: string): string {
  return text.length > MAX_COPIED ? quote(text) : printable(JSON.stringify(maskCredentials(text)));
}

/** A value of a file as it would be written there, cut; arrays and objects are counted, not written. */
export function show(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}

/** The kind of a value with its article: "a string", "an array", "null". */
export function kindName(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** A value with its kind, "5 is a number"; what has no short form goes by its kind alone: "is an object". */
export function showKind(value: JsonValue | undefined): string {
  const isShort = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return `${isShort ? `${show(value)} ` : ""}is ${kindName(value)}`;
}

/** Quoted names in a row, "a", "b" and "c", of which at most eight are written out. */
export function list(names: readonly string[], word: "and" | "or" = "and"): string {
  return shownList(names.slice(0, 9).map(quote), word, names.length);
}

/** The same for what is to be shown as it is, such as values by {@link show}. @param count how many there are in all */
export function shownList(
  texts: readonly string[],
  word: "and" | "or" = "and",
  count = texts.length,
): string {
  const shown = texts.slice(0, 8);
  if (count > 8) return `${shown.join(", ")} ${word} ${count - 8} more`;
  return shown.length < 2
    ? (shown[0] ?? "nothing")
    : `${shown.slice(0, -1).join(", ")} ${word} ${shown.at(-1)}`;
}

/** Masked before it is cut: half a credential has lost the shape that gives it away. */
function cut(text: string): string {
  const shown = maskCredentials(text.slice(0, MAX_MASKED));
  if (text.length <= MAX_QUOTED) return shown;
  return `${beginning(shown, MAX_QUOTED - 1)}…`;
}
