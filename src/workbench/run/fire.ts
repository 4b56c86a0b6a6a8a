/** Makes a trigger fire by hand, for services that nobody else makes do it. */
import { stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import type { Arguments } from "../../platform/index.ts";
import type { FireAnswer, FireRequest } from "../api.ts";
import type { Workbench } from "../workbench.ts";
import { eventFor, sampleFor } from "./sample.ts";

/** @throws {InputError} `flow-unknown`, `trigger-lost`, `flow-off`, `cannot-fire` */
export async function fire(workbench: Workbench, id: string, request: FireRequest): Promise<FireAnswer> {
  const { session, backend } = workbench;
  const flow = session.flows.running(id);
  if (flow.state !== "on")
    throw new InputError("flow-off", "The flow is off: nothing reaches it.", "Turn it on first.");
  if (flow.kind === "manual") {
    const body = request.body ?? eventFor(session.flows.entry(id).request) ?? {};
    const run = flow.run(body as Arguments);
    session.tell("started-by-hand", "plain", "The flow was started by hand.", { flow: id, run: run.id });
    await workbench.settle();
    workbench.touch("state");
    return session.clean({ how: "started", body, runs: [run.id] });
  }
  if (flow.kind === "recurrence")
    throw new InputError(
      "cannot-fire",
      "This flow runs by itself, at its interval.",
      "Move the clock to the next run.",
    );
  const body = request.body ?? sampleFor(workbench, flow.operation).body ?? {};
  const { callbackUrl } = flow;
  if (callbackUrl === undefined) {
    if (!backend.queue(flow.operation, body))
      throw new InputError(
        "cannot-fire",
        "This trigger polls a service that decides by itself what is new.",
        "Make something happen at the service, or move the clock to the next poll.",
      );
    session.tell("queued", "plain", "An event is ready for the next poll.", {
      flow: id,
      operation: flow.operation,
    });
    return { how: "queued", body, runs: [] };
  }
  const runs: string[] = [];
  const detach = session.platform.on((event) => {
    if (event.type === "notification-accepted" && event.flow === flow.id) runs.push(...event.runs);
  });
  try {
    const response = await workbench.notify(notification(callbackUrl, stringifyExact(body)));
    return session.clean({ how: "notified", status: response.status, body, runs });
  } finally {
    detach();
  }
}

export function notification(callbackUrl: string, body: string): Request {
  return new Request(callbackUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
}
