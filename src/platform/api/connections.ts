/** Connections: who somebody is to the service. */
import type { OAuthSource } from "../connections/oauth-token.ts";

export type { OAuthSource, OAuthToken } from "../connections/oauth-token.ts";

/** Values of a connection, by the names of its parameters. */
export interface ConnectionValues {
  /** Where the parameter of the sign-in is called so, as nearly always: a text, a function that gives one, or a token with a lifetime. */
  token?: string | (() => string | Promise<string>) | OAuthSource | undefined;
  [parameter: string]: unknown;
}

export interface ConnectionSnapshot {
  id: string;
  displayName: string;
  parameterSet?: string;
  /** `unauthenticated` once the policy `setconnectionstatustounauthenticated` struck, a refresh failed, or it was revoked. */
  status: "connected" | "unauthenticated";
  /** How calls are authenticated, such as `entra-id`, `api-key`, `basic`, `none`. */
  authentication: string[];
  /** Values of the parameters; secrets as `***`. */
  values: Record<string, string>;
  createdAt: string;
  /** Calls counted within the current throttle window. */
  callsInWindow: number;
}

export interface Connection {
  readonly id: string;
  readonly status: ConnectionSnapshot["status"];
  /** Lets a token with an end of its own ({@link OAuthSource}) expire now: the next call refreshes it. */
  expireToken(): void;
  /** Takes the sign-in back, as a user or an administrator does: every call is answered 401 until somebody signs in again. */
  revoke(): void;
  /**
   * Signs in again, with other values where some are given. Subscriptions of flows on this connection are then renewed (sourced: a
   * webhook trigger subscribes whenever credentials are renewed).
   */
  signIn(values?: ConnectionValues): Promise<void>;
  snapshot(): ConnectionSnapshot;
}

export interface ConnectionOptions {
  displayName?: string;
  /** Name of the chosen entry of `connectionParameterSets`, where the connector has them. */
  parameterSet?: string;
}
