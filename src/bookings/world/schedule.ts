/** Which times are taken: those of the hosts, over all pages, and those of the groups that customers join. */
import { InputError } from "../../json/problem.ts";
import { Calendars } from "./calendars.ts";
import { isOpen } from "./opening-hours.ts";
import type { Appointment, DoubleBookings, Page, Service, Staff } from "./types.ts";
import { localOf, momentOf, type Span, spanOf } from "./zones.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Nobody looks further ahead for a free time: about a year of hours. */
const SLOTS_TRIED = 9000;
/** So many searches are remembered. */
const SEARCHES_KEPT = 1000;
/** A local day can begin this much before or after the moment that stands for it. */
const DAY_SLACK = 50 * HOUR;

/** What a customer wants, and of whom. */
export interface Wish {
  page: Page;
  service: Service;
  staff: readonly Staff[];
}

/** Of an earlier search: between these moments nothing was free. */
interface Searched {
  from: number;
  until: number;
  /** A time that becomes free may make a beginning possible this much before it. */
  reach: number;
}

export class Schedule {
  readonly #calendars = new Calendars();
  /** The appointment of a group service at a time. */
  readonly #groups = new Map<string, string>();
  /** Where the next search of the same kind begins: otherwise each booking would try all that were booked before. */
  readonly #searched = new Map<string, Searched>();

  /** The id of the group appointment that a service has at a local time. */
  groupAt(page: Page, service: Service, start: string): string | undefined {
    return service.maximumAttendees > 1 ? this.#groups.get(slotOf(page, service, start)) : undefined;
  }

  occupy(appointment: Appointment, span: Span): void {
    const { page, service, staff, start, id } = appointment;
    const { from, to } = withBuffers(service, span);
    this.#calendars.take(staff, from, to, id);
    if (service.maximumAttendees > 1) this.#groups.set(slotOf(page, service, start), id);
  }

  vacate(appointment: Appointment): void {
    const { page, service, staff, start, id } = appointment;
    const from = momentOf(page.zone, start);
    this.#calendars.free(staff, withBuffers(service, { from, to: from }).from, id);
    const slot = slotOf(page, service, start);
    if (this.#groups.get(slot) === id) this.#groups.delete(slot);
    this.freed(appointment);
  }

  /** Something of an appointment can be had again: its time, or a seat. */
  freed({ page, service, start }: Appointment): void {
    const at = momentOf(page.zone, start) - service.bufferBeforeMinutes * MINUTE;
    for (const searched of this.#searched.values())
      searched.until = Math.min(searched.until, at - searched.reach);
  }

  /** Opening hours, hosts or rules are different: nothing that was found before need be true. */
  forget(): void {
    this.#searched.clear();
  }

  /**
   * The next time, a day ahead at least, at which the hosts are free: a full hour, or a day for all-day services.
   * @param hasSeats whether the group appointment of this id can be joined
   * @throws {InputError} `nothing-free`
   */
  nextFree(wish: Wish, rule: DoubleBookings, now: number, hasSeats: (id: string) => boolean): string {
    const { page, service, staff } = wish;
    const step = service.allDay ? 24 * HOUR : HOUR;
    // Beginnings are on whole steps, whenever somebody looks.
    const first = Math.ceil((now + 24 * HOUR) / step) * step;
    const key = [page.smtp, service.id, ...staff.map(({ email }) => email)].join("\n");
    const before = this.#searched.get(key);
    const known = before !== undefined && before.from <= first;
    const skipped = known ? Math.max(0, Math.floor((before.until - first) / step)) : 0;
    for (let tried = skipped; tried < SLOTS_TRIED; tried++) {
      const start = localOf(page.zone, first + tried * step);
      const day = service.allDay ? `${start.slice(0, 10)}T00:00` : start;
      const taken = this.groupAt(page, service, day);
      const free =
        taken === undefined ? !this.obstacle(wish, rule, spanOf(page.zone, day, service)) : hasSeats(taken);
      if (!free) continue;
      if (this.#searched.size >= SEARCHES_KEPT) this.#searched.clear();
      this.#searched.set(key, {
        from: known ? before.from : first,
        until: first + tried * step,
        reach:
          (service.durationMinutes + service.bufferAfterMinutes) * MINUTE +
          (service.allDay ? DAY_SLACK : HOUR),
      });
      return day;
    }
    throw new InputError(
      "nothing-free",
      `"${service.name}" of ${page.smtp} has no free time in the next ${SLOTS_TRIED} ${service.allDay ? "days" : "hours"}.`,
      'Name a time, book as staff, or set "doubleBookings: allowed" in the world.',
    );
  }

  /** @throws {InputError} `slot-taken`, `closed` */
  requireFree(wish: Wish, rule: DoubleBookings, span: Span, except?: string): void {
    const obstacle = this.obstacle(wish, rule, span, except);
    if (obstacle) throw obstacle();
  }

  /** What says why a customer cannot have a time; undefined if it can be had. Who looks for a free one tries hundreds, and wants no errors of them. */
  obstacle(
    { page, service, staff }: Wish,
    rule: DoubleBookings,
    span: Span,
    except?: string,
  ): (() => InputError) | undefined {
    if (rule === "allowed") return undefined;
    const closed = !isOpen(page.hours, span.from, span.to)
      ? page.name
      : staff.find((member) => !isOpen(member.hours, span.from, span.to))?.name;
    if (closed !== undefined)
      return () =>
        new InputError(
          "closed",
          `${closed} cannot be booked from ${span.start} to ${span.end}: that is outside the opening hours.`,
          'Name another time, or book as staff ("bookedBy": "staff").',
        );
    const { from, to } = withBuffers(service, span);
    const busy = this.#calendars.busyHost(staff, from, to, except);
    return (
      busy &&
      (() =>
        new InputError(
          "slot-taken",
          `${busy.name} is busy between ${span.start} and ${span.end}, buffers included.`,
          'Name another time, book as staff ("bookedBy": "staff"), or set "doubleBookings: allowed" in the world.',
        ))
    );
  }
}

function withBuffers(
  service: Service,
  { from, to }: Pick<Span, "from" | "to">,
): { from: number; to: number } {
  return { from: from - service.bufferBeforeMinutes * MINUTE, to: to + service.bufferAfterMinutes * MINUTE };
}

function slotOf(page: Page, service: Service, start: string): string {
  return `${page.smtp}\n${service.id}\n${start}`;
}
