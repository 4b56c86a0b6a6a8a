/**
 * The workbench's API: every shape that travels between the server and the page, a script or an offline file.
 * Plain JSON throughout. All texts of a connector, a service or a payload are text, never markup. Secrets and signatures are
 * already removed. `undefined` members are simply absent. Times are ISO 8601 in UTC on the workbench's clock unless a
 * docstring says otherwise. Every failure has the shape of {@link ApiError}.
 *
 * Addresses (all below the origin that `npm start` prints; all need the token, as cookie or `Authorization: Bearer`):
 *
 * | method and path | body | answer |
 * |---|---|---|
 * | GET /api/state | | {@link WorkbenchState} |
 * | GET /api/design | | {@link DesignAnswer} |
 * | GET /api/design/{operationId} | | {@link OperationAnswer} |
 * | GET /api/raw/{operationId} | | {@link RawAnswer} |
 * | GET /api/findings | | {@link FindingsAnswer} |
 * | POST /api/code | {@link CodeRequest} | {@link CodeAnswer} |
 * | POST /api/fix | {@link FixRequest} | {@link FixAnswer} |
 * | POST /api/dynamic | {@link DynamicRequestBody} | {@link DynamicAnswer} |
 * | POST /api/invoke | {@link InvokeRequest} | {@link InvokeAnswer} |
 * | GET /api/sample/{operationId} | | {@link SampleAnswer} |
 * | POST /api/connections | {@link ConnectionRequest} | {@link ConnectionView} |
 * | POST /api/flows | {@link FlowRequest} | {@link FlowView} |
 * | POST /api/flows/{id}/on, /off | {} | {@link FlowView} |
 * | POST /api/flows/{id}/edit | {@link FlowEdit} | {@link FlowView} |
 * | POST /api/flows/{id}/fire | {@link FireRequest} | {@link FireAnswer} |
 * | DELETE /api/flows/{id} | | {@link Done} |
 * | POST /api/flows/{id}/restore | {} | {@link FlowView}; one that was deleted |
 * | GET /api/flows/{id}/runs?before=&limit= | | {@link RunsAnswer} |
 * | GET /api/runs/{id} | | {@link RunView} |
 * | GET /api/exchanges?after=&before=&limit= | | {@link ExchangesAnswer} |
 * | GET /api/exchanges/{number} | | {@link ExchangeRecord} |
 * | POST /api/exchanges/{number}/replay | {} | {@link ReplayAnswer} |
 * | GET /api/events?after=&before=&limit= | | {@link EventsAnswer} |
 * | GET /api/stream?after= | | server-sent events, see {@link StreamMessages} |
 * | POST /api/settings | {@link SettingsChange} | {@link WorkbenchState} |
 * | GET /api/desk | | {@link DeskView}; 404 `no-desk` unless the mocked service is behind |
 * | POST /api/desk/book, /join, /leave, /edit, /reschedule, /cancel, /visit | {@link DeskRequests} | {@link DeskView} |
 * | GET /openapi.json | | all of this as OpenAPI 3.1 |
 */

import type { ConnectorHead, OperationHead, OperationView, SerializedStep } from "../designer/types.ts";
import type { JsonObject, JsonValue } from "../json/values.ts";
import type {
  AnswerKind,
  ConnectionSnapshot,
  DynamicRow,
  ExchangeRecord,
  Fault,
  FlowAction,
  FlowSnapshot,
  Product,
  RetryProfileId,
  RunSnapshot,
  RunStatus,
  ThrottleSettings,
  Violation,
} from "../platform/api.ts";
import type { Severity } from "../rules/language/finding.ts";
import type {
  CodeRequest,
  ConnectionRequest,
  DeskRequests,
  DynamicRequestBody,
  FaultRequest,
  FireRequest,
  FixRequest,
  FlowEdit,
  FlowRequest,
  InvokeRequest,
  SettingsChange,
} from "./requests.ts";

