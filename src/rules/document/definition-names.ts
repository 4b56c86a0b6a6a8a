/** Names of definitions, and how references spell them. */

import { unescapeToken } from "../../json/pointer.ts";
import { own, ownObject } from "../../json/values.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { andReferences } from "../facts/mentions.ts";
import type { Context } from "../language/context.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DESIGNER_PARSER } from "../sources.ts";

const COMPONENTS = "https://spec.openapis.org/oas/v3.0.3.html#components-object";
const SOUND = /^[\w.-]+$/;

/** The characters of a name that are not sound, for a message. */
function oddities(name: string): string {
  const odd = [...new Set(name.match(/[^\w.\s-]/gu) ?? [])];
  const parts = [...(/\s/.test(name) ? ["spaces"] : []), ...(odd.length > 0 ? [list(odd)] : [])];
  return parts.join(" and ");
}

function sound(name: string): string {
  return name
    .replace(/`(\d+)/g, "_$1")
    .replace(/[^\w.-]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** What else a new name changes, behind what is to be renamed. */
function changeReferences(context: Context, pointer: string, right: string): string {
  const references = andReferences(context, pointer);
  return references === ""
    ? ""
    : `${references}${right === "" ? "" : `: write "#/definitions/${right}" there`}`;
}

const row = (name: string, ref: string) => ({
  definitions: { [name]: { type: "object", properties: { id: { type: "string" } } } },
  ...depotsWith({ responses: { "200": { schema: { $ref: ref, type: null, items: null } } } }),
});

export default defineRules("document", [
  {
    id: "doc-definition-name",
    statement: "The names of definitions have letters, digits, full stops, hyphens and underscores only.",
    why: "OpenAPI 3 allows only letters, digits, full stops, hyphens and underscores in the name of a schema, so a service or tool that converts the definition may refuse it; and the designer does not find what a reference with escapes in it points to.",
    severity: { import: "warning", certification: "warning" },
    sources: [COMPONENTS, "observed: five published connectors have others"],
    inferred: true,
    checks: {
      root(root, context) {
        for (const name of Object.keys(ownObject(root.value, "definitions") ?? {})) {
          if (SOUND.test(name) || name === "") continue;
          const right = sound(name);
          context.report(
            root.at("definitions", name),
            `The name of the definition ${quote(name)} contains ${oddities(name)}, besides letters, digits, ".", "-" and "_".`,
            {
              help: `Rename it${right === "" ? "" : ` to ${quoteWhole(right)}`}${changeReferences(context, root.at("definitions", name).pointer, right)}.`,
              part: "key",
            },
          );
        }
      },
    },
    bad: [
      { definition: row("Page[Depot]", "#/definitions/Page[Depot]"), at: ["/definitions/Page[Depot]"] },
      { definition: row("List`1", "#/definitions/List`1"), at: ["/definitions/List`1"] },
      { definition: row("One depot", "#/definitions/One depot"), at: ["/definitions/One depot"] },
    ],
    good: [{ definition: row("Page.Of-Depot_1", "#/definitions/Page.Of-Depot_1") }],
  },
  {
    id: "doc-ref-escaped",
    statement: "References are written without escapes.",
    why: "The designer does not decode references and finds nothing there: makers see one field or token without a type in place of the fields.",
    severity: { import: "warning", certification: "warning" },
    sources: [DESIGNER_PARSER],
    inferred: true,
    yieldsTo: ["doc-ref-resolves", "doc-ref-local-only"],
    checks: {
      reference(node, context) {
        const ref = own(node.value, "$ref");
        if (typeof ref !== "string" || !ref.startsWith("#/")) return;
        const coded = /%[\da-f]{2}|~[01]/i.exec(ref)?.[0];
        if (coded === undefined) return;
        const name = ref.slice(ref.lastIndexOf("/") + 1);
        let plain = name;
        try {
          plain = decodeURIComponent(name);
        } catch {
          // Not a name that can be read: the rule on broken references speaks of it.
          return;
        }
        const right = sound(unescapeToken(plain));
        context.report(
          node.at("$ref"),
          `The reference ${quote(ref)} is written with the escape ${quote(coded)}.`,
          {
            help: `Rename the definition to ${quoteWhole(right)}, and write "#/definitions/${right}".`,
            label: "not decoded",
          },
        );
      },
    },
    bad: [
      {
        definition: row("Page[Depot]", "#/definitions/Page%5BDepot%5D"),
        at: [`${DEPOTS}/responses/200/schema/$ref`],
      },
      {
        definition: row("a/b", "#/definitions/a~1b"),
        at: [`${DEPOTS}/responses/200/schema/$ref`],
      },
    ],
    good: [{ definition: row("Depot", "#/definitions/Depot") }],
  },
]);
