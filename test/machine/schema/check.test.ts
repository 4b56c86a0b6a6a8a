/** Our own schemas are not checked at every start, so they are checked here. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { checkWorld } from "../../../src/bookings/world/world.ts";
import { schemaCheck } from "../../../src/machine/schema/check.ts";
import { readYaml } from "../../../src/machine/yaml/read-yaml.ts";
import { ROOT } from "../../support/run-script.ts";

const SCHEMAS = [
  "src/validation/settings.schema.json",
  "src/bookings/world/world.schema.json",
  "connector/solution.schema.json",
  "connector/service.schema.json",
];

describe("What a start does not check", () => {
  it.each(SCHEMAS)("%s is a JSON schema", (file) => {
    const ajv = new Ajv({ strict: false });
    ajv.validateSchema(JSON.parse(readFileSync(path.join(ROOT, file), "utf8")));
    expect(ajv.errors ?? []).toEqual([]);
  });

  it("The default world is as its schema says", () => {
    const text = readFileSync(path.join(ROOT, "src/bookings/world/default-world.yaml"), "utf8");
    expect(checkWorld(readYaml(text, "default-world.yaml", "bad-world").value)).toEqual([]);
  });

  it("A check names every fault of a value", () => {
    const check = schemaCheck({ type: "object", properties: { at: { type: "string" } }, required: ["by"] });
    expect(check({ at: 1 }).map(({ pointer, unquoted }) => [pointer, unquoted])).toEqual([
      ["", false],
      ["/at", true],
    ]);
  });
});