export type {
  CodeRequest,
  ConnectionRequest,
  DeskCustomer,
  DeskRequests,
  DynamicRequestBody,
  FaultRequest,
  FireRequest,
  FixRequest,
  FlowEdit,
  FlowRequest,
  InvokeRequest,
  SettingsChange,
} from "./requests.ts";

export type {
  ConnectionSnapshot,
  ExchangeRecord,
  FlowAction,
  JsonObject,
  JsonValue,
  OperationHead,
  OperationView,
  RunSnapshot,
};

/** Values of an operation's inputs, by {@link OperationView.inputs}`[].key`, such as `body.$.webhook.change_type`. */
export type EnteredValues = Record<string, JsonValue>;

/** Every answer with a status from 400. */
export interface ApiError {
  error: {
    /** Stable, such as `argument-missing`. */
    code: string;
    message: string;
    /** What to do about it. */
    help: string;
  };
}

export interface Done {
  done: true;
}

// ---------------------------------------------------------------------------------------------------------------- state

/** The workbench at one moment; small (no lists that grow), asked for again whenever the stream says so. */
export interface WorkbenchState {
  workbench: {
    version: string;
    /** Changes at every start of the process: a page that sees another one has to load everything anew. */
    session: string;
  };
  /** Counts up for each part whenever it has changed; the same numbers come with {@link StateMessage}. */
  versions: Record<Part, number>;
  connector: ConnectorInfo;
  findings: Record<Severity, number>;
  backend: BackendInfo;
  clock: ClockInfo;
  settings: SettingsView;
  connections: ConnectionView[];
  /** Which connection is used where a request names none. */
  defaultConnection: string | undefined;
  flows: FlowView[];
  /** Ways in which the definition will fail at run time, found before anything was called. */
  faults: Fault[];
  /** What the last answers and notifications broke of the definition; newest last, at most 50. */
  violations: Violation[];
  counts: { runs: number; exchanges: number; events: number; violations: number };
  /** Number of the newest event, where a stream would continue. */
  lastEvent: number;
}

/** What can change on its own; the page asks again for what it shows. */
export type Part =
  /** Definition or properties were read anew: `/api/design`, `/api/raw`. */
  | "design"
  | "findings"
  /** `/api/state`: flows, connections, clock, settings, gauge. */
  | "state"
  /** `/api/desk`. */
  | "desk";

export interface ConnectorInfo {
  /** Name of the folder. */
  name: string;
  /** The folder as it was named at the start; the folder's bare name in offline files. */
  folder: string;
  title: string;
  /** Counts how often the files were read, from 1. */
  revision: number;
  /** Time of day of the real clock at which they were read. */
  readAt: string;
  /**
   * The definition cannot be used as it now lies on disk: design and flows are still those of the last good revision, the
   * findings those of the broken one. Undefined if all is well.
   */
  stale: { message: string; help: string; since: string } | undefined;
  /** The definition can be shown but not run, such as one without a host: there are no flows, lists or calls. */
  notRunnable: { message: string; help: string } | undefined;
  files: { part: string; file: string; bytes: number; encoding?: string }[];
}

export interface BackendInfo {
  /** `bookings`: the mocked Bookings service; `address`: a server of this machine; `mock`: answers made of the definition's schemas. */
  kind: "bookings" | "address" | "mock";
  /** What is behind the gateway, such as `Mocked Bookings service`. */
  name: string;
  /** Why this one was chosen, one sentence. */
  why: string;
  /** For `address`: where. */
  url?: string;
  /** The booking desk can be used. */
  desk: boolean;
}

export interface ClockInfo {
  now: string;
  /** How far ahead of the real clock, in milliseconds. */
  aheadMs: number;
  /** When the next thing that waits happens (a retry, a poll), if anything waits. */
  nextAt: string | undefined;
}

// -------------------------------------------------------------------------------------------------------------- settings

