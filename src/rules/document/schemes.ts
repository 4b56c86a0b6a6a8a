/** How the service is called: http or https. */

import { removeAt, replaceValue } from "../../json/edits.ts";
import { type JsonValue, own, ownArray } from "../../json/values.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { isOpenApi3 } from "../facts/openapi-3.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PACONN_UPSERT, POWER_FX_PARSER, VALIDATOR_CODES } from "../sources.ts";

/** Reports schemes that are named twice, in the definition or in an operation that has its own. */
function reportTwice(node: Node, context: Context): void {
  const schemes = own(node.value, "schemes");
  if (!Array.isArray(schemes)) return;
  for (const [index, scheme] of schemes.entries()) {
    const first = schemes.indexOf(scheme);
    if (first === index) continue;
    context.report(node.at("schemes", index), `"schemes" names ${show(scheme)} twice.`, {
      help: "Remove the second one.",
      codes: ["ArrayDuplicateValue"],
      related: [{ place: node.at("schemes", first), label: "first here" }],
      fix: {
        title: "Remove the repetition",
        edits: (document) => removeAt(document, node.at("schemes", index).pointer),
      },
    });
  }
}

function reportOrder(node: Node, context: Context): void {
  const schemes = ownArray(node.value, "schemes") ?? [];
  // A list without https at all is for the rule on security.
  const https = schemes.indexOf("https");
  if (https < 1 || schemes[0] !== "http") return;
  context.report(node.at("schemes", 0), '"http" comes before "https" in "schemes".', {
    help: 'Write "schemes": ["https"]. If the service still needs http for others, write ["https", "http"].',
    label: "used",
    related: [{ place: node.at("schemes", https), label: "not used" }],
    // Put behind "https", it would be the next fault.
    fix: {
      title: 'Delete "http"',
      edits: (document) => removeAt(document, node.at("schemes", 0).pointer),
    },
  });
}

export default defineRules("document", [
  {
    id: "doc-schemes-required",
    statement: "The definition says by which scheme the service is called.",
    why: "paconn builds the address of the service from the first scheme, and stops with an error where there is none.",
    severity: { import: "warning", certification: "warning" },
    sources: [PACONN_UPSERT],
    shape: [
      {
        of: "root",
        faults: ["missing"],
        keys: ["schemes"],
        say: (_, usual, context) => (context.fact(isOpenApi3) ? undefined : usual),
      },
    ],
    bad: [{ definition: { schemes: null }, at: [""] }],
    good: [{ definition: { schemes: ["https"] } }],
  },
  {
    id: "doc-schemes-nonempty",
    statement: "schemes is not empty.",
    why: "The platform refuses the definition at import: it does not know how to call the service.",
    severity: { import: "error", certification: "error" },
    codes: ["SchemesArrayEmpty"],
    sources: [VALIDATOR_CODES],
    shape: [
      {
        of: ["root", "operation"],
        faults: ["empty"],
        keys: ["schemes"],
        say: () => ({ help: 'Write "schemes": ["https"].', codes: ["SchemesArrayEmpty"] }),
      },
    ],
    bad: [
      { definition: { schemes: [] }, at: ["/schemes"] },
      { definition: depotsWith({ schemes: [] }), at: [`${DEPOTS}/schemes`] },
    ],
    good: [{ definition: { schemes: ["https"] } }],
  },
  {
    id: "doc-schemes-http-https",
    statement: "schemes holds http and https only, each once.",
    why: "The platform calls services by http and https alone, and refuses to import a definition with any other scheme.",
    severity: { import: "error", certification: "error" },
    codes: ["SchemeNotValid", "SchemeNotSupported", "JsonTypeIncorrect", "ArrayDuplicateValue"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    shape: [
      {
        of: ["root", "operation"],
        faults: ["type"],
        keys: ["schemes"],
        entries: false,
        say: ({ value, place }) =>
          value === "https" || value === "http"
            ? {
                fix: {
                  title: "Make it an array",
                  edits: (document) => replaceValue(document, place.pointer, [value]),
                },
              }
            : {},
      },
      {
        of: ["root", "operation"],
        faults: ["type", "value"],
        keys: ["schemes"],
        entries: true,
        say({ entry, value: scheme, holder, place }) {
          // One that is there twice is reported as such.
          if (ownArray(holder, "schemes")?.indexOf(scheme as JsonValue) !== entry) return undefined;
          const socket = scheme === "ws" || scheme === "wss";
          const meant = typeof scheme === "string" ? scheme.trim().replace(/:\/*$/, "").toLowerCase() : "";
          return {
            message: socket
              ? `"schemes" names "${scheme}": connectors do not use WebSockets.`
              : `"schemes" names ${show(scheme)} instead of "http" or "https".`,
            help: 'Write "https", in lower case.',
            codes: [socket ? "SchemeNotSupported" : "SchemeNotValid"],
            fix:
              meant === "http" || meant === "https"
                ? {
                    title: `Write "${meant}"`,
                    edits: (document) => replaceValue(document, place.pointer, meant),
                  }
                : undefined,
          };
        },
      },
    ],
    checks: {
      root: reportTwice,
      operation: reportTwice,
    },
    onlyWith: ["schemes"],
    bad: [
      { definition: { schemes: ["https", "wss"] }, at: ["/schemes/1"] },
      { definition: { schemes: ["HTTPS"] }, at: ["/schemes/0"] },
      { definition: { schemes: ["ftp"] }, at: ["/schemes/0"] },
      { definition: { schemes: ["https", "https"] }, at: ["/schemes/1"] },
      { definition: { schemes: "https" }, at: ["/schemes"] },
      { definition: depotsWith({ schemes: ["ws"] }), at: [`${DEPOTS}/schemes/0`] },
    ],
    good: [{ definition: { schemes: ["https", "http"] } }],
  },
  {
    id: "doc-schemes-https-first",
    statement: "Where there are both, https comes before http.",
    why: "paconn takes the first scheme for the address of the service: calls, and the keys in them, then travel without encryption.",
    severity: { import: "warning", certification: "warning" },
    sources: [PACONN_UPSERT, POWER_FX_PARSER],
    fixable: true,
    checks: { root: reportOrder, operation: reportOrder },
    onlyWith: ["schemes"],
    bad: [
      { definition: { schemes: ["http", "https"] }, at: ["/schemes/0"] },
      { definition: depotsWith({ schemes: ["http", "https"] }), at: [`${DEPOTS}/schemes/0`] },
    ],
    good: [{ definition: { schemes: ["https", "http"] } }],
  },
]);
