/** Numbers in .NET's standard and custom formats. Source: .NET, numeric format strings, which the function reference refers to. */
import { type FunctionCall, failed, wrong } from "./function.ts";

/** Currencies of the locales that people write most; another locale gives the code of no currency (`¤`). */
const CURRENCIES: Readonly<Record<string, string>> = {
  US: "USD",
  GB: "GBP",
  CA: "CAD",
  AU: "AUD",
  NZ: "NZD",
  JP: "JPY",
  CN: "CNY",
  IN: "INR",
  CH: "CHF",
  SE: "SEK",
  NO: "NOK",
  DK: "DKK",
  IS: "ISK",
  PL: "PLN",
  CZ: "CZK",
  HU: "HUF",
  BR: "BRL",
  MX: "MXN",
  KR: "KRW",
  TR: "TRY",
  ZA: "ZAR",
  AT: "EUR",
  BE: "EUR",
  DE: "EUR",
  ES: "EUR",
  FI: "EUR",
  FR: "EUR",
  IE: "EUR",
  IT: "EUR",
  NL: "EUR",
  PT: "EUR",
};

/** Precision beyond this is not honest work. */
const MOST_DIGITS = 20;

export function formatNumber(call: FunctionCall, value: number, format: string, locale: string): string {
  try {
    const standard = /^([CDEFGNPRXcdefgnprx])(\d{0,2})$/.exec(format);
    // Sourced: a single letter is a standard format, and an error if it is none.
    if (/^[A-Za-z]\d{0,2}$/.test(format) && !standard)
      throw wrong(call, 1, "a format such as C2 or 0.00", format);
    if (!standard) return custom(value, format, locale);
    const digits = standard[2] === "" ? undefined : Math.min(MOST_DIGITS, Number(standard[2]));
    return standardFormat(call, value, standard[1] ?? "G", digits, locale);
  } catch (error) {
    if (error instanceof RangeError)
      throw failed(`In ${call.text}, "${locale}" is not a locale.`, "Give one such as de-DE.");
    throw error;
  }
}

function fixed(
  value: number,
  digits: number,
  locale: string,
  options: Intl.NumberFormatOptions = {},
): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...options,
  }).format(value);
}

function standardFormat(
  call: FunctionCall,
  value: number,
  letter: string,
  digits: number | undefined,
  locale: string,
): string {
  switch (letter.toUpperCase()) {
    case "C": {
      const region = new Intl.Locale(locale).maximize().region ?? "US";
      const currency = CURRENCIES[region] ?? "XXX";
      const whole = currency === "JPY" || currency === "KRW" || currency === "ISK";
      const text = fixed(value, digits ?? (whole ? 0 : 2), locale, { style: "currency", currency });
      // Sourced: the reference's example for is-IS has no full stop, where CLDR has one.
      return currency === "ISK" ? text.replace(/kr\.$/, "kr") : text;
    }
    case "D":
    case "X": {
      if (!Number.isInteger(value)) throw wrong(call, 0, `a whole number for the format ${letter}`, value);
      const text = Math.abs(value)
        .toString(letter.toUpperCase() === "X" ? 16 : 10)
        .padStart(digits ?? 0, "0");
      return `${value < 0 ? "-" : ""}${letter === "x" ? text : text.toUpperCase()}`;
    }
    case "E": {
      const [mantissa = "", exponent = "+0"] = value.toExponential(digits ?? 6).split("e");
      const e = letter === "e" ? "e" : "E";
      return `${mantissa}${e}${exponent[0]}${exponent.slice(1).padStart(3, "0")}`;
    }
    case "F":
      return fixed(value, digits ?? 2, locale, { useGrouping: false });
    case "N":
      return fixed(value, digits ?? 2, locale);
    case "P":
      return fixed(value, digits ?? 2, locale, { style: "percent" });
    default:
      return digits ? String(Number(value.toPrecision(digits))) : String(value);
  }
}

/** `0` for a digit, `#` for one that may be missing, `,` between digits for groups, `%` for a hundredfold, `;` between signs. */
function custom(value: number, format: string, locale: string): string {
  const sections = format.split(";");
  const section =
    value < 0 && sections[1] ? sections[1] : value === 0 && sections[2] ? sections[2] : (sections[0] ?? "");
  const sign = value < 0 && !sections[1] ? "-" : "";
  const core = /[0#][0#,.]*[0#]|[0#]/.exec(section)?.[0] ?? "";
  if (core === "") return section;
  const [before = "", after = ""] = core.split(".");
  const factor = section.includes("%") ? 100 : 1;
  const text = fixed(Math.abs(value) * factor, 0, locale, {
    minimumIntegerDigits: Math.max(1, Math.min(MOST_DIGITS, before.replace(/[^0]/g, "").length)),
    minimumFractionDigits: Math.min(MOST_DIGITS, after.replace(/[^0]/g, "").length),
    maximumFractionDigits: Math.min(MOST_DIGITS, after.length),
    useGrouping: before.includes(","),
  });
  const shown = !before.includes("0") && Math.abs(value) * factor < 1 ? text.replace(/^0/, "") : text;
  return `${sign}${section.replace(core, () => shown).replace(/['\\]/g, "")}`;
}
