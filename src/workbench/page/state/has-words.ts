/**
 * Whether a text has every word that somebody typed, wherever it is: "html pdf" finds "Convert - HTML to PDF". What was typed as
 * one word may also be in several, or the other way round: labels are words, names are written in one.
 */
export function hasWords(text: string, typed: string): boolean {
  const lower = text.toLowerCase();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => lower.includes(word)) || lower.replace(/\s+/g, "").includes(words.join(""));
}
