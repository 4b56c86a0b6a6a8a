/** Policies on where a request goes: one for each operation, with the base path, with a scheme, and with parameters that are there. */

import { type ConnectionParameter, readConnection } from "../../definition/connection.ts";
import type { Operation } from "../../definition/model.ts";
import { type Policy, policyOperations, policyParameter } from "../../definition/policies.ts";
import { OPERATIONS, PARAMETER_PREFIX, type PolicyTemplateId } from "../../definition/policy-templates.ts";
import { replaceValue } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, ownArray, ownObject, ownString } from "../../json/values.ts";
import { PARAMETERS_AT, POLICY_AT, policy, withPolicy } from "../examples/policy-example.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { readExpressions } from "../facts/policy-expressions.ts";
import { placeholderIn } from "../facts/text-placeholder.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Place } from "../language/node.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { issuesOf, POLICY_HOST_URL } from "../sources.ts";

const URL = `${PARAMETER_PREFIX}urlTemplate`;
const PATH = `${PARAMETER_PREFIX}newPath`;
const HOSTS: readonly PolicyTemplateId[] = ["dynamichosturl", "dynamicsubdomain"];
const ROUTES: readonly PolicyTemplateId[] = ["routerequesttoendpoint"];
const ROUTING =
  "https://learn.microsoft.com/training/modules/policy-templates-custom-connectors/4-configure-host-url-routing";

interface Placed {
  policy: Policy;
  place: (...tokens: string[]) => Place;
  operations: Operation[];
  /** Whether it names its operations. */
  scoped: boolean;
}

/** The policies of some templates with the operations that they are for. */
function policiesFor(context: Context, templates: readonly PolicyTemplateId[]): Placed[] {
  const file = context.connector.properties?.file ?? "apiProperties.json";
  return context.fact(allPolicies).flatMap(({ policy, pointer }) => {
    if (!policy.template || !templates.includes(policy.template.id)) return [];
    const names = policyOperations(policy);
    const scoped = names !== undefined && names.length > 0;
    return [
      {
        policy,
        place: (...tokens: string[]) => ({ file, pointer: child(pointer, ...tokens) }),
        operations: scoped
          ? names.flatMap((name) => context.model.byId.get(name) ?? [])
          : context.model.operations,
        scoped,
      },
    ];
  });
}

const host = (urlTemplate: string, operations?: string[]) =>
  policy("dynamichosturl", { urlTemplate, ...(operations ? { [OPERATIONS]: operations } : {}) });
const route = (newPath: string, operations?: string[]) =>
  policy("routerequesttoendpoint", { newPath, ...(operations ? { [OPERATIONS]: operations } : {}) });
/** A connection parameter beside the key, with the host policy that reads it. */
const chosenHost = (parameter: JsonObject, urlTemplate: string): JsonObject => ({
  properties: {
    connectionParameters: { region: { type: "string", ...parameter } },
    policyTemplateInstances: [host(urlTemplate)],
  },
});
const REGION_AT = "apiProperties.json#/properties/connectionParameters/region";

/** The title of a policy in a message, or what else it is called there. */
function titled({ policy }: Placed, otherwise: string): string {
  return policy.title ? quote(policy.title) : otherwise;
}

