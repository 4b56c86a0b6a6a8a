/** The objects around operations hold only the keys that Swagger 2.0 gives them, each with a value of its type. */

import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { checkDocsAddress, externalDocsOf } from "../facts/external-docs.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const CODES = ["AdditionalPropertyNotAllowed", "ExtensionNameNotValid", "JsonTypeIncorrect"];
const WHY =
  "The import refuses a definition with keys that Swagger 2.0 does not know: they are usually misspelt, or belong to OpenAPI 3, and what they say would be lost.";
const SEVERITY = { import: "error", certification: "error" } as const;
const SOURCES = [VALIDATOR_CODES, DEFINITION_SCHEMA];

export default defineRules("operations", [
  {
    id: "op-unknown-property",
    statement: "An operation has only the properties of Swagger 2.0 and extensions, each of its type.",
    why: WHY,
    severity: SEVERITY,
    codes: [...CODES, "RequiredPropertyMissing", "UrlNotValid"],
    sources: SOURCES,
    fixable: true,
    yieldsTo: ["op-summary-required", "op-description-required"],
    shape: [
      { of: "operation", faults: ["unknown"] },
      {
        of: "operation",
        faults: ["type"],
        keys: ["summary", "description", "externalDocs", "parameters", "responses"],
      },
      ...externalDocsOf("operation"),
    ],
    checks: { operation: checkDocsAddress },
    bad: [
      {
        definition: depotsWith({ requestBody: {}, Tags: [] }),
        at: [`${DEPOTS}/requestBody`, `${DEPOTS}/Tags`],
      },
      { definition: depotsWith({ "ms-visibility": "important" }), at: [`${DEPOTS}/ms-visibility`] },
      {
        definition: depotsWith({ parameters: {}, summary: 5 }),
        at: [`${DEPOTS}/summary`, `${DEPOTS}/parameters`],
      },
      { definition: depotsWith({ externalDocs: { url: "docs" } }), at: [`${DEPOTS}/externalDocs/url`] },
    ],
    good: [{ definition: depotsWith({ schemes: ["https"], "x-internal": 1 }) }],
  },
  {
    id: "path-item-unknown-property",
    statement: "A path holds only the seven methods of Swagger 2.0, parameters and extensions.",
    why: 'The import refuses a path with any key but the seven methods in small letters, "parameters" and extensions; what the key says makers would never see.',
    severity: SEVERITY,
    codes: CODES,
    sources: SOURCES,
    fixable: true,
    shape: [
      { of: "root", faults: ["type"], keys: ["paths"], entries: true },
      { of: "pathItem", faults: ["unknown", "type"] },
    ],
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
    yieldsTo: ["param-description-required"],
    shape: [
      { of: ["root", "pathItem", "operation"], faults: ["type"], keys: ["parameters"], entries: true },
      { of: "parameter", faults: ["type"], keys: ["description", "allowEmptyValue", "uniqueItems"] },
      { of: ["items", "header"], faults: ["type"], keys: ["uniqueItems"] },
      { of: ["parameter", "items"], faults: ["unknown"] },
    ],
    bad: [
      {
        definition: depotsWith({
          parameters: [{ name: "q", in: "query", type: "string", example: "a", maxlength: 3 }],
        }),
        at: [`${DEPOTS}/parameters/0/example`, `${DEPOTS}/parameters/0/maxlength`],
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
      { definition: depotsWith({ parameters: ["q"] }), at: [`${DEPOTS}/parameters/0`] },
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
    shape: [
      { of: ["root", "operation"], faults: ["type"], keys: ["responses"], entries: true },
      { of: ["response", "header"], faults: ["unknown"] },
      { of: "response", faults: ["type"], keys: ["schema", "headers", "examples"], entries: false },
      { of: "header", faults: ["type"], keys: ["description"] },
    ],
    bad: [
      {
        definition: depotsWith({
          responses: { "200": { content: {}, headers: { "X-Rate": { type: "string", required: true } } } },
        }),
        at: [`${DEPOTS}/responses/200/content`, `${DEPOTS}/responses/200/headers/X-Rate/required`],
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
    good: [{ definition: depotsWith({ responses: { "200": { examples: { "application/json": [] } } } }) }],
  },
]);
