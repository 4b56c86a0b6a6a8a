/** The gateway between flows and the service: every call of a connector passes here. */

import { stringifyExact } from "../json/exact-numbers.ts";
import { InputError } from "../json/problem.ts";
import type { JsonValue } from "../json/values.ts";
import type { Clock } from "../machine/clock.ts";
import { messageOf, secondsOf } from "./answers.ts";
import type { Answer, AnswerKind, Violation } from "./api.ts";
import type { Backend } from "./backend.ts";
import type { PlatformConnection } from "./connections/connection.ts";
import { NotSignedIn } from "./connections/oauth-token.ts";
import type { LoadedConnector } from "./connector-source.ts";
import type { ContractChecker } from "./contract/checker.ts";
import type { EventLog } from "./events.ts";
import type { ExchangeLog } from "./exchanges/exchange-log.ts";
import { GATEWAY_HOST } from "./gateway-host.ts";
import type { Ids } from "./ids.ts";
import { type Call, nameOf } from "./invoke/call.ts";
import { headersOf } from "./invoke/headers.ts";
import { readBytes } from "./invoke/read-body.ts";
import { refusalOf } from "./network-guard.ts";
import { PolicyError } from "./policies/expressions.ts";
import type { PolicyInstance } from "./policies/registry.ts";
import { PolicyRunner } from "./policies/runner.ts";
import type { PolicyContext, Reply } from "./policies/template.ts";
import type { Purpose } from "./purpose.ts";
import type { Script } from "./script/script.ts";
import { type Answerer, type Asked, type NotAnswered, ServiceCaller } from "./service-caller.ts";
import { throttleBody } from "./throttle.ts";
import { isWrapped, wrapFailure, wrapNotJson } from "./wrapping.ts";

export interface GatewayParts {
  connector: LoadedConnector;
  backend: Backend;
  clock: Clock;
  ids: Ids;
  events: EventLog;
  exchanges: ExchangeLog;
  checker: ContractChecker;
  policies: readonly PolicyInstance[];
  /** Called for every violation. */
  onViolation(violation: Violation, exchange: number): void;
  fatalViolations: boolean;
  /** Answers in place of the service for the operations that it covers. */
  script: Script | undefined;
}

/** One call on its way through the gateway. */
interface Passage {
  call: Call;
  connection: PlatformConnection;
  purpose: Purpose;
  startedAt: number;
}

type CallFacts = Parameters<ExchangeLog["addCall"]>[5];

