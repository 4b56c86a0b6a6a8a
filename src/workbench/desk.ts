/** The booking desk: what people do in the world behind the mocked Bookings service. */

import type { Appointment, BookingsService, BookRequest, ServiceSpec } from "../bookings/index.ts";
import { describeState } from "../bookings/server/state.ts";
import { InputError } from "../json/problem.ts";
import type { DeskAppointment, DeskRequests, DeskView } from "./api.ts";

export interface Desk {
  view(appointment?: string): DeskView;
  /** @throws {InputError} for what the world does not allow, such as a slot that is taken */
  act<Name extends keyof DeskRequests>(what: Name, request: DeskRequests[Name]): DeskView;
  /** Ids of all appointments that there are. */
  appointments(): string[];
  /** Begins to try something that leaves nothing behind in the world; returns what ends it. */
  rehearse: BookingsService["rehearse"];
}

/** Changes of people and pages that can be taken back. Chosen. */
const MOST_CHANGES = 50;

/** No opening hours at all: always open. */
function openOf<T extends { openingHours?: readonly unknown[] | undefined }>(spec: T): T {
  const { openingHours, ...rest } = spec;
  return (openingHours === undefined || openingHours.length === 0 ? rest : spec) as T;
}

export function createDesk(service: BookingsService): Desk {
  const { world } = service;
  const { people } = world;
  /** The last changes of people and pages, newest last, each with what takes it back. */
  let changes: { number: number; restore: () => void }[] = [];
  let count = 0;
  let made: number | undefined;
  const undoable = (change: () => void): undefined => {
    const restore = people.remember();
    change();
    made = ++count;
    changes = [...changes, { number: made, restore }].slice(-MOST_CHANGES);
  };
  const verbs: { [Name in keyof DeskRequests]: (request: DeskRequests[Name]) => Appointment | undefined } = {
    book: (request) => service.book(request as BookRequest),
    join: ({ appointment, ...request }) => service.join(appointment, request as BookRequest),
    leave: ({ appointment, customer }) => service.leave(appointment, customer),
    edit: ({ appointment, ...request }) => service.edit(appointment, request),
    reschedule: ({ appointment, start }) => service.reschedule(appointment, start),
    cancel: ({ appointment, reason }) => service.cancel(appointment, reason),
    user: ({ user, ...rest }) =>
      undoable(() => {
        const known = [...world.users.values()].some(({ upn }) => upn.toLowerCase() === user.toLowerCase());
        if (known) people.changeUser({ upn: user, ...rest });
        else people.addUser({ upn: user, ...rest });
      }),
    removeUser: ({ user }) => undoable(() => people.removeUser(user)),
    page: ({ page, name, tenant, ...rest }) =>
      undoable(() => {
        if (world.pages.has(page.toLowerCase()))
          people.changePage(page, { ...rest, ...(name === undefined ? {} : { name }) });
        else
          people.addPage({ smtp: page, name: name ?? page, ...(tenant ? { tenant } : {}), ...openOf(rest) });
      }),
    removePage: ({ page }) => undoable(() => people.removePage(page)),
    member: ({ page, member, ...rest }) => undoable(() => people.setMember(page, { email: member, ...rest })),
    removeMember: ({ page, member }) => undoable(() => people.removeMember(page, member)),
    service: ({ page, service: id, ...rest }) =>
      undoable(() =>
        people.setService(page, { ...(id === undefined ? {} : { id }), ...rest } as ServiceSpec),
      ),
    removeService: ({ page, service: id }) => undoable(() => people.removeService(page, id)),
    undo({ change }) {
      const last = changes.at(-1);
      if (last?.number !== change)
        throw new InputError(
          "not-the-last",
          "Something else has been changed since.",
          "Take back the later changes first.",
        );
      last.restore();
      changes = changes.slice(0, -1);
      return undefined;
    },
    visit({ user, page }) {
      world.visit(user, page);
      return undefined;
    },
  };
  const view = (appointment?: string): DeskView => {
    const state = describeState(service);
    return {
      now: state.now,
      users: state.users,
      customers: world.customers.map(({ name, email }) => ({ name, email })),
      subscriptionLimit: state.subscriptionLimit,
      waiting: state.waiting,
      nextRetry: state.nextRetry ?? undefined,
      ...(appointment === undefined ? {} : { appointment }),
      pages: state.pages.map((page) => {
        const known = world.page(page.smtp);
        return {
          smtp: page.smtp,
          name: page.name,
          tenant: known.tenant,
          timeZone: known.zone.name,
          openingHours: known.hours?.spans,
          locations: known.locations,
          services: known.services.map(({ staff, questions, ...rest }) => ({
            id: rest.id,
            name: rest.name,
            durationMinutes: rest.durationMinutes,
            maximumAttendees: rest.maximumAttendees,
            online: rest.online,
            notes: rest.notes ?? "",
            staff: staff.map(({ email }) => email),
            questions,
          })),
          staff: [...known.staff.values()].map(({ email, name, role, hours }) => ({
            email,
            name,
            role,
            openingHours: hours?.spans,
          })),
          subscriptions: page.subscriptions,
          appointments: page.appointments.flatMap(({ id }) => {
            const found = world.appointments.get(id);
            return found ? [describe(found)] : [];
          }),
        };
      }),
    };
  };
  return {
    view,
    appointments: () => [...world.appointments.keys()],
    rehearse: service.rehearse,
    act(what, request) {
      made = undefined;
      const appointment = verbs[what](request)?.id;
      return { ...view(appointment), ...(made === undefined ? {} : { change: made }) };
    },
  };
}

function describe(appointment: Appointment): DeskAppointment {
  const { service, customers } = appointment;
  return {
    id: appointment.id,
    selfServiceAppointmentId: appointment.selfServiceAppointmentId,
    page: appointment.page.smtp,
    service: service.name,
    start: appointment.start,
    end: appointment.end,
    status: appointment.status,
    customers: customers.map(({ name, email }) => (name ? `${name} <${email}>` : email)),
    people: customers.map(({ name, email, notes = "", answers }) => ({
      name,
      email,
      notes,
      answers: Object.fromEntries(answers.map(({ question, answer }) => [question.id, answer])),
    })),
    serviceId: service.id,
    staff: appointment.staff.map(({ email }) => email),
    serviceNotes: appointment.serviceNotes ?? "",
    seatsLeft: appointment.status === "booked" ? Math.max(0, service.maximumAttendees - customers.length) : 0,
    ...(appointment.cancelReason === undefined ? {} : { cancelReason: appointment.cancelReason }),
  };
}
