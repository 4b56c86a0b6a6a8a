/** Text in lines as wide as the terminal. */

/** Letters of East Asia and pictures take two cells; marks on top of another letter take none. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Letters of Europe, and the dashes, quotes and signs that our own texts have: a cell each. */
const NARROW = /^[\u0020-\u02ff\u2010-\u2027\u2190-\u2193\u2713\u2717]*$/;

/** How many cells of a terminal a text takes (approximately: fonts differ on the rarer symbols). */
export function cellsOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += WIDE.test(character) ? 2 : /\p{Mn}/u.test(character) ? 0 : 1;
  return cells;
}

/**
 * Breaks a text between words.
 * @param width cells of a line; infinite leaves the text as it is
 * @param indent what the second and later lines begin with; the first is expected to begin at the same column
 */
export function wrap(text: string, width: number, indent: string): string {
  const room = Math.max(20, width - indent.length);
  if (cellsOf(text) <= room) return text;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && cellsOf(line) + 1 + cellsOf(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}
