/** Sound ways to sign in, put in place of whatever the host had. */
import type { JsonObject } from "../../src/json/values.ts";
import type { Seedbed } from "./seedbed.ts";

export const FLAT = "/properties/connectionParameters";
export const SETS = "/properties/connectionParameterSets";
export const TOKEN = `${FLAT}/token`;
export const OAUTH = `${TOKEN}/oAuthSettings`;

/** A sound connection parameter, changed. */
export function connectionParameter(type: string, name: string, more: JsonObject = {}): JsonObject {
  return {
    type,
    uiDefinition: {
      displayName: name,
      description: `The ${name.toLowerCase()} of your account.`,
      tooltip: `Enter your ${name.toLowerCase()}.`,
      constraints: { required: "true" },
    },
    ...more,
  };
}

function signIn(bed: Seedbed, definitions: JsonObject, parameters: JsonObject): void {
  bed.d.set("/securityDefinitions", definitions);
  bed.d.set(
    "/security",
    Object.entries(definitions).map(([name, definition]) => ({
      [name]: Object.keys(((definition as JsonObject)["scopes"] as JsonObject | undefined) ?? {}),
    })),
  );
  for (const { pointer } of bed.operations()) bed.d.drop(`${pointer}/security`);
  bed.p.drop(SETS);
  bed.p.set(FLAT, parameters);
  bed.checkpoint();
}

const CUSTOM: Record<string, JsonObject> = {
  aad: {
    loginUri: { value: "https://login.microsoftonline.com" },
    tenantId: { value: "common" },
    resourceUri: { value: "https://shelves.fabrikam.com" },
  },
  aadcertificate: {
    loginUri: { value: "https://login.microsoftonline.com" },
    tenantId: { value: "common" },
    resourceUri: { value: "https://shelves.fabrikam.com" },
  },
  oauth2: {
    authorizationUrl: { value: "https://login.fabrikam.com/authorize" },
    tokenUrl: { value: "https://login.fabrikam.com/token" },
    refreshUrl: { value: "https://login.fabrikam.com/token" },
  },
  oauth2generic: {
    authorizationUrlTemplate: { value: "https://login.fabrikam.com/authorize" },
    authorizationUrlQueryStringTemplate: { value: "?client_id={ClientId}&response_type=code&state={State}" },
    tokenUrlTemplate: { value: "https://login.fabrikam.com/token" },
    tokenUrlQueryStringTemplate: { value: "" },
    tokenBodyTemplate: { value: "code={Code}&grant_type=authorization_code" },
    refreshUrlTemplate: { value: "https://login.fabrikam.com/token" },
    refreshUrlQueryStringTemplate: { value: "" },
    refreshBodyTemplate: { value: "refresh_token={RefreshToken}&grant_type=refresh_token" },
  },
};

const LOGIN: Record<string, string> = {
  aad: "https://login.microsoftonline.com/common/oauth2",
  aadcertificate: "https://login.microsoftonline.com/common/oauth2",
  oauth2: "https://login.fabrikam.com",
  oauth2generic: "https://login.fabrikam.com",
};

/** OAuth with one of the identity providers. */
export function oauth(bed: Seedbed, provider = "oauth2"): void {
  signIn(
    bed,
    {
      oauth2_auth: {
        type: "oauth2",
        flow: "accessCode",
        authorizationUrl: `${LOGIN[provider]}/authorize`,
        tokenUrl: `${LOGIN[provider]}/token`,
        scopes: { "shelf.read": "Read shelves.", "shelf.write": "Fill shelves." },
      },
    },
    {
      token: {
        type: "oauthSetting",
        oAuthSettings: {
          identityProvider: provider,
          clientId: "your-client-id",
          scopes: ["shelf.read", "shelf.write"],
          redirectMode: "GlobalPerConnector",
          properties: { IsFirstParty: provider === "aadcertificate" ? "True" : "False" },
          customParameters: structuredClone(CUSTOM[provider] as JsonObject),
        },
      },
    },
  );
}

export function apiKey(bed: Seedbed, place = "header", name = "X-Shelf-Key"): void {
  signIn(
    bed,
    { shelf_key: { type: "apiKey", in: place, name } },
    { api_key: connectionParameter("securestring", "API key") },
  );
}

export function basic(bed: Seedbed): void {
  signIn(
    bed,
    { basic: { type: "basic" } },
    {
      username: connectionParameter("string", "User name"),
      password: connectionParameter("securestring", "Password"),
    },
  );
}

/** A choice of two ways to sign in; gives the pointer of the second, whose parameter is `token`. */
export function twoWays(bed: Seedbed): string {
  oauth(bed);
  const token = bed.p.get(TOKEN) as JsonObject;
  bed.p.drop(FLAT);
  const inSet = (parameter: JsonObject): JsonObject => {
    const { displayName, description, tooltip, constraints } = parameter["uiDefinition"] as JsonObject;
    return {
      ...parameter,
      uiDefinition: {
        displayName,
        description,
        tooltip,
        constraints,
        schema: { type: "string", description },
      } as JsonObject,
    };
  };
  bed.p.set(SETS, {
    uiDefinition: { displayName: "Way to sign in", description: "How to sign in." },
    values: [
      {
        name: "key",
        uiDefinition: { displayName: "With a key", description: "Sign in with a key." },
        parameters: { api_key: inSet(connectionParameter("securestring", "API key")) },
      },
      {
        name: "account",
        uiDefinition: { displayName: "With an account", description: "Sign in with an account." },
        parameters: { token },
      },
    ],
  });
  bed.checkpoint();
  return `${SETS}/values/1`;
}

/** The same fault in a connection parameter that stands alone, and in one of a set. `seed` gets the parameter's pointer. */
export function inConnectionParameters(
  change: (bed: Seedbed, at: string) => string | undefined,
): ((bed: Seedbed) => string | undefined)[] {
  return [
    (bed) => {
      apiKey(bed);
      return change(bed, `${FLAT}/api_key`);
    },
    (bed) => {
      twoWays(bed);
      return change(bed, `${SETS}/values/0/parameters/api_key`);
    },
  ];
}
