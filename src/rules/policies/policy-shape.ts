import { type Policy, readPolicy } from "../../definition/policies.ts";
import { OPERATIONS, PARAMETER_PREFIX, policyParameterNames } from "../../definition/policy-templates.ts";
import { removeAt, replaceValue } from "../../json/edits.ts";
import { type JsonObject, type JsonValue, own, ownObject } from "../../json/values.ts";
import { POLICY_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import { kindName, list, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PROPERTIES_SCHEMA } from "../sources.ts";

const POLLING_TYPE = "PollingTrigger";
const polling = {
  ...policy("pollingtrigger", {
    triggerConfig: { depotCode: "@{triggerBody()[0].id}" },
    triggerDataPath: "@triggerBody()",
    [OPERATIONS]: ["OnParcelCreated"],
  }),
  type: POLLING_TYPE,
};

export default defineRules([
  {
    id: "policy-shape",
    group: "policies",
    statement: "policyTemplateInstances is an array of objects with templateId, title and parameters.",
    why: "The service refuses the connector, or leaves the policy out.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA, "https://github.com/microsoft/PowerPlatformConnectors/blob/dev/README.md"],
    fixable: true,
    shape: [
      { of: "properties", faults: ["type"], keys: ["policyTemplateInstances"] },
      { of: "policy", faults: ["missing", "type"], keys: ["templateId"] },
      {
        of: "policy",
        faults: ["missing", "type"],
        keys: ["parameters"],
        say({ fault, holder }) {
          const flat = fault === "missing" ? flatParameters(holder) : [];
          return flat.length > 0 ? { help: `Move ${list(flat)} into "parameters": {…}.` } : {};
        },
      },
      {
        of: "policy",
        faults: ["unknown"],
        say({ key, holder, place }) {
          if (flatParameters(holder).includes(key)) return undefined;
          if (key !== "type") return {};
          // Which policy has a type is known only of templates that exist.
          const { template } = readPolicy(holder);
          if (template?.id !== "pollingtrigger") return template ? {} : undefined;
          const type = own(holder, "type");
          if (type === POLLING_TYPE) return undefined;
          return {
            message: `The type of a pollingtrigger cannot be ${show(type)}.`,
            help: `Write "${POLLING_TYPE}".`,
            part: undefined,
            label: undefined,
            meant: undefined,
            fix: {
              title: `Write "${POLLING_TYPE}"`,
              edits: (document) => replaceValue(document, place.pointer, POLLING_TYPE),
            },
          };
        },
      },
    ],
    checks: {
      policy(policy, context) {
        const read = readPolicy(policy.value);
        const parameters = ownObject(policy.value, "parameters") ?? {};
        for (const key of Object.keys(parameters)) {
          const value = own(parameters, key);
          if (typeof value === "string" || value === undefined || isJudgedElsewhere(read, key, value))
            continue;
          const place = policy.at("parameters", key);
          const scalar = typeof value === "number" || typeof value === "boolean";
          context.report(place, `The parameter ${quote(key)} is ${kindName(value)}, not a text.`, {
            help: scalar ? `Write "${value}" in quotes.` : "Write a text.",
            fix: scalar
              ? {
                  title: "Write it in quotes",
                  edits: (document) => replaceValue(document, place.pointer, String(value)),
                }
              : undefined,
          });
        }
      },
    },
    bad: [
      {
        properties: { properties: { policyTemplateInstances: {} } },
        at: ["apiProperties.json#/properties/policyTemplateInstances"],
      },
      { properties: withPolicy("setheader"), at: [POLICY_AT] },
      { properties: withPolicy({ title: "Nothing" }), at: [POLICY_AT, POLICY_AT] },
      {
        properties: withPolicy({ ...setHeader(), type: "Header" }),
        at: [`${POLICY_AT}/type`],
      },
      {
        properties: withPolicy({ ...polling, type: "pollingTrigger" }),
        at: [`${POLICY_AT}/type`],
      },
      {
        properties: withPolicy(setHeader({ value: 5 })),
        at: [`${POLICY_AT}/parameters/${PARAMETER_PREFIX}value`],
      },
      {
        properties: withPolicy({ templateID: "setheader", title: "Language", parameters: {} }),
        at: [`${POLICY_AT}/templateID`],
      },
      {
        properties: withPolicy({
          templateId: "setheader",
          title: "Language",
          [`${PARAMETER_PREFIX}name`]: "Accept-Language",
          [`${PARAMETER_PREFIX}value`]: "en",
        }),
        at: [POLICY_AT],
      },
    ],
    good: [
      { properties: withPolicy(setHeader(), polling) },
      // The template is the fault, of a rule of its own.
      { properties: withPolicy({ ...polling, templateId: "polling" }) },
      { properties: withPolicy(setHeader({ existsAction: true, newPath: 5 })) },
    ],
  },
  {
    id: "policy-title",
    group: "policies",
    statement: "A policy has a title.",
    why: "The title is all that the connector editor shows of a policy in its list.",
    severity: { import: "warning", certification: "warning" },
    codes: [],
    sources: [PROPERTIES_SCHEMA, "observed: all published connectors have it"],
    inferred: true,
    shape: [{ of: "policy", faults: ["missing", "empty", "type"], keys: ["title"] }],
    bad: [{ properties: withPolicy({ ...setHeader(), title: " " }), at: [`${POLICY_AT}/title`] }],
    good: [{ properties: withPolicy(setHeader()) }],
  },
  {
    id: "policy-operation-array",
    group: "policies",
    statement: `${OPERATIONS} is an array of operation ids.`,
    why: "The service refuses the connector, or applies the policy to no operation.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    checks: {
      policy(policy, context) {
        const names = own(own(policy.value, "parameters"), OPERATIONS);
        if (names === undefined) return;
        const place = policy.at("parameters", OPERATIONS);
        if (!Array.isArray(names)) {
          const ids =
            typeof names === "string"
              ? names
                  .split(",")
                  .map((id) => id.trim())
                  .filter(Boolean)
              : [];
          context.report(place, `${OPERATIONS} is ${kindName(names)}, not an array.`, {
            help:
              ids.length > 0 ? `Write [${ids.map(quote).join(", ")}].` : "List the ids of the operations.",
            fix:
              ids.length > 0
                ? {
                    title: "Write it as an array",
                    edits: (document) => replaceValue(document, place.pointer, ids),
                  }
                : undefined,
          });
          return;
        }
        for (const [index, name] of names.entries()) {
          if (typeof name === "string") continue;
          const at = policy.at("parameters", OPERATIONS, index);
          context.report(at, `${OPERATIONS} holds ${kindName(name)}, not an operation id.`, {
            help: "Write the id as a text, or remove it.",
            fix:
              name === null
                ? { title: "Remove it", edits: (document) => removeAt(document, at.pointer) }
                : undefined,
          });
        }
      },
    },
    bad: [
      {
        properties: withPolicy(setHeader({ [OPERATIONS]: "GetParcel" })),
        at: [`${POLICY_AT}/parameters/${OPERATIONS}`],
      },
      {
        properties: withPolicy(setHeader({ [OPERATIONS]: ["GetParcel", 1] })),
        at: [`${POLICY_AT}/parameters/${OPERATIONS}/1`],
      },
    ],
    good: [{ properties: withPolicy(setHeader({ [OPERATIONS]: ["GetParcel"] })) }],
  },
]);

/** Parameters whose values have a rule of their own, which says as well that they are no text. */
const JUDGED = new Set(
  ["triggerConfig", "triggerDataPath", "existsAction", "httpMethod", "newPath"].map(
    (name) => PARAMETER_PREFIX + name,
  ),
);

function isJudgedElsewhere({ template }: Policy, key: string, value: JsonValue): boolean {
  if (!key.startsWith(PARAMETER_PREFIX) || JUDGED.has(key)) return true;
  if (!template) return false;
  const name = key.slice(PARAMETER_PREFIX.length);
  if (template.id === "dynamichosturl" && name === "urlTemplate") return true;
  // Published connectors write the status as a number, and the platform takes it.
  if (name === "statusCode" && typeof value === "number") return true;
  // Unknown parameters are reported as such, and null in a required one as an empty one.
  return (
    !policyParameterNames(template).includes(key) || (value === null && template.required.includes(name))
  );
}

/** Parameters without the object around them: one fault, however many they are. */
function flatParameters(policy: JsonObject): string[] {
  return own(policy, "parameters") === undefined
    ? Object.keys(policy).filter((key) => key.startsWith("x-ms-apim"))
    : [];
}
