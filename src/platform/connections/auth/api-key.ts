import { headerValue } from "../../invoke/serialise.ts";
import type { Authenticator } from "./authenticator.ts";

/**
 * A key in a header or the query, under the name of the security definition. Sourced: the parameter is called `api_key`.
 * @param parameter name of the connection parameter that holds the key
 */
export function apiKey(name: string, place: "header" | "query", parameter: string): Authenticator {
  return {
    kind: "api-key",
    secretNames: [name],
    authenticate(call, credentials) {
      const key = credentials.value(parameter);
      if (key === undefined) return;
      if (place === "header") call.headers.set(name, headerValue(name, key));
      else call.credentialQuery = [[name, key]];
    },
  };
}
