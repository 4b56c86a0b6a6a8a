/** The world behind the service: who there is, what is booked, and the verbs that change it. */
import { InputError } from "../../json/problem.ts";
import { type ClockFace, createVirtualClock } from "../../machine/clock.ts";
import { schemaCheck } from "../../machine/schema/check.ts";
import type { ChangeType } from "../contract/service-contract.ts";
import { createRandom, type Random } from "../random.ts";
import { answerQuestions } from "./answers.ts";
import { eachBookedText } from "./booked-texts.ts";
import { buildPages, buildUsers, nameFrom } from "./build.ts";
import { findLocation, findPage, findService, findStaff, findUser, some } from "./lookups.ts";
import { People } from "./people.ts";
import type { AppointmentRef, BookRequest, EditRequest, JoinRequest } from "./requests.ts";
import { Schedule, type Wish } from "./schedule.ts";
import type {
  Appointment,
  Attendance,
  Change,
  CustomerSpec,
  DoubleBookings,
  Page,
  Service,
  User,
  WorldSpec,
} from "./types.ts";
import worldSchema from "./world.schema.json" with { type: "json" };
import { localOf, momentOf, type Span, spanOf, zoneOf } from "./zones.ts";

/** How the verbs differ from what is specified, by switches of the service. */
export interface WorldQuirks {
  rescheduleAsNewAppointment: boolean;
}

/** When the clock of a world starts unless told otherwise: a fixed moment, so that runs can be compared. */
export const DEFAULT_START = Date.UTC(2026, 5, 1, 8, 0, 0);

export const checkWorld = schemaCheck(worldSchema, "The world");

/** Appointments that are over are forgotten beyond this number, so that a server can run for long. */
const MAX_CANCELLED = 10_000;

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
  readonly #schedule = new Schedule();
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
    this.people.onChange(() => {
      this.#schedule.forget();
      this.#touch();
    });
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
    this.#schedule.forget();
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
        this.#schedule.occupy(appointment, spanOf(page.zone, start, service));
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
        if (appointment?.status === "booked") this.#schedule.vacate(appointment);
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
    const start =
      request.start === undefined ? this.#nextFree({ page, service, staff }) : startOf(page, request);
    const span = spanOf(page.zone, start, service);
    const taken = this.#schedule.groupAt(page, service, span.start);
    if (taken !== undefined) return this.join(taken, request);
    const bookedBy = request.bookedBy ?? "customer";
    const customer = this.#attend(page, service, request);
    if (bookedBy === "customer")
      this.#schedule.requireFree({ page, service, staff }, this.doubleBookings, span);
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
      ...eachBookedText((name) => request[name]),
      bookedBy,
      cancelReason: undefined,
      status: "booked",
    };
    this.#schedule.occupy(appointment, span);
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
    this.#schedule.freed(appointment);
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
    const holder = this.#schedule.groupAt(page, service, after.start);
    if (holder !== undefined && holder !== before.id)
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
    this.#schedule.vacate(appointment);
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

  #nextFree(wish: Wish): string {
    return this.#schedule.nextFree(wish, this.doubleBookings, this.#clock.now(), (id) => {
      const taken = this.appointments.get(id);
      return taken !== undefined && hasSeats(taken);
    });
  }

  /** Takes another time, or other hosts, if they can be had; otherwise everything stays. */
  #move(before: Appointment, after: Appointment, span: Span): void {
    if (before.bookedBy === "customer")
      this.#schedule.requireFree(after, this.doubleBookings, span, before.id);
    this.#schedule.vacate(before);
    this.#schedule.occupy(after, span);
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
