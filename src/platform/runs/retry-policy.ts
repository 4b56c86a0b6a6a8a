/** The retry policy of one action, as flows write it down. Sourced: limits and retry policies of Logic Apps. */
import { InputError } from "../../json/problem.ts";
import type { RetryPolicy } from "../api.ts";
import type { RetryProfile } from "../flows/retry/profile.ts";

const DEFAULT_COUNT = 4;
const DEFAULT_INTERVAL_SECONDS = 7;
/** Sourced: at most 90 further attempts, at most a day apart. */
const MOST_ATTEMPTS = 90;
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** @throws {InputError} `retry-policy` for what no flow could be saved with */
export function retryProfileOf(policy: RetryPolicy | undefined, standard: RetryProfile): RetryProfile {
  if (policy === undefined) return standard;
  const { type, count = DEFAULT_COUNT, intervalSeconds = DEFAULT_INTERVAL_SECONDS } = policy;
  const fits =
    /^(none|fixed|exponential)$/.test(type) &&
    Number.isInteger(count) &&
    count >= 1 &&
    count <= MOST_ATTEMPTS &&
    intervalSeconds > 0 &&
    intervalSeconds * 1000 <= LONGEST_WAIT_MS;
  if (!fits) {
    throw new InputError(
      "retry-policy",
      `A flow cannot have the retry policy ${JSON.stringify(policy)}.`,
      `Give type none, fixed or exponential, count from 1 to ${MOST_ATTEMPTS}, intervalSeconds up to a day.`,
    );
  }
  const scale = intervalSeconds * 1000;
  return {
    id: standard.id,
    title: `${type} retry policy of the action`,
    retries: type === "none" ? 0 : count,
    wait(attempt, random) {
      if (type === "fixed") return scale;
      // Sourced: at random from the band of the attempt; up to one scale for the first, then from 2^(n-2) to 2^(n-1).
      const low = attempt === 1 ? 0 : scale * 2 ** (attempt - 2);
      const high = scale * 2 ** (attempt - 1);
      return Math.min(LONGEST_WAIT_MS, Math.round(low + (high - low) * random));
    },
  };
}
