/** The shape of a state file: what `npm run backend -- --state FILE` keeps from one run to the next. */
import {
  integer,
  list,
  type Of,
  object,
  oneOf,
  type Shape,
  text,
  trusted,
  truth,
} from "../../machine/schema/shape.ts";
import { eachBookedText } from "../world/booked-texts.ts";
import type { OpeningHoursSpec } from "../world/types.ts";
import worldSchema from "../world/world.schema.json" with { type: "json" };

/** What tells such a file from any other. */
export const FORMAT = "mocked-bookings-state";
/** Of the shape; a file of another version is refused, never guessed at. */
export const VERSION = 1;

const MANY = 1_000_000;
/** Nothing that a running service holds may be refused here, or it would be lost. */
const anyText = text(1_000_000);
const position = integer(0, MANY);

const hours = object(
  { spans: trusted<OpeningHoursSpec[]>(inlined(worldSchema.definitions.openingHours)) },
  { timeZone: anyText },
);

const location = object(
  {},
  {
    displayName: anyText,
    street: anyText,
    city: anyText,
    state: anyText,
    postalCode: anyText,
    countryOrRegion: anyText,
  },
);

const staff = object(
  {
    id: anyText,
    name: anyText,
    email: anyText,
    role: oneOf("administrator", "team-member", "scheduler", "viewer", "guest"),
  },
  { hours },
);

const question = object({
  id: anyText,
  question: anyText,
  options: list(anyText, MANY),
  multiple: truth,
  required: truth,
});

const service = object(
  {
    id: anyText,
    name: anyText,
    durationMinutes: integer(1, 10_080),
    allDay: truth,
    bufferBeforeMinutes: integer(0, 1440),
    bufferAfterMinutes: integer(0, 1440),
    maximumAttendees: integer(1, 1000),
    online: truth,
    sms: truth,
    staff: list(anyText, MANY),
    questions: list(question, MANY),
  },
  { additionalInfo: anyText, notes: anyText },
);

const page = object(
  {
    smtp: anyText,
    name: anyText,
    tenant: anyText,
    staff: list(staff, MANY),
    services: list(service, MANY),
    visitors: list(anyText, MANY),
    locations: list(location, MANY),
  },
  { timeZone: anyText, hours },
);

const attendance = object(
  {
    id: anyText,
    name: anyText,
    email: anyText,
    answers: list(object({ question: position, answer: anyText, selected: list(position, MANY) }), MANY),
  },
  { phone: anyText, timeZone: anyText, location, notes: anyText },
);

const appointment = object(
  {
    id: anyText,
    selfServiceAppointmentId: anyText,
    /** Position among the services of the page: ids of a world file need not differ. */
    service: position,
    start: anyText,
    /** Members of the page's staff by address; whoever has left it is under `formerStaff`. */
    staff: list(anyText, MANY),
    customers: list(attendance, 1000, 1),
    bookedBy: oneOf("customer", "staff"),
    status: oneOf("booked", "cancelled"),
  },
  {
    /** One of the two: a page by its address, or the position of one that has been removed. */
    page: anyText,
    removedPage: position,
    formerStaff: list(staff, MANY),
    serviceNotes: anyText,
    joinUrl: anyText,
    ...eachBookedText(() => anyText),
    cancelReason: anyText,
  },
);

const user = object({
  id: anyText,
  upn: anyText,
  name: anyText,
  tenant: anyText,
  tenantAdministrator: truth,
  licensed: truth,
});

const customer = object(
  { name: anyText, email: anyText },
  { id: anyText, phone: anyText, timeZone: anyText, location },
);

const subscription = object({
  id: anyText,
  page: anyText,
  changeTypes: list(oneOf("Created", "Updated", "Deleted"), 3, 1),
  /** A bearer secret. */
  callbackUrl: anyText,
  createdBy: anyText,
  createdAt: integer(0, 8_640_000_000_000_000),
});

export const keptShape = object({
  format: oneOf(FORMAT),
  version: oneOf(VERSION),
  about: anyText,
  /** How many runs have begun with this file: identifiers of one never come in another. */
  runs: integer(1, Number.MAX_SAFE_INTEGER),
  /** How many notifications were waiting when it was written: they are not kept. */
  undelivered: integer(0, Number.MAX_SAFE_INTEGER),
  /** The number of the last change. */
  sequence: integer(0, Number.MAX_SAFE_INTEGER),
  doubleBookings: oneOf("refused", "allowed"),
  users: list(user, MANY),
  customers: list(customer, MANY),
  pages: list(page, MANY),
  removedPages: list(page, MANY),
  appointments: list(appointment, MANY),
  subscriptions: list(subscription, MANY),
});

export type Kept = Of<typeof keptShape>;
export type KeptPage = Of<typeof page>;
export type KeptStaff = Of<typeof staff>;
export type KeptHours = Of<typeof hours>;
export type KeptAppointment = Of<typeof appointment>;

/** The one definition of the world's schema that a part of it refers to is in its place. */
function inlined(part: object): Shape<unknown>["schema"] {
  const time = JSON.stringify(worldSchema.definitions.timeOfDay);
  return JSON.parse(JSON.stringify(part).replaceAll('{"$ref":"#/definitions/timeOfDay"}', time));
}