export class Gateway {
  readonly #parts: GatewayParts;
  readonly #caller: ServiceCaller;
  readonly #policies: PolicyRunner;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.#caller = new ServiceCaller(parts.connector.model.root, parts.backend, parts.clock);
    this.#policies = new PolicyRunner(parts.policies, this.#caller, parts);
  }

  /** Address of a connection at the gateway. */
  urlFor(connection: PlatformConnection): string {
    return `https://${GATEWAY_HOST}/apim/${encodeURIComponent(this.#parts.connector.name)}/${connection.id}`;
  }

  /** Sends a call: throttle, credentials, request policies, the service, its answer's policies, wrapping. Never throws for what the service does. */
  async send(call: Call, connection: PlatformConnection, purpose: Purpose): Promise<Answer> {
    const { clock, events } = this.#parts;
    const passage: Passage = { call, connection, purpose, startedAt: clock.now() };
    const name = nameOf(call);
    const about = {
      operation: name,
      connection: connection.id,
      ...(purpose.flow === undefined ? {} : { flow: purpose.flow }),
    };
    events.emit({ type: "call-started", ...about, purpose: purpose.phase });
    const verdict = connection.throttle.take();
    const answer = verdict.allowed
      ? await this.#pass(passage)
      : this.#throttled(passage, verdict.retryAfterSeconds);
    if (answer.kind === "connection-throttled") {
      events.emit({ type: "connection-throttled", ...about, retryAfterSeconds: verdict.retryAfterSeconds });
    } else if (answer.kind === "service-rejected" && answer.status === 429) {
      events.emit({ type: "service-quota", ...about, message: messageOf(answer) });
    }
    const { kind, status, exchange } = answer;
    events.emit({ type: "call-answered", ...about, purpose: purpose.phase, kind, status, exchange });
    return answer;
  }

  /** Every call is recorded here, whoever answers it. @returns the number of the exchange */
  #record({ call, connection, purpose, startedAt }: Passage, facts: CallFacts): number {
    const { exchanges, clock } = this.#parts;
    return exchanges.addCall(call, connection, purpose, startedAt, clock.now(), facts);
  }

  #throttled(passage: Passage, seconds: number): Answer {
    const headers = new Headers({ "content-type": "application/json", "retry-after": String(seconds) });
    const body = { ...throttleBody(seconds) };
    const exchange = this.#record(passage, {
      answeredBy: "gateway",
      response: { status: 429, headers, body: Buffer.from(JSON.stringify(body)) },
    });
    return {
      ...this.#answer(passage.call, "connection-throttled", { status: 429, headers, body }, [], exchange),
      retryAfterSeconds: seconds,
    };
  }

  async #pass(passage: Passage): Promise<Answer> {
    const { call, connection, purpose } = passage;
    const requestId = this.#parts.ids.guid();
    const context = this.#policies.contextFor(call, connection, purpose, this.urlFor(connection));
    let asked: Asked;
    try {
      if (purpose.credentials !== false) await connection.authenticate(call);
      await this.#policies.run(
        "Request",
        context,
        ({ routing }) => routing === undefined || decides(call, routing),
      );
      setOwnHeaders(call, requestId, purpose);
      asked = await this.#caller.ask(call, this.#answerer(passage, requestId));
    } catch (error) {
      // The name Unauthorized is sourced (error reference of Power Automate), the body is not known.
      const status = error instanceof NotSignedIn ? 401 : 500;
      asked = { kind: "gateway-failed", status, message: this.#failure(error, call) };
    }
    if (!("reply" in asked)) return this.#gatewayFailure(passage, requestId, asked, context);
    const { raw, bytes, broken, url, madeUp } = asked;
    const exchange = this.#record(passage, {
      answeredBy: "service",
      url,
      response: { ...raw, ...(bytes ? { body: bytes } : {}) },
    });
    return this.#finish(call, context, asked.reply, {
      requestId,
      exchange,
      broken,
      empty: bytes === undefined,
      madeUp,
    });
  }

  /** The script, where it answers in place of the service. Policies run around it as around the service (inferred). */
  #answerer({ call, connection, purpose }: Passage, correlationId: string): Answerer | undefined {
    const { script, events } = this.#parts;
    const operation = call.operation?.id;
    if (!script || operation === undefined || !script.covers(operation)) return undefined;
    return async (request, signal) => {
      const response = await script.answer({
        operation,
        correlationId,
        request,
        send: (own) => this.#sendForScript(own, operation, connection, purpose, signal),
        log: (level, message) => events.emit({ type: "script-log", operation, level, message }),
        signal,
      });
      events.emit({ type: "script-ran", operation, status: response.status });
      return response;
    };
  }

  /** A request that a script sends: recorded as its own exchange, to any host that the gateway itself may call. */
  async #sendForScript(
    request: Request,
    operation: string,
    connection: PlatformConnection,
    purpose: Purpose,
    signal: AbortSignal,
  ): Promise<Response> {
    const { backend, clock, exchanges } = this.#parts;
    const refusal = refusalOf(new URL(request.url));
    if (refusal) throw new Error(`The script's call was not made: ${refusal}.`);
    const startedAt = clock.now();
    const sent = request.body ? await readBytes(request.clone()) : undefined;
    const response = await backend(request, signal);
    const body = await readBytes(response.clone());
    exchanges.add({
      phase: "script",
      operation,
      connection: connection.id,
      ...(purpose.flow === undefined ? {} : { flow: purpose.flow }),
      ...(purpose.run === undefined ? {} : { run: purpose.run }),
      startedAt,
      endedAt: clock.now(),
      request: {
        method: request.method,
        url: request.url,
        headers: request.headers,
        ...(sent ? { body: sent } : {}),
      },
      response: { status: response.status, headers: response.headers, ...(body ? { body } : {}) },
      answeredBy: "service",
    });
    return response;
  }

  /** What happens to an answer of the service on its way back. */
  async #finish(
    call: Call,
    context: PolicyContext,
    reply: Reply,
    about: {
      requestId: string;
      exchange: number;
      broken: string | undefined;
      empty: boolean;
      madeUp: boolean;
    },
  ): Promise<Answer> {
    const wrap = { source: GATEWAY_HOST, clientRequestId: about.requestId };
    const serviceStatus = reply.status;
    if (about.broken !== undefined) {
      const text = about.broken;
      const violation = {
        operation: nameOf(call),
        status: serviceStatus,
        pointer: "",
        message: "the body is not JSON",
      };
      this.#parts.onViolation(violation, about.exchange);
      const wrapped = { status: 400, headers: jsonHeaders(reply.headers), body: wrapNotJson(text, wrap) };
      return this.#answer(call, "not-as-defined", wrapped, [violation], about.exchange);
    }
    context.reply = reply;
    let violations: Violation[] = [];
    try {
      const section = serviceStatus >= 400 ? "Failure" : "Response";
      await this.#policies.run(section, context, (work) => !work.afterCheck);
      if (!about.madeUp) violations = this.#check(call, reply, about.empty, about.exchange);
      await this.#policies.run(section, context, (work) => work.afterCheck === true);
    } catch (error) {
      const body = wrapFailure(500, this.#failure(error, call), GATEWAY_HOST, wrap);
      return this.#answer(
        call,
        "gateway-failed",
        { status: 500, headers: jsonHeaders(), body },
        violations,
        about.exchange,
      );
    }
    let kind: AnswerKind =
      reply.status < 300 ? "succeeded" : reply.status >= 500 ? "service-failed" : "service-rejected";
    if (isWrapped(serviceStatus)) {
      reply.body = wrapFailure(serviceStatus, reply.body, new URL(call.origin).host, wrap);
      reply.headers.set("content-type", "application/json");
    }
    if (violations.length > 0 && this.#parts.fatalViolations && kind === "succeeded") kind = "not-as-defined";
    return this.#answer(call, kind, reply, violations, about.exchange);
  }

  #check(call: Call, reply: Reply, empty: boolean, exchange: number): Violation[] {
    if (!call.operation) return [];
    const violations = this.#parts.checker.answer(call.operation, {
      status: reply.status,
      headers: reply.headers,
      body: reply.body,
      empty: empty && reply.body === undefined,
    });
    for (const violation of violations) this.#parts.onViolation(violation, exchange);
    return violations;
  }

  async #gatewayFailure(
    passage: Passage,
    requestId: string,
    failure: NotAnswered,
    context: PolicyContext,
  ): Promise<Answer> {
    const { call } = passage;
    const host = call.origin.replace(/^https?:\/\//, "");
    const wrap = { source: GATEWAY_HOST, clientRequestId: requestId };
    const reply: Reply = {
      status: failure.status,
      headers: jsonHeaders(),
      body: wrapFailure(failure.status, failure.message, host, wrap),
    };
    context.reply = reply;
    try {
      await this.#policies.run("Failure", context, () => true);
    } catch {
      // Told as an event; the first failure is the one to answer with.
    }
    const exchange = this.#record(passage, {
      answeredBy: "gateway",
      error: failure.message,
      response: {
        status: reply.status,
        headers: reply.headers,
        body: Buffer.from(stringifyExact(reply.body)),
      },
    });
    if (failure.kind === "backend-crashed")
      this.#parts.events.emit({
        type: "backend-crashed",
        operation: nameOf(call),
        message: `${failure.message}\n${failure.cause ?? ""}`,
      });
    const answer = this.#answer(call, failure.kind, reply, [], exchange);
    return failure.cause === undefined ? answer : { ...answer, cause: failure.cause };
  }

  #failure(error: unknown, call: Call): string {
    if (error instanceof PolicyError || error instanceof InputError || error instanceof NotSignedIn)
      return error.message;
    const message = error instanceof Error ? error.message : String(error);
    return `The call of ${nameOf(call)} could not be made: ${message}`;
  }

  #answer(
    call: Call,
    kind: AnswerKind,
    reply: { status: number; headers: Headers; body: JsonValue | undefined },
    violations: Violation[],
    exchange: number,
  ): Answer {
    const retryAfter = secondsOf(reply.headers.get("retry-after"), this.#parts.clock.now());
    return {
      operation: nameOf(call),
      kind,
      ok: kind === "succeeded",
      status: reply.status,
      headers: headersOf(reply.headers),
      body: reply.body,
      ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
      violations,
      exchange,
    };
  }
}

/** What the platform adds to every call (sourced: captured requests; which of them a gateway strips is unknown). */
function setOwnHeaders(call: Call, requestId: string, purpose: Purpose): void {
  if (!call.headers.has("user-agent"))
    call.headers.set("user-agent", `azure-logic-apps/1.0 (workflow ${purpose.flow ?? "none"}; version 1)`);
  call.headers.set("x-ms-client-request-id", requestId);
  call.headers.set("x-ms-correlation-id", requestId);
  if (purpose.run) call.headers.set("x-ms-workflow-run-id", purpose.run);
}

function jsonHeaders(from?: Headers): Headers {
  const headers = new Headers(from);
  headers.set("content-type", "application/json");
  return headers;
}

/** Whether policies say where a call goes, as they do unless its address was given out. */
function decides({ addressGiven }: Call, what: "host" | "path"): boolean {
  return addressGiven === undefined || (addressGiven === "gateway" && what === "host");
}
