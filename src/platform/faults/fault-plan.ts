/** Faults on demand, for any service: put between the gateway and a backend that knows nothing of them. */

import { createHash } from "node:crypto";
import { stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import type { ClockFace } from "../../machine/clock.ts";
import type { Backend } from "../backend.ts";
import { isBodiless } from "../response.ts";

/** What goes wrong, with which requests, and how often. */
export interface FaultOptions {
  /** Only these requests; all by default. A path is compared as a whole (`/v1/items/7`) or by a pattern. */
  method?: string;
  path?: string | RegExp;
  /** The answer in place of the service's. */
  status?: number;
  headers?: Record<string, string>;
  /** The body of the answer: a text as it is, anything else as JSON. Without `status`, the service's answer gets this body. */
  body?: unknown;
  /** `cut`: the connection breaks before there is an answer; `cut-body`: in the middle of it. */
  connection?: "cut" | "cut-body";
  /** Seconds of the bench's clock before the answer, whatever it is; 120 and more are the gateway's time-out. */
  latencySeconds?: number;
  /** Strikes so many times, then no more; without end by default. */
  count?: number;
  /** Lets so many requests pass first. */
  after?: number;
  /** Strikes only this share of the requests, from 0 to 1, drawn by `seed`. */
  share?: number;
  /** Makes the draw repeatable; `fault` by default. */
  seed?: string;
}

/** A fault that is set. */
export interface SetFault {
  /** How often it has struck. */
  readonly strikes: number;
  /** Ends it. */
  remove(): void;
}

interface Entry {
  options: FaultOptions;
  matched: number;
  strikes: number;
  drawn: number;
}

export class FaultPlan {
  readonly #entries = new Set<Entry>();
  readonly #clock: ClockFace;

  constructor(clock: ClockFace) {
    this.#clock = clock;
  }

  /** @throws {InputError} `fault-options` for a fault that does nothing, or cannot be */
  add(options: FaultOptions): SetFault {
    check(options);
    const entry: Entry = { options, matched: 0, strikes: 0, drawn: 0 };
    this.#entries.add(entry);
    return {
      get strikes() {
        return entry.strikes;
      },
      remove: () => {
        this.#entries.delete(entry);
      },
    };
  }

  clear(): void {
    this.#entries.clear();
  }

  /**
   * The backend with the faults in front of it. Without any, it is asked as it is.
   * @param struck hears of each request that a fault strikes, before anything comes of it
   */
  around(backend: Backend, struck?: () => void): Backend {
    return (request, signal) => {
      const entry =
        this.#entries.size === 0 ? undefined : [...this.#entries].find((one) => this.#strikes(one, request));
      if (!entry) return backend(request, signal);
      struck?.();
      return this.#fail(entry.options, request, backend, signal);
    };
  }

  #strikes(entry: Entry, request: Request): boolean {
    const {
      method,
      path,
      after = 0,
      count = Number.POSITIVE_INFINITY,
      share = 1,
      seed = "fault",
    } = entry.options;
    if (method !== undefined && method.toUpperCase() !== request.method) return false;
    const { pathname } = new URL(request.url);
    if (typeof path === "string" ? path !== pathname : path !== undefined && !path.test(pathname))
      return false;
    entry.matched++;
    if (entry.matched <= after || entry.strikes >= count) return false;
    if (share < 1) {
      const hash = createHash("sha256")
        .update(`${seed}/${entry.drawn++}`)
        .digest();
      if (hash.readUInt32BE(0) / 2 ** 32 >= share) return false;
    }
    entry.strikes++;
    return true;
  }

  async #fail(
    { status, headers, body, connection, latencySeconds = 0 }: FaultOptions,
    request: Request,
    backend: Backend,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    if (latencySeconds > 0) await this.#clock.sleep(latencySeconds * 1000, signal);
    if (connection === "cut") throw new Error("socket hang up (a fault of the test)");
    if (connection === "cut-body") return cutBody(await backend(request, signal));
    if (status === undefined && body === undefined && headers === undefined)
      return await backend(request, signal);
    const base = status === undefined ? await backend(request, signal) : undefined;
    const answer = new Headers(base?.headers ?? {});
    answer.delete("content-length");
    if (body !== undefined && typeof body !== "string" && !answer.has("content-type"))
      answer.set("content-type", "application/json");
    for (const name of Object.keys(headers ?? {})) answer.set(name, headers?.[name] ?? "");
    const text = body === undefined ? null : typeof body === "string" ? body : stringifyExact(body);
    const code = status ?? base?.status ?? 200;
    const response = new Response(isBodiless(code) ? null : (text ?? base?.body ?? null), {
      status: code,
      headers: answer,
    });
    if (status !== undefined) MADE_UP.add(response);
    return response;
  }
}

const MADE_UP = new WeakSet<object>();

/** Whether the status of an answer is a fault's: that it is not declared tells nothing about the service. */
export function isMadeUp(response: object): boolean {
  return MADE_UP.has(response);
}

/** The first half of an answer, after which the connection breaks. */
async function cutBody(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const half = bytes.subarray(0, Math.floor(bytes.byteLength / 2));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (half.byteLength > 0) controller.enqueue(half);
      controller.error(new Error("socket hang up in the middle of the body (a fault of the test)"));
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

function check(options: FaultOptions): void {
  const { status, share, count, after, latencySeconds } = options;
  const refuse = (message: string) =>
    new InputError(
      "fault-options",
      message,
      "Say what goes wrong: status, body, connection or latencySeconds.",
    );
  const whole = (value: number | undefined) => value === undefined || (Number.isInteger(value) && value >= 0);
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599))
    throw refuse(`${status} is not a response status.`);
  if (share !== undefined && !(share >= 0 && share <= 1))
    throw refuse("The share of a fault is a number from 0 to 1.");
  if (!whole(count) || !whole(after)) throw refuse("count and after are whole numbers from 0.");
  if (latencySeconds !== undefined && !(latencySeconds >= 0))
    throw refuse("latencySeconds is a number from 0.");
  const does = ["status", "body", "headers", "connection", "latencySeconds"].some((key) => key in options);
  if (!does) throw refuse("The fault does nothing.");
}
