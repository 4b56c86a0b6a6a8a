/**
 * Writing dates in .NET's standard and custom formats.
 * Source: .NET, standard and custom date and time format strings, which the function reference refers to.
 */
import type { Moment } from "./moment.ts";

/** Standard formats of en-US as custom ones; `o`, `r`, `s` and `u` are the same everywhere. */
const STANDARD: Readonly<Record<string, string>> = {
  d: "M/d/yyyy",
  D: "dddd, MMMM d, yyyy",
  f: "dddd, MMMM d, yyyy h:mm tt",
  F: "dddd, MMMM d, yyyy h:mm:ss tt",
  g: "M/d/yyyy h:mm tt",
  G: "M/d/yyyy h:mm:ss tt",
  m: "MMMM d",
  M: "MMMM d",
  o: "yyyy-MM-ddTHH:mm:ss.fffffffK",
  O: "yyyy-MM-ddTHH:mm:ss.fffffffK",
  r: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  R: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  s: "yyyy-MM-ddTHH:mm:ss",
  t: "h:mm tt",
  T: "h:mm:ss tt",
  u: "yyyy-MM-dd HH:mm:ss'Z'",
  U: "dddd, MMMM d, yyyy h:mm:ss tt",
  y: "MMMM yyyy",
  Y: "MMMM yyyy",
};
const EVERYWHERE = /^[oOrRsu]$/;

/** Standard formats of other locales, by what `Intl` knows of them (inferred: .NET and browsers both take them from CLDR). */
const BY_LOCALE: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  // The year has four digits, which dateStyle "short" leaves out.
  d: { year: "numeric", month: "numeric", day: "numeric" },
  D: { dateStyle: "full" },
  m: { month: "long", day: "numeric" },
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  y: { month: "long", year: "numeric" },
};

/** Those of a date and a time are both with a blank between them (.NET: full and general patterns). */
const COMPOSED: Readonly<Record<string, readonly [string, string]>> = {
  f: ["D", "t"],
  F: ["D", "T"],
  g: ["d", "t"],
  G: ["d", "T"],
  U: ["D", "T"],
};

const TOKENS = /'[^']*'|"[^"]*"|\\.|%(?=[a-zA-Z])|d+|M+|y+|h+|H+|m+|s+|f+|F+|t+|K|z+|g+|[\s\S]/g;

/** @returns undefined for a format that .NET does not have. @throws {RangeError} for a locale that is none */
export function formatMoment(moment: Moment, format: string, locale: string): string | undefined {
  const english = /^en(-us)?$/i.test(locale);
  if (format.length === 1) {
    const standard = STANDARD[format];
    if (standard === undefined) return undefined;
    const [date, time] = (english ? undefined : COMPOSED[format]) ?? [];
    if (date !== undefined && time !== undefined)
      return `${formatMoment(moment, date, locale)} ${formatMoment(moment, time, locale)}`;
    const options = BY_LOCALE[format] ?? BY_LOCALE[format.toLowerCase()];
    if (!english && !EVERYWHERE.test(format) && options)
      return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(moment.ms);
    return formatMoment(moment, standard, EVERYWHERE.test(format) ? "en-US" : locale);
  }
  let result = "";
  for (const [token] of format.matchAll(TOKENS)) result += tokenText(token, moment, locale);
  return result;
}

function tokenText(token: string, { ms, rest, utc }: Moment, locale: string): string {
  const date = new Date(ms);
  const name = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(ms);
  const padded = (value: number, length = token.length) => String(value).padStart(Math.min(length, 9), "0");
  const hour = date.getUTCHours();
  switch (token[0]) {
    case "'":
    case '"':
      return token.length > 1 ? token.slice(1, -1) : "";
    case "\\":
      return token.slice(1);
    case "%":
      return token === "%" ? "" : token;
    case "d":
      if (token.length > 2) return name({ weekday: token.length === 3 ? "short" : "long" });
      return padded(date.getUTCDate());
    case "M":
      if (token.length > 2) return name({ month: token.length === 3 ? "short" : "long" });
      return padded(date.getUTCMonth() + 1);
    case "y": {
      const year = date.getUTCFullYear();
      return token.length > 2 ? padded(year) : padded(year % 100);
    }
    case "h":
      return padded(hour % 12 === 0 ? 12 : hour % 12, Math.min(token.length, 2));
    case "H":
      return padded(hour, Math.min(token.length, 2));
    case "m":
      return padded(date.getUTCMinutes(), Math.min(token.length, 2));
    case "s":
      return padded(date.getUTCSeconds(), Math.min(token.length, 2));
    case "f":
      return fraction(date, rest).slice(0, token.length);
    case "F":
      return fraction(date, rest).slice(0, token.length).replace(/0+$/, "");
    case "t": {
      const half = hour < 12 ? "AM" : "PM";
      return token.length === 1 ? (half[0] ?? "") : half;
    }
    case "K":
      return utc ? "Z" : "";
    case "z":
      return token.length === 1 ? "+0" : token.length === 2 ? "+00" : "+00:00";
    case "g":
      return "A.D.";
    // .NET: a slash and a colon stand for what the locale writes between the parts of a date and of a time.
    case "/":
      return separator(locale, { year: "numeric", month: "numeric", day: "numeric" }, "/");
    case ":":
      return separator(locale, { hour: "numeric", minute: "numeric" }, ":");
    default:
      return token;
  }
}

const SEPARATORS = new Map<string, string>();

function separator(locale: string, options: Intl.DateTimeFormatOptions, english: string): string {
  if (/^en(-us)?$/i.test(locale)) return english;
  const key = `${english}${locale}`;
  const known = SEPARATORS.get(key);
  if (known !== undefined) return known;
  const parts = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).formatToParts(0);
  const found = parts.find(({ type }) => type === "literal")?.value.trim();
  // Where the parts are named instead of parted (年, h) .NET keeps the sign.
  const sign = found !== undefined && /^[-./:]$/.test(found) ? found : english;
  SEPARATORS.set(key, sign);
  return sign;
}

function fraction(date: Date, rest: number): string {
  return `${String(date.getUTCMilliseconds()).padStart(3, "0")}${String(rest).padStart(4, "0")}`;
}
