/** The gateway between flows and the service: every call of a connector passes here. */
import { type JsonValue, ownString } from "../definition/json.ts";
import { InputError } from "../definition/problem.ts";
import { resolveObject } from "../definition/reference.ts";
import type { Answer, AnswerKind, ExchangeRecord, Violation } from "./api.ts";
import type { Backend } from "./backend.ts";
import type { Clock } from "./clock.ts";
import type { PlatformConnection } from "./connections/connection.ts";
import type { LoadedConnector } from "./connector-source.ts";
import type { ContractChecker } from "./contract/checker.ts";
import type { EventLog } from "./events.ts";
import type { Exchange, ExchangeLog } from "./exchanges/exchange-log.ts";
import type { Ids } from "./ids.ts";
import { bytesOf, type Call, urlOf } from "./invoke/call.ts";
import { BodyTooLarge, readBytes, readValue } from "./invoke/read-body.ts";
import { CALL_TIMEOUT_MS, MAX_BODY_BYTES, MAX_URL_LENGTH } from "./limits.ts";
import { refusalOf } from "./network-guard.ts";
import { PolicyError } from "./policies/expressions.ts";
import { type PolicySet, policiesFor } from "./policies/registry.ts";
import type { PolicyContext, Reply, Section } from "./policies/template.ts";
import { throttleBody } from "./throttle.ts";
import { isWrapped, wrapFailure, wrapNotJson } from "./wrapping.ts";

/** On whose behalf a call is made. */
export interface Purpose {
  phase: ExchangeRecord["phase"];
  flow?: string;
  run?: string;
  /** False: without the connection's credentials. */
  credentials?: boolean;
}

export interface GatewayParts {
  connector: LoadedConnector;
  backend: Backend;
  clock: Clock;
  ids: Ids;
  events: EventLog;
  exchanges: ExchangeLog;
  checker: ContractChecker;
  policies: PolicySet;
  /** Called for every violation. */
  onViolation(violation: Violation, exchange: number): void;
  fatalViolations: boolean;
}

/** Host of the emulated gateway: the real ones are named by region; this one says what it is. */
export const GATEWAY_HOST = "emulated.azure-apim.net";

/** What came of asking the service. */
type Asked =
  | {
      reply: Reply;
      broken?: string;
      bytes: Uint8Array | undefined;
      raw: { status: number; headers: Headers };
    }
  | { kind: "gateway-timeout" | "gateway-failed"; status: number; message: string };

export class Gateway {
  readonly #parts: GatewayParts;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  /** Address of a connection at the gateway. */
  urlFor(connection: PlatformConnection): string {
    return `https://${GATEWAY_HOST}/apim/${encodeURIComponent(this.#parts.connector.name)}/${connection.id}`;
  }

  /** Sends a call: throttle, credentials, request policies, the service, its answer's policies, wrapping. Never throws for what the service does. */
  async send(call: Call, connection: PlatformConnection, purpose: Purpose): Promise<Answer> {
    const { clock, events } = this.#parts;
    const startedAt = clock.now();
    const name = nameOf(call);
    const about = {
      operation: name,
      connection: connection.id,
      ...(purpose.flow === undefined ? {} : { flow: purpose.flow }),
    };
    events.emit({ type: "call-started", ...about, purpose: purpose.phase });
    const verdict = connection.throttle.take();
    const answer = verdict.allowed
      ? await this.#pass(call, connection, purpose, startedAt)
      : this.#throttled(call, connection, purpose, startedAt, verdict.retryAfterSeconds);
    if (answer.kind === "connection-throttled") {
      events.emit({ type: "connection-throttled", ...about, retryAfterSeconds: verdict.retryAfterSeconds });
    } else if (answer.kind === "service-rejected" && answer.status === 429) {
      events.emit({ type: "service-quota", ...about, message: messageOf(answer) });
    }
    const { kind, status, exchange } = answer;
    events.emit({ type: "call-answered", ...about, purpose: purpose.phase, kind, status, exchange });
    return answer;
  }

