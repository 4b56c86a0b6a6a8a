/** What a world is made of: as it is written down (…Spec) and as the service knows it. */
import type { ChangeType } from "../contract/service-contract.ts";
import type { BookedTexts } from "./booked-texts.ts";

export type StaffRole = "administrator" | "team-member" | "scheduler" | "viewer" | "guest";

export interface WorldSpec {
  users?: UserSpec[];
  pages: PageSpec[];
  customers?: CustomerSpec[];
  /**
   * `refused` by default: a customer cannot book hosts who are busy, as on a real page. `allowed` makes a loose world in
   * which tests need not look for free times.
   */
  doubleBookings?: DoubleBookings;
}

export type DoubleBookings = "refused" | "allowed";

/** When something is open, in the local time of whoever it belongs to. */
export interface OpeningHoursSpec {
  days: Weekday[];
  /** `09:00`. */
  from: string;
  /** `17:00`; `24:00` is the end of the day. */
  to: string;
}

export const WEEKDAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Somebody who can sign in. */
export interface UserSpec {
  /** Sign-in name, an email address. */
  upn: string;
  name?: string;
  /** Organization; users see pages of their own one only. `contoso` by default. */
  tenant?: string;
  /** Administers the organization, which gives no right on any booking page. */
  tenantAdministrator?: boolean;
  /** Whether the user's Microsoft 365 licence includes Bookings; true by default. */
  licensed?: boolean;
}

/** A booking page and its mailbox. */
export interface PageSpec {
  smtp: string;
  name: string;
  tenant?: string;
  /** Sign-in names of administrators: short for staff with that role. */
  admins?: string[];
  staff?: StaffSpec[];
  services?: ServiceSpec[];
  /** Administrators who opened the page recently; all of them by default. */
  visitedBy?: string[];
  /** Windows or IANA name of the zone of all times on the page; the clock's own (UTC) by default. */
  timeZone?: string;
  /** When customers can book; always by default. */
  openingHours?: OpeningHoursSpec[];
  /** Where its services take place; a customer chooses one by its display name. */
  locations?: LocationSpec[];
}

export interface StaffSpec {
  /** Also the sign-in name, if this person is a user. */
  email: string;
  name?: string;
  id?: string;
  role?: StaffRole;
  /** Zone of the person's own hours; that of the page by default. */
  timeZone?: string;
  /** When the person can be booked, within the hours of the page; always by default. */
  openingHours?: OpeningHoursSpec[];
}

export interface ServiceSpec {
  name: string;
  id?: string;
  /** 30 by default; a day for an all-day service. */
  durationMinutes?: number;
  /** Takes whole days: booked for a date, from midnight to midnight. */
  allDay?: boolean;
  /** Minutes before and after an appointment in which its hosts are busy too. */
  bufferBeforeMinutes?: number;
  bufferAfterMinutes?: number;
  /** 1 by default, a 1:1 service; more make a group service. */
  maximumAttendees?: number;
  /** Whether appointments are online meetings. */
  online?: boolean;
  /** Told to the customer. */
  additionalInfo?: string;
  /** For staff and administrators only. */
  notes?: string;
  /** Whether customers are reminded by text message. */
  sms?: boolean;
  /** Email addresses of those who host it; the first of the page's staff by default. */
  staff?: string[];
  questions?: QuestionSpec[];
}

export interface QuestionSpec {
  question: string;
  id?: string;
  /** Answers to choose from; none make a question to be answered in one's own words. */
  options?: string[];
  /** Several options may be chosen; true by default. */
  multiple?: boolean;
  required?: boolean;
}

export interface CustomerSpec {
  name: string;
  email: string;
  id?: string;
  phone?: string;
  /** A Windows name, such as `W. Europe Standard Time`. */
  timeZone?: string;
  location?: LocationSpec;
}

export interface LocationSpec {
  displayName?: string;
  street?: string;
  city?: string;
  state?: string;
  postalCode?: string;
  countryOrRegion?: string;
}

export interface Staff {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  hours: OpeningHours | undefined;
}

/** Opening hours with the zone they are meant in. */
export interface OpeningHours {
  zone: Zone;
  spans: OpeningHoursSpec[];
}

/** The wall clock of a place. */
export interface Zone {
  /** As it was written; undefined for the clock's own time. */
  name: string | undefined;
  /** IANA name. */
  iana: string | undefined;
}

export interface Question {
  id: string;
  question: string;
  options: string[];
  multiple: boolean;
  required: boolean;
}

export interface Service {
  id: string;
  name: string;
  durationMinutes: number;
  allDay: boolean;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  maximumAttendees: number;
  online: boolean;
  additionalInfo: string | undefined;
  notes: string | undefined;
  sms: boolean;
  staff: Staff[];
  questions: Question[];
}

export interface User {
  id: string;
  upn: string;
  name: string;
  tenant: string;
  tenantAdministrator: boolean;
  licensed: boolean;
}

export interface Page {
  smtp: string;
  name: string;
  tenant: string;
  /** By email address, lower case. */
  staff: Map<string, Staff>;
  services: Service[];
  /** Sign-in names, lower case. */
  visitors: Set<string>;
  zone: Zone;
  hours: OpeningHours | undefined;
  locations: LocationSpec[];
}

/** One customer's share of an appointment. */
export interface Attendance {
  id: string;
  name: string;
  email: string;
  phone: string | undefined;
  timeZone: string | undefined;
  location: LocationSpec | undefined;
  notes: string | undefined;
  answers: QuestionAnswer[];
}

export interface QuestionAnswer {
  question: Question;
  answer: string;
  /** Positions of the chosen options, from 0. */
  selected: number[];
}

/** An appointment at one moment. It is never changed: what happens to it makes a new one. */
export interface Appointment extends BookedTexts {
  /** Names it in this world, whatever happens. */
  id: string;
  /** The identifier that notifications carry. Differs from `id` only under a quirk. */
  selfServiceAppointmentId: string;
  page: Page;
  service: Service;
  /** Local time without a zone: `2026-06-24T16:30`. */
  start: string;
  end: string;
  durationMinutes: number;
  staff: Staff[];
  /** For staff and administrators: that of the service until somebody edits it. */
  serviceNotes: string | undefined;
  customers: Attendance[];
  joinUrl: string | undefined;
  bookedBy: "customer" | "staff";
  cancelReason: string | undefined;
  status: "booked" | "cancelled";
}

/** Something that happened to an appointment, as subscribers are told of it. */
export interface Change {
  sequence: number;
  type: ChangeType;
  appointment: Appointment;
  /** Email address of the customer who came or left; undefined if the change is nobody's in particular. */
  customer: string | undefined;
}
