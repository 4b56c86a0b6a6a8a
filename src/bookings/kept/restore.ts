/** From what is kept back to a running service. Everything is checked before anything is taken over. */
import { InputError } from "../../json/problem.ts";
import type { ClockFace } from "../../machine/clock.ts";
import { checkCallbackUrl } from "../delivery/callback-url.ts";
import { createSubscription } from "../delivery/subscription.ts";
import { createRandom } from "../random.ts";
import type { BookingsService } from "../service.ts";
import { eachBookedText } from "../world/booked-texts.ts";
import type { Appointment, Attendance, OpeningHours, Page, Service, Staff, Zone } from "../world/types.ts";
import { World } from "../world/world.ts";
import { spanOf, zoneOf } from "../world/zones.ts";
import type { KeptFile } from "./read.ts";
import type { KeptAppointment, KeptHours, KeptPage, KeptStaff } from "./shape.ts";

/** @throws {InputError} `bad-state` with the place of what contradicts itself */
export function restoreWorld(file: KeptFile, options: { clock: ClockFace; seed: number }): World {
  const { kept } = file;
  const restoring = new Restoring(file);
  const pages = kept.pages.map((page, at) => restoring.page(page, `/pages/${at}`));
  const removed = kept.removedPages.map((page, at) => restoring.page(page, `/removedPages/${at}`));
  const byAddress = restoring.byKey(pages, ({ smtp }) => smtp.toLowerCase(), "/pages");
  const users = restoring.byKey(kept.users, ({ upn }) => upn.toLowerCase(), "/users");
  const appointments = kept.appointments.map((one, at) =>
    restoring.appointment(one, byAddress, removed, `/appointments/${at}`),
  );
  restoring.byKey(appointments, ({ id }) => id, "/appointments");
  const { customers, doubleBookings } = kept;
  const parts = { users, pages: byAddress, customers, doubleBookings };
  const world = new World(parts, options.clock, createRandom(options.seed, kept.runs));
  world.takeOver(appointments, kept.sequence);
  return world;
}

/**
 * Subscribes those who were subscribed, to a service with the restored world.
 * @throws {InputError} `bad-state` with the place of a subscription that the service would not take on; nobody is subscribed then
 */
export function restoreSubscriptions(file: KeptFile, { context, world }: BookingsService): void {
  const { callbacks, contract, subscriptions, delivery } = context;
  const seen = new Set<string>();
  const perPage = new Map<string, number>();
  const restored = file.kept.subscriptions.map((one, at) => {
    const place = `/subscriptions/${at}`;
    const page = world.pages.get(one.page.toLowerCase());
    if (page?.smtp !== one.page) throw file.fault(`${place}/page`, "There is no such page in this file.");
    if (seen.has(one.id)) throw file.fault(`${place}/id`, "Another subscription has this id.");
    seen.add(one.id);
    const checked = checkCallbackUrl(one.callbackUrl, callbacks);
    if (!checked.ok)
      throw file.fault(`${place}/callbackUrl`, `This callback address is refused: ${checked.detail}.`);
    if (new Set(one.changeTypes).size < one.changeTypes.length)
      throw file.fault(`${place}/changeTypes`, "A change type is named twice.");
    const count = (perPage.get(one.page) ?? 0) + 1;
    perPage.set(one.page, count);
    if (count > contract.subscriptions.limit)
      throw file.fault(place, `A page has at most ${contract.subscriptions.limit} subscriptions.`);
    return createSubscription(one, delivery.endOf(one.page));
  });
  for (const subscription of restored) {
    subscriptions.add(subscription);
    delivery.add(subscription);
  }
}

class Restoring {
  readonly #file: KeptFile;

  constructor(file: KeptFile) {
    this.#file = file;
  }