  #throttled(
    call: Call,
    connection: PlatformConnection,
    purpose: Purpose,
    startedAt: number,
    seconds: number,
  ): Answer {
    const headers = new Headers({ "content-type": "application/json", "retry-after": String(seconds) });
    const body = { ...throttleBody(seconds) };
    const exchange = this.#record(call, connection, purpose, startedAt, {
      answeredBy: "gateway",
      response: { status: 429, headers, body: Buffer.from(JSON.stringify(body)) },
    });
    return {
      ...this.#answer(call, "connection-throttled", { status: 429, headers, body }, [], exchange),
      retryAfterSeconds: seconds,
    };
  }

  async #pass(
    call: Call,
    connection: PlatformConnection,
    purpose: Purpose,
    startedAt: number,
  ): Promise<Answer> {
    const requestId = this.#parts.ids.guid();
    const context = this.#policyContext(call, connection, purpose);
    let asked: Asked;
    try {
      if (purpose.credentials !== false) await connection.authenticate(call);
      await this.#runPolicies("request", context, (template) => !(call.addressGiven && template.routing));
      setOwnHeaders(call, requestId, purpose);
      asked = await this.#ask(call);
    } catch (error) {
      asked = { kind: "gateway-failed", status: 500, message: this.#failure(error, call) };
    }
    if (!("reply" in asked))
      return this.#gatewayFailure(call, connection, purpose, startedAt, requestId, asked, context);
    const { raw, bytes, broken } = asked;
    const exchange = this.#record(call, connection, purpose, startedAt, {
      answeredBy: "service",
      response: { ...raw, ...(bytes ? { body: bytes } : {}) },
    });
    return this.#finish(call, context, asked.reply, {
      requestId,
      exchange,
      broken,
      empty: bytes === undefined,
    });
  }

  /** What happens to an answer of the service on its way back. */
  async #finish(
    call: Call,
    context: PolicyContext,
    reply: Reply,
    about: { requestId: string; exchange: number; broken: string | undefined; empty: boolean },
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
      const section: Section = serviceStatus >= 400 ? "failure" : "response";
      await this.#runPolicies(section, context, (template) => !template.afterCheck);
      violations = this.#check(call, reply, about.empty, about.exchange);
      await this.#runPolicies(section, context, (template) => template.afterCheck === true);
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

  async #ask(call: Call): Promise<Asked> {
    let url: URL;
    try {
      url = urlOf(call);
    } catch {
      return failed(500, `"${call.origin}${call.basePath}${call.path}" is not an address.`);
    }
    const refusal = refusalOf(url);
    if (refusal) return failed(502, `The call was not made: ${refusal}.`);
    if (url.href.length > MAX_URL_LENGTH)
      return failed(400, `The address has ${url.href.length} characters; ${MAX_URL_LENGTH} are the limit.`);
    const body = bytesOf(call.body);
    if (body && body.byteLength > MAX_BODY_BYTES)
      return failed(413, `The body has ${body.byteLength} bytes; ${MAX_BODY_BYTES} are the limit.`);
    if (body && /^(GET|HEAD)$/.test(call.method))
      return failed(400, `A ${call.method} request cannot carry a body.`);
    const request = new Request(url, {
      method: call.method,
      headers: call.headers,
      redirect: "manual",
      ...(body ? { body: body as Uint8Array<ArrayBuffer> } : {}),
    });
    return await this.#askInTime(request, call);
  }

  async #askInTime(request: Request, call: Call): Promise<Asked> {
    const { clock, backend } = this.#parts;
    const timeout = new AbortController();
    const done = new AbortController();
    const late = clock.sleep(CALL_TIMEOUT_MS, done.signal).then(
      () => {
        timeout.abort(new Error("The gateway waits 120 seconds."));
        return failed(504, "The service did not answer within 120 seconds.", "gateway-timeout");
      },
      () => failed(504, "stopped", "gateway-timeout"),
    );
    const answered = clock.during(async (): Promise<Asked> => {
      try {
        const response = await backend(request, timeout.signal);
        const bytes = await readBytes(response);
        return this.#read(response, bytes, call);
      } catch (error) {
        if (error instanceof BodyTooLarge)
          return failed(502, `The answer cannot be taken: ${error.message}.`);
        const reason = error instanceof Error ? error.message : String(error);
        return failed(502, `The service could not be reached: ${reason}`);
      }
    });
    try {
      return await Promise.race([answered, late]);
    } finally {
      done.abort();
    }
  }

  #read(response: Response, bytes: Uint8Array | undefined, call: Call): Asked {
    const raw = { status: response.status, headers: new Headers(response.headers) };
    const reply: Reply = { status: response.status, headers: new Headers(response.headers), body: undefined };
    if (!bytes) return { reply, bytes, raw };
    const read = readValue(bytes, response.headers.get("content-type"));
    if (read.kind === "broken") return { reply, bytes, raw, broken: read.text };
    reply.body = read.value;
    // Sourced: HTML where JSON was declared is answered with 400. Failures of the service are wrapped as they are.
    if (read.kind === "text" && !isWrapped(response.status) && this.#expectsJson(call, response.status))
      return { reply, bytes, raw, broken: String(read.value) };
    return { reply, bytes, raw };
  }

  /** Whether the definition declares an object or an array for a status: then nothing but JSON can be it. */
  #expectsJson(call: Call, status: number): boolean {
    const declared =
      call.operation?.responses.find((response) => response.status === String(status)) ??
      call.operation?.responses.find((response) => response.status === "default");
    const schema = resolveObject(this.#parts.connector.model.root, declared?.value["schema"], "")?.value;
    return /^(object|array)$/.test(ownString(schema, "type") ?? "");
  }

  async #runPolicies(
    section: Section,
    context: PolicyContext,
    wanted: (template: { routing?: true; afterCheck?: true }) => boolean,
  ): Promise<void> {
    const operation = context.call.operation?.id;
    for (const instance of policiesFor(this.#parts.policies, operation, section)) {
      if (!wanted(instance.template)) continue;
      const about = { operation: nameOf(context.call), template: instance.template.id };
      try {
        await instance.template.apply(instance.parameters, context);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.#parts.events.emit({ type: "policy-failed", ...about, message });
        throw new PolicyError(`The policy ${instance.template.id} failed: ${message}.`);
      }
      this.#parts.events.emit({ type: "policy-applied", ...about, section });
    }
  }

  #policyContext(call: Call, connection: PlatformConnection, purpose: Purpose): PolicyContext {
    const context: PolicyContext = {
      call,
      gatewayUrl: this.urlFor(connection),
      connectionParameter: (name) => connection.value(name),
      markUnauthenticated: () => {
        connection.status = "unauthenticated";
        this.#parts.events.emit({
          type: "connection-unauthenticated",
          connection: connection.id,
          operation: nameOf(call),
          status: context.reply?.status ?? 0,
        });
      },
      send: (method, address) => this.#sendForPolicy(method, address, call, connection, purpose),
    };
    return context;
  }

  /** A policy's own call: credentials and the service's base, but no policies, so that none calls itself. */
  async #sendForPolicy(
    method: string,
    address: string,
    outer: Call,
    connection: PlatformConnection,
    purpose: Purpose,
  ): Promise<Reply> {
    const url = new URL(/^https?:/i.test(address) ? address : `${outer.origin}${outer.basePath}${address}`);
    const call = callTo(url, method, undefined);
    if (url.origin === outer.origin) await connection.authenticate(call);
    const startedAt = this.#parts.clock.now();
    const asked = await this.#ask(call);
    if (!("reply" in asked)) throw new PolicyError(asked.message);
    this.#record(call, connection, { ...purpose, phase: "policy" }, startedAt, {
      answeredBy: "service",
      response: { ...asked.raw, ...(asked.bytes ? { body: asked.bytes } : {}) },
    });
    return asked.reply;
  }

  async #gatewayFailure(
    call: Call,
    connection: PlatformConnection,
    purpose: Purpose,
    startedAt: number,
    requestId: string,
    failure: { kind: "gateway-timeout" | "gateway-failed"; status: number; message: string },
    context: PolicyContext,
  ): Promise<Answer> {
    const host = call.origin.replace(/^https?:\/\//, "");
    const wrap = { source: GATEWAY_HOST, clientRequestId: requestId };
    const reply: Reply = {
      status: failure.status,
      headers: jsonHeaders(),
      body: wrapFailure(failure.status, failure.message, host, wrap),
    };
    context.reply = reply;
    try {
      await this.#runPolicies("failure", context, () => true);
    } catch {
      // Told as an event; the first failure is the one to answer with.
    }
    const exchange = this.#record(call, connection, purpose, startedAt, {
      answeredBy: "gateway",
      error: failure.message,
      response: {
        status: reply.status,
        headers: reply.headers,
        body: Buffer.from(JSON.stringify(reply.body)),
      },
    });
    return this.#answer(call, failure.kind, reply, [], exchange);
  }

  #failure(error: unknown, call: Call): string {
    if (error instanceof PolicyError || error instanceof InputError) return error.message;
    const message = error instanceof Error ? error.message : String(error);
    return `The call of ${nameOf(call)} could not be made: ${message}`;
  }

  #record(
    call: Call,
    connection: PlatformConnection,
    purpose: Purpose,
    startedAt: number,
    rest: Pick<Exchange, "answeredBy" | "response" | "error">,
  ): number {
    const body = bytesOf(call.body);
    let url = `${call.origin}${call.basePath}${call.path}`;
    try {
      url = urlOf(call).href;
    } catch {
      // What is no address is shown as it is.
    }
    return this.#parts.exchanges.add({
      phase: purpose.phase,
      operation: nameOf(call),
      connection: connection.id,
      ...(purpose.flow === undefined ? {} : { flow: purpose.flow }),
      ...(purpose.run === undefined ? {} : { run: purpose.run }),
      startedAt,
      endedAt: this.#parts.clock.now(),
      request: { method: call.method, url, headers: call.headers, ...(body ? { body } : {}) },
      ...rest,
    });
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
      headers: Object.fromEntries(reply.headers),
      body: reply.body,
      ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
      violations,
      exchange,
    };
  }
}

