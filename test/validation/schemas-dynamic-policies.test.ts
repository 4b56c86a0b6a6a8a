/** The rules about schemas, dynamic extensions and policies on what no example shows: junk, loops and bombs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../src/json/values.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import type { Example } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";

const GROUPS = ["schemas", "dynamic", "policies"];
const rules = (await loadRules()).filter((rule) => GROUPS.includes(rule.group));

/** Every rule at its full severity, also those that a profile leaves out. */
const severities = new Map(rules.map((rule) => [rule.id, "warning" as const]));

function findingsOf(example: Example) {
  return validateWith(rules, buildExample(example), { severities });
}

/** Words that the rules look for, so that random values come near what they check. */
const WORDS =
  `type properties items required enum default format pattern minimum maximum minLength multipleOf allOf
discriminator readOnly xml $ref x-ms-enum-values value displayName x-ms-summary description x-ms-capabilities
filterFunctions x-ms-visibility internal x-ms-dynamic-values x-ms-dynamic-list x-ms-dynamic-schema
x-ms-dynamic-properties x-ms-dynamic-tree operationId parameters parameter parameterReference value-path value-collection
itemsPath itemValuePath capability builtInOperation open browse settings in name schema __proto__ constructor`.split(
    /\s+/,
  );
const VALUES: JsonValue[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  "",
  "id",
  "object",
  "array",
  "string",
  "integer",
  "boolean",
  "file",
  "null",
  "body",
  "query",
  "ListDepots",
  "GetParcel",
  "CreateParcel",
  "#/definitions/A",
  "#/definitions/B",
  "(",
  "[a",
  "binary",
  "int64",
];

const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...VALUES),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...WORDS, "id"), tie("json"), { maxKeys: 6 }) as fc.Arbitrary<JsonValue>,
  ),
}));

const TEMPLATES = [
  "setheader",
  "SetProperty",
  "pollingtrigger",
  "dynamichosturl",
  "routerequesttoendpoint",
  "updatenextlink",
  "x",
];
const KEYS =
  `name value existsAction urlTemplate newPath httpMethod triggerConfig triggerDataPath nextLinkPropertyName
newPropertyParentPathTemplate nmae`
    .split(/\s+/)
    .map((name) => `x-ms-apimTemplateParameter.${name}`);
const policy = fc.record(
  {
    templateId: fc.oneof(fc.constantFrom<JsonValue>(...TEMPLATES), json),
    title: json,
    parameters: fc.oneof(
      json,
      fc.dictionary(
        fc.constantFrom(
          ...KEYS,
          "x-ms-apimTemplate-operationName",
          "x-ms-apimTemplate-policySection",
          "__proto__",
        ),
        fc.oneof(
          json,
          fc.constantFrom<JsonValue>(
            "@headers('x')",
            "@body(",
            "@Body()",
            "@connectionParameters('y')",
            "http://x",
            ["GetParcel"],
          ),
        ),
        { maxKeys: 5 },
      ) as fc.Arbitrary<JsonValue>,
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonValue>;

/** Milliseconds: far above what the work takes on a busy machine, far below what the bombs would take if they went off. */
const GENEROUS = 15_000;

describe("the rules about schemas, dynamic extensions and policies", () => {
  it("never fail, and say something readable, whatever is in the files", () => {
    fc.assert(
      fc.property(
        json,
        json,
        json,
        fc.array(fc.oneof(policy, json), { maxLength: 4 }),
        (first, second, parameters, policies) => {
          const findings = findingsOf({
            definition: {
              definitions: { A: first, B: second },
              parameters: { P: second },
              paths: {
                "/x": { post: { operationId: "X", parameters, responses: { "200": { schema: first } } } },
              },
            },
            properties: { properties: { policyTemplateInstances: policies } },
          });
          for (const finding of findings) {
            expect(finding.message).not.toMatch(/\[object|\bundefined\b/);
            expect(finding.message.length).toBeLessThan(1000);
            expect(finding.help).not.toBe("");
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("count references instead of expanding them", () => {
    const definitions: JsonObject = {};
    for (let level = 0; level < 60; level++) {
      const next = { $ref: `#/definitions/L${level + 1}` };
      definitions[`L${level}`] = {
        type: "object",
        required: ["a", "b"],
        properties: { a: next, b: next },
        allOf: [next, next],
        discriminator: "a",
      };
    }
    definitions["L60"] = {
      type: "object",
      properties: {
        depot: {
          type: "string",
          "x-ms-dynamic-values": {
            operationId: "Bomb",
            parameters: { x: { parameter: "depot" } },
            "value-path": "a/a/a/b",
          },
        },
      },
    };
    const start = performance.now();
    findingsOf({
      definition: {
        definitions,
        paths: {
          "/bomb": {
            post: {
              operationId: "Bomb",
              parameters: [
                { name: "body", in: "body", required: true, schema: { $ref: "#/definitions/L0" } },
              ],
              responses: { "200": { description: "A bomb.", schema: { $ref: "#/definitions/L0" } } },
            },
          },
        },
      },
    });
    expect(performance.now() - start).toBeLessThan(GENEROUS);
  });

  it("take long lists in their stride", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `v${index}`);
    const start = performance.now();
    findingsOf({
      definition: {
        definitions: {
          Parcel: {
            required: many,
            properties: {
              size: {
                type: "string",
                enum: many,
                default: "v",
                "x-ms-enum-values": many.map((value) => ({ value, displayName: value })),
              },
            },
          },
        },
      },
    });
    expect(performance.now() - start).toBeLessThan(GENEROUS);
  });
});
