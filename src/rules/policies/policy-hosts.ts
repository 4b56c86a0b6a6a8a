/** Policies on where a request goes: with the base path, one for each operation, and with parameters that are there. */
import { everyParameter, readConnection } from "../../definition/connection.ts";
import type { Operation } from "../../definition/model.ts";
import { policyParameter } from "../../definition/policies.ts";
import { OPERATIONS, PARAMETER_PREFIX, type PolicyTemplateId } from "../../definition/policy-templates.ts";
import { replaceValue } from "../../json/edits.ts";
import { ownString } from "../../json/values.ts";
import { chosenHost, PARAMETERS_AT, POLICY_AT, policy, withPolicy } from "../examples/policy-example.ts";
import { nameOf } from "../facts/operation-name.ts";
import { type PlacedPolicy, policiesFor } from "../facts/policies-for.ts";
import { readExpressions } from "../facts/policy-expressions.ts";
import { placeholderIn } from "../facts/text-placeholder.ts";
import { didYouMean } from "../language/nearest.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { issuesOf, POLICY_HOST_URL } from "../sources.ts";

const URL = `${PARAMETER_PREFIX}urlTemplate`;
const PATH = `${PARAMETER_PREFIX}newPath`;
const HOSTS: readonly PolicyTemplateId[] = ["dynamichosturl", "dynamicsubdomain"];
const ROUTES: readonly PolicyTemplateId[] = ["routerequesttoendpoint"];
const ROUTING =
  "https://learn.microsoft.com/training/modules/policy-templates-custom-connectors/4-configure-host-url-routing";

const host = (urlTemplate: string, operations?: string[]) =>
  policy("dynamichosturl", { urlTemplate, ...(operations ? { [OPERATIONS]: operations } : {}) });
const route = (newPath: string, operations?: string[]) =>
  policy("routerequesttoendpoint", { newPath, ...(operations ? { [OPERATIONS]: operations } : {}) });

/** The title of a policy in a message, or what else it is called there. */
function titled({ policy }: PlacedPolicy, otherwise: string): string {
  return policy.title ? quote(policy.title) : otherwise;
}

