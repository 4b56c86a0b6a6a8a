import { describe, expect, it } from "vitest";
import { policiesOf, policyOperations, policySection } from "../../src/definition/policies.ts";
import { findTemplate, POLICY_TEMPLATES } from "../../src/definition/policy-templates.ts";
import type { JsonValue } from "../../src/json/values.ts";

describe("the table of policy templates", () => {
  it("finds a template whatever the letter case, and nothing that is inherited", () => {
    expect(findTemplate("SetHeader")?.id).toBe("setheader");
    expect(findTemplate("constructor")).toBeUndefined();
  });

  it("has the thirteen documented templates, each name once", () => {
    expect(POLICY_TEMPLATES.filter((template) => template.documented)).toHaveLength(13);
    for (const { required, optional } of POLICY_TEMPLATES) {
      const names = [...required, ...optional];
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe("the policies of a connector", () => {
  const one = (templateId: string, section?: string, names?: JsonValue) => {
    const parameters = {
      ...(section === undefined ? {} : { "x-ms-apimTemplate-policySection": section }),
      ...(names === undefined ? {} : { "x-ms-apimTemplate-operationName": names }),
    };
    const [found] = policiesOf({ policyTemplateInstances: [{ templateId, parameters }] });
    if (!found?.policy.template) throw new Error(`no template ${templateId}`);
    return { ...found, template: found.policy.template };
  };
  const sectionOf = (id: string, section?: string) => {
    const { policy, template } = one(id, section);
    return policySection(policy, template);
  };

  it.each([
    ["setheader", "Failure", "Failure"],
    ["setheader", "response", "Response"],
    ["setheader", undefined, "Request"],
    ["setproperty", "Failure", "Request"],
    ["updatenextlink", "Request", "Response"],
    ["pollingtrigger", undefined, "Response"],
    ["moveproperties", "Response", "Request"],
    ["setconnectionstatustounauthenticated", undefined, "Failure"],
    ["setconnectionstatustounauthenticated", "Response", "Response"],
  ])("%s with the section %s works in the %s", (id, section, expected) => {
    expect(sectionOf(id, section)).toBe(expected);
  });

  it("are for the operations that they name, or for all", () => {
    expect(policyOperations(one("setheader", "Request", ["A", 1, "B"]).policy)).toEqual(["A", "B"]);
    expect(policyOperations(one("setheader").policy)).toBeUndefined();
    expect(one("setheader").pointer).toBe("/properties/policyTemplateInstances/0");
  });

  it("are none where there is no list of them", () => {
    const nothing: (JsonValue | undefined)[] = [undefined, null, {}, { policyTemplateInstances: {} }];
    for (const value of nothing) expect(policiesOf(value)).toEqual([]);
    expect(policiesOf({ policyTemplateInstances: [null, 1] })).toHaveLength(2);
  });
});
