/** Characters that editors show as a space, or not at all, and that neither JSON nor expressions take for one. */

const NAMES: Readonly<Record<string, string>> = {
  "\u00a0": "a no-break space",
  "\u2002": "an en space",
  "\u2003": "an em space",
  "\u2009": "a thin space",
  "\u200b": "a zero-width space",
  "\u202f": "a narrow no-break space",
  "\u3000": "an ideographic space",
  "\ufeff": "a byte order mark",
};

/** Each of them, wherever it is in a text. */
export const FOREIGN_SPACE = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]/gu;

/** Whether a text consists of nothing else. */
export function isForeignSpace(text: string): boolean {
  return text !== "" && text.replaceAll(FOREIGN_SPACE, "") === "";
}

/** What the first character of a text is called, with its article and code point: "an em space (U+2003)". */
export function nameOfSpace(text: string): string {
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `${NAMES[text.charAt(0)] ?? "a space of another script"} (U+${code})`;
}
