/** The policies that a connector configures. */
import { child } from "../json/pointer.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../json/values.ts";
import {
  findTemplate,
  OPERATIONS,
  PARAMETER_PREFIX,
  type PolicySection,
  type PolicyTemplate,
  SECTION,
} from "./policy-templates.ts";

/** One policy as far as it can be read. */
export interface Policy {
  id: string | undefined;
  title: string | undefined;
  template: PolicyTemplate | undefined;
  parameters: JsonObject;
}

export function readPolicy(value: JsonValue | undefined): Policy {
  const id = ownString(value, "templateId");
  return {
    id,
    title: ownString(value, "title"),
    template: id === undefined ? undefined : findTemplate(id),
    parameters: ownObject(value, "parameters") ?? {},
  };
}

/**
 * The policies of a connector in the order in which they run: that of the file (sourced).
 * @param properties the `properties` object of apiProperties.json
 */
export function policiesOf(properties: JsonValue | undefined): { policy: Policy; pointer: string }[] {
  return (ownArray(properties, "policyTemplateInstances") ?? []).map((value, index) => ({
    policy: readPolicy(value),
    pointer: child("/properties/policyTemplateInstances", index),
  }));
}

/** A parameter of a policy's template by its short name. */
export function policyParameter(policy: Policy, name: string): JsonValue | undefined {
  return own(policy.parameters, PARAMETER_PREFIX + name);
}

/** The operations that a policy names; undefined if it has no list of them and is for all. */
export function policyOperations(policy: Policy): string[] | undefined {
  const names = own(policy.parameters, OPERATIONS);
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : undefined;
}

/** Written with dots in some exports. */
const OPERATIONS_KEY = /^x-ms-apimTemplate(?:Parameter\.|-)operationName$/i;

/** What a policy says of its operations however it is written: under another spelling of the key, or as one text. For readers of packages. */
export function writtenOperations({ parameters }: Policy): { key: string; names: string[] } {
  const key = Object.keys(parameters).find((name) => OPERATIONS_KEY.test(name)) ?? OPERATIONS;
  const named = own(parameters, key);
  const list = Array.isArray(named) ? named : named === undefined ? [] : [named];
  return { key, names: list.filter((name) => typeof name !== "object").map(String) };
}

/**
 * The part of a call in which a policy works. A section that the template does not have counts as not given (sourced:
 * published connectors do so without effect); of a template whose sections nobody knows, each is believed.
 */
export function policySection(policy: Policy, template: PolicyTemplate): PolicySection {
  const named = ownString(policy.parameters, SECTION)?.toLowerCase();
  const known = template.sections ?? (["Request", "Response", "Failure"] as const);
  return known.find((section) => section.toLowerCase() === named) ?? template.worksIn;
}

/** Every text of a policy's parameters that may hold expressions, with its place below `parameters`. */
export function policyTexts(policy: Policy): { path: string[]; text: string }[] {
  const texts: { path: string[]; text: string }[] = [];
  for (const key of Object.keys(policy.parameters)) {
    if (!key.startsWith(PARAMETER_PREFIX)) continue;
    const value = own(policy.parameters, key);
    if (typeof value === "string") texts.push({ path: [key], text: value });
    else if (isObject(value)) {
      for (const inner of Object.keys(value)) {
        const text = own(value, inner);
        if (typeof text === "string") texts.push({ path: [key, inner], text });
      }
    }
  }
  return texts;
}
