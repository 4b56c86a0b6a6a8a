/** Notifications as they arrive at the platform's front end. */
import type { JsonValue } from "../json/values.ts";
import type { BaseFlow } from "./flows/base-flow.ts";
import { handshakeAnswer } from "./handshake.ts";
import { headersOf } from "./invoke/headers.ts";
import { BodyTooLarge, readBytes, readValue } from "./invoke/read-body.ts";
import type { Services } from "./services.ts";

/** A refusal in the form in which Logic Apps writes its errors; the codes follow its style (chosen). */
class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Takes one notification. Accepted ones are answered with 202 and no body (sourced: a trigger's callback without a response
 * action); everything else with an error in JSON. Never throws.
 */
export async function receiveNotification(
  services: Services,
  flowOf: (id: string) => BaseFlow | undefined,
  request: Request,
): Promise<Response> {
  return await services.clock.during(async () => {
    const startedAt = services.clock.now();
    let flow: BaseFlow | undefined;
    let bytes: Uint8Array | undefined;
    let response: Response;
    try {
      const url = new URL(request.url);
      const recognised = services.callbacks.recognise(url);
      if (!recognised.ok)
        throw new Refusal(
          recognised.status,
          recognised.status === 401 ? "DirectApiAuthorizationRequired" : "WorkflowNotFound",
          recognised.reason,
        );
      const { target } = recognised;
      flow = flowOf(target.flow);
      // A run that was started by hand belongs to no flow; its actions are called back all the same.
      if (!flow && "trigger" in target)
        throw new Refusal(404, "WorkflowNotFound", "No flow has this callback address.");
      const handshake = await handshakeAnswer(request);
      if (handshake) {
        response = handshake;
        return record(services, flow, request, undefined, response, startedAt);
      }
      if (request.method !== "POST")
        throw new Refusal(405, "MethodNotAllowed", `Notifications are sent by POST, not ${request.method}.`);
      bytes = await readBytes(request);
      const { headers, body } = read(request, bytes);
      const id = target.flow;
      const of = flow;
      // A run without steps has ended by then: the notification that started it is told first.
      const runs = services.events.behind(
        () =>
          "trigger" in target
            ? of
              ? trigger(services, of, headers, body)
              : []
            : action(services, target, headers, body),
        (started) => ({ type: "notification-accepted", flow: id, runs: started }),
      );
      response = new Response(null, {
        status: 202,
        headers: runs[0] === undefined ? {} : { "x-ms-workflow-run-id": runs[0] },
      });
    } catch (error) {
      const refusal = asRefusal(error);
      services.events.emit({
        type: "notification-refused",
        ...(flow ? { flow: flow.id } : {}),
        status: refusal.status,
        message: refusal.message,
      });
      response = Response.json(
        { error: { code: refusal.code, message: refusal.message } },
        { status: refusal.status },
      );
    }
    return record(services, flow, request, bytes, response, startedAt);
  });
}

function record(
  services: Services,
  flow: BaseFlow | undefined,
  request: Request,
  bytes: Uint8Array | undefined,
  response: Response,
  startedAt: number,
): Response {
  services.exchanges.add({
    phase: "notify",
    ...(flow ? { flow: flow.id, operation: flow.operation } : {}),
    startedAt,
    endedAt: services.clock.now(),
    request: {
      method: request.method,
      url: request.url,
      headers: request.headers,
      ...(bytes ? { body: bytes } : {}),
    },
    response: { status: response.status, headers: response.headers },
    answeredBy: "platform",
  });
  return response;
}

function read(
  request: Request,
  bytes: Uint8Array | undefined,
): { headers: Record<string, string>; body: JsonValue | undefined } {
  const headers = headersOf(request.headers);
  if (!bytes) return { headers, body: undefined };
  const value = readValue(bytes, request.headers.get("content-type"));
  if (value.kind === "broken")
    throw new Refusal(400, "InvalidRequestContent", "The notification's body claims to be JSON and is not.");
  return { headers, body: value.value };
}

function trigger(
  services: Services,
  flow: BaseFlow,
  headers: Record<string, string>,
  body: JsonValue | undefined,
): string[] {
  if (flow.state !== "on")
    throw new Refusal(
      404,
      "WorkflowTriggerIsNotEnabled",
      "The flow is turned off: the notification is lost.",
    );
  for (const violation of services.checker.notification(flow.trigger, body)) services.onViolation(violation);
  const runs = flow.receive(headers, body);
  // Inferred: a flow whose waiting runs are at their limit takes no more for now.
  if (!runs)
    throw new Refusal(
      429,
      "WorkflowRunLimitReached",
      "The flow limits its runs, and as many wait as may wait.",
    );
  return runs;
}

function action(
  services: Services,
  target: { run: string; action: string },
  headers: Record<string, string>,
  body: JsonValue | undefined,
): string[] {
  if (!services.runs.resume(target.run, target.action, headers, body))
    throw new Refusal(404, "WorkflowRunActionNotWaiting", "No action waits for this callback.");
  return [target.run];
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof BodyTooLarge)
    return new Refusal(413, "RequestEntityTooLarge", `The notification is too large: ${error.message}.`);
  const message = error instanceof Error ? error.message : String(error);
  return new Refusal(400, "InvalidRequestContent", `The notification could not be read: ${message}`);
}
