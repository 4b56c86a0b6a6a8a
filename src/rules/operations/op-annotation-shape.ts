/** x-ms-api-annotation: the form of its values. */

import { renameKey, replaceValue } from "../../json/edits.ts";
import { isObject, type JsonObject, own, ownString } from "../../json/values.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VERSIONING } from "../sources.ts";

const KEY = "x-ms-api-annotation";
const KEYS = ["family", "revision", "status", "replacement", "expires"];
const WARNING = { import: "warning", certification: "warning" } as const;

const annotated = (...annotations: (JsonObject & { deprecated?: boolean })[]) => ({
  paths: {
    "/stamps": Object.fromEntries(
      annotations.map(({ deprecated = false, ...annotation }, index) => [
        ["get", "put", "post", "patch"][index],
        { operationId: `Stamps_V${index + 1}`, deprecated, [KEY]: annotation },
      ]),
    ),
  },
});
const at = (method: string, ...rest: string[]) => [`/paths/~1stamps/${method}/${KEY}`, ...rest].join("/");

export default defineRules([
  {
    id: "op-annotation-shape",
    group: "operations",
    statement: `x-ms-api-annotation holds ${KEYS.join(", ")}, each in its form.`,
    why: "What is misspelt or of the wrong type is not read, and makers are offered an old revision as if it were current.",
    severity: WARNING,
    codes: [],
    sources: [DEFINITION_SCHEMA, VERSIONING],
    fixable: true,
    onlyWith: [KEY],
    checks: {
      operation(node, context) {
        const annotation = own(node.value, KEY);
        if (annotation === undefined) return;
        if (!isObject(annotation)) {
          context.report(node.at(KEY), `${KEY} must be an object, but is ${kindName(annotation)}.`, {
            help: 'Write {"family": "GetParcel", "revision": 1}.',
          });
          return;
        }
        for (const key of Object.keys(annotation)) {
          if (KEYS.includes(key) || key.startsWith("x-")) continue;
          const place = node.at(KEY, key);
          const meant = KEYS.find((known) => known.toLowerCase() === key.toLowerCase());
          context.report(place, `${KEY} has no property ${quote(key)}.`, {
            help: `${didYouMean(key, KEYS)}It holds ${KEYS.join(", ")}.`,
            part: "key",
            fix:
              meant === undefined || Object.hasOwn(annotation, meant)
                ? undefined
                : {
                    title: `Rename it to "${meant}"`,
                    edits: (document) => renameKey(document, place.pointer, meant),
                  },
          });
        }
        checkValues(annotation, node, context);
      },
    },
    bad: [
      {
        definition: annotated({ Family: "Stamps", revision: 1, colour: "red" }),
        at: [at("get", "Family"), at("get", "colour")],
      },
      { definition: annotated({ family: "Stamps", revision: "2" }), at: [at("get", "revision")] },
      { definition: annotated({ family: "", revision: 2 }), at: [at("get", "family")] },
      { definition: annotated({ family: 7, revision: 0 }), at: [at("get", "family"), at("get", "revision")] },
      { definition: { paths: { "/stamps": { get: { [KEY]: "Preview" } } } }, at: [at("get")] },
      {
        definition: annotated({ replacement: "Stamps_V2", deprecated: true }),
        at: [at("get", "replacement")],
      },
    ],
    good: [{ definition: annotated({ family: "Stamps", revision: 1, status: "Preview" }) }],
  },
]);

function checkValues(annotation: JsonObject, node: Node, context: Context): void {
  for (const key of ["family", "expires"]) {
    const value = own(annotation, key);
    if (value === undefined || typeof value === "string") continue;
    context.report(node.at(KEY, key), `"${key}" must be a string, but is ${kindName(value)}.`, {
      help: "Write it in quotes.",
    });
  }
  const family = ownString(annotation, "family");
  if (family?.trim() === "") {
    context.report(node.at(KEY, "family"), 'The "family" is empty.', {
      help: 'Write the name that all revisions share, such as "GetParcel", or remove it.',
    });
  }
  const revision = own(annotation, "revision");
  if (
    revision !== undefined &&
    // No number in a family is what another rule speaks of.
    !(revision === null && family) &&
    !(typeof revision === "number" && Number.isInteger(revision) && revision >= 1)
  ) {
    const place = node.at(KEY, "revision");
    const meant =
      typeof revision === "string" && /^[1-9]\d{0,8}$/.test(revision) ? Number(revision) : undefined;
    context.report(place, `"revision" must be a whole number from 1 on, but is ${show(revision)}.`, {
      help: "Write 1 for the first revision, without quotes.",
      fix:
        meant === undefined
          ? undefined
          : {
              title: "Write it without quotes",
              edits: (document) => replaceValue(document, place.pointer, meant),
            },
    });
  }
  const replacement = own(annotation, "replacement");
  if (replacement !== undefined && !isObject(replacement)) {
    context.report(
      node.at(KEY, "replacement"),
      `"replacement" must be an object, but is ${kindName(replacement)}.`,
      {
        help: 'Write {"api": "…", "operationId": "…"}.',
      },
    );
  }
}
