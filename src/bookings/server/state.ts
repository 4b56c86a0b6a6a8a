/** The service at one moment, as plain values that may be shown: no tokens, callback addresses without their secrets. */
import type { BookingsService } from "../service.ts";
import type { Appointment } from "../world/types.ts";

/** Appointments shown for each page, newest last. */
const SHOWN = 100;

export function describeAppointment(appointment: Appointment) {
  return {
    id: appointment.id,
    selfServiceAppointmentId: appointment.selfServiceAppointmentId,
    page: appointment.page.smtp,
    service: appointment.service.name,
    start: appointment.start,
    end: appointment.end,
    status: appointment.status,
    customers: appointment.customers.map((customer) => customer.email),
  };
}

export function describeState({ clock, context, world, quirks, faults }: BookingsService) {
  const { delivery, subscriptions, contract, callbacks } = context;
  const next = delivery.nextRetry;
  const appointments = [...world.appointments.values()];
  return {
    now: new Date(clock.now()).toISOString(),
    loopbackCallbacks: callbacks.loopback,
    subscriptionLimit: contract.subscriptions.limit,
    quirks: quirks.all(),
    doubleBookings: world.doubleBookings,
    faults: faults.list().map(({ answer, ...fault }) => ({
      ...fault,
      answer: typeof answer === "string" ? answer : (answer.error ?? answer.status),
    })),
    users: [...world.users.values()].map(({ upn, name, tenant, tenantAdministrator, licensed }) => ({
      upn,
      name,
      tenant,
      tenantAdministrator,
      licensed,
    })),
    waiting: delivery.waiting,
    nextRetry: next === undefined ? null : new Date(next).toISOString(),
    pages: [...world.pages.values()].map((page) => ({
      smtp: page.smtp,
      name: page.name,
      timeZone: page.zone.name ?? null,
      services: page.services.map((service) => service.name),
      subscriptions: subscriptions.of(page.smtp).map((subscription) => ({
        ...subscription.facts,
        createdBy: subscription.createdBy,
        createdAt: new Date(subscription.createdAt).toISOString(),
        waiting: delivery.waitingFor(subscription),
        failuresInARow: subscription.failures,
      })),
      appointments: appointments
        .filter((appointment) => appointment.page === page)
        .slice(-SHOWN)
        .map(describeAppointment),
    })),
  };
}
