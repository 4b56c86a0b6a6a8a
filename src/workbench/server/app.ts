/** The server as a function from request to answer: guard, page, API, stream. Knows no sockets. */

import { gzipSync } from "node:zlib";
import { InputError } from "../../json/problem.ts";
import { problem } from "../../machine/http/problem.ts";
import { answerApi } from "../../machine/http/route.ts";
import type { Workbench } from "../workbench.ts";
import { type Guard, NOT_SIGNED_IN, type Refusal } from "./guard.ts";
import { DATA_POLICY, pagePolicy, SAFE_HEADERS } from "./headers.ts";
import { workbenchApiDocument } from "./openapi.ts";
import { type BuiltPage, createNonce, doorstep, LOCKED, noPage, typeOf, withNonce } from "./page-files.ts";
import { routes } from "./routes.ts";
import { MAX_STREAMS, streamEvents } from "./stream.ts";

export interface AppOptions {
  workbench: Workbench;
  guard: Guard;
  /** The one that `Host` has to name. */
  port: number;
  /** The page, or why there is none. */
  page(): Promise<BuiltPage>;
}

export interface App {
  /** Never rejects. */
  fetch(request: Request): Promise<Response>;
}

/** The largest request makes a trigger fire with a payload of somebody's own. */
const MAX_BODY = 1024 * 1024;

const api = answerApi<{ workbench: Workbench }>({
  routes,
  notFound: /^((operation|flow|run|exchange)-unknown|no-desk|unknown-appointment)$/,
  maxBody: MAX_BODY,
});

export function createApp(options: AppOptions): App {
  const { guard } = options;
  const stream = streams(options.workbench);
  // Each is packed once, when it is first asked for.
  const packedAssets = new Map<string, Uint8Array>();
  const answer = async (asked: Request): Promise<Response> => {
    const refusal = guard.refuse(asked);
    if (refusal) return refused(refusal);
    const request = withoutPath(asked, guard.path);
    const { pathname } = new URL(request.url);
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (pathname === "/" && isRead) return door(request, options);
    if (!guard.isKnown(request)) return refused(NOT_SIGNED_IN);
    if (pathname === "/openapi.json" && isRead)
      return Response.json(workbenchApiDocument(`http://127.0.0.1:${options.port}`));
    if (pathname === "/api/stream" && isRead) return stream(request);
    const answered = await api(request, options);
    if (answered) return answered;
    const name = pathname.slice(1);
    const asset = isRead && !name.startsWith("api/") ? (await options.page()).assets.get(name) : undefined;
    if (!asset)
      return problem(
        404,
        "unknown-address",
        "The workbench has no such address.",
        "GET /openapi.json lists all.",
      );
    // Names of assets hold a hash of what is in them.
    const headers = {
      "content-type": typeOf(name),
      "cache-control": "private, max-age=31536000, immutable",
      vary: "accept-encoding",
    };
    if (!/\bgzip\b/.test(request.headers.get("accept-encoding") ?? ""))
      return new Response(asset as Uint8Array<ArrayBuffer>, { headers });
    const packed = packedAssets.get(name) ?? gzipSync(asset);
    packedAssets.set(name, packed);
    return new Response(packed as Uint8Array<ArrayBuffer>, {
      headers: { ...headers, "content-encoding": "gzip" },
    });
  };
  return {
    async fetch(request) {
      const response = await cleaned(await answer(request).catch(failure), options.workbench);
      return safe(request.method === "HEAD" ? new Response(null, response) : response);
    },
  };
}

/** The request as it would be at the root: the page asks for everything below its own path, scripts below none. */
function withoutPath(request: Request, path: string): Request {
  const url = new URL(request.url);
  if (!url.pathname.startsWith(path)) return request;
  url.pathname = url.pathname.slice(path.length - 1);
  return new Request(url, request);
}

/** The page for whoever is let in, and the doorstep where the token becomes a cookie. */
async function door(request: Request, { guard, page }: AppOptions): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const given = query.get("token");
  const key = query.get("key");
  if ((given !== null && guard.fits(given)) || (key !== null && guard.takeKey(key)))
    return html(doorstep(guard.path), 200, { "set-cookie": guard.setCookie() });
  if (!guard.isKnown(request)) return html(LOCKED, 401);
  let built: BuiltPage;
  try {
    built = await page();
  } catch (error) {
    if (error instanceof InputError) return html(noPage(error), 503);
    throw error;
  }
  const nonce = createNonce();
  return html(withNonce(built.html, nonce), 200, { "content-security-policy": pagePolicy(nonce) });
}

/** Answers requests for the stream of events; as many at a time as one person can have pages. */
function streams(workbench: Workbench): (request: Request) => Response {
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
    const stream = streamEvents(workbench, /^\d{1,15}$/.test(last) ? Number(last) : 0, () => {
      open--;
    });
    return new Response(stream, { headers });
  };
}

function refused({ status, code, message, help }: Refusal): Response {
  return problem(status, code, message, help);
}

function failure(error: unknown): Response {
  if (error instanceof InputError) return problem(400, error.code, error.message, error.help);
  return problem(
    500,
    "internal-error",
    error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error),
    "This is a fault of the workbench, not of your connector; please report it.",
  );
}

/** The one way of data to the page: whatever it is, and whatever a route has left in it, secrets are taken out here. */
async function cleaned(response: Response, { session }: Workbench): Promise<Response> {
  if (!response.headers.get("content-type")?.startsWith("application/json")) return response;
  const text = session.show(await response.text());
  return new Response(text, { status: response.status, headers: response.headers });
}

/** Every answer carries what keeps a browser from doing anything but show it to our own page. */
function safe(response: Response): Response {
  for (const [name, value] of Object.entries(SAFE_HEADERS))
    if (!response.headers.has(name)) response.headers.set(name, value);
  if (!response.headers.has("content-security-policy"))
    response.headers.set("content-security-policy", DATA_POLICY);
  return response;
}

function html(text: string, status: number, headers: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { "content-type": "text/html; charset=utf-8", ...headers } });
}
