/** Examples of policies: the one policy of an example, and where it is. */
import type { JsonObject, JsonValue } from "../../json/values.ts";

/** Where {@link withPolicy} puts its first policy, as examples name places. */
export const POLICY_AT = "apiProperties.json#/properties/policyTemplateInstances/0";
export const PARAMETERS_AT = `${POLICY_AT}/parameters`;

/** Connector properties with these policies. */
export function withPolicy(...policies: JsonValue[]): JsonObject {
  return { properties: { policyTemplateInstances: policies } };
}

/** A policy; short names get the prefix of template parameters, names that start with `x-` stay. */
export function policy(templateId: string, parameters: JsonObject): JsonObject {
  const named = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name.startsWith("x-") ? name : `x-ms-apimTemplateParameter.${name}`,
      value,
    ]),
  );
  return { templateId, title: "Example", parameters: named };
}

/** A sound setheader policy, with changes. */
export function setHeader(parameters: JsonObject = {}): JsonObject {
  return policy("setheader", {
    name: "Accept-Language",
    value: "en",
    existsAction: "override",
    "x-ms-apimTemplate-policySection": "Request",
    ...parameters,
  });
}

/** A connection parameter "region", with the dynamichosturl policy that reads it. */
export function chosenHost(parameter: JsonObject, urlTemplate: string): JsonObject {
  return {
    properties: {
      connectionParameters: { region: { type: "string", ...parameter } },
      policyTemplateInstances: [policy("dynamichosturl", { urlTemplate })],
    },
  };
}

/** Where {@link chosenHost} puts its parameter. */
export const REGION_AT = "apiProperties.json#/properties/connectionParameters/region";
