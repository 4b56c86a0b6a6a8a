/** All retry profiles by id. */
import { InputError } from "../../../json/problem.ts";
import { logicApps } from "./logic-apps.ts";
import { none } from "./none.ts";
import { powerAutomateLow } from "./power-automate-low.ts";
import { powerAutomateMediumHigh } from "./power-automate-medium-high.ts";
import type { RetryProfile } from "./profile.ts";

export const PROFILES: readonly RetryProfile[] = [logicApps, powerAutomateLow, powerAutomateMediumHigh, none];

/** @throws {InputError} `retry-profile-unknown` */
export function profileOf(id: string): RetryProfile {
  const found = PROFILES.find((profile) => profile.id === id);
  if (found) return found;
  throw new InputError(
    "retry-profile-unknown",
    `There is no retry profile "${id}".`,
    `Choose one of: ${PROFILES.map((profile) => profile.id).join(", ")}.`,
  );
}