/** The name of an operation in a message. */
function named(operation: Operation): string {
  return quote(operation.id ?? `${operation.method} ${operation.path}`);
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
          const parameters = readConnection(context.properties);
          const all = [...parameters.parameters, ...parameters.sets.flatMap((set) => set.parameters)];
          const read = readExpressions(template).map(({ arguments: [first] }) => first?.text.toLowerCase());
          // People are shown, or given, an address with a path.
          const asked = [...all, ...operations.flatMap(({ parameters: inputs }) => inputs)];
          const shown = asked.some(
            (parameter) =>
              read.includes(parameter.name.toLowerCase()) &&
              JSON.stringify(parameter.value).toLowerCase().includes(basePath.toLowerCase()),
          );
          if (entered && shown) continue;
          const right = `${template.trim().replace(/\/+$/, "")}${basePath}`;
          context.report(
            place("parameters", URL),
            entered
              ? `The host ${quote(template)} of the policy does not end in the base path ${quote(basePath)}, unless people enter it.`
              : `The host ${quote(template)} of the policy does not end in the base path ${quote(basePath)}.`,
            {
              help: `${entered ? "In a new connector w" : "W"}${placeholderIn(basePath) === undefined ? `rite ${quoteWhole(right)}` : "rite the real base path behind it"}.${entered ? " In a published one, where connections may hold the base path already, tell people in the description to enter the whole address." : ""}`,
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
          const first = new Map<Operation, Placed>();
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
                ? `${titled(marked, "This policy")} names no operations and sets the ${what} of all of them to ${quote(own)}; ${titled(beside, "the other")} sets that of ${named(clash)} to ${quote(others)}.`
                : `Two policies set the ${what} of ${named(clash)}: ${same ? `${titled(beside, "one")} and ${titled(marked, "this one")} both to` : `${titled(beside, "one")} to ${quote(others)} and, after it, ${titled(marked, "this one")} to`} ${quote(own)}.`,
              {
                help: general
                  ? `Add "${OPERATIONS}" to ${titled(marked, "this policy")}, with the operations it is for.`
                  : same || found.scoped
                    ? `Take ${named(clash)} off "${OPERATIONS}" of ${same ? "one of the two" : "the one that is not meant for it"}.`
                    : `Both are for every operation: keep one, or list under "${OPERATIONS}" in each the operations it is for.`,
                label: general ? "for every operation" : "the second",
                related: [
                  {
                    place: beside.place("parameters", PARAMETER_PREFIX + key),
                    label: general ? `for ${named(clash)}` : "the first",
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
    id: "policy-host-scheme-once",
    statement:
      "The values that a connection parameter offers as a host, and the policy that reads them, have one https:// between them.",
    why: "A host without a scheme, or with two, is not an address: every call with such a connection fails.",
    severity: { import: "warning", certification: "warning" },
    sources: [POLICY_HOST_URL],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const file = context.connector.properties?.file ?? "apiProperties.json";
        const connection = readConnection(context.properties);
        const parameters = [...connection.parameters, ...connection.sets.flatMap((set) => set.parameters)];
        const seen = new Set<string>();
        for (const { policy, place } of policiesFor(context, ["dynamichosturl"])) {
          const template = policyParameter(policy, "urlTemplate");
          if (typeof template !== "string") continue;
          const start = template.trim();
          const [first] = readExpressions(start);
          const lead = first && start.slice(0, first.start).replace(/@\{?$/, "");
          if (!first || lead === undefined || first.name.toLowerCase() !== "connectionparameters") continue;
          const hasScheme = /^https?:\/\/$/i.test(lead);
          if (lead !== "" && !hasScheme) continue;
          const name = first.arguments[0]?.text.toLowerCase();
          for (const parameter of parameters.filter((one) => one.name.toLowerCase() === name)) {
            const all = offered(parameter);
            const wrong = all.filter(({ at, value }) => {
              const text = value.trim();
              if (text === "" || /^[@<[{]/.test(text) || seen.has(at)) return false;
              // What stands for something other than an address, such as the word for a region, is only wrong without a scheme before it.
              return /^https?:\/\//i.test(text) === hasScheme;
            });
            const [one, ...others] = wrong;
            if (!one) continue;
            for (const { at } of wrong) seen.add(at);
            const values = `The offered value${others.length > 0 ? "s" : ""} ${list(wrong.map(({ value }) => value))}`;
            const [has, it] = others.length > 0 ? ["have", "them"] : ["has", "it"];
            const text = one.value.trim();
            context.report(
              { file, pointer: one.at },
              hasScheme
                ? `${values} ${has} a scheme, and the policy writes another one before ${it}: "https://${text.slice(0, 60)}".`
                : `${values} ${has} no scheme, and the policy takes ${it} as the whole address.`,
              {
                help:
                  wrong.length === all.length && others.length > 0
                    ? `Write ${quoteWhole(hasScheme ? start.slice(lead.length) : `https://${start}`)} as the urlTemplate of the policy, so that connections that hold such a value work too.`
                    : hasScheme
                      ? `Write ${quoteWhole(text.replace(/^https?:\/\//i, ""))}${others.length > 0 ? " and the like" : ""}, or let the policy begin with the parameter.`
                      : `Write ${quoteWhole(`https://${text}`)}${others.length > 0 ? " and the like" : ""}, or "https://" before the expression in the policy.`,
                related: [
                  { place: place("parameters", URL), label: "read here" },
                  ...others.slice(0, 3).map(({ at }) => ({
                    place: { file, pointer: at },
                    label: hasScheme ? "a scheme too" : "no scheme either",
                  })),
                ],
              },
            );
          }
          for (const parameter of hasScheme
            ? parameters.filter((one) => one.name.toLowerCase() === name)
            : []) {
            const told = toldWithScheme(parameter);
            if (told === undefined || seen.has(told)) continue;
            seen.add(told);
            context.report(
              { file, pointer: told },
              'People are told to enter an address with "https://", and the policy writes "https://" before what they enter.',
              {
                help: 'Show an address without "https://", as people are to enter it: connections that exist hold it so.',
                related: [{ place: place("parameters", URL), label: "read here" }],
                severity: "info",
              },
            );
          }
          const fallback = first.arguments[1]?.text.trim();
          if (fallback && !/^[@<[{]/.test(fallback) && /^https?:\/\//i.test(fallback) === hasScheme)
            context.report(
              place("parameters", URL),
              `The host ${quote(fallback)}, taken where nothing is entered, has ${hasScheme ? "a second scheme" : "no scheme"}.`,
              {
                help: `Write ${quoteWhole(hasScheme ? fallback.replace(/^https?:\/\//i, "") : `https://${fallback}`)} in its place.`,
              },
            );
        }
      },
    },
    bad: [
      {
        properties: chosenHost(
          { uiDefinition: { tooltip: "Enter your address, such as https://eu.fabrikam.com" } },
          "https://@connectionParameters('region')",
        ),
        at: [`${REGION_AT}/uiDefinition/tooltip`],
      },
      {
        properties: chosenHost(
          { allowedValues: [{ value: "https://eu.fabrikam.com" }, { value: "us.fabrikam.com" }] },
          "@connectionParameters('region')",
        ),
        at: [`${REGION_AT}/allowedValues/1/value`],
      },
      {
        properties: chosenHost(
          {
            uiDefinition: {
              constraints: { allowedValues: [{ text: "EU", value: "https://eu.fabrikam.com" }] },
            },
          },
          "https://@connectionParameters('region')",
        ),
        at: [`${REGION_AT}/uiDefinition/constraints/allowedValues/0/value`],
      },
      {
        // One slip in a list of four is one fault.
        properties: chosenHost(
          { allowedValues: ["eu", "us", "uk", "in"].map((region) => ({ value: `${region}.fabrikam.com` })) },
          "@connectionParameters('region')",
        ),
        at: [`${REGION_AT}/allowedValues/0/value`],
      },
      {
        properties: chosenHost({ default: "eu.fabrikam.com" }, "@connectionParameters('region')/v1"),
        at: [`${REGION_AT}/default`],
      },
      {
        properties: chosenHost({}, "@connectionParameters('region', 'eu.fabrikam.com')"),
        at: [`${PARAMETERS_AT}/${URL}`],
      },
    ],
    good: [
      {
        properties: chosenHost(
          { allowedValues: [{ value: "eu" }, { value: "us" }] },
          "https://@connectionParameters('region').fabrikam.com",
        ),
      },
      {
        // The arrow shows what is to be entered of it.
        properties: chosenHost(
          {
            uiDefinition: {
              description: "Your address, e.g. <https://eu.fabrikam.com/> -> <eu.fabrikam.com>",
            },
          },
          "https://@connectionParameters('region')",
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
                `The operation ${named(lacking)} has no parameter ${quote(name)}, which ${quote(text)} of the policy names.`,
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

/** The addresses that a connection parameter offers: values to choose from and defaults, each with its place. */
function offered(parameter: ConnectionParameter): { at: string; value: string }[] {
  const found: { at: string; value: string }[] = [];
  const add = (holder: unknown, key: string, at: string) => {
    const value = ownString(holder, key);
    if (value !== undefined) found.push({ at: child(at, key), value });
  };
  const constraints = ownObject(ownObject(parameter.value, "uiDefinition"), "constraints");
  for (const [holder, at] of [
    [parameter.value, parameter.pointer],
    [constraints, child(parameter.pointer, "uiDefinition", "constraints")],
  ] as const) {
    add(holder, "default", at);
    add(holder, "defaultValue", at);
    for (const [index, one] of (ownArray(holder, "allowedValues") ?? []).entries()) {
      const place = child(at, "allowedValues", index);
      if (isObject(one)) add(one, "value", place);
      else if (typeof one === "string") found.push({ at: place, value: one });
    }
  }
  return found;
}

/** Where people read an address with a scheme as an example of what to enter; not where they are told to leave the scheme out. */
function toldWithScheme({ value, pointer }: ConnectionParameter): string | undefined {
  const ui = ownObject(value, "uiDefinition");
  for (const key of ["tooltip", "description"]) {
    const text = ownString(ui, key)?.slice(0, 2000) ?? "";
    if (
      /\b(?:such as|e\.?g\.?|example|like|format|enter|provide|specify)\b[^.;]{0,60}\bhttps?:\/\//i.test(
        text,
      ) &&
      !/\b(?:without|omit|exclud\w*|leave|leaving|remove|not|no|don't|only|part|bold|log ?in|visit|found|page|docs?)\b|[-=]>|[→⇒]/i.test(
        text,
      )
    )
      return child(pointer, "uiDefinition", key);
  }
  return undefined;
}
