/** Limits of the platform, in the units named. */

/**
 * Largest body the emulator takes in any direction. Chosen: the platform documents 100 MB for a message but about 3 MB
 * for a custom connector's gateway request; 50 MB leaves room for files and stops what would only fill the memory.
 */
export const MAX_BODY_BYTES = 50 * 1024 * 1024;

/** Synchronous calls end after this many milliseconds (sourced: limits of Power Automate, 120 s in and out). */
export const CALL_TIMEOUT_MS = 120_000;

/** Longest URL that a call may have, in characters (sourced: limits of Power Automate). */
export const MAX_URL_LENGTH = 16_384;

/** Calls a minute on one connection where a connector states nothing (sourced: limits of custom connectors). */
export const DEFAULT_CALLS = 500;
export const DEFAULT_RENEWAL_SECONDS = 60;

/** Exchanges, events and runs kept before the oldest are dropped. Chosen. */
export const DEFAULT_KEEP = 2_000;

/** Of a recorded body this many characters are kept. Chosen: enough to read, little enough to keep thousands. */
export const MAX_RECORDED_TEXT = 64 * 1024;

/** A trigger that fails without end turns its flow off (sourced: Power Automate, 14 days). */
export const SUSPEND_AFTER_MS = 14 * 24 * 3_600_000;

/** Between two polls unless the flow says otherwise (sourced: the designer's default recurrence, 3 minutes). */
export const DEFAULT_RECURRENCE_SECONDS = 180;

/** Runs that one answer or notification may start by splitting. Sourced: splitOn takes 100,000; chosen lower. */
export const MAX_SPLIT_ITEMS = 5_000;
