/** The settings of a sign-in with OAuth 2.0: what is under the `oAuthSettings` of a connection parameter. */
import { child } from "../json/pointer.ts";
import { type JsonObject, type JsonValue, own, ownArray, ownObject, ownString } from "../json/values.ts";

/** The key of a parameter under which its sign-in is described. */
export const OAUTH_SETTINGS = "oAuthSettings";

/**
 * Where the platform receives the answer of the identity provider. All connectors share it unless their settings ask for an
 * address of their own, and the platform writes it where none is named. (Sourced: paconn, exported solutions.)
 */
export const SHARED_REDIRECT = "https://global.consent.azure-apim.net/redirect";

/** One value, and where it is in apiProperties.json: at its own key, or at the settings where it is missing. */
export interface Setting<Value> {
  value: Value;
  pointer: string;
}

/** A value that only this identity provider, or this connector, knows. */
export interface NamedSetting extends Setting<JsonValue> {
  name: string;
}

export interface OAuthSettings {
  /** As written. */
  value: JsonObject;
  /** In apiProperties.json. */
  pointer: string;
  identityProvider: Setting<string | undefined>;
  clientId: Setting<string | undefined>;
  /** Undefined where there is no list. */
  scopes: Setting<JsonValue[] | undefined>;
  /** Which redirect address is used, by its two keys. */
  redirect: Record<"redirectMode" | "redirectUrl", Setting<JsonValue | undefined>>;
  /** Addresses, resource and whatever else the provider is told: of `customParameters`, of `properties`, and keys beside them. */
  told: NamedSetting[];
  /** Where the addresses of the provider stand, or would stand. */
  custom: Setting<JsonObject | undefined>;
}

const GROUPS = ["properties", "customParameters"];
const READ = ["identityProvider", "clientId", "clientSecret", "scopes", "redirectMode", "redirectUrl"];

/** Whether a setting names the resource that Microsoft Entra ID gives tokens for. */
export function isResource({ name }: NamedSetting): boolean {
  return /^(AzureActiveDirectoryResourceId|resourceUri|resource)$/i.test(name);
}

/** Tolerant: what is not of the expected kind counts as missing. @param pointer in apiProperties.json */
export function readOAuthSettings(value: JsonObject, pointer: string): OAuthSettings {
  const at = (key: string) => (own(value, key) === undefined ? pointer : child(pointer, key));
  const setting = <Value>(key: string, read: Value): Setting<Value> => ({ value: read, pointer: at(key) });
  return {
    value,
    pointer,
    identityProvider: setting("identityProvider", ownString(value, "identityProvider")),
    clientId: setting("clientId", ownString(value, "clientId")),
    scopes: setting("scopes", ownArray(value, "scopes")),
    redirect: {
      redirectMode: setting("redirectMode", own(value, "redirectMode")),
      redirectUrl: setting("redirectUrl", own(value, "redirectUrl")),
    },
    told: toldIn(value, pointer),
    custom: setting("customParameters", ownObject(value, "customParameters")),
  };
}

function toldIn(value: JsonObject, pointer: string): NamedSetting[] {
  const members = (object: JsonObject | undefined, parent: string) =>
    Object.entries(object ?? {}).map(([name, one]) => ({ name, value: one, pointer: child(parent, name) }));
  const beside = members(value, pointer).filter(({ name }) => !READ.includes(name) && !GROUPS.includes(name));
  return [...GROUPS.flatMap((group) => members(ownObject(value, group), child(pointer, group))), ...beside];
}
