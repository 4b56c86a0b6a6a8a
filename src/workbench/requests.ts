/** What the workbench's API takes: the server checks bodies by these shapes, the page and the server's code have their types. */
import {
  anything,
  described,
  either,
  integer,
  list,
  map,
  number,
  type Of,
  object,
  oneOf,
  text,
  trusted,
  truth,
} from "../machine/schema/shape.ts";
import type { BuiltInTrigger, DynamicRow, FlowAction, WorkflowActions } from "../platform/api.ts";
import { MAX_RECURRENCE_SECONDS, MIN_RECURRENCE_SECONDS } from "../platform/limits.ts";

/** The least of any product: which one a flow runs on, and what it refuses, the platform says. */
const LEAST_RECURRENCE = MIN_RECURRENCE_SECONDS["logic-apps"];

const id = text(1_000, 1);
const short = text(1_000);
const long = text(10_000);
const email = text(320, 3);
const name = text(200, 1);
const values = described(
  map(anything, 2_000),
  "By the key of the input, such as body.$.webhook.change_type.",
);

export const nothing = object({});

export const codeRequest = object({ operationId: id }, { values });
export type CodeRequest = Of<typeof codeRequest>;

export const fixRequest = object(
  {
    findings: described(
      either(oneOf("all"), list(id, 10_000)),
      "Ids of findings; all for every fix there is.",
    ),
  },
  { dryRun: described(truth, "Show what would change and write nothing.") },
);
export type FixRequest = Of<typeof fixRequest>;

export const dynamicRequest = object(
  { operationId: id },
  {
    key: described(short, "Key of the input; left out for the schema of the outputs."),
    kind: described(oneOf("values", "schema"), "values unless given."),
    values,
    connection: id,
    below: described(
      trusted<DynamicRow>({ type: "object", required: ["item"] }),
      "The row whose level of a tree is asked for.",
    ),
    refresh: described(
      truth,
      "Ask the service again; otherwise an answer holds for a day, as on the real platform.",
    ),
  },
);
/** Values of a drop-down, one level of a tree, or a schema known at design time only. */
export type DynamicRequestBody = Of<typeof dynamicRequest>;

export const invokeRequest = object({ operationId: id }, { values, connection: id });
export type InvokeRequest = Of<typeof invokeRequest>;

export const connectionRequest = object(
  {},
  {
    displayName: short,
    parameterSet: short,
    values: described(
      map(either(long, either(number(-Number.MAX_VALUE, Number.MAX_VALUE), truth)), 200),
      "By name of the connection parameter; what is required and missing is filled in with a stand-in for mocked backends.",
    ),
    user: described(email, "With the mocked Bookings service: the sign-in name of a user of its world."),
    makeDefault: described(
      truth,
      "Flows and lists that name no connection use this one from now on; true unless given.",
    ),
  },
);
export type ConnectionRequest = Of<typeof connectionRequest>;

const action = trusted<FlowAction>(
  object({ name: id, operation: id }, { arguments: map(anything, 2_000), forEach: short, loop: short })
    .schema,
);

const definition = described(
  trusted<{ actions: WorkflowActions }>({
    type: "object",
    required: ["actions"],
    properties: { actions: { type: "object" } },
  }),
  "The steps behind the trigger as the platform writes them, instead of actions.",
);

const trigger = described(
  trusted<BuiltInTrigger>({
    type: "object",
    required: ["type"],
    properties: { type: { enum: ["Request", "Recurrence"] } },
  }),
  "The trigger as the platform writes it, where operationId is @manual or @recurrence.",
);

export const flowRequest = object(
  {
    operationId: described(
      id,
      "A trigger of the connector; @manual for a flow that somebody starts by hand, @recurrence for one that runs by itself.",
    ),
  },
  {
    name,
    trigger,
    values,
    connection: id,
    actions: described(list(action, 50), "Steps behind the trigger, in short."),
    definition,
    recurrenceSeconds: described(
      number(LEAST_RECURRENCE, MAX_RECURRENCE_SECONDS),
      "Seconds between two polls.",
    ),
    on: described(
      truth,
      "Turn it on at once; the answer comes when the first attempt to subscribe has ended, well or not.",
    ),
  },
);
export type FlowRequest = Of<typeof flowRequest>;

/** Changes inputs, name, steps, or how often it polls; what is not named stays. */
export const flowEdit = object(
  {},
  {
    values,
    name,
    trigger,
    definition,
    recurrenceSeconds: described(
      number(LEAST_RECURRENCE, MAX_RECURRENCE_SECONDS),
      "Seconds between two polls.",
    ),
  },
);
export type FlowEdit = Of<typeof flowEdit>;

export const flowImport = object({ text: text(1_000_000) });
/** The text of a workflow definition. */
export type FlowImport = Of<typeof flowImport>;

export const fireRequest = object(
  {},
  {
    body: described(
      anything,
      "The notification, the item of a poll, or what is filled in to start a flow by hand; made of the schema unless given.",
    ),
  },
);
/** Makes a trigger fire with a made-up event, where no booking desk does it. */
export type FireRequest = Of<typeof fireRequest>;

export const sampleRequest = object({ operationId: id, title: text(200, 1), body: anything });

export const sampleRename = object({ title: text(200, 1) });

export const scenarioStart = object({ name });
export const scenarioImport = object({ text: text(1_000_000) });
export const scenarioExport = object({ format: oneOf("vitest", "node", "har", "json") });

export const pageMemory = object({
  forms: list(
    object({
      key: id,
      values: map(anything, 2_000),
      rest: described(anything, "The rest of the form, as the page has it."),
    }),
    200,
  ),
  seen: described(
    integer(0, Number.MAX_SAFE_INTEGER),
    "Number of the newest event that somebody has looked at.",
  ),
});

