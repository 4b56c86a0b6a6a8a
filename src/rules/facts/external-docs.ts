/** externalDocs: a link to documentation that stands in the definition, its tags, operations and schemas. */

import { replaceValue } from "../../json/edits.ts";
import { own } from "../../json/values.ts";
import type { Context } from "../language/context.ts";
import type { Node, NodeKind } from "../language/node.ts";
import { quote, show } from "../language/quote.ts";
import type { Speaker } from "../language/shape.ts";
import { isWebAddress, withScheme } from "./web-address.ts";

/** The codes that its faults carry. */
export const EXTERNAL_DOCS_CODES = [
  "AdditionalPropertyNotAllowed",
  "RequiredPropertyMissing",
  "UrlNotValid",
  "JsonTypeIncorrect",
] as const;

/** Speaks of the keys of externalDocs on nodes of a kind. */
export function externalDocsOf(kind: NodeKind): Speaker[] {
  return [
    {
      of: "externalDocs",
      faults: ["unknown", "type", "missing"],
      say: ({ node }) => (node.kind === kind ? {} : undefined),
    },
  ];
}

/** Reports an address of the documentation that is no web address. */
export function checkDocsAddress(node: Node, context: Context): void {
  const url = own(own(node.value, "externalDocs"), "url");
  if (typeof url !== "string" || isWebAddress(url)) return;
  const mended = withScheme(url);
  const place = node.at("externalDocs", "url");
  context.report(place, `The address of the documentation is ${show(url)}.`, {
    help:
      mended === undefined ? 'Write a whole address that begins with "https://".' : `Write ${quote(mended)}.`,
    codes: ["UrlNotValid"],
    ...(mended !== undefined && {
      fix: {
        title: 'Put "https://" in front',
        edits: (document) => replaceValue(document, place.pointer, mended),
      },
    }),
  });
}
