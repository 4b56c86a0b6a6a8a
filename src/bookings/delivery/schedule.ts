/** When there is something to do for a subscription next. */
import type { Subscription } from "./subscription.ts";

/** Later than any time. */
export const NEVER = Number.POSITIVE_INFINITY;

/** When the next try is due; the past for one that is ready, {@link NEVER} if nothing waits. */
export function nextRetryOf(subscription: Subscription): number {
  let next = NEVER;
  for (const lane of subscription.lanes.values())
    if (lane.state !== "in-flight") next = Math.min(next, lane.state === "ready" ? 0 : lane.retryAt);
  // While a subscriber counts as down, its lanes wait for the next probe, whatever their own time says.
  return next === NEVER ? next : Math.max(next, subscription.pausedUntil);
}

/**
 * When a subscription has to be looked at again: a retry, the end of a pause, or an answer that does not come.
 * @param inLine whether it is in line for a place, and is told when there is one
 */
export function nextWakeOf(subscription: Subscription, inLine: boolean): number {
  // A free place or the end of a pause is what a ready lane waits for; a place becomes free at the end of an attempt.
  let next = subscription.attempts.length > 0 || inLine ? NEVER : nextRetryOf(subscription);
  for (const lane of subscription.lanes.values())
    if (lane.state === "waiting") next = Math.min(next, Math.max(lane.retryAt, subscription.pausedUntil));
  for (const attempt of subscription.attempts) next = Math.min(next, attempt.deadline);
  return next;
}
