import { type Policy, readPolicy } from "../../definition/policies.ts";
import {
  OPERATIONS,
  PARAMETER_PREFIX,
  type PolicyTemplate,
  policyParameterNames,
  SECTION,
} from "../../definition/policy-templates.ts";
import { renameKey } from "../../json/edits.ts";
import { isObject, type JsonValue, own } from "../../json/values.ts";
import { PARAMETERS_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import { nearest } from "../language/nearest.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PROPERTIES_SCHEMA } from "../sources.ts";

const GENERAL = [OPERATIONS, SECTION];

/** The parameters that may be empty: stringreplace deletes what it replaces by nothing. */
const MAY_BE_EMPTY = new Set(["replacementString"]);

export default defineRules([
  {
    id: "policy-required-parameters",
    group: "policies",
    statement: "A policy has all parameters that its template requires.",
    why: "The service refuses the connector: the policy could not be built.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA, "https://github.com/microsoft/PowerPlatformConnectors/issues/2881"],
    checks: {
      policy(node, context) {
        const read = readPolicy(node.value);
        if (!read.template || !isObject(own(node.value, "parameters"))) return;
        const meant = new Set(unknownParameters(read, read.template).map(({ right }) => right));
        const missing = read.template.required
          .map((name) => PARAMETER_PREFIX + name)
          // What is only misspelt is reported as such.
          .filter((name) => own(read.parameters, name) === undefined && !meant.has(name));
        if (missing.length === 0) return;
        context.report(node.at("parameters"), `The policy "${read.template.id}" lacks ${list(missing)}.`, {
          help: `Add ${missing.length === 1 ? "it" : "them"}; the template requires ${list(read.template.required)}.`,
        });
      },
    },
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
    group: "policies",
    statement: "The required parameters of a policy are not empty.",
    why: "The policy runs and sets nothing, or fails at the first call.",
    severity: { import: "warning", certification: "warning" },
    codes: [],
    sources: ["observed: two published connectors"],
    inferred: true,
    checks: {
      policy(node, context) {
        const read = readPolicy(node.value);
        for (const name of read.template?.required ?? []) {
          const key = PARAMETER_PREFIX + name;
          if (MAY_BE_EMPTY.has(name) || !isEmpty(own(read.parameters, key))) continue;
          context.report(node.at("parameters", key), `The required parameter ${quote(name)} is empty.`, {
            help: "Write a value, or remove the policy.",
          });
        }
      },
    },
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
    group: "policies",
    statement: "A policy has only parameters that its template knows.",
    why: "The service refuses the connector; a misspelt parameter has no effect.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    checks: {
      policy(node, context) {
        const read = readPolicy(node.value);
        if (!read.template) return;
        for (const { key, right, certain } of unknownParameters(read, read.template)) {
          const place = node.at("parameters", key);
          const known = [...read.template.required, ...read.template.optional];
          context.report(place, `The policy template "${read.template.id}" has no parameter ${quote(key)}.`, {
            help: `${right ? `Did you mean "${right}"? ` : ""}Its parameters are ${list(known)}, each behind "${PARAMETER_PREFIX}".`,
            part: "key",
            label: "no such parameter",
            fix:
              right && certain
                ? {
                    title: `Write "${right}"`,
                    edits: (document) => renameKey(document, place.pointer, right),
                  }
                : undefined,
          });
        }
      },
    },
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

/** Parameters that a template does not have, each with the one that was probably meant. */
function unknownParameters(
  read: Policy,
  template: PolicyTemplate,
): { key: string; right: string | undefined; certain: boolean }[] {
  const known = [...GENERAL, ...policyParameterNames(template)];
  const absent = known.filter((name) => own(read.parameters, name) === undefined);
  const unknown = Object.keys(read.parameters).filter((key) => !known.includes(key));
  return unknown.map((key) => {
    // The prefix is long: only what follows it tells names apart.
    const short = shortName(key);
    const same = absent.find((name) => shortName(name).toLowerCase() === shortName(key).toLowerCase());
    const near = nearest(short, absent.map(shortName));
    const right = same ?? absent.find((name) => shortName(name) === near);
    const isNeeded =
      right !== undefined && template.required.includes(shortName(right)) && unknown.length === 1;
    return { key, right, certain: same !== undefined || isNeeded };
  });
}

function shortName(key: string): string {
  return key.slice(key.lastIndexOf(key.includes(".") ? "." : "-") + 1);
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  return isObject(value) && Object.keys(value).length === 0;
}
