/**
 * Reads the expressions in the texts of policies: `@headers('x')`, `@{triggerBody().data[0].id}`, `{@body().x}`,
 * `@Request.OriginalHTTPMethod`. Text around them is text. Linear in the length of the text.
 */

import { POLICY_EXPRESSIONS } from "../../definition/policy-templates.ts";
import { isForeignSpace } from "../../json/foreign-spaces.ts";

/** The functions that policy expressions know. Names are case-sensitive. */
export const EXPRESSION_FUNCTIONS: readonly string[] = [
  ...POLICY_EXPRESSIONS.named,
  ...POLICY_EXPRESSIONS.rooted,
];

/** Whether the path of a polling trigger points into the answer of the trigger, as it must. */
export function startsWithTriggerBody(path: string): boolean {
  return /^@\{?triggerBody\(\)/.test(path.trim());
}

export interface ExpressionArgument {
  /** The text between the quotes, or as written where there are none. */
  text: string;
  /** The quotation mark it starts with, if any. */
  quote: string | undefined;
  /** Where the argument is in the text, its quotes included. */
  start: number;
  end: number;
}

export interface Expression {
  /** The function's name as written. */
  name: string;
  /** Where the name is in the text. */
  start: number;
  end: number;
  arguments: ExpressionArgument[];
  /** False if a parenthesis or brace is never closed. */
  closed: boolean;
}

/** Texts beyond this length are no expressions anyone wrote. */
const MAX_LENGTH = 100_000;
/** A call that is not closed within so many characters or arguments never is: each may be read again from inside. */
const MAX_CALL = 1000;
const MAX_ARGUMENTS = 8;
/** Quotation marks that editors and translators put in place of a plain one. */
const QUOTES: Record<string, string> = {
  "'": "'",
  '"': '"',
  "‘": "’",
  "’": "’",
  "“": "”",
  "”": "”",
  "`": "`",
};

/** The calls in a text, in order. What looks like an address or a name such as `@odata.nextLink` is not a call. */
export function readExpressions(text: string): Expression[] {
  const found: Expression[] = [];
  const length = Math.min(text.length, MAX_LENGTH);
  const lastBrace = text.lastIndexOf("}");
  let at = text.indexOf("@");
  while (at >= 0 && at < length) {
    const embedded = text[at + 1] === "{";
    const name = nameAt(text, embedded ? skipSpace(text, at + 2) : at + 1);
    const open = name ? skipSpace(text, name.end) : -1;
    if (name && text[open] === "(") {
      const call = readCall(text, name, open);
      const closed = call.closed && (!embedded || lastBrace >= call.stop);
      found.push({ name: name.text, start: name.start, end: name.end, arguments: call.arguments, closed });
      at = text.indexOf("@", call.stop);
    } else at = text.indexOf("@", at + 1);
  }
  return found;
}

function nameAt(text: string, start: number): { text: string; start: number; end: number } | undefined {
  let end = start;
  while (end < start + 100 && end < text.length && /[\w.]/.test(text[end] as string)) end++;
  return end > start ? { text: text.slice(start, end), start, end } : undefined;
}

/** Behind a few spaces, those included that only look like one (a rule says so); nobody writes many, and a text full of them must not be read again and again. */
function skipSpace(text: string, at: number): number {
  const limit = at + 20;
  while (at < limit && (text[at] === " " || isForeignSpace(text.charAt(at)))) at++;
  return at;
}

function readCall(
  text: string,
  name: { end: number },
  open: number,
): { arguments: ExpressionArgument[]; closed: boolean; stop: number } {
  const found: ExpressionArgument[] = [];
  const limit = Math.min(text.length, open + MAX_CALL);
  const unclosed = { arguments: found, closed: false, stop: name.end };
  let at = skipSpace(text, open + 1);
  while (at < limit && text[at] !== ")") {
    if (found.length === MAX_ARGUMENTS) return unclosed;
    const start = at;
    const quote = text[at] as string;
    const closing = QUOTES[quote];
    if (closing !== undefined) {
      let end = at + 1;
      // Plain and curly marks are mixed where an editor "corrected" only one of them.
      while (end < limit && text[end] !== closing && !(quote !== '"' && text[end] === "'")) end++;
      if (end >= limit) return unclosed;
      found.push({ text: text.slice(start + 1, end), quote, start, end: end + 1 });
      at = end + 1;
    } else if (quote === "{") {
      // Values by parameter set, as a published connector writes them: {'key-auth':'host'}.
      const close = text.indexOf("}", at);
      if (close < 0 || close >= limit) return unclosed;
      at = close + 1;
      found.push({ text: text.slice(start, at), quote: undefined, start, end: at });
    } else {
      while (at < limit && text[at] !== "," && text[at] !== ")") at++;
      if (at >= limit) return unclosed;
      // An argument may be left out: @connectionParameters('host',,{…}).
      found.push({ text: text.slice(start, at).trim(), quote: undefined, start, end: at });
    }
    at = skipSpace(text, at);
    if (text[at] === ",") at = skipSpace(text, at + 1);
    else if (text[at] !== ")") return unclosed;
  }
  return at < limit ? { arguments: found, closed: true, stop: at + 1 } : unclosed;
}
