/** Secrets in a program: what it gives to a name of one, and what it hands to a header. */
import { type Add, ALL_NAMES, surenessOf } from "./names.ts";

const LITERAL = '[@$]{0,2}"((?:[^"\\\\\\n]|\\\\.){4,4000})"';

/** Assigned, passed along with the name, set under it, or taken where there is nothing else: `key = "…"`, `("x-api-key", "…")`, `?? "…"`. */
const ASSIGNED = new RegExp(
  `(?<![\\w-])([\\w-]{0,60}?(?:${ALL_NAMES})\\d?)"?[\\])]{0,2}\\s{0,20}(=>|==|=|:|,|\\?\\?)\\s{0,20}${LITERAL}`,
  "gi",
);
/** The same with a call around it, which may as well get a secret by its name. */
const CALLED = new RegExp(
  `(?<![\\w-])([\\w-]{0,60}?(?:${ALL_NAMES})\\d?)"?\\]?\\s{0,20}(?:=>|=|:|,)\\s{0,20}(?:new\\s{1,20})?[\\w.]{1,80}\\(\\s{0,20}${LITERAL}`,
  "gi",
);
/** `new AuthenticationHeaderValue("Bearer", "…")`. */
const HEADER = new RegExp(`"(?:bearer|basic|token|apikey)"\\s{0,20},\\s{0,20}${LITERAL}`, "gi");
/** `user:password`, where it is about to become a header. */
const PAIR = /GetBytes\(\s{0,20}[@$]{0,2}"([^"\\\n:{}]{1,100}):([^"\\\n{}]{4,200})"/g;

export function inCode(text: string, add: Add): void {
  for (const [, name = "", by, written = ""] of text.matchAll(ASSIGNED)) {
    const sureness = surenessOf(name);
    // What is beside a name in a list may be the next name.
    const isNext = by === "," && /^[A-Za-z]*$/.test(written);
    if (sureness && !isNext) add(unescaped(written), sureness, said(name));
  }
  for (const [, name = "", written = ""] of text.matchAll(CALLED))
    if (surenessOf(name)) add(unescaped(written), "weak", said(name));
  for (const [, written = ""] of text.matchAll(HEADER))
    add(unescaped(written), "likely", "the credentials of a header");
  for (const [, , password = ""] of text.matchAll(PAIR))
    add(unescaped(password), "certain", "the password of a Basic header");
}

function said(name: string): string {
  return `the value of "${name.replace(/^[-]+/, "")}"`;
}

/** Escapes of C# are those of JSON, but for a few that no secret needs. */
export function unescaped(written: string): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}
