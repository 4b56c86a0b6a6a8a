/** A text as a regular expression that matches it and nothing else; outside of character classes. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
