/** The world behind the service: who there is, what is booked, and the verbs that change it. */
import { InputError } from "../../json/problem.ts";
import { type ClockFace, createVirtualClock } from "../../machine/clock.ts";
import { schemaCheck } from "../../machine/schema/check.ts";
import type { ChangeType } from "../contract/service-contract.ts";
import { createRandom, type Random } from "../random.ts";
import { type AnswersSpec, answerQuestions } from "./answers.ts";
import { buildPages, buildUsers, nameFrom } from "./build.ts";
import { Calendars } from "./calendars.ts";
import { findLocation, findPage, findService, findStaff, findUser, some } from "./lookups.ts";
import { isOpen } from "./opening-hours.ts";
import { People } from "./people.ts";
import type {
  Appointment,
  Attendance,
  Change,
  CustomerSpec,
  DoubleBookings,
  LocationSpec,
  Page,
  Service,
  Staff,
  User,
  WorldSpec,
} from "./types.ts";
import worldSchema from "./world.schema.json" with { type: "json" };
import { localOf, momentOf, type Span, spanOf, zoneOf } from "./zones.ts";

export interface BookRequest {
  /** Address of the page; the first page of the world unless given. */
  page?: string;
  /** Name or id; the first service of the page unless given. */
  service?: string;
  /** Email address or name of a customer of the world, or anybody else written out; the first customer unless given. */
  customer?: string | CustomerSpec;
  /** Local time like `2026-06-24T16:30`, for all-day services a date; the next free hour or day, a day ahead, unless given. */
  start?: string;
  /** Zone that `start` is given in, such as the customer's; that of the page unless given. */
  timeZone?: string;
  /** Where it takes place: a location of the page by its display name, or any written out. */
  location?: string | LocationSpec;
  notes?: string;
  answers?: AnswersSpec;
  /** Email addresses of the hosts, if not those of the service. */
  staff?: string[];
  /** Staff may book busy hosts and outside opening hours (chosen); customers may not. */
  bookedBy?: "customer" | "staff";
  trackingData?: string;
}

export type JoinRequest = Pick<BookRequest, "customer" | "notes" | "answers" | "location" | "timeZone">;

/** What to change in an appointment; what is not named stays. */
export interface EditRequest {
  /** Email addresses of the hosts from now on. */
  staff?: string[];
  /** Name or id of another service of the page, of the same kind (1:1 or group). */
  service?: string;
  serviceNotes?: string;
  /** Whose notes, answers and location are meant; the first customer unless given. */
  customer?: string;
  notes?: string;
  answers?: AnswersSpec;
  location?: string | LocationSpec;
}

/** What an appointment is told by: its id, or itself. */
export type AppointmentRef = string | { id: string };

/** How the verbs differ from what is specified, by switches of the service. */
export interface WorldQuirks {
  rescheduleAsNewAppointment: boolean;
}

/** When the clock of a world starts unless told otherwise: a fixed moment, so that runs can be compared. */
export const DEFAULT_START = Date.UTC(2026, 5, 1, 8, 0, 0);

export const checkWorld = schemaCheck(worldSchema, "The world");

/** Appointments that are over are forgotten beyond this number, so that a server can run for long. */
const MAX_CANCELLED = 10_000;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Nobody looks further ahead for a free time: about a year of hours. */
const SLOTS_TRIED = 9000;

/** What there is in a world before anything is booked. */
export interface WorldParts {
  users: Map<string, User>;
  pages: Map<string, Page>;
  customers: CustomerSpec[];
  doubleBookings: DoubleBookings;
}

export class World {
  readonly users: Map<string, User>;
  readonly pages: Map<string, Page>;
  readonly customers: CustomerSpec[];
  readonly appointments = new Map<string, Appointment>();
  /** Users, pages and members coming and going. */
  readonly people: People;
  #doubleBookings: DoubleBookings;
  quirks: WorldQuirks = { rescheduleAsNewAppointment: false };
  #clock: ClockFace;
  #random: Random;
  #sequence = 0;
  #cancelled: string[] = [];
  #slots = new Map<string, string>();
  #calendars = new Calendars();
  #listeners: ((change: Change, verb: Verb) => void)[] = [];
  #touched: (() => void)[] = [];

