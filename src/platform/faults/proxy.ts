/**
 * A proxy on this machine that puts faults in front of a service as it is: whatever calls the proxy reaches the service, until a
 * fault strikes. Faults are set by its control API while it runs.
 */
import type { Server } from "node:http";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { InputError } from "../../json/problem.ts";
import type { JsonObject, JsonValue } from "../../json/values.ts";
import { createRealClock } from "../../machine/clock.ts";
import { readJsonBody } from "../../machine/http/body.ts";
import { whyForbidden } from "../../machine/http/guard.ts";
import { problem } from "../../machine/http/problem.ts";
import { hostKind } from "../../machine/network/address.ts";
import { listenOnLoopback } from "../../machine/network/listen.ts";
import { innermostOf } from "../cause.ts";
import { isBodiless } from "../response.ts";
import { type FaultOptions, FaultPlan, type SetFault } from "./fault-plan.ts";
import { faultFrom } from "./read-fault.ts";

/** Where faults are set: a path that no service has. */
export const CONTROL_PATH = "/-/faults";

/** What one call came to, for a log. Without query and headers, where secrets stand. */
export interface ProxiedCall {
  method: string;
  path: string;
  /** Undefined if the connection was cut. */
  status: number | undefined;
  milliseconds: number;
  /** Whether a fault answered or changed the answer. */
  fault: boolean;
}

export interface FaultProxy {
  /** Such as `http://127.0.0.1:4011`; no slash at the end. */
  url: string;
  close(): Promise<void>;
}

/**
 * Starts it and waits until it listens.
 * @param target the only service that is ever called, such as `https://api.example.com/base`
 * @param options `port`: 0 takes a free one; `faults`: set from the beginning; `onCall` hears of every call
 * @throws {InputError} `proxy-target`, `fault-options`, `port-in-use`, `cannot-listen`
 */
export async function startFaultProxy(
  target: string,
  options: { port?: number; faults?: readonly FaultOptions[]; onCall?(call: ProxiedCall): void } = {},
): Promise<FaultProxy> {
  const service = targetOf(target);
  const clock = createRealClock({ holdsProcess: false });
  const faults = new Faults(new FaultPlan(clock));
  for (const fault of options.faults ?? []) faults.add(fault);
  let url = "";
  let port = 0;
  const forward = (request: Request, signal?: AbortSignal) => forwarded(request, service, url, signal);
  const server = createAdaptorServer({
    hostname: "127.0.0.1",
    overrideGlobalObjects: false,
    fetch: async (request, env) => {
      const forbidden = whyForbidden(request, port);
      if (forbidden)
        return problem(403, forbidden.code, forbidden.message, `Call ${url} from a program on this machine.`);
      const { pathname } = new URL(request.url);
      if (pathname === CONTROL_PATH || pathname.startsWith(`${CONTROL_PATH}/`))
        return await control(request, pathname, faults);
      if (NEVER_FORWARDED.has(request.method))
        return problem(
          405,
          "method-not-passed",
          `${request.method} requests are not passed on.`,
          "Use a method that an API has, such as GET or POST.",
        );
      const startedAt = clock.now();
      let struck = false;
      const backend = faults.plan.around(forward, () => {
        struck = true;
      });
      const tell = (status: number | undefined) =>
        options.onCall?.({
          method: request.method,
          path: pathname,
          status,
          milliseconds: clock.now() - startedAt,
          fault: struck,
        });
      try {
        const response = await backend(request);
        tell(response.status);
        if (!struck) return response;
        await sendStruck(response, (env as HttpBindings).outgoing);
        return RESPONSE_ALREADY_SENT;
      } catch (error) {
        if (!struck) {
          tell(502);
          return problem(502, "service-not-reached", notReached(error, service), "Is the service started?");
        }
        tell(undefined);
        (env as HttpBindings).incoming.socket.destroy();
        return RESPONSE_ALREADY_SENT;
      }
    },
  }) as Server;
  port = await listenOnLoopback(server, options.port ?? 0);
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function targetOf(text: string): URL {
  const refuse = (message: string) =>
    new InputError(
      "proxy-target",
      message,
      "Name the service like http://127.0.0.1:3000 or https://api.example.com.",
    );
  const url = URL.parse(text);
  if (!url) throw refuse("The service's address is not an address.");
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw refuse(`The service's address has the scheme "${url.protocol}"; http: and https: are called.`);
  // Not shown: what is there is a secret.
  if (url.username || url.password) throw refuse("The service's address carries a user name or password.");
  if (url.search || url.hash) throw refuse("The service's address carries a query or a fragment.");
  if (hostKind(url.hostname) === "metadata") throw refuse(`${url.hostname} is a cloud metadata address.`);
  return url;
}

/** Headers of one connection (RFC 9110, 7.6.1), and what the client itself sets again. */
/** Methods that programs of the web may not send (fetch standard, "forbidden method"). */
const NEVER_FORWARDED: ReadonlySet<string> = new Set(["TRACE", "TRACK", "CONNECT"]);

const NOT_PASSED =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|content-length|expect|accept-encoding)$/i;

