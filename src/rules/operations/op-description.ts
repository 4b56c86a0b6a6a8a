/** Descriptions: what makers read before they choose an operation. */

import { replaceValue } from "../../json/edits.ts";
import { own, ownString } from "../../json/values.ts";
import { nameAt } from "../facts/operation-name.ts";
import {
  endOf,
  endsLikeSentence,
  howToEnd,
  lacksText,
  sameText,
  withFullStop,
} from "../facts/operation-texts.ts";
import { placeholderSaying } from "../facts/text-placeholder.ts";
import type { Node } from "../language/node.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, CODING_STANDARDS, STRING_GUIDANCE } from "../sources.ts";

const INFO = { import: "info", certification: "info" } as const;
const get = (more: Record<string, string | null>) => ({ paths: { "/parcels/{parcelId}": { get: more } } });
const OPERATION = "/paths/~1parcels~1{parcelId}/get";
const AT = [`${OPERATION}/description`];

/** The inputs that a description could speak of. */
function takes(node: Node): string {
  const names = (node.operation?.parameters ?? [])
    .filter(({ value }) => own(value, "x-ms-visibility") !== "internal")
    .map(({ name }) => name)
    .slice(0, 3);
  return names.length === 0 ? "" : ` with ${list(names)}`;
}

export default defineRules("operations", [
  {
    id: "op-description-required",
    statement: "Every operation has a description.",
    why: "The description is all that makers can read about an operation before they add it, and certification asks for one on each.",
    severity: { import: "off", certification: "error" },
    codes: ["RequiredPropertyMissing", "RequiredValueEmpty"],
    sources: [CERTIFICATION, CODING_STANDARDS],
    shape: [
      lacksText(
        "description",
        () => 'Write a "description": one or two sentences on what the operation takes, does and returns.',
      ),
    ],
    bad: [
      { definition: get({ description: null }), at: [OPERATION] },
      { definition: get({ description: "" }), at: AT },
      {
        // An example that changes the base connector cannot say null.
        files: { "apiDefinition.swagger.json": '{"paths": {"/stamps": {"get": {"description": null}}}}' },
        at: ["/paths/~1stamps/get/description"],
      },
    ],
    good: [{ definition: get({ description: "Gets it." }) }],
  },
  {
    id: "op-description-punctuation",
    statement: "A description ends like a sentence.",
    why: "Microsoft's guide for certification asks for full sentences: makers read descriptions one below the other, where a fragment looks unfinished.",
    severity: INFO,
    sources: [CERTIFICATION, CODING_STANDARDS, "observed: 562 published connectors do not"],
    fixable: true,
    onlyWith: ["description"],
    checks: {
      operation(node, context) {
        const description = ownString(node.value, "description");
        if (description === undefined || description.trim() === "" || endsLikeSentence(description)) return;
        // One that only repeats the summary has to be written again anyway.
        if (sameText(description, ownString(node.value, "summary") ?? "")) return;
        const place = node.at("description");
        const placeholder = placeholderSaying("description", description);
        const mended = placeholder ? undefined : withFullStop(description);
        const message = `The description of ${nameAt(node)} ends without punctuation, in ${quote(endOf(description))}.`;
        context.report(place, placeholder?.message ?? message, {
          help: placeholder?.help ?? howToEnd(description),
          fix:
            mended === undefined
              ? undefined
              : {
                  title: "Add a full stop",
                  edits: (document) => replaceValue(document, place.pointer, mended),
                },
        });
      },
    },
    bad: [
      { definition: get({ description: "Gets one parcel" }), at: AT },
      { definition: get({ description: "See https://parcels.fabrikam.com/" }), at: AT },
    ],
    good: [{ definition: get({ description: "Gets one parcel (with its state)." }) }],
  },
  {
    id: "op-description-differs-from-summary",
    statement: "A description says more than the summary.",
    why: "Makers see both one below the other: what the operation takes and returns they have to guess.",
    severity: INFO,
    sources: [STRING_GUIDANCE, CODING_STANDARDS, "observed: 257 published connectors repeat it"],
    onlyWith: ["description"],
    checks: {
      operation(node, context) {
        // One text cannot be both for a trigger: trigger-summary-when says how each of them starts.
        if (own(node.value, "x-ms-trigger") !== undefined && !node.internal) return;
        const description = ownString(node.value, "description") ?? "";
        if (!sameText(description, ownString(node.value, "summary") ?? "")) return;
        context.report(
          node.at("description"),
          `The description of ${nameAt(node)} only repeats its summary, ${quote(description)}.`,
          {
            help: `Say in a sentence or two what it does${takes(node)} and what comes back.`,
          },
        );
      },
    },
    bad: [
      { definition: get({ summary: "Get a parcel", description: "Get a parcel." }), at: AT },
      { definition: get({ summary: "Get a parcel", description: " Get a parcel " }), at: AT },
    ],
    good: [{ definition: get({ summary: "Get a parcel", description: "Gets a parcel by its number." }) }],
  },
]);
