/**
 * When a recurrence runs: its interval, start and end, time zone and schedule. Sourced where nothing else is said: "Schedules for
 * recurring triggers" and "Recurrence trigger" of Logic Apps, whose tables and examples are tests here.
 */
import { InputError } from "../../json/problem.ts";
import { type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import { ianaZone, momentsOf, offsetMs, windowsName } from "../../machine/time-zones.ts";
import { addMonths, DAY_MS } from "../runs/functions/moment.ts";
import { TIME_UNITS } from "../time-units.ts";

export interface RecurrencePlan {
  /** Between two runs, in seconds; months of 30 days. */
  readonly seconds: number;
  /** When a flow that is turned on at a moment runs first; undefined if never. Milliseconds since 1970, as everywhere here. */
  first(turnedOn: number): number | undefined;
  /** When it runs next after a moment; undefined once it has ended. */
  next(after: number, turnedOn: number): number | undefined;
}

/** The longest interval of each frequency. */
const LONGEST: ReadonlyMap<string, number> = new Map([
  ["second", 9_999_999],
  ["minute", 72_000],
  ["hour", 12_000],
  ["day", 500],
  ["week", 71],
  ["month", 16],
]);

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** A schedule that gives no run in so many days never does (chosen: five years, with a 29th of February among them). */
const LONGEST_SEARCH_DAYS = 5 * 366;

interface Schedule {
  hours: number[] | undefined;
  minutes: number[] | undefined;
  weekDays: number[] | undefined;
  monthDays: number[] | undefined;
}

/** @throws {InputError} `recurrence` for what no flow could be saved with, or what the emulator does not run */
export function readRecurrence(given: JsonObject | undefined): RecurrencePlan {
  const frequency = (ownString(given, "frequency") ?? "").toLowerCase();
  const interval = own(given, "interval");
  const unit = TIME_UNITS.get(frequency);
  if (unit === undefined || interval === undefined)
    throw refusal(
      "The recurrence has no frequency or no interval.",
      'Give { frequency: "Minute", interval: 5 }, for example.',
    );
  const longest = LONGEST.get(frequency) ?? 1;
  if (typeof interval !== "number" || !Number.isInteger(interval) || interval < 1 || interval > longest)
    throw refusal(
      `The interval ${JSON.stringify(interval)} is none of a recurrence by ${frequency}: 1 to ${longest}.`,
      "Give a whole number in these bounds, or another frequency.",
    );
  const start = ownString(given, "startTime");
  // A start in UTC makes the zone count for nothing.
  const zone = start?.endsWith("Z") ? undefined : zoneOf(ownString(given, "timeZone"));
  const calendar = new Calendar(zone);
  const startsAt = start === undefined ? undefined : timeOf(calendar, start, "startTime", zone !== undefined);
  const end = ownString(given, "endTime");
  const endsAt =
    end === undefined ? Number.POSITIVE_INFINITY : timeOf(calendar, end, "endTime", zone !== undefined);
  const schedule = scheduleOf(given, frequency);
  const after = schedule
    ? (moment: number, base: number) => scheduled(calendar, schedule, frequency, interval, base, moment)
    : (moment: number, base: number) => stepped(calendar, frequency, interval, unit, base, moment);
  const within = (moment: number | undefined) =>
    moment !== undefined && moment <= endsAt ? moment : undefined;
  return {
    seconds: unit * interval,
    first(turnedOn) {
      // Contradiction: the table of start times runs a schedule without one at once, one of the examples below it at the next mark. The
      // trigger's own page says "at once", too.
      if (startsAt === undefined) return within(turnedOn);
      return within(after(Math.max(startsAt, turnedOn) - 1, startsAt));
    },
    next: (moment, turnedOn) => within(after(moment, startsAt ?? turnedOn)),
  };
}

/** At once, and then whenever so many seconds have passed. */
export function everySeconds(seconds: number): RecurrencePlan {
  return { seconds, first: (turnedOn) => turnedOn, next: (after) => after + seconds * 1000 };
}

/** The first moment later than another that lies whole intervals behind the base. */
function stepped(
  calendar: Calendar,
  frequency: string,
  interval: number,
  unit: number,
  base: number,
  after: number,
): number {
  const wall = calendar.wallOf(base);
  const length = unit * interval * 1000;
  // Days and longer keep to the clock on the wall, which daylight saving moves; what is shorter does not.
  const at =
    frequency === "month"
      ? (count: number) => calendar.momentOf(addMonths(wall, count * interval))
      : frequency === "day" || frequency === "week"
        ? (count: number) => calendar.momentOf(wall + count * length)
        : (count: number) => base + count * length;
  let count = Math.max(0, Math.floor((after - base) / length) - 2);
  while (at(count) <= after) count++;
  return at(count);
}

/** The first moment later than another at which a schedule runs. */
function scheduled(
  calendar: Calendar,
  schedule: Schedule,
  frequency: string,
  interval: number,
  base: number,
  after: number,
): number | undefined {
  const start = new Date(calendar.wallOf(base));
  const startDay = dayOf(start.getTime());
  // Without hours or minutes those of the first run count.
  const hours = schedule.hours ?? [start.getUTCHours()];
  const minutes = schedule.minutes ?? [start.getUTCMinutes()];
  const seconds = start.getUTCSeconds() * 1000;
  const first = Math.max(startDay, dayOf(calendar.wallOf(after)));
  for (let day = first; day < first + LONGEST_SEARCH_DAYS; day++) {
    if (!isDay(day, startDay, schedule, frequency, interval)) continue;
    for (const hour of hours)
      for (const minute of minutes) {
        const wall = day * DAY_MS + (hour * 60 + minute) * 60_000 + (schedule.minutes ? 0 : seconds);
        const moment = calendar.momentOf(wall);
        if (moment > after && moment >= base) return moment;
      }
  }
  return undefined;
}

function isDay(
  day: number,
  startDay: number,
  { weekDays, monthDays }: Schedule,
  frequency: string,
  interval: number,
): boolean {
  if (frequency === "day") return (day - startDay) % interval === 0;
  if (frequency === "week") {
    // 1 January 1970 was a Thursday. That weeks begin on Sunday is chosen.
    const weekday = (of: number) => (of + 4) % 7;
    const week = (of: number) => Math.floor((of + 4) / 7);
    return (
      (week(day) - week(startDay)) % interval === 0 &&
      (weekDays ?? [weekday(startDay)]).includes(weekday(day))
    );
  }
  const [date, start] = [new Date(day * DAY_MS), new Date(startDay * DAY_MS)];
  const month = (of: Date) => of.getUTCFullYear() * 12 + of.getUTCMonth();
  if ((month(date) - month(start)) % interval !== 0) return false;
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const number = date.getUTCDate();
  const wanted = monthDays ?? [Math.min(start.getUTCDate(), last)];
  // -1 is the last day of the month.
  return wanted.some((one) => number === (one < 0 ? last + 1 + one : one));
}

function dayOf(wall: number): number {
  return Math.floor(wall / DAY_MS);
}

/** The clock on a wall, as milliseconds since 1970 as if it were UTC. */
class Calendar {
  readonly #zone: string | undefined;

  /** @param zone an IANA name; UTC if there is none */
  constructor(zone: string | undefined) {
    this.#zone = zone;
  }

  wallOf(moment: number): number {
    return this.#zone === undefined ? moment : moment + offsetMs(this.#zone, moment);
  }

  /** A time that spring leaves out is as much later (half past two runs at half past three); one that comes twice counts the first time. */
  momentOf(wall: number): number {
    if (this.#zone === undefined) return wall;
    const [moment] = momentsOf(this.#zone, wall);
    return moment ?? wall - offsetMs(this.#zone, wall - DAY_MS);
  }
}

function zoneOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const zone = ianaZone(name);
  if (zone !== undefined) return zone;
  const known = windowsName(name);
  throw refusal(
    `The recurrence has the time zone "${name}", which is no Windows time zone.`,
    known === undefined
      ? 'Give a name such as "W. Europe Standard Time" or "UTC".'
      : `Windows calls it "${known}".`,
  );
}

/** A start or end: with `Z` in UTC, without in the zone; never with an offset. */
function timeOf(calendar: Calendar, text: string, key: string, hasZone: boolean): number {
  const [, wall, utc] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?)(Z?)$/.exec(text) ?? [];
  const moment = wall === undefined ? Number.NaN : Date.parse(`${wall}Z`);
  if (Number.isNaN(moment))
    throw refusal(
      `The recurrence has the ${key} "${text.slice(0, 60)}", which is not a time without an offset.`,
      'Write 2026-03-01T08:00:00Z, or leave out the "Z" and give a timeZone.',
    );
  if (utc === "Z") return moment;
  if (!hasZone)
    throw refusal(
      `The ${key} "${text}" of the recurrence has neither a "Z" nor a timeZone beside it.`,
      'Add the "Z" for UTC, or a timeZone.',
    );
  return calendar.momentOf(moment);
}

function scheduleOf(given: JsonObject | undefined, frequency: string): Schedule | undefined {
  if (own(given, "schedule") === undefined) return undefined;
  const schedule = ownObject(given, "schedule") ?? {};
  const kinds: ReadonlyMap<string, readonly string[]> = new Map([
    ["hours", ["day", "week", "month"]],
    ["minutes", ["day", "week", "month"]],
    ["weekDays", ["week"]],
    ["monthDays", ["month"]],
  ]);
  for (const key of Object.keys(schedule)) {
    const where = kinds.get(key);
    if (!where)
      throw refusal(
        `The emulator does not run "${key}" of a recurrence's schedule.`,
        `Use ${[...kinds.keys()].join(", ")}.`,
      );
    if (!where.includes(frequency))
      throw refusal(
        `A recurrence by ${frequency} cannot have "${key}" in its schedule: only one by ${where.join(" or ")} can.`,
        "Change the frequency, or leave it out.",
      );
  }
  const numbers = (key: string, least: number, most: number) =>
    listOf(schedule, key, (value) => {
      const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
      return typeof number === "number" && Number.isInteger(number) && number >= least && number <= most
        ? number
        : undefined;
    })?.sort((a, b) => a - b);
  return {
    hours: numbers("hours", 0, 23),
    minutes: numbers("minutes", 0, 59),
    weekDays: listOf(schedule, "weekDays", (value) => {
      const day = WEEKDAYS.indexOf(String(value).toLowerCase());
      return day < 0 ? undefined : day;
    }),
    monthDays: numbers("monthDays", -31, 31)?.filter((day) => day !== 0),
  };
}

/** One value or several. */
function listOf(
  schedule: JsonObject,
  key: string,
  read: (value: JsonValue) => number | undefined,
): number[] | undefined {
  const given = own(schedule, key);
  if (given === undefined) return undefined;
  const values = Array.isArray(given) ? given : [given];
  if (values.length === 0) return undefined;
  return values.map((value) => {
    const found = read(value);
    if (found !== undefined) return found;
    throw refusal(
      `${JSON.stringify(value)} cannot stand in "${key}" of a recurrence's schedule.`,
      "Hours are 0 to 23, minutes 0 to 59, days of the month 1 to 31 or -1 to -31 from its end, days of the week names.",
    );
  });
}

function refusal(message: string, help: string): InputError {
  return new InputError("recurrence", message, help);
}