export interface SettingsView {
  product: Product;
  retryProfile: RetryProfileId;
  retryProfiles: RetryProfileId[];
  throttle: ThrottleSettings;
  /** Reported deviations of the mocked service; empty for other backends. */
  quirks: { id: string; on: boolean; description: string }[];
  /** Faults that can be switched on, ready to be posted. */
  faultPresets: FaultPreset[];
  /** Faults that are switched on and can still strike. */
  faults: ActiveFault[];
}

export interface FaultPreset {
  /** Stable: `unauthenticated`, `not-an-administrator`, `bad-gateway`, `latency`, … */
  id: string;
  /** Plain English, such as `Not an administrator`. */
  label: string;
  description: string;
  status: number | undefined;
  /** What to post as {@link SettingsChange.inject}. */
  fault: FaultRequest;
}

export interface ActiveFault {
  id: number;
  preset: string | undefined;
  on: string;
  /** `none` if it only delays. */
  answer: string;
  latencyMs: number;
  /** How often it can still strike; null is without end. */
  left: number | null;
}

// ---------------------------------------------------------------------------------------------------- design, raw, findings

export interface DesignAnswer extends ConnectorHead {
  revision: number;
  /** `data:image/png;base64,…`, if the folder holds an icon of at most 512 KiB. */
  icon: string | undefined;
  publisher: string | undefined;
  /** Findings of each operation, by its id; operations without any are left out. */
  findings: Record<string, Record<Severity, number>>;
  connectionParameters: ConnectionParameter[];
}

/** What a connection asks for. */
export interface ConnectionParameter {
  name: string;
  label: string;
  description: string | undefined;
  /** Lower case: `string`, `securestring`, `oauthsetting`, … */
  type: string;
  required: boolean;
  secret: boolean;
  options: JsonValue[] | undefined;
  default: JsonValue | undefined;
  /** The set it belongs to, where there are several ways to sign in. */
  set: string | undefined;
}

export interface OperationAnswer {
  revision: number;
  operation: OperationView;
  /** Why labels read as they do, one sentence each, by the key of the input or token. */
  explained: { inputs: Record<string, string>; tokens: Record<string, string> };
  /** Findings about this operation, its path, or the definitions it uses. */
  findings: FindingView[];
}

export interface FindingView {
  /** The same for the same fault at the same place, as long as the file's text around it does not move it to another pointer. */
  id: string;
  rule: string;
  severity: Severity;
  codes: readonly string[];
  message: string;
  help: string;
  file: string;
  pointer: string;
  /** All count from 1; the end is behind the last character. */
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  fixable: boolean;
  /** A few words for the place itself. */
  label?: string;
  related?: { file: string; pointer: string; label: string; line: number; column: number }[];
  /** Ids of the operations it is about; empty for the connector as a whole. */
  operations: string[];
  /** The source lines around the place. */
  frame: { startLine: number; lines: string[] } | undefined;
}

export interface FindingsAnswer {
  revision: number;
  profile: "import" | "certification";
  counts: Record<Severity, number>;
  /** In the order of file and place; at most 2,000. */
  findings: FindingView[];
  /** There are more than are listed. */
  truncated: boolean;
  /** Milliseconds that validating took. */
  took: number;
}

/** The operation as it stands in the file. */
export interface RawAnswer {
  revision: number;
  operationId: string;
  /** The operation itself first, then what its path holds for all methods, then the definitions it uses. */
  slices: RawSlice[];
  /** Not every definition is listed: the operation uses more text than is sent. */
  truncated: boolean;
}

export interface RawSlice {
  /** `operation`, `path` or `definition`. */
  kind: "operation" | "path" | "definition";
  /** The last word of the pointer: a definition's name. */
  title: string;
  file: string;
  pointer: string;
  /** Number of the first line in the file. */
  startLine: number;
  lines: string[];
  marks: RawMark[];
}

