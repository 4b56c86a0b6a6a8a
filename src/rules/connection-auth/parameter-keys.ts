/** Keys of connection parameters, of their uiDefinition and of its constraints. */

import { type JsonObject, own, ownString } from "../../json/values.ts";
import { connectionParameters, oauthProperties, parameterSets } from "../examples/oauth-example.ts";
import { nearest } from "../language/nearest.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { plainKeys } from "../language/shape.ts";
import { CONNECTION_PARAMETERS, MULTI_AUTH, PROPERTIES_SCHEMA } from "../sources.ts";

const UI_KEYS = plainKeys("uiDefinition");
const CONSTRAINT_KEYS = plainKeys("constraints");

export default defineRules("connection-auth", [
  {
    id: "cp-unknown-key",
    statement: "A connection parameter has only the keys that the platform knows.",
    why: "The platform ignores the key: what it says reaches nobody who makes a connection.",
    severity: { import: "warning", certification: "warning" },
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    shape: [
      {
        of: "connectionParameter",
        faults: ["unknown"],
        say({ key, holder }) {
          // An OAuth parameter without its settings has a graver finding, which names the key that was meant for them.
          if (isOAuthWithoutSettings(holder) && nearest(key, ["oAuthSettings"])) return undefined;
          const inside = UI_KEYS.includes(key)
            ? "uiDefinition"
            : CONSTRAINT_KEYS.includes(key)
              ? "uiDefinition.constraints"
              : undefined;
          return {
            message: `${quote(key)} is not a key of a connection parameter.`,
            ...(inside && { help: `Move it into ${inside}.` }),
          };
        },
      },
    ],
    bad: [
      {
        properties: connectionParameters({
          token: { type: "oauthSetting", oAuthSettings: { identityProvider: "facebook" }, uidefinition: {} },
        }),
        at: ["apiProperties.json#/properties/connectionParameters/token/uidefinition"],
      },
      {
        properties: connectionParameters({ api_key: { displayName: "API key", secret: true } }),
        at: [
          "apiProperties.json#/properties/connectionParameters/api_key/displayName",
          "apiProperties.json#/properties/connectionParameters/api_key/secret",
        ],
      },
    ],
    good: [
      { properties: oauthProperties() },
      { properties: connectionParameters({ gateway: { type: "gatewaySetting", gatewaySettings: {} } }) },
    ],
  },
  {
    id: "cp-ui-keys",
    statement: "uiDefinition and its constraints have only the keys that the connection dialog knows.",
    why: "The dialog for connections ignores a key that it does not know: a misspelt label or constraint has no effect. Microsoft's schema of apiProperties.json allows no such key, and the review for certification checks it.",
    severity: { import: "warning", certification: "error" },
    sources: [PROPERTIES_SCHEMA, MULTI_AUTH, CONNECTION_PARAMETERS],
    fixable: true,
    shape: [
      {
        of: "uiDefinition",
        faults: ["unknown"],
        say: ({ key }) =>
          CONSTRAINT_KEYS.includes(key) ? { help: "Move it into uiDefinition.constraints." } : {},
      },
      { of: "constraints", faults: ["unknown"] },
      {
        of: "setLabels",
        faults: ["unknown"],
        say({ key, holder }) {
          // A misspelt name of a text that is missing is reported as the missing text.
          const meant = nearest(key, ["displayName", "description"]);
          return meant !== undefined && own(holder, meant) === undefined ? undefined : {};
        },
      },
      { of: "uiDefinition", faults: ["type"], keys: ["constraints"] },
    ],
    bad: [
      {
        properties: connectionParameters({
          api_key: { uiDefinition: { displayname: "API key", displayName: null } },
        }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key/uiDefinition/displayname"],
      },
      {
        properties: connectionParameters({
          api_key: { uiDefinition: { required: "true", constraints: { cleartext: true, maxLength: 20 } } },
        }),
        at: [
          "apiProperties.json#/properties/connectionParameters/api_key/uiDefinition/constraints/cleartext",
          "apiProperties.json#/properties/connectionParameters/api_key/uiDefinition/constraints/maxLength",
          "apiProperties.json#/properties/connectionParameters/api_key/uiDefinition/required",
        ],
      },
      {
        properties: parameterSets({
          uiDefinition: { displayName: "Sign-in", description: "How to sign in.", title: "Sign-in" },
          values: [
            {
              name: "key",
              uiDefinition: { displayName: "API key", description: "Sign in with a key.", label: "Key" },
              parameters: {},
            },
          ],
        }),
        at: [
          "apiProperties.json#/properties/connectionParameterSets/uiDefinition/title",
          "apiProperties.json#/properties/connectionParameterSets/values/0/uiDefinition/label",
        ],
      },
      {
        properties: connectionParameters({ api_key: { uiDefinition: { constraints: "required" } } }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key/uiDefinition/constraints"],
      },
    ],
    good: [
      {
        properties: connectionParameters({
          api_key: {
            uiDefinition: {
              schema: { type: "securestring" },
              constraints: { hidden: "false", capability: ["cloud"] },
            },
          },
        }),
      },
    ],
  },
]);

function isOAuthWithoutSettings(parameter: JsonObject): boolean {
  return (
    ownString(parameter, "type")?.toLowerCase() === "oauthsetting" &&
    own(parameter, "oAuthSettings") === undefined
  );
}
