/** JSON schemas of what the API takes: requests are checked by them, and `/openapi.json` shows them. */

const text = { type: "string", maxLength: 1_000 };
const id = { type: "string", minLength: 1, maxLength: 1_000 };
const long = { type: "string", maxLength: 10_000 };
const email = { type: "string", minLength: 3, maxLength: 320 };
const values = {
  type: "object",
  maxProperties: 2_000,
  description: "By the key of the input, such as body.$.webhook.change_type.",
};

const object = (properties: object, required: string[] = []) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});

const answers = {
  type: "object",
  maxProperties: 100,
  additionalProperties: { anyOf: [long, { type: "array", items: text, maxItems: 100 }] },
};

const customer = {
  anyOf: [email, object({ name: text, email, phone: text, timeZone: text }, ["name", "email"])],
};

const action = object(
  { name: id, operation: id, arguments: { type: "object", maxProperties: 2_000 }, forEach: text, loop: text },
  ["name", "operation"],
);

const fault = object({
  preset: id,
  on: id,
  answer: { anyOf: [id, { type: "integer", minimum: 400, maximum: 599 }] },
  times: { type: "integer", minimum: 1, maximum: 1_000_000 },
  after: { type: "integer", minimum: 0, maximum: 1_000_000 },
  probability: { type: "number", minimum: 0, maximum: 1 },
  latencyMs: { type: "integer", minimum: 0, maximum: 600_000 },
});

export const requestSchemas = {
  Nothing: object({}),
  CodeRequest: object({ operationId: id, values }, ["operationId"]),
  FixRequest: object(
    {
      findings: { anyOf: [{ const: "all" }, { type: "array", items: id, maxItems: 10_000 }] },
      dryRun: { type: "boolean" },
    },
    ["findings"],
  ),
  DynamicRequestBody: object(
    {
      operationId: id,
      key: text,
      kind: { enum: ["values", "schema"] },
      values,
      connection: id,
      below: { type: "object", required: ["item"] },
      refresh: { type: "boolean" },
    },
    ["operationId"],
  ),
  InvokeRequest: object({ operationId: id, values, connection: id }, ["operationId"]),
  ConnectionRequest: object({
    displayName: text,
    parameterSet: text,
    values: {
      type: "object",
      maxProperties: 200,
      additionalProperties: { anyOf: [long, { type: "number" }, { type: "boolean" }] },
    },
    user: email,
    makeDefault: { type: "boolean" },
  }),
  FlowRequest: object(
    {
      operationId: id,
      name: { type: "string", minLength: 1, maxLength: 200 },
      values,
      connection: id,
      actions: { type: "array", items: action, maxItems: 50 },
      recurrenceSeconds: { type: "number", minimum: 1, maximum: 31_536_000 },
      on: { type: "boolean" },
    },
    ["operationId"],
  ),
  FlowEdit: object({ values, name: { type: "string", minLength: 1, maxLength: 200 } }),
  FireRequest: object({ body: {} }),
  SettingsChange: object({
    quirks: { type: "object", maxProperties: 100, additionalProperties: { type: "boolean" } },
    inject: fault,
    clearFaults: { anyOf: [{ type: "integer" }, id, { const: true }] },
    throttle: object({
      calls: { type: "integer", minimum: 1, maximum: 100_000 },
      renewalPeriodSeconds: { type: "number", exclusiveMinimum: 0, maximum: 86_400 },
      mode: { enum: ["sliding", "fixed"] },
    }),
    retryProfile: { enum: ["logic-apps", "power-automate-low", "power-automate-medium-high", "none"] },
    product: { enum: ["power-automate", "logic-apps"] },
    advanceSeconds: { type: "number", minimum: 0, maximum: 366 * 86_400 },
  }),
  DeskBook: object({
    page: email,
    service: text,
    customer,
    start: { ...text, description: "Local time without a zone, such as 2026-06-24T16:30." },
    notes: long,
    answers,
    staff: { type: "array", items: email, minItems: 1, maxItems: 100 },
    bookedBy: { enum: ["customer", "staff"] },
  }),
  DeskJoin: object({ appointment: id, customer, notes: long, answers }, ["appointment"]),
  DeskReschedule: object({ appointment: id, start: text }, ["appointment", "start"]),
  DeskCancel: object({ appointment: id, reason: long }, ["appointment"]),
  DeskVisit: object({ user: email, page: email }, ["user", "page"]),
} satisfies Record<string, object>;

