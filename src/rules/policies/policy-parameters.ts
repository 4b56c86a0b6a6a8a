import { POLICY_PARAMETER_KEYS, POLICY_PARAMETER_KINDS } from "../../definition/grammar/policies.ts";
import { type Policy, readPolicy } from "../../definition/policies.ts";
import {
  OPERATIONS,
  PARAMETER_PREFIX,
  type PolicyTemplate,
  policyParameterNames,
  SECTION,
} from "../../definition/policy-templates.ts";
import { renameKey } from "../../json/edits.ts";
import { own } from "../../json/values.ts";
import { PARAMETERS_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import { policyName, startingPolicy } from "../facts/policy-name.ts";
import { nearest } from "../language/nearest.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PROPERTIES_SCHEMA } from "../sources.ts";

const GENERAL = [OPERATIONS, SECTION];

export default defineRules("policies", [
  {
    id: "policy-required-parameters",
    statement: "A policy has all parameters that its template requires.",
    why: "Without its required parameters a policy cannot do its work; Microsoft's schema of the file requires them, and certification checks it.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA, "https://github.com/microsoft/PowerPlatformConnectors/issues/2881"],
    shape: [
      {
        of: POLICY_PARAMETER_KINDS,
        faults: ["missing"],
        keys: POLICY_PARAMETER_KEYS,
        say({ key, node }) {
          const read = readPolicy(node.value);
          const { template } = read;
          if (!template) return undefined;
          const meant = new Set(
            Object.keys(read.parameters)
              .filter((key) => !knownNames(template).includes(key))
              .map((key) => meantBy(key, read, template).right),
          );
          const missing = template.required
            .map((name) => PARAMETER_PREFIX + name)
            // What is only misspelt is reported as such.
            .filter((name) => own(read.parameters, name) === undefined && !meant.has(name));
          // All in one finding.
          if (key !== missing[0]) return undefined;
          return {
            message: `${startingPolicy(node.value)} lacks ${list(missing)}.`,
            help: `Add ${missing.map((key) => `${quote(key)}: "…"`).join(" and ")} to its "parameters".`,
            asks: undefined,
          };
        },
      },
    ],
    bad: [
      {
        properties: withPolicy(policy("setheader", { value: "en", [SECTION]: "Request" })),
        at: [PARAMETERS_AT],
      },
    ],
    good: [{ properties: withPolicy(setHeader()) }],
  },
  {
    id: "policy-parameter-empty",
    statement: "The required parameters of a policy are not empty.",
    why: "A policy with an empty required parameter sets nothing, or the first call through it fails.",
    severity: { import: "warning", certification: "warning" },
    sources: ["observed: two published connectors"],
    inferred: true,
    shape: [
      {
        of: POLICY_PARAMETER_KINDS,
        faults: ["empty", "type"],
        keys: POLICY_PARAMETER_KEYS,
        say({ fault, key, value, entry, spec, node }) {
          if (fault !== "empty" && !(value === null && entry === undefined && spec?.filled)) return undefined;
          const { template } = readPolicy(node.value);
          const setsHeader = template?.id === "setheader" && shortName(key) === "value";
          return {
            message: `${startingPolicy(node.value)} has an empty ${quote(shortName(key))}, which is required.`,
            help: setsHeader
              ? "If the service is meant to get the header empty, in place of a key too, leave it; taking a header away needs a script. Otherwise write a value, or delete the policy."
              : `Write a value for ${quote(shortName(key))}, or remove the policy if it is not needed.`,
            fix: undefined,
          };
        },
      },
    ],
    bad: [
      {
        properties: withPolicy(setHeader({ value: " " })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}value`],
      },
      {
        files: {
          "apiProperties.json": JSON.stringify(
            withPolicy(policy("updatenextlink", { nextLinkPropertyName: null })),
          ),
        },
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}nextLinkPropertyName`],
      },
    ],
    good: [{ properties: withPolicy(setHeader({ existsAction: "" })) }],
  },
  {
    id: "policy-unknown-parameter",
    statement: "A policy has only parameters that its template knows.",
    why: "A misspelt parameter has no effect; Microsoft's schema of the file allows no other, and certification checks it.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    shape: [
      {
        of: POLICY_PARAMETER_KINDS,
        faults: ["unknown"],
        say({ key, node, place }) {
          const read = readPolicy(node.value);
          const { template } = read;
          if (!template) return undefined;
          const { right, certain } = meantBy(key, read, template);
          return {
            message: `${quote(key)} of ${policyName(node.value)} is not a parameter of the template "${template.id}".`,
            help: `${right ? `Did you mean "${right}"? ` : ""}Write one of its parameters, ${list([...template.required, ...template.optional], "or")}, behind "${PARAMETER_PREFIX}", or remove it.`,
            label: "no such parameter",
            meant: right,
            fix:
              right && certain
                ? {
                    title: `Write "${right}"`,
                    edits: (document) => renameKey(document, place.pointer, right),
                  }
                : undefined,
          };
        },
      },
    ],
    bad: [
      {
        properties: withPolicy(policy("setheader", { nmae: "Accept", value: "en", [SECTION]: "Request" })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}nmae`],
      },
      {
        properties: withPolicy(setHeader({ newPath: "/parcels" })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}newPath`],
      },
      {
        properties: withPolicy(setHeader({ "x-ms-apimTemplate-operationname": ["GetParcel"] })),
        at: [`${PARAMETERS_AT}/x-ms-apimTemplate-operationname`],
      },
      {
        properties: withPolicy(setHeader({ "x-ms-apimTemplate-operationNames": ["GetParcel"] })),
        at: [`${PARAMETERS_AT}/x-ms-apimTemplate-operationNames`],
      },
    ],
    good: [{ properties: withPolicy(setHeader({ [OPERATIONS]: ["GetParcel"] })) }],
  },
]);

/** The parameter that was probably meant by one that the template does not have. Asked for each of them: what it costs must not grow with their number. */
function meantBy(
  key: string,
  read: Policy,
  template: PolicyTemplate,
): { right: string | undefined; certain: boolean } {
  const known = knownNames(template);
  const absent = known.filter((name) => own(read.parameters, name) === undefined);
  // The prefix is long: only what follows it tells names apart.
  const short = shortName(key);
  const same = absent.find((name) => shortName(name).toLowerCase() === short.toLowerCase());
  if (same !== undefined) return { right: same, certain: true };
  const near = nearest(short, absent.map(shortName));
  const right = absent.find((name) => shortName(name) === near);
  const certain =
    right !== undefined &&
    template.required.includes(shortName(right)) &&
    !Object.keys(read.parameters).some((other) => other !== key && !known.includes(other));
  return { right, certain };
}

function knownNames(template: PolicyTemplate): string[] {
  return [...GENERAL, ...policyParameterNames(template)];
}

function shortName(key: string): string {
  return key.slice(key.lastIndexOf(key.includes(".") ? "." : "-") + 1);
}
