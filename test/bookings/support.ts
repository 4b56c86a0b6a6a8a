/** A service with a subscriber that writes down what it gets: what most tests of this room start from. */

import {
  type BookingsService,
  type BookingsServiceOptions,
  type Clock,
  createBookingsService,
  createVirtualClock,
  DEFAULT_START,
} from "../../src/bookings/index.ts";
import type { JsonObject } from "../../src/json/values.ts";

export const ADMIN = "priya.raman@example.org";
export const OTHER_ADMIN = "tomas.lindqvist@example.org";
export const PAGE = "design@example.org";
export const CLASSES = "pottery@example.org";
export const CALLBACK =
  "https://prod-01.westeurope.logic.azure.com/workflows/0af3/triggers/manual/run?sig=topsecret";

export type ChangeType = "Created" | "Updated" | "Deleted";
const TRIGGERS = {
  Created: "AppointmentCreated",
  Updated: "AppointmentUpdated",
  Deleted: "AppointmentDeleted",
};

export interface Scene {
  service: BookingsService;
  clock: Clock;
  /** Bodies in the order of their arrival. */
  received: JsonObject[];
  /** Addresses that were called. */
  called: string[];
  /** Sends a request as a user; with `null`, as nobody. */
  send(method: string, path: string, as?: string | null, init?: RequestInit): Promise<Answer>;
  list(as?: string | null): Promise<Answer>;
  subscribe(type?: ChangeType, given?: SubscribeOptions): Promise<Answer>;
  unsubscribe(webhookId: string, as?: string | null, page?: string): Promise<Answer>;
}

export interface SubscribeOptions {
  as?: string | null;
  page?: string;
  callback?: unknown;
  /** Header to use instead of a good token. */
  authorization?: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: JsonObject & { error?: { code: string; message: string }; webhookId?: string };
}

export function setUp(options: BookingsServiceOptions = {}): Scene {
  const clock = createVirtualClock(DEFAULT_START);
  const received: JsonObject[] = [];
  const called: string[] = [];
  const service = createBookingsService({
    clock,
    deliver: async (request) => {
      called.push(request.url);
      received.push((await request.json()) as JsonObject);
      return new Response(null, { status: 202 });
    },
    ...options,
  });
  const send: Scene["send"] = async (method, path, as = ADMIN, init = {}) => {
    const headers = new Headers(init.headers);
    if (as !== null) headers.set("authorization", `Bearer ${await service.token(as)}`);
    const response = await service.fetch(
      new Request(`${service.origin}${path}`, { ...init, method, headers }),
    );
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
  };
  return {
    service,
    clock,
    received,
    called,
    send,
    list: (as) =>
      send("GET", "/BookingsService/api/V1/bookingBusinessesUserAsAdmin", as, {
        headers: { "X-Prefer-OWAUserConfig": "true" },
      }),
    subscribe: (type = "Created", { as, page = PAGE, callback = CALLBACK, authorization } = {}) =>
      send(
        "POST",
        `/BookingsService/api/V1/bookingBusinesses/${encodeURIComponent(page)}/webhook/${TRIGGERS[type]}`,
        authorization === undefined ? as : null,
        {
          headers: {
            "content-type": "application/json",
            ...(authorization === undefined ? {} : { authorization }),
          },
          body: JSON.stringify({
            webhook: { notification_url: callback, resource: "Appointments", change_type: [type] },
          }),
        },
      ),
    unsubscribe: (webhookId, as, page = PAGE) =>
      send(
        "DELETE",
        `/BookingsService/api/V1/bookingBusinesses/${encodeURIComponent(page)}/webhook/${webhookId}`,
        as,
      ),
  };
}

/** A scene subscribed to everything on both pages of the default world. */
export async function setUpSubscribed(options: BookingsServiceOptions = {}): Promise<Scene> {
  const scene = setUp(options);
  for (const page of [PAGE, CLASSES])
    for (const type of ["Created", "Updated", "Deleted"] as const)
      await scene.subscribe(type, { page, callback: `${CALLBACK}&to=${page}-${type}` });
  return scene;
}
