import { isObject, own } from "../../json/values.ts";
import { parameterSets } from "../examples/oauth-example.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, list, quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DESIGNER_CONNECTOR, MULTI_AUTH } from "../sources.ts";

const AT = "apiProperties.json#/properties/connectionParameterSets";

const KEY_SET = {
  name: "key",
  uiDefinition: { displayName: "API key", description: "Sign in with a key." },
  parameters: { api_key: { type: "securestring" } },
};

export default defineRule({
  id: "multi-auth-shape",
  group: "connection-auth",
  statement:
    "connectionParameterSets has a uiDefinition and values: sets with name, uiDefinition and parameters.",
  why: "The connection dialog builds its choice from these; the platform refuses sets of another shape.",
  severity: { import: "error", certification: "error" },
  codes: [],
  sources: [MULTI_AUTH, DESIGNER_CONNECTOR],
  checks: {
    properties(properties, context) {
      const sets = own(properties.value, "connectionParameterSets");
      if (sets === undefined || isObject(sets)) return;
      context.report(
        properties.at("connectionParameterSets"),
        `connectionParameterSets is ${kindName(sets)}; it must be an object.`,
        {
          help: 'Write {"uiDefinition": {…}, "values": [{"name": "…", "uiDefinition": {…}, "parameters": {…}}]}.',
          part: "value",
        },
      );
    },
    parameterSets(sets, context) {
      const ui = own(sets.value, "uiDefinition");
      if (!isObject(ui)) {
        context.report(
          ui === undefined ? sets : sets.at("uiDefinition"),
          ui === undefined
            ? "connectionParameterSets has no uiDefinition."
            : `The uiDefinition of connectionParameterSets is ${kindName(ui)}; it must be an object.`,
          { help: 'Add "uiDefinition": {"displayName": "Authentication type", "description": "…"}.' },
        );
      }
      const values = own(sets.value, "values");
      if (!Array.isArray(values) || values.length === 0) {
        context.report(
          values === undefined ? sets : sets.at("values"),
          values === undefined
            ? 'connectionParameterSets has no "values".'
            : Array.isArray(values)
              ? '"values" of connectionParameterSets is empty.'
              : `"values" of connectionParameterSets is ${kindName(values)}; it must be an array.`,
          { help: "Add one set for each way to sign in." },
        );
        return;
      }
      reportOddKeys(sets, ["uiDefinition", "values"], "connectionParameterSets", context);
      for (const [index, set] of values.entries()) {
        if (isObject(set)) continue;
        context.report(
          sets.at("values", index),
          `A parameter set is ${kindName(set)}; it must be an object.`,
          {
            help: 'Write {"name": "…", "uiDefinition": {…}, "parameters": {…}}.',
          },
        );
      }
    },
    parameterSet(set, context) {
      const name = own(set.value, "name");
      if (typeof name !== "string" || name.trim() === "") {
        context.report(
          name === undefined ? set : set.at("name"),
          name === undefined
            ? "The parameter set has no name."
            : `The name of the parameter set is ${name === "" ? "empty" : kindName(name)}.`,
          { help: 'Add "name" with a short identifier, such as "oauth".' },
        );
      }
      const ui = own(set.value, "uiDefinition");
      // A set without labels is told by the rule on labels.
      if (ui !== undefined && !isObject(ui)) {
        context.report(
          set.at("uiDefinition"),
          `The uiDefinition of a parameter set is ${kindName(ui)}; it must be an object.`,
          { help: 'Write {"displayName": "…", "description": "…"}.' },
        );
      }
      const parameters = own(set.value, "parameters");
      if (isObject(parameters)) {
        // Beside a missing name an unknown key was probably meant to be it.
        if (name !== undefined)
          reportOddKeys(set, ["name", "uiDefinition", "parameters", "metadata"], "A parameter set", context);
        return;
      }
      context.report(
        parameters === undefined ? set : set.at("parameters"),
        parameters === undefined
          ? `The parameter set ${quote(set.set ?? "")} has no parameters.`
          : `The parameters of a set are ${kindName(parameters)}; they must be an object.`,
        { help: 'Add "parameters": {…}, as they would stand in connectionParameters; {} for no sign-in.' },
      );
    },
  },
  bad: [
    { properties: { properties: { connectionParameterSets: [] } }, at: [AT] },
    { properties: { properties: { connectionParameterSets: {} } }, at: [AT, AT] },
    { properties: parameterSets({ values: [] }), at: [`${AT}/values`] },
    { properties: parameterSets({ values: { key: KEY_SET } }), at: [`${AT}/values`] },
    {
      properties: parameterSets({ values: ["key"], uiDefinition: "Sign in" }),
      at: [`${AT}/uiDefinition`, `${AT}/values/0`],
    },
    {
      properties: parameterSets({
        values: [
          { uiDefinition: [], parameters: [] },
          { name: 1, uiDefinition: {} },
        ],
      }),
      at: [
        `${AT}/values/0`,
        `${AT}/values/0/uiDefinition`,
        `${AT}/values/0/parameters`,
        `${AT}/values/1`,
        `${AT}/values/1/name`,
      ],
    },
    {
      properties: parameterSets({ values: [{ ...KEY_SET, title: "Key" }], value: [] }),
      at: [`${AT}/values/0/title`, `${AT}/value`],
    },
  ],
  good: [
    { properties: parameterSets() },
    { properties: parameterSets({ values: [{ ...KEY_SET, metadata: { allowSharing: true } }] }) },
  ],
});

/** Keys that nothing reads; one that was meant to be a missing one is told as such. */
function reportOddKeys(holder: Node, known: readonly string[], what: string, context: Context): void {
  for (const key of Object.keys(holder.value)) {
    if (known.includes(key)) continue;
    context.report(holder.at(key), `${what} has no ${quote(key)}.`, {
      help: `${didYouMean(key, known)}Known are ${list(known)}.`,
      label: "not known",
      part: "key",
    });
  }
}
