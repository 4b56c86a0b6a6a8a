/** Which service is behind the gateway. */
import type { BookingsEvent, WorldSpec } from "../../bookings/index.ts";
import type { ConnectorModel } from "../../definition/model.ts";
import { InputError } from "../../json/problem.ts";
import type { Clock } from "../../platform/index.ts";
import { createAddressBackend } from "./address.ts";
import type { WorkbenchBackend } from "./backend.ts";
import { createBookingsBackend, isBookingsConnector } from "./bookings.ts";
import { createMockBackend } from "./mock.ts";

export interface BackendChoice {
  clock: Clock;
  /** A server of this machine. */
  url: string | undefined;
  world: WorldSpec | undefined;
  deliver(request: Request): Promise<Response>;
  onServiceEvent(event: BookingsEvent): void;
}

/**
 * What was named wins; else the mocked Bookings service for a connector that speaks to it (or where a world was given for it);
 * else one made from the definition.
 * @throws {InputError} `usage` for a world and an address at once, and what the backends refuse
 */
export function chooseBackend(model: ConnectorModel, choice: BackendChoice): WorkbenchBackend {
  const { clock, url, world, deliver, onServiceEvent } = choice;
  if (url !== undefined && world !== undefined)
    throw new InputError(
      "usage",
      "--world sets up the mocked Bookings service, --backend replaces it.",
      "Give one of the two.",
    );
  if (url !== undefined) return createAddressBackend(url, clock);
  const speaks = isBookingsConnector(model);
  if (speaks || world !== undefined) {
    const why = speaks
      ? "The connector subscribes to the Bookings service."
      : "A world was given with --world.";
    return createBookingsBackend({ clock, world, deliver, onEvent: onServiceEvent, why });
  }
  return createMockBackend(
    clock,
    "No --backend was given, so operations return examples generated from their schemas, and you fire triggers by hand.",
  );
}