async function forwarded(
  request: Request,
  service: URL,
  own: string,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  // Of the request's address only path and query are taken: origin and prefix are always the service's.
  const url = new URL(service);
  url.pathname = `${service.pathname.replace(/\/$/, "")}${pathname}`;
  url.search = search;
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) if (NOT_PASSED.test(name)) headers.delete(name);
  const init: RequestInit & { duplex?: "half" } = { method: request.method, headers, redirect: "manual" };
  if (signal) init.signal = signal;
  if (request.body) Object.assign(init, { body: request.body, duplex: "half" });
  const answer = await fetch(url, init);
  const received = new Headers(answer.headers);
  for (const name of [...received.keys()]) if (NOT_PASSED.test(name)) received.delete(name);
  // The body is decompressed already.
  received.delete("content-encoding");
  // What the service says of itself leads through the proxy again: later questions can then be struck, too.
  const location = received.get("location");
  const base = `${service.origin}${service.pathname.replace(/\/$/, "")}`;
  if (location === base || location?.startsWith(`${base}/`) === true)
    received.set("location", `${own}${location.slice(base.length)}`);
  const { status } = answer;
  return new Response(isBodiless(status) ? null : answer.body, { status, headers: received });
}

/** Writes an answer that a fault made; where its body breaks off, so does the connection. */
async function sendStruck(response: Response, outgoing: HttpBindings["outgoing"]): Promise<void> {
  outgoing.writeHead(response.status, [...response.headers].flat());
  try {
    for await (const chunk of response.body ?? []) outgoing.write(chunk);
    outgoing.end();
  } catch {
    // What was written goes out first: half an answer is what the fault is about.
    outgoing.write("", () => outgoing.destroy());
  }
}

function notReached(error: unknown, service: URL): string {
  const innermost = innermostOf(error);
  const code = (innermost as NodeJS.ErrnoException | undefined)?.code;
  const reason = code ?? (innermost instanceof Error ? innermost.message : String(innermost));
  return `The service at ${service.origin} could not be reached: ${reason}.`;
}

/** The faults that are set, each with a number. */
class Faults {
  readonly plan: FaultPlan;
  readonly #set = new Map<number, { options: FaultOptions; fault: SetFault }>();
  #count = 0;

  constructor(plan: FaultPlan) {
    this.plan = plan;
  }

  add(options: FaultOptions): number {
    const fault = this.plan.add(options);
    this.#set.set(++this.#count, { options, fault });
    return this.#count;
  }

  remove(id: number): boolean {
    const found = this.#set.get(id);
    if (!found) return false;
    found.fault.remove();
    return this.#set.delete(id);
  }

  clear(): void {
    for (const id of [...this.#set.keys()]) this.remove(id);
  }

  list(): JsonObject[] {
    return [...this.#set].map(([id, { options, fault }]) => {
      const { path, ...rest } = options;
      const shown: JsonObject = { id, ...(rest as JsonObject), strikes: fault.strikes };
      if (path instanceof RegExp) shown["pathPattern"] = path.source.replaceAll("\\/", "/");
      else if (path !== undefined) shown["path"] = path;
      return shown;
    });
  }
}

/** `GET` lists, `POST` sets one, `DELETE` ends one by its number or all. */
async function control(request: Request, pathname: string, faults: Faults): Promise<Response> {
  const id = pathname.slice(CONTROL_PATH.length + 1);
  try {
    if (request.method === "GET" && id === "") return json(200, { faults: faults.list() });
    if (request.method === "POST" && id === "") {
      const read = await readJsonBody(request);
      if (!read.ok)
        return problem(400, "fault-unreadable", read.why, 'Send JSON such as {"status":503,"count":2}.');
      return json(201, { id: faults.add(faultFrom(read.value as JsonValue)) });
    }
    if (request.method === "DELETE") {
      if (id === "") faults.clear();
      else if (!/^\d+$/.test(id) || !faults.remove(Number(id)))
        return problem(404, "fault-unknown", `There is no fault "${id}".`, `GET ${CONTROL_PATH} lists them.`);
      return new Response(null, { status: 204 });
    }
    return problem(
      405,
      "method-not-allowed",
      "Faults are listed by GET, set by POST and ended by DELETE.",
      "",
    );
  } catch (error) {
    if (error instanceof InputError) return problem(400, error.code, error.message, error.help);
    throw error;
  }
}

function json(status: number, value: JsonValue): Response {
  return Response.json(value, { status, headers: { "cache-control": "no-store" } });
}
