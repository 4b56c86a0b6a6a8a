/** The last step of a call: from the gateway to the service and back, within time and size. */

import { resolveObject } from "../definition/reference.ts";
import { InputError } from "../json/problem.ts";
import { type JsonObject, ownString } from "../json/values.ts";
import type { Clock } from "../machine/clock.ts";
import type { Backend } from "./backend.ts";
import { innermostOf } from "./cause.ts";
import { isMadeUp } from "./faults/fault-plan.ts";
import { bytesOf, type Call, urlOf } from "./invoke/call.ts";
import { contentOf, decodeText, mediaType, NO_TYPE } from "./invoke/content.ts";
import { decompressed } from "./invoke/content-encoding.ts";
import { BodyTooLarge, readBytes, readValue } from "./invoke/read-body.ts";
import { CALL_TIMEOUT_MS, MAX_BODY_BYTES, MAX_URL_LENGTH } from "./limits.ts";
import { refusalOf } from "./network-guard.ts";
import type { Reply } from "./policies/template.ts";
import { requestOf } from "./request-with-body.ts";
import { isResponse } from "./response.ts";
import { ScriptFailure } from "./script/script.ts";
import { isWrapped } from "./wrapping.ts";

/** Made once: an abort without a reason makes an exception with a stack at every call. */
const ANSWERED = new Error("The service has answered.");
/** What the timer comes to that was not needed. */
const STOPPED: NotAnswered = { kind: "gateway-timeout", status: 504, message: "stopped" };

/** The service did not get to answer, or its answer could not be taken. */
export interface NotAnswered {
  kind: "gateway-timeout" | "gateway-failed" | "backend-crashed";
  status: number;
  message: string;
  /** What is behind it: the stack of a handler that crashed, the error of the socket. */
  cause?: string;
}

/** Answers in place of the service: the connector's script. */
export type Answerer = (request: Request, signal: AbortSignal) => Promise<Response>;

/** What came of asking the service. */
export type Asked =
  | {
      reply: Reply;
      /** The text of a body that should have been JSON and is not. */
      broken?: string;
      bytes: Uint8Array | undefined;
      raw: { status: number; headers: Headers };
      /** The address that was asked. */
      url: string;
      /** Whether the status is not the service's, but that of a fault which was set. */
      madeUp: boolean;
    }
  | NotAnswered;

type Read = Omit<Extract<Asked, { reply: Reply }>, "url" | "madeUp">;

export class ServiceCaller {
  readonly #root: JsonObject;
  readonly #backend: Backend;
  readonly #clock: Clock;

  constructor(root: JsonObject, backend: Backend, clock: Clock) {
    this.#root = root;
    this.#backend = backend;
    this.#clock = clock;
  }

  /**
   * Makes the call. Never throws: what goes wrong is part of what came of it.
   * @param answerer answers in place of the service
   */
  async ask(call: Call, answerer?: Answerer): Promise<Asked> {
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
    const request = requestOf(url, {
      method: call.method,
      headers: call.headers,
      redirect: "manual",
      ...(body ? { body: body as Uint8Array<ArrayBuffer> } : {}),
    });
    return await this.#askInTime(request, url.href, call, answerer);
  }

