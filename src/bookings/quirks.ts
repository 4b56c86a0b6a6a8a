/** Reported deviations of the service, each a switch by its name in `connector/service.yaml`. */
import { InputError } from "../json/problem.ts";
import type { ServiceContract } from "./contract/service-contract.ts";
import type { World } from "./world/world.ts";

/** Known issue 4 of the specification: on by default, because the service has it. */
const CANCEL_REASON_MISSING = "cancel-reason-missing";

export interface Quirks {
  /** @throws {InputError} `unknown-quirk` */
  set(id: string, on: boolean): void;
  /** @throws {InputError} `unknown-quirk` */
  is(id: string): boolean;
  all(): Record<string, boolean>;
}

export function createQuirks(
  contract: ServiceContract,
  world: World,
  given: Record<string, boolean> = {},
): Quirks {
  const state = new Map<string, boolean>([
    [CANCEL_REASON_MISSING, true],
    ...contract.quirks.map((quirk) => [quirk.id, quirk.default] as [string, boolean]),
  ]);
  const know = (id: string) => {
    if (state.has(id)) return;
    throw new InputError(
      "unknown-quirk",
      `There is no deviation "${id}".`,
      `Choose from: ${[...state.keys()].join(", ")}.`,
    );
  };
  const quirks: Quirks = {
    set(id, on) {
      know(id);
      state.set(id, on);
      // The one switch that changes what happens to an appointment, not only what is said of it.
      world.quirks.rescheduleAsNewAppointment = state.get("reschedule-as-new-appointment") ?? false;
    },
    is(id) {
      know(id);
      return state.get(id) ?? false;
    },
    all: () => Object.fromEntries(state),
  };
  for (const [id, on] of Object.entries(given)) quirks.set(id, on);
  return quirks;
}
