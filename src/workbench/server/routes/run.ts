/** Connections, flows and runs, and calls of single operations. */
import { InputError } from "../../../json/problem.ts";
import {
  connectionRequest,
  fireRequest,
  flowEdit,
  flowImport,
  flowRequest,
  invokeRequest,
  nothing,
} from "../../requests.ts";
import { call } from "../../run/call.ts";
import { fire } from "../../run/fire.ts";
import { readFlow } from "../../run/read-flow.ts";
import { refuseEarly } from "../../run/refuse-early.ts";
import { sampleFor } from "../../run/sample.ts";
import { PAGED, pageOf } from "./paged.ts";
import { type AppRoute, route } from "./route.ts";

export const runRoutes: readonly AppRoute[] = [
  route({
    method: "POST",
    path: "/api/invoke",
    id: "invoke",
    summary: "Calls an operation through the gateway.",
    request: invokeRequest,
    answer: "InvokeAnswer",
    run: ({ workbench, body }) => call(workbench, body),
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
    run({ workbench, body }) {
      refuseEarly(body.definition);
      return workbench.session.flows.create(body);
    },
  }),
  route({
    method: "POST",
    path: "/api/flows/import",
    id: "importFlow",
    summary: "Makes a flow, still off, from the text of a workflow definition.",
    request: flowImport,
    answer: "FlowImportAnswer",
    async run({ workbench, body }) {
      const { view } = workbench.project.shown;
      const { request, notes } = readFlow(body.text, (id) => view.find(id) !== undefined);
      return { flow: await workbench.session.flows.create(request), notes };
    },
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
    summary: "Changes inputs, name, steps or recurrence; a flow that is on subscribes anew.",
    request: flowEdit,
    answer: "FlowView",
    run({ workbench, params, body }) {
      refuseEarly(body.definition);
      return workbench.session.flows.edit(params.id ?? "", body);
    },
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
];
