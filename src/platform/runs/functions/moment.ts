/** Points in time as .NET holds them: in steps of 100 ns, and knowing whether they are UTC or of no known zone. */

export interface Moment {
  /** Milliseconds since 1970, of UTC or of the wall clock. */
  ms: number;
  /** What is left below a millisecond, in steps of 100 ns. */
  rest: number;
  utc: boolean;
}

export const DAY_MS = 86_400_000;
/** From the year 1 to 1970, and from the year 1 to the end of 9999: what .NET's dates can hold. */
const BEFORE_1970_MS = 62_135_596_800_000;
const END_MS = 253_402_300_800_000;

export function isHeld(ms: number): boolean {
  return ms >= -BEFORE_1970_MS && ms < END_MS;
}

export function ticksOf(moment: Moment): bigint {
  return BigInt(moment.ms + BEFORE_1970_MS) * 10_000n + BigInt(moment.rest);
}

/** Milliseconds of a calendar date; years below 100 are meant as they are. Undefined for what no calendar has. */
export function msOf(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 || year < 1)
    return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return undefined;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Months are added as .NET does: the day is kept where the month has it, else the last one is taken. */
export function addMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
