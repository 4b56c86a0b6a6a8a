/**
 * Correct connectors that look unusual, each with a feature that the documentation describes and few connectors use: an error on one of them
 * is false, and so is a warning that the connector does not deserve.
 */
import { describe, expect, it } from "vitest";
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { BASE_FILES } from "../../src/rules/examples/base-connector.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";
import { CONNECTIONS } from "./unusual/connections.ts";
import type { Unusual } from "./unusual/connector.ts";
import { GENERATED } from "./unusual/generated.ts";
import { MICROSOFT } from "./unusual/microsoft.ts";
import { REST } from "./unusual/rest.ts";
import { SERVICES } from "./unusual/services.ts";
import { SHAPES } from "./unusual/shapes.ts";
import { TRIGGERS } from "./unusual/triggers.ts";

const rules = await loadRules();
const groups = { CONNECTIONS, TRIGGERS, SHAPES, REST, SERVICES, MICROSOFT, GENERATED };

function complaints({ definition, properties, files }: Unusual, profile: "import" | "certification") {
  const contents = {
    "apiDefinition.swagger.json": JSON.stringify(definition, null, 2),
    "apiProperties.json": JSON.stringify(properties, null, 2),
    ...BASE_FILES,
    ...files,
  };
  const bytes = Object.entries(contents).map(([name, text]) => [name, Buffer.from(text)] as const);
  return validateWith(rules, connectorFromFiles("unusual", new Map(bytes)), { profile }).filter(
    ({ severity }) => severity !== "info",
  );
}

describe.each(Object.entries(groups))("%s", (_, connectors) => {
  it.each(connectors.map((connector) => [connector.about, connector] as const))("%s", (_about, connector) => {
    const warned = new Set<string>();
    for (const profile of ["import", "certification"] as const) {
      for (const { severity, rule, message } of complaints(connector, profile)) {
        if (severity === "warning" && connector.warned?.includes(rule)) warned.add(rule);
        else expect.soft(`${profile}: ${severity} of ${rule}: ${message}`).toBe("");
      }
    }
    // A warning that no longer comes is not expected any more either.
    expect([...warned].sort()).toEqual([...(connector.warned ?? [])].sort());
  });
});

it("there are 120 of them at least", () => {
  expect(Object.values(groups).flat().length).toBeGreaterThanOrEqual(120);
});
