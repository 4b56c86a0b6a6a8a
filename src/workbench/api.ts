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
 * | GET /api/index | | {@link IndexAnswer} |
 * | POST /api/code | {@link CodeRequest} | {@link CodeAnswer} |
 * | POST /api/fix | {@link FixRequest} | {@link FixAnswer} |
 * | GET /api/rules/{id} | | {@link RuleAnswer} |
 * | POST /api/suppress | {@link SuppressRequest} | {@link SaveAnswer} |
 * | POST /api/unsuppress | {@link UnsuppressRequest} | {@link SaveAnswer} |
 * | GET /api/sources | | {@link SourcesAnswer} |
 * | GET /api/sources/{file} | | {@link SourceAnswer} |
 * | POST /api/sources/{file} | {@link SaveRequest} | {@link SaveAnswer}; 409 if the file has been saved elsewhere since |
 * | POST /api/sources/{file}/check | {@link CheckRequest} | {@link CheckAnswer} |
 * | POST /api/sources/{file}/merge | {@link MergeRequest} | {@link MergeAnswer} |
 * | GET /api/form/{operationId} | | {@link FormAnswer} |
 * | POST /api/members | {@link MemberRequest} | {@link SaveAnswer}; 409 if a member has another value by now |
 * | POST /api/changes/{id}/undo | {} | {@link ChangeView} |
 * | POST /api/dynamic | {@link DynamicRequestBody} | {@link DynamicAnswer} |
 * | POST /api/invoke | {@link InvokeRequest} | {@link InvokeAnswer} |
 * | GET /api/sample/{operationId} | | {@link SampleAnswer} |
 * | POST /api/connections | {@link ConnectionRequest} | {@link ConnectionView} |
 * | POST /api/flows | {@link FlowRequest} | {@link FlowView} |
 * | POST /api/flows/import | {@link FlowImport} | {@link FlowImportAnswer} |
 * | GET /api/flows/{id}/definition | | {@link FlowDefinitionAnswer} |
 * | POST /api/flows/{id}/on, /off | {} | {@link FlowView} |
 * | POST /api/flows/{id}/edit | {@link FlowEdit} | {@link FlowView} |
 * | POST /api/flows/{id}/fire | {@link FireRequest} | {@link FireAnswer} |
 * | DELETE /api/flows/{id} | | {@link Done} |
 * | POST /api/flows/{id}/restore | {} | {@link FlowView}; one that was deleted |
 * | GET /api/flows/{id}/runs?before=&limit= | | {@link RunsAnswer} |
 * | GET /api/runs/{id} | | {@link RunView} |
 * | POST /api/runs/{id}/resubmit | {} | {@link ResubmitAnswer} |
 * | GET /api/functions | | {@link FunctionsAnswer} |
 * | GET /api/calls?operation= | | {@link CallsAnswer} |
 * | POST /api/samples; DELETE /api/samples/{operationId}/{title} | {@link SampleRequest} | {@link SampleAnswer} |
 * | GET /api/samples; POST /api/samples/{operationId}/{title} | | {@link SamplesAnswer}; the second gives another name |
 * | GET, POST /api/scenarios; POST /api/scenarios/stop, /import; DELETE /api/scenarios/{name} | | {@link ScenariosAnswer} |
 * | POST /api/scenarios/{name}/replay, /export | | {@link ScenarioReplay}, {@link ScenarioFile} |
 * | GET, POST /api/page | {@link PageMemory} | {@link PageMemory} |
 * | GET /api/exchanges?after=&before=&limit= | | {@link ExchangesAnswer} |
 * | GET /api/exchanges/{number} | | {@link ExchangeRecord} |
 * | POST /api/exchanges/{number}/replay | {} | {@link ReplayAnswer} |
 * | GET /api/events?after=&before=&limit= | | {@link EventsAnswer} |
 * | GET /api/stream?after= | | server-sent events, see {@link StreamMessages} |
 * | POST /api/settings | {@link SettingsChange} | {@link WorkbenchState} |
 * | GET /api/desk | | {@link DeskView}; 404 `no-desk` unless the mocked service is behind |
 * | POST /api/desk/book, /join, /leave, /edit, /reschedule, /cancel, /visit | {@link DeskRequests} | {@link DeskView} |
 * | POST /api/ship | {@link ShipRequest} | {@link ShipAnswer} |
 * | POST /api/ship/{build}/write | | {@link ShipWritten} |
 * | GET /api/ship/{build}/download?format= | | a file |
 * | GET /api/reference?as=html, markdown, view | | a file |
 * | GET /api/preview | | a file |
 * | GET /api/versions | | {@link VersionsAnswer} |
 * | POST /api/compare | {@link CompareRequest} | {@link CompareAnswer} |
 * | GET /api/compare/{comparison}/{operationId} | | {@link BothViews} |
 * | GET /api/connectors | | {@link ConnectorsAnswer} |
 * | POST /api/connectors/{id}/open | {} | the session that now runs |
 * | GET /openapi.json | | all of this as OpenAPI 3.1 |
 */

export type { OperationHead, OperationView } from "../designer/types.ts";
export type { JsonObject, JsonValue } from "../json/values.ts";
export type { ConnectionSnapshot, ExchangeRecord, FlowAction, RunSnapshot } from "../platform/api.ts";
export * from "./api/common.ts";
export type * from "./api/compare.ts";
export type * from "./api/connectors.ts";
export type * from "./api/design.ts";
export type * from "./api/desk.ts";
export type * from "./api/events.ts";
export type * from "./api/find.ts";
export type * from "./api/findings.ts";
export type * from "./api/form.ts";
export type * from "./api/keep.ts";
export type * from "./api/run.ts";
export type * from "./api/scenario.ts";
export type * from "./api/ship.ts";
export * from "./api/source.ts";
export type * from "./api/sources.ts";
export type * from "./api/state.ts";
export type * from "./requests/sources.ts";
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
