/** Connectors with several ways to sign in: connectionParameterSets. */

import { addMember, renameKey } from "../../json/edits.ts";
import {
  isObject,
  type JsonObject,
  own,
  ownArray,
  ownObject,
  ownString,
  scalarText,
} from "../../json/values.ts";
import { connectionParameters, oauthProperties, parameterSets } from "../examples/oauth-example.ts";
import { nearest } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { MULTI_AUTH } from "../sources.ts";

const AT = "apiProperties.json#/properties/connectionParameterSets";
const KEY_SET = {
  name: "key",
  uiDefinition: { displayName: "API key", description: "Sign in with a key." },
  parameters: { api_key: { type: "securestring" } },
};

/** The uiDefinition of the sets or of one set, with the texts that are missing in it. */
function missingTexts(node: Node): string[] {
  const ui = ownObject(node.value, "uiDefinition");
  if (!ui) return [];
  return ["displayName", "description"].filter((key) => (ownString(ui, key) ?? "").trim() === "");
}

/** Whether people see the parameter and enter it, other than by signing in. */
function isFilledIn(parameter: Node): boolean {
  const type = ownString(parameter.value, "type")?.toLowerCase();
  const hidden = own(ownObject(ownObject(parameter.value, "uiDefinition"), "constraints"), "hidden");
  return ["string", "securestring", "int", "bool"].includes(type ?? "") && scalarText(hidden) !== "true";
}

