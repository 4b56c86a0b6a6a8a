/** Slips in the name of an extension that lost its first letters. */

/** `x-ms-summary` for `ms-summary`, `xms-summary` and `x_ms_summary`; undefined for what resembles no extension. */
export function extensionMeant(key: string): string | undefined {
  const match = /^(?:x[-_]?)?ms[-_]([a-z][a-z-_]{2,40})$/i.exec(key);
  return match?.[1] === undefined ? undefined : `x-ms-${match[1].toLowerCase().replaceAll("_", "-")}`;
}
