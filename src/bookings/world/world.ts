/** The world behind the service: who there is, what is booked, and the verbs that change it. */
import { InputError } from "../../json/problem.ts";
import { type ClockFace, createVirtualClock } from "../../machine/clock.ts";
import { schemaCheck } from "../../machine/schema/check.ts";
import type { ChangeType } from "../contract/service-contract.ts";
import { createRandom, type Random } from "../random.ts";
import { type AnswersSpec, answerQuestions } from "./answers.ts";
import { buildPages, buildUsers, nameFrom } from "./build.ts";
import { addMinutes, checkLocalTime, formatLocalTime } from "./local-time.ts";
import { findService, findStaff, some } from "./lookups.ts";
import type {
  Appointment,
  Attendance,
  Change,
  CustomerSpec,
  Page,
  Service,
  User,
  WorldSpec,
} from "./types.ts";
import worldSchema from "./world.schema.json" with { type: "json" };

export interface BookRequest {
  /** Address of the page; the first page of the world unless given. */
  page?: string;
  /** Name or id; the first service of the page unless given. */
  service?: string;
  /** Email address or name of a customer of the world, or anybody else written out; the first customer unless given. */
  customer?: string | CustomerSpec;
  /** Local time like `2026-06-24T16:30`; the next full hour a day ahead unless given. */
  start?: string;
  notes?: string;
  answers?: AnswersSpec;
  /** Email addresses of the hosts, if not those of the service. */
  staff?: string[];
  bookedBy?: "customer" | "staff";
  trackingData?: string;
}

export type JoinRequest = Pick<BookRequest, "customer" | "notes" | "answers">;

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

const HOUR = 3_600_000;

export class World {
  readonly users: Map<string, User>;
  readonly pages: Map<string, Page>;
  readonly customers: CustomerSpec[];
  readonly appointments = new Map<string, Appointment>();
  quirks: WorldQuirks = { rescheduleAsNewAppointment: false };
  #clock: ClockFace;
  #random: Random;
  #sequence = 0;
  #cancelled: string[] = [];
  #slots = new Map<string, string>();
  #listeners: ((change: Change, verb: Verb) => void)[] = [];

  constructor(spec: WorldSpec, clock: ClockFace, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.users = buildUsers(spec, random);
    this.pages = buildPages(spec, this.users, random);
    this.customers = spec.customers ?? [];
  }

  /** Calls the listener after every change, in order. */
  onChange(listener: (change: Change, verb: Verb) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Books an appointment. A group service whose slot is taken already is joined instead (see {@link join}).
   * @throws {InputError} `unknown-page`, `unknown-service`, `unknown-customer`, `slot-full`, and those of the answers and times
   */
  book(request: BookRequest = {}): Appointment {
    const page = this.page(request.page);
    const service = findService(page, request.service);
    const start = checkLocalTime(request.start ?? this.#nextSlot());
    const taken = service.maximumAttendees > 1 ? this.#slots.get(slotOf(page, service, start)) : undefined;
    if (taken !== undefined) return this.join(taken, request);
    const customer = this.#attend(service, request);
    const id = this.#random.uuid();
    const appointment: Appointment = {
      id,
      selfServiceAppointmentId: id,
      page,
      service,
      start,
      end: addMinutes(start, service.durationMinutes),
      durationMinutes: service.durationMinutes,
      staff: request.staff?.map((email) => findStaff(page, email)) ?? service.staff,
      customers: [customer],
      // A made-up address under a domain reserved for examples: nobody can call it by mistake.
      joinUrl: service.online ? `https://meet.example.org/join/${id.slice(0, 8)}` : undefined,
      trackingData: request.trackingData,
      bookedBy: request.bookedBy ?? "customer",
      cancelReason: undefined,
      status: "booked",
    };
    if (service.maximumAttendees > 1) this.#slots.set(slotOf(page, service, start), id);
    return this.#change("Created", "booked", appointment);
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
    const customer = this.#attend(service, request);
    if (customers.some((one) => one.email.toLowerCase() === customer.email.toLowerCase()))
      throw new InputError(
        "already-joined",
        `${customer.email} has a seat in this appointment already.`,
        "Name another customer.",
      );
    return this.#change("Updated", "joined", { ...appointment, customers: [...customers, customer] });
  }

  /** Moves an appointment. @throws {InputError} `bad-time`, `slot-taken` */
  reschedule(reference: AppointmentRef, start: string): Appointment {
    const appointment = this.#open(reference);
    const { page, service } = appointment;
    const from = slotOf(page, service, appointment.start);
    const to = slotOf(page, service, checkLocalTime(start));
    if (service.maximumAttendees > 1 && from !== to) {
      if (this.#slots.has(to))
        throw new InputError(
          "slot-taken",
          `"${service.name}" has an appointment at ${start} already.`,
          "Name another time.",
        );
      this.#slots.delete(from);
      this.#slots.set(to, appointment.id);
    }
    return this.#change("Updated", "rescheduled", {
      ...appointment,
      start,
      end: addMinutes(start, appointment.durationMinutes),
      selfServiceAppointmentId: this.quirks.rescheduleAsNewAppointment
        ? this.#random.uuid()
        : appointment.selfServiceAppointmentId,
    });
  }

  cancel(reference: AppointmentRef, reason?: string): Appointment {
    const appointment = this.#open(reference);
    this.#slots.delete(slotOf(appointment.page, appointment.service, appointment.start));
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
  }

  /** @throws {InputError} `unknown-page` */
  page(smtp?: string): Page {
    const found = smtp === undefined ? this.pages.values().next().value : this.findPage(smtp);
    if (found) return found;
    throw new InputError(
      "unknown-page",
      `There is no booking page ${JSON.stringify(smtp)}.`,
      `There are: ${some([...this.pages.values()].map((page) => page.smtp))}.`,
    );
  }

  findPage(smtp: string): Page | undefined {
    return this.pages.get(smtp.toLowerCase());
  }

  /** @throws {InputError} `unknown-user` */
  user(upn: string): User {
    const found = this.users.get(upn.toLowerCase());
    if (found) return found;
    throw new InputError(
      "unknown-user",
      `There is no user ${JSON.stringify(upn)}.`,
      `There are: ${some([...this.users.values()].map((user) => user.upn))}.`,
    );
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

  #change(type: ChangeType, verb: Verb, appointment: Appointment): Appointment {
    this.appointments.set(appointment.id, Object.freeze(appointment));
    const change = { sequence: ++this.#sequence, type, appointment };
    for (const listener of this.#listeners) listener(change, verb);
    return appointment;
  }

  #attend(service: Service, request: JoinRequest): Attendance {
    const spec = this.#customer(request.customer);
    return {
      id: spec.id ?? this.#random.uuid(),
      name: spec.name,
      email: spec.email,
      phone: spec.phone,
      timeZone: spec.timeZone,
      location: spec.location,
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

  #nextSlot(): string {
    return formatLocalTime(Math.ceil((this.#clock.now() + 24 * HOUR) / HOUR) * HOUR);
  }
}

/** What was done, as opposed to the change type under which subscribers hear of it. */
export type Verb = "booked" | "joined" | "rescheduled" | "cancelled";

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
  return new World(spec, options.clock ?? createVirtualClock(DEFAULT_START), createRandom(options.seed ?? 1));
}

function slotOf(page: Page, service: Service, start: string): string {
  return `${page.smtp}\n${service.id}\n${start}`;
}
