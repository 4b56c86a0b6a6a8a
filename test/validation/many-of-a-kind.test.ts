/** Many things of one kind take no longer than each by itself: what grows with their square would not end within a test's time. */
import { expect, it } from "vitest";
import type { JsonObject } from "../../src/json/values.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import { policy, withPolicy } from "../../src/rules/examples/policy-example.ts";
import { validateConnector } from "../../src/validation/validate.ts";

const MANY = 10_000;

it("unknown parameters of one policy", async () => {
  const parameters: Record<string, string> = { name: "Accept", value: "en" };
  for (let number = 0; number < MANY; number++) parameters[`nmae${number}`] = "x";
  const findings = await validateConnector(
    buildExample({ properties: withPolicy(policy("setheader", parameters)) }),
  );
  expect(findings.filter(({ rule }) => rule === "policy-unknown-parameter")).toHaveLength(MANY);
});

it("policies of which none can be read", async () => {
  const unknown = Array.from({ length: MANY }, (_, number): JsonObject => ({ [`key${number}`]: 1 }));
  const first = withPolicy(policy("setheader", { name: "Accept", value: "en" })) as {
    properties: { policyTemplateInstances: JsonObject[] };
  };
  first.properties.policyTemplateInstances.push(...unknown);
  const findings = await validateConnector(buildExample({ properties: first }));
  expect(findings.length).toBeGreaterThan(MANY);
});
