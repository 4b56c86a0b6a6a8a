/** The operations of the API, one entry each: the server runs them, `/openapi.json` lists them. */
import { InputError } from "../../json/problem.ts";
import { type Route, routeOf } from "../../machine/http/route.ts";
import type { Shape } from "../../machine/schema/shape.ts";
import {
  codeRequest,
  connectionRequest,
  type DeskRequests,
  deskRequests,
  dynamicRequest,
  fireRequest,
  fixRequest,
  flowEdit,
  flowRequest,
  invokeRequest,
  nothing,
  settingsChange,
} from "../requests.ts";
import { askDynamic, operationOf } from "../run/dynamic.ts";
import { fire } from "../run/fire.ts";
import { replay } from "../run/replay.ts";
import { sampleFor } from "../run/sample.ts";
import type { Workbench } from "../workbench.ts";

const route = routeOf<{ workbench: Workbench }>();

/** Items of one page at most. */
const MAX_LIMIT = 2_000;

/** The parameters of lists that are read page by page; {@link pageOf} reads them. */
const PAGED = Object.fromEntries(
  ["after", "before", "limit"].map((name) => [name, { type: "integer", minimum: 0 }]),
);

export const routes: readonly Route<{ workbench: Workbench }>[] = [
  route({
    method: "GET",
    path: "/api/state",
    id: "readState",
    summary: "The workbench at this moment: connector, backend, clock, settings, connections, flows.",
    answer: "WorkbenchState",
    run: ({ workbench }) => workbench.state(),
  }),
  route({
    method: "GET",
    path: "/api/design",
    id: "readDesign",
    summary: "What the designer shows of the connector: its card and its operations.",
    answer: "DesignAnswer",
    run: ({ workbench }) => workbench.views.design(),
  }),
  route({
    method: "GET",
    path: "/api/design/{operationId}",
    id: "readOperation",
    summary: "One operation in full: inputs, tokens, serialised forms, and the findings about it.",
    answer: "OperationAnswer",
    run: ({ workbench, params }) =>
      workbench.views.operation(params.operationId ?? "") ?? operationOf(workbench, params.operationId ?? ""),
  }),
  route({
    method: "GET",
    path: "/api/raw/{operationId}",
    id: "readRaw",
    summary: "The operation as it stands in the file, with marks for inputs, tokens and findings.",
    answer: "RawAnswer",
    run: ({ workbench, params }) =>
      workbench.raw(params.operationId ?? "") ?? operationOf(workbench, params.operationId ?? ""),
  }),
  route({
    method: "GET",
    path: "/api/findings",
    id: "readFindings",
    summary: "What the validator says of the files as they now lie on disk.",
    answer: "FindingsAnswer",
    run: ({ workbench }) => workbench.views.findings(),
  }),
  route({
    method: "POST",
    path: "/api/code",
    id: "serialise",
    summary: "The step as Logic Apps and Power Automate write it, with the values given.",
    request: codeRequest,
    answer: "CodeAnswer",
    run({ workbench, body }) {
      const { operationId, values = {} } = body;
      return workbench.views.code(operationId, values) ?? operationOf(workbench, operationId);
    },
  }),
  route({
    method: "POST",
    path: "/api/fix",
    id: "fix",
    summary: "Mends findings in the files on disk, or shows how it would.",
    request: fixRequest,
    answer: "FixAnswer",
    run: ({ workbench, body }) => workbench.fix(body),
  }),
  route({
    method: "POST",
    path: "/api/dynamic",
    id: "askDynamic",
    summary: "Rows of a drop-down, a level of a tree, or a schema known at design time only.",
    request: dynamicRequest,
    answer: "DynamicAnswer",
    run: ({ workbench, body }) => askDynamic(workbench, body),
  }),
  route({
    method: "POST",
    path: "/api/invoke",
    id: "invoke",
    summary: "Calls an operation through the gateway.",
    request: invokeRequest,
    answer: "InvokeAnswer",
    async run({ workbench: { session }, body }) {
      const { operationId, values, connection } = body;
      const answer = await session.platform.invoke(operationId, values, {
        connection: session.connections.get(connection),
      });
      const { kind, ok, status, violations, headers } = answer;
      return session.clean({
        kind,
        ok,
        status,
        headers: session.redactor.headers(new Headers(headers)),
        body: answer.body,
        violations,
        exchange: session.exchangeNumber(answer.exchange),
      });
    },
  }),
  route({
    method: "GET",
    path: "/api/sample/{operationId}",
    id: "sample",
    summary: "Example values for the inputs of an operation, and an example of what it answers or sends.",
    answer: "SampleAnswer",
    run: ({ workbench, params }) => sampleFor(workbench, params.operationId ?? ""),
  }),
  route({
    method: "POST",
    path: "/api/connections",
    id: "connect",
    summary: "Makes a connection; values that are required and missing get stand-ins.",
    request: connectionRequest,
    answer: "ConnectionView",
    run: ({ workbench, body }) => workbench.session.connections.connect(body),
  }),
  route({
    method: "POST",
    path: "/api/flows",
    id: "createFlow",
    summary: "Makes a flow on a trigger, and turns it on if asked to.",
    request: flowRequest,
    answer: "FlowView",
    run: ({ workbench, body }) => workbench.session.flows.create(body),
  }),
  route({
    method: "POST",
    path: "/api/flows/{id}/on",
    id: "turnOn",
    summary: "Turns a flow on; answers when the first attempt to subscribe, or the first poll, has ended.",
    request: nothing,
    bodyOptional: true,
    answer: "FlowView",
    run: ({ workbench, params }) => workbench.session.flows.turn(params.id ?? "", true),
  }),
  route({
    method: "POST",
    path: "/api/flows/{id}/off",
    id: "turnOff",
    summary: "Turns a flow off; answers when the first attempt to unsubscribe has ended.",
    request: nothing,
    bodyOptional: true,
    answer: "FlowView",
    run: ({ workbench, params }) => workbench.session.flows.turn(params.id ?? "", false),
  }),
  route({
    method: "POST",
    path: "/api/flows/{id}/edit",
    id: "editFlow",
    summary: "Changes inputs or the name; a flow that is on subscribes anew.",
    request: flowEdit,
    answer: "FlowView",
    run: ({ workbench, params, body }) => workbench.session.flows.edit(params.id ?? "", body),
  }),
  route({
    method: "POST",
    path: "/api/flows/{id}/fire",
    id: "fire",
    summary: "Sends the trigger an event made of its schema, or the one given.",
    request: fireRequest,
    answer: "FireAnswer",
    run: ({ workbench, params, body }) => fire(workbench, params.id ?? "", body),
  }),
  route({
    method: "DELETE",
    path: "/api/flows/{id}",
    id: "deleteFlow",
    summary: "Turns a flow off and takes it away; the last ones can be restored.",
    answer: "Done",
    async run({ workbench, params }) {
      await workbench.session.flows.delete(params.id ?? "");
      workbench.touch("state");
      return { done: true };
    },
  }),
  route({
    method: "POST",
    path: "/api/flows/{id}/restore",
    id: "restoreFlow",
    summary: "Brings back a flow that was deleted, with its runs; on again if it was.",
    request: nothing,
    bodyOptional: true,
    answer: "FlowView",
    run: ({ workbench, params }) => workbench.session.flows.restore(params.id ?? ""),
  }),
  route({
    method: "GET",
    path: "/api/flows/{id}/runs",
    id: "readRuns",
    summary: "The run history of a flow, newest first.",
    answer: "RunsAnswer",
    query: PAGED,
    run({ workbench, params, query }) {
      const { session } = workbench;
      const { id } = session.flows.entry(params.id ?? "");
      const { before, limit = 100 } = pageOf(query);
      return session.runs.of(id, { ...(before === undefined ? {} : { before }), limit });
    },
  }),
  route({
    method: "GET",
    path: "/api/runs/{id}",
    id: "readRun",
    summary: "One run with the inputs and outputs of its trigger and actions.",
    answer: "RunView",
    run({ workbench: { session, exchanges }, params }) {
      const { id = "" } = params;
      const run = session.runs.get(id, session.flows.displayName, (run) => exchanges.numbersOf(run));
      if (run) return run;
      throw new InputError("run-unknown", `There is no run "${id}".`, "GET /api/flows/{id}/runs lists them.");
    },
  }),
  route({
    method: "GET",
    path: "/api/exchanges",
    id: "readExchanges",
    summary: "HTTP exchanges without headers and bodies, oldest first.",
    answer: "ExchangesAnswer",
    query: PAGED,
    run: ({ workbench, query }) => workbench.exchanges.page(pageOf(query)),
  }),
  route({
    method: "GET",
    path: "/api/exchanges/{number}",
    id: "readExchange",
    summary: "One HTTP exchange in full, without secrets.",
    answer: "ExchangeRecord",
    run({ workbench, params }) {
      const found = workbench.exchanges.get(numberOf(params.number));
      if (found) return found;
      throw new InputError(
        "exchange-unknown",
        `There is no exchange ${params.number}.`,
        "GET /api/exchanges lists those that are kept.",
      );
    },
  }),
  route({
    method: "POST",
    path: "/api/exchanges/{number}/replay",
    id: "replay",
    summary: "Sends a recorded request again, as it was.",
    request: nothing,
    bodyOptional: true,
    answer: "ReplayAnswer",
    run: ({ workbench, params }) => replay(workbench, numberOf(params.number)),
  }),
  route({
    method: "GET",
    path: "/api/events",
    id: "readEvents",
    summary: "The timeline, oldest first: those after a number, or the last ones before one.",
    answer: "EventsAnswer",
    query: PAGED,
    run: ({ workbench, query }) => workbench.log.page(pageOf(query)),
  }),
  route({
    method: "POST",
    path: "/api/settings",
    id: "change",
    summary: "Switches faults, deviations, retry profile, product and throttle, and moves time forward.",
    request: settingsChange,
    answer: "WorkbenchState",
    run: ({ workbench, body }) => workbench.change(body),
  }),
  route({
    method: "GET",
    path: "/api/desk",
    id: "readDesk",
    summary: "The world behind the mocked Bookings service.",
    answer: "DeskView",
    run: ({ workbench }) => workbench.desk.view(),
  }),
  ...deskRoutes(),
];

