/** One attempt to hand a notification over, and what came of it. */
import type { ClockFace } from "../../machine/clock.ts";
import { type RetryPolicy, retryAfter } from "./retry-policy.ts";
import type { Attempt, Subscription } from "./subscription.ts";

/**
 * Carries one notification to its address; never follows redirects. Undefined means that the address is none this
 * service may call: the notification then counts as done, and an event says so.
 * @param signal aborted when nobody waits for the answer any more: pass it on, `fetch(request, { signal })`. It is not part of
 *   the request, because Node keeps an entry for each request with a signal until the event loop turns, which a test
 *   whose clock stands still may do only at its end, and takes twice as long to make one.
 */
export type Deliver = (request: Request, signal?: AbortSignal) => Promise<Response | undefined>;

export type Outcome =
  | { taken: true; status: number }
  | { withheld: true }
  | { gone: true }
  | { failed: string; wait?: number | undefined };

/** Makes one attempt; never throws. */
export async function send(
  subscription: Subscription,
  attempt: Attempt,
  { deliver, policy, clock }: { deliver: Deliver; policy: RetryPolicy; clock: ClockFace },
): Promise<Outcome> {
  const entry = attempt.lane.waiting[0];
  try {
    const request = new Request(subscription.callbackUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "mocked-bookings-service",
      },
      body: entry?.body ?? "",
      redirect: "manual",
    });
    const response = await deliver(request, attempt.controller.signal);
    if (!response) return { withheld: true };
    // Nobody reads what a subscriber says; unread, it would keep the connection busy.
    if (!response.bodyUsed) await response.body?.cancel();
    if (response.ok) return { taken: true, status: response.status };
    if (response.status === 410) return { gone: true };
    return {
      failed: response.status === 0 ? "no answer" : `status ${response.status}`,
      wait: retryAfter(response.headers.get("retry-after"), clock.now(), policy),
    };
  } catch (error) {
    // Some clients put the address, a bearer secret, into what they complain about.
    return { failed: reasonOf(error).replaceAll(subscription.callbackUrl, subscription.facts.callback) };
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return error instanceof Error ? error.message : "no answer";
}
