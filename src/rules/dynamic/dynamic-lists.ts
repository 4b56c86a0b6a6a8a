import { addMember, replaceValue } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { type JsonValue, own, ownString } from "../../json/values.ts";
import { onParameter, PARAMETER_AT, withTarget } from "../examples/dynamic-example.ts";
import { labelOf } from "../facts/dynamic-arguments.ts";
import { caseFix, onlyCase, undescribed } from "../facts/dynamic-paths.ts";
import {
  arrayProperties,
  followPath,
  isUndescribed,
  itemsOf,
  namesOfType,
  type SchemaPlace,
  successSchema,
  typeOfSchema,
} from "../facts/dynamic-targets.ts";
import { type DynamicUse, dynamicUsages } from "../facts/dynamic-usages.ts";
import type { Context } from "../language/context.ts";
import { askFor, nearest } from "../language/nearest.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DESIGNER_QUERIES, VALIDATOR_CODES } from "../sources.ts";

/** How the two generations of extensions call the paths of a drop-down. */
const KEYS = {
  older: { collection: "value-collection", items: ["value-path", "value-title", "value-description"] },
  newer: { collection: "itemsPath", items: ["itemValuePath", "itemTitlePath"] },
} as const;

const VALUES = `${PARAMETER_AT}/x-ms-dynamic-values`;
const values = (paths: Record<string, string>) =>
  onParameter({ "x-ms-dynamic-values": { operationId: "List", parameters: {}, ...paths } });
const PLACES = {
  type: "object",
  properties: {
    places: {
      type: "array",
      items: { type: "object", properties: { code: { type: "string" }, city: { type: "string" } } },
    },
  },
};
/** Uses that fill a list, with the answer that they read. */
function* lists(
  context: Context,
): Generator<{ use: DynamicUse; answer: SchemaPlace; keys: (typeof KEYS)["older" | "newer"] }> {
  for (const use of context.fact(dynamicUsages).uses) {
    if (use.kind === "schema" || use.kind === "properties" || !use.target) continue;
    const answer = successSchema(context.root, use.target);
    if (answer) yield { use, answer, keys: use.kind === "values" ? KEYS.older : KEYS.newer };
  }
}

