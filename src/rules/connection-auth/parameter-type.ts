/** Types and defaults of connection parameters. */

import { describeKey } from "../../definition/grammar/grammar.ts";
import { CONNECTION_TYPES } from "../../definition/grammar/properties.ts";
import { replaceValue } from "../../json/edits.ts";
import { own } from "../../json/values.ts";
import { connectionParameters, oauthProperties } from "../examples/oauth-example.ts";
import { didYouMean } from "../language/nearest.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DESIGNER_CONNECTOR, PROPERTIES_SCHEMA } from "../sources.ts";

const ALL_TYPES = describeKey("connectionParameter", "type")?.values ?? [];
const HELP = `Write one of ${CONNECTION_TYPES.join(", ")}.`;

export default defineRules("connection-auth", [
  {
    id: "cp-type",
    statement: "Every connection parameter is an object with a type that the platform knows.",
    why: "The type decides how the dialog for connections asks for the value and whether it is stored as a secret; the platform and certification refuse one that they do not know.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA, DESIGNER_CONNECTOR],
    shape: [
      {
        of: "connectionParameter",
        faults: ["missing", "type", "value"],
        keys: ["type"],
        say({ fault, value: type, node }) {
          if (fault === "missing")
            return {
              message: `The connection parameter ${quote(String(node.key))} has no type.`,
              help: HELP,
            };
          if (fault === "type") return { help: HELP };
          return {
            message: `${show(type)} is not a connection parameter type.`,
            help: `${typeof type === "string" ? meant(type) : ""}${HELP}`,
            fix: undefined,
          };
        },
      },
      {
        of: ["properties", "parameterSet"],
        faults: ["type"],
        keys: ["connectionParameters", "parameters"],
        entries: true,
      },
    ],
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
    statement: "Types of connection parameters are spelt as the platform spells them.",
    why: "The platform reads types whatever their capitals; a tool that compares letter for letter takes it for an unknown type.",
    severity: { import: "info", certification: "info" },
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    checks: {
      connectionParameter(parameter, context) {
        const type = own(parameter.value, "type");
        if (typeof type !== "string" || ALL_TYPES.includes(type)) return;
        const right = ALL_TYPES.find((known) => known.toLowerCase() === type.toLowerCase());
        // The designer itself writes this one in two ways.
        if (right === undefined || type === "secureobject") return;
        context.report(parameter.at("type"), `The type is written ${quote(type)} instead of "${right}".`, {
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
    statement: "defaultValue of a connection parameter is a string.",
    why: "The dialog for connections shows the default as text: Microsoft's schema of apiProperties.json allows only a string, and the review for certification checks it.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    shape: [
      {
        of: "connectionParameter",
        faults: ["type"],
        keys: ["defaultValue"],
        say({ value, place }) {
          // Only what has one way to be written as text: 1.10 would lose its zero.
          const sure =
            typeof value === "boolean" || (typeof value === "number" && Number.isSafeInteger(value));
          return {
            help: sure ? `Write "${String(value)}".` : "Write the value in quotes, or delete it.",
            fix: sure
              ? {
                  title: "Put the value in quotes",
                  edits: (document) => replaceValue(document, place.pointer, String(value)),
                }
              : undefined,
          };
        },
      },
    ],
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
