import type { RetryProfile } from "./profile.ts";

/** Sourced: 8 retries at a scale of 7 s, the last about 15 minutes after the one before (a later text speaks of 12 retries). */
export const powerAutomateMediumHigh: RetryProfile = {
  id: "power-automate-medium-high",
  title: "Power Automate, medium and high performance profiles: 8 retries, 7 s to 15 minutes apart",
  retries: 8,
  wait: (attempt) => 7_000 * 2 ** (attempt - 1),
};
