/** Whether somebody or something is open all the time from one moment to another. */
import { type OpeningHours, WEEKDAYS } from "./types.ts";
import { localOf } from "./zones.ts";

const MINUTE = 60_000;

/** Without hours, always. An appointment has to be within one span, or run on from one that ends at midnight into the next day's. */
export function isOpen(hours: OpeningHours | undefined, from: number, to: number): boolean {
  if (!hours) return true;
  let at = from;
  while (at < to) {
    const open = openFor(hours, at);
    if (open <= 0) return false;
    at += open * MINUTE;
  }
  return true;
}

/** How many minutes it stays open from a moment on, by the span around it. */
function openFor({ zone, spans }: OpeningHours, moment: number): number {
  const local = localOf(zone, moment);
  const day = WEEKDAYS[new Date(`${local.slice(0, 10)}T00:00Z`).getUTCDay()];
  const minute = minutesOf(local.slice(11));
  const ends = spans
    .filter((span) => day && span.days.includes(day) && minutesOf(span.from) <= minute)
    .map((span) => minutesOf(span.to) - minute);
  return Math.max(0, ...ends);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
