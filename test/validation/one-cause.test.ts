/** One cause, one finding: what several rules could say of one slip of an author is said once, and in full. */
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json/values.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import type { Example } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { NUMBERED_RULES } from "../../src/rules/policy-numbers.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

function graver(example: Example) {
  return validateWith(rules, buildExample(example)).filter(({ severity }) => severity !== "info");
}

const ID = {
  name: "id",
  in: "path",
  required: true,
  type: "string",
  "x-ms-summary": "Box",
  description: "Number of the box.",
  "x-ms-url-encoding": "single",
};
const operation = (operationId: string, parameters: JsonObject[] = []): JsonObject => ({
  operationId,
  summary: `Use ${operationId}`,
  description: `Uses ${operationId}.`,
  parameters,
  responses: { "204": { description: "Done." } },
});
const dynamic = (parameters: JsonObject): JsonObject => ({
  paths: {
    "/depots": {
      get: { parameters: [{ ...ID, name: "country", in: "query", "x-ms-url-encoding": undefined as never }] },
    },
    "/parcels": {
      post: {
        parameters: [
          {
            ...ID,
            name: "depot",
            in: "query",
            "x-ms-url-encoding": undefined as never,
            "x-ms-dynamic-values": {
              operationId: "ListDepots",
              parameters,
              "value-path": "code",
              "value-title": "city",
            },
          },
        ],
      },
    },
  },
});

describe("one finding for", () => {
  it.each<[string, Example, string, string]>([
    [
      "a parameter that was never described",
      {
        definition: {
          paths: { "/depots": { get: { parameters: [{ name: "q", in: "query", type: "string" }] } } },
        },
      },
      "param-summary-required",
      "no x-ms-summary and no description",
    ],
    [
      "properties that say nothing of who stands behind the connector",
      { properties: { properties: { publisher: null, stackOwner: null } } },
      "props-publisher",
      'neither "publisher" nor "stackOwner"',
    ],
    [
      "a dynamic parameter with a slip in its name",
      { definition: dynamic({ cuntry: "NL" }) },
      "dynamic-parameter-on-target",
      '"cuntry"',
    ],
    [
      "a shared path parameter that was renamed",
      {
        definition: {
          paths: {
            "/boxes/{box}": { parameters: [ID], get: operation("GetBox"), delete: operation("DeleteBox") },
          },
        },
      },
      "param-path-in-template",
      'whose variable "{box}" has no parameter',
    ],
    [
      "a path parameter of one operation that was renamed",
      { definition: { paths: { "/boxes/{box}": { get: operation("GetBox", [ID]) } } } },
      "param-path-in-template",
      "{box}",
    ],
    [
      "an OpenAPI 3 document",
      {
        definition: {
          swagger: null,
          host: null,
          basePath: null,
          schemes: null,
          openapi: "3.0.1",
          servers: [],
          components: {},
        },
      },
      "doc-openapi3",
      "OpenAPI 3.0.1",
    ],
    [
      "a keyword that a generator writes into every list",
      {
        definition: {
          definitions: {
            Box: {
              type: "object",
              properties: Object.fromEntries(
                ["a", "b", "c"].map((name) => [
                  name,
                  {
                    type: "array",
                    uniqueItems: true,
                    items: { type: "string" },
                    title: name,
                    description: `List ${name}.`,
                  },
                ]),
              ),
            },
          },
        },
      },
      "schema-unknown-property",
      "in 2 other places too",
    ],
  ])("%s", (_, example, rule, said) => {
    const found = graver(example);
    expect(found.map((finding) => finding.rule)).toEqual([rule]);
    expect(found[0]?.message).toContain(said);
  });
});

it("two faults stay two: publisher is wrong, and stackOwner is missing", () => {
  const found = graver({
    properties: { properties: { publisher: "https://fabrikam.com", stackOwner: null } },
  });
  expect(found.map(({ rule }) => rule).sort()).toEqual(["props-publisher", "props-stackowner"]);
});

it("numbers of certification policies belong to rules that exist", () => {
  const ids = rules.map(({ id }) => id);
  expect(NUMBERED_RULES.filter((id) => !ids.includes(id))).toEqual([]);
});
