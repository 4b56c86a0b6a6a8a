import type { RetryProfile } from "./profile.ts";

/** No retries: for tests of a single answer. Chosen. */
export const none: RetryProfile = { id: "none", title: "No retries", retries: 0, wait: () => 0 };
