/** What a connector asks for when somebody makes a connection, and what each way to sign in makes of it. */
import { child } from "../json/pointer.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../json/values.ts";
import { OAUTH_SETTINGS, type OAuthSettings, readOAuthSettings } from "./oauth-settings.ts";

export interface ConnectionParameter {
  name: string;
  value: JsonObject;
  /** In apiProperties.json. */
  pointer: string;
  /** Lower case, as the service compares: string, securestring, int, bool, oauthsetting, gatewaysetting, … */
  type: string;
  /** What makers read beside it; the name if it does not say. */
  label: string;
  description: string | undefined;
  required: boolean;
  /** Whether nobody is asked for it. */
  hidden: boolean;
  secret: boolean;
  /** The values to choose from. */
  allowed: JsonValue[] | undefined;
  default: JsonValue | undefined;
  /** How people sign in, where the parameter is a sign-in with OAuth 2.0. */
  oauth: OAuthSettings | undefined;
  identityProvider: string | undefined;
  /** Values of an OAuth parameter's customParameters, which policies read as `token:<name>`. */
  custom: ReadonlyMap<string, string>;
}

/** One of several ways to sign in, among which makers choose. */
export interface ParameterSet {
  name: string;
  value: JsonObject;
  /** In apiProperties.json. */
  pointer: string;
  /** What makers read of it. */
  label: string | undefined;
  description: string | undefined;
  parameters: ConnectionParameter[];
}

export interface ConnectionModel {
  /** The entries of `connectionParameters`. */
  parameters: ConnectionParameter[];
  /** The entries of `connectionParameterSets`; empty if the connector has none. */
  sets: ParameterSet[];
}

/**
 * Reads both. Tolerant: whatever is not of the expected kind is left out; sets keep their place.
 * @param properties the `properties` object of apiProperties.json
 */
export function readConnection(properties: JsonValue | undefined): ConnectionModel {
  const sets = ownArray(ownObject(properties, "connectionParameterSets"), "values") ?? [];
  return {
    parameters: parametersIn(
      ownObject(properties, "connectionParameters"),
      "/properties/connectionParameters",
    ),
    sets: sets.map((set, index) => {
      const pointer = child("/properties/connectionParameterSets/values", index);
      const ui = ownObject(set, "uiDefinition");
      return {
        name: ownString(set, "name") ?? "",
        value: isObject(set) ? set : {},
        pointer,
        label: ownString(ui, "displayName"),
        description: ownString(ui, "description"),
        parameters: parametersIn(ownObject(set, "parameters"), child(pointer, "parameters")),
      };
    }),
  };
}

/** All parameters, of whatever set. */
export function everyParameter({ parameters, sets }: ConnectionModel): ConnectionParameter[] {
  return [...parameters, ...sets.flatMap((set) => set.parameters)];
}

/** Whether a parameter is a sign-in with OAuth 2.0, whatever its type says. */
export function isOAuth({ type, oauth }: ConnectionParameter): boolean {
  return type === "oauthsetting" || oauth !== undefined;
}

/** Whether people sign in with Microsoft Entra ID: the names of its identity providers begin so. (Sourced.) */
export function isEntraId({ identityProvider = "" }: ConnectionParameter): boolean {
  return /^aad/i.test(identityProvider);
}

/**
 * The parameters that a connection of one set has. Beside sets, `connectionParameters` are what connections from before the sets
 * have: no other set asks for them (observed: a published connector's set with a sign-in beside a user name and a password).
 */
export function parametersOf(
  connection: ConnectionModel,
  set: ParameterSet | undefined,
): ConnectionParameter[] {
  return set && set.parameters.length > 0 ? set.parameters : connection.parameters;
}

function parametersIn(declared: JsonObject | undefined, pointer: string): ConnectionParameter[] {
  return Object.keys(declared ?? {}).flatMap((name) => {
    const value = own(declared, name);
    return isObject(value) ? [readParameter(name, value, child(pointer, name))] : [];
  });
}

const SECRET_TYPES = ["securestring", "securestringarray", "oauthsetting"];

