import {
  POLICY_KINDS,
  POLICY_PARAMETER_KEYS,
  POLICY_PARAMETER_KINDS,
} from "../../definition/grammar/policies.ts";
import { OPERATIONS, PARAMETER_PREFIX, POLLING_TYPE } from "../../definition/policy-templates.ts";
import { removeAt, replaceValue } from "../../json/edits.ts";
import { type JsonObject, own } from "../../json/values.ts";
import { POLICY_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import { policyName } from "../facts/policy-name.ts";
import { kindName, list, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PROPERTIES_SCHEMA } from "../sources.ts";

const polling = {
  ...policy("pollingtrigger", {
    triggerConfig: { depotCode: "@{triggerBody()[0].id}" },
    triggerDataPath: "@triggerBody()",
    [OPERATIONS]: ["OnParcelCreated"],
  }),
  type: POLLING_TYPE,
};

export default defineRules("policies", [
  {
    id: "policy-shape",
    statement: "policyTemplateInstances is an array of objects with templateId, title and parameters.",
    why: "A policy of another shape is probably left out; Microsoft's schema of the file allows no other, and certification checks it.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA, "https://github.com/microsoft/PowerPlatformConnectors/blob/dev/README.md"],
    fixable: true,
    yieldsTo: [
      "policy-parameter-empty",
      "policy-exists-action",
      "policy-http-method",
      "policy-host-url",
      "policy-route-path",
      "policy-polling-config",
    ],
    shape: [
      { of: "properties", faults: ["type"], keys: ["policyTemplateInstances"] },
      { of: POLICY_KINDS, faults: ["missing", "type"], keys: ["templateId"] },
      {
        of: POLICY_KINDS,
        faults: ["missing", "type"],
        keys: ["parameters"],
        say({ fault, holder }) {
          const flat = fault === "missing" ? flatParameters(holder) : [];
          return flat.length > 0 ? { help: `Move ${list(flat)} into "parameters": {…}.` } : {};
        },
      },
      {
        of: POLICY_KINDS,
        faults: ["unknown"],
        say: ({ key, holder, kindName }) =>
          // Which policy has a type is known only of templates that exist.
          flatParameters(holder).includes(key) || (key === "type" && kindName === "policy") ? undefined : {},
      },
      {
        of: POLICY_KINDS,
        faults: ["type", "value"],
        keys: ["type"],
        say: ({ value, place }) => ({
          message: `The type of a pollingtrigger cannot be ${show(value)}.`,
          help: `Write "${POLLING_TYPE}".`,
          fix: {
            title: `Write "${POLLING_TYPE}"`,
            edits: (document) => replaceValue(document, place.pointer, POLLING_TYPE),
          },
        }),
      },
      {
        of: POLICY_PARAMETER_KINDS,
        faults: ["type"],
        keys: POLICY_PARAMETER_KEYS,
        say({ key, value, place, entry, node }) {
          if (entry !== undefined) return undefined;
          const scalar = typeof value === "number" || typeof value === "boolean";
          return {
            message: `The parameter ${quote(key)} of ${policyName(node.value)} is ${kindName(value)}, not a text.`,
            help: scalar ? `Write "${value}" in quotes.` : "Write a text.",
            fix: scalar
              ? {
                  title: "Write it in quotes",
                  edits: (document) => replaceValue(document, place.pointer, String(value)),
                }
              : undefined,
          };
        },
      },
    ],
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
    statement: "A policy has a title.",
    why: "The title is all that the connector editor shows of a policy in its list.",
    severity: { import: "warning", certification: "warning" },
    sources: [PROPERTIES_SCHEMA, "observed: all published connectors have it"],
    inferred: true,
    shape: [{ of: POLICY_KINDS, faults: ["missing", "empty", "type"], keys: ["title"] }],
    bad: [{ properties: withPolicy({ ...setHeader(), title: " " }), at: [`${POLICY_AT}/title`] }],
    good: [{ properties: withPolicy(setHeader()) }],
  },
  {
    id: "policy-operation-array",
    statement: `${OPERATIONS} is an array of operation ids.`,
    why: "The policy probably applies to no operation; Microsoft's schema of the file requires an array, and certification checks it.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    shape: [
      {
        of: [...POLICY_PARAMETER_KINDS, "policyParameters"],
        faults: ["type"],
        keys: [OPERATIONS],
        say({ value, entry, place, node }) {
          if (entry !== undefined)
            return {
              message: `${OPERATIONS} of ${policyName(node.value)} holds ${kindName(value)}, not an operation id.`,
              help: "Write the id as a text, or remove it.",
              fix:
                value === null
                  ? { title: "Remove it", edits: (document) => removeAt(document, place.pointer) }
                  : undefined,
            };
          const ids =
            typeof value === "string"
              ? value
                  .split(",")
                  .map((id) => id.trim())
                  .filter(Boolean)
              : [];
          return {
            message: `${OPERATIONS} of ${policyName(node.value)} is ${kindName(value)}, not an array.`,
            help:
              ids.length > 0
                ? `Write [${ids.map(quote).join(", ")}].`
                : 'Write ["…"] with the operationIds that the policy is for.',
            fix:
              ids.length > 0
                ? {
                    title: "Write it as an array",
                    edits: (document) => replaceValue(document, place.pointer, ids),
                  }
                : undefined,
          };
        },
      },
    ],
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

/** Parameters without the object around them: one fault, however many they are. */
function flatParameters(policy: JsonObject): string[] {
  return own(policy, "parameters") === undefined
    ? Object.keys(policy).filter((key) => key.startsWith("x-ms-apim"))
    : [];
}
