import type { ExchangeRecord } from "./api.ts";

/** On whose behalf a call is made. */
export interface Purpose {
  phase: ExchangeRecord["phase"];
  flow?: string;
  run?: string;
  /** False: without the connection's credentials. */
  credentials?: boolean;
}
