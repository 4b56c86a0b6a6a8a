/** The server as a function from request to answer: guard, page, API, stream. Knows no sockets. */

import { problem } from "../../machine/http/problem.ts";
import { answerApi } from "../../machine/http/route.ts";
import type { Shelf } from "../shelf/shelf.ts";
import type { Workbench } from "../workbench.ts";
import { type App, createFront, type FrontOptions, failure } from "./front.ts";
import { workbenchApiDocument } from "./openapi.ts";
import type { AppContext } from "./routes/route.ts";
import { routes } from "./routes.ts";
import { MAX_STREAMS, streamEvents } from "./stream.ts";

export type { App } from "./front.ts";

export interface ApiOptions {
  /** Read again for each request: another connector may have been opened. */
  readonly workbench: Workbench;
  readonly shelf?: Shelf | undefined;
  /** The one that `Host` has to name. */
  port: number;
}

export interface AppOptions extends ApiOptions, Omit<FrontOptions, "api"> {}

/** The largest request makes a trigger fire with a payload of somebody's own. */
const MAX_BODY = 1024 * 1024;

const api = answerApi<AppContext>({
  routes,
  notFound:
    /^((connector|comparison|operation|flow|run|exchange|scenario|source|change|rule)-unknown|no-desk|unknown-appointment|build-unknown|format-unknown)$/,
  maxBody: MAX_BODY,
});

export function createApp(options: AppOptions): App {
  const { guard, page } = options;
  return createFront({ guard, page, api: createApi(options) });
}

/** The API without the page, for whoever the guard has let in; undefined for an address that it does not have. */
export function createApi(options: ApiOptions): FrontOptions["api"] {
  const stream = streams(options);
  return async (request) => {
    const { pathname } = new URL(request.url);
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (pathname === "/openapi.json" && isRead)
      return Response.json(workbenchApiDocument(`http://127.0.0.1:${options.port}`));
    if (pathname === "/api/stream" && isRead) return stream(request);
    const answered = await api(request, options).catch(failure);
    return answered && cleaned(answered, options.workbench);
  };
}

/** Answers requests for the stream of events; as many at a time as one person can have pages. */
function streams(options: ApiOptions): (request: Request) => Response {
  const headers = { "content-type": "text/event-stream; charset=utf-8" };
  let open = 0;
  return (request) => {
    // Whoever asks for the headers alone reads no stream, and would never close it.
    if (request.method === "HEAD") return new Response(null, { headers });
    if (open >= MAX_STREAMS)
      return problem(
        429,
        "too-many-streams",
        `${MAX_STREAMS} pages are already connected.`,
        "Close some of them.",
      );
    const last =
      request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after") ?? "0";
    open++;
    const stream = streamEvents(options.workbench, /^\d{1,15}$/.test(last) ? Number(last) : 0, () => {
      open--;
    });
    return new Response(stream, { headers });
  };
}

/** The one way of data to the page: whatever it is, and whatever a route has left in it, secrets are taken out here. */
async function cleaned(response: Response, { session }: Workbench): Promise<Response> {
  if (!response.headers.get("content-type")?.startsWith("application/json")) return response;
  const text = session.show(await response.text());
  return new Response(text, { status: response.status, headers: response.headers });
}
