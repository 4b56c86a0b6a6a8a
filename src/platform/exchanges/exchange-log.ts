/** Every HTTP exchange of the platform, newest kept. Secrets stay inside: what is handed out is redacted. */

import type { Redactor } from "../../machine/redaction/redactor.ts";
import type { ExchangeRecord } from "../api.ts";
import { bytesOf, type Call, nameOf, urlOf } from "../invoke/call.ts";
import { MAX_RECORDED_TEXT } from "../limits.ts";
import type { Purpose } from "../purpose.ts";

/** How far beyond the cut a secret that begins before it may reach, in bytes: more than any token is long. */
const LONGEST_SECRET = 16 * 1024;

/** An exchange as it went over the wire. */
export interface Exchange {
  phase: ExchangeRecord["phase"];
  operation?: string;
  connection?: string;
  flow?: string;
  run?: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  endedAt: number;
  request: { method: string; url: string; headers: Headers; body?: Uint8Array };
  response?: { status: number; headers: Headers; body?: Uint8Array };
  answeredBy: ExchangeRecord["answeredBy"];
  error?: string;
}

export class ExchangeLog {
  #entries: { number: number; exchange: Exchange }[] = [];
  #count = 0;
  readonly #redactor: Redactor;
  readonly #keep: number;

  constructor(redactor: Redactor, keep: number) {
    this.#redactor = redactor;
    this.#keep = keep;
  }

  /** Returns the exchange's number, counted from 1. */
  add(exchange: Exchange): number {
    this.#entries.push({ number: ++this.#count, exchange });
    if (this.#entries.length >= this.#keep * 2) this.#entries = this.#entries.slice(-this.#keep);
    return this.#count;
  }

  /** Adds a call of the gateway as it is now; policies have changed it since it was made. */
  addCall(
    call: Call,
    connection: { id: string },
    purpose: Purpose,
    startedAt: number,
    endedAt: number,
    rest: Pick<Exchange, "answeredBy" | "response" | "error">,
  ): number {
    const body = bytesOf(call.body);
    let url = `${call.origin}${call.basePath}${call.path}`;
    try {
      url = urlOf(call).href;
    } catch {
      // What is no address is shown as it is.
    }
    return this.add({
      phase: purpose.phase,
      operation: nameOf(call),
      connection: connection.id,
      ...(purpose.flow === undefined ? {} : { flow: purpose.flow }),
      ...(purpose.run === undefined ? {} : { run: purpose.run }),
      startedAt,
      endedAt,
      request: { method: call.method, url, headers: call.headers, ...(body ? { body } : {}) },
      ...rest,
    });
  }

  /** Redacted only when somebody looks: most exchanges of a long test are never looked at. */
  list(): ExchangeRecord[] {
    return this.#entries.slice(-this.#keep).map(({ number, exchange }) => this.#record(number, exchange));
  }

  #record(number: number, exchange: Exchange): ExchangeRecord {
    const { request, response, startedAt, endedAt, error, ...rest } = exchange;
    return {
      number,
      ...rest,
      startedAt: new Date(startedAt).toISOString(),
      duration: endedAt - startedAt,
      request: {
        method: request.method,
        url: this.#redactor.url(request.url),
        headers: this.#redactor.headers(request.headers),
        ...this.#body(request.body, request.headers),
      },
      ...(response
        ? {
            response: {
              status: response.status,
              headers: this.#redactor.headers(response.headers),
              ...this.#body(response.body, response.headers),
            },
          }
        : {}),
      ...(error === undefined ? {} : { error: this.#redactor.text(error) }),
    };
  }

  #body(bytes: Uint8Array | undefined, headers: Headers): { body?: string; bodySize: number } {
    if (!bytes || bytes.byteLength === 0) return { bodySize: 0 };
    const type = headers.get("content-type") ?? "";
    if (/^(image|audio|video)\/|octet-stream|zip|pdf/i.test(type))
      return { body: `(${bytes.byteLength} bytes of ${type})`, bodySize: bytes.byteLength };
    // Redacted before it is cut: half a secret would not be recognised.
    const text = this.#redactor.text(
      new TextDecoder().decode(bytes.subarray(0, MAX_RECORDED_TEXT + LONGEST_SECRET)),
    );
    const isLong = bytes.byteLength > MAX_RECORDED_TEXT;
    return {
      body: isLong ? `${text.slice(0, MAX_RECORDED_TEXT)}… (${bytes.byteLength} bytes)` : text,
      bodySize: bytes.byteLength,
    };
  }
}
