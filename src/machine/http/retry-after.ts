/** `Retry-After` (RFC 9110, 10.2.3): a number of seconds, or a date. */

/**
 * What it asks for, in seconds; undefined for what is neither.
 * @param now milliseconds since 1970
 * @param longest more than so many seconds are not granted, however it is written: nobody is to be silent for a century
 */
export function retryAfterSeconds(header: string | null, now: number, longest: number): number | undefined {
  const text = header?.trim() ?? "";
  // Digits without end are a number without end.
  if (/^\d+$/.test(text)) return Math.min(Number(text), longest);
  // What has no time of day is not a date of HTTP: `Date.parse` makes one of -5 and 1.5, too.
  const date = /\d\d:\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, Math.ceil((date - now) / 1000)), longest);
}
