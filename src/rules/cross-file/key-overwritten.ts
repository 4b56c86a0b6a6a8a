/** What carries the key of a connection is left to the connection, or rewritten so that the key stays in it. */
import { policyParameter, policySection } from "../../definition/policies.ts";
import { PARAMETER_PREFIX } from "../../definition/policy-templates.ts";
import { child } from "../../json/pointer.ts";
import { ownString } from "../../json/values.ts";
import { PARAMETERS_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { readExpressions } from "../facts/policy-expressions.ts";
import { signIn } from "../facts/sign-in.ts";
import type { Context } from "../language/context.ts";
import type { Place } from "../language/node.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { POLICY_EXPRESSIONS } from "../sources.ts";

const SET_HEADER =
  "https://learn.microsoft.com/connectors/custom-connectors/policy-templates/setheader/setheader";
const NAME_AT = `${PARAMETERS_AT}/${PARAMETER_PREFIX}name`;
const ACTION_AT = `${PARAMETERS_AT}/${PARAMETER_PREFIX}existsAction`;

interface Setting {
  name: string;
  value: string;
  action: string;
  where: "header" | "query";
  /** Whether the value holds what the request has there already, or a connection parameter. */
  keeps: boolean;
  reads: boolean;
  at: (parameter: string) => Place;
  carrier: { name: string; place: Place };
}

/** The policies that set what a security definition sends, each with that definition. */
function settings(context: Context): Setting[] {
  const { schemes } = context.fact(signIn);
  return context.fact(allPolicies).flatMap(({ policy, pointer }) => {
    const { template } = policy;
    if (template?.id !== "setheader" && template?.id !== "setqueryparameter") return [];
    if (template.id === "setheader" && policySection(policy, template) !== "Request") return [];
    const where = template.id === "setheader" ? "header" : "query";
    const name = policyParameter(policy, "name");
    const value = policyParameter(policy, "value");
    if (typeof name !== "string" || typeof value !== "string") return [];
    const carrier = schemes.find((scheme) => {
      if (scheme.type === "oauth2" || scheme.type === "basic")
        return where === "header" && name.toLowerCase() === "authorization";
      const sent = ownString(scheme.value, "name");
      return (
        scheme.type === "apiKey" &&
        ownString(scheme.value, "in") === where &&
        (where === "header" ? sent?.toLowerCase() === name.toLowerCase() : sent === name)
      );
    });
    if (!carrier) return [];
    const read = readExpressions(value);
    const own = where === "header" ? /^headers?$/i : /^queryparameters?$/i;
    const action = policyParameter(policy, "existsAction");
    return [
      {
        name,
        value,
        action: typeof action === "string" && action.trim() !== "" ? action.toLowerCase() : "override",
        where,
        keeps: read.some(
          (one) => own.test(one.name) && one.arguments[0]?.text.toLowerCase() === name.toLowerCase(),
        ),
        reads: read.some((one) => one.name.toLowerCase() === "connectionparameters"),
        at: (parameter) => context.inProperties(child(pointer, "parameters", PARAMETER_PREFIX + parameter)),
        carrier: { name: carrier.name, place: carrier.place },
      },
    ];
  });
}

const inQuery = { securityDefinitions: { api_key: { type: "apiKey", in: "query", name: "key" } } };
const query = (value: string, existsAction: string) =>
  withPolicy(policy("setqueryparameter", { name: "key", value, existsAction }));
const header = (value: string, existsAction: string) =>
  withPolicy(setHeader({ name: "x-parcel-key", value, existsAction }));

export default defineRules("cross-file", [
  {
    id: "x-key-overwritten",
    statement: "No policy replaces the header or query parameter in which the connection sends its key.",
    why: "The service gets what the policy writes instead of the key that was entered for the connection, and refuses the call.",
    severity: { import: "warning", certification: "warning" },
    sources: [SET_HEADER, POLICY_EXPRESSIONS],
    inferred: true,
    comparesPlaces: true,
    yieldsTo: ["x-auth-header-double"],
    checks: {
      connector(context) {
        for (const { name, value, action, where, keeps, reads, at, carrier } of settings(context)) {
          if (action === "skip" || keeps) continue;
          // An empty value has a finding of its own, whatever header it is for.
          if (value.trim() === "") continue;
          // The key itself in another form, such as with a prefix; that it is not to be appended is said of existsAction.
          if (reads) continue;
          const what = where === "header" ? "header" : "query parameter";
          context.report(
            at("name"),
            action === "append"
              ? `The policy appends ${quote(value)} to the ${what} ${quote(name)}, in which ${quote(carrier.name)} sends the key.`
              : `The policy overwrites the ${what} ${quote(name)}, in which ${quote(carrier.name)} sends the key, with ${quote(value)}.`,
            {
              help: `Delete the policy. If the service wants a word before the key, write "<word> @${where === "header" ? "headers" : "queryParameters"}('${name}')" as its value, with "existsAction": "override".`,
              label: action === "append" ? "the key is changed" : "the key is lost",
              related: [{ place: carrier.place, label: "sends the key" }],
            },
          );
        }
      },
    },
    bad: [
      { properties: header("parcels", "override"), at: [NAME_AT] },
      { properties: header("parcels", "append"), at: [NAME_AT] },
      { definition: inQuery, properties: query("demo", "override"), at: [NAME_AT] },
    ],
    good: [
      { properties: header("Key @headers('X-Parcel-Key')", "override") },
      { properties: header("Key @connectionParameters('api_key')", "override") },
      { properties: header("parcels", "skip") },
      { properties: header("", "override") },
      { properties: query("demo", "override") },
    ],
  },
  {
    id: "x-key-prefix-skipped",
    statement: "A policy that puts a prefix before the key overrides what is there.",
    why: "The service does not get the key in the form that it wants, and refuses the call.",
    severity: { import: "warning", certification: "warning" },
    sources: [SET_HEADER],
    inferred: true,
    comparesPlaces: true,
    yieldsTo: ["x-auth-header-double"],
    checks: {
      connector(context) {
        for (const { name, value, action, where, keeps, reads, at, carrier } of settings(context)) {
          if (action === "override" || !(keeps || reads)) continue;
          if (action !== "skip" && action !== "append") continue;
          context.report(
            at("existsAction"),
            action === "skip"
              ? `The policy for the ${where === "header" ? "header" : "query parameter"} ${quote(name)} has "existsAction": "skip", but ${quote(carrier.name)} always sends that one.`
              : `The policy appends ${quote(value)} to what ${quote(carrier.name)} sends as ${quote(name)}.`,
            {
              because:
                action === "skip"
                  ? `The policy then does nothing: ${quoteWhole(value)} never goes out, and a service that wants it refuses the call.`
                  : "The key goes out twice, and the service refuses the call.",
              help: 'Write "override". If the service wants the key alone, delete the policy.',
              label: action === "skip" ? "always skipped" : "sent twice",
              related: [{ place: carrier.place, label: "always sends it" }],
            },
          );
        }
      },
    },
    bad: [
      { properties: header("Key @headers('X-Parcel-Key')", "skip"), at: [ACTION_AT] },
      { properties: header("Key @connectionParameters('api_key')", "append"), at: [ACTION_AT] },
      { definition: inQuery, properties: query("k-@queryParameters('key')", "skip"), at: [ACTION_AT] },
    ],
    good: [
      { properties: header("Key @headers('X-Parcel-Key')", "override") },
      { properties: header("parcels", "skip") },
    ],
  },
]);
