import type { RetryProfile } from "./profile.ts";

/** Sourced: 2 retries at a scale of 5 minutes, the last about 10 minutes after the one before; that 5 and 10 are meant is inferred. */
export const powerAutomateLow: RetryProfile = {
  id: "power-automate-low",
  title: "Power Automate, low performance profile: 2 retries, after 5 and 10 minutes",
  retries: 2,
  wait: (attempt) => 300_000 * 2 ** (attempt - 1),
};
