/** The parts that turn the base connector of the examples into one that signs in with OAuth. */
import type { JsonObject } from "../../json/values.ts";

/** Merge patch on the definition: OAuth instead of an API key. */
export const OAUTH_DEFINITION: JsonObject = {
  securityDefinitions: {
    api_key: null,
    oauth2_auth: {
      type: "oauth2",
      flow: "accessCode",
      authorizationUrl: "https://login.fabrikam.com/authorize",
      tokenUrl: "https://login.fabrikam.com/token",
      scopes: { "parcels.read": "Read parcels." },
    },
  },
  security: [{ oauth2_auth: ["parcels.read"] }],
};

/** `oAuthSettings` of a sound connector; spread it and change what an example is about. */
export const OAUTH_SETTINGS: JsonObject = {
  identityProvider: "oauth2",
  clientId: "<<client id>>",
  scopes: ["parcels.read"],
  redirectMode: "GlobalPerConnector",
  properties: { IsFirstParty: "False" },
  customParameters: {
    authorizationUrl: { value: "https://login.fabrikam.com/authorize" },
    tokenUrl: { value: "https://login.fabrikam.com/token" },
    refreshUrl: { value: "https://login.fabrikam.com/token" },
  },
};

/** Merge patch on apiProperties.json: the parameter `token` with these settings changed, besides more parameters. */
export function oauthProperties(settings: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return {
    properties: {
      connectionParameters: {
        api_key: null,
        token: { type: "oauthSetting", oAuthSettings: { ...OAUTH_SETTINGS, ...settings } },
        ...more,
      },
    },
  };
}

/** Merge patch on apiProperties.json: connection parameters beside, or instead of (`api_key: null`), the API key. */
export function connectionParameters(parameters: JsonObject): JsonObject {
  return { properties: { connectionParameters: parameters } };
}

/** Merge patch on apiProperties.json: two ways to sign in, by key and by OAuth; changed by another patch on the sets. */
export function parameterSets(sets: JsonObject = {}): JsonObject {
  return {
    properties: {
      connectionParameters: null,
      connectionParameterSets: {
        uiDefinition: { displayName: "Authentication type", description: "How to sign in." },
        values: [
          {
            name: "key",
            uiDefinition: { displayName: "API key", description: "Sign in with a key." },
            parameters: {
              api_key: {
                type: "securestring",
                uiDefinition: {
                  displayName: "API key",
                  schema: { type: "securestring", description: "The key of your account." },
                  constraints: { required: "true" },
                },
              },
            },
          },
          {
            name: "oauth",
            uiDefinition: { displayName: "OAuth", description: "Sign in with your account." },
            parameters: { token: { type: "oauthSetting", oAuthSettings: OAUTH_SETTINGS } },
          },
        ],
        ...sets,
      },
    },
  };
}

/** Where the settings of the example's sign-in are. */
export const OAUTH_AT = "apiProperties.json#/properties/connectionParameters/token/oAuthSettings";

/** Settings of a sign-in at Microsoft Entra ID by its addresses, with more custom parameters. */
export const entra = (more: JsonObject = {}): JsonObject => ({
  customParameters: {
    authorizationUrl: { value: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize" },
    tokenUrl: { value: "https://login.microsoftonline.com/common/oauth2/v2.0/token" },
    refreshUrl: { value: "https://login.microsoftonline.com/common/oauth2/v2.0/token" },
    ...more,
  },
});

/** Settings for the identity provider oauth2generic, with more custom parameters. */
export const generic = (more: JsonObject = {}): JsonObject => ({
  identityProvider: "oauth2generic",
  customParameters: {
    authorizationUrlTemplate: { value: "https://login.fabrikam.com/authorize" },
    tokenUrlTemplate: { value: "https://login.fabrikam.com/token" },
    refreshUrlTemplate: { value: "https://login.fabrikam.com/token" },
    ...more,
  },
});

/** Settings for the identity provider aad, with more custom parameters. */
export const aad = (more: JsonObject = {}): JsonObject => ({
  identityProvider: "aad",
  clientId: "1f7b2f0e-52a1-4c3a-9d57-3c1e5a7b9d10",
  customParameters: { resourceUri: { value: "https://graph.microsoft.com" }, ...more },
});