/** A stretch of the text that something is made of. Lines and columns are those of the file. */
export interface RawMark {
  /** What stands there. */
  kind: "title" | "input" | "token" | "finding";
  /** Key of the input or token, id of the finding. */
  key: string;
  pointer: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export interface CodeAnswer {
  logicApps: SerializedStep;
  powerAutomate: SerializedStep;
}

export interface FixAnswer {
  /** Ids of the findings that are mended. */
  applied: string[];
  /** Ids of those that are not, because their fix overlaps another or would leave the connector worse. */
  skipped: string[];
  files: { file: string; diff: string }[];
  written: boolean;
  /** What the author should know of how they were written, such as a hard link that ends; mostly empty. */
  notes: string[];
}

export interface DynamicAnswer {
  /** `waiting`: other inputs have to be filled in first; `failed`: the maker sees `message` in the menu. */
  state: "ready" | "empty" | "waiting" | "failed";
  /** In the order in which the maker sees them. */
  rows: DynamicRow[];
  schema?: JsonObject;
  /** In the words of the real designer. */
  message?: string;
  /** Keys of the inputs to fill in first. */
  waitingFor: string[];
  /** What the connector's author should mend; the maker does not see it. */
  problems: string[];
  /** Number of the exchange, if a call was made. */
  exchange?: number;
}

// ------------------------------------------------------------------------------------------------------------------ run

export interface ConnectionView extends ConnectionSnapshot {
  /** With the mocked Bookings service: who is signed in. */
  user?: string;
  /** The gauge: calls left in the current window. */
  callsLeft: number;
}

/** A flow as the platform has it, and what the workbench adds. Its `id` stays the same for as long as the workbench runs. */
export interface FlowView extends FlowSnapshot {
  /** Title of the trigger. */
  title: string;
  /** What the maker filled in, by input key. */
  values: EnteredValues;
  actions: FlowAction[];
  recurrenceSeconds: number | undefined;
  /** Where the flow stands and why, in sentences. */
  explanation: string[];
  /** Set while the connector has no such trigger: the flow is off, and comes back when the trigger does. */
  lost: string | undefined;
  lastRun: { id: string; status: RunStatus; at: string } | undefined;
}

export interface FireAnswer {
  /** `notified`: sent to the callback address; `queued`: the next poll finds it. */
  how: "notified" | "queued";
  status?: number;
  body: JsonValue;
  runs: string[];
}

export interface RunView extends RunSnapshot {
  flowName: string;
  /** Sequence number, for paging. */
  number: number;
  /** Numbers of the exchanges it made. */
  exchanges: number[];
}

/** A row of the run history. */
export interface RunHead {
  id: string;
  number: number;
  flow: string;
  operation: string;
  status: RunStatus;
  startedAt: string;
  endedAt?: string;
  actions: number;
}

export interface RunsAnswer {
  /** Newest first. */
  runs: RunHead[];
  more: boolean;
}

export interface InvokeAnswer {
  kind: AnswerKind;
  ok: boolean;
  status: number;
  headers: Record<string, string>;
  body: JsonValue | undefined;
  violations: Violation[];
  exchange: number;
}

/** Example values made of the schemas: what fills a form, and what a trigger would receive. */
export interface SampleAnswer {
  operationId: string;
  values: EnteredValues;
  /** Body of an answer, or of a notification. */
  body: JsonValue | undefined;
  /** Of a trigger: events that the service is known to send; empty where nobody has written any. */
  events: EventSample[];
}

export interface EventSample {
  /** What happened, such as `Group booking, cancelled with a reason`. */
  title: string;
  body: JsonValue;
}

/** An exchange without headers and bodies, for lists. */
export interface ExchangeHead {
  number: number;
  phase: ExchangeRecord["phase"];
  operation?: string;
  connection?: string;
  flow?: string;
  run?: string;
  startedAt: string;
  /** Milliseconds on the workbench's clock. */
  duration: number;
  method: string;
  url: string;
  /** Undefined if there was no answer. */
  status: number | undefined;
  answeredBy: ExchangeRecord["answeredBy"];
  error?: string;
  /** It can be sent again: its request is still kept. */
  replayable: boolean;
}

export interface ExchangesAnswer {
  /** Oldest first. */
  exchanges: ExchangeHead[];
  more: boolean;
}

export interface ReplayAnswer {
  /** Number of the new exchange. */
  exchange: number;
  status: number | undefined;
}

// --------------------------------------------------------------------------------------------------------------- events

/** How an event reads at a glance. */
export type Mood = "plain" | "good" | "attention" | "bad";

/** One phase of anything that happens; the timeline. */
export interface WorkbenchEvent {
  /** Counts from 1 over all sources, without gaps. */
  number: number;
  at: string;
  /** `service` is the mocked service behind the gateway. */
  source: "platform" | "service" | "workbench";
  /** Stable name of the phase: `subscribed`, `registration-retry`, `booked`, `files-read`, … */
  type: string;
  mood: Mood;
  /** One English sentence; `facts` holds what it is made of, for other wordings. */
  text: string;
  operation?: string;
  connection?: string;
  flow?: string;
  run?: string;
  exchange?: number;
  facts: JsonObject;
}

export interface EventsAnswer {
  /** Oldest first. */
  events: WorkbenchEvent[];
  /** Oldest number still kept (20,000 are). */
  first: number;
  last: number;
  more: boolean;
}

/**
 * Messages of `/api/stream`, by SSE event name. The stream resumes: `Last-Event-ID` (browsers send it themselves) or `?after=`
 * names the last event seen. Events come in batches of at most 500, a batch at most every 100 ms; a reader that has fallen
 * behind what is kept gets `gap` first. A comment every 15 s keeps the connection open.
 */
export interface StreamMessages {
  /** `id` of the message is the last event's number. */
  events: WorkbenchEvent[];
  state: StateMessage;
  gap: { first: number };
}

/** Something changed beside the events: ask again for the parts whose number is another than you have. */
export interface StateMessage {
  session: string;
  versions: Record<Part, number>;
}

// ----------------------------------------------------------------------------------------------------------------- desk

/** The world behind the mocked Bookings service: what people do there, the desk does. */
export interface DeskView {
  now: string;
  users: { upn: string; name: string; tenant: string; tenantAdministrator: boolean }[];
  customers: { name: string; email: string }[];
  pages: DeskPage[];
  /** How many subscriptions one page takes. */
  subscriptionLimit: number;
  /** Notifications not delivered yet, and when the next one is tried again. */
  waiting: number;
  nextRetry: string | undefined;
  /** The appointment that a request has just made or changed. */
  appointment?: string;
}

export interface DeskPage {
  smtp: string;
  name: string;
  services: DeskService[];
  staff: { email: string; name: string; role: string }[];
  subscriptions: {
    webhookId: string;
    changeTypes: string[];
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

export interface DeskService {
  id: string;
  name: string;
  durationMinutes: number;
  /** More than 1: a group service, which several customers can join. */
  maximumAttendees: number;
  online: boolean;
  staff: string[];
  questions: { id: string; question: string; options: string[]; required: boolean }[];
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
  /** Seats left; 0 for an appointment of one customer. */
  seatsLeft: number;
  cancelReason?: string;
}

// -------------------------------------------------------------------------------------------------------------- offline

/** Everything that an offline file holds; a {@link DataSource} over it answers without a server. */
export interface Recording {
  /** Version of this shape. */
  format: 1;
  /** Real time of recording. */
  recordedAt: string;
  state: WorkbenchState;
  design: DesignAnswer;
  operations: Record<string, OperationAnswer>;
  raw: Record<string, RawAnswer>;
  findings: FindingsAnswer;
  /** Answers of drop-downs, by {@link dynamicKey} of the request. */
  dynamic: Record<string, DynamicAnswer>;
  events: WorkbenchEvent[];
  exchanges: ExchangeRecord[];
  runs: RunView[];
  samples: Record<string, SampleAnswer>;
  desk: DeskView | undefined;
  /** What the recorded run shows, one sentence a step; empty if nothing could be run. */
  story: string[];
}

/** Id of the element in an offline file whose text is the {@link Recording}: `<script type="application/json" id="…">`. */
export const RECORDING_ELEMENT = "workbench-recording";

/** Name of the `<meta>` whose `content` is the nonce that style elements need (Fluent's renderer takes it). */
export const NONCE_META = "csp-nonce";

/** What the page reads and does, whether a server answers or a file. */
export interface DataSource {
  kind: "live" | "recorded";
  state(): Promise<WorkbenchState>;
  design(): Promise<DesignAnswer>;
  operation(operationId: string): Promise<OperationAnswer>;
  raw(operationId: string): Promise<RawAnswer>;
  findings(): Promise<FindingsAnswer>;
  code(request: CodeRequest): Promise<CodeAnswer>;
  dynamic(request: DynamicRequestBody): Promise<DynamicAnswer>;
  sample(operationId: string): Promise<SampleAnswer>;
  runs(flow: string, options?: { before?: number; limit?: number }): Promise<RunsAnswer>;
  run(id: string): Promise<RunView>;
  exchanges(options?: PageOptions): Promise<ExchangesAnswer>;
  exchange(number: number): Promise<ExchangeRecord>;
  events(options?: PageOptions): Promise<EventsAnswer>;
  desk(): Promise<DeskView>;
  /** Undefined in an offline file: nothing can be done there, and the page shows no buttons for it. */
  actions: Actions | undefined;
  /** Starts listening after an event; returns a function that ends it. Never called back in an offline file. */
  listen(after: number, listener: StreamListener): () => void;
}

export interface PageOptions {
  after?: number;
  before?: number;
  limit?: number;
}

/** Everything that changes something. Each rejects with an {@link ApiFailure}. */
export interface Actions {
  fix(request: FixRequest): Promise<FixAnswer>;
  invoke(request: InvokeRequest): Promise<InvokeAnswer>;
  connect(request: ConnectionRequest): Promise<ConnectionView>;
  createFlow(request: FlowRequest): Promise<FlowView>;
  turnOn(flow: string): Promise<FlowView>;
  turnOff(flow: string): Promise<FlowView>;
  editFlow(flow: string, edit: FlowEdit): Promise<FlowView>;
  fire(flow: string, request?: FireRequest): Promise<FireAnswer>;
  deleteFlow(flow: string): Promise<Done>;
  /** Brings back one of the flows that were deleted last, with its runs; on again if it was. */
  restoreFlow(flow: string): Promise<FlowView>;
  replay(exchange: number): Promise<ReplayAnswer>;
  settings(change: SettingsChange): Promise<WorkbenchState>;
  desk<Name extends keyof DeskRequests>(what: Name, request: DeskRequests[Name]): Promise<DeskView>;
}

export interface StreamListener {
  events(events: WorkbenchEvent[]): void;
  state(message: StateMessage): void;
  /** Events up to this number are gone: load the list anew. */
  gap(first: number): void;
  /**
   * `lost` while the server cannot be reached; the source tries again by itself. `locked` when it answers again but does not
   * know this page any more: it was started anew, and the address that it has printed holds the key.
   */
  connection(status: "open" | "lost" | "locked"): void;
}

/** The key of a drop-down's answer in a {@link Recording}: the same inputs give the same key. */
export function dynamicKey(request: DynamicRequestBody): string {
  return [request.operationId, request.kind ?? "values", request.key ?? ""].join(" ");
}

/** A refused or failed request, as {@link DataSource} and {@link Actions} reject with it. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly help: string;
  override name = "ApiFailure";

  constructor(status: number, error: ApiError["error"]) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.help = error.help;
  }
}
