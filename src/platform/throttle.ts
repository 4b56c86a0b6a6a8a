/** The gateway's own limit: so many calls a connection within a period. Not to be confused with quotas of a service. */
import type { ThrottleSettings } from "./api.ts";

export interface Verdict {
  allowed: boolean;
  /** Whole seconds until a call would be let through again; at least 1. */
  retryAfterSeconds: number;
}

/**
 * Counts the calls of one connection.
 * Sliding (unless asked otherwise): any stretch of the period's length holds at most so many calls (sourced: the gateway's
 * rate limit; its inaccuracy is not reproduced). Fixed: the count starts again each period, counted from the first call
 * (reported by practitioners). Refused calls do not count (chosen).
 */
export class Throttle {
  readonly #settings: ThrottleSettings;
  readonly #now: () => number;
  /** Times of the calls in a ring of the limit's size: the oldest is overwritten when it no longer counts. */
  #times: number[] = [];
  #next = 0;
  #windowStart = 0;
  #windowCount = 0;

  constructor(settings: ThrottleSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  /** Asks for one call, and counts it if it is let through. */
  take(): Verdict {
    const now = this.#now();
    const period = this.#settings.renewalPeriodSeconds * 1000;
    return this.#settings.mode === "fixed" ? this.#takeFixed(now, period) : this.#takeSliding(now, period);
  }

  /** Calls that count at this moment. */
  count(): number {
    const now = this.#now();
    const period = this.#settings.renewalPeriodSeconds * 1000;
    if (this.#settings.mode === "fixed") return now - this.#windowStart < period ? this.#windowCount : 0;
    return this.#times.reduce((count, time) => (now - time < period ? count + 1 : count), 0);
  }

  #takeSliding(now: number, period: number): Verdict {
    const oldest = this.#times.length < this.#settings.calls ? undefined : this.#times[this.#next];
    if (oldest !== undefined && now - oldest < period) return refused(oldest + period - now);
    this.#times[this.#next] = now;
    this.#next = (this.#next + 1) % this.#settings.calls;
    return { allowed: true, retryAfterSeconds: 0 };
  }

  #takeFixed(now: number, period: number): Verdict {
    if (now - this.#windowStart >= period || this.#windowCount === 0) {
      this.#windowStart = now;
      this.#windowCount = 0;
    }
    if (this.#windowCount >= this.#settings.calls) return refused(this.#windowStart + period - now);
    this.#windowCount++;
    return { allowed: true, retryAfterSeconds: 0 };
  }
}

function refused(milliseconds: number): Verdict {
  return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1000)) };
}

/** The body of the refusal (sourced; it says "seconds" even for one). */
export function throttleBody(retryAfterSeconds: number): { statusCode: 429; message: string } {
  return {
    statusCode: 429,
    message: `Rate limit is exceeded. Try again in ${retryAfterSeconds} seconds.`,
  };
}
