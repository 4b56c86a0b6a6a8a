/** Secrets that prose, YAML and connection strings give a name: `Password: …`, `apiKey=…;`. */
import { isBelievableInProse } from "./believable.ts";
import type { Candidates } from "./candidates.ts";
import { type Add, SECRET_NAMES, surenessOf } from "./names.ts";

/** What leads up to the value. */
const NAME = new RegExp(
  `(?<![\\w-])((?:[\\w-]{0,40}[-_ ])?(?:${SECRET_NAMES.replaceAll("[-_]?", "[-_ ]?")})\\d?)[*_\`']{0,3}\\s{0,3}(?:[:=]|is)$`,
  "i",
);
const VALUE = /[*\s]{0,4}["'`]?([^\s"'`;,<>|\\]{6,400})/y;
/** In JSON a quotation mark ends the string. */
const VALUE_IN_STRING = /[*\s]{0,4}['`]?([^\s"'`;,<>|\\]{6,400})/y;

/** Chosen: names that follow one another inside one value, as in `password=token=…`; more are no text but `sig=sig=sig=…`. */
const MOST_INSIDE = 8;

/** @param isJson whether the text is JSON, whose members are looked at by themselves */
export function inProse(text: string, isJson: boolean, { prose }: Candidates, add: Add): void {
  const pattern = isJson ? VALUE_IN_STRING : VALUE;
  // Values that overlap are each judged whole, so that a megabyte of names would take minutes.
  let end = 0;
  let inside = 0;
  for (const at of prose) {
    inside = at < end ? inside + 1 : 0;
    if (inside > MOST_INSIDE) continue;
    const name = NAME.exec(text.slice(Math.max(0, at - 120), at))?.[1]?.trim();
    if (name === undefined) continue;
    const sureness = surenessOf(name.replace(/\s+/g, "_"));
    if (sureness === undefined || sureness === "weak") continue;
    pattern.lastIndex = at;
    const value = pattern.exec(text)?.[1]?.replace(/[).*\]]+$/, "");
    if (inside === 0) end = pattern.lastIndex;
    // A parameter of an address is looked at there.
    const isInAddress = /[?&][\w-]*=$/.test(text.slice(Math.max(0, at - 60), at));
    if (value !== undefined && !isInAddress && isBelievableInProse(value, sureness))
      add(value, sureness, `the value of ${JSON.stringify(name)}`);
  }
}