  byKey<T>(values: readonly T[], keyOf: (value: T) => string, pointer: string): Map<string, T> {
    const map = new Map<string, T>();
    for (const [at, value] of values.entries()) {
      const key = keyOf(value);
      if (map.has(key)) throw this.#file.fault(`${pointer}/${at}`, "This is there twice.");
      map.set(key, value);
    }
    return map;
  }

  page(kept: KeptPage, pointer: string): Page {
    const { staff: members, services, visitors, timeZone, hours, ...page } = kept;
    const staff = this.byKey(
      members.map((member, at) => this.#staff(member, `${pointer}/staff/${at}`)),
      ({ email }) => email.toLowerCase(),
      `${pointer}/staff`,
    );
    return {
      ...page,
      staff,
      services: services.map(
        (service, at): Service => ({
          ...service,
          additionalInfo: service.additionalInfo,
          notes: service.notes,
          staff: this.#members(staff, service.staff, `${pointer}/services/${at}/staff`),
        }),
      ),
      visitors: new Set(visitors),
      zone: this.#zone(timeZone, `${pointer}/timeZone`),
      hours: this.#hours(hours, `${pointer}/hours`),
    };
  }

  appointment(
    kept: KeptAppointment,
    pages: ReadonlyMap<string, Page>,
    removed: readonly Page[],
    pointer: string,
  ): Appointment {
    const page =
      kept.removedPage === undefined ? pages.get(kept.page?.toLowerCase() ?? "") : removed[kept.removedPage];
    if (!page) throw this.#file.fault(`${pointer}/page`, "There is no such page in this file.");
    const service = page.services[kept.service];
    if (!service) throw this.#file.fault(`${pointer}/service`, "The page has no such service.");
    const former = (kept.formerStaff ?? []).map((one, at) =>
      this.#staff(one, `${pointer}/formerStaff/${at}`),
    );
    const { start, end } = this.#trying(`${pointer}/start`, () => spanOf(page.zone, kept.start, service));
    return {
      id: kept.id,
      selfServiceAppointmentId: kept.selfServiceAppointmentId,
      page,
      service,
      start,
      end,
      durationMinutes: service.durationMinutes,
      staff: [...this.#members(page.staff, kept.staff, `${pointer}/staff`), ...former],
      serviceNotes: kept.serviceNotes,
      customers: kept.customers.map(
        (customer, at): Attendance => ({
          ...customer,
          phone: customer.phone,
          timeZone: customer.timeZone,
          location: customer.location,
          notes: customer.notes,
          answers: customer.answers.map(({ question, answer, selected }, number) => {
            const asked = service.questions[question];
            if (asked) return { question: asked, answer, selected };
            throw this.#file.fault(
              `${pointer}/customers/${at}/answers/${number}/question`,
              "The service asks no such question.",
            );
          }),
        }),
      ),
      joinUrl: kept.joinUrl,
      ...eachBookedText((name) => kept[name]),
      bookedBy: kept.bookedBy,
      cancelReason: kept.cancelReason,
      status: kept.status,
    };
  }

  #members(staff: ReadonlyMap<string, Staff>, emails: readonly string[], pointer: string): Staff[] {
    return emails.map((email, at) => {
      const member = staff.get(email.toLowerCase());
      if (member) return member;
      throw this.#file.fault(`${pointer}/${at}`, "Nobody on the page's staff has this address.");
    });
  }

  #staff({ hours, ...staff }: KeptStaff, pointer: string): Staff {
    return { ...staff, hours: this.#hours(hours, `${pointer}/hours`) };
  }

  #hours(hours: KeptHours | undefined, pointer: string): OpeningHours | undefined {
    return hours && { spans: hours.spans, zone: this.#zone(hours.timeZone, `${pointer}/timeZone`) };
  }

  #zone(name: string | undefined, pointer: string): Zone {
    return this.#trying(pointer, () => zoneOf(name));
  }

  /** What the world itself refuses is said with its place. */
  #trying<T>(pointer: string, make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (error instanceof InputError) throw this.#file.fault(pointer, error.message);
      throw error;
    }
  }
}
