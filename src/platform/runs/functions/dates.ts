/** Dates and time zones. Sourced: function reference; formats as .NET's; zones by their Windows names. */
import type { JsonValue } from "../../../json/values.ts";
import { ianaZone, momentsOf, offsetMs, windowsName } from "../../../machine/time-zones.ts";
import { formatMoment } from "./date-format.ts";
import { parseInFormat, parseMoment } from "./date-parse.ts";
import { type FunctionCall, failed, group, type Value, wrong } from "./function.ts";
import { addMonths, DAY_MS, isHeld, type Moment, ticksOf } from "./moment.ts";
import { integer, text } from "./values.ts";

function moment(call: FunctionCall, index: number, locale = "en-US"): Moment {
  const given = text(call, index);
  const found = inLocale(call, locale, () => parseMoment(given, locale));
  if (found && isHeld(found.ms)) return found;
  throw wrong(call, index, "a timestamp such as 2018-03-15T13:30:30Z", given);
}

/** `Intl` throws for a locale that is none. */
function inLocale<T>(call: FunctionCall, locale: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError)
      throw failed(`In ${call.text}, "${locale}" is not a locale.`, "Give one such as de-DE.");
    throw error;
  }
}

/** The result in the format that a parameter names, `o` where there is none (sourced). */
function written(call: FunctionCall, value: Moment, formatAt: number, localeAt = -1): string {
  if (!isHeld(value.ms))
    throw failed(`In ${call.text}, the result lies outside the years 1 to 9999.`, "Add less.");
  const format = call.count > formatAt ? text(call, formatAt, true) || "o" : "o";
  const locale = localeAt >= 0 && call.count > localeAt ? text(call, localeAt) : "en-US";
  const result = inLocale(call, locale, () => formatMoment(value, format, locale));
  if (result === undefined) throw wrong(call, formatAt, "a format such as yyyy-MM-dd", format);
  return result;
}

function plus(value: Moment, ms: number): Moment {
  return { ...value, ms: value.ms + ms };
}

const UNITS: Readonly<Record<string, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
};

function plusUnits(call: FunctionCall, value: Moment, amountAt: number, sign: 1 | -1): Moment {
  const amount = integer(call, amountAt) * sign;
  const unit = text(call, amountAt + 1).toLowerCase();
  if (unit === "month" || unit === "year")
    return { ...value, ms: addMonths(value.ms, amount * (unit === "year" ? 12 : 1)) };
  const ms = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  if (ms === undefined)
    throw wrong(
      call,
      amountAt + 1,
      "Second, Minute, Hour, Day, Week, Month or Year",
      text(call, amountAt + 1),
    );
  return plus(value, amount * ms);
}

const add = (unit: number) => (call: FunctionCall) =>
  written(call, plus(moment(call, 0), integer(call, 1) * unit), 2);

const now = (call: FunctionCall): Moment => ({ ms: call.scope.now(), rest: 0, utc: true });

function zone(call: FunctionCall, index: number): string {
  const name = text(call, index);
  const found = ianaZone(name);
  if (found !== undefined) return found;
  const windows = windowsName(name);
  throw failed(
    `In ${call.text}, "${name}" is not a Windows time zone.`,
    windows === undefined ? 'Give one such as "W. Europe Standard Time" or "UTC".' : `Write "${windows}".`,
  );
}

function toUtc(call: FunctionCall, value: Moment, zoneAt: number): Moment {
  const name = zone(call, zoneAt);
  // Of the hour that autumn repeats the later pass counts (.NET: standard time).
  const at = momentsOf(name, value.ms).at(-1);
  if (at === undefined)
    throw failed(
      `In ${call.text}, the clocks of "${text(call, zoneAt)}" skip this time: they go forward past it.`,
      "Give another time.",
    );
  return { ms: at, rest: value.rest, utc: true };
}

/** A timestamp that says it is UTC is UTC; what the source zone (the second parameter) then means is not documented (chosen). */
function inUtc(call: FunctionCall, given: Moment): Moment {
  zone(call, 1);
  return given.utc ? given : toUtc(call, given, 1);
}

function fromUtc(call: FunctionCall, value: Moment, zoneAt: number): Moment {
  const name = zone(call, zoneAt);
  return { ms: value.ms + offsetMs(name, value.ms), rest: value.rest, utc: false };
}

