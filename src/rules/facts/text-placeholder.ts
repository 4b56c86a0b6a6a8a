/** Texts that a template left for its author to fill in, such as "{ title of connector }" or "<App ID>". */

import { quote } from "../language/quote.ts";

/**
 * Chosen: a text in braces, alone or with spaces inside them (a variable has none); words in angle brackets; and what is
 * in doubled brackets.
 */
const PLACEHOLDER =
  /^\s*\{[^{}]{1,200}\}\s*$|\{\s[^{}]{1,200}\s\}|\{\{[^{}]{1,200}\}\}|\$\{[^{}]{1,200}\}|\[\[[^[\]]{1,200}\]\]|<[A-Za-z][^<>/]{0,200}>/g;

/** Markup, and samples of JSON: nobody forgot to fill them in. */
const NO_PLACEHOLDER =
  /^<(?:a|b|blockquote|br|code|details|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)\b|^\{[^{}]*['"]\s*:/i;

/** The placeholder in a text; undefined if it has none. */
export function placeholderIn(text: string): string | undefined {
  for (const [found] of text.slice(0, 2000).matchAll(PLACEHOLDER)) {
    const placeholder = found.trim();
    if (!NO_PLACEHOLDER.test(placeholder)) return placeholder;
  }
  return undefined;
}

/** What to say of a text that still is, or holds, a placeholder: nothing that is derived from it would be right. */
export function placeholderSaying(what: string, text: string): { message: string; help: string } | undefined {
  const found = placeholderIn(text);
  if (found === undefined) return undefined;
  return found === text.trim()
    ? { message: `The ${what} is still the placeholder ${quote(found)}.`, help: `Write the real ${what}.` }
    : {
        message: `The ${what} ${quote(text)} still holds the placeholder ${quote(found)}.`,
        help: `Write what belongs in the place of ${quote(found)}.`,
      };
}
