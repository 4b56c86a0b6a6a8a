/** The objects around operations hold only the keys that Swagger 2.0 gives them, each with a value of its type. */

import { renameKey } from "../../json/edits.ts";
import { isObject, type JsonObject, type JsonValue, own, ownObject } from "../../json/values.ts";
import { checkExternalDocs } from "../facts/external-docs.ts";
import { isInput } from "../facts/parameter-kinds.ts";
import {
  extensionMeant,
  HEADER_KEYS,
  INSTEAD,
  ITEMS_KEYS,
  isOfKeyType,
  type KeyType,
  OPERATION_KEYS,
  PARAMETER_KEYS,
  PATH_ITEM_KEYS,
  RESPONSE_KEYS,
} from "../facts/swagger-keys.ts";
import type { Context } from "../language/context.ts";
import { nearest } from "../language/nearest.ts";
import type { Node, Place } from "../language/node.ts";
import { kindName, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const CODES = ["AdditionalPropertyNotAllowed", "ExtensionNameNotValid", "JsonTypeIncorrect"];
const WHY =
  "The platform refuses definitions with keys it does not know: they are usually misspelt, or belong to OpenAPI 3, and what they say would be lost.";
const SEVERITY = { import: "error", certification: "error" } as const;
const SOURCES = [VALIDATOR_CODES, DEFINITION_SCHEMA];

/** Whether null stands for a text that certification asks for: another rule says that it is missing. */
function isMissingText(node: Node, context: Context, key: string): boolean {
  if (node.value[key] !== null || context.subject.profile !== "certification") return false;
  return node.kind === "operation"
    ? key === "summary" || key === "description"
    : node.kind === "parameter" && key === "description" && isInput(node);
}

/** Reports unknown keys of a node and values of the wrong type; `what` names the object with its article. */
function checkKeys(node: Node, context: Context, what: string, known: Record<string, KeyType>): void {
  for (const key in node.value) {
    if (key.startsWith("x-")) continue;
    const type = Object.hasOwn(known, key) ? known[key] : undefined;
    const value = node.value[key] as JsonValue;
    if (type === undefined) reportUnknown(node, context, what, key, Object.keys(known));
    else if (!isOfKeyType(value, type) && !isMissingText(node, context, key))
      reportType(node.at(key), context, key, value, type);
  }
}

function reportUnknown(node: Node, context: Context, what: string, key: string, known: string[]): void {
  const place = node.at(key);
  const extension = extensionMeant(key);
  // A key written with other capitals, or an extension without its first letters, is certain to mean the one it resembles.
  const meant = extension ?? known.find((candidate) => candidate.toLowerCase() === key.toLowerCase());
  const free = meant !== undefined && own(node.value, meant) === undefined;
  const guess = meant ?? (Object.hasOwn(INSTEAD, key) ? undefined : nearest(key, known));
  context.report(place, `${what} has no property ${quote(key)}.`, {
    help:
      guess !== undefined
        ? `Did you mean "${guess}"? Extensions start with "x-"; any other key must be one of Swagger 2.0.`
        : ((Object.hasOwn(INSTEAD, key) ? INSTEAD[key] : undefined) ??
          `Remove it; Swagger 2.0 knows ${known.filter((name) => name !== "$ref").join(", ")}.`),
    label: "not allowed here",
    part: "key",
    // OpenAPI 3 keeps the schema of an answer in there.
    meant: guess ?? (key === "content" && known.includes("schema") ? "schema" : undefined),
    codes: [extension === undefined ? "AdditionalPropertyNotAllowed" : "ExtensionNameNotValid"],
    ...(free && meant !== undefined
      ? {
          fix: {
            title: `Rename it to "${meant}"`,
            edits: (document) => renameKey(document, place.pointer, meant),
          },
        }
      : {}),
  });
}

function reportType(place: Place, context: Context, key: string, value: JsonValue, type: KeyType): void {
  context.report(place, `"${key}" must be ${expected(type)}, but is ${kindName(value)}.`, {
    help: `Write ${expected(type)} instead of ${show(value)}, or remove "${key}".`,
    label: `expected ${expected(type)}`,
    codes: ["JsonTypeIncorrect"],
  });
}

function expected(type: KeyType): string {
  return type === "array" || type === "object" ? `an ${type}` : `a ${type}`;
}

/** Reports entries of a list or a table of objects that are none: the walk passes them over. */
function checkEntries(node: Node, context: Context, key: string, what: string): void {
  const entries = own(node.value, key);
  if (typeof entries !== "object" || entries === null) return;
  // Arrays and objects alike: their items, or members, by name.
  const named = entries as JsonObject;
  for (const name in named) {
    const value = named[name] as JsonValue;
    if (isObject(value) || name.startsWith("x-")) continue;
    context.report(node.at(key, name), `${what} must be an object, but is ${kindName(value)}.`, {
      help: `Write an object instead of ${show(value)}, or remove it.`,
      label: "expected an object",
      codes: ["JsonTypeIncorrect"],
    });
  }
}

export default defineRules([
  {
    id: "op-unknown-property",
    group: "operations",
    statement: "An operation has only the properties of Swagger 2.0 and extensions, each of its type.",
    why: WHY,
    severity: SEVERITY,
    codes: [...CODES, "RequiredPropertyMissing", "UrlNotValid"],
    sources: SOURCES,
    fixable: true,
    checks: {
      operation(node, context) {
        checkKeys(node, context, "An operation", OPERATION_KEYS);
        checkExternalDocs(node.value, node, context, true);
      },
    },
    bad: [
      {
        definition: { paths: { "/depots": { get: { requestBody: {}, Tags: [] } } } },
        at: ["/paths/~1depots/get/requestBody", "/paths/~1depots/get/Tags"],
      },
      {
        definition: { paths: { "/depots": { get: { "ms-visibility": "important" } } } },
        at: ["/paths/~1depots/get/ms-visibility"],
      },
      {
        definition: { paths: { "/depots": { get: { parameters: {}, summary: 5 } } } },
        at: ["/paths/~1depots/get/summary", "/paths/~1depots/get/parameters"],
      },
      {
        definition: { paths: { "/depots": { get: { externalDocs: { url: "docs" } } } } },
        at: ["/paths/~1depots/get/externalDocs/url"],
      },
    ],
    good: [{ definition: { paths: { "/depots": { get: { schemes: ["https"], "x-internal": 1 } } } } }],
  },
  {
    id: "path-item-unknown-property",
    group: "operations",
    statement: "A path holds only the seven methods of Swagger 2.0, parameters and extensions.",
    why: "What stands under another key, such as a method in capitals, is refused; makers would never see the operation.",
    severity: SEVERITY,
    codes: CODES,
    sources: SOURCES,
    fixable: true,
    checks: {
      root(root, context) {
        const paths = ownObject(root.value, "paths") ?? {};
        for (const path of Object.keys(paths)) {
          const value = own(paths, path);
          if (path.startsWith("x-") || value === undefined || isObject(value)) continue;
          context.report(
            root.at("paths", path),
            `The path ${quote(path)} must be an object, but is ${kindName(value)}.`,
            {
              help: 'Write an object with the methods of the path, such as "get".',
              label: "expected an object",
              codes: ["JsonTypeIncorrect"],
            },
          );
        }
      },
      pathItem: (node, context) => checkKeys(node, context, "A path", PATH_ITEM_KEYS),
    },
    bad: [
      {
        definition: { paths: { "/depots": { GET: {}, trace: {}, put: "soon" }, "/none": 0 } },
        at: ["/paths/~1depots/GET", "/paths/~1depots/trace", "/paths/~1depots/put", "/paths/~1none"],
      },
      {
        definition: {
          paths: { "/stamps": { Post: { operationId: "CreateStamp" }, "ms-notification-content": {} } },
        },
        at: ["/paths/~1stamps/Post", "/paths/~1stamps/ms-notification-content"],
      },
    ],
    good: [{ definition: { paths: { "/depots": { parameters: [], "x-note": "seldom used" } } } }],
  },
  {
    id: "param-unknown-property",
    group: "parameters",
    statement: "A parameter has only the properties of Swagger 2.0 and extensions, each of its type.",
    why: WHY,
    severity: SEVERITY,
    codes: CODES,
    sources: SOURCES,
    fixable: true,
    checks: {
      root: (node, context) => checkEntries(node, context, "parameters", "A parameter"),
      pathItem: (node, context) => checkEntries(node, context, "parameters", "A parameter"),
      operation: (node, context) => checkEntries(node, context, "parameters", "A parameter"),
      parameter: (node, context) => checkKeys(node, context, "A parameter", PARAMETER_KEYS),
      items: (node, context) =>
        checkKeys(node, context, "A list's items object outside a schema", ITEMS_KEYS),
    },
    bad: [
      {
        definition: {
          paths: {
            "/depots": {
              get: { parameters: [{ name: "q", in: "query", type: "string", example: "a", maxlength: 3 }] },
            },
          },
        },
        at: ["/paths/~1depots/get/parameters/0/example", "/paths/~1depots/get/parameters/0/maxlength"],
      },
      {
        definition: {
          parameters: {
            tags: { name: "tags", in: "query", type: "array", items: { type: "string", nullable: true } },
            limit: { name: "limit", in: "query", type: "integer", description: 100, x_ms_summary: "Limit" },
          },
        },
        at: [
          "/parameters/tags/items/nullable",
          "/parameters/limit/description",
          "/parameters/limit/x_ms_summary",
        ],
      },
      {
        definition: { paths: { "/depots": { get: { parameters: ["q"] } } } },
        at: ["/paths/~1depots/get/parameters/0"],
      },
    ],
    good: [
      {
        definition: {
          parameters: { limit: { name: "limit", in: "query", type: "integer", maximum: 100, "x-note": "a" } },
        },
      },
    ],
  },
  {
    id: "resp-unknown-property",
    group: "responses",
    statement: "A response has only a description, a schema, headers, examples and extensions.",
    why: WHY,
    severity: SEVERITY,
    codes: CODES,
    sources: SOURCES,
    fixable: true,
    checks: {
      root: (node, context) => checkEntries(node, context, "responses", "A response"),
      operation: (node, context) => checkEntries(node, context, "responses", "A response"),
      response: (node, context) => checkKeys(node, context, "A response", RESPONSE_KEYS),
      header: (node, context) => checkKeys(node, context, "A response header", HEADER_KEYS),
    },
    bad: [
      {
        definition: {
          paths: {
            "/depots": {
              get: {
                responses: {
                  "200": { content: {}, headers: { "X-Rate": { type: "string", required: true } } },
                },
              },
            },
          },
        },
        at: [
          "/paths/~1depots/get/responses/200/content",
          "/paths/~1depots/get/responses/200/headers/X-Rate/required",
        ],
      },
      {
        definition: { responses: { Gone: { Description: "It is gone.", "xms-summary": "Gone" } } },
        at: ["/responses/Gone/Description", "/responses/Gone/xms-summary"],
      },
      {
        definition: { responses: { Gone: { description: "It is gone.", schema: "Parcel" }, Busy: "busy" } },
        at: ["/responses/Gone/schema", "/responses/Busy"],
      },
    ],
    good: [
      {
        definition: {
          paths: { "/depots": { get: { responses: { "200": { examples: { "application/json": [] } } } } } },
        },
      },
    ],
  },
]);
