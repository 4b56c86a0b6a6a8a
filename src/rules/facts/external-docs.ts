/** externalDocs: a link to documentation that is in the definition, its tags, operations and schemas. */
import type { Context } from "../language/context.ts";
import type { Node, NodeKind } from "../language/node.ts";
import type { Speaker } from "../language/shape.ts";
import { checkAddress } from "./addresses.ts";

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

/** Reports an address of the documentation that is not a web address. */
export function checkDocsAddress(node: Node, context: Context): void {
  checkAddress(
    node,
    ["externalDocs", "url"],
    (shown) => `The address of the documentation is ${shown}.`,
    context,
  );
}
