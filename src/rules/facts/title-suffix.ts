/** How titles of independent publishers' connectors end. Sourced: the guide for their certification; it does not count into the length. */
export const IP_SUFFIX = " (Independent Publisher)";

/** The part of a title that counts. */
export function titleWithoutSuffix(title: string): string {
  return title.endsWith(IP_SUFFIX) ? title.slice(0, -IP_SUFFIX.length) : title;
}
