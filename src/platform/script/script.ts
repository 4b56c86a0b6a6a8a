/** A connector's custom code, as the gateway sees it: what answers in place of the service. */

/** Sends a request of the script's own to the service, through the gateway (`Context.SendAsync`). */
export type ScriptSend = (request: Request) => Promise<Response>;

/** Plays the script for one operation: gets the request as it would go to the service, and answers in its place. */
export type ScriptFunction = (request: Request, send: ScriptSend) => Response | Promise<Response>;

/**
 * What is done with `script.csx`: nothing, which is told as a fault (unless given); functions that stand in for it, by
 * operation id; or `run`: it is compiled and run with the .NET SDK of this machine. That runs the code of the connector.
 */
export type ScriptOption = Record<string, ScriptFunction> | "run";

/** One call for the script. */
export interface ScriptCall {
  operation: string;
  correlationId: string;
  /** The request as it would go to the service. */
  request: Request;
  send: ScriptSend;
  log(level: string, message: string): void;
  signal: AbortSignal;
}

export interface Script {
  /** Resolves when the script can run. @throws {InputError} if it cannot: no SDK, or it does not compile */
  ready(): Promise<void>;
  covers(operation: string): boolean;
  /** @throws {ScriptFailure} for what the script throws, or if it takes too long */
  answer(call: ScriptCall): Promise<Response>;
  close(): void;
}

/** The script ran and failed. */
export class ScriptFailure extends Error {
  override name = "ScriptFailure";
  /** 500 for an exception, 504 for one that took too long; which statuses the platform gives is not documented (chosen). */
  readonly status: 500 | 504;

  constructor(message: string, status: 500 | 504 = 500) {
    super(message);
    this.status = status;
  }
}
