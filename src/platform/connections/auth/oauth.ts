import { headerValue } from "../../invoke/serialise.ts";
import type { Authenticator } from "./authenticator.ts";

/**
 * A bearer token for every identity provider (`oauth2`, `oauth2generic`, `facebook`, …). The emulator signs nobody in: the
 * token is given when the connection is made, or asked for at each call.
 */
export function oauth(parameter: string): Authenticator {
  return {
    kind: "oauth",
    secretNames: [],
    authenticate: (call, credentials) => bearer(call, credentials, parameter),
  };
}

export const bearer = async (
  call: Parameters<Authenticator["authenticate"]>[0],
  credentials: Parameters<Authenticator["authenticate"]>[1],
  parameter: string,
): Promise<void> => {
  const token = await credentials.token(parameter);
  if (token !== undefined) call.headers.set("authorization", headerValue("authorization", `Bearer ${token}`));
};
