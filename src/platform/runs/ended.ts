/** Why a run, or one of its steps, ends before it is done. */

/** The whole run. */
export class Ended extends Error {
  readonly status: "succeeded" | "failed" | "cancelled" | "timed-out";
  /** Given by a step that ends the run. */
  readonly code: string | undefined;

  constructor(status: Ended["status"], message?: string, code?: string) {
    super(
      message ??
        (status === "cancelled" ? "The run was cancelled." : "The run has taken as long as a run may."),
    );
    this.status = status;
    this.code = code;
  }
}

/** Sourced: the code of a step whose time is over. */
export const TIMED_OUT = "ActionTimedOut";

/** One step. */
export class TimedOut extends Error {
  constructor(name: string, seconds: number | undefined) {
    super(`The action "${name}" timed out after ${seconds} s.`);
  }
}

/** Rejects when the signal is aborted, with its reason. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