/** A call to an address that the service gave out. */
export function callTo(url: URL, method: string, operation: Call["operation"]): Call {
  return {
    operation,
    method,
    originalMethod: method,
    origin: url.origin,
    basePath: "",
    path: url.pathname,
    pathValues: new Map(),
    query: [...url.searchParams],
    headers: new Headers({ accept: "application/json" }),
    body: { kind: "none" },
    hasTriggerState: false,
    addressGiven: true,
  };
}

function nameOf(call: Call): string {
  return call.operation?.id ?? `${call.method} ${call.operation?.path ?? call.path}`;
}

/** What the platform adds to every call (sourced: captured requests; which of them a gateway strips is unknown). */
function setOwnHeaders(call: Call, requestId: string, purpose: Purpose): void {
  if (!call.headers.has("user-agent"))
    call.headers.set("user-agent", `azure-logic-apps/1.0 (workflow ${purpose.flow ?? "none"}; version 1)`);
  call.headers.set("x-ms-client-request-id", requestId);
  call.headers.set("x-ms-correlation-id", requestId);
  if (purpose.run) call.headers.set("x-ms-workflow-run-id", purpose.run);
}

function failed(
  status: number,
  message: string,
  kind: "gateway-failed" | "gateway-timeout" = "gateway-failed",
): { kind: "gateway-timeout" | "gateway-failed"; status: number; message: string } {
  return { kind, status, message };
}

function jsonHeaders(from?: Headers): Headers {
  const headers = new Headers(from);
  headers.set("content-type", "application/json");
  return headers;
}

/** `Retry-After` in seconds: a number or a date (RFC 9110). */
export function secondsOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** The text in an error answer that a person would read. */
export function messageOf(answer: Pick<Answer, "body" | "status">): string {
  const { body } = answer;
  const error = typeof body === "object" && body !== null && !Array.isArray(body) ? body["error"] : undefined;
  const inner = ownString(error, "message") ?? ownString(body, "message");
  const deeper = ownString((error as Record<string, unknown> | undefined)?.["innerError"], "message");
  const text =
    deeper ?? inner ?? (typeof body === "string" ? body : typeof error === "string" ? error : undefined);
  return text?.split(/\r?\n/)[0]?.slice(0, 300) || `status ${answer.status}`;
}
