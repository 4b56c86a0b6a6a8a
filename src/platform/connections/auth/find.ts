/** Which authentications a connector's two files ask for. */
import { own, ownObject, ownString } from "../../../json/values.ts";
import type { LoadedConnector } from "../../connector-source.ts";
import type { ParameterDeclaration } from "../parameters.ts";
import { apiKey } from "./api-key.ts";
import type { Authenticator } from "./authenticator.ts";
import { basic } from "./basic.ts";
import { entraId } from "./entra-id.ts";
import { oauth } from "./oauth.ts";

/**
 * The authentications for a set of connection parameters.
 * Inferred: what a connection holds is sent with every call; the definition only says where a key goes. The definition's
 * `security` lists are not read (published definitions often carry an empty one beside a security definition in use).
 */
export function findAuthenticators(
  connector: LoadedConnector,
  parameters: readonly ParameterDeclaration[],
): Authenticator[] {
  const found: Authenticator[] = [];
  for (const parameter of parameters) {
    if (parameter.type !== "oauthsetting") continue;
    found.push(
      /^aad/i.test(parameter.identityProvider ?? "") ? entraId(parameter.name) : oauth(parameter.name),
    );
  }
  const definitions = ownObject(connector.model.root, "securityDefinitions") ?? {};
  for (const name of Object.keys(definitions)) {
    const definition = own(definitions, name);
    switch (ownString(definition, "type")) {
      case "apiKey": {
        const place = ownString(definition, "in") === "query" ? "query" : "header";
        const parameter = keyParameter(parameters, name);
        const header = ownString(definition, "name");
        if (parameter && header) found.push(apiKey(header, place, parameter));
        break;
      }
      case "basic":
        if (has(parameters, "username") || has(parameters, "password")) found.push(basic);
        break;
    }
  }
  return found;
}

function has(parameters: readonly ParameterDeclaration[], name: string): boolean {
  return parameters.some((parameter) => parameter.name.toLowerCase() === name);
}

/** Sourced: `api_key`. Inferred: else the parameter named like the security definition, else the only secret there is. */
function keyParameter(parameters: readonly ParameterDeclaration[], definition: string): string | undefined {
  const named = parameters.find(({ name }) => name.toLowerCase() === "api_key")?.name;
  if (named) return named;
  const same = parameters.find(({ name }) => name.toLowerCase() === definition.toLowerCase())?.name;
  if (same) return same;
  const secrets = parameters.filter(
    ({ type, name }) => type === "securestring" && !/^(username|password)$/i.test(name),
  );
  return secrets.length === 1 ? secrets[0]?.name : undefined;
}
