/** How operations say that they are deprecated. */

import { replaceValue } from "../../json/edits.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import { own, ownString } from "../../json/values.ts";
import { DEPOTS, depotsWith, operationWith } from "../examples/small-changes.ts";
import type { Node } from "../language/node.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, DEPRECATION, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const MARK = " (deprecated)";
/** Longer summaries are refused. */
const MAX_SUMMARY = 80;

function saysDeprecated(text: string | undefined): boolean {
  return text === undefined || /\bdeprecated\b/i.test(text);
}

/** The text with the mark at its end, in front of a final full stop if there is one. */
function marked(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith(".") ? `${trimmed.slice(0, -1)}${MARK}.` : trimmed + MARK;
}

/** The texts to write; a description may be long, so that only its end is said where there is a summary as well. */
function howToMark(node: Node, silent: readonly string[]): string {
  const [first = "", second] = silent;
  const text = marked(ownString(node.value, first) ?? "");
  if (first === "description" || text.length > MAX_SUMMARY)
    return `End ${second ? "both" : "it"} with "${MARK.trim()}"${text.length > MAX_SUMMARY && first === "summary" ? `, and shorten the summary to ${MAX_SUMMARY} characters` : ""}.`;
  return `Write "summary": ${quoteWhole(text)}${second ? `, and end the description with "${MARK.trim()}" too` : ""}.`;
}

export default defineRules("operations", [
  {
    id: "op-deprecated-boolean",
    statement: '"deprecated" is true or false.',
    why: 'The import refuses a definition in which "deprecated" is anything but true or false.',
    severity: ERROR,
    codes: ["JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    shape: [{ of: "operation", faults: ["type"], keys: ["deprecated"] }],
    bad: [
      { definition: depotsWith({ deprecated: "true" }), at: [`${DEPOTS}/deprecated`] },
      { definition: depotsWith({ deprecated: 1 }), at: [`${DEPOTS}/deprecated`] },
    ],
    good: [{ definition: depotsWith({ deprecated: false }) }],
  },
  {
    id: "op-deprecated-label",
    statement: 'A deprecated operation says "(deprecated)" in its summary and description.',
    why: "Nothing else tells makers that they should choose another: the designer shows a deprecated operation like any other.",
    severity: { import: "info", certification: "info" },
    sources: [DEPRECATION, "observed: 24 published connectors do not"],
    fixable: true,
    onlyWith: ["deprecated"],
    checks: {
      operation(node, context) {
        if (own(node.value, "deprecated") !== true || node.internal) return;
        const silent = ["summary", "description"].filter(
          (key) => !saysDeprecated(ownString(node.value, key)),
        );
        const [first] = silent;
        if (first === undefined) return;
        context.report(
          node.at(first),
          `The operation ${quote(node.operation?.id ?? "")} is deprecated, but its ${silent.join(" and ")} ${silent.length > 1 ? "do" : "does"} not say so.`,
          {
            help: howToMark(node, silent),
            related: [{ place: node.at("deprecated"), label: "deprecated here" }],
            // Where the mark makes the summary too long, the author has to find another one.
            fix:
              silent.includes("summary") &&
              marked(ownString(node.value, "summary") ?? "").length > MAX_SUMMARY
                ? undefined
                : {
                    title: `Add "${MARK.trim()}"`,
                    edits: (document: JsonDocument) =>
                      silent.flatMap((key) => {
                        const text = marked(ownString(node.value, key) ?? "");
                        return replaceValue(document, node.at(key).pointer, text) ?? [];
                      }),
                  },
          },
        );
      },
    },
    bad: [
      {
        definition: { paths: { "/parcels/{parcelId}": { get: { deprecated: true } } } },
        at: ["/paths/~1parcels~1{parcelId}/get/summary"],
      },
      {
        definition: operationWith("/parcels/{parcelId}", "get", {
          deprecated: true,
          summary: "Get (deprecated)",
        }),
        at: ["/paths/~1parcels~1{parcelId}/get/description"],
      },
    ],
    good: [
      {
        definition: operationWith("/parcels/{parcelId}", "get", {
          deprecated: true,
          summary: "Get a parcel [DEPRECATED]",
          description: "Deprecated: use another.",
        }),
      },
    ],
  },
]);