  constructor(parts: WorldParts, clock: ClockFace, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.users = parts.users;
    this.pages = parts.pages;
    this.customers = parts.customers;
    this.#doubleBookings = parts.doubleBookings;
    this.people = new People(this.users, this.pages, random);
    this.onChange(() => this.#touch());
    this.people.onChange(() => this.#touch());
  }

  /** Calls the listener whenever anything is different, however small: what keeps a world has to hear of all of it. */
  onTouch(listener: () => void): void {
    this.#touched.push(listener);
  }

  #touch(): void {
    for (const listener of this.#touched) listener();
  }

  get doubleBookings(): DoubleBookings {
    return this.#doubleBookings;
  }

  set doubleBookings(rule: DoubleBookings) {
    this.#doubleBookings = rule;
    this.#touch();
  }

  /** The number of the last change. */
  get sequence(): number {
    return this.#sequence;
  }

  /**
   * Takes over what was booked in an earlier run. Nobody is told.
   * @param sequence the number of the last change of that run
   * @throws {InputError} `bad-time`
   */
  takeOver(appointments: Iterable<Appointment>, sequence: number): void {
    for (const appointment of appointments) {
      this.appointments.set(appointment.id, Object.freeze(appointment));
      if (appointment.status === "booked") {
        const { page, start, service } = appointment;
        this.#occupy(appointment, spanOf(page.zone, start, service));
      } else this.#cancelled.push(appointment.id);
    }
    this.#sequence = sequence;
  }

  /**
   * Remembers appointments, visits, and who and what there is. Nobody is told when they come back.
   * @param without ids of appointments to be away until then, so that their times are free
   * @returns brings them back as they were; what was booked since is gone
   */
  remember(without: readonly string[]): () => void {
    const before = [...this.appointments.values()];
    const cancelled = [...this.#cancelled];
    const visits = [...this.pages.values()].map(({ visitors }) => ({ visitors, were: [...visitors] }));
    const clear = (ids: readonly string[]) => {
      for (const id of ids) {
        const appointment = this.appointments.get(id);
        if (appointment?.status === "booked") this.#vacate(appointment);
        this.appointments.delete(id);
      }
    };
    clear(without);
    const people = this.people.remember();
    return () => {
      people();
      clear([...this.appointments.keys()]);
      this.takeOver(before, this.#sequence);
      // In the order in which they were cancelled, which is not that of the appointments.
      this.#cancelled = cancelled;
      for (const { visitors, were } of visits) {
        visitors.clear();
        for (const visitor of were) visitors.add(visitor);
      }
      this.#touch();
    };
  }

  /** Calls the listener after every change, in order. */
  onChange(listener: (change: Change, verb: Verb) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Books an appointment. A group service whose slot is taken already is joined instead (see {@link join}).
   * @throws {InputError} `unknown-page`, `unknown-service`, `unknown-customer`, `unknown-location`, `slot-full`, `slot-taken`,
   * `closed`, and those of the answers, zones and times
   */
  book(request: BookRequest = {}): Appointment {
    const page = this.page(request.page);
    const service = findService(page, request.service);
    const staff = request.staff?.map((email) => findStaff(page, email)) ?? service.staff;
    const start = request.start === undefined ? this.#nextSlot(page, service, staff) : startOf(page, request);
    const span = spanOf(page.zone, start, service);
    const taken =
      service.maximumAttendees > 1 ? this.#slots.get(slotOf(page, service, span.start)) : undefined;
    if (taken !== undefined) return this.join(taken, request);
    const bookedBy = request.bookedBy ?? "customer";
    const customer = this.#attend(page, service, request);
    if (bookedBy === "customer") this.#requireFree(page, service, staff, span);
    const id = this.#random.uuid();
    const appointment: Appointment = {
      id,
      selfServiceAppointmentId: id,
      page,
      service,
      start: span.start,
      end: span.end,
      durationMinutes: service.durationMinutes,
      staff,
      serviceNotes: service.notes,
      customers: [customer],
      // A made-up address under a domain reserved for examples: nobody can call it by mistake.
      joinUrl: service.online ? `https://meet.example.org/join/${id.slice(0, 8)}` : undefined,
      trackingData: request.trackingData,
      bookedBy,
      cancelReason: undefined,
      status: "booked",
    };
    this.#occupy(appointment, span);
    return this.#change("Created", "booked", appointment, customer.email);
  }

  /** Adds a customer to a group appointment. @throws {InputError} `not-a-group`, `slot-full`, `already-joined` */
  join(reference: AppointmentRef, request: JoinRequest = {}): Appointment {
    const appointment = this.#open(reference);
    const { service, customers } = appointment;
    if (service.maximumAttendees === 1)
      throw new InputError(
        "not-a-group",
        `"${service.name}" is a 1:1 service; nobody can join.`,
        "Book a group service.",
      );
    if (customers.length >= service.maximumAttendees)
      throw new InputError(
        "slot-full",
        `All ${service.maximumAttendees} seats of "${service.name}" at ${appointment.start} are taken.`,
        "Book another time.",
      );
    const customer = this.#attend(appointment.page, service, request);
    if (customers.some((one) => one.email.toLowerCase() === customer.email.toLowerCase()))
      throw new InputError(
        "already-joined",
        `${customer.email} already has a seat in this appointment.`,
        "Name another customer.",
      );
    const customersNow = [...customers, customer];
    return this.#change("Updated", "joined", { ...appointment, customers: customersNow }, customer.email);
  }

  /**
   * A customer gives a seat in a group appointment back. That nobody is left cancels the appointment (chosen: nothing public
   * says what becomes of an empty one).
   * @throws {InputError} `not-a-group`, `not-joined`
   */
  leave(reference: AppointmentRef, customer: string): Appointment {
    const appointment = this.#open(reference);
    const { service, customers } = appointment;
    if (service.maximumAttendees === 1)
      throw new InputError(
        "not-a-group",
        `"${service.name}" is a 1:1 service; its only customer cannot leave.`,
        "Cancel the appointment.",
      );
    const leaving = attendanceOf(appointment, customer);
    if (customers.length === 1) return this.cancel(reference);
    const staying = customers.filter((one) => one !== leaving);
    return this.#change("Updated", "left", { ...appointment, customers: staying }, leaving?.email);
  }

  /**
   * Changes what an appointment is about, not when it is: its hosts, service, notes, answers, location.
   * @throws {InputError} `unknown-staff`, `unknown-service`, `other-kind`, `not-joined`, `slot-taken`, and those of the answers
   */
  edit(reference: AppointmentRef, request: EditRequest): Appointment {
    const before = this.#open(reference);
    const { page } = before;
    const service = request.service === undefined ? before.service : findService(page, request.service);
    if (service.maximumAttendees > 1 !== before.service.maximumAttendees > 1)
      throw new InputError(
        "other-kind",
        `"${service.name}" is a ${service.maximumAttendees > 1 ? "group" : "1:1"} service, the appointment is not.`,
        "Cancel the appointment and book another.",
      );
    const staff =
      request.staff?.map((email) => findStaff(page, email)) ??
      (service === before.service ? before.staff : service.staff);
    const edited = attendanceOf(before, request.customer);
    const customers = before.customers.map((one) => {
      const answers =
        one === edited && request.answers !== undefined
          ? answerQuestions(service, request.answers)
          : service === before.service
            ? one.answers
            : answerQuestions(service);
      if (one !== edited) return { ...one, answers };
      return {
        ...one,
        answers,
        notes: request.notes ?? one.notes,
        location: request.location === undefined ? one.location : findLocation(page, request.location),
      };
    });
    const notes = service === before.service ? before.serviceNotes : service.notes;
    const span = spanOf(page.zone, before.start, service);
    const after: Appointment = {
      ...before,
      start: span.start,
      end: span.end,
      service,
      staff,
      customers,
      durationMinutes: service.durationMinutes,
      serviceNotes: request.serviceNotes ?? notes,
    };
    this.#move(before, after, span);
    return this.#change("Updated", "edited", after);
  }

  /** Moves an appointment. @throws {InputError} `bad-time`, `slot-taken`, `closed` */
  reschedule(reference: AppointmentRef, start: string): Appointment {
    const before = this.#open(reference);
    const { page, service } = before;
    const span = spanOf(page.zone, start, service);
    const after: Appointment = {
      ...before,
      start: span.start,
      end: span.end,
      selfServiceAppointmentId: this.quirks.rescheduleAsNewAppointment
        ? this.#random.uuid()
        : before.selfServiceAppointmentId,
    };
    const holder = this.#slots.get(slotOf(page, service, after.start));
    if (service.maximumAttendees > 1 && holder !== undefined && holder !== before.id)
      throw new InputError(
        "slot-taken",
        `"${service.name}" already has an appointment at ${start}.`,
        "Name another time.",
      );
    this.#move(before, after, span);
    return this.#change("Updated", "rescheduled", after);
  }

  cancel(reference: AppointmentRef, reason?: string): Appointment {
    const appointment = this.#open(reference);
    this.#vacate(appointment);
    const cancelled = this.#change("Deleted", "cancelled", {
      ...appointment,
      cancelReason: reason,
      status: "cancelled",
    });
    this.#cancelled.push(appointment.id);
    if (this.#cancelled.length > MAX_CANCELLED) this.appointments.delete(this.#cancelled.shift() ?? "");
    return cancelled;
  }

  /** Notes that a user opened a page, whereupon the list of an administrator shows it (specification, FAQ 1). */
  visit(upn: string, page?: string): void {
    this.page(page).visitors.add(this.user(upn).upn.toLowerCase());
    this.#touch();
  }

  /** The first page unless one is named. @throws {InputError} `unknown-page` */
  page(smtp?: string): Page {
    return findPage(this.pages, smtp);
  }

  /** @throws {InputError} `unknown-user` */
  user(upn: string): User {
    return findUser(this.users, upn);
  }

  #open(reference: AppointmentRef): Appointment {
    const id = typeof reference === "string" ? reference : reference.id;
    const found = this.appointments.get(id);
    if (found?.status === "booked") return found;
    throw found
      ? new InputError("cancelled", "This appointment is cancelled.", "Book another one.")
      : new InputError(
          "unknown-appointment",
          `There is no appointment "${id}".`,
          "Use the id that booking it gave.",
        );
  }

  #change(type: ChangeType, verb: Verb, appointment: Appointment, customer?: string): Appointment {
    this.appointments.set(appointment.id, Object.freeze(appointment));
    const change = { sequence: ++this.#sequence, type, appointment, customer };
    for (const listener of this.#listeners) listener(change, verb);
    return appointment;
  }

  #attend(page: Page, service: Service, request: JoinRequest): Attendance {
    const spec = this.#customer(request.customer);
    const location = request.location === undefined ? undefined : findLocation(page, request.location);
    return {
      id: spec.id ?? this.#random.uuid(),
      name: spec.name,
      email: spec.email,
      phone: spec.phone,
      timeZone: spec.timeZone ?? request.timeZone,
      // Nobody need come anywhere for an online meeting.
      location: location ?? spec.location ?? (service.online ? undefined : page.locations[0]),
      notes: request.notes,
      answers: answerQuestions(service, request.answers),
    };
  }

  #customer(given: BookRequest["customer"]): CustomerSpec {
    if (typeof given === "object") return given;
    const [first] = this.customers;
    if (given === undefined) return first ?? { name: "A Customer", email: "a.customer@example.com" };
    const wanted = given.toLowerCase();
    const found = this.customers.find(
      (customer) => customer.email.toLowerCase() === wanted || customer.name.toLowerCase() === wanted,
    );
    if (found) return found;
    // Anybody can book: an address alone makes a customer.
    if (/^[^\s@<>"]+@[^\s@<>"]+$/.test(given)) return { name: nameFrom(given), email: given };
    throw new InputError(
      "unknown-customer",
      `There is no customer "${given}".`,
      "Give an email address, or name and email.",
    );
  }

  /** The next time, a day ahead at least, at which the hosts are free: a full hour, or a day for all-day services. */
  #nextSlot(page: Page, service: Service, staff: readonly Staff[]): string {
    const step = service.allDay ? 24 * HOUR : HOUR;
    const first = Math.ceil((this.#clock.now() + 24 * HOUR) / step) * step;
    for (let tried = 0; tried < SLOTS_TRIED; tried++) {
      const start = localOf(page.zone, first + tried * step);
      const day = service.allDay ? `${start.slice(0, 10)}T00:00` : start;
      const taken = this.appointments.get(this.#slots.get(slotOf(page, service, day)) ?? "");
      if (taken ? hasSeats(taken) : !this.#obstacle(page, service, staff, spanOf(page.zone, day, service)))
        return day;
    }
    throw new InputError(
      "nothing-free",
      `"${service.name}" of ${page.smtp} has no free time in the next ${SLOTS_TRIED} ${service.allDay ? "days" : "hours"}.`,
      'Name a time, book as staff, or set "doubleBookings: allowed" in the world.',
    );
  }

  /** @throws {InputError} `slot-taken`, `closed` */
  #requireFree(page: Page, service: Service, staff: readonly Staff[], span: Span, except?: string): void {
    const obstacle = this.#obstacle(page, service, staff, span, except);
    if (obstacle) throw obstacle();
  }

  /** What says why a customer cannot have a time; undefined if it can be had. Who looks for a free one tries hundreds, and wants no errors of them. */
  #obstacle(
    page: Page,
    service: Service,
    staff: readonly Staff[],
    span: Span,
    except?: string,
  ): (() => InputError) | undefined {
    if (this.doubleBookings === "allowed") return undefined;
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

  #occupy(appointment: Appointment, span: Span): void {
    const { page, service, staff, start, id } = appointment;
    const { from, to } = withBuffers(service, span);
    this.#calendars.take(staff, from, to, id);
    if (service.maximumAttendees > 1) this.#slots.set(slotOf(page, service, start), id);
  }

  #vacate(appointment: Appointment): void {
    const { page, service, staff, start, id } = appointment;
    const from = momentOf(page.zone, start);
    this.#calendars.free(staff, withBuffers(service, { from, to: from }).from, id);
    if (this.#slots.get(slotOf(page, service, start)) === id)
      this.#slots.delete(slotOf(page, service, start));
  }

  /** Takes another time, or other hosts, if they can be had; otherwise everything stays. */
  #move(before: Appointment, after: Appointment, span: Span): void {
    if (before.bookedBy === "customer")
      this.#requireFree(after.page, after.service, after.staff, span, before.id);
    this.#vacate(before);
    this.#occupy(after, span);
  }
}

/** What was done, as opposed to the change type under which subscribers hear of it. */
export type Verb = "booked" | "joined" | "left" | "edited" | "rescheduled" | "cancelled";

/**
 * Sets up a world. Users and staff are made of what the pages name, ids of the seed.
 * @throws {InputError} `bad-world` for what its schema does not allow, `named-twice`, `unknown-staff`
 */
export function createWorld(spec: WorldSpec, options: { clock?: ClockFace; seed?: number } = {}): World {
  const [fault] = checkWorld(spec);
  if (fault)
    throw new InputError(
      "bad-world",
      `The world cannot be set up: ${fault.message}`,
      "src/bookings/world/world.schema.json explains every key.",
    );
  const random = createRandom(options.seed ?? 1);
  const users = buildUsers(spec, random);
  const parts = {
    users,
    pages: buildPages(spec, users, random),
    customers: spec.customers ?? [],
    doubleBookings: spec.doubleBookings ?? "refused",
  };
  return new World(parts, options.clock ?? createVirtualClock(DEFAULT_START), random);
}

/** The start that a request names, in the time of its page. */
function startOf(page: Page, request: BookRequest): string {
  const start = request.start ?? "";
  if (request.timeZone === undefined) return start;
  return localOf(page.zone, momentOf(zoneOf(request.timeZone), start));
}

function hasSeats({ service, customers }: Appointment): boolean {
  return customers.length < service.maximumAttendees;
}

/** @throws {InputError} `not-joined` */
function attendanceOf({ customers }: Appointment, wanted: string | undefined): Attendance | undefined {
  if (wanted === undefined) return customers[0];
  const key = wanted.toLowerCase();
  const found = customers.find((one) => one.email.toLowerCase() === key || one.name.toLowerCase() === key);
  if (found) return found;
  throw new InputError(
    "not-joined",
    `${wanted} has no seat in this appointment.`,
    `Choose from: ${some(customers.map(({ email }) => email))}.`,
  );
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
