/** What every request meets first: the guard, the page and its pieces. Needs no connector, so it answers while that is read. */

import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { InputError } from "../../json/problem.ts";
import { problem } from "../../machine/http/problem.ts";
import { type Guard, NOT_SIGNED_IN, type Refusal } from "./guard.ts";
import { DATA_POLICY, pagePolicy, SAFE_HEADERS } from "./headers.ts";
import { asServed, type BuiltPage, createNonce, doorstep, LOCKED, noPage, typeOf } from "./page-files.ts";

export interface FrontOptions {
  guard: Guard;
  /** The page, or why there is none. */
  page(): Promise<BuiltPage>;
  /** Answers what is not a part of the page, as far as there is such an address; only asked for whoever is let in. */
  api(request: Request): Promise<Response | undefined>;
}

export interface App {
  /** Never rejects. */
  fetch(request: Request): Promise<Response>;
}

const pack = promisify(gzip);

export function createFront(options: FrontOptions): App {
  const { guard } = options;
  // Each is packed once, when it is first asked for.
  const packed = new Map<string, Promise<Buffer>>();
  const answer = async (asked: Request): Promise<Response> => {
    const refusal = guard.refuse(asked);
    if (refusal) return refused(refusal);
    const request = withoutPath(asked, guard.path);
    const { pathname } = new URL(request.url);
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (pathname === "/" && isRead) return door(request, options);
    if (!guard.isKnown(request)) return refused(NOT_SIGNED_IN);
    const name = pathname.slice(1);
    if (isRead && name.startsWith("assets/")) {
      const found = await asset(name, request);
      if (found) return found;
    }
    return (await options.api(request)) ?? unknownAddress();
  };
  const asset = async (name: string, request: Request): Promise<Response | undefined> => {
    const { assets, brotli } = await options.page();
    const bytes = assets.get(name);
    if (!bytes) return undefined;
    const headers = {
      "content-type": typeOf(name),
      // Names of assets hold a hash of what is in them.
      "cache-control": "private, max-age=31536000, immutable",
      vary: "accept-encoding",
    };
    const accepted = request.headers.get("accept-encoding") ?? "";
    const body = (encoding: string, content: Uint8Array) =>
      new Response(content as Uint8Array<ArrayBuffer>, {
        headers: { ...headers, "content-encoding": encoding },
      });
    const small = brotli?.get(name);
    if (small && /\bbr\b/.test(accepted)) return body("br", small);
    if (!/\bgzip\b/.test(accepted)) return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
    const work = packed.get(name) ?? pack(bytes);
    packed.set(name, work);
    return body("gzip", await work);
  };
  return {
    async fetch(request) {
      const response = await answer(request).catch(failure);
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
async function door(request: Request, { guard, page }: FrontOptions): Promise<Response> {
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
  return html(asServed(built.html, nonce), 200, { "content-security-policy": pagePolicy(nonce) });
}

function unknownAddress(): Response {
  return problem(
    404,
    "unknown-address",
    "The workbench has no such address.",
    "GET /openapi.json lists all.",
  );
}

function refused({ status, code, message, help }: Refusal): Response {
  return problem(status, code, message, help);
}

export function failure(error: unknown): Response {
  if (error instanceof InputError) return problem(400, error.code, error.message, error.help);
  return problem(
    500,
    "internal-error",
    error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error),
    "This is a fault of the workbench, not of your connector; please report it.",
  );
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
