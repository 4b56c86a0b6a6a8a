/** Where a JSON value ends that no pointer leads to, such as that of a key which a later one of the same name hides. */

/**
 * The offset behind the value that starts at or after an offset of a text that is valid JSON;
 * undefined if the text ends before it does.
 */
export function valueEnd(text: string, offset: number): number | undefined {
  let depth = 0;
  for (let at = offset; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
      if (depth === 0) return at + 1;
    } else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") {
      depth--;
      if (depth === 0) return at + 1;
      if (depth < 0) return at;
    } else if (depth === 0 && character !== undefined && /[\w.+-]/.test(character)) {
      while (at < text.length && /[\w.+-]/.test(text.charAt(at))) at++;
      return at;
    }
  }
  return undefined;
}
