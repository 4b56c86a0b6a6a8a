/** Reading dates: ISO 8601, what .NET reads besides, and custom formats. */
import { escapeRegExp } from "../../../json/escape-reg-exp.ts";
import { DAY_MS, type Moment, msOf } from "./moment.ts";

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([AaPp])\.?[Mm]\.?)?`;
const ZONE = String.raw`\s*(Z|z|GMT|UTC|[+-]\d{2}:?\d{2})?`;
const ISO = new RegExp(String.raw`^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:[Tt\s]\s*${TIME})?${ZONE}$`);
const SLASHED = new RegExp(
  String.raw`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[Tt,\s]\s*${TIME})?${ZONE}$`,
);
const WORDY = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(?:(\d{1,2})(?:\.|,)?\s+(?:de\s+)?(\p{L}+)\.?|(\p{L}+)\.?\s+(\d{1,2})),?\s+(?:de\s+)?(\d{4})(?:[,\s]\s*${TIME})?${ZONE}$`,
  "u",
);
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/;

/**
 * A timestamp as a moment; undefined for none. One with an offset is moved to UTC, one without stays of no known zone
 * (inferred from the reference's examples: what goes in without `Z` comes out without it).
 */
export function parseMoment(text: string, locale: string): Moment | undefined {
  const given = text.trim();
  const iso = ISO.exec(given);
  if (iso) return build([iso[1], iso[2], iso[3] ?? "1"], iso.slice(4, 9), iso[9]);
  const compact = COMPACT.exec(given);
  if (compact) {
    const [, year, month, day, hour, minute, second, zone] = compact;
    return build([year, month, day], [hour, minute, second], zone);
  }
  const slashed = SLASHED.exec(given);
  if (slashed) {
    const [first, second] = monthFirst(locale) ? [slashed[1], slashed[2]] : [slashed[2], slashed[1]];
    const year = slashed[3]?.length === 2 ? String(fullYear(Number(slashed[3]))) : slashed[3];
    return build([year, first, second], slashed.slice(4, 9), slashed[9]);
  }
  const wordy = WORDY.exec(given);
  if (wordy) {
    const month = monthNumber(wordy[2] ?? wordy[3] ?? "", locale);
    if (month !== undefined)
      return build([wordy[5], String(month), wordy[1] ?? wordy[4]], wordy.slice(6, 11), wordy[11]);
  }
  return undefined;
}

/** .NET: two digits up to 49 are of this century (its default since .NET 8), others of the last. */
function fullYear(short: number): number {
  return short < 50 ? 2000 + short : 1900 + short;
}

function build(
  date: (string | undefined)[],
  [hour, minute, second, fraction, half]: (string | undefined)[],
  zone: string | undefined,
): Moment | undefined {
  let hours = Number(hour ?? 0);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return undefined;
    hours = (hours % 12) + (/p/i.test(half) ? 12 : 0);
  }
  const [year = 0, month = 0, day = 0] = date.map(Number);
  const whole = msOf(year, month, day, hours, Number(minute ?? 0), Number(second ?? 0));
  if (whole === undefined) return undefined;
  const ticks = Number((fraction ?? "").slice(0, 7).padEnd(7, "0"));
  const ms = whole + Math.floor(ticks / 10_000);
  const rest = ticks % 10_000;
  if (zone === undefined) return { ms, rest, utc: false };
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!offset) return { ms, rest, utc: true };
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  if (minutes * 60_000 > DAY_MS) return undefined;
  return { ms: ms - (offset[1] === "-" ? -1 : 1) * minutes * 60_000, rest, utc: true };
}

function monthFirst(locale: string): boolean {
  const parts = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeZone: "UTC" }).formatToParts(0);
  return parts.findIndex(({ type }) => type === "month") < parts.findIndex(({ type }) => type === "day");
}

function monthNumber(word: string, locale: string): number | undefined {
  const wanted = word.toLocaleLowerCase(locale).replace(/\.$/, "");
  for (const language of [locale, "en-US"]) {
    for (let month = 0; month < 12; month++) {
      for (const style of ["long", "short"] as const) {
        const name = new Intl.DateTimeFormat(language, { month: style, day: "numeric", timeZone: "UTC" })
          .formatToParts(Date.UTC(2001, month, 15))
          .find(({ type }) => type === "month")?.value;
        if (name?.toLocaleLowerCase(language).replace(/\.$/, "") === wanted) return month + 1;
      }
    }
  }
  return undefined;
}

const FORMAT_TOKENS = /'[^']*'|"[^"]*"|\\.|d+|M+|y+|h+|H+|m+|s+|f+|F+|t+|K|z+|[\s\S]/g;

/** A text in a custom format, which must fit as a whole; undefined where it does not. */
export function parseInFormat(text: string, format: string, locale: string): Moment | undefined {
  const found = new Map<string, string>();
  let pattern = "";
  const names: string[] = [];
  for (const [token] of format.matchAll(FORMAT_TOKENS)) {
    const piece = pieceOf(token);
    pattern += piece.pattern;
    if (piece.name !== undefined) names.push(piece.name);
  }
  const match = new RegExp(`^${pattern}$`, "u").exec(text.trim());
  if (!match) return undefined;
  for (const [index, name] of names.entries()) found.set(name, match[index + 1] ?? "");
  const monthWord = found.get("monthName");
  const month =
    monthWord === undefined ? (found.get("month") ?? "1") : String(monthNumber(monthWord, locale) ?? "");
  const year = found.get("year") ?? "";
  return build(
    [
      year.length === 2 ? String(fullYear(Number(year))) : year || String(new Date().getUTCFullYear()),
      month,
      found.get("day") ?? "1",
    ],
    [found.get("hour"), found.get("minute"), found.get("second"), found.get("fraction"), found.get("half")],
    found.get("zone"),
  );
}

function pieceOf(token: string): { pattern: string; name?: string } {
  const literal = (value: string) => ({ pattern: escapeRegExp(value) });
  const digits = token.length === 1 ? String.raw`(\d{1,2})` : String.raw`(\d{2})`;
  switch (token[0]) {
    case "'":
    case '"':
      return literal(token.length > 1 ? token.slice(1, -1) : "");
    case "\\":
      return literal(token.slice(1));
    case "d":
      return token.length > 2 ? { pattern: String.raw`\p{L}+\.?` } : { pattern: digits, name: "day" };
    case "M":
      return token.length > 2
        ? { pattern: String.raw`(\p{L}+\.?)`, name: "monthName" }
        : { pattern: digits, name: "month" };
    case "y":
      return { pattern: token.length > 2 ? String.raw`(\d{4})` : String.raw`(\d{2})`, name: "year" };
    case "h":
    case "H":
      return { pattern: digits, name: "hour" };
    case "m":
      return { pattern: digits, name: "minute" };
    case "s":
      return { pattern: digits, name: "second" };
    case "f":
    case "F":
      return { pattern: String.raw`(\d{${token[0] === "F" ? "0," : ""}${token.length}})`, name: "fraction" };
    case "t":
      return { pattern: "([AaPp])[Mm]?", name: "half" };
    case "K":
    case "z":
      return { pattern: String.raw`(Z|[+-]\d{2}:?\d{2})?`, name: "zone" };
    default:
      return literal(token);
  }
}
