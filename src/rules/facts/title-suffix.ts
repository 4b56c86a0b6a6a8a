/** How titles of independent publishers' connectors end. Sourced: the guide for their certification; it does not count into the length. */
export const IP_SUFFIX = " (Independent Publisher)";

/** What is meant as the suffix: other brackets or capitals, or "Independent" and "Publisher" misspelt by a letter or two. */
const MEANT = /\s*(?:[-–—:|]\s*)?[([{]?\s*in[dt]e?p[ae]nd[ae]n?[td]+[\s-]*pub+lis*h?[ea]?rs?\s*[)\]}]?\s*$/i;

/** The part of a title that counts. */
export function titleWithoutSuffix(title: string): string {
  const end = title.slice(-60);
  return MEANT.test(end) ? `${title.slice(0, -60)}${end.replace(MEANT, "").trimEnd()}` : title;
}
