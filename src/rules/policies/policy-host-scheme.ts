/** The values that people choose or enter as a host, and the policy that puts them into an address: one scheme between them. */
import { type ConnectionParameter, everyParameter, readConnection } from "../../definition/connection.ts";
import { policyParameter } from "../../definition/policies.ts";
import { PARAMETER_PREFIX } from "../../definition/policy-templates.ts";
import { child } from "../../json/pointer.ts";
import { isObject, ownArray, ownObject, ownString } from "../../json/values.ts";
import { chosenHost, PARAMETERS_AT, REGION_AT } from "../examples/policy-example.ts";
import { policiesFor } from "../facts/policies-for.ts";
import { readExpressions } from "../facts/policy-expressions.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { POLICY_HOST_URL } from "../sources.ts";

const URL = `${PARAMETER_PREFIX}urlTemplate`;

export default defineRule("policies", {
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
      const parameters = everyParameter(readConnection(context.properties));
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
            context.inProperties(one.at),
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
                  place: context.inProperties(at),
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
            context.inProperties(told),
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
});

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
