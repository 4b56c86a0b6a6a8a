/** The grammar answers whoever shows keys to an author, and says what published connectors are. */
import { describe, expect, it } from "vitest";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { EXTENSIONS } from "../../src/definition/grammar/extensions.ts";
import { describeKey, KINDS, keysOf, kindOf } from "../../src/definition/grammar/grammar.ts";
import { toJsonSchema } from "../../src/definition/grammar/json-schema.ts";
import type { Value } from "../../src/definition/grammar/types.ts";
import { schemaCheck } from "../../src/machine/schema/check.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";

/** Every value that the grammar describes, with the keys that lead to it. */
function* values(): Generator<[string, Value]> {
  for (const kind of Object.keys(KINDS))
    for (const [key, value] of keysOf(kind)) {
      yield [`${kind}.${key}`, value];
      if (value.each) yield [`${kind}.${key}[]`, value.each];
    }
}

describe("the grammar", () => {
  it("has a whole sentence for every kind, key and extension", () => {
    const sentences = [
      ...Object.values(KINDS).map(({ meaning }) => meaning),
      ...Object.keys(KINDS).flatMap((kind) => [...keysOf(kind).values()].map(({ meaning }) => meaning)),
      ...[...EXTENSIONS.values()].map(({ meaning }) => meaning),
    ];
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*[.]$/);
  });

  it("names no kind that it does not have", () => {
    for (const [, { kind }] of values()) if (kind !== undefined) expect(kindOf(kind).meaning).not.toBe("");
    for (const { variants } of Object.values(KINDS))
      for (const kind of Object.values(variants?.kinds ?? {})) expect(kindOf(kind).meaning).not.toBe("");
  });

  it("describes a key for a hover", () => {
    expect(describeKey("operation", "operationId")).toMatchObject({ type: "string", required: true });
    expect(describeKey("parameter", "x-ms-url-encoding")).toMatchObject({
      values: ["single", "double"],
      places: ["path parameter"],
    });
    // Where it has no effect it is still known.
    expect(describeKey("operation", "x-ms-url-encoding")?.meaning).toContain("path");
    expect(describeKey("operation", "colour")).toBeUndefined();
    expect(describeKey("operation", "constructor")).toBeUndefined();
  });

  it("lists the keys that an object may have, extensions included", () => {
    const keys = [...keysOf("pathItem").keys()];
    expect(keys).toContain("get");
    expect(keys).toContain("x-ms-notification-content");
    expect(keys).not.toContain("x-ms-summary");
  });

  it("knows that an extension holds something else on another object", () => {
    expect(describeKey("root", "x-ms-capabilities")?.kind).toBe("connectorCapabilities");
    expect(describeKey("operation", "x-ms-capabilities")?.kind).toBe("operationCapabilities");
  });
});

describe("the JSON schema of a file", () => {
  const schemas = {
    definition: schemaCheck(toJsonSchema("root")),
    properties: schemaCheck(toJsonSchema("propertiesFile")),
    settings: schemaCheck(toJsonSchema("settings")),
  };

  it("accepts the connector of this repository and the sound one of the examples", async () => {
    const own = await readConnector(new URL("../..", import.meta.url).pathname);
    for (const connector of [own, buildExample({})]) {
      expect(schemas.definition(connector.definition?.value)).toEqual([]);
      expect(schemas.properties(connector.properties?.value)).toEqual([]);
    }
    expect(schemas.settings({ connectorId: "shared_parcels", icon: "icon.png" })).toEqual([]);
  });

  it.each([
    ["an unknown key", { paths: { "/depots": { get: { sumary: "List" } } } }],
    ["a value of another type", { paths: { "/depots": { get: { deprecated: "yes" } } } }],
    ["a value that is not allowed", { paths: { "/depots": { get: { "x-ms-trigger": "often" } } } }],
    ["a missing key", { paths: { "/depots": { get: { responses: { "200": { description: null } } } } } }],
  ])("refuses %s", (_, definition) => {
    expect(schemas.definition(buildExample({ definition }).definition?.value)).not.toEqual([]);
  });
});
