/** What a world is made of: as it is written down (…Spec) and as the service knows it. */
import type { ChangeType } from "../contract/service-contract.ts";

export type StaffRole = "administrator" | "team-member" | "scheduler" | "viewer" | "guest";

export interface WorldSpec {
  users?: UserSpec[];
  pages: PageSpec[];
  customers?: CustomerSpec[];
}

/** Somebody who can sign in. */
export interface UserSpec {
  /** Sign-in name, an email address. */
  upn: string;
  name?: string;
  /** Organization; users see pages of their own one only. `contoso` unless given. */
  tenant?: string;
  /** Administers the organization, which gives no right on any booking page. */
  tenantAdministrator?: boolean;
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
  /** Administrators who opened the page recently; all of them unless given. */
  visitedBy?: string[];
}

export interface StaffSpec {
  /** Also the sign-in name, if this person is a user. */
  email: string;
  name?: string;
  id?: string;
  role?: StaffRole;
}

export interface ServiceSpec {
  name: string;
  id?: string;
  /** 30 unless given. */
  durationMinutes?: number;
  /** 1 unless given, a 1:1 service; more make a group service. */
  maximumAttendees?: number;
  /** Whether appointments are online meetings. */
  online?: boolean;
  /** Told to the customer. */
  additionalInfo?: string;
  /** For staff and administrators only. */
  notes?: string;
  /** Whether customers are reminded by text message. */
  sms?: boolean;
  /** Email addresses of those who host it; the first of the page's staff unless given. */
  staff?: string[];
  questions?: QuestionSpec[];
}

export interface QuestionSpec {
  question: string;
  id?: string;
  /** Answers to choose from; none make a question to be answered in one's own words. */
  options?: string[];
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
}

export interface Question {
  id: string;
  question: string;
  options: string[];
  required: boolean;
}

export interface Service {
  id: string;
  name: string;
  durationMinutes: number;
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
export interface Appointment {
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
  customers: Attendance[];
  joinUrl: string | undefined;
  trackingData: string | undefined;
  bookedBy: "customer" | "staff";
  cancelReason: string | undefined;
  status: "booked" | "cancelled";
}

/** Something that happened to an appointment, as subscribers are told of it. */
export interface Change {
  sequence: number;
  type: ChangeType;
  appointment: Appointment;
}
