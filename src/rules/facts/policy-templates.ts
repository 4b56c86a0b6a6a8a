/**
 * The policy templates of the platform with their parameters. Sourced: Microsoft's schema of apiProperties.json; checked
 * against every policy of 606 published connectors. Three templates are only known from published connectors.
 */
import { isObject, type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";

/** In front of the names of a template's own parameters. */
export const PARAMETER_PREFIX = "x-ms-apimTemplateParameter.";
/** Parameters of every template: which operations it is for, and in which part of the call it works. */
export const OPERATIONS = "x-ms-apimTemplate-operationName";
export const SECTION = "x-ms-apimTemplate-policySection";

export interface PolicyTemplate {
  id: string;
  /** False for templates that published connectors use but no document names. */
  documented: boolean;
  /** Names without {@link PARAMETER_PREFIX}. */
  required: readonly string[];
  optional: readonly string[];
  /** The values of the policy section; empty if the template has none, undefined if unknown. */
  sections: readonly string[] | undefined;
}

const BOTH = ["Request", "Response"];

export const POLICY_TEMPLATES: readonly PolicyTemplate[] = [
  template(
    "convertarraytoobject",
    ["propertyParentPath", "keyWithinCollectionPath", "newPropertyPath"],
    ["propertySubPath", "retainKey"],
    BOTH,
  ),
  template(
    "convertobjecttoarray",
    ["propertyParentPath", "newPropertyPath"],
    ["propertySubPath", "keyName", "valueName"],
    BOTH,
  ),
  template("dynamichosturl", ["urlTemplate"], [], []),
  template("encodepropertyvalue", ["propertyParentPath", "newPropertyPath"], ["propertySubPath"], BOTH),
  template("pollingtrigger", ["triggerConfig", "triggerDataPath"], [], []),
  template("routerequesttoendpoint", ["newPath"], ["httpMethod"], []),
  template("setheader", ["name", "value"], ["existsAction"], [...BOTH, "Failure"]),
  template(
    "setproperty",
    ["newPropertyParentPathTemplate", "newPropertySubPathTemplate", "propertyValuePathTemplate"],
    [],
    BOTH,
  ),
  template("setqueryparameter", ["name", "value"], ["existsAction"], []),
  template(
    "setvaluefromurl",
    ["parameterTemplate", "parameterValueUrl", "parameterValuePathTemplate"],
    ["httpMethod"],
    BOTH,
  ),
  template(
    "stringreplace",
    ["propertyParentPath", "sourceString", "replacementString", "newPropertyPath"],
    ["propertySubPath"],
    BOTH,
  ),
  template(
    "stringtoarray",
    ["propertyParentPath", "delimiterList", "childPropertyName", "newPropertyPath"],
    ["propertySubPath"],
    BOTH,
  ),
  template("updatenextlink", ["nextLinkPropertyName"], ["nextLinkParentPropertyPath"], []),
  template("setconnectionstatustounauthenticated", ["statusCode"], [], undefined, false),
  template(
    "moveproperties",
    ["srcParentPath", "srcSubPath", "dstParentPath", "dstSubPath"],
    ["copyOnlySubProperties"],
    BOTH,
    false,
  ),
  template("dynamicsubdomain", ["urlTemplate"], [], [], false),
];

const BY_ID = new Map(POLICY_TEMPLATES.map((known) => [known.id, known]));

/** A template by its id, whatever the letter case: the platform does not mind it. */
export function findTemplate(id: string): PolicyTemplate | undefined {
  return BY_ID.get(id.toLowerCase());
}

/** One policy as far as it can be read. */
export interface Policy {
  id: string | undefined;
  template: PolicyTemplate | undefined;
  parameters: JsonObject;
}

export function readPolicy(value: JsonObject): Policy {
  const id = ownString(value, "templateId");
  return {
    id,
    template: id === undefined ? undefined : findTemplate(id),
    parameters: ownObject(value, "parameters") ?? {},
  };
}

/** The full names of all parameters of a template, without those that every template has. */
export function policyParameterNames(template: PolicyTemplate): string[] {
  return [...template.required, ...template.optional].map((name) => PARAMETER_PREFIX + name);
}

/** A parameter of a policy's template by its short name. */
export function policyParameter(policy: Policy, name: string): JsonValue | undefined {
  return own(policy.parameters, PARAMETER_PREFIX + name);
}

/** Whether the path of a polling trigger points into the answer of the trigger, as it must. */
export function startsWithTriggerBody(path: string): boolean {
  return /^@\{?triggerBody\(\)/.test(path.trim());
}

/** The operations that a policy is for; undefined if it is for all of them. */
export function policyOperations(policy: Policy): string[] | undefined {
  const names = own(policy.parameters, OPERATIONS);
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : undefined;
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

function template(
  id: string,
  required: readonly string[],
  optional: readonly string[],
  sections: readonly string[] | undefined,
  documented = true,
): PolicyTemplate {
  return { id, documented, required, optional, sections };
}
