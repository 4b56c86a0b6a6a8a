/** Keys of connection parameters, of their uiDefinition and of its constraints. */

import { renameKey } from "../../json/edits.ts";
import { type JsonObject, own, ownObject, ownString } from "../../json/values.ts";
import { connectionParameters, oauthProperties, parameterSets } from "../examples/oauth-example.ts";
import type { Context, ReportOptions } from "../language/context.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CONNECTION_PARAMETERS, MULTI_AUTH, PROPERTIES_SCHEMA } from "../sources.ts";

/** Sourced: paconn's schema; gatewaySettings observed in the published connector with a gateway. */
const PARAMETER_KEYS = [
  "type",
  "uiDefinition",
  "oAuthSettings",
  "metadata",
  "allowedValues",
  "defaultValue",
  "gatewaySettings",
] as const;
const UI_KEYS = ["displayName", "description", "tooltip", "tabIndex", "constraints", "schema"] as const;
/** Observed: what the parameter sets of published connectors, and each of them, have as labels. */
const SET_UI_KEYS = ["displayName", "description", "tooltip", "constraints"] as const;
const CONSTRAINT_KEYS = [
  "clearText",
  "required",
  "tabIndex",
  "capability",
  "hidden",
  "allowedValues",
  "dependencies",
] as const;

export default defineRules([
  {
    id: "cp-unknown-key",
    group: "connection-auth",
    statement: "A connection parameter has only the keys that the platform knows.",
    why: "An unknown key is ignored: what it was meant to say goes missing.",
    severity: { import: "warning", certification: "warning" },
    codes: [],
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    checks: {
      connectionParameter(parameter, context) {
        for (const key of Object.keys(parameter.value)) {
          if ((PARAMETER_KEYS as readonly string[]).includes(key)) continue;
          // An OAuth parameter without its settings has a graver finding, which names the key that was meant for them.
          if (isOAuthWithoutSettings(parameter.value) && nearest(key, ["oAuthSettings"])) continue;
          const inside = (UI_KEYS as readonly string[]).includes(key)
            ? "uiDefinition"
            : (CONSTRAINT_KEYS as readonly string[]).includes(key)
              ? "uiDefinition.constraints"
              : undefined;
          context.report(parameter.at(key), `Connection parameters have no ${quote(key)}.`, {
            ...keyOptions(parameter.value, parameter.at(key).pointer, key, PARAMETER_KEYS),
            ...(inside && { help: `Move it into ${inside}.` }),
          });
        }
      },
    },
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
    group: "connection-auth",
    statement: "uiDefinition and its constraints have only the keys that the connection dialog knows.",
    why: "The platform refuses other keys; a misspelt label or constraint would never show.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA, MULTI_AUTH, CONNECTION_PARAMETERS],
    fixable: true,
    checks: {
      parameterSets: checkSetKeys,
      parameterSet: checkSetKeys,
      connectionParameter(parameter, context) {
        const ui = ownObject(parameter.value, "uiDefinition");
        if (!ui) return;
        const constraints = ownObject(ui, "constraints");
        for (const key of Object.keys(ui)) {
          if ((UI_KEYS as readonly string[]).includes(key)) continue;
          const place = parameter.at("uiDefinition", key);
          const inside = (CONSTRAINT_KEYS as readonly string[]).includes(key);
          context.report(place, `uiDefinition has no ${quote(key)}.`, {
            ...keyOptions(ui, place.pointer, key, UI_KEYS),
            ...(inside && { help: "Move it into uiDefinition.constraints." }),
          });
        }
        for (const key of Object.keys(constraints ?? {})) {
          if ((CONSTRAINT_KEYS as readonly string[]).includes(key)) continue;
          const place = parameter.at("uiDefinition", "constraints", key);
          context.report(
            place,
            `The constraints of a connection parameter have no ${quote(key)}.`,
            keyOptions(constraints ?? {}, place.pointer, key, CONSTRAINT_KEYS),
          );
        }
        const odd = own(ui, "constraints");
        if (odd === undefined || constraints) return;
        context.report(
          parameter.at("uiDefinition", "constraints"),
          `constraints is ${kindName(odd)}; it must be an object.`,
          { help: 'Write an object such as {"tabIndex": 2, "clearText": false, "required": "true"}.' },
        );
      },
    },
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

/** The labels of the choice of ways to sign in, and of each way. */
function checkSetKeys(holder: Node, context: Context): void {
  const ui = ownObject(holder.value, "uiDefinition") ?? {};
  for (const key of Object.keys(ui)) {
    // A misspelt name of a text that is missing is reported as the missing text.
    const meant = nearest(key, ["displayName", "description"]);
    if ((SET_UI_KEYS as readonly string[]).includes(key)) continue;
    if (meant !== undefined && own(ui, meant) === undefined) continue;
    const place = holder.at("uiDefinition", key);
    context.report(
      place,
      `The uiDefinition of parameter sets has no ${quote(key)}.`,
      keyOptions(ui, place.pointer, key, SET_UI_KEYS),
    );
  }
}

/** Help for an unknown key, and the fix where only the letter case is wrong. */
function keyOptions(
  holder: Record<string, unknown>,
  pointer: string,
  key: string,
  known: readonly string[],
): ReportOptions {
  const meant = nearest(key, known);
  const sure =
    meant !== undefined && meant.toLowerCase() === key.toLowerCase() && own(holder, meant) === undefined;
  return {
    help: `${didYouMean(key, known)}Known are ${known.join(", ")}.`,
    label: "not known",
    part: "key",
    meant,
    ...(sure && {
      fix: { title: `Write "${meant}"`, edits: (document) => renameKey(document, pointer, meant) },
    }),
  };
}

function isOAuthWithoutSettings(parameter: JsonObject): boolean {
  return (
    ownString(parameter, "type")?.toLowerCase() === "oauthsetting" &&
    own(parameter, "oAuthSettings") === undefined
  );
}
