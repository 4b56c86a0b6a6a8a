/** Connections: who somebody is to the service. */

export interface ConnectionSnapshot {
  id: string;
  displayName: string;
  parameterSet?: string;
  /** `unauthenticated` once the policy `setconnectionstatustounauthenticated` struck. */
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
  snapshot(): ConnectionSnapshot;
}

export interface ConnectionOptions {
  displayName?: string;
  /** Name of the chosen entry of `connectionParameterSets`, where the connector has them. */
  parameterSet?: string;
}
