/** One argument of a command that is shown to be typed or copied: quoted only where a shell needs it, and so that it stays what it is. */
export function shellWord(text: string): string {
  if (/^[\p{L}\p{N}_./\\:-]+$/u.test(text)) return text;
  // Double quotes are what every shell knows, but most of them replace what these characters begin.
  return /["$`!%]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
