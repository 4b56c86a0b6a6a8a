/** How messages and fixes speak of paths into the answer of another operation. */

import { replaceValue } from "../../json/edits.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import { quote } from "../language/quote.ts";

/** Whether it works cannot be told from here; the service reports it all the same, hence a lower severity. */
export function undescribed(operation: string, name: string, key: string): string {
  return `The answer of ${operation} does not describe ${quote(name)}, which "${key}" names.`;
}

/** Whether a path names what is there, in another letter case: the platform is not known to mind it (inferred from published connectors). */
export function onlyCase(name: string, suggestion: string | undefined): boolean {
  return suggestion !== undefined && suggestion.toLowerCase() === name.toLowerCase();
}

/** Only a name that differs in nothing but letter case was surely meant. */
export function caseFix(pointer: string, path: string, name: string, suggestion: string | undefined) {
  if (suggestion === undefined || !onlyCase(name, suggestion)) return undefined;
  const right = path
    .split("/")
    .map((part) => (part === name ? suggestion : part))
    .join("/");
  return {
    title: `Write ${quote(right)}`,
    edits: (document: JsonDocument) => replaceValue(document, pointer, right),
  };
}
