/** Types and defaults of connection parameters. */

import { replaceValue } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { isObject, own, ownArray, ownObject } from "../../json/values.ts";
import { connectionParameters, oauthProperties } from "../examples/oauth-example.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DESIGNER_CONNECTOR, PROPERTIES_SCHEMA } from "../sources.ts";

/** Sourced: paconn's schema, in the spelling that connectors use. */
const TYPES = ["string", "securestring", "int", "bool", "oauthSetting", "gatewaySetting"] as const;
/** Sourced: what Microsoft's designer knows besides. */
const MORE_TYPES = [
  "array",
  "object",
  "secureObject",
  "connection",
  "clientCertificate",
  "managedIdentity",
] as const;
const ALL_TYPES: readonly string[] = [...TYPES, ...MORE_TYPES];
const HELP = `Write one of ${TYPES.join(", ")}.`;

export default defineRules([
  {
    id: "cp-type",
    group: "connection-auth",
    statement: "Every connection parameter is an object with a type that the platform knows.",
    why: "The type decides how the connection dialog asks for the value and how it is stored; others are refused.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA, DESIGNER_CONNECTOR],
    asksFor: ["type"],
    checks: {
      connectionParameter(parameter, context) {
        const type = own(parameter.value, "type");
        if (type === undefined) {
          context.report(parameter, `The connection parameter ${quote(String(parameter.key))} has no type.`, {
            help: HELP,
          });
          return;
        }
        if (typeof type === "string" && ALL_TYPES.some((known) => known.toLowerCase() === type.toLowerCase()))
          return;
        context.report(
          parameter.at("type"),
          typeof type === "string"
            ? `${quote(type)} is no type of connection parameters.`
            : `The type is ${kindName(type)}; it must be a string.`,
          { help: `${typeof type === "string" ? meant(type) : ""}${HELP}` },
        );
      },
      connector(context) {
        // Nodes are objects: what stands in a parameter's place and is none is found here.
        const file = context.connector.properties?.file;
        if (file === undefined) return;
        const flat = {
          values: ownObject(context.properties, "connectionParameters"),
          at: "/properties/connectionParameters",
        };
        const sets = ownArray(ownObject(context.properties, "connectionParameterSets"), "values") ?? [];
        const places = sets.map((set, index) => ({
          values: ownObject(set, "parameters"),
          at: child("/properties/connectionParameterSets/values", index, "parameters"),
        }));
        for (const { values, at } of [flat, ...places]) {
          for (const name of Object.keys(values ?? {})) {
            const value = own(values, name);
            if (isObject(value)) continue;
            context.report(
              { file, pointer: child(at, name) },
              `The connection parameter ${quote(name)} is ${kindName(value)}; it must be an object.`,
              {
                help: `Write an object such as {"type": "securestring", "uiDefinition": {…}}.`,
                part: "value",
              },
            );
          }
        }
      },
    },
    bad: [
      {
        properties: connectionParameters({ api_key: { type: null } }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key"],
      },
      {
        properties: connectionParameters({ api_key: { type: "password" } }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key/type"],
      },
      {
        properties: connectionParameters({ api_key: { type: ["string"] } }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key/type"],
      },
      {
        properties: connectionParameters({ api_key: "securestring" }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key"],
      },
    ],
    good: [
      { properties: connectionParameters({ days: { type: "int" }, archive: { type: "bool" } }) },
      { properties: oauthProperties() },
    ],
  },
  {
    id: "cp-type-case",
    group: "connection-auth",
    statement: "Types of connection parameters are spelt as the platform spells them.",
    why: "The service reads them in any case; other tools and people do not.",
    severity: { import: "info", certification: "info" },
    codes: [],
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    checks: {
      connectionParameter(parameter, context) {
        const type = own(parameter.value, "type");
        if (typeof type !== "string" || ALL_TYPES.includes(type)) return;
        const right = ALL_TYPES.find((known) => known.toLowerCase() === type.toLowerCase());
        // The designer itself writes this one in two ways.
        if (right === undefined || type === "secureobject") return;
        context.report(parameter.at("type"), `The type ${quote(type)} is usually written "${right}".`, {
          help: `Write "${right}".`,
          fix: {
            title: `Write "${right}"`,
            edits: (document) => replaceValue(document, parameter.at("type").pointer, right),
          },
        });
      },
    },
    bad: [
      {
        properties: connectionParameters({ api_key: { type: "SecureString" } }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key/type"],
      },
    ],
    good: [{ properties: oauthProperties() }],
  },
  {
    id: "cp-default-value-string",
    group: "connection-auth",
    statement: "defaultValue of a connection parameter is a string.",
    why: "The connection dialog shows it as text; the platform refuses other values.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    checks: {
      connectionParameter(parameter, context) {
        const value = own(parameter.value, "defaultValue");
        if (value === undefined || typeof value === "string") return;
        // Only what has one way to be written as text: 1.10 would lose its zero.
        const sure = typeof value === "boolean" || (typeof value === "number" && Number.isSafeInteger(value));
        context.report(parameter.at("defaultValue"), `defaultValue is ${show(value)}; it must be a string.`, {
          help: sure ? `Write "${String(value)}".` : "Write the value in quotes, or delete it.",
          ...(sure && {
            fix: {
              title: "Put the value in quotes",
              edits: (document) =>
                replaceValue(document, parameter.at("defaultValue").pointer, String(value)),
            },
          }),
        });
      },
    },
    bad: [
      {
        properties: connectionParameters({ days: { type: "int", defaultValue: 30 } }),
        at: ["apiProperties.json#/properties/connectionParameters/days/defaultValue"],
      },
      {
        properties: connectionParameters({ region: { type: "string", defaultValue: ["eu"] } }),
        at: ["apiProperties.json#/properties/connectionParameters/region/defaultValue"],
      },
    ],
    good: [{ properties: connectionParameters({ days: { type: "int", defaultValue: "30" } }) }],
  },
]);

/** Types that authors bring from elsewhere. */
const ALIASES: Record<string, string> = {
  password: "securestring",
  secret: "securestring",
  secure: "securestring",
  integer: "int",
  number: "int",
  boolean: "bool",
  oauth: "oauthSetting",
  oauth2: "oauthSetting",
};

function meant(type: string): string {
  const key = type.toLowerCase();
  return Object.hasOwn(ALIASES, key) ? `Did you mean "${ALIASES[key]}"? ` : didYouMean(type, ALL_TYPES);
}