export type RequestSchema = keyof typeof requestSchemas;

const list = { type: "array" };
const number = { type: "integer" };
const any = (properties: object, required: string[]) => ({ type: "object", required, properties });

/** What is promised of answers; src/workbench/api.ts says all of it. Members may be added. */
export const answerSchemas = {
  WorkbenchState: any(
    {
      workbench: any({ version: text, session: text }, ["version", "session"]),
      versions: { type: "object", additionalProperties: number },
      lastEvent: number,
      flows: list,
      connections: list,
      faults: list,
      violations: list,
    },
    [
      "workbench",
      "versions",
      "connector",
      "findings",
      "backend",
      "clock",
      "settings",
      "connections",
      "flows",
      "faults",
      "violations",
      "counts",
      "lastEvent",
    ],
  ),
  DesignAnswer: any({ operations: list, brandColor: text, revision: number }, [
    "title",
    "brandColor",
    "operations",
    "revision",
    "findings",
    "connectionParameters",
  ]),
  OperationAnswer: any({ findings: list, revision: number }, [
    "revision",
    "operation",
    "explained",
    "findings",
  ]),
  RawAnswer: any({ slices: list }, ["revision", "operationId", "slices", "truncated"]),
  FindingsAnswer: any({ findings: list }, ["revision", "profile", "counts", "findings", "truncated", "took"]),
  CodeAnswer: any({}, ["logicApps", "powerAutomate"]),
  FixAnswer: any({ applied: list, skipped: list, files: list }, ["applied", "skipped", "files", "written"]),
  DynamicAnswer: any(
    {
      state: { enum: ["ready", "empty", "waiting", "failed"] },
      rows: list,
      waitingFor: list,
      problems: list,
    },
    ["state", "rows", "waitingFor", "problems"],
  ),
  InvokeAnswer: any({ status: number, exchange: number }, ["kind", "ok", "status", "headers", "exchange"]),
  SampleAnswer: any({}, ["operationId", "values"]),
  ConnectionView: any({ callsLeft: number }, ["id", "displayName", "status", "callsInWindow", "callsLeft"]),
  FlowView: any({ explanation: list, actions: list }, [
    "id",
    "name",
    "operation",
    "kind",
    "state",
    "health",
    "values",
    "explanation",
    "runs",
  ]),
  FireAnswer: any({ how: { enum: ["notified", "queued"] }, runs: list }, ["how", "body", "runs"]),
  Done: any({ done: { const: true } }, ["done"]),
  RunsAnswer: any({ runs: list }, ["runs", "more"]),
  RunView: any({ actions: list, exchanges: list }, [
    "id",
    "flow",
    "status",
    "startedAt",
    "trigger",
    "actions",
  ]),
  ExchangesAnswer: any({ exchanges: list }, ["exchanges", "more"]),
  ExchangeRecord: any({ number }, ["number", "phase", "startedAt", "duration", "request", "answeredBy"]),
  ReplayAnswer: any({ exchange: number }, ["exchange"]),
  EventsAnswer: any({ events: list, first: number, last: number }, ["events", "first", "last", "more"]),
  DeskView: any({ pages: list, users: list, customers: list }, [
    "now",
    "users",
    "customers",
    "pages",
    "subscriptionLimit",
    "waiting",
  ]),
  ApiError: any({ error: any({ code: text, message: text, help: text }, ["code", "message", "help"]) }, [
    "error",
  ]),
} satisfies Record<string, object>;

export type AnswerSchema = keyof typeof answerSchemas;
