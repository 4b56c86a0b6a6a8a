/** The wall clocks of pages, people and customers: from local time to moments and back, daylight saving included. */
import { InputError } from "../../json/problem.ts";
import { ianaZone, momentsOf, offsetMs } from "../../machine/time-zones.ts";
import { addMinutes, checkLocalTime, formatLocalTime } from "./local-time.ts";
import type { Zone } from "./types.ts";

/** The clock's own time, where nobody names a zone. */
export const OWN_TIME: Zone = { name: undefined, iana: undefined };

/** A zone by its Windows name, as Bookings has them, or by its IANA name. @throws {InputError} `unknown-time-zone` */
export function zoneOf(name: string | undefined): Zone {
  if (name === undefined) return OWN_TIME;
  const iana = ianaZone(name) ?? name;
  try {
    offsetMs(iana, 0);
  } catch {
    throw new InputError(
      "unknown-time-zone",
      `"${name}" is not a time zone.`,
      'Give a Windows name such as "W. Europe Standard Time", or an IANA name such as "Europe/Berlin".',
    );
  }
  return { name, iana };
}

/**
 * The moment at which a zone's clock shows a time. Of the two in the hour that autumn repeats it is the first (chosen).
 * @throws {InputError} `bad-time`, also for a time that spring leaves out
 */
export function momentOf(zone: Zone, local: string): number {
  const wall = Date.parse(`${checkLocalTime(local)}Z`);
  if (zone.iana === undefined) return wall;
  const [moment] = momentsOf(zone.iana, wall);
  if (moment !== undefined) return moment;
  throw new InputError(
    "bad-time",
    `${local} does not exist in ${zone.name}: the clocks go forward past it.`,
    "Give a time an hour later.",
  );
}

/** What a zone's clock shows at a moment. */
export function localOf(zone: Zone, moment: number): string {
  return formatLocalTime(moment + (zone.iana === undefined ? 0 : offsetMs(zone.iana, moment)));
}

/** A stretch of time, in local time and as moments. */
export interface Span {
  start: string;
  end: string;
  from: number;
  to: number;
}

/** When an appointment of a service takes place that starts at a local time; all-day services also take a date. @throws {InputError} `bad-time` */
export function spanOf(
  zone: Zone,
  start: string,
  service: { allDay: boolean; durationMinutes: number },
): Span {
  if (!service.allDay) {
    const from = momentOf(zone, start);
    const to = from + service.durationMinutes * 60_000;
    return { start, end: localOf(zone, to), from, to };
  }
  const day = /^\d{4}-\d{2}-\d{2}$/.test(start) ? `${start}T00:00` : start;
  if (!day.endsWith("T00:00"))
    throw new InputError(
      "bad-time",
      `"${start}" is not a date.`,
      "An all-day service is booked for a date: 2026-06-24.",
    );
  // Days are counted by the calendar: those on which clocks change are shorter or longer than 24 hours.
  const end = addMinutes(checkLocalTime(day), service.durationMinutes);
  return { start: day, end, from: momentOf(zone, day), to: momentOf(zone, end) };
}
