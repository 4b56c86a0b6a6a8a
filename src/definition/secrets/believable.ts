/** Whether a value that is where a secret may be is one. */
import {
  isEnvironmentVariable,
  isPlaceholder,
  looksMixed,
  secretReason,
} from "../../machine/redaction/credentials.ts";
import type { Sureness } from "./names.ts";

/**
 * Chosen: a short word is not a secret that anybody could be hurt by, and hiding it would make nonsense of every text.
 * @param sureness what the name says under which it stands
 */
export function isBelievable(value: string, sureness: Sureness): boolean {
  const text = value.trim();
  if (text.length < 6 || isPlaceholder(text) || isEnvironmentVariable(text)) return false;
  if (isTemplate(text)) return false;
  // A number, or the name of something: X-Amz-Signature, TermsAndConditions.
  if (/^\d{1,9}$/.test(text)) return false;
  // A version or a date, as services ask for in a header: 2026-01, 2026-01-31-preview, v1.12.3.
  if (/^v?\d{1,4}(?:[.-]\d{1,4}){1,3}(?:-(?:preview|alpha|beta|rc)[.\d]{0,4})?$/i.test(text)) return false;
  if (
    sureness !== "certain" &&
    /^(?:[A-Za-z]+(?:[-_. ][A-Za-z]+)*|[A-Za-z]?[a-z]+(?:[A-Z][a-z]*)+)$/.test(text)
  )
    return false;
  const isRandom = secretReason(text) !== undefined;
  if (sureness === "weak") return isRandom && text.length >= 16 && looksMixed(text);
  if (sureness === "likely") return isRandom && (looksMixed(text) || text.length >= 32);
  if (isRandom) return true;
  if (/^https?:\/\//i.test(text)) return false;
  // A pass phrase; a sentence of a description has other marks.
  if (/\s/.test(text)) return /\d/.test(text) && /[^\w\s.,]/.test(text) && text.length < 100;
  return /[^a-zA-Z]/.test(text) || /[a-z][A-Z].*[a-z]/.test(text) || text.length >= 16;
}

/**
 * The same in prose, where a name is followed by anything: a colon, and what the reader has to do. It has to look like what
 * machines make, or people who were told to mix kinds of characters.
 */
export function isBelievableInProse(value: string, sureness: Sureness): boolean {
  if (!isBelievable(value, sureness)) return false;
  if (/^[\w-]+\(|^https?:|[<>{}]/i.test(value)) return false;
  if (secretReason(value) !== undefined && looksMixed(value)) return true;
  return (
    sureness === "certain" &&
    value.length >= 8 &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    /[^\w.,:;/-]|[a-z]\d+[a-z]/i.test(value)
  );
}

/** Expressions, and variables of the platform, a shell, Postman or a pipeline. */
function isTemplate(text: string): boolean {
  // A password may begin with the sign of an expression; what is called, indexed or joined does not look like one.
  if (/^@/.test(text)) return !/^@[^\s(){}[\]'.,]{7,}$/.test(text);
  return /@\{|@\w+\(|^\{.*\}$|^\$\{?\w+\}?$|\{\{|\$\(|^%\w+%$/.test(text);
}
