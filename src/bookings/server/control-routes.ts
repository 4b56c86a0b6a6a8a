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
    path: "/control/appointments/{id}/edit",
    id: "edit",
    summary: "Changes hosts, service, notes, answers or location of an appointment.",
    request: requests.edit,
    answer: "Appointment",
    run: ({ service, params, body }) => describeAppointment(service.edit(params.id ?? "", body)),
  }),
  route({
    method: "POST",
    path: "/control/appointments/{id}/leave",
    id: "leave",
    summary: "Lets a customer leave a group appointment; that of the last one is cancelled.",
    request: requests.leave,
    answer: "Appointment",
    run: ({ service, params, body }) => describeAppointment(service.leave(params.id ?? "", body.customer)),
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
    method: "GET",
    path: "/control/changes",
    id: "readChanges",
    summary: "Shows what happened to appointments, and how many subscriptions were told of it.",
    query: {
      after: { type: "integer", minimum: 0, description: "Only changes after this sequence number." },
      missed: { type: "boolean", description: "Only changes that no subscription was told of." },
    },
    answer: "Changes",
    run: ({ service, query }) => ({
      changes: service.changes({
        after: Number(query.get("after") ?? 0) || 0,
        missed: query.get("missed") === "true",
      }),
    }),
  }),
  route({
    method: "POST",
    path: "/control/users",
    id: "addUser",
    summary: "Adds somebody who can sign in.",
    request: requests.user,
    answer: "Done",
    status: 201,
    run: ({ service, body }) => done(service.world.people.addUser(body)),
  }),
  route({
    method: "DELETE",
    path: "/control/users/{user}",
    id: "removeUser",
    summary: "Removes a user: tokens no longer count.",
    answer: "Done",
    run: ({ service, params }) => done(service.world.people.removeUser(params.user ?? "")),
  }),
  route({
    method: "PUT",
    path: "/control/licences",
    id: "setLicence",
    summary: "Gives a user the licence that includes Bookings, or takes it.",
    request: requests.licence,
    answer: "Done",
    run: ({ service, body }) => done(service.world.people.setLicence(body.user, body.licensed)),
  }),
  route({
    method: "POST",
    path: "/control/pages",
    id: "addPage",
    summary: "Adds a booking page, as a world file describes one.",
    request: requests.page,
    answer: "Done",
    status: 201,
    run: ({ service, body }) => done(service.world.people.addPage(body)),
  }),
  route({
    method: "DELETE",
    path: "/control/pages/{page}",
    id: "removePage",
    summary: "Removes a booking page; its subscriptions end.",
    answer: "Done",
    run: ({ service, params }) => done(service.world.people.removePage(params.page ?? "")),
  }),
  route({
    method: "PUT",
    path: "/control/pages/{page}/members",
    id: "setMember",
    summary: "Adds a member to the staff of a page, or changes name, role or hours of one.",
    request: requests.member,
    answer: "Done",
    run: ({ service, params, body }) => done(service.world.people.setMember(params.page ?? "", body)),
  }),
  route({
    method: "DELETE",
    path: "/control/pages/{page}/members/{member}",
    id: "removeMember",
    summary: "Takes somebody off the staff of a page.",
    answer: "Done",
    run: ({ service, params }) =>
      done(service.world.people.removeMember(params.page ?? "", params.member ?? "")),
  }),
  route({
    method: "PUT",
    path: "/control/rules",
    id: "setRules",
    summary: "Says whether customers can book hosts who are busy or closed.",
    request: requests.rules,
    answer: "Done",
    run({ service, body }) {
      service.world.doubleBookings = body.doubleBookings;
      return { done: true };
    },
  }),
  route({
    method: "POST",
    path: "/control/release",
    id: "releaseHeld",
    summary: "Sends notifications that an out-of-order fault holds back.",
    answer: "Done",
    run: async ({ service }) => done(await service.releaseHeld()),
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

/** The answer of routes whose work is all that matters. */
function done(_result: unknown): { done: true } {
  return { done: true };
}
