/** What the examples of the rules on operations, parameters, responses and triggers cannot show. */
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json/values.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import { newsHook } from "../../src/rules/examples/hooks-example.ts";
import type { Example } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { applyFixes } from "../../src/validation/fixing/apply-fixes.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

function find(id: string, example: Example) {
  const rule = rules.filter((candidate) => candidate.id === id);
  expect(rule).toHaveLength(1);
  return validateWith(rule, buildExample(example));
}

describe("a webhook whose content is in the operation", () => {
  const content: JsonObject = { schema: { type: "object", properties: { headline: { type: "string" } } } };
  const example = {
    definition: newsHook(
      { "x-ms-notification-content": content },
      { "x-ms-notification-content": null as never },
    ),
  };

  it("is shown with the place where the content belongs", () => {
    const [finding] = find("webhook-content-on-path-item", example);
    expect(finding?.related?.map(({ pointer, label }) => [pointer, label])).toEqual([
      ["/paths/~1hooks~1news", "belongs here"],
    ]);
  });

  it("is fixed by moving the content unchanged", () => {
    const connector = buildExample(example);
    const fixed = applyFixes(connector, find("webhook-content-on-path-item", example));
    const value = fixed.connector.definition?.value as { paths: Record<string, Record<string, JsonObject>> };
    const path = value.paths["/hooks/news"];
    expect(path?.["x-ms-notification-content"]).toEqual(content);
    expect(path?.post).not.toHaveProperty("x-ms-notification-content");
    expect(fixed.files[0]?.after).toContain(
      '    "/hooks/news": {\n      "x-ms-notification-content": {\n        "schema"',
    );
    const errors = validateWith(rules, fixed.connector).filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
  });
});

describe("a parameter that operations share", () => {
  it("is reported once, where it is written", () => {
    const shared = { $ref: "#/parameters/q" };
    const findings = find("param-summary-required", {
      definition: {
        parameters: { q: { name: "q", in: "query", type: "string", description: "A query." } },
        paths: {
          "/depots": { get: { parameters: [shared] } },
          "/parcels/{parcelId}": { get: { parameters: [shared] } },
        },
      },
    });
    expect(findings.map(({ pointer }) => pointer)).toEqual(["/parameters/q"]);
  });
});

describe("what is behind a reference that leads nowhere", () => {
  it("is not reported as missing", () => {
    const example = {
      definition: {
        paths: { "/parcels/{parcelId}": { get: { parameters: [{ $ref: "#/parameters/gone" }] } } },
      },
    };
    expect(find("param-path-defined", example)).toEqual([]);
    const body = { name: "body", in: "body", required: true, schema: { $ref: "#/definitions/Gone" } };
    expect(find("webhook-url-required", { definition: newsHook({ parameters: [body] }) })).toEqual([]);
  });
});

describe("definitions that are made to grow", () => {
  const definitions: JsonObject = { L30: { type: "string" } };
  for (let level = 0; level < 30; level++) {
    const next = { $ref: `#/definitions/L${level + 1}` };
    definitions[`L${level}`] = { type: "object", properties: { a: next, b: next, c: next } };
  }

  it("do not multiply the work of the webhook rules", () => {
    // Behind all that is read: without any mark it would be certain that the URL is missing.
    const marked = { type: "string", "x-ms-notification-url": true };
    const first = { type: "object", properties: { a: { $ref: "#/definitions/L1" }, url: marked } };
    const body = { name: "body", in: "body", schema: { $ref: "#/definitions/L0" } };
    const paths: JsonObject = {};
    for (let index = 0; index < 300; index++) {
      paths[`/hooks/${index}`] = {
        "x-ms-notification-content": { schema: {} },
        post: { operationId: `On${index}`, "x-ms-trigger": "single", parameters: [body], responses: {} },
      };
    }
    const webhooks = rules.filter(({ group }) => group === "triggers-webhook");
    const findings = validateWith(
      webhooks,
      buildExample({ definition: { paths, definitions: { ...definitions, L0: first } } }),
    );
    // A body that could not be read to its end is not said to lack the URL.
    expect(findings.filter(({ rule }) => rule === "webhook-url-required")).toEqual([]);
  });

  it("do not make every path meet every other", () => {
    const paths: JsonObject = {};
    for (let index = 0; index < 3000; index++)
      paths[`/a/{x${index}}/${index}`] = { get: { operationId: `G${index}` } };
    const clashes = rules.filter(({ id }) => id === "path-partial-duplicate");
    expect(validateWith(clashes, buildExample({ definition: { paths } }))).toEqual([]);
  });
});
