/** Seconds of the units in which recurrences and delays are given; a month is counted as 30 days (chosen). */
export const TIME_UNITS: ReadonlyMap<string, number> = new Map([
  ["second", 1],
  ["minute", 60],
  ["hour", 3_600],
  ["day", 86_400],
  ["week", 7 * 86_400],
  ["month", 30 * 86_400],
]);
