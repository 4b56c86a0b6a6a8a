/** Makes a call again until it succeeds, must not be repeated, or the profile is used up. */

import type { Clock } from "../../../machine/clock.ts";
import type { Answer } from "../../api.ts";
import type { Ids } from "../../ids.ts";
import { isRetried, type RetryProfile } from "./profile.ts";

export interface RetryParts {
  clock: Clock;
  ids: Ids;
  profile: RetryProfile;
}

/** One attempt that has ended; `waitMs` is how long the next one is away, undefined if there is none. */
export interface Attempt {
  answer: Answer;
  /** 1 for the first. */
  number: number;
  startedAt: number;
  waitMs: number | undefined;
}

/**
 * The waits are the profile's whatever `Retry-After` says (reported: a throttled flow waits its full five minutes; whether
 * the header shortens the wait is not documented).
 * @throws the signal's reason if it is aborted while waiting
 */
export async function withRetries(
  parts: RetryParts,
  call: () => Promise<Answer>,
  onAttempt: (attempt: Attempt) => void,
  signal?: AbortSignal,
): Promise<Answer> {
  for (let number = 1; ; number++) {
    const startedAt = parts.clock.now();
    const answer = await call();
    const again = !answer.ok && isRetried(answer.status) && number <= parts.profile.retries;
    const waitMs = again ? parts.profile.wait(number, parts.ids.random()) : undefined;
    onAttempt({ answer, number, startedAt, waitMs });
    if (waitMs === undefined || signal?.aborted) return answer;
    await parts.clock.sleep(waitMs, signal);
  }
}
