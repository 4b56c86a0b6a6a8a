/**
 * Long operations. Sourced (Logic Apps, asynchronous pattern; actions follow it unless it is turned off): a 202 with
 * `Location` means that the work goes on; the address is asked every 20 s, or after `Retry-After`, until it answers with
 * another status, which is the answer of the action.
 */
import { addressIn, isTrusted, operationAt } from "../addresses.ts";
import type { ActionRecord, Answer } from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import type { RetryProfile } from "../flows/retry/profile.ts";
import { withRetries } from "../flows/retry/with-retries.ts";
import { callTo } from "../invoke/call.ts";
import { ASYNC_POLL_SECONDS, MAX_WITHOUT_PAUSE } from "../limits.ts";
import { refusalOf } from "../network-guard.ts";
import type { Services } from "../services.ts";

export interface LongOperation {
  /** What the first call was answered. */
  answer: Answer;
  /** The address of the first call. */
  from: URL;
  connection: PlatformConnection;
  about: { flow?: string; run?: string };
  action: string;
  record?: ActionRecord;
  /** Called when the run begins and ends to wait. */
  waiting(is: boolean): void;
  profile: RetryProfile;
  signal: AbortSignal;
}

/** The answer that ends the operation: the first one itself if it is no 202 with an address that may be asked. */
export async function followAsync(services: Services, operation: LongOperation): Promise<Answer> {
  const { clock, connector, events, gateway } = services;
  let { answer, from } = operation;
  let location = next(answer, from);
  if (!location) return answer;
  const home = from.host;
  let withoutPause = 0;
  operation.waiting(true);
  try {
    while (location && answer.status === 202) {
      const asked = answer.retryAfterSeconds ?? ASYNC_POLL_SECONDS;
      withoutPause = asked === 0 ? withoutPause + 1 : 0;
      const seconds = withoutPause > MAX_WITHOUT_PAUSE ? ASYNC_POLL_SECONDS : asked;
      if (operation.about.flow !== undefined && operation.about.run !== undefined)
        events.emit({
          type: "action-polling",
          flow: operation.about.flow,
          run: operation.about.run,
          action: operation.action,
          nextInSeconds: seconds,
        });
      await clock.sleep(seconds * 1000, operation.signal);
      const address: URL = location;
      if (operation.record) operation.record.polls = (operation.record.polls ?? 0) + 1;
      answer = await withRetries(
        { ...services, profile: operation.profile },
        () =>
          gateway.send(callTo(address, "GET", operationAt(connector, "GET", address)), operation.connection, {
            phase: "async",
            ...operation.about,
            credentials: isTrusted(connector, address, home),
          }),
        () => undefined,
        operation.signal,
      );
      from = address;
      location = next(answer, from) ?? location;
    }
  } finally {
    operation.waiting(false);
  }
  return answer;
}

function next(answer: Answer, from: URL): URL | undefined {
  if (answer.status !== 202) return undefined;
  const location = addressIn(answer.headers["location"], from);
  return location && refusalOf(location) === undefined ? location : undefined;
}
