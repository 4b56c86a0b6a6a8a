/** Triggers that belong to no connector: what stands where a flow names the operation of its trigger. No operation is called so. */
export const MANUAL = "@manual";
export const RECURRENCE = "@recurrence";

/** Seconds of the units of a recurrence; a month is counted as 30 days (chosen). */
export const RECURRENCE_UNITS: ReadonlyMap<string, number> = new Map([
  ["second", 1],
  ["minute", 60],
  ["hour", 3_600],
  ["day", 86_400],
  ["week", 7 * 86_400],
  ["month", 30 * 86_400],
]);
