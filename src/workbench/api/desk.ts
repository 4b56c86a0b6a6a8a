/** The booking desk. */
import type { LocationSpec, OpeningHoursSpec, StaffRole } from "../../bookings/world/types.ts";
import type { DeskRequests } from "../requests.ts";

/** The world behind the mocked Bookings service: what people do there, the desk does. */
export interface DeskView {
  now: string;
  users: { upn: string; name: string; tenant: string; tenantAdministrator: boolean; licensed: boolean }[];
  customers: { name: string; email: string }[];
  pages: DeskPage[];
  /** How many subscriptions one page takes. */
  subscriptionLimit: number;
  /** Notifications not delivered yet, and when the next one is tried again. */
  waiting: number;
  nextRetry: string | undefined;
  /** The change of users, pages, staff or services that a request has just made: it can be taken back. */
  change?: number;
  /** The appointment that a request has just made or changed. */
  appointment?: string;
}

export interface DeskPage {
  smtp: string;
  name: string;
  tenant: string;
  /** As it was written; undefined for the clock's own time. */
  timeZone: string | undefined;
  /** Undefined: always open. */
  openingHours: DeskHours[] | undefined;
  locations: DeskLocation[];
  services: DeskService[];
  staff: { email: string; name: string; role: DeskRole; openingHours: DeskHours[] | undefined }[];
  subscriptions: {
    webhookId: string;
    changeTypes: readonly string[];
    /** Without its signature. */
    callback: string;
    createdBy: string;
    createdAt: string;
    waiting: number;
    failuresInARow: number;
  }[];
  /** At most 100, newest last. */
  appointments: DeskAppointment[];
}

export type DeskRole = StaffRole;
export type DeskHours = OpeningHoursSpec;
export type DeskLocation = LocationSpec;

export interface DeskService {
  id: string;
  name: string;
  durationMinutes: number;
  /** More than 1: a group service, which several customers can join. */
  maximumAttendees: number;
  online: boolean;
  /** For staff only. */
  notes: string;
  staff: string[];
  questions: { id: string; question: string; options: string[]; required: boolean }[];
}

/** A customer of an appointment. */
export interface DeskPerson {
  name: string;
  email: string;
  notes: string;
  /** By the question's id. */
  answers: Record<string, string>;
}

export interface DeskAppointment {
  id: string;
  selfServiceAppointmentId: string;
  page: string;
  service: string;
  /** Local time without a zone: `2026-06-24T16:30`. */
  start: string;
  end: string;
  status: "booked" | "cancelled";
  customers: string[];
  /** The same with what each of them said. */
  people: DeskPerson[];
  serviceId: string;
  /** Email addresses of the hosts. */
  staff: string[];
  /** For staff only. */
  serviceNotes: string;
  /** Seats left; 0 for an appointment of one customer. */
  seatsLeft: number;
  cancelReason?: string;
}

export interface DeskActions {
  desk<Name extends keyof DeskRequests>(what: Name, request: DeskRequests[Name]): Promise<DeskView>;
}
