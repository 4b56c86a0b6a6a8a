/** The service as a server on this machine: the same handlers behind a socket, with a control API beside them. */

import type { Server } from "node:http";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Clock, createRealClock } from "../../machine/clock.ts";
import { MAX_BODY, readBytes } from "../../machine/http/body.ts";
import { whyForbidden } from "../../machine/http/guard.ts";
import { problem } from "../../machine/http/problem.ts";
import { listenOnLoopback } from "../../machine/network/listen.ts";
import { hideKnown } from "../../machine/redaction/known.ts";
import { type BookingsService, type BookingsServiceOptions, createBookingsService } from "../service.ts";
import { banner } from "./banner.ts";
import { controlApiDocument, handleControl } from "./control.ts";
import { Inboxes } from "./inbox.ts";

export interface BackendOptions
  extends Pick<
    BookingsServiceOptions,
    "world" | "connector" | "quirks" | "faults" | "seed" | "run" | "sendLocation" | "loopbackCallbacks"
  > {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Runs by itself from the present by default. */
  clock?: Clock;
  /** Address of this machine to listen at: no other is possible. */
  host?: "127.0.0.1" | "::1";
}

export interface Backend {
  /** Such as `http://127.0.0.1:4010`; no slash at the end. */
  url: string;
  /** Where the control API stands. */
  control: string;
  service: BookingsService;
  clock: Clock;
  close(): Promise<void>;
}

/**
 * Starts the server and waits until it listens. Callback addresses of this machine are taken on unless told otherwise,
 * because no other is ever called: notifications to all other addresses are withheld.
 * @throws {InputError} `port-in-use`, `cannot-listen`, and whatever the service refuses to be made of
 */
export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const { port = 0, host = "127.0.0.1", clock = createRealClock({ holdsProcess: false }), ...rest } = options;
  let answer: (request: Request, env: HttpBindings) => Promise<Response> = async () =>
    problem(503, "starting", "The server is starting.", "Try again in a moment.");
  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, env as HttpBindings),
    hostname: host,
    overrideGlobalObjects: false,
  }) as Server;
  const taken = await listenOnLoopback(server, port, host);
  const url = `http://${host === "::1" ? "[::1]" : host}:${taken}`;
  let service: BookingsService;
  try {
    service = createBookingsService({
      loopbackCallbacks: true,
      ...rest,
      clock,
      origin: url,
      signInOrigin: url,
    });
  } catch (error) {
    server.close();
    throw error;
  }
  const inboxes = new Inboxes(() => clock.now());
  answer = async (request, env) => {
    try {
      const forbidden = whyForbidden(request, taken);
      if (forbidden)
        return problem(403, forbidden.code, forbidden.message, `Call ${url} from a program on this machine.`);
      const { pathname } = new URL(request.url);
      if (pathname === "/")
        return new Response(hideKnown(banner(service, url)), {
          headers: { "content-type": "text/plain; charset=utf-8" },
        });
      if (pathname === "/openapi.json") return await cleaned(Response.json(controlApiDocument(url)));
      if (pathname.startsWith("/control/"))
        return await cleaned(await handleControl(request, { service, clock, inboxes }));
      if (pathname.startsWith("/inbox/")) return await handleInbox(request, pathname, inboxes);
      const response = await service.fetch(request);
      if (response.type !== "error") return response;
      // What a broken connection is to a fault: the caller gets no answer at all.
      env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return problem(
        500,
        "internal-error",
        message,
        "This is a fault of the mocked service; please report it.",
      );
    }
  };
  return {
    url,
    control: `${url}/control`,
    service,
    clock,
    async close() {
      service.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What is said about the service goes out without the secrets of the connector's files; the service's own answers are what they are. */
async function cleaned(response: Response): Promise<Response> {
  if (response.body === null) return response;
  return new Response(hideKnown(await response.text()), {
    status: response.status,
    headers: response.headers,
  });
}

async function handleInbox(request: Request, pathname: string, inboxes: Inboxes): Promise<Response> {
  const name = pathname.slice("/inbox/".length);
  if (!/^[\w.-]{1,100}$/.test(name))
    return problem(
      404,
      "bad-inbox",
      "An inbox is named by letters, digits, dots and hyphens.",
      "Use such a name.",
    );
  if (request.method === "GET") return Response.json(inboxes.read(name));
  if (request.method === "DELETE") {
    inboxes.clear(name);
    return new Response(null, { status: 204 });
  }
  if (request.method !== "POST")
    return problem(405, "method-not-allowed", "An inbox takes GET, POST and DELETE.", "Use one of them.");
  const bytes = await readBytes(request, MAX_BODY);
  if (typeof bytes === "string") return problem(413, "too-large", bytes, "Send less.");
  inboxes.receive(name, request.headers, new TextDecoder().decode(bytes));
  return new Response(null, { status: 202 });
}
