/** Times of appointments: local, without a zone, to the minute, in the one form that has been seen (`2026-06-24T16:30`). */
import { InputError } from "../../json/problem.ts";

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** Checks a time and returns it. @throws {InputError} `bad-time` */
export function checkLocalTime(text: string): string {
  // The 31st of June has the form but is not a day: written back, it comes out as another.
  if (FORM.test(text) && formatLocalTime(Date.parse(`${text}Z`)) === text) return text;
  throw new InputError(
    "bad-time",
    `"${text.slice(0, 40)}" is not a valid time for an appointment.`,
    "Write it like 2026-06-24T16:30: date, T, hours and minutes, no zone.",
  );
}

export function addMinutes(text: string, minutes: number): string {
  return formatLocalTime(Date.parse(`${text}Z`) + minutes * 60_000);
}

/** @param moment milliseconds since 1970; shown as if it were local time in UTC */
export function formatLocalTime(moment: number): string {
  return Number.isFinite(moment) ? new Date(moment).toISOString().slice(0, 16) : "";
}
