/** Every HTTP exchange of the platform, newest kept. Secrets stay inside: what is handed out is redacted. */

import { beginning } from "../../json/cut.ts";
import { Newest } from "../../machine/memory/newest.ts";
import type { Redactor } from "../../machine/redaction/redactor.ts";
import type { ExchangeRecord } from "../api.ts";
import { bytesOf, type Call, nameOf, urlOf } from "../invoke/call.ts";
import { MAX_EXCHANGE_BYTES, MAX_RECORDED_TEXT } from "../limits.ts";
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
  request: { method: string; url: string; headers: Headers; body?: Uint8Array | undefined };
  response?: { status: number; headers: Headers; body?: Uint8Array | undefined };
  answeredBy: ExchangeRecord["answeredBy"];
  error?: string;
}

export class ExchangeLog {
  readonly #entries: Newest<Entry>;
  #count = 0;
  readonly #redactor: Redactor;

  constructor(redactor: Redactor, keep: number) {
    this.#redactor = redactor;
    this.#entries = new Newest({ count: keep, bytes: MAX_EXCHANGE_BYTES });
  }

  /** Returns the exchange's number, counted from 1. */
  add(exchange: Exchange): number {
    const { request, response } = exchange;
    const bodies = { request: bodyOf(request.body), response: bodyOf(response?.body) };
    const bytes =
      FEW +
      request.url.length * 2 +
      headerBytes(request.headers) +
      headerBytes(response?.headers) +
      bodies.request.bytes.byteLength +
      bodies.response.bytes.byteLength;
    this.#entries.add({ number: ++this.#count, exchange: withoutBodies(exchange), bodies }, bytes);
    return this.#count;
  }

  /** Adds a call of the gateway as it is now; policies have changed it since it was made. */
  addCall(
    call: Call,
    connection: { id: string },
    purpose: Purpose,
    startedAt: number,
    endedAt: number,
    {
      url = addressOf(call),
      ...rest
    }: Pick<Exchange, "answeredBy" | "response" | "error"> & { url?: string },
  ): number {
    const body = bytesOf(call.body);
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
    return this.#entries.slice().map((entry) => this.#record(entry));
  }

  #record({ number, exchange, bodies }: Entry): ExchangeRecord {
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
        ...this.#body(bodies.request, request.headers),
      },
      ...(response
        ? {
            response: {
              status: response.status,
              headers: this.#redactor.headers(response.headers),
              ...this.#body(bodies.response, response.headers),
            },
          }
        : {}),
      ...(error === undefined ? {} : { error: this.#redactor.text(error) }),
    };
  }

  #body({ bytes, size }: Body, headers: Headers): { body?: string; bodySize: number } {
    if (size === 0) return { bodySize: 0 };
    const type = headers.get("content-type") ?? "";
    if (/^(image|audio|video)\/|octet-stream|zip|pdf/i.test(type))
      return { body: `(${size} bytes of ${type})`, bodySize: size };
    // Redacted before it is cut: half a secret would not be recognised.
    const text = this.#redactor.text(new TextDecoder().decode(bytes));
    const isLong = size > MAX_RECORDED_TEXT;
    return {
      body: isLong ? `${beginning(text, MAX_RECORDED_TEXT)}… (${size} bytes)` : text,
      bodySize: size,
    };
  }
}

/** The address of a call; what is not an address as it is. */
function addressOf(call: Call): string {
  try {
    return urlOf(call).href;
  } catch {
    return `${call.origin}${call.basePath}${call.path}`;
  }
}

/** A body as it is kept: its beginning, and how long it was. */
interface Body {
  bytes: Uint8Array;
  size: number;
}

interface Entry {
  number: number;
  exchange: Exchange;
  bodies: { request: Body; response: Body };
}

/** What an exchange takes besides its texts, in bytes. */
const FEW = 2_000;

const NOTHING = new Uint8Array();

/** A copy of what will be shown: a part of the whole would keep the whole. */
function bodyOf(bytes: Uint8Array = NOTHING): Body {
  const most = MAX_RECORDED_TEXT + LONGEST_SECRET;
  return {
    // Not slice(): of a Buffer that is not a copy.
    bytes: bytes.byteLength > most ? new Uint8Array(bytes.subarray(0, most)) : bytes,
    size: bytes.byteLength,
  };
}

function withoutBodies(exchange: Exchange): Exchange {
  const { request, response } = exchange;
  return {
    ...exchange,
    request: { ...request, body: undefined },
    ...(response ? { response: { ...response, body: undefined } } : {}),
  };
}

function headerBytes(headers: Headers | undefined): number {
  let bytes = 0;
  for (const [name, value] of headers ?? []) bytes += 2 * (name.length + value.length);
  return bytes;
}
