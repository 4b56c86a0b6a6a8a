/** What an authentication is to a connection: it puts credentials into a call. */
import type { Call } from "../../invoke/call.ts";

/** Values of a connection's parameters; a token may also be a function that is asked at each call. */
export interface Credentials {
  /** The value of a parameter; names are compared without regard to case (published connectors mix them). */
  value(name: string): string | undefined;
  /** The current token of an OAuth parameter. */
  token(parameter: string): Promise<string | undefined>;
}

export interface Authenticator {
  /** `entra-id`, `oauth`, `api-key`, `basic`. */
  kind: string;
  /** Header and query parameter names that carry a secret. */
  secretNames: string[];
  authenticate(call: Call, credentials: Credentials): Promise<void> | void;
}