  async #askInTime(
    request: Request,
    url: string,
    call: Call,
    answerer: Answerer | undefined,
  ): Promise<Asked> {
    const clock = this.#clock;
    const startedAt = clock.now();
    const timeout = new AbortController();
    const answered = clock.during(
      async (): Promise<Asked> => {
        try {
          const response: unknown = await (answerer ?? this.#backend)(request, timeout.signal);
          if (!isResponse(response))
            throw new BackendError(`it answered ${described(response)} instead of a Response`);
          const bytes = await readBytes(response);
          return { url, madeUp: isMadeUp(response), ...this.#read(response, bytes, call) };
        } catch (error) {
          if (
            error instanceof BodyTooLarge ||
            (error instanceof InputError && /^too-(deep|many-values)$/.test(error.code))
          )
            return failed(502, `The answer cannot be taken: ${error.message.replace(/\.$/, "")}.`);
          if (error instanceof ScriptFailure)
            return failed(
              error.status,
              error.message,
              error.status === 504 ? "gateway-timeout" : "gateway-failed",
            );
          return notReached(error, request);
        }
        // A script that is run ends in real time: it does, or is ended.
      },
      { endsForSure: answerer !== undefined },
    );
    return (await answeredAtOnce(answered)) ?? (await this.#inTime(answered, startedAt, timeout));
  }

  async #inTime(answered: Promise<Asked>, startedAt: number, timeout: AbortController): Promise<Asked> {
    const clock = this.#clock;
    const done = new AbortController();
    const tooLate = () => {
      timeout.abort(new Error("The gateway waits 120 seconds."));
      return failed(504, "The service did not answer within 120 seconds.", "gateway-timeout");
    };
    const late = clock
      .sleep(startedAt + CALL_TIMEOUT_MS - clock.now(), done.signal)
      .then(tooLate, () => STOPPED);
    try {
      const asked = await Promise.race([answered, late]);
      // Of a service and a gateway that wake at the same moment, the gateway is first.
      return clock.now() - startedAt >= CALL_TIMEOUT_MS ? tooLate() : asked;
    } finally {
      done.abort(ANSWERED);
    }
  }

  #read(response: Response, received: Uint8Array | undefined, call: Call): Read {
    const headers = response.headers instanceof Headers ? response.headers : new Headers(response.headers);
    const raw = { status: response.status, headers };
    const reply: Reply = { status: response.status, headers: new Headers(headers), body: undefined };
    if (!received) return { reply, bytes: received, raw };
    const bytes = decompressed(received, reply.headers);
    // A part of a text or of JSON is neither.
    if (response.status === 206 && reply.headers.has("content-range")) {
      reply.body = contentOf(bytes, reply.headers.get("content-type") ?? NO_TYPE);
      return { reply, bytes, raw };
    }
    const read = readValue(bytes, response.headers.get("content-type"));
    if (read.kind === "broken") return { reply, bytes, raw, broken: read.text };
    reply.body = read.value;
    // Sourced: HTML where JSON was declared is answered with 400. Failures of the service are wrapped as they are.
    const text =
      read.kind === "text" ? String(read.value) : textIn(bytes, response.headers.get("content-type"));
    if (
      text !== undefined &&
      !isWrapped(response.status) &&
      this.#expectsJson(call, response.status) &&
      !isJson(text)
    )
      return { reply, bytes, raw, broken: text };
    return { reply, bytes, raw };
  }

  /** Whether the definition declares an object or an array for a status: then nothing but JSON can be it. */
  #expectsJson(call: Call, status: number): boolean {
    const declared =
      call.operation?.responses.find((response) => response.status === String(status)) ??
      call.operation?.responses.find((response) => response.status === "default");
    const schema = resolveObject(this.#root, declared?.value["schema"], "")?.value;
    return /^(object|array)$/.test(ownString(schema, "type") ?? "");
  }
}

/**
 * What comes within one turn of the event loop, as from a handler in the same process; undefined if nothing does. A timer that is
 * stopped at once costs more than all else that the gateway does, and no clock moves within a turn.
 */
function answeredAtOnce(answered: Promise<Asked>): Promise<Asked | undefined> {
  return new Promise((resolve) => {
    const turn = setImmediate(() => resolve(undefined));
    void answered.then((asked) => {
      clearImmediate(turn);
      resolve(asked);
    });
  });
}

/** The text of a body whose type says that it is one. */
function textIn(bytes: Uint8Array, contentType: string | null): string | undefined {
  return /^text\/|[/+]xml$/.test(mediaType(contentType)) ? decodeText(bytes, contentType) : undefined;
}

/** JSON under another type is passed on as the text it is; what the definition says of it is told as a violation. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Why there is no answer: nobody listens, the connection broke, or the backend itself is broken, which is a fault of the test
 * and no outage of the service.
 */
function notReached(error: unknown, request: Request): NotAnswered {
  const place = new URL(request.url).host;
  const cause = causeOf(error);
  if (error instanceof BackendError || isProgrammingError(error)) {
    const failure = failed(502, `The backend of the test crashed: ${cause}`, "backend-crashed");
    return { ...failure, cause: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const hint = /ECONNREFUSED/.test(cause) ? " (nobody listens there: is the backend started?)" : "";
  return { ...failed(502, `The service could not be reached: ${cause}${hint}`), cause: `${place}: ${cause}` };
}

/** What a handler throws by mistake. A handler that means an outage throws an Error of its own, or answers with a status. */
function isProgrammingError(error: unknown): boolean {
  return (
    (error instanceof TypeError &&
      error.cause === undefined &&
      !/^(fetch failed|terminated)$/.test(error.message)) ||
    error instanceof ReferenceError ||
    error instanceof RangeError ||
    error instanceof SyntaxError ||
    !(error instanceof Error || error instanceof DOMException)
  );
}

/** The innermost reason, which `fetch` hides behind "fetch failed". */
function causeOf(error: unknown): string {
  let innermost = innermostOf(error);
  // A name with several addresses gives one error for each.
  if (innermost instanceof AggregateError && innermost.errors.length > 0) innermost = innermost.errors[0];
  const text = innermost instanceof Error ? innermost.message : String(innermost);
  return text === "" && innermost instanceof Error ? innermost.name : text;
}

/** A backend that does not do what a backend does. */
class BackendError extends Error {}

function described(value: unknown): string {
  return value === undefined ? "nothing" : value === null ? "null" : `a value of type ${typeof value}`;
}

export function failed(
  status: number,
  message: string,
  kind: NotAnswered["kind"] = "gateway-failed",
): NotAnswered {
  return { kind, status, message };
}
