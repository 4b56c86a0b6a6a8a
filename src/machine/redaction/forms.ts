/** In which forms a secret comes back: whoever echoes it may have encoded it, once or more often, as a whole or in parts. */
import { escapeRegExp } from "../../json/escape-reg-exp.ts";

/** Shorter values are looked for as they are only: their encoded forms are too short to mean anything. */
const SHORTEST_ENCODED = 6;

/** Nor longer ones, such as tokens: a pattern has some sixty characters for each of theirs, and each call may bring a new one. */
const LONGEST_ENCODED = 200;

/** From this length on, a value is hidden wherever it occurs; a shorter one only as a word of its own. */
const LONG_SECRET = 6;

/** Tells the few texts in which single characters are encoded: only for them the long patterns are worth their time. */
const ENCODED = /\\u[0-9a-f]{4}|&(?:#|amp|lt|gt|quot|apos)|%[0-9a-f]{2}/i;

/** Finds some secrets in a text and hides them. */
export class SecretPattern {
  readonly #plain: RegExp;
  readonly #encoded: RegExp | undefined;

  /** @param secrets at least one */
  constructor(secrets: Iterable<string>) {
    const all = [...secrets].sort((one, other) => other.length - one.length);
    this.#plain = new RegExp(all.flatMap(plainForms).join("|"), "g");
    const long = all.filter(({ length }) => length >= SHORTEST_ENCODED && length <= LONGEST_ENCODED);
    this.#encoded = long.length > 0 ? new RegExp(long.map(encodedForm).join("|"), "gi") : undefined;
  }

  /** @param hidden what takes the place of what was found */
  hide(text: string, hidden: (found: string) => string): string {
    const shown = text.replace(this.#plain, hidden);
    return this.#encoded && ENCODED.test(shown) ? shown.replace(this.#encoded, hidden) : shown;
  }
}

/** As it is; in JSON, and in JSON within JSON; in forms; within base64, wherever in the bytes it begins. */
function plainForms(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const forms = [
    secret,
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    new URLSearchParams([["", secret]]).toString().slice(1),
  ];
  const patterns = [...new Set(forms)].map((form) => {
    const literal = escapeRegExp(form);
    return secret.length < LONG_SECRET ? `(?<![\\w-])${literal}(?![\\w-])` : literal;
  });
  return secret.length < SHORTEST_ENCODED || secret.length > LONGEST_ENCODED
    ? patterns
    : [...patterns, ...base64Forms(secret)];
}

/** Three bytes are four letters: what comes before a secret shifts it by 0, 1 or 2 bytes, and mixes with its first letters. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  return [0, 1, 2].flatMap((shift) => {
    const letters = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const whole = letters.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    // In URLs two of the letters are others; JSON may escape the slash.
    const pattern = whole.replace(/[+/]/g, (letter) => (letter === "+" ? "[-+]" : "(?:\\\\*\\/|_)"));
    return whole.length < 8 ? [] : [pattern];
  });
}

/** Each character as it is or encoded: `\u0041`, `&#65;`, `&#x41;`, `&amp;`, `%41`, with backslashes and percent signs doubled. */
function encodedForm(secret: string): string {
  return [...secret.toWellFormed()].map(encodedCharacter).join("");
}

const NAMED: Record<string, string> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };

function encodedCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const units = [...Array(character.length).keys()]
    .map((at) => `\\\\+u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
    .join("");
  const percent = [...Buffer.from(character, "utf8")]
    .map((byte) => `%(?:25)*${byte.toString(16).padStart(2, "0")}`)
    .join("");
  const named = NAMED[character];
  const entity = `&(?:amp;)*(?:#0*${code}|#x0*${code.toString(16)}${named ? `|${named}` : ""});?`;
  return `(?:\\\\*${escapeRegExp(character)}|${units}|${entity}|${percent}${character === " " ? "|\\+" : ""})`;
}
