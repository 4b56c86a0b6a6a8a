/** What is kept of what somebody did: saved flows, calls of actions, events to fire again, forms; and running a run again. */
import { InputError } from "../../../json/problem.ts";
import { FUNCTIONS } from "../../../platform/runs/functions/functions.ts";
import { rememberable } from "../../keep/parts.ts";
import { isMasked } from "../../keep/withheld.ts";
import { nothing, pageMemory, sampleRename, sampleRequest } from "../../requests.ts";
import { flowDefinition } from "../../run/flow-definition.ts";
import { sampleFor } from "../../run/sample.ts";
import { type AppRoute, route } from "./route.ts";

export const historyRoutes: readonly AppRoute[] = [
  route({
    method: "GET",
    path: "/api/flows/{id}/definition",
    id: "readFlowDefinition",
    summary: "A flow as it is saved: its values, its steps, and both as a workflow definition.",
    answer: "FlowDefinitionAnswer",
    run: ({ workbench, params }) => flowDefinition(workbench, params.id ?? ""),
  }),
  route({
    method: "POST",
    path: "/api/runs/{id}/resubmit",
    id: "resubmit",
    summary: "Runs the flow as it now is once more, with what its trigger delivered to a run.",
    request: nothing,
    bodyOptional: true,
    answer: "ResubmitAnswer",
    async run({ workbench, params }) {
      const { session } = workbench;
      const { id = "" } = params;
      const found = session.runs.run(id);
      if (!found)
        throw new InputError(
          "run-unknown",
          `There is no run "${id}".`,
          "GET /api/flows/{id}/runs lists them.",
        );
      const again = session.flows.resubmit(found.flow, found.run);
      session.tell("resubmitted", "plain", "A run was resubmitted.", { flow: found.flow, run: again.id });
      await workbench.settle();
      workbench.touch("state");
      return { run: again.id };
    },
  }),
  route({
    method: "GET",
    path: "/api/functions",
    id: "readFunctions",
    summary: "The functions that expressions may use, as they are written.",
    answer: "FunctionsAnswer",
    run: () => ({ functions: FUNCTIONS.map(({ name, usage, group }) => ({ name, usage, group })) }),
  }),
  route({
    method: "GET",
    path: "/api/calls",
    id: "readCalls",
    summary: "Calls of actions on their own, newest first.",
    answer: "CallsAnswer",
    query: { operation: { type: "string" } },
    run: ({ workbench, query }) => workbench.calls.list(query.get("operation") ?? undefined),
  }),
  route({
    method: "POST",
    path: "/api/samples",
    id: "saveSample",
    summary: "Saves an event of a trigger, to be fired again.",
    request: sampleRequest,
    answer: "SampleAnswer",
    run({ workbench, body }) {
      if (isMasked(body.body, (text) => workbench.session.hidden(text)))
        throw new InputError(
          "secret-sample",
          "The event holds a secret, or what is left of one: it is not saved.",
          "Take it out of the event first.",
        );
      // Whether there is such an operation.
      sampleFor(workbench, body.operationId);
      workbench.samples.save(body);
      workbench.kept("samples");
      workbench.touch("scenarios");
      return sampleFor(workbench, body.operationId);
    },
  }),
  route({
    method: "GET",
    path: "/api/samples",
    id: "readSamples",
    summary: "All events that were saved, by trigger.",
    answer: "SamplesAnswer",
    run: ({ workbench }) => ({ samples: [...workbench.samples.all()] }),
  }),
  route({
    method: "POST",
    path: "/api/samples/{operationId}/{title}",
    id: "renameSample",
    summary: "Gives an event that was saved another name.",
    request: sampleRename,
    answer: "SamplesAnswer",
    run({ workbench, params, body }) {
      const { operationId = "", title = "" } = params;
      workbench.samples.rename({ operationId, title }, body.title);
      workbench.kept("samples");
      workbench.touch("scenarios");
      return { samples: [...workbench.samples.all()] };
    },
  }),
  route({
    method: "DELETE",
    path: "/api/samples/{operationId}/{title}",
    id: "deleteSample",
    summary: "Deletes an event that was saved.",
    answer: "SampleAnswer",
    run({ workbench, params }) {
      const { operationId = "", title = "" } = params;
      workbench.samples.delete({ operationId, title });
      workbench.kept("samples");
      workbench.touch("scenarios");
      return sampleFor(workbench, operationId);
    },
  }),
  route({
    method: "GET",
    path: "/api/page",
    id: "readPage",
    summary: "What the page remembers: forms that are filled in, and the newest event that was looked at.",
    answer: "PageMemory",
    run: ({ workbench }) => workbench.page.memory,
  }),
  route({
    method: "POST",
    path: "/api/page",
    id: "rememberPage",
    summary: "Has the page's memory kept, without what is secret.",
    request: pageMemory,
    answer: "PageMemory",
    run({ workbench, body }) {
      workbench.page.set(rememberable(workbench, body));
      workbench.kept("page");
      return workbench.page.memory;
    },
  }),
];
