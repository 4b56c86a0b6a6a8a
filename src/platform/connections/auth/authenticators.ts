/** What each way to sign in does to a call. */
import type { SignIn } from "../../../definition/connection.ts";
import { apiKey } from "./api-key.ts";
import type { Authenticator } from "./authenticator.ts";
import { basic } from "./basic.ts";
import { entraId } from "./entra-id.ts";
import { oauth } from "./oauth.ts";

export function authenticatorFor(signIn: SignIn): Authenticator {
  switch (signIn.kind) {
    case "entra-id":
      return entraId(signIn.parameter);
    case "oauth":
      return oauth(signIn.parameter);
    case "api-key":
      return apiKey(signIn.name, signIn.place, signIn.parameter);
    case "basic":
      return basic(signIn.user, signIn.password);
  }
}
