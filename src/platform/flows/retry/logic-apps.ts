import type { RetryProfile } from "./profile.ts";

const SCALE_MS = 7_500;
const LEAST_MS = 5_000;
const MOST_MS = 45_000;

/**
 * Sourced: 4 retries, exponential at a scale of 7.5 s, within 5 to 45 s, the time drawn at random from the band of the
 * attempt: up to one scale for the first, then from 2^(n-2) to 2^(n-1) scales.
 */
export const logicApps: RetryProfile = {
  id: "logic-apps",
  title: "Logic Apps: 4 retries, 5 to 45 s apart",
  retries: 4,
  wait(attempt, random) {
    const low = attempt === 1 ? LEAST_MS : SCALE_MS * 2 ** (attempt - 2);
    const high = SCALE_MS * 2 ** (attempt - 1);
    const drawn = low + (Math.max(high, low) - low) * random;
    return Math.round(Math.min(MOST_MS, Math.max(LEAST_MS, drawn)));
  },
};