export default defineRules("dynamic", [
  {
    id: "dynamic-collection-array",
    statement: "The path to the entries of a drop-down leads to an array in the answer of the operation.",
    why: "The designer finds no entries there and takes the first array in the answer, if there is one: makers see an empty drop-down or the wrong values.",
    severity: { import: "warning", certification: "warning" },
    codes: ["InvokedOperationShouldProduceArray"],
    sources: [
      VALIDATOR_CODES,
      DESIGNER_QUERIES,
      "observed: 21 published connectors, so the import goes through",
    ],
    breaksAtRunTime: "certain",
    fixable: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        for (const { use, answer, keys } of lists(context)) {
          const path = pathIn(use, keys.collection);
          if (typeof path !== "string") continue;
          const written = path !== "";
          const pointer = written ? child(use.pointer, keys.collection) : use.pointer;
          const followed = followPath(context.root, answer, path);
          const related = [{ place: context.inDefinition(answer.pointer), label: "the answer" }];
          const operation = quote(use.operationId ?? "");
          if (followed.state === "missing") {
            const suggestion = nearest(followed.name, followed.known);
            // Only an array has entries, or an object that holds one.
            const among = namesOfType(context.root, answer, path, followed.known, ["array", "object"]);
            context.report(
              context.inDefinition(pointer),
              `The answer of ${operation} has no ${quote(followed.name)}, which ${quote(keys.collection)} names.`,
              {
                help: `${askFor(suggestion)}${among.length === 0 ? "" : `Write the path of an array that it has: ${list(among, "or")}. `}If the service does send ${quote(followed.name)}, describe it in that answer as an array.`,
                related,
                fix: caseFix(pointer, path, followed.name, suggestion),
                ...(onlyCase(followed.name, suggestion) && { severity: "info" as const }),
              },
            );
          }
          if (followed.state === "undescribed") {
            context.report(
              context.inDefinition(pointer),
              undescribed(operation, followed.name, keys.collection),
              {
                help: `Add ${quote(followed.name)}: {"type": "array", "items": { … }} to the properties there, in the answer of ${operation}, if the service sends it.`,
                related,
                severity: "info",
              },
            );
          }
          if (followed.state !== "found") continue;
          const type = typeOfSchema(context.root, followed.value);
          if (type === undefined || type === "array") continue;
          const arrays = type === "object" ? arrayProperties(context.root, followed.value) : [];
          const prefix = path.replace(/^\/+|\/+$/g, "");
          const paths = arrays.map((name) => (prefix === "" ? name : `${prefix}/${name}`));
          const only = paths.length === 1 ? paths[0] : undefined;
          context.report(
            context.inDefinition(pointer),
            written
              ? `${quote(path)} leads to a value of the type "${type}" in the answer of ${operation}, not to an array.`
              : `The answer of ${operation} is of the type "${type}", not an array, and ${labelOf(use)} does not say where the entries are.`,
            {
              help:
                paths.length > 0
                  ? `Write "${keys.collection}": ${paths.length === 1 ? quote(only ?? "") : list(paths, "or")}.`
                  : `If the service answers with a list there, describe it as {"type": "array", "items": { … }} in the answer of ${operation}. Otherwise write in "operationId" an operation that answers with a list.`,
              related,
              // An object that is not described can hold an array all the same; the service reports it in any case.
              severity: type === "object" && isUndescribed(context.root, followed.value) ? "info" : undefined,
              fix:
                only === undefined
                  ? undefined
                  : pathFix(use, keys.collection, only, own(use.value, keys.collection) !== undefined),
            },
          );
        }
      },
    },
    bad: [
      {
        definition: withTarget(values({ "value-path": "code", "value-title": "city" }), [], PLACES),
        at: [VALUES],
      },
      {
        definition: withTarget(values({ "value-collection": "place", "value-path": "code" }), [], PLACES),
        at: [`${VALUES}/value-collection`],
      },
      {
        definition: withTarget(
          onParameter({ "x-ms-dynamic-list": { operationId: "List", parameters: {}, itemsPath: "form" } }),
          [],
          { type: "object", properties: { form: { type: "string" } } },
        ),
        at: [`${PARAMETER_AT}/x-ms-dynamic-list/itemsPath`],
      },
      {
        definition: withTarget(
          values({ "value-collection": "places", "value-path": "code" }),
          [],
          PLACES.properties.places,
        ),
        at: [`${VALUES}/value-collection`],
      },
    ],
    good: [
      { definition: withTarget(values({ "value-collection": "places", "value-path": "code" }), [], PLACES) },
      {
        definition: withTarget(values({ "value-collection": "anything" }), [], {
          type: "object",
          additionalProperties: true,
        }),
      },
    ],
  },
  {
    id: "dynamic-item-paths",
    statement: "The paths to the value and the title of a drop-down's entries exist in the entries.",
    why: "In the drop-down of the designer, makers see empty or raw entries, and the action gets no value for the one that they choose.",
    severity: { import: "warning", certification: "warning" },
    codes: ["InvokedOperationShouldProduceProperty"],
    sources: [VALIDATOR_CODES, "observed: eleven published connectors"],
    breaksAtRunTime: "certain",
    fixable: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        for (const { use, answer, keys } of lists(context)) {
          const collection = pathIn(use, keys.collection);
          if (typeof collection !== "string") continue;
          const array = followPath(context.root, answer, collection);
          if (array.state !== "found") continue;
          const items = itemsOf(context.root, array);
          if (!items) continue;
          const operation = quote(use.operationId ?? "");
          for (const key of keys.items) {
            const path = ownString(use.value, key);
            if (path === undefined || path === "") continue;
            const followed = followPath(context.root, items, path);
            const pointer = child(use.pointer, key);
            if (followed.state === "undescribed") {
              context.report(context.inDefinition(pointer), undescribed(operation, followed.name, key), {
                help: `Add ${quote(followed.name)} to the properties of the entries that ${operation} answers with, if the service sends it.`,
                related: [{ place: context.inDefinition(items.pointer), label: "the entries" }],
                severity: "info",
              });
            }
            if (followed.state !== "missing") continue;
            const suggestion = nearest(followed.name, followed.known);
            context.report(
              context.inDefinition(pointer),
              `The entries that ${operation} answers with have no ${quote(followed.name)}, which "${key}" names${path === followed.name ? "" : ` in ${quote(path)}`}.`,
              {
                help: `${askFor(suggestion)}${followed.known.length > 0 ? (suggestion === undefined ? `If the service sends ${quote(followed.name)}, describe it there. Otherwise write the path of a property that they have: ${list(followed.known, "or")}.` : `If the service does send ${quote(followed.name)}, describe it there.`) : "Describe it there."}`,
                label: "looked for",
                related: [{ place: context.inDefinition(items.pointer), label: "the entries" }],
                fix: caseFix(pointer, path, followed.name, suggestion),
                ...(onlyCase(followed.name, suggestion) && { severity: "info" as const }),
              },
            );
          }
        }
      },
    },
    bad: [
      {
        definition: withTarget(
          values({ "value-collection": "places", "value-path": "Code", "value-title": "town" }),
          [],
          PLACES,
        ),
        at: [`${VALUES}/value-path`, `${VALUES}/value-title`],
      },
    ],
    good: [
      {
        definition: withTarget(
          values({ "value-collection": "places", "value-path": "code", "value-title": "city" }),
          [],
          PLACES,
        ),
      },
    ],
  },
]);

/** A path as written; without one the answer itself is meant. */
function pathIn(use: DynamicUse, key: string): JsonValue {
  const path = own(use.value, key);
  return path === undefined ? "" : path;
}

function pathFix(use: DynamicUse, key: string, path: string, exists: boolean) {
  return {
    title: `Write "${key}": ${quote(path)}`,
    edits: (document: Parameters<typeof replaceValue>[0]) =>
      exists
        ? replaceValue(document, child(use.pointer, key), path)
        : addMember(document, use.pointer, key, path),
  };
}
