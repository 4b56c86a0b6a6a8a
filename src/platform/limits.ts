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

/** What one connection may call where a connector states nothing (sourced: limits of custom connectors; sliding is chosen). */
export const DEFAULT_THROTTLE = { calls: 500, renewalPeriodSeconds: 60, mode: "sliding" } as const;

/** Exchanges, events and runs kept before the oldest are dropped. Chosen. */
export const DEFAULT_KEEP = 2_000;

/** … and this much memory at most, in bytes, for each of them: they hold what services send. The newest is kept whatever it has. Chosen. */
export const MAX_EXCHANGE_BYTES = 32 * 1024 * 1024;
export const MAX_EVENT_BYTES = 16 * 1024 * 1024;
export const MAX_RUN_BYTES = 128 * 1024 * 1024;

/** What one event tells is shortened beyond so many bytes. Chosen. */
export const LONGEST_EVENT = 64 * 1024;

/** Answers to the questions of drop-downs, which are remembered. Chosen. */
export const KEPT_ANSWERS = { count: 500, bytes: 32 * 1024 * 1024 };

/** Of a recorded body this many characters are kept. Chosen: enough to read, little enough to keep thousands. */
export const MAX_RECORDED_TEXT = 64 * 1024;

/** More than so many seconds are not waited because a service asks for it: a year, as for a recurrence. Chosen. */
export const LONGEST_RETRY_AFTER = 366 * 86_400;

/** A trigger that fails without end turns its flow off (sourced: Power Automate, 14 days). */
export const SUSPEND_AFTER_MS = 14 * 24 * 3_600_000;

/** Between two polls unless the flow says otherwise (sourced: the designer's default recurrence, 3 minutes). */
export const DEFAULT_RECURRENCE_SECONDS = 180;

/**
 * Runs that one answer or notification may start by splitting, by plan. Sourced: limits of Power Automate, 5,000 items in the
 * low performance profile, 100,000 else; limits of Logic Apps, 100,000. That the rest is left out is chosen: nothing says it.
 */
export const MAX_SPLIT_ITEMS_LOW = 5_000;
export const MAX_SPLIT_ITEMS = 100_000;
/** … where the trigger's concurrency is limited (sourced: both; beyond, splitting is turned off: triggers, trigger concurrency). */
export const MAX_SPLIT_ITEMS_CONCURRENT = 100;

/** Items that a list in pages gives at most (sourced: limits of Power Automate, by profile). */
export const MAX_PAGED_ITEMS_LOW = 5_000;
export const MAX_PAGED_ITEMS = 100_000;

/** Between two polls at least (sourced: limits of Power Automate, 60 s; of Logic Apps, 1 s). */
export const MIN_RECURRENCE_SECONDS = { "power-automate": 60, "logic-apps": 1 } as const;
/** Between two polls at most (sourced: both, 500 days). */
export const MAX_RECURRENCE_SECONDS = 500 * 24 * 3_600;

/** Between two questions after the state of a long operation, unless the service says otherwise (sourced: 20 s). */
export const ASYNC_POLL_SECONDS = 20;

/** How long a run may take, pending steps included (sourced: limits of Power Automate, 30 days; of Logic Apps, 90). */
export const RUN_DURATION_MS = {
  "power-automate": 30 * 24 * 3_600_000,
  "logic-apps": 90 * 24 * 3_600_000,
} as const;

/**
 * Runs that may wait beside those that run, where a flow limits them: as many as run, and so many more. (Sourced: limits of both,
 * which call it the least number, and in Power Automate dependent on the runtime.)
 */
export const WAITING_RUNS = { "power-automate": 0, "logic-apps": 10 } as const;

/** Questions in a row without a pause after which one is made after all: a service may say `Retry-After: 0` for ever. Chosen. */
export const MAX_WITHOUT_PAUSE = 1_000;