function readParameter(name: string, value: JsonObject, pointer: string): ConnectionParameter {
  const type = (ownString(value, "type") ?? "string").toLowerCase();
  const ui = ownObject(value, "uiDefinition");
  const constraints = ownObject(ui, "constraints");
  const oauth = ownObject(value, OAUTH_SETTINGS);
  const custom = new Map<string, string>();
  const customParameters = ownObject(oauth, "customParameters") ?? {};
  for (const key of Object.keys(customParameters)) {
    const text = ownString(own(customParameters, key), "value");
    if (text !== undefined) custom.set(key, text);
  }
  const allowed =
    ownArray(value, "allowedValues") ??
    ownArray(constraints, "allowedValues") ??
    ownArray(ui, "allowedValues");
  return {
    name,
    value,
    pointer,
    type,
    label: ownString(ui, "displayName") || name,
    description: ownString(ui, "description") || ownString(ui, "tooltip"),
    // Sourced: `constraints.required` is the text "true" in nearly all connectors.
    required: saysYes(own(constraints, "required")),
    hidden: saysYes(own(constraints, "hidden")),
    secret: SECRET_TYPES.includes(type),
    allowed: allowed?.map((one) => (isObject(one) ? (own(one, "value") ?? null) : one)),
    default: own(value, "defaultValue") ?? own(value, "default") ?? own(constraints, "default"),
    oauth: oauth && readOAuthSettings(oauth, child(pointer, OAUTH_SETTINGS)),
    identityProvider: ownString(oauth, "identityProvider"),
    custom,
  };
}

/** What is there may be anything, also an object that cannot be written as a text. */
function saysYes(value: JsonValue | undefined): boolean {
  return value === true || (typeof value === "string" && value.toLowerCase() === "true");
}

/** A way to sign in, with the names of the connection parameters that it needs. */
export type SignIn =
  /** A bearer token: from Microsoft Entra ID, or from any other identity provider. */
  | { kind: "entra-id" | "oauth"; parameter: string }
  /** A key in a header or the query, under the name that the security definition gives. */
  | { kind: "api-key"; parameter: string; place: "header" | "query"; name: string }
  /** HTTP basic authentication. */
  | { kind: "basic"; user: "username"; password: "password" };

/**
 * The ways in which a connection with these parameters signs in.
 * Inferred: what a connection holds is sent with every call; the definition only says where a key goes. The definition's
 * `security` lists are not read (published definitions often carry an empty one beside a security definition in use).
 */
export function signInsOf(root: JsonObject, parameters: readonly ConnectionParameter[]): SignIn[] {
  const found: SignIn[] = [];
  for (const parameter of parameters)
    if (parameter.type === "oauthsetting")
      found.push({ kind: isEntraId(parameter) ? "entra-id" : "oauth", parameter: parameter.name });
  const definitions = ownObject(root, "securityDefinitions") ?? {};
  for (const scheme of Object.keys(definitions)) {
    const definition = own(definitions, scheme);
    switch (ownString(definition, "type")) {
      case "apiKey": {
        const place = ownString(definition, "in") === "query" ? "query" : "header";
        const parameter = keyParameter(parameters, scheme);
        const name = ownString(definition, "name");
        if (parameter && name) found.push({ kind: "api-key", parameter, place, name });
        break;
      }
      case "basic":
        // Sourced names.
        if (parameters.some(({ name }) => /^(username|password)$/i.test(name)))
          found.push({ kind: "basic", user: "username", password: "password" });
        break;
    }
  }
  return found;
}

/** Sourced: `api_key`. Inferred: else the parameter named like the security definition, else the only secret there is. */
function keyParameter(parameters: readonly ConnectionParameter[], scheme: string): string | undefined {
  const called = (wanted: string) =>
    parameters.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.name;
  const named = called("api_key") ?? called(scheme);
  if (named !== undefined) return named;
  const secrets = parameters.filter(
    ({ type, name }) => type === "securestring" && !/^(username|password)$/i.test(name),
  );
  return secrets.length === 1 ? secrets[0]?.name : undefined;
}
