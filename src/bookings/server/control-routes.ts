/** The operations of the control API: what tests and people do to the world behind the service. */
import { type Clock, createRealClock } from "../../machine/clock.ts";
import { type Route, routeOf } from "../../machine/http/route.ts";
import type { BookingsService } from "../service.ts";
import type { Inboxes } from "./inbox.ts";
import { requests } from "./schemas.ts";
import { describeAppointment, describeState } from "./state.ts";

/** What every route works on. */
export interface Control {
  service: BookingsService;
  clock: Clock;
  inboxes: Inboxes;
}

const route = routeOf<Control>();

/** How long, in real time, a moving clock waits for deliveries under way. */
const PATIENCE_MS = 500;
const patience = createRealClock({ holdsProcess: false });

export const controlRoutes: readonly Route<Control>[] = [
  route({
    method: "GET",
    path: "/control/state",
    id: "readState",
    summary: "Shows users, pages, subscriptions, appointments, faults and switches.",
    answer: "State",
    run: ({ service }) => describeState(service),
  }),
  route({
    method: "GET",
    path: "/control/events",
    id: "readEvents",
    summary: "Shows the last events, at most 1,000.",
    query: { after: { type: "integer", minimum: 0, description: "Only events after this sequence number." } },
    answer: "Events",
    run: ({ service, query }) => ({ events: service.events.recent(Number(query.get("after") ?? 0) || 0) }),
  }),
  route({
    method: "POST",
    path: "/control/tokens",
    id: "issueToken",
    summary: "Issues an access token for a user; as plain text if the caller accepts text/plain.",
    request: requests.token,
    answer: "Token",
    status: 201,
    text: (answer) => String(answer.token),
    async run({ service, body }) {
      const user = service.world.user(body.user).upn;
      return { token: await service.token(user, body), user, expiresIn: body.expiresIn ?? 3600 };
    },
  }),
  route({
    method: "POST",
    path: "/control/appointments",
    id: "book",
    summary: "Books an appointment; a group service whose slot is taken already is joined.",
    request: requests.book,
    answer: "Appointment",
    status: 201,
    text: (answer) => String(answer.id),
    run: ({ service, body }) => describeAppointment(service.book(body)),
  }),
  route({
    method: "POST",
    path: "/control/appointments/{id}/customers",
    id: "join",
    summary: "Adds a customer to a group appointment.",
    request: requests.join,
    answer: "Appointment",
    run: ({ service, params, body }) => describeAppointment(service.join(params.id ?? "", body)),
  }),
  route({
    method: "POST",
    path: "/control/appointments/{id}/reschedule",
    id: "reschedule",
    summary: "Moves an appointment.",
    request: requests.reschedule,
    answer: "Appointment",
    run: ({ service, params, body }) => describeAppointment(service.reschedule(params.id ?? "", body.start)),
  }),
  route({
    method: "POST",
    path: "/control/appointments/{id}/cancel",
    id: "cancel",
    summary: "Cancels an appointment.",
    request: requests.cancel,
    answer: "Appointment",
    run: ({ service, params, body }) => describeAppointment(service.cancel(params.id ?? "", body.reason)),
  }),
  route({
    method: "POST",
    path: "/control/visits",
    id: "visit",
    summary: "Notes that a user opened a page, so that the list of its administrators shows it.",
    request: requests.visit,
    answer: "Done",
    run({ service, body }) {
      service.world.visit(body.user, body.page);
      return { done: true };
    },
  }),
  route({
    method: "POST",
    path: "/control/faults",
    id: "injectFault",
    summary: "Makes calls or deliveries fail or take longer.",
    request: requests.fault,
    answer: "FaultId",
    status: 201,
    run: ({ service, body }) => ({ id: service.faults.inject(body) }),
  }),
  route({
    method: "DELETE",
    path: "/control/faults",
    id: "clearFaults",
    summary: "Ends all faults.",
    answer: "Done",
    run({ service }) {
      service.faults.clear();
      return { done: true };
    },
  }),
  route({
    method: "PUT",
    path: "/control/quirks",
    id: "setQuirks",
    summary: "Turns reported deviations of the service on or off; what is not named stays.",
    request: requests.quirks,
    answer: "Quirks",
    run({ service, body }) {
      // All names are checked before the first switch is turned.
      for (const id of Object.keys(body)) service.quirks.is(id);
      for (const [id, on] of Object.entries(body)) service.quirks.set(id, on);
      return service.quirks.all();
    },
  }),
  route({
    method: "POST",
    path: "/control/clock",
    id: "moveClock",
    summary: "Moves the clock forward and waits until what was due by then is done.",
    request: requests.clock,
    answer: "Time",
    async run({ service, clock, body }) {
      // A subscriber that does not answer would hold time up, which alone can cut it off.
      const settle = () => Promise.race([service.settled(), patience.sleep(PATIENCE_MS)]);
      await clock.advance(body.advanceSeconds * 1000, settle);
      return { now: new Date(clock.now()).toISOString() };
    },
  }),
  route({
    method: "GET",
    path: "/control/settled",
    id: "waitUntilSettled",
    summary: "Answers once no notification is on its way.",
    answer: "Time",
    async run({ service, clock }) {
      await service.settled();
      return { now: new Date(clock.now()).toISOString() };
    },
  }),
];
