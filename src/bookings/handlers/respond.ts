/** The way of every request: counted, struck by faults, authorised, answered, and the answer held against the definition. */
import { HttpResponse } from "msw";
import type { JsonValue } from "../../json/values.ts";
import type { Condition, ServiceContext } from "../context.ts";
import type { Answer } from "../contract/definition-contract.ts";
import type { Fault } from "../faults.ts";
import type { User } from "../world/types.ts";

/** Thrown where the service refuses; becomes the answer of the contract's entry. */
export class Refusal extends Error {
  readonly condition: Condition;
  /** Why, beyond what the service itself says; for a header, an event and a log. */
  readonly detail: string;

  constructor(condition: Condition, detail = "") {
    super(condition);
    this.condition = condition;
    this.detail = detail;
  }
}

/** One request on its way. */
export interface Call {
  /** Its number. */
  number: number;
  request: Request;
  /** Where this service stands, for addresses it gives out. */
  origin: string;
}

/**
 * Answers a request in the name of an operation.
 * @param run what the operation does; throws a {@link Refusal}
 */
export async function respond(
  context: ServiceContext,
  call: Call,
  operation: string,
  run: () => Promise<Answer>,
): Promise<Response> {
  const { events, clock } = context;
  const path = new URL(call.request.url).pathname;
  events.emit("request", { request: call.number, method: call.request.method, path, operation });
  const fault = context.faults.take(operation);
  if (fault) {
    events.emit("fault", {
      request: call.number,
      on: fault.on,
      answer: nameOf(fault),
      latencyMs: fault.latencyMs,
    });
    if (fault.latencyMs > 0) await clock.sleep(fault.latencyMs);
    if (fault.answer !== "none" && fault.effect === "before")
      return finish(context, call, operation, strike(context, fault));
  }
  let answer: Answer;
  try {
    answer = await run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer = refuse(context, call, error);
  }
  // Told to leave the header out, the service knowingly differs from a definition that declares it.
  const violations = context.definition.checkAnswer(
    operation,
    answer,
    context.sendLocation ? [] : ["location"],
  );
  if (violations.length > 0) {
    events.emit("drift", { operation, violations: violations });
    if (context.onDrift === "error") answer = drifted(violations);
  }
  if (fault && fault.answer !== "none") return finish(context, call, operation, strike(context, fault));
  return finish(context, call, operation, toResponse(answer));
}

/** The signed-in user. @throws {Refusal} notSignedIn */
export async function authorise(context: ServiceContext, call: Call): Promise<User> {
  const verified = await context.issuer.verify(call.request.headers.get("authorization"));
  if (!verified.ok) throw new Refusal("notSignedIn", verified.why);
  const user = context.world.users.get(verified.upn.toLowerCase());
  if (!user) throw new Refusal("notSignedIn", "The token is that of a user who does not exist.");
  context.events.emit("authorised", { request: call.number, user: user.upn });
  return user;
}

export function toResponse({ status, headers, body }: Answer): Response {
  return HttpResponse.json(body, { status, headers });
}

function refuse(context: ServiceContext, call: Call, refusal: Refusal): Answer {
  const entry = context.errors[refusal.condition];
  const status = entry.status ?? 400;
  const headers: Record<string, string> = {};
  if (refusal.detail) headers["x-mock-reason"] = refusal.detail.replace(/[^\x20-\x7e]+/g, " ").slice(0, 500);
  if (refusal.condition === "notSignedIn")
    headers["www-authenticate"] = call.request.headers.has("authorization")
      ? 'Bearer error="invalid_token"'
      : "Bearer";
  const text = [entry.message, refusal.detail].filter(Boolean).join(" ");
  context.events.emit("refused", { request: call.number, status, error: entry.id, message: text });
  // Only a malformed request is told its fault in the body: the other texts are those of the service, to the letter.
  const message = refusal.condition === "malformed" ? text : entry.message;
  return { status, headers, body: errorBody(entry.code ?? entry.id, message) };
}

function errorBody(code: string, message: string): JsonValue {
  return { error: { code, message } };
}

function drifted(violations: string[]): Answer {
  return {
    status: 500,
    headers: { "x-mock-reason": "contract drift" },
    body: errorBody(
      "ContractDrift",
      `The mocked service and the definition do not agree. ${violations.join(" ")} Correct the definition, or the mock.`,
    ),
  };
}

/** What a fault makes of an answer. */
function strike(context: ServiceContext, { answer }: Fault): Response {
  if (answer === "disconnect") return HttpResponse.error();
  if (typeof answer === "string")
    return HttpResponse.html("<html><body><h1>502 Bad Gateway</h1></body></html>", { status: 502 });
  const entry = context.contract.errors.find((one) =>
    answer.error === undefined
      ? one.status === answer.status && one.origin === "service"
      : one.id === answer.error,
  );
  const body = errorBody(
    entry?.code ?? `Status${answer.status}`,
    entry?.message ?? "The fault that was asked for.",
  );
  return toResponse({ status: answer.status, headers: { "x-mock-reason": "injected fault" }, body });
}

function nameOf({ answer }: Fault): string {
  return typeof answer === "string" ? answer : (answer.error ?? String(answer.status));
}

function finish(context: ServiceContext, call: Call, operation: string, response: Response): Response {
  context.events.emit("answered", { request: call.number, status: response.status, operation });
  return response;
}
