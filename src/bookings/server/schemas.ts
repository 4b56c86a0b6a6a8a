/** Shapes of the control API: requests are checked by them, and `/openapi.json` shows them. */
import { ownObject } from "../../json/values.ts";
import { faultSchema } from "../faults.ts";
import { TOKEN_FLAWS } from "../issuer/issuer.ts";
import worldSchema from "../world/world.schema.json" with { type: "json" };

const text = { type: "string", minLength: 1, maxLength: 1000 };
const email = { type: "string", minLength: 3, maxLength: 320 };
const time = { type: "string", description: "Local time without a zone, such as 2026-06-24T16:30." };
const answers = {
  type: "object",
  description: "By the text or id of the question: a text, or the options chosen.",
  additionalProperties: {
    anyOf: [
      { type: "string", maxLength: 10_000 },
      { type: "array", items: text, maxItems: 100 },
    ],
  },
};
const customer = {
  description: "Email address or name of a customer of the world, or anybody else written out.",
  anyOf: [email, { $ref: "#/components/schemas/Customer" }],
};

/** The definitions of the world's schema say what a customer is; here they stand under another address. */
const worldDefinitions = JSON.parse(
  JSON.stringify(ownObject(worldSchema, "definitions")).replaceAll("#/definitions/", "#/components/schemas/"),
) as Record<string, object>;

export const componentSchemas = {
  Customer: worldDefinitions.customer ?? {},
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
  Error: {
    type: "object",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        required: ["code", "message"],
        properties: {
          code: { type: "string" },
          message: { type: "string" },
          help: { type: "string", description: "What to do about it." },
        },
      },
    },
  },
};

const object = (properties: object, required: string[] = []) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});

export const requestSchemas = {
  token: object(
    {
      user: email,
      expiresIn: { type: "integer", minimum: 1, maximum: 86_400, description: "Seconds; 3600 unless given." },
      flaw: { enum: [...TOKEN_FLAWS], description: "What is to be wrong with it." },
    },
    ["user"],
  ),
  book: object({
    page: { ...email, description: "The first page of the world unless given." },
    service: { ...text, description: "Name or id; the first of the page unless given." },
    customer,
    start: time,
    notes: { type: "string", maxLength: 10_000 },
    answers,
    staff: { type: "array", items: email, minItems: 1, maxItems: 100 },
    bookedBy: { enum: ["customer", "staff"] },
    trackingData: { type: "string", maxLength: 1000 },
  }),
  join: object({ customer, notes: { type: "string", maxLength: 10_000 }, answers }),
  reschedule: object({ start: time }, ["start"]),
  cancel: object({ reason: { type: "string", maxLength: 10_000 } }),
  fault: faultSchema,
  quirks: { type: "object", additionalProperties: { type: "boolean" } },
  clock: object(
    {
      advanceSeconds: {
        type: "number",
        minimum: 0,
        maximum: 366 * 86_400,
        description: "How far to move it.",
      },
    },
    ["advanceSeconds"],
  ),
  visit: object({ user: email, page: email }, ["user", "page"]),
};
