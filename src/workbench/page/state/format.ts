/** Times, sizes and values in words. */
import type { JsonValue } from "../model.ts";
import { texts } from "../texts.ts";

/** Made when they are first used: each takes some milliseconds of the start. */
const formats = new Map<object, Intl.DateTimeFormat>();

function written(time: Date, options: Intl.DateTimeFormatOptions): string {
  let format = formats.get(options);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", options);
    formats.set(options, format);
  }
  return format.format(time);
}

const TIME = {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZone: "UTC",
} as const;
const DATE_TIME = {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
} as const;

/** `14:03:22`, in UTC. */
export function clockTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : written(time, TIME);
}

/** `Wed, 24 Jun 2026, 14:03`, in UTC or as written. */
export function dateTime(iso: string): string {
  const time = new Date(/Z|[+-]\d\d:\d\d$/.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(time.getTime()) ? iso : written(time, DATE_TIME);
}

/** `Wed, 24 Jun 2026, 14:03:22`, in UTC. */
export function moment(iso: string): string {
  return `${dateTime(iso)}:${clockTime(iso).slice(-2)}`;
}

const DAY = { day: "numeric", month: "short", timeZone: "UTC" } as const;

/** `24 Jun`, in UTC. */
export function day(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : written(time, DAY);
}

/** `14:03:22`, or `24 Jun, 14:03:22` where it is another day than `now`; in UTC. */
export function shortMoment(iso: string, now: string): string {
  return iso.slice(0, 10) === now.slice(0, 10) ? clockTime(iso) : `${day(iso)}, ${clockTime(iso)}`;
}

/** What a service says of an error, without the JSON around it. */
export function errorText(text: string): string {
  try {
    const body = JSON.parse(text) as { message?: unknown; error?: { message?: unknown } };
    const message = body.error?.message ?? body.message;
    return typeof message === "string" && message !== "" ? message : text;
  } catch {
    return text;
  }
}

/** `350 ms`, `4.2 s`, `3 min`, `2 h`, `5 d`. */
export function duration(milliseconds: number): string {
  const { units } = texts;
  if (milliseconds < 1_000) return units.milliseconds(Math.round(milliseconds));
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return units.seconds(Math.round(seconds * 10) / 10);
  if (seconds < 3_600) return units.minutes(Math.round(seconds / 60));
  if (seconds < 86_400) return units.hours(Math.round(seconds / 360) / 10);
  return units.days(Math.round(seconds / 8_640) / 10);
}

/** A value in one line. */
export function brief(value: JsonValue | undefined, length = 80): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** Indented JSON where a text is JSON, else the text. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** A colour as a definition gives it, if it is one and nothing else. */
export function safeColor(color: string | undefined): string | undefined {
  return color && /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(color) ? color : undefined;
}

/** A picture within the page itself, and nothing that would be fetched. */
export function safeIcon(icon: string | undefined): string | undefined {
  return icon && /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=]+$/.test(icon)
    ? icon
    : undefined;
}

/** Whether dark signs are easier to see on a colour than white ones. */
export function isLight(color: string): boolean {
  const digits =
    color.length < 7 ? [...color.slice(1)].map((digit) => digit + digit).join("") : color.slice(1);
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
  return 0.299 * red! + 0.587 * green! + 0.114 * blue! > 165;
}
