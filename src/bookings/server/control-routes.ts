/** The operations of the control API: what tests and people do to the world behind the service. */
import { type Clock, createRealClock } from "../../machine/clock.ts";
import type { FaultSpec } from "../faults.ts";
import type { TokenOptions } from "../issuer/issuer.ts";
import type { BookingsService } from "../service.ts";
import type { BookRequest, JoinRequest } from "../world/world.ts";
import type { Inboxes } from "./inbox.ts";
import { type componentSchemas, requestSchemas } from "./schemas.ts";
import { describeAppointment, describeState } from "./state.ts";

export interface ControlInput {
  service: BookingsService;
  clock: Clock;
  inboxes: Inboxes;
  /** Values of the path's placeholders. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** The body, checked by the route's schema. */
  body: Record<string, unknown>;
}

export interface ControlRoute {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** With placeholders in braces. */
  path: string;
  id: string;
  summary: string;
  /** Schema of the body; undefined if there is none. */
  request?: object;
  /** Schema of the answer. */
  answer: keyof typeof componentSchemas;
  status: number;
  /** For answers that are also given as plain text, to be used in a shell. */
  text?: (answer: Record<string, unknown>) => string;
  query?: Record<string, object>;
  run(input: ControlInput): unknown;
}

/** How long, in real time, a moving clock waits for deliveries under way. */
const PATIENCE_MS = 500;
const patience = createRealClock({ holdsProcess: false });

const appointmentId = (input: ControlInput) => input.params.id ?? "";

export const controlRoutes: ControlRoute[] = [
  {
    method: "GET",
    path: "/control/state",
    id: "readState",
    summary: "Shows users, pages, subscriptions, appointments, faults and switches.",
    answer: "State",
    status: 200,
    run: ({ service }) => describeState(service),
  },
  {
    method: "GET",
    path: "/control/events",
    id: "readEvents",
    summary: "Shows the last events, at most 1,000.",
    query: { after: { type: "integer", minimum: 0, description: "Only events after this sequence number." } },
    answer: "Events",
    status: 200,
    run: ({ service, query }) => ({ events: service.events.recent(Number(query.get("after") ?? 0) || 0) }),
  },
  {
    method: "POST",
    path: "/control/tokens",
    id: "issueToken",
    summary: "Issues an access token for a user; as plain text if the caller accepts text/plain.",
    request: requestSchemas.token,
    answer: "Token",
    status: 201,
    text: (answer) => String(answer.token),
    async run({ service, body }) {
      const options = body as TokenOptions;
      const user = service.world.user(String(body.user)).upn;
      return { token: await service.token(user, options), user, expiresIn: options.expiresIn ?? 3600 };
    },
  },
  {
    method: "POST",
    path: "/control/appointments",
    id: "book",
    summary: "Books an appointment; a group service whose slot is taken already is joined.",
    request: requestSchemas.book,
    answer: "Appointment",
    status: 201,
    text: (answer) => String(answer.id),
    run: ({ service, body }) => describeAppointment(service.book(body as BookRequest)),
  },
  {
    method: "POST",
    path: "/control/appointments/{id}/customers",
    id: "join",
    summary: "Adds a customer to a group appointment.",
    request: requestSchemas.join,
    answer: "Appointment",
    status: 200,
    run: (input) => describeAppointment(input.service.join(appointmentId(input), input.body as JoinRequest)),
  },
  {
    method: "POST",
    path: "/control/appointments/{id}/reschedule",
    id: "reschedule",
    summary: "Moves an appointment.",
    request: requestSchemas.reschedule,
    answer: "Appointment",
    status: 200,
    run: (input) =>
      describeAppointment(input.service.reschedule(appointmentId(input), String(input.body.start))),
  },
  {
    method: "POST",
    path: "/control/appointments/{id}/cancel",
    id: "cancel",
    summary: "Cancels an appointment.",
    request: requestSchemas.cancel,
    answer: "Appointment",
    status: 200,
    run: (input) =>
      describeAppointment(
        input.service.cancel(appointmentId(input), input.body.reason as string | undefined),
      ),
  },
  {
    method: "POST",
    path: "/control/visits",
    id: "visit",
    summary: "Notes that a user opened a page, so that the list of its administrators shows it.",
    request: requestSchemas.visit,
    answer: "Done",
    status: 200,
    run({ service, body }) {
      service.world.visit(String(body.user), String(body.page));
      return { done: true };
    },
  },
  {
    method: "POST",
    path: "/control/faults",
    id: "injectFault",
    summary: "Makes calls or deliveries fail or take longer.",
    request: requestSchemas.fault,
    answer: "FaultId",
    status: 201,
    run: ({ service, body }) => ({ id: service.faults.inject(body as FaultSpec) }),
  },
  {
    method: "DELETE",
    path: "/control/faults",
    id: "clearFaults",
    summary: "Ends all faults.",
    answer: "Done",
    status: 200,
    run({ service }) {
      service.faults.clear();
      return { done: true };
    },
  },
  {
    method: "PUT",
    path: "/control/quirks",
    id: "setQuirks",
    summary: "Turns reported deviations of the service on or off; what is not named stays.",
    request: requestSchemas.quirks,
    answer: "Quirks",
    status: 200,
    run({ service, body }) {
      // All names are checked before the first switch is turned.
      for (const id of Object.keys(body)) service.quirks.is(id);
      for (const [id, on] of Object.entries(body)) service.quirks.set(id, on === true);
      return service.quirks.all();
    },
  },
  {
    method: "POST",
    path: "/control/clock",
    id: "moveClock",
    summary: "Moves the clock forward and waits until what was due by then is done.",
    request: requestSchemas.clock,
    answer: "Time",
    status: 200,
    async run({ service, clock, body }) {
      // A subscriber that does not answer would hold time up, which alone can cut it off.
      const settle = () => Promise.race([service.settled(), patience.sleep(PATIENCE_MS)]);
      await clock.advance(Number(body.advanceSeconds) * 1000, settle);
      return { now: new Date(clock.now()).toISOString() };
    },
  },
  {
    method: "GET",
    path: "/control/settled",
    id: "waitUntilSettled",
    summary: "Answers once no notification is on its way.",
    answer: "Time",
    status: 200,
    async run({ service, clock }) {
      await service.settled();
      return { now: new Date(clock.now()).toISOString() };
    },
  },
];
