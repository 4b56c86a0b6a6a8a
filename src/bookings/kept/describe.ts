/** From a running service to what is kept of it. Absent members have no value; `keptShape` says what is where. */
import type { BookingsService } from "../service.ts";
import type { Appointment, OpeningHours, Page, Service, Staff } from "../world/types.ts";
import { FORMAT, VERSION } from "./shape.ts";

const ABOUT =
  "State of the mocked Bookings service. It holds secrets: whoever knows a callback address can start its flow.";

/** @param runs how many runs have begun with the file, this one included */
export function describeKept({ world, context }: BookingsService, runs: number): object {
  const removed = removedPages(world.appointments.values(), world.pages);
  return {
    format: FORMAT,
    version: VERSION,
    about: ABOUT,
    runs,
    undelivered: context.delivery.waiting,
    sequence: world.sequence,
    doubleBookings: world.doubleBookings,
    users: [...world.users.values()],
    customers: world.customers,
    pages: [...world.pages.values()].map(describePage),
    removedPages: removed.map(describePage),
    appointments: [...world.appointments.values()].map((one) => describeAppointment(one, removed)),
    subscriptions: context.subscriptions
      .all()
      .map(({ id, page, changeTypes, callbackUrl, createdBy, createdAt }) => ({
        id,
        page,
        changeTypes,
        callbackUrl,
        createdBy,
        createdAt,
      })),
  };
}

/** Appointments outlive their page, and another page may have its address by now. */
function removedPages(appointments: Iterable<Appointment>, pages: ReadonlyMap<string, Page>): Page[] {
  const removed = new Set<Page>();
  for (const { page } of appointments) if (pages.get(page.smtp.toLowerCase()) !== page) removed.add(page);
  return [...removed];
}

function describePage({ staff, services, visitors, zone, hours, ...page }: Page) {
  return {
    ...page,
    staff: [...staff.values()].map(describeStaff),
    services: services.map(describeService),
    visitors: [...visitors],
    timeZone: zone.name,
    hours: describeHours(hours),
  };
}

function describeService({ staff, ...service }: Service) {
  return { ...service, staff: staff.map(({ email }) => email) };
}

function describeStaff({ hours, ...staff }: Staff) {
  return { ...staff, hours: describeHours(hours) };
}

function describeHours(hours: OpeningHours | undefined) {
  return hours && { spans: hours.spans, timeZone: hours.zone.name };
}

function describeAppointment(appointment: Appointment, removed: readonly Page[]) {
  // What follows from the service and the start is worked out again.
  const { page, service, staff, customers, end, durationMinutes, ...rest } = appointment;
  const at = removed.indexOf(page);
  const isMember = (host: Staff) => page.staff.get(host.email.toLowerCase()) === host;
  const former = staff.filter((host) => !isMember(host)).map(describeStaff);
  return {
    ...rest,
    page: at < 0 ? page.smtp : undefined,
    removedPage: at < 0 ? undefined : at,
    service: page.services.indexOf(service),
    staff: staff.filter(isMember).map(({ email }) => email),
    formerStaff: former.length === 0 ? undefined : former,
    customers: customers.map(({ answers, ...customer }) => ({
      ...customer,
      answers: answers.map(({ question, ...answer }) => ({
        ...answer,
        question: service.questions.indexOf(question),
      })),
    })),
  };
}
