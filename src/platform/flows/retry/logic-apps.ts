import type { RetryProfile } from "./profile.ts";

const SCALE_MS = 7_500;
const LEAST_MS = 5_000;
const MOST_MS = 45_000;

/**
 * Sourced: 4 retries, exponential at a scale of 7.5 s, the time drawn evenly from max(2^(n-2) scales, 5 s) to
 * min(2^(n-1) scales, 45 s); from the least for the first.
 */
export const logicApps: RetryProfile = {
  id: "logic-apps",
  title: "Logic Apps: 4 retries, 5 to 45 s apart",
  retries: 4,
  wait(attempt, random) {
    // The band is cut first, and the wait drawn from what is left: cut afterwards, half of all fourth waits would be the longest.
    const low = Math.max(attempt === 1 ? 0 : SCALE_MS * 2 ** (attempt - 2), LEAST_MS);
    const high = Math.min(SCALE_MS * 2 ** (attempt - 1), MOST_MS);
    return Math.round(low + (high - low) * random);
  },
};
