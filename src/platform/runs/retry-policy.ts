/** The retry policy of one action, as flows write it down. Sourced: handling errors and exceptions, retry policies. */
import { InputError } from "../../json/problem.ts";
import type { RetryPolicy } from "../api.ts";
import type { RetryProfile } from "../flows/retry/profile.ts";

/** Sourced: what the default policy of Logic Apps has where a policy of its own says nothing. */
const DEFAULT_COUNT = 4;
const DEFAULT_INTERVAL_SECONDS = 7;
/** Sourced: at most 90 further attempts, 5 s to a day apart. */
const MOST_ATTEMPTS = 90;
const SHORTEST_SECONDS = 5;
const LONGEST_SECONDS = 24 * 3_600;

/** @throws {InputError} `retry-policy` for what no flow could be saved with */
export function retryProfileOf(policy: RetryPolicy | undefined, standard: RetryProfile): RetryProfile {
  if (policy === undefined || policy.type === "default") return standard;
  const {
    type,
    count = DEFAULT_COUNT,
    intervalSeconds = DEFAULT_INTERVAL_SECONDS,
    minimumIntervalSeconds: shortest = SHORTEST_SECONDS,
    maximumIntervalSeconds: longest = LONGEST_SECONDS,
  } = policy;
  const fits =
    type === "none" ||
    (/^(fixed|exponential)$/.test(type) &&
      Number.isInteger(count) &&
      count >= 1 &&
      count <= MOST_ATTEMPTS &&
      [intervalSeconds, shortest, longest].every(
        (seconds) => seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS,
      ) &&
      shortest <= longest);
  if (!fits) {
    throw new InputError(
      "retry-policy",
      `A flow cannot have the retry policy ${JSON.stringify(policy)}.`,
      `Give type default, none, fixed or exponential, count from 1 to ${MOST_ATTEMPTS}, intervals from ${SHORTEST_SECONDS} s to a day.`,
    );
  }
  return {
    id: standard.id,
    title: `${type} retry policy of the action`,
    retries: type === "none" ? 0 : count,
    wait(attempt, random) {
      if (type === "fixed") return intervalSeconds * 1000;
      // Sourced, random variable ranges: from 0 to one interval for the first, then from 2^(n-2) to 2^(n-1), all within the bounds.
      const low = Math.max(attempt === 1 ? 0 : intervalSeconds * 2 ** (attempt - 2), shortest);
      const high = Math.min(intervalSeconds * 2 ** (attempt - 1), longest);
      // Where the bounds leave no range, the longer bound counts no more than the longest.
      return Math.round(Math.min(low + Math.max(0, high - low) * random, longest) * 1000);
    },
  };
}