/** One route for each verb of the booking desk. */
function deskRoutes(): Route<{ workbench: Workbench }>[] {
  const verb = <Name extends keyof DeskRequests>(what: Name, summary: string) =>
    route<DeskRequests[Name]>({
      method: "POST",
      path: `/api/desk/${what}`,
      id: `desk-${what}`,
      summary,
      request: deskRequests[what] as Shape<DeskRequests[Name]>,
      answer: "DeskView",
      async run({ workbench, body }) {
        const { desk } = workbench;
        const { appointment } = desk.act(what, body);
        // The answer shows what the deed led to, as far as that needs no time.
        await workbench.settle();
        workbench.touch("desk");
        return desk.view(appointment);
      },
    });
  return [
    verb("book", "Books an appointment; a group service whose slot is taken already is joined."),
    verb("join", "Adds a customer to a group appointment."),
    verb("leave", "A customer leaves a group appointment; that of the last one is cancelled."),
    verb("edit", "Changes hosts, service, notes, answers or location of an appointment."),
    verb("reschedule", "Moves an appointment."),
    verb("cancel", "Cancels an appointment, with a reason if there is one."),
    verb("visit", "A user opens a booking page, so that their list shows it."),
  ];
}

function numberOf(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? "") ? Number(text) : 0;
}

function pageOf(query: URLSearchParams): { after?: number; before?: number; limit?: number } {
  const read = (name: string, largest: number) => {
    const text = query.get(name);
    if (text === null) return {};
    if (/^\d{1,15}$/.test(text) && Number(text) <= largest) return { [name]: Number(text) };
    throw new InputError(
      "bad-query",
      `${name} is "${text.slice(0, 50)}".`,
      `Give a whole number from 0 to ${largest}.`,
    );
  };
  return {
    ...read("after", Number.MAX_SAFE_INTEGER),
    ...read("before", Number.MAX_SAFE_INTEGER),
    ...read("limit", MAX_LIMIT),
  };
}