function convertTimeZone(call: FunctionCall): string {
  const given = moment(call, 0);
  const utc = inUtc(call, given);
  const result = fromUtc(call, utc, 2);
  return written(call, zone(call, 2) === "Etc/UTC" ? { ...result, utc: true } : result, 3);
}

/** `[-][d.]hh:mm:ss[.fffffff]`, .NET's form of a time span. */
function span(ticks: bigint): string {
  const sign = ticks < 0n ? "-" : "";
  const size = ticks < 0n ? -ticks : ticks;
  const fraction = size % 10_000_000n;
  const seconds = size / 10_000_000n;
  const two = (value: bigint) => String(value).padStart(2, "0");
  const days = seconds / 86_400n;
  const time = `${two((seconds / 3_600n) % 24n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  return `${sign}${days === 0n ? "" : `${days}.`}${time}${fraction === 0n ? "" : `.${String(fraction).padStart(7, "0")}`}`;
}

function startOf(unit: number): (call: FunctionCall) => string {
  return (call) => {
    const value = moment(call, 0);
    return written(call, { ...value, ms: Math.floor(value.ms / unit) * unit, rest: 0 }, 1);
  };
}

function parseDateTime(call: FunctionCall): string {
  const locale = call.count > 1 ? text(call, 1, true) || "en-US" : "en-US";
  if (call.count < 3) return written(call, moment(call, 0, locale), Number.POSITIVE_INFINITY);
  const given = text(call, 0);
  const format = text(call, 2);
  const found = inLocale(call, locale, () => parseInFormat(given, format, locale));
  if (!found) throw wrong(call, 0, `a timestamp in the format ${format}`, given);
  return written(call, found, Number.POSITIVE_INFINITY);
}

const ticks = (call: FunctionCall): Value => {
  const count = ticksOf(moment(call, 0));
  return Number.isSafeInteger(Number(count)) ? Number(count) : (count as unknown as JsonValue);
};

export const DATES = group("Date and time", {
  "addDays(timestamp, days, format?)": add(DAY_MS),
  "addHours(timestamp, hours, format?)": add(3_600_000),
  "addMinutes(timestamp, minutes, format?)": add(60_000),
  "addSeconds(timestamp, seconds, format?)": add(1_000),
  "addToTime(timestamp, interval, timeUnit, format?)": (call) =>
    written(call, plusUnits(call, moment(call, 0), 1, 1), 3),
  "subtractFromTime(timestamp, interval, timeUnit, format?)": (call) =>
    written(call, plusUnits(call, moment(call, 0), 1, -1), 3),
  "getFutureTime(interval, timeUnit, format?)": (call) => written(call, plusUnits(call, now(call), 0, 1), 2),
  "getPastTime(interval, timeUnit, format?)": (call) => written(call, plusUnits(call, now(call), 0, -1), 2),
  "utcNow(format?)": (call) => written(call, now(call), 0),
  "convertFromUtc(timestamp, destinationTimeZone, format?)": (call) =>
    written(call, fromUtc(call, moment(call, 0), 1), 2),
  "convertToUtc(timestamp, sourceTimeZone, format?)": (call) => {
    const given = moment(call, 0);
    return written(call, inUtc(call, given), 2);
  },
  "convertTimeZone(timestamp, sourceTimeZone, destinationTimeZone, format?)": convertTimeZone,
  "dateDifference(start, end)": (call) => span(ticksOf(moment(call, 1)) - ticksOf(moment(call, 0))),
  "dayOfMonth(timestamp)": (call) => new Date(moment(call, 0).ms).getUTCDate(),
  "dayOfWeek(timestamp)": (call) => new Date(moment(call, 0).ms).getUTCDay(),
  "dayOfYear(timestamp)": (call) => {
    const { ms } = moment(call, 0);
    return Math.floor((ms - Date.UTC(new Date(ms).getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
  },
  "formatDateTime(timestamp, format?, locale?)": (call) => written(call, moment(call, 0), 1, 2),
  "parseDateTime(timestamp, locale?, format?)": parseDateTime,
  "startOfDay(timestamp, format?)": startOf(DAY_MS),
  "startOfHour(timestamp, format?)": startOf(3_600_000),
  "startOfMonth(timestamp, format?)": (call) => {
    const value = moment(call, 0);
    const date = new Date(value.ms);
    return written(
      call,
      { ...value, ms: value.ms - (value.ms % DAY_MS) - (date.getUTCDate() - 1) * DAY_MS, rest: 0 },
      1,
    );
  },
  "ticks(timestamp)": ticks,
});
