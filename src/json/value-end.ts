/** Where a JSON value ends that no pointer leads to, such as that of a key which a later one of the same name hides. */

/**
 * The offset behind the value that starts at or after an offset of a text that is valid JSON;
 * undefined if the text ends before it does, or if it is longer than `limit`.
 */
export function valueEnd(text: string, offset: number, limit: number): number | undefined {
  let depth = 0;
  const stop = Math.min(text.length, offset + limit);
  for (let at = offset; at < stop; at++) {
    const character = text[at];
    if (character === '"') {
      for (at++; at < stop && text[at] !== '"'; at++) if (text[at] === "\\") at++;
      if (at >= stop) return undefined;
      if (depth === 0) return at + 1;
    } else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") {
      depth--;
      if (depth === 0) return at + 1;
      if (depth < 0) return at;
    } else if (depth === 0 && character !== undefined && /[\w.+-]/.test(character)) {
      while (at < stop && /[\w.+-]/.test(text.charAt(at))) at++;
      return at;
    }
  }
  return undefined;
}
