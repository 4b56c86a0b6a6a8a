/** The booking desk: what people do in the world behind the mocked Bookings service. */
import type { Appointment, BookingsService, BookRequest } from "../bookings/index.ts";
import { describeState } from "../bookings/server/state.ts";
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

export function createDesk(service: BookingsService): Desk {
  const { world } = service;
  const verbs: { [Name in keyof DeskRequests]: (request: DeskRequests[Name]) => Appointment | undefined } = {
    book: (request) => service.book(request as BookRequest),
    join: ({ appointment, ...request }) => service.join(appointment, request as BookRequest),
    leave: ({ appointment, customer }) => service.leave(appointment, customer),
    edit: ({ appointment, ...request }) => service.edit(appointment, request),
    reschedule: ({ appointment, start }) => service.reschedule(appointment, start),
    cancel: ({ appointment, reason }) => service.cancel(appointment, reason),
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
          services: known.services.map(({ staff, questions, ...rest }) => ({
            id: rest.id,
            name: rest.name,
            durationMinutes: rest.durationMinutes,
            maximumAttendees: rest.maximumAttendees,
            online: rest.online,
            staff: staff.map(({ email }) => email),
            questions,
          })),
          staff: [...known.staff.values()].map(({ email, name, role }) => ({ email, name, role })),
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
    act: (what, request) => view(verbs[what](request)?.id),
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
