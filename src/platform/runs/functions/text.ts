/** Texts. Sourced: function reference; which of them regard letter case differs, and is as documented for each. */

import { formatNumber } from "./format-number.ts";
import { type FunctionCall, failed, group, wrong } from "./function.ts";
import { integer, number, text, textOf } from "./values.ts";

/** Letter case is not regarded. Lower case changes the length of a few letters: then the text is compared as it is. */
function folded(value: string): string {
  const lower = value.toLowerCase();
  return lower.length === value.length ? lower : value;
}

function slice(call: FunctionCall): string {
  const whole = text(call, 0);
  const from = integer(call, 1);
  const to = call.count > 2 ? integer(call, 2) : whole.length;
  return whole.slice(from, to);
}

function substring(call: FunctionCall): string {
  const whole = text(call, 0);
  const start = integer(call, 1);
  const length = call.count > 2 ? integer(call, 2) : whole.length - start;
  // Sourced: beyond the end is an error, not a shorter text.
  if (start < 0 || length < 0 || start + length > whole.length) {
    throw failed(
      `In ${call.text}, the text has ${whole.length} characters: ${length} from ${start} on are not in it.`,
      "Take the smaller of both with min(), or use slice(), which never fails.",
    );
  }
  return whole.slice(start, start + length);
}

function nthIndexOf(call: FunctionCall): number {
  const whole = folded(text(call, 0));
  const wanted = folded(text(call, 1));
  const occurrence = integer(call, 2);
  if (occurrence === 0 || wanted === "") return -1;
  let at = occurrence > 0 ? -1 : whole.length;
  for (let count = 0; count < Math.abs(occurrence); count++) {
    if (occurrence < 0 && at === 0) return -1;
    at = occurrence > 0 ? whole.indexOf(wanted, at + 1) : whole.lastIndexOf(wanted, at - 1);
    if (at < 0) return -1;
  }
  return at;
}

function guid(call: FunctionCall): string {
  const id = call.scope.guid();
  const format = call.count > 0 ? text(call, 0) : "D";
  const bare = id.replaceAll("-", "");
  switch (format.toUpperCase()) {
    case "D":
      return id;
    case "N":
      return bare;
    case "B":
      return `{${id}}`;
    case "P":
      return `(${id})`;
    case "X": {
      // .NET: four numbers in hexadecimal, the last of them of eight bytes.
      const bytes = bare.slice(16).match(/../g) ?? [];
      return `{0x${bare.slice(0, 8)},0x${bare.slice(8, 12)},0x${bare.slice(12, 16)},{${bytes.map((byte) => `0x${byte}`).join(",")}}}`;
    }
    default:
      throw wrong(call, 0, "one of the formats N, D, B, P and X", format);
  }
}

/** Letter by letter as .NET does it: what would become two letters (`ß`) stays as it is. */
function cased(value: string, change: (letter: string) => string): string {
  return [...value]
    .map((letter) => (change(letter).length === letter.length ? change(letter) : letter))
    .join("");
}

export const TEXT = group("Text", {
  "concat(text, …)": (call) => call.values().map(textOf).join(""),
  "endsWith(text, end)": (call) => folded(text(call, 0, true)).endsWith(folded(text(call, 1))),
  "startsWith(text, start)": (call) => folded(text(call, 0, true)).startsWith(folded(text(call, 1))),
  "formatNumber(number, format, locale?)": (call) =>
    formatNumber(call, Number(number(call, 0)), text(call, 1), call.count > 2 ? text(call, 2) : "en-US"),
  "guid(format?)": guid,
  "indexOf(text, search)": (call) => folded(text(call, 0, true)).indexOf(folded(text(call, 1))),
  "lastIndexOf(text, search)": (call) => {
    const whole = folded(text(call, 0, true));
    const wanted = folded(text(call, 1));
    // Sourced: of an empty search the last character counts.
    return wanted === "" ? Math.max(0, whole.length - 1) : whole.lastIndexOf(wanted);
  },
  "nthIndexOf(text, search, occurrence)": nthIndexOf,
  "replace(text, old, new)": (call) => {
    const old = text(call, 1);
    if (old === "") throw wrong(call, 1, "a text of at least one character", old);
    return text(call, 0).replaceAll(old, () => text(call, 2));
  },
  "slice(text, start, end?)": slice,
  "split(text, delimiter)": (call) => {
    const delimiter = text(call, 1);
    return delimiter === "" ? [text(call, 0)] : text(call, 0).split(delimiter);
  },
  "substring(text, start, length?)": substring,
  "toLower(text)": (call) => cased(text(call, 0), (letter) => letter.toLowerCase()),
  "toUpper(text)": (call) => cased(text(call, 0), (letter) => letter.toUpperCase()),
  "trim(text)": (call) => text(call, 0).trim(),
  "isInt(text)": (call) => /^\s*[+-]?\d+\s*$/.test(text(call, 0)),
  "isFloat(text, locale?)": (call) =>
    /^\s*[+-]?(\d[\d,]*\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text(call, 0)),
});
