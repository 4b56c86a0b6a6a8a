/** How much a definition holds: unused definitions, and the platform's limits on operations and schemas. */

import { removeAt } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, ownArray, ownString } from "../../json/values.ts";
import { collectReference, meantByReferences } from "../facts/broken-references.ts";
import { refsByDefinition } from "../facts/definition-cycles.ts";
import { checkDocsAddress, EXTERNAL_DOCS_CODES, externalDocsOf } from "../facts/external-docs.ts";
import { unreachedDefinitions } from "../facts/unreached-definitions.ts";
import type { Context } from "../language/context.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CONNECTOR_FAQ, issue, VALIDATOR_CODES } from "../sources.ts";

const MAX_OPERATIONS = 256;

/** Unused definitions but for those that a misspelt reference means, which another rule reports, and what these use. */
function withoutMeant(context: Context, unreached: ReadonlySet<string>): Set<string> {
  const left = new Set(unreached);
  if (left.size === 0) return left;
  const refs = context.fact(refsByDefinition);
  const waiting = meantByReferences(context);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
    if (left.delete(name)) waiting.push(...(refs.get(name) ?? []));
  return left;
}

export default defineRules("document", [
  {
    id: "doc-unused-definition",
    statement: "Every definition is used by some operation.",
    why: "Nobody sees it, but it still counts against the limits of the platform on size and number of schemas, and reviewers have to read it.",
    severity: { import: "info", certification: "info" },
    sources: [issue(1088)],
    comparesPlaces: true,
    checks: {
      reference: collectReference,
      // At the end of the walk, when all broken references are known.
      connector(context) {
        const refs = context.fact(refsByDefinition);
        const unreached = withoutMeant(context, context.fact(unreachedDefinitions));
        const usersOf = new Map<string, string[]>();
        for (const user of unreached)
          for (const name of refs.get(user) ?? []) {
            const users = usersOf.get(name) ?? [];
            if (user !== name && users.length < 3) usersOf.set(name, [...users, user]);
          }
        for (const name of unreached) {
          const users = usersOf.get(name) ?? [];
          context.report(
            context.inDefinition(child("/definitions", name)),
            users.length === 0
              ? `No operation leads to the definition ${quote(name)}.`
              : `Only ${users.length === 1 ? "the definition" : "the definitions"} ${list(users)} ${users.length === 1 ? "refers" : "refer"} to ${quote(name)}, and nothing uses ${users.length === 1 ? "that one" : "those"}.`,
            {
              help:
                users.length === 0
                  ? "Remove it, or refer to it where it was meant to be used."
                  : `Remove ${users.length === 1 ? "both" : "all of them"}, or refer to ${list(users, "or")} where it was meant to be used.`,
              part: "key",
            },
          );
        }
      },
    },
    bad: [
      {
        definition: {
          definitions: {
            Box: { type: "object", properties: { lid: { $ref: "#/definitions/Lid" } } },
            Lid: { type: "string" },
          },
        },
        at: ["/definitions/Box", "/definitions/Lid"],
      },
      {
        definition: {
          definitions: { Box: { type: "string" } },
          responses: { Boxed: { description: "The box.", schema: { $ref: "#/definitions/Box" } } },
        },
        at: ["/definitions/Box"],
      },
    ],
    good: [
      {},
      {
        definition: {
          definitions: {
            Parcel: { properties: { box: { $ref: "#/definitions/Boxs" } } },
            Box: { type: "object", properties: { lid: { $ref: "#/definitions/Lid" } } },
            Lid: { type: "string" },
          },
        },
      },
    ],
  },
  {
    id: "doc-operations-max",
    statement: `A definition has at most ${MAX_OPERATIONS} operations.`,
    why: "The platform refuses to import a definition with more.",
    severity: { import: "error", certification: "error" },
    codes: ["TotalOperationsCountExceedsMaxAllowed"],
    sources: [CONNECTOR_FAQ, VALIDATOR_CODES],
    checks: {
      root(root, context) {
        const { operations } = context.model;
        if (operations.length <= MAX_OPERATIONS) return;
        context.report(
          root.at("paths"),
          `The definition has ${operations.length} operations; ${MAX_OPERATIONS} are allowed.`,
          { help: "Leave out operations that makers do not need, or split the connector." },
        );
      },
    },
    bad: [{ definition: { paths: manyOperations(MAX_OPERATIONS) }, at: ["/paths"] }],
    good: [{ definition: { paths: manyOperations(100) } }],
  },
  {
    id: "doc-tags-unique",
    statement:
      "tags is an array in which every tag has a name of its own, and no keys but those of Swagger 2.0.",
    why: "The platform refuses a definition that declares a tag twice.",
    severity: { import: "error", certification: "error" },
    codes: ["TagRedefined", ...EXTERNAL_DOCS_CODES],
    sources: [VALIDATOR_CODES],
    fixable: true,
    shape: [
      { of: "root", faults: ["type"], keys: ["tags"] },
      { of: "tag", faults: ["unknown", "missing"] },
      { of: "tag", faults: ["type"], keys: ["name", "externalDocs"] },
      ...externalDocsOf("tag"),
    ],
    checks: {
      tag: checkDocsAddress,
      root(root, context) {
        const seen = new Map<string, number>();
        const tags = ownArray(root.value, "tags") ?? [];
        for (const [index, tag] of tags.entries()) {
          const name = ownString(tag, "name");
          if (name === undefined) continue;
          const first = seen.get(name);
          if (first === undefined) {
            seen.set(name, index);
            continue;
          }
          const same = JSON.stringify(tags[first]) === JSON.stringify(tag);
          context.report(root.at("tags", index, "name"), `"tags" declares ${quote(name)} twice.`, {
            help: same
              ? "Remove the second one."
              : 'Keep the description that is right and remove the other tag; if they are two subjects, rename one, also in the "tags" of its operations.',
            codes: ["TagRedefined"],
            related: [{ place: root.at("tags", first, "name"), label: "declared first here" }],
            ...(same && {
              fix: {
                title: "Remove the second of two equal tags",
                edits: (document) => removeAt(document, child("/tags", index)),
              },
            }),
          });
        }
      },
    },
    bad: [
      {
        definition: { tags: [{ name: "parcels" }, { name: "depots" }, { name: "parcels" }] },
        at: ["/tags/2/name"],
      },
      { definition: { tags: { name: "parcels" } }, at: ["/tags"] },
      {
        definition: { tags: [{ name: "parcels", color: "red", externalDocs: { url: "docs" } }] },
        at: ["/tags/0/color", "/tags/0/externalDocs/url"],
      },
      { definition: { tags: ["parcels", { description: "Parcels." }] }, at: ["/tags/0", "/tags/1"] },
    ],
    good: [{ definition: { tags: [{ name: "parcels" }, { name: "Parcels" }] } }],
  },
]);

function manyOperations(count: number): JsonObject {
  const paths: JsonObject = {};
  for (let number = 0; number < count; number++)
    paths[`/parcels/${number}`] = {
      get: { operationId: `GetParcel${number}`, responses: { "200": { description: "The parcel." } } },
    };
  return paths;
}
