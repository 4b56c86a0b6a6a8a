/** Connections, flows, runs and calls. */
import type { JsonObject, JsonValue } from "../../json/values.ts";
import type {
  AnswerKind,
  BuiltInTrigger,
  ConnectionSnapshot,
  ExchangeRecord,
  FlowAction,
  FlowSnapshot,
  RunSnapshot,
  RunStatus,
  Violation,
  WorkflowActions,
} from "../../platform/api.ts";
import type { ConnectionRequest, FireRequest, FlowEdit, FlowRequest, InvokeRequest } from "../requests.ts";
import type { Done, EnteredValues } from "./common.ts";

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
  /** Of a flow that begins with no trigger of the connector. */
  trigger?: BuiltInTrigger;
  /** How many steps are behind the trigger, those inside loops and branches included. */
  steps: number;
  recurrenceSeconds: number | undefined;
  /** How the flow is doing and why, in sentences. */
  explanation: string[];
  /** Set while the connector has no such trigger: the flow is off, and comes back when the trigger does. */
  lost: string | undefined;
  lastRun: { id: string; status: RunStatus; at: string } | undefined;
}

/** A flow as it is saved. */
export interface FlowDefinitionAnswer {
  flow: string;
  name: string;
  operation: string;
  values: EnteredValues;
  recurrenceSeconds: number | undefined;
  /** Of a flow that begins with no trigger of the connector. */
  trigger?: BuiltInTrigger;
  /** The steps; undefined for a flow that was made with `actions`. */
  definition: { actions: WorkflowActions } | undefined;
  /** Trigger and steps together, as the platform's code view shows them. */
  workflow: JsonObject;
}

/** A flow that was read from a file. */
export interface FlowImportAnswer {
  flow: FlowView;
  /** What of the file does not hold here, one sentence each. */
  notes: string[];
}

export interface ResubmitAnswer {
  /** Id of the new run. */
  run: string;
}

/** The functions of expressions, as they are written. */
export interface FunctionsAnswer {
  functions: { name: string; usage: string; group: string }[];
}

/** A call of an action on its own, as it is kept. */
export interface CallRecord {
  number: number;
  /** Time on the workbench's clock. */
  at: string;
  operationId: string;
  /** What was filled in, without secrets. */
  values: EnteredValues;
  /** Values that are secret, and so are not kept: keys of the inputs. */
  withheld: string[];
  /** Undefined if it could not be made; `error` says why. */
  answer: InvokeAnswer | undefined;
  error?: string;
}

export interface CallsAnswer {
  /** Newest first. */
  calls: CallRecord[];
}

export interface FireAnswer {
  /** `notified`: sent to the callback address; `queued`: the next poll finds it; `started`: a flow that is started by hand runs. */
  how: "notified" | "queued" | "started";
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
  /** Its number in the history of calls. */
  call?: number;
}

/** Example values made from the schemas: what fills a form, and what a trigger would receive. */
export interface SampleAnswer {
  operationId: string;
  values: EnteredValues;
  /** Body of an answer, or of a notification. */
  body: JsonValue | undefined;
  /** Of a trigger: events that the service is known to send; empty where nobody has written any. */
  events: EventSample[];
}

/** An event that somebody has saved. */
export interface SampleRequest {
  operationId: string;
  title: string;
  body: JsonValue;
}

/** All events that were saved. */
export interface SamplesAnswer {
  samples: SampleRequest[];
}

export interface EventSample {
  /** What happened, such as `Group booking, cancelled with a reason`. */
  title: string;
  body: JsonValue;
  /** Somebody has saved it here; it can be deleted. */
  saved?: true;
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

export interface RunActions {
  invoke(request: InvokeRequest): Promise<InvokeAnswer>;
  connect(request: ConnectionRequest): Promise<ConnectionView>;
  createFlow(request: FlowRequest): Promise<FlowView>;
  turnOn(flow: string): Promise<FlowView>;
  turnOff(flow: string): Promise<FlowView>;
  editFlow(flow: string, edit: FlowEdit): Promise<FlowView>;
  /** Makes a flow, still off, from the text of a workflow definition. */
  importFlow(text: string): Promise<FlowImportAnswer>;
  fire(flow: string, request?: FireRequest): Promise<FireAnswer>;
  deleteFlow(flow: string): Promise<Done>;
  /** Brings back one of the flows that were deleted last, with its runs; on again if it was. */
  restoreFlow(flow: string): Promise<FlowView>;
  replay(exchange: number): Promise<ReplayAnswer>;
  resubmit(run: string): Promise<ResubmitAnswer>;
  saveSample(sample: SampleRequest): Promise<SampleAnswer>;
  /** @throws where another one of the trigger has the title */
  renameSample(operationId: string, title: string, to: string): Promise<SamplesAnswer>;
  deleteSample(operationId: string, title: string): Promise<SampleAnswer>;
}
