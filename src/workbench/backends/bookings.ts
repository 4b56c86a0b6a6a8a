/** The mocked Bookings service behind a connector that speaks to it. */
import { contractMayName } from "../../bookings/contract/service-contract.ts";
import {
  type BookingsService,
  createBookingsService,
  type Deliver,
  readServiceContract,
  sampleNotifications,
  type WorldSpec,
} from "../../bookings/index.ts";
import type { ConnectorModel } from "../../definition/model.ts";
import { InputError } from "../../json/problem.ts";
import { ownString } from "../../json/values.ts";
import type { Clock } from "../../platform/index.ts";
import type { FaultPreset } from "../api.ts";
import { createDesk } from "../desk.ts";
import { preset, TRANSPORT_PRESETS, type WorkbenchBackend } from "./backend.ts";

/** True for a connector that subscribes to the Bookings service: one of its triggers, at addresses of its kind. */
export function isBookingsConnector(model: ConnectorModel): boolean {
  if (!contractMayName(model.byId.keys())) return false;
  const { changes, endpoints } = readServiceContract();
  const below = endpoints.list.path.slice(0, endpoints.list.path.lastIndexOf("/") + 1);
  const basePath = ownString(model.root, "basePath") ?? "";
  return changes.some(({ trigger }) => {
    const operation = model.byId.get(trigger);
    return operation && `${basePath.replace(/\/+$/, "")}${operation.path}`.startsWith(below);
  });
}

export interface BookingsBackendOptions {
  clock: Clock;
  world: WorldSpec | undefined;
  /** Takes what the service sends to callback addresses. */
  deliver: Deliver;
  onEvent(event: Parameters<Parameters<BookingsService["events"]["on"]>[1]>[0]): void;
  why: string;
}

/** @throws {InputError} for a world that cannot be set up */
export function createBookingsBackend(options: BookingsBackendOptions): WorkbenchBackend {
  const { clock, world, deliver, why } = options;
  const service = createBookingsService({
    clock,
    deliver,
    // The platform holds everything against the definition as it is now; the service only reports what it notices.
    onDrift: "report",
    ...(world ? { world } : {}),
  });
  service.events.on("*", options.onEvent as never);
  const presetOf = new Map<number, string>();
  const contract = readServiceContract();
  return {
    info: { kind: "bookings", name: "Mocked Bookings service", why, desk: true },
    async handle(request) {
      const response = await service.fetch(request);
      if (response.type === "error") throw new TypeError("The connection broke before an answer came.");
      return response;
    },
    use() {},
    faults: {
      presets: [...presetsOf(), ...TRANSPORT_PRESETS],
      inject({ preset: from, ...fault }) {
        const id = service.faults.inject(fault);
        if (from !== undefined) presetOf.set(id, from);
        return id;
      },
      clear(which) {
        if (typeof which !== "string") return service.faults.clear(which);
        for (const { id } of service.faults.list()) if (presetOf.get(id) === which) service.faults.clear(id);
      },
      list: () =>
        service.faults.list().map(({ id, on, answer, latencyMs, left }) => ({
          id,
          preset: presetOf.get(id),
          on,
          answer: typeof answer === "string" ? answer : (answer.error ?? String(answer.status)),
          latencyMs,
          left,
        })),
    },
    quirks: {
      list: () =>
        Object.entries(service.quirks.all()).map(([id, on]) => {
          const entry = contract.quirks.find((quirk) => quirk.id === id);
          return {
            id,
            on,
            description: entry?.effect ?? "A cancelled appointment comes without its reason.",
          };
        }),
      set(values) {
        // All names are checked before the first switch is turned.
        for (const id of Object.keys(values)) service.quirks.is(id);
        for (const [id, on] of Object.entries(values)) service.quirks.set(id, on);
      },
    },
    connectionValues(user, needed) {
      const wanted = service.world.user(user ?? firstAdministrator(service)).upn;
      const values: Record<string, unknown> = {};
      for (const { name, type } of needed)
        if (type === "oauthsetting") values[name] = () => service.token(wanted);
      return { values, user: wanted };
    },
    samples: sampleNotifications,
    queue: () => false,
    desk: createDesk(service),
    settled: () => service.settled(),
    close: () => service.close(),
  };

  /** Errors of the service's own contract that the reader wants to see, in its words. */
  function presetsOf(): FaultPreset[] {
    const named: [id: string, label: string][] = [
      ["unauthenticated", "Unauthorized"],
      ["not-an-administrator", "Not an administrator"],
      ["notification-domain-not-allowed", "Callback domain not allowed"],
      ["staff-not-in-business", "Not on the staff"],
      ["invalid-authority", "Invalid authority"],
      ["subscription-limit-reached", "Subscription limit reached"],
      ["internal-error", "Internal server error"],
      ["bad-gateway", "Bad gateway"],
    ];
    return named.flatMap(([id, label]) => {
      const entry = contract.errors.find((error) => error.id === id);
      if (entry?.status === undefined) return [];
      return [{ ...preset(id, label, entry.message, entry.status), fault: { preset: id, answer: id } }];
    });
  }
}

/** Somebody for whom everything works. */
function firstAdministrator(service: BookingsService): string {
  for (const page of service.world.pages.values())
    for (const member of page.staff.values())
      if (member.role === "administrator" && service.world.users.has(member.email.toLowerCase()))
        return member.email;
  const [first] = service.world.users.values();
  if (first) return first.upn;
  throw new InputError(
    "no-users",
    "The world has nobody who could sign in.",
    "Add a user to the world file.",
  );
}
