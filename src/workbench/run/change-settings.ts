/** Switches faults, deviations, throttle, retry profile and product, and moves time forward. */
import { InputError } from "../../json/problem.ts";
import { counted } from "../../machine/terminal/counted.ts";
import type { Clock } from "../../platform/index.ts";
import type { Part, SettingsChange } from "../api.ts";
import type { WorkbenchBackend } from "../backends/backend.ts";
import type { Session } from "./session.ts";

/** What of a workbench is needed to change its settings. */
export interface Adjustable {
  clock: Clock;
  backend: WorkbenchBackend;
  session: Session;
  touch(...parts: Part[]): void;
}

/** The longest that time is moved at once. */
const LONGEST_ADVANCE = 366 * 86_400;

/** @throws {InputError} for what cannot be set; what was done before it stays done */
export async function changeSettings(workbench: Adjustable, change: SettingsChange): Promise<void> {
  const { backend, session } = workbench;
  const tell = (text: string) => session.tell("setting-changed", "plain", text, {});
  if (change.quirks) {
    if (Object.keys(change.quirks).length > 0 && backend.quirks.list().length === 0)
      throw new InputError(
        "unknown-quirk",
        "This backend has no deviations to switch.",
        "Only the mocked Bookings service has.",
      );
    backend.quirks.set(change.quirks);
    for (const [id, on] of Object.entries(change.quirks))
      tell(`The deviation ${id} was turned ${on ? "on" : "off"}.`);
  }
  if (change.inject) {
    backend.faults.inject(change.inject);
    const { preset } = change.inject;
    const label = backend.faults.presets.find(({ id }) => id === preset)?.label;
    tell(`${label === undefined ? "A fault" : `The fault "${label}"`} was turned on.`);
  }
  if (change.clearFaults !== undefined) {
    const before = backend.faults.list().length;
    backend.faults.clear(change.clearFaults === true ? undefined : change.clearFaults);
    const cleared = before - backend.faults.list().length;
    if (cleared > 0) tell(`${counted(cleared, "fault")} ${cleared === 1 ? "was" : "were"} turned off.`);
  }
  if (change.throttle) session.changeThrottle(change.throttle);
  const { retryProfile = session.retryProfile, product = session.product } = change;
  if (retryProfile !== session.retryProfile || product !== session.product) {
    session.retryProfile = retryProfile;
    session.product = product;
    await session.setUp();
  }
  if (change.advanceSeconds !== undefined) await advance(workbench, change.advanceSeconds);
  workbench.touch("state", "desk");
}

const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** `4 min 45 s`. */
function spanOf(seconds: number): string {
  let left = Math.round(seconds);
  const parts = UNITS.flatMap(([unit, length]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return parts.join(" ") || "0 s";
}

async function advance({ clock, session }: Adjustable, seconds: number): Promise<void> {
  if (!(seconds >= 0 && seconds <= LONGEST_ADVANCE))
    throw new InputError(
      "bad-advance",
      `Time moves forward by 0 to ${LONGEST_ADVANCE} seconds, not by ${seconds}.`,
      "Give a number in that range.",
    );
  await clock.advance(seconds * 1000);
  session.tell("clock-moved", "plain", `The clock was moved forward by ${spanOf(seconds)}.`, {}, { seconds });
}
