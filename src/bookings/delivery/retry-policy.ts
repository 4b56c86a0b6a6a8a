/** How long the service waits before it tries again. Nothing public says how the real one does: all of it is our choice. */
import { retryAfterSeconds } from "../../machine/http/retry-after.ts";

export interface RetryPolicy {
  /** Wait after the first failure, in milliseconds; it doubles with every further one. */
  firstWait: number;
  longestWait: number;
  /** A notification that could not be delivered for so long is given up. */
  giveUpAfter: number;
  /** How long a subscriber may take to answer. */
  timeout: number;
  /** Entries a subscription holds at most; the rest waits in the page's log. */
  queueLimit: number;
  /** Appointments about which one subscriber is told at the same time. */
  concurrency: number;
  /** Notifications under way at the same time, to all subscribers together. */
  totalConcurrency: number;
  /** A notification that is under way for so long no longer counts towards {@link totalConcurrency}: others go on, in milliseconds. */
  slowAfter: number;
  /** Failures in a row after which a subscriber counts as down and is asked one call at a time. */
  downAfter: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  firstWait: 1_000,
  longestWait: 5 * 60_000,
  giveUpAfter: 24 * 3_600_000,
  timeout: 30_000,
  queueLimit: 100,
  concurrency: 4,
  totalConcurrency: 256,
  slowAfter: 2_000,
  downAfter: 5,
};

/** Milliseconds to wait after a number of failures (from 1). */
export function waitAfter(failures: number, policy: RetryPolicy): number {
  return Math.min(policy.longestWait, policy.firstWait * 2 ** Math.min(failures - 1, 30));
}

/**
 * What a subscriber's `Retry-After` asks for, in milliseconds, or undefined: seconds or a date (RFC 9110, 10.2.3).
 * More than the longest wait is not granted: a subscriber must not be able to silence itself for a year.
 */
export function retryAfter(header: string | null, now: number, policy: RetryPolicy): number | undefined {
  const seconds = retryAfterSeconds(header, now, policy.longestWait / 1000);
  return seconds === undefined ? undefined : seconds * 1000;
}
