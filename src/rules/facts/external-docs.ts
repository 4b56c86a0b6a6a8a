/** externalDocs: a link to documentation that stands in the definition, its tags, operations and schemas. */

import { replaceValue } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { isObject, own } from "../../json/values.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Place } from "../language/node.ts";
import { kindName, quote, show } from "../language/quote.ts";
import { isWebAddress, withScheme } from "./web-address.ts";

const KEYS = ["description", "url"];

/** The codes that its faults carry. */
export const EXTERNAL_DOCS_CODES = [
  "AdditionalPropertyNotAllowed",
  "RequiredPropertyMissing",
  "UrlNotValid",
  "JsonTypeIncorrect",
] as const;

/** Reports what is wrong with the externalDocs of an object at a place; `typed`: another rule looks at its type. */
export function checkExternalDocs(holder: unknown, at: Place, context: Context, typed = false): void {
  const docs = own(holder, "externalDocs");
  if (docs === undefined) return;
  const place = { file: at.file, pointer: child(at.pointer, "externalDocs") };
  const inside = (key: string): Place => ({ file: at.file, pointer: child(place.pointer, key) });
  if (!isObject(docs)) {
    if (typed) return;
    context.report(place, `"externalDocs" is ${kindName(docs)}; it must be an object.`, {
      help: 'Write { "url": "https://..." }.',
      codes: ["JsonTypeIncorrect"],
    });
    return;
  }
  for (const key of Object.keys(docs)) {
    if (KEYS.includes(key) || key.startsWith("x-")) continue;
    context.report(inside(key), `"externalDocs" has no property ${quote(key)}.`, {
      help: `${didYouMean(key, KEYS)}It holds "url" and "description".`,
      part: "key",
      codes: ["AdditionalPropertyNotAllowed"],
    });
  }
  const url = own(docs, "url");
  if (url === undefined) {
    // A misspelt one has just been reported.
    if (Object.keys(docs).some((key) => key.toLowerCase() === "url")) return;
    context.report(place, '"externalDocs" has no "url".', {
      help: 'Add "url": the whole address of the documentation.',
      codes: ["RequiredPropertyMissing"],
    });
    return;
  }
  if (typeof url === "string" && isWebAddress(url)) return;
  const mended = typeof url === "string" ? withScheme(url) : undefined;
  context.report(inside("url"), `The address of the documentation is ${show(url)}.`, {
    help:
      mended === undefined ? 'Write a whole address that begins with "https://".' : `Write ${quote(mended)}.`,
    codes: [typeof url === "string" ? "UrlNotValid" : "JsonTypeIncorrect"],
    ...(mended !== undefined && {
      fix: {
        title: 'Put "https://" in front',
        edits: (document) => replaceValue(document, inside("url").pointer, mended),
      },
    }),
  });
}
