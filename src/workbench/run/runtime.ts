/** What the books of connections and flows need of the session that keeps them. */
import type { Redactor } from "../../machine/redaction/redactor.ts";
import type { Platform, ThrottleSettings } from "../../platform/index.ts";
import type { JsonObject, WorkbenchEvent } from "../api.ts";

/** What an event of the workbench is about. */
export type EventSubject = Partial<
  Pick<WorkbenchEvent, "flow" | "run" | "operation" | "connection" | "exchange">
>;

export interface Runtime {
  /** The platform that runs now. @throws {InputError} `not-runnable` with what is in the way */
  readonly platform: Platform;
  readonly throttle: ThrottleSettings;
  /** Knows the secrets of every connection there was. */
  readonly redactor: Redactor;
  /** A copy without secrets. */
  clean<T>(value: T): T;
  /** Does something while nothing is set up. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
  /** Adds an event of the workbench's own. */
  tell(
    type: string,
    mood: WorkbenchEvent["mood"],
    text: string,
    about: EventSubject,
    facts?: JsonObject,
  ): void;
}
