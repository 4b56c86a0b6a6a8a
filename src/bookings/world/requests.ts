/** What the verbs of a world are told. */
import type { AnswersSpec } from "./answers.ts";
import type { BookedTextsRequest } from "./booked-texts.ts";
import type { CustomerSpec, LocationSpec } from "./types.ts";

export interface BookRequest extends BookedTextsRequest {
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
