/** The parts of a platform that flows and runs work with. */

import type { Clock } from "../machine/clock.ts";
import type { Redactor } from "../machine/redaction/redactor.ts";
import type { Connection, Fault, OrphanRecord, Product, Violation } from "./api.ts";
import type { PlatformConnection } from "./connections/connection.ts";
import type { LoadedConnector } from "./connector-source.ts";
import type { ContractChecker } from "./contract/checker.ts";
import type { EventLog } from "./events.ts";
import type { ExchangeLog } from "./exchanges/exchange-log.ts";
import type { CallbackUrls } from "./flows/callback-url.ts";
import type { RetryProfile } from "./flows/retry/profile.ts";
import type { Gateway } from "./gateway.ts";
import type { Ids } from "./ids.ts";
import type { RunBook } from "./runs/run-book.ts";

export interface Services {
  connector: LoadedConnector;
  product: Product;
  clock: Clock;
  ids: Ids;
  events: EventLog;
  exchanges: ExchangeLog;
  redactor: Redactor;
  checker: ContractChecker;
  gateway: Gateway;
  callbacks: CallbackUrls;
  profile: RetryProfile;
  runs: RunBook;
  orphans: OrphanRecord[];
  faults: readonly Fault[];
  unsubscribeWithoutCredentials: boolean;
  emptyPoll: "recurrence" | "retry-after";
  /** @throws {InputError} `connection-unknown` */
  connectionOf(given: Connection | string | undefined): PlatformConnection;
  onViolation(violation: Violation, exchange?: number): void;
}
