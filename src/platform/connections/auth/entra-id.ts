import type { Authenticator } from "./authenticator.ts";
import { bearer } from "./oauth.ts";

/** Microsoft Entra ID (`aad`, `aadcertificate`): a bearer token for the connector's resource. The service judges it, not the gateway. */
export function entraId(parameter: string): Authenticator {
  return {
    kind: "entra-id",
    secretNames: [],
    authenticate: (call, credentials) => bearer(call, credentials, parameter),
  };
}