export default defineRules("connection-auth", [
  {
    id: "multi-auth-name-unique",
    statement: "Parameter sets have different names.",
    why: "A connection remembers its set by name: of two with one name, people can choose only the first.",
    severity: { import: "error", certification: "error" },
    sources: [MULTI_AUTH],
    inferred: true,
    checks: {
      parameterSets(sets, context) {
        const seen = new Map<string, number>();
        for (const [index, set] of (ownArray(sets.value, "values") ?? []).entries()) {
          const name = ownString(set, "name");
          if (name === undefined) continue;
          const first = seen.get(name.toLowerCase());
          if (first === undefined) {
            seen.set(name.toLowerCase(), index);
            continue;
          }
          context.report(sets.at("values", index, "name"), `Two parameter sets are named ${quote(name)}.`, {
            help: `Write another name, such as ${quote(`${name}2`)}, if no connection uses this set yet: connections remember their set by its name.`,
            label: "second",
            related: [{ place: sets.at("values", first, "name"), label: "first" }],
          });
        }
      },
    },
    bad: [
      {
        properties: parameterSets({
          values: [KEY_SET, { ...KEY_SET, name: "oauth" }, { ...KEY_SET, name: "Key" }],
        }),
        at: [`${AT}/values/2/name`],
      },
    ],
    good: [{ properties: parameterSets() }],
  },
  {
    id: "multi-auth-ui",
    statement: "The choice of ways to sign in, and each of them, has a displayName and a description.",
    why: "Whoever makes a connection chooses a way to sign in by displayName and description; without them there is a technical name, or nothing.",
    severity: { import: "warning", certification: "warning" },
    sources: [MULTI_AUTH, 'observed: a published connector writes "displayname"'],
    fixable: true,
    checks: {
      parameterSets(sets, context) {
        const missing = missingTexts(sets);
        if (missing.length === 0) return;
        context.report(
          sets.at("uiDefinition"),
          `The uiDefinition of connectionParameterSets has no ${missing.join(" and no ")}.`,
          { help: howToComplete(ownObject(sets.value, "uiDefinition") ?? {}, missing) },
        );
      },
      parameterSet(set, context) {
        if (own(set.value, "uiDefinition") === undefined) {
          context.report(set, `The parameter set ${quote(set.set ?? "")} has no uiDefinition.`, {
            help: 'Add "uiDefinition": {"displayName": "…", "description": "…"}, with what people read where they choose how to sign in.',
          });
          return;
        }
        const missing = missingTexts(set);
        if (missing.length === 0) return;
        const ui = ownObject(set.value, "uiDefinition") ?? {};
        const typo = Object.keys(ui).find(
          (key) => !["displayName", "description"].includes(key) && nearest(key, missing) !== undefined,
        );
        const right = missing.find((key) => key.toLowerCase() === typo?.toLowerCase());
        context.report(
          typo === undefined ? set.at("uiDefinition") : set.at("uiDefinition", typo),
          `The uiDefinition of the parameter set ${quote(set.set ?? "")} has no ${missing.join(" and no ")}.`,
          {
            help:
              typo === undefined
                ? `Add ${missing.map((key) => `"${key}": "…"`).join(" and ")}, with how people sign in this way, such as "API key".`
                : `Did you mean "${nearest(typo, missing)}"? ${quote(typo)} is not read.`,
            part: typo === undefined ? undefined : "key",
            ...(typo !== undefined &&
              right !== undefined &&
              own(ui, right) === undefined && {
                fix: {
                  title: `Write "${right}"`,
                  edits: (document) => renameKey(document, set.at("uiDefinition", typo).pointer, right),
                },
              }),
          },
        );
      },
    },
    bad: [
      {
        properties: parameterSets({
          uiDefinition: { displayName: "Sign-in" },
          values: [
            { ...KEY_SET, uiDefinition: { displayname: "API key", description: "Sign in with a key." } },
          ],
        }),
        at: [`${AT}/uiDefinition`, `${AT}/values/0/uiDefinition/displayname`],
      },
      {
        properties: parameterSets({ values: [{ ...KEY_SET, uiDefinition: {} }] }),
        at: [`${AT}/values/0/uiDefinition`],
      },
      {
        properties: parameterSets({ values: [{ name: "key", parameters: {} }] }),
        at: [`${AT}/values/0`],
      },
    ],
    good: [{ properties: parameterSets() }],
  },
  {
    id: "multi-auth-and-flat",
    statement: "A connector with parameter sets may keep connectionParameters for connections made before.",
    why: "New connections use the sets alone; connectionParameters serves connections that were made before the sets, and is dead weight where there are none.",
    severity: { import: "info", certification: "info" },
    sources: [MULTI_AUTH, "observed: 8 published connectors have both"],
    checks: {
      parameterSets(sets, context) {
        const flat = ownObject(context.properties, "connectionParameters");
        if (!flat || Object.keys(flat).length === 0) return;
        context.report(
          { file: sets.file, pointer: "/properties/connectionParameters" },
          'The connector has "connectionParameters" beside "connectionParameterSets".',
          {
            help: 'If connections from before the sets exist, leave it: they need it. In a new connector delete "connectionParameters".',
            label: "for older connections",
            part: "key",
            related: [{ place: sets, label: "for new connections", part: "key" }],
          },
        );
      },
    },
    bad: [
      {
        properties: { properties: { ...(parameterSets().properties as object), connectionParameters: {} } },
        at: ["apiProperties.json#/properties/connectionParameters"],
      },
    ],
    good: [{ properties: parameterSets() }, { properties: connectionParameters({}) }],
  },
  {
    id: "multi-auth-schema-description",
    statement: "In a parameter set the help text of an input is in uiDefinition.schema.description.",
    why: "The dialog for several ways to sign in reads the help text of a field in uiDefinition.schema.description alone: whoever makes a connection sees none.",
    severity: { import: "info", certification: "info" },
    sources: [MULTI_AUTH],
    fixable: true,
    checks: {
      connectionParameter(parameter, context) {
        if (parameter.set === undefined) return;
        const ui = ownObject(parameter.value, "uiDefinition");
        const description = ownString(ui, "description");
        const schema = own(ui, "schema");
        if (!ui || (ownString(schema, "description") ?? "").trim() !== "") return;
        const place = parameter.at("uiDefinition");
        if (description === undefined || description.trim() === "") {
          // A sign-in needs no text, and nobody sees a hidden parameter.
          if (!isFilledIn(parameter)) return;
          context.report(
            place,
            `The input ${quote(String(parameter.key))} of the parameter set ${quote(parameter.set ?? "")} has no help text.`,
            {
              help: `Add to its uiDefinition "schema": {"type": ${quote(ownString(parameter.value, "type") ?? "string")}, "description": "…"}, with what to enter and where to find it.`,
            },
          );
          return;
        }
        const type = ownString(parameter.value, "type") ?? "string";
        context.report(
          parameter.at("uiDefinition", "description"),
          `The description of ${quote(String(parameter.key))} is beside uiDefinition.schema, not in it.`,
          {
            help: isObject(schema)
              ? `Write the same "description" in its uiDefinition.schema.`
              : `Add "schema": {"type": ${quote(type)}, "description": ${quoteWhole(description)}} to its uiDefinition.`,
            fix: {
              title: "Add the description to uiDefinition.schema",
              edits: (document) =>
                isObject(schema)
                  ? addMember(document, `${place.pointer}/schema`, "description", description)
                  : addMember(document, place.pointer, "schema", { type, description }),
            },
          },
        );
      },
    },
    bad: [
      {
        properties: parameterSets({
          values: [
            {
              ...KEY_SET,
              parameters: {
                api_key: {
                  type: "securestring",
                  uiDefinition: { displayName: "Key", description: "Your key." },
                },
              },
            },
          ],
        }),
        at: [`${AT}/values/0/parameters/api_key/uiDefinition/description`],
      },
      {
        properties: parameterSets({
          values: [
            {
              ...KEY_SET,
              parameters: {
                api_key: {
                  type: "securestring",
                  uiDefinition: { displayName: "Key", tooltip: "A key.", schema: { type: "securestring" } },
                },
              },
            },
          ],
        }),
        at: [`${AT}/values/0/parameters/api_key/uiDefinition`],
      },
    ],
    good: [{ properties: parameterSets() }, {}],
  },
  {
    id: "multi-auth-cli-only",
    statement: "A connector with several ways to sign in is edited with paconn or pac, not in the wizard.",
    why: "The custom connector wizard of the portal knows one sign-in only: whoever saves the connector there loses the sets.",
    severity: { import: "info", certification: "info" },
    sources: [MULTI_AUTH],
    checks: {
      parameterSets(sets, context) {
        context.report(
          sets,
          "The connector has connectionParameterSets, which the custom connector wizard cannot edit.",
          {
            help: "Change it in these files and upload them with paconn update or pac connector update.",
          },
        );
      },
    },
    bad: [{ properties: parameterSets(), at: [AT] }],
    good: [{ properties: oauthProperties() }],
  },
]);

/** What to do about texts that the choice of ways to sign in lacks; one that is only misspelt has its text already. */
function howToComplete(ui: JsonObject, missing: readonly string[]): string {
  const steps = missing.map((key) => {
    const slip = Object.keys(ui).find((other) => other.toLowerCase() === key.toLowerCase() && other !== key);
    if (slip !== undefined) return `rename ${quote(slip)} to "${key}"`;
    return key === "displayName"
      ? 'add "displayName": "Authentication type"'
      : 'add "description": "Choose how you sign in."';
  });
  const [first = "", ...others] = steps;
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...others].join(", and ")}.`;
}
