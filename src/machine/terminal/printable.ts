/** Text from files and file names, made harmless for terminals and pages. */

/**
 * What a terminal may obey instead of showing (C0, DEL and the C1 range, in which U+009B starts a command as ESC [ does),
 * what turns the reading direction around (a line that shows other than what it says), line separators that editors and
 * browsers take for a line break, and halves of surrogate pairs.
 */
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]/gu;

/** Finds what is surely printable, many times faster: nearly all texts are. */
const NOT_PLAIN = /[^\u0020-\u007e]/;
const NOT_PLAIN_LINES = /[^\u0020-\u007e\n]/;

/** One line of text in which every character shows: others become their JSON escape, such as `\u001b`. */
export function printable(text: string): string {
  if (!NOT_PLAIN.test(text)) return text;
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    if (code === 9) return "\\t";
    if (code === 10) return "\\n";
    if (code === 13) return "\\r";
    return `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** A text of prose in one line: what would control a terminal or break the line is a gap, the rest is printable. */
export function proseLine(text: string): string {
  return printable(text.replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim());
}

/** The same for a text of several lines; tabs stay as well. */
export function printableLines(text: string): string {
  if (!NOT_PLAIN_LINES.test(text)) return text;
  return text
    .replace(/\r$/gm, "")
    .replace(UNPRINTABLE, (character) => (/[\n\t]/.test(character) ? character : printable(character)));
}

/** Written JSON with the same done inside its strings: it stays the same JSON. */
export function printableJson(json: string): string {
  if (!NOT_PLAIN_LINES.test(json)) return json;
  return json.replace(UNPRINTABLE, (character) => (character === "\n" ? character : printable(character)));
}

/** The same length for length, for a line of code with marks under it: others become a space or a dot. */
export function sameLength(text: string): string {
  return text.replace(UNPRINTABLE, (character) => (character.charCodeAt(0) < 32 ? " " : "·"));
}
