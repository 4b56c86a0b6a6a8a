/** Where the page has its data from: a server, or an offline file. */
import type { ExchangeRecord } from "../../platform/api.ts";
import type { CodeRequest, DynamicRequestBody } from "../requests.ts";
import type { PageOptions } from "./common.ts";
import type { CompareSource } from "./compare.ts";
import type { ConnectorsSource } from "./connectors.ts";
import type { CodeAnswer, DesignAnswer, DynamicAnswer, OperationAnswer, RawAnswer } from "./design.ts";
import type { DeskActions, DeskView } from "./desk.ts";
import type { EventsAnswer, StreamListener, WorkbenchEvent } from "./events.ts";
import type { IndexAnswer } from "./find.ts";
import type { FindingActions, FindingsAnswer } from "./findings.ts";
import type { KeepActions, PageMemory } from "./keep.ts";
import type {
  CallsAnswer,
  ExchangesAnswer,
  FlowDefinitionAnswer,
  FunctionsAnswer,
  RunActions,
  RunsAnswer,
  RunView,
  SampleAnswer,
  SamplesAnswer,
} from "./run.ts";
import type { ScenarioActions, ScenariosAnswer } from "./scenario.ts";
import type { ShipSource } from "./ship.ts";
import type { SourceActions } from "./sources.ts";
import type { StateActions, WorkbenchState } from "./state.ts";

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
  /** What can be searched besides what the other answers hold. */
  index(): Promise<IndexAnswer>;
  code(request: CodeRequest): Promise<CodeAnswer>;
  dynamic(request: DynamicRequestBody): Promise<DynamicAnswer>;
  sample(operationId: string): Promise<SampleAnswer>;
  runs(flow: string, options?: { before?: number; limit?: number }): Promise<RunsAnswer>;
  flowDefinition(flow: string): Promise<FlowDefinitionAnswer>;
  functions(): Promise<FunctionsAnswer>;
  calls(operationId?: string): Promise<CallsAnswer>;
  /** Events that were saved, of all triggers. */
  samples(): Promise<SamplesAnswer>;
  scenarios(): Promise<ScenariosAnswer>;
  memory(): Promise<PageMemory>;
  run(id: string): Promise<RunView>;
  exchanges(options?: PageOptions): Promise<ExchangesAnswer>;
  exchange(number: number): Promise<ExchangeRecord>;
  events(options?: PageOptions): Promise<EventsAnswer>;
  desk(): Promise<DeskView>;
  /** Undefined in an offline file: nothing can be done there, and the page shows no buttons for it. */
  actions: Actions | undefined;
  /** Undefined in an offline file: packages are built, and versions compared, by a server. */
  ship: ShipSource | undefined;
  compare: CompareSource | undefined;
  connectors: ConnectorsSource | undefined;
  /** Starts listening after an event; returns a function that ends it. Never called back in an offline file. */
  listen(after: number, listener: StreamListener): () => void;
}

/** Everything that changes something, by subject. Each rejects with an `ApiFailure`. */
export interface Actions
  extends StateActions,
    FindingActions,
    SourceActions,
    RunActions,
    DeskActions,
    KeepActions,
    ScenarioActions,
    ScenarioActions {}

/** The key of a drop-down's answer in a {@link Recording}: the same inputs give the same key. */
export function dynamicKey(request: DynamicRequestBody): string {
  return [request.operationId, request.kind ?? "values", request.key ?? ""].join(" ");
}
