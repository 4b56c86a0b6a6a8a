/** What policies read of a request has to be put into it by somebody. */

import { policyOperations, policyParameter, policySection, policyTexts } from "../../definition/policies.ts";
import { OPERATIONS } from "../../definition/policy-templates.ts";
import { child } from "../../json/pointer.ts";
import { ownString, scalarText } from "../../json/values.ts";
import { PARAMETERS_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import { depotsWith } from "../examples/small-changes.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { operationsFor } from "../facts/policies-for.ts";
import { readExpressions } from "../facts/policy-expressions.ts";
import { plainPolicyName } from "../facts/policy-name.ts";
import { signIn } from "../facts/sign-in.ts";
import { didYouMean } from "../language/nearest.ts";
import { list, quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { POLICY_EXPRESSIONS, POLICY_TRAINING } from "../sources.ts";

/** Headers that a request has without anybody naming them: those of HTTP, of sign-in, and the platform's own. */
const ALWAYS =
  /^(?:accept(?:-.*)?|authorization|connection|content-.*|cookie|date|host|user-agent|referer|origin|x-ms-.*|x-forwarded-.*|x-correlation-id|x-request-id|request-id|traceparent)$/i;

const VALUE = "x-ms-apimTemplateParameter.value";
const reads = (value: string, operations?: string[]) =>
  setHeader({ name: "X-Region", value, ...(operations ? { [OPERATIONS]: operations } : {}) });

export default defineRule("policies", {
  id: "policy-reads-what-is-sent",
  statement:
    "A header or query parameter that a policy reads is a parameter of its operations, or set by a policy before it.",
  why: "An expression for what nobody sends is empty: the request goes out with an empty header, or to no host at all.",
  severity: { import: "warning", certification: "warning" },
  sources: [POLICY_EXPRESSIONS, POLICY_TRAINING],
  inferred: true,
  comparesPlaces: true,
  checks: {
    connector(context) {
      const policies = context.fact(allPolicies);
      const schemes = context.fact(signIn).schemes;
      for (const [index, { policy, pointer }] of policies.entries()) {
        if (!policy.template) continue;
        // What a policy of the answer reads are headers of the answer, which need not be declared.
        const early = policySection(policy, policy.template) === "Request";
        if (!early) continue;
        const names = policyOperations(policy);
        const operations = operationsFor(policy, context.model);
        for (const { path, text } of policyTexts(policy)) {
          // What this one names is written, not read.
          if (path[0]?.endsWith(".parameterTemplate")) continue;
          for (const expression of readExpressions(text)) {
            const place = /^headers?$/i.test(expression.name)
              ? "header"
              : /^queryparameters?$/i.test(expression.name)
                ? "query"
                : undefined;
            const name = expression.arguments[0]?.text;
            // A second argument is what the expression gives where there is none.
            if (!place || !name || expression.arguments.length > 1 || !expression.closed) continue;
            if (place === "header" && ALWAYS.test(name)) continue;
            const isIt = (other: string | undefined) => other?.toLowerCase() === name.toLowerCase();
            if (schemes.some(({ value }) => isIt(ownString(value, "name")))) continue;
            const template = place === "header" ? "setheader" : "setqueryparameter";
            const setBefore = policies
              .slice(0, index)
              .some(
                ({ policy: other }) =>
                  other.template?.id === template && isIt(scalarText(policyParameter(other, "name"))),
              );
            if (setBefore) continue;
            // Where only some operations lack it, the author counts on the empty value there.
            const sent = operations.some(({ parameters }) =>
              parameters.some((parameter) => parameter.in === place && isIt(parameter.name)),
            );
            const [first] = operations;
            if (sent || !first) continue;
            const others = [
              ...new Set(
                operations.flatMap(({ parameters }) =>
                  parameters.filter((parameter) => parameter.in === place).map((parameter) => parameter.name),
                ),
              ),
            ];
            const elsewhere = first.parameters.find((parameter) => isIt(parameter.name));
            const what = place === "header" ? "header" : "query parameter";
            const by =
              operations.length === 1
                ? `the operation ${quote(first.id ?? "")} has no such parameter`
                : names && names.length > 0
                  ? `none of its ${operations.length} operations has such a parameter`
                  : "no operation has such a parameter";
            context.report(
              context.inProperties(child(pointer, "parameters", ...path)),
              `The ${plainPolicyName(policy)} reads the ${what} ${quote(name)}, which nobody sends: ${by}.`,
              {
                help: elsewhere
                  ? `The parameter ${quote(name)} is ${elsewhere.in === "query" ? "in the query: read it by @queryParameters" : elsewhere.in === "header" ? "a header: read it by @headers" : `in the ${elsewhere.in}: policies read headers and query parameters only`}${elsewhere.in === "query" || elsewhere.in === "header" ? `('${name}')` : ""}.`
                  : `${didYouMean(name, others)}Add the ${what} as a parameter, or give a value for want of it: "@${expression.name}('${name}', '…')".${others.length > 0 ? ` There ${others.length === 1 ? "is" : "are"} ${list(others)}.` : ""}`,
                label: "always empty",
              },
            );
            break;
          }
        }
      }
    },
  },
  bad: [
    {
      properties: withPolicy(reads("@headers('Region')", ["GetParcel"])),
      at: [`${PARAMETERS_AT}/${VALUE}`],
    },
    {
      properties: withPolicy(
        policy("dynamichosturl", { urlTemplate: "https://@queryParameters('region').fabrikam.com" }),
      ),
      at: [`${PARAMETERS_AT}/x-ms-apimTemplateParameter.urlTemplate`],
    },
    {
      properties: withPolicy(reads("@headers('parcelId')", ["GetParcel"])),
      at: [`${PARAMETERS_AT}/${VALUE}`],
    },
  ],
  good: [
    { properties: withPolicy(reads("@headers('Region', 'eu')", ["GetParcel"])) },
    { properties: withPolicy(setHeader({ name: "Region", value: "eu" }), reads("@headers('region')")) },
    { properties: withPolicy(reads("Key @headers('X-Parcel-Key')")) },
    { properties: withPolicy(reads("@headers('Content-Type')")) },
    {
      definition: depotsWith({ parameters: [{ name: "Region", in: "header", type: "string" }] }),
      properties: withPolicy(reads("@headers('region')", ["ListDepots"])),
    },
  ],
});
