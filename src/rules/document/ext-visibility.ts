/** The values of x-ms-visibility. */

import { removeAt, replaceValue } from "../../json/edits.ts";
import { type JsonValue, own } from "../../json/values.ts";
import { hookBody, newsHook } from "../examples/hooks-example.ts";
import { DEPOTS, depotsWith, PARCEL, parcelWith } from "../examples/small-changes.ts";
import { onKinds } from "../facts/checks.ts";
import { didYouMean } from "../language/nearest.ts";
import type { NodeKind } from "../language/node.ts";
import { show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import {
  DEFINITION_SCHEMA,
  DESIGNER_PARSER,
  OPENAPI_EXTENSIONS,
  POWER_FX_EXTENSIONS,
  VERSIONING,
} from "../sources.ts";

const KEY = "x-ms-visibility";
const VALUES = ["important", "advanced", "internal"];

/** Where it has an effect; elsewhere ext-wrong-location says that it has none. */
const KINDS: NodeKind[] = ["operation", "parameter", "schema", "header"];

/** Each of the rules below looks at what is written neither as documented nor as a slip that another of them names. */
const UNUSUAL = { [KEY]: (value: JsonValue) => typeof value !== "string" || !VALUES.includes(value) };

export default defineRules("document", [
  {
    id: "ext-visibility-value",
    statement: "x-ms-visibility is important, advanced or internal.",
    why: "The platform refuses the value at import; the designer would show what was to be hidden.",
    severity: { import: "error", certification: "error" },
    codes: ["JsonValueNotInEnum", "JsonTypeIncorrect"],
    sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA],
    // There is but one right value for a notification URL.
    yieldsTo: ["webhook-url-internal"],
    shape: [
      {
        of: KINDS,
        faults: ["type", "value"],
        keys: [KEY],
        say: ({ value }) =>
          typeof value === "string" && (value.trim() === "" || VALUES.includes(value.toLowerCase()))
            ? undefined
            : {
                message: `"${KEY}" is ${show(value)} instead of "important", "advanced" or "internal".`,
                help: `${typeof value === "string" ? didYouMean(value, VALUES) : ""}Write "important", "advanced" or "internal", or remove it for what everybody sees.`,
              },
      },
    ],
    bad: [
      { definition: depotsWith({ "x-ms-visibility": "hidden" }), at: [`${DEPOTS}/x-ms-visibility`] },
      { definition: parcelWith({ id: { "x-ms-visibility": true } }), at: [`${PARCEL}/id/x-ms-visibility`] },
    ],
    good: [
      { definition: depotsWith({ "x-ms-visibility": "advanced" }) },
      { definition: newsHook({ parameters: [hookBody({ "x-ms-visibility": "none" })] }) },
    ],
  },
  {
    id: "ext-visibility-empty",
    statement: "x-ms-visibility is left out rather than empty.",
    why: 'The designer treats it as if it were left out: if something was to be hidden or put behind "Show all", it is not.',
    severity: { import: "info", certification: "info" },
    sources: [VERSIONING],
    fixable: true,
    onlyWith: [UNUSUAL],
    checks: onKinds(KINDS, (node, context) => {
      const value = own(node.value, KEY);
      if (typeof value !== "string" || value.trim() !== "") return;
      context.report(node.at(KEY), `"${KEY}" is an empty text.`, {
        help: "Remove it.",
        fix: { title: "Remove it", edits: (document) => removeAt(document, node.at(KEY).pointer) },
      });
    }),
    bad: [
      { definition: parcelWith({ id: { "x-ms-visibility": "" } }), at: [`${PARCEL}/id/x-ms-visibility`] },
    ],
  },
  {
    id: "ext-visibility-case",
    statement: "The value of x-ms-visibility is in lower case.",
    why: "The designer reads x-ms-visibility whatever its capitals, but Microsoft's schema of the definition and tools that follow it, Power Fx among them, know the value in lower case only.",
    severity: { import: "warning", certification: "warning" },
    codes: ["JsonValueNotInEnum"],
    sources: [DEFINITION_SCHEMA, DESIGNER_PARSER, POWER_FX_EXTENSIONS],
    fixable: true,
    onlyWith: [UNUSUAL],
    checks: onKinds(KINDS, (node, context) => {
      const value = own(node.value, KEY);
      if (typeof value !== "string") return;
      const lower = value.toLowerCase();
      if (lower === value || !VALUES.includes(lower)) return;
      context.report(node.at(KEY), `"${KEY}" is ${show(value)} instead of "${lower}".`, {
        help: `Write "${lower}".`,
        fix: {
          title: `Write "${lower}"`,
          edits: (document) => replaceValue(document, node.at(KEY).pointer, lower),
        },
      });
    }),
    bad: [{ definition: depotsWith({ "x-ms-visibility": "Internal" }), at: [`${DEPOTS}/x-ms-visibility`] }],
  },
]);
