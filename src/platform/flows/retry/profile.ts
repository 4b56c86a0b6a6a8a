/** How often, and after how long, a failed call is made again. */
import type { RetryProfileId } from "../../api.ts";

export interface RetryProfile {
  id: RetryProfileId;
  title: string;
  /** Further attempts after the first. */
  retries: number;
  /**
   * Milliseconds before a further attempt.
   * @param attempt 1 for the first further attempt
   * @param random from 0 up to 1, for profiles with jitter
   */
  wait(attempt: number, random: number): number;
}

/** Statuses that are tried again; other errors end the matter at once. Sourced for the list, "at once" is inferred. */
export function isRetried(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
