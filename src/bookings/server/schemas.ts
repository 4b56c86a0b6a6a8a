/** Shapes of the control API: requests are checked by them, and `/openapi.json` shows them. */
import { ownObject } from "../../json/values.ts";
import {
  described,
  either,
  integer,
  list,
  map,
  number,
  object,
  oneOf,
  text,
  trusted,
  truth,
} from "../../machine/schema/shape.ts";
import { faultShape } from "../faults.ts";
import { TOKEN_FLAWS } from "../issuer/issuer.ts";
import { BOOKED_TEXTS, eachBookedText } from "../world/booked-texts.ts";
import type { CustomerSpec, LocationSpec, PageSpec, StaffSpec, UserSpec } from "../world/types.ts";
import worldSchema from "../world/world.schema.json" with { type: "json" };

const name = text(1000, 1);
const address = text(320, 3);
const TIME = "Local time without a zone, such as 2026-06-24T16:30.";
const start = described(name, TIME);
const time = { type: "string", description: TIME };
const answers = described(
  map(either(text(10_000), list(name, 100)), 100),
  "By the text or id of the question: a text, or the options chosen.",
);
const customer = described(
  either(name, trusted<CustomerSpec>({ $ref: "#/components/schemas/Customer" })),
  "Email address or name of a customer of the world, or anybody else written out.",
);

const location = described(
  either(name, trusted<LocationSpec>({ $ref: "#/components/schemas/Location" })),
  "A location of the page by its display name, or any written out.",
);
const timeZone = described(
  name,
  "Windows or IANA name of the zone that start is given in; that of the page unless given.",
);
const who = described(name, "Email address or name of one of its customers; the first unless given.");

/** The definitions of the world's schema say what a customer is; here they are under another address. */
const worldDefinitions = JSON.parse(
  JSON.stringify(ownObject(worldSchema, "definitions")).replaceAll("#/definitions/", "#/components/schemas/"),
) as Record<string, object>;
/** What a world says of a user, a page or a member of its staff can be said while it runs, too. */
const worldParts = JSON.parse(
  JSON.stringify(worldSchema.properties).replaceAll("#/definitions/", "#/components/schemas/"),
) as { users: { items: object }; pages: { items: { properties: { staff: { items: object } } } } };

export const componentSchemas = {
  Customer: worldDefinitions.customer ?? {},
  Location: worldDefinitions.location ?? {},
  location: worldDefinitions.location ?? {},
  openingHours: worldDefinitions.openingHours ?? {},
  timeOfDay: worldDefinitions.timeOfDay ?? {},
  User: worldParts.users.items,
  Page: worldParts.pages.items,
  Member: worldParts.pages.items.properties.staff.items,
  Changes: {
    type: "object",
    required: ["changes"],
    properties: {
      changes: {
        type: "array",
        items: {
          type: "object",
          required: ["sequence", "at", "verb", "type", "page", "appointment", "subscribers"],
          properties: {
            sequence: { type: "integer" },
            at: { type: "integer", description: "Milliseconds since 1970." },
            verb: { type: "string" },
            type: { enum: ["Created", "Updated", "Deleted"] },
            page: { type: "string" },
            appointment: { type: "string" },
            subscribers: { type: "integer", description: "How many subscriptions were told." },
          },
        },
      },
    },
  },
  text: worldDefinitions.text ?? {},
  email: worldDefinitions.email ?? {},
  Token: {
    type: "object",
    required: ["token", "user", "expiresIn"],
    properties: {
      token: { type: "string" },
      user: { type: "string" },
      expiresIn: { type: "integer", description: "Seconds." },
    },
  },
  Appointment: {
    type: "object",
    required: ["id", "selfServiceAppointmentId", "page", "service", "start", "end", "status", "customers"],
    properties: {
      id: { type: "string", description: "Names the appointment in this API." },
      selfServiceAppointmentId: { type: "string", description: "Names it in notifications." },
      page: { type: "string" },
      service: { type: "string" },
      start: time,
      end: time,
      status: { enum: ["booked", "cancelled"] },
      customers: { type: "array", items: { type: "string" } },
    },
  },
  State: {
    type: "object",
    required: ["now", "quirks", "faults", "users", "pages", "waiting", "nextRetry"],
    properties: {
      now: { type: "string", format: "date-time" },
      loopbackCallbacks: { type: "boolean" },
      subscriptionLimit: { type: "integer" },
      quirks: { type: "object", additionalProperties: { type: "boolean" } },
      faults: { type: "array", items: { type: "object" } },
      users: { type: "array", items: { type: "object" } },
      pages: { type: "array", items: { type: "object" } },
      waiting: { type: "integer", description: "Notifications that are not delivered yet." },
      nextRetry: { type: ["string", "null"], format: "date-time" },
    },
  },
  Time: { type: "object", required: ["now"], properties: { now: { type: "string", format: "date-time" } } },
  Events: {
    type: "object",
    required: ["events"],
    properties: {
      events: {
        type: "array",
        items: {
          type: "object",
          required: ["name", "sequence", "at"],
          properties: {
            name: { type: "string" },
            sequence: { type: "integer" },
            at: { type: "integer", description: "Milliseconds since 1970." },
          },
        },
      },
    },
  },
  FaultId: { type: "object", required: ["id"], properties: { id: { type: "integer" } } },
  Quirks: { type: "object", additionalProperties: { type: "boolean" } },
  Done: { type: "object", required: ["done"], properties: { done: { const: true } } },
};

/** Shapes of the requests. */
export const requests = {
  token: object(
    { user: address },
    {
      expiresIn: described(integer(1, 86_400), "Seconds; 3600 unless given."),
      flaw: described(oneOf(...TOKEN_FLAWS), "What is to be wrong with it."),
    },
  ),
  book: object(
    {},
    {
      page: described(address, "The first page of the world unless given."),
      service: described(name, "Name or id; the first of the page unless given."),
      customer,
      start: described(name, `${TIME} A date for all-day services.`),
      timeZone,
      location,
      notes: text(10_000),
      answers,
      staff: list(address, 100, 1),
      bookedBy: oneOf("customer", "staff"),
      ...eachBookedText((name) => text(BOOKED_TEXTS[name].longest)),
    },
  ),
  join: object({}, { customer, notes: text(10_000), answers, location, timeZone }),
  leave: object({ customer: described(name, "Email address or name of one of its customers.") }),
  edit: object(
    {},
    {
      staff: list(address, 100, 1),
      service: described(name, "Name or id of another service of the page, of the same kind."),
      serviceNotes: text(10_000),
      customer: who,
      notes: text(10_000),
      answers,
      location,
    },
  ),
  user: trusted<UserSpec>({ $ref: "#/components/schemas/User" }),
  licence: object({ user: address, licensed: truth }),
  page: trusted<PageSpec>({ $ref: "#/components/schemas/Page" }),
  member: trusted<StaffSpec>({ $ref: "#/components/schemas/Member" }),
  rules: object({ doubleBookings: oneOf("refused", "allowed") }),
  reschedule: object({ start }),
  cancel: object({}, { reason: text(10_000) }),
  fault: faultShape,
  quirks: map(truth, 100),
  clock: object({ advanceSeconds: described(number(0, 366 * 86_400), "How far to move it.") }),
  visit: object({ user: address, page: address }),
};