export default defineRules("policies", [
  {
    id: "policy-host-base-path",
    statement: "A dynamichosturl policy repeats the base path of the definition.",
    why: "The policy is reported to replace the base path together with the host: every call goes to an address without it, and ends with 404.",
    severity: { import: "warning", certification: "warning" },
    sources: [
      `reported: ${issuesOf("MicrosoftDocs/BusinessApplicationPlatform-Connectors-public", 294)}`,
      "observed: 27 of 43 published connectors with both repeat it",
    ],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const basePath = ownString(context.root, "basePath")?.replace(/\/+$/, "") ?? "";
        // A script may put the address together again.
        if (basePath === "" || !basePath.startsWith("/") || context.connector.script) return;
        const routed = new Set(policiesFor(context, ROUTES).flatMap(({ operations }) => operations));
        for (const { policy, place, operations } of policiesFor(context, ["dynamichosturl"])) {
          const template = policyParameter(policy, "urlTemplate");
          if (typeof template !== "string" || template.trim() === "") continue;
          if (operations.length > 0 && operations.every((operation) => routed.has(operation))) continue;
          const blank = withoutExpressions(template.trim()).replace(/^https?:\/\//i, "");
          // With a path of its own, the author has said what to call.
          if (/\/[^/\s]/.test(blank)) continue;
          const entered = /^\u0000+\/*$/.test(blank);
          const read = readExpressions(template).map(({ arguments: [first] }) => first?.text.toLowerCase());
          // People are shown, or given, an address with a path.
          const asked = [
            ...everyParameter(readConnection(context.properties)),
            ...operations.flatMap(({ parameters: inputs }) => inputs),
          ];
          const shown = asked.some(
            (parameter) =>
              read.includes(parameter.name.toLowerCase()) &&
              JSON.stringify(parameter.value).toLowerCase().includes(basePath.toLowerCase()),
          );
          if (entered && shown) continue;
          const right =
            placeholderIn(basePath) === undefined
              ? quoteWhole(`${template.trim().replace(/\/+$/, "")}${basePath}`)
              : "the real base path behind it";
          context.report(
            place("parameters", URL),
            entered
              ? `The host ${quote(template)} of the policy does not end in the base path ${quote(basePath)}, unless people enter it.`
              : `The host ${quote(template)} of the policy does not end in the base path ${quote(basePath)}.`,
            {
              help: entered
                ? `In a new connector write ${right}. In a published one, where connections may hold the base path already, tell people in the description to enter the whole address.`
                : `Write ${right}.`,
              label: "the base path is lost here",
              related: [
                {
                  place: context.inDefinition("/basePath"),
                  label: "the base path",
                },
              ],
              ...(entered ? { severity: "info" as const } : {}),
            },
          );
        }
      },
    },
    bad: [
      {
        definition: { basePath: "/v2" },
        properties: chosenHost({}, "https://@connectionParameters('region').fabrikam.com"),
        at: [`${PARAMETERS_AT}/${URL}`],
      },
      {
        definition: { basePath: "/v2/" },
        properties: chosenHost({}, "@connectionParameters('region')"),
        at: [`${PARAMETERS_AT}/${URL}`],
      },
    ],
    good: [
      {
        definition: { basePath: "/v2" },
        properties: chosenHost({}, "https://@connectionParameters('region').fabrikam.com/v2"),
      },
      { properties: chosenHost({}, "https://@connectionParameters('region').fabrikam.com") },
      {
        definition: { basePath: "/v2" },
        properties: chosenHost(
          { uiDefinition: { tooltip: "Such as https://eu.fabrikam.com/v2" } },
          "@connectionParameters('region')",
        ),
      },
    ],
  },
  {
    id: "policy-host-trailing-slash",
    statement: "The host of a dynamichosturl policy does not end with a slash.",
    why: "Every path begins with a slash: behind a host that ends with one, the address probably has two in a row, which some services answer with 404 or a redirect.",
    severity: { import: "info", certification: "info" },
    sources: [
      POLICY_HOST_URL,
      "observed: 13 published connectors end it with a slash, so that many services take it",
    ],
    inferred: true,
    // Whoever writes the base path behind it writes no slash.
    yieldsTo: ["policy-host-base-path"],
    fixable: true,
    checks: {
      connector(context) {
        // A script may put the address together again.
        if (context.connector.script) return;
        for (const { policy, place } of policiesFor(context, ["dynamichosturl"])) {
          const template = policyParameter(policy, "urlTemplate");
          if (typeof template !== "string") continue;
          const text = template.trim();
          const right = text.replace(/\/+$/, "");
          // What is no more than a scheme is another rule's.
          if (right === text || /^(?:https?:)?$/i.test(right)) continue;
          const at = place("parameters", URL);
          context.report(
            at,
            `The host ${quote(text)} of the policy${policy.title ? ` ${quote(policy.title)}` : ""} ends with a slash.`,
            {
              help: `Write ${quoteWhole(right)}.`,
              fix: {
                title: "Remove the slash at the end",
                edits: (document) => replaceValue(document, at.pointer, right),
              },
            },
          );
        }
      },
    },
    bad: [
      {
        properties: withPolicy(host("https://eu.fabrikam.com/", ["GetParcel"])),
        at: [`${PARAMETERS_AT}/${URL}`],
      },
    ],
    good: [{ properties: withPolicy(host("https://eu.fabrikam.com", ["GetParcel"])) }],
  },
  {
    id: "policy-host-twice",
    statement: "An operation has one policy for its host, and one for its path.",
    why: "Each policy replaces what the one before it wrote: which address is called depends on their order alone, and one of the two does nothing.",
    severity: { import: "warning", certification: "warning" },
    sources: [POLICY_HOST_URL, "observed: no published connector but one has two"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        for (const [templates, key, what] of [
          [HOSTS, "urlTemplate", "host"],
          [ROUTES, "newPath", "path"],
        ] as const) {
          const first = new Map<Operation, PlacedPolicy>();
          for (const found of policiesFor(context, templates)) {
            const clash = found.operations.find((operation) => first.has(operation));
            for (const operation of found.operations) if (!first.has(operation)) first.set(operation, found);
            const before = clash && first.get(clash);
            if (!clash || !before) continue;
            // A policy can hold a method of its own beside the same path: two of them still contradict each other.
            const same =
              policyParameter(found.policy, key) === policyParameter(before.policy, key) &&
              policyParameter(found.policy, "httpMethod") === policyParameter(before.policy, "httpMethod");
            const written = policyParameter(found.policy, key);
            const earlier = policyParameter(before.policy, key);
            // What is not a text is another rule's.
            if (typeof written !== "string" || typeof earlier !== "string") continue;
            // The one for every operation is what has to change beside one for some: it is marked.
            const general = !same && found.scoped !== before.scoped;
            const marked = general && !before.scoped ? before : found;
            const beside = marked === found ? before : found;
            const [own, others] = marked === found ? [written, earlier] : [earlier, written];
            context.report(
              marked.place("parameters", PARAMETER_PREFIX + key),
              general
                ? `${titled(marked, "This policy")} names no operations and sets the ${what} of all of them to ${quote(own)}; ${titled(beside, "the other")} sets that of ${nameOf(clash)} to ${quote(others)}.`
                : `Two policies set the ${what} of ${nameOf(clash)}: ${same ? `${titled(beside, "one")} and ${titled(marked, "this one")} both to` : `${titled(beside, "one")} to ${quote(others)} and, after it, ${titled(marked, "this one")} to`} ${quote(own)}.`,
              {
                help: general
                  ? `Add "${OPERATIONS}" to ${titled(marked, "this policy")}, with the operations it is for.`
                  : same || found.scoped
                    ? `Take ${nameOf(clash)} off "${OPERATIONS}" of ${same ? "one of the two" : "the one that is not meant for it"}.`
                    : `Both are for every operation: keep one, or list under "${OPERATIONS}" in each the operations it is for.`,
                label: general ? "for every operation" : "the second",
                related: [
                  {
                    place: beside.place("parameters", PARAMETER_PREFIX + key),
                    label: general ? `for ${nameOf(clash)}` : "the first",
                  },
                ],
                ...(same ? { severity: "info" as const } : {}),
              },
            );
          }
        }
      },
    },
    bad: [
      {
        properties: withPolicy(
          host("https://eu.fabrikam.com"),
          host("https://us.fabrikam.com", ["GetParcel"]),
        ),
        at: [`${PARAMETERS_AT}/${URL}`],
      },
      {
        properties: withPolicy(
          host("https://us.fabrikam.com", ["GetParcel"]),
          host("https://eu.fabrikam.com"),
        ),
        at: [`${POLICY_AT.replace(/0$/, "1")}/parameters/${URL}`],
      },
      {
        properties: withPolicy(route("/a", ["ListDepots"]), route("/b", ["GetParcel", "ListDepots"])),
        at: [`${POLICY_AT.replace(/0$/, "1")}/parameters/${PATH}`],
      },
    ],
    good: [
      {
        properties: withPolicy(
          host("https://eu.fabrikam.com", ["ListDepots"]),
          host("https://us.fabrikam.com", ["GetParcel"]),
          route("/a", ["ListDepots"]),
        ),
      },
    ],
  },
  {
    id: "policy-placeholder-parameter",
    statement:
      "A name in braces in a policy's path or host is a parameter of every operation that the policy applies to.",
    why: "Where no parameter has the name, the braces are sent as they stand, and the service finds nothing under that address.",
    severity: { import: "warning", certification: "warning" },
    sources: [ROUTING],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        for (const [templates, key] of [
          [ROUTES, "newPath"],
          [HOSTS, "urlTemplate"],
          [["setvaluefromurl"], "parameterValueUrl"],
        ] as const) {
          for (const { policy, place, operations } of policiesFor(
            context,
            templates as readonly PolicyTemplateId[],
          )) {
            const text = policyParameter(policy, key);
            if (typeof text !== "string") continue;
            for (const [, name = ""] of withoutExpressions(text).matchAll(/\{([\w.-]{1,100})\}/g)) {
              const lacking = operations.find(
                ({ parameters, path }) =>
                  !path.includes(`{${name}}`) &&
                  !parameters.some(
                    (parameter) =>
                      parameter.name.toLowerCase() === name.toLowerCase() && parameter.in !== "body",
                  ),
              );
              if (!lacking) continue;
              const names = lacking.parameters
                .filter(({ in: where }) => where !== "body")
                .map((one) => one.name);
              context.report(
                place("parameters", PARAMETER_PREFIX + key),
                `The operation ${nameOf(lacking)} has no parameter ${quote(name)}, which ${quote(text)} of the policy names.`,
                {
                  help: `${didYouMean(name, names)}${names.length > 0 ? `Write one of its parameters in the braces: ${list(names, "or")}.` : `The operation has no parameters: write the value itself in place of {${name}}, or add the parameter.`}`,
                  label: "sent as it stands",
                  related: [
                    {
                      place: context.inDefinition(lacking.pointer),
                      label: "the operation",
                    },
                  ],
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
        properties: withPolicy(route("/parcels/{id}", ["GetParcel"])),
        at: [`${PARAMETERS_AT}/${PATH}`],
      },
      {
        properties: withPolicy(host("https://{region}.fabrikam.com", ["ListDepots"])),
        at: [`${PARAMETERS_AT}/${URL}`],
      },
    ],
    good: [{ properties: withPolicy(route("/v2/parcels/{parcelId}", ["GetParcel"])) }],
  },
]);

/** The text with each expression as one or more characters that no address holds. */
function withoutExpressions(text: string): string {
  let blank = text;
  for (const { start, end } of readExpressions(text)) {
    let stop = end;
    // From the name to the parenthesis that closes its call.
    for (let depth = 0; stop < text.length; stop++) {
      if (text[stop] === "(") depth++;
      else if (text[stop] === ")" && --depth === 0) break;
    }
    let from = start - 1;
    if (text[from] === "{") {
      from--;
      if (text[stop + 1] === "}") stop++;
    }
    blank = blank.slice(0, from) + "\u0000".repeat(stop + 1 - from) + blank.slice(stop + 1);
  }
  return blank;
}