const fault = object(
  {},
  {
    preset: described(id, "The preset it comes from, echoed in the list of faults."),
    on: described(
      id,
      "Operation id, any (unless given), or with the mocked service delivery for notifications on their way.",
    ),
    answer: described(
      either(id, integer(400, 599)),
      "A status from 400 to 599, disconnect, garbage, or with the mocked service the id of one of its errors; none for latency alone.",
    ),
    times: described(integer(1, 1_000_000), "How often it strikes; without end unless given."),
    after: described(integer(0, 1_000_000), "Calls that pass before the first."),
    probability: described(number(0, 1), "1 unless given."),
    latencyMs: integer(0, 600_000),
  },
);
export type FaultRequest = Of<typeof fault>;

export const settingsChange = object(
  {},
  {
    quirks: described(map(truth, 100), "Turned on or off by id; only with the mocked Bookings service."),
    inject: fault,
    clearFaults: described(
      either(integer(0, Number.MAX_SAFE_INTEGER), either(id, oneOf(true))),
      "One fault by its number, those of a preset by its id, or all of them.",
    ),
    throttle: described(
      object(
        {},
        {
          calls: integer(1, 100_000),
          renewalPeriodSeconds: number(0.001, 86_400),
          mode: oneOf("sliding", "fixed"),
        },
      ),
      "Holds for the next call; the calls already counted stay.",
    ),
    retryProfile: described(
      oneOf("logic-apps", "power-automate-low", "power-automate-medium-high", "none"),
      "Sets the platform up anew: flows that are on subscribe again.",
    ),
    product: described(
      oneOf("power-automate", "logic-apps"),
      "Sets the platform up anew: flows that are on subscribe again.",
    ),
    advanceSeconds: described(
      number(0, 366 * 86_400),
      "Fast-forward: retries, polls and deliveries that are due by then happen before the answer comes.",
    ),
  },
);
/** All of it optional; what is given is done in the order of these members. */
export type SettingsChange = Of<typeof settingsChange>;

const time = described(text(5, 5), "Such as 09:00; 24:00 is the end of the day.");

const customer = described(
  either(short, object({ name: short, email }, { phone: short, timeZone: short })),
  "A customer of the world by name or email address, anybody else by email address or written out.",
);
const hours = object({
  days: list(oneOf("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"), 7, 1),
  from: time,
  to: time,
});
const location = object(
  {},
  {
    displayName: short,
    street: short,
    city: short,
    state: short,
    postalCode: short,
    countryOrRegion: short,
  },
);
const answers = map(either(long, list(short, 100)), 100);

/** Bodies of `POST /api/desk/…`, by the last word of the address. */
export const deskRequests = {
  /** All optional: the first page, its first service, the first customer, the next free slot. */
  book: object(
    {},
    {
      page: email,
      service: short,
      customer,
      start: described(short, "Local time without a zone, such as 2026-06-24T16:30."),
      notes: long,
      answers,
      staff: list(email, 100, 1),
      bookedBy: oneOf("customer", "staff"),
      timeZone: described(short, "Zone of start; that of the page unless given."),
      location: described(short, "A location of the page by its display name."),
    },
  ),
  join: object({ appointment: id }, { customer, notes: long, answers }),
  /** One customer of several gives the seat back. */
  leave: object({ appointment: id, customer: short }),
  /** What is not named stays; notes, answers and location are those of `customer`, the first one unless named. */
  edit: object(
    { appointment: id },
    {
      staff: list(email, 100, 1),
      service: short,
      serviceNotes: long,
      customer: short,
      notes: long,
      answers,
      location: short,
    },
  ),
  reschedule: object({ appointment: id, start: short }),
  cancel: object({ appointment: id }, { reason: long }),
  /** Somebody who can sign in is added, or changed. */
  user: object({ user: email }, { name: short, tenant: short, tenantAdministrator: truth, licensed: truth }),
  removeUser: object({ user: email }),
  /** A booking page is added, or changed; what is not named stays. No opening hours: always open. */
  page: object(
    { page: email },
    {
      name: short,
      tenant: short,
      timeZone: described(short, "A Windows or IANA name; empty for the clock's own time."),
      openingHours: list(hours, 100),
      locations: list(location, 100),
    },
  ),
  removePage: object({ page: email }),
  /** Somebody joins the staff of a page, or has another name, role or hours from now on. */
  member: object(
    { page: email, member: email },
    {
      name: short,
      role: oneOf("administrator", "team-member", "scheduler", "viewer", "guest"),
      openingHours: list(hours, 100),
    },
  ),
  removeMember: object({ page: email, member: email }),
  /** A service is added, or with the id of one changed. */
  service: object(
    { page: email, name: short },
    {
      service: described(short, "Id of the one that is changed."),
      durationMinutes: integer(1, 44_640),
      maximumAttendees: integer(1, 10_000),
      online: truth,
      notes: long,
      staff: list(email, 100),
      questions: list(
        object({ question: text(1_000, 1) }, { id: short, options: list(short, 100), required: truth }),
        100,
      ),
    },
  ),
  removeService: object({ page: email, service: short }),
  /** Takes back the last change of users, pages, staff or services. */
  undo: object({ change: integer(1, Number.MAX_SAFE_INTEGER) }),
  /** A user opens a page, so that the list of their pages shows it. */
  visit: object({ user: email, page: email }),
};
export type DeskRequests = { [Name in keyof typeof deskRequests]: Of<(typeof deskRequests)[Name]> };
export type DeskCustomer = Of<typeof customer>;
