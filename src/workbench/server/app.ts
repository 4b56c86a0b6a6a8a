/** The server as a function from request to answer: guard, page, API, stream. Knows no sockets. */
import { Hono } from "hono";
import { InputError } from "../../json/problem.ts";
import { type SchemaCheck, schemaCheck } from "../../machine/schema/check.ts";
import type { Workbench } from "../workbench.ts";
import { readJson } from "./body.ts";
import { type Guard, NOT_SIGNED_IN } from "./guard.ts";
import { DATA_POLICY, pagePolicy, SAFE_HEADERS } from "./headers.ts";
import { openApiDocument } from "./openapi.ts";
import { type BuiltPage, createNonce, DOORSTEP, LOCKED, noPage, typeOf, withNonce } from "./page-files.ts";
import { type Route, routes } from "./routes.ts";
import { type RequestSchema, requestSchemas } from "./schemas.ts";
import { MAX_STREAMS, streamEvents } from "./stream.ts";

export interface AppOptions {
  workbench: Workbench;
  token: string;
  guard: Guard;
  /** The one that `Host` has to name. */
  port: number;
  /** The page, or why there is none. */
  page(): Promise<BuiltPage>;
}

/** Codes of errors that mean "there is no such thing". */
const NOT_FOUND = /^((operation|flow|run|exchange)-unknown|no-desk|unknown-appointment)$/;

const checks = new Map<RequestSchema, SchemaCheck>();

export function createApp({ workbench, token, guard, port, page }: AppOptions): Hono {
  const app = new Hono();
  let streams = 0;

  app.use("*", async (context, next) => {
    const refusal = guard.refuse(context.req.raw);
    if (refusal) context.res = problem(refusal.status, refusal.code, refusal.message, refusal.help);
    else await next();
    for (const [name, value] of Object.entries(SAFE_HEADERS))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    if (!context.res.headers.has("content-security-policy"))
      context.res.headers.set("content-security-policy", DATA_POLICY);
  });

  app.get("/", async (context) => {
    const given = context.req.query("token");
    const key = context.req.query("key");
    if ((given !== undefined && guard.fits(given)) || (key !== undefined && guard.takeKey(key)))
      return html(DOORSTEP, 200, { "set-cookie": guard.setCookie(token) });
    if (!guard.isKnown(context.req.raw)) return html(LOCKED, 401);
    let built: BuiltPage;
    try {
      built = await page();
    } catch (error) {
      if (error instanceof InputError) return html(noPage(error), 503);
      throw error;
    }
    const nonce = createNonce();
    return html(withNonce(built.html, nonce), 200, { "content-security-policy": pagePolicy(nonce) });
  });

  app.use("*", async (context, next) => {
    if (guard.isKnown(context.req.raw)) return next();
    const { status, code, message, help } = NOT_SIGNED_IN;
    return problem(status, code, message, help);
  });

  app.get("/openapi.json", () => Response.json(openApiDocument(`http://127.0.0.1:${port}`)));

  app.get("/api/stream", (context) => {
    if (streams >= MAX_STREAMS)
      return problem(429, "too-many-streams", `${MAX_STREAMS} pages listen already.`, "Close some of them.");
    const last = context.req.header("last-event-id") ?? context.req.query("after") ?? "0";
    streams++;
    const stream = streamEvents(workbench, /^\d{1,15}$/.test(last) ? Number(last) : 0, () => {
      streams--;
    });
    return new Response(stream, { headers: { "content-type": "text/event-stream; charset=utf-8" } });
  });

  for (const route of routes) {
    app.on(route.method, route.path.replace(/\{(\w+)\}/g, ":$1"), async (context) => {
      const body = await bodyOf(context.req.raw, route);
      const query = new URL(context.req.url).searchParams;
      return Response.json(await route.run({ workbench, params: context.req.param(), query, body }));
    });
  }

  app.get("*", async (context) => {
    const path = new URL(context.req.url).pathname.slice(1);
    const asset = path.startsWith("api/") ? undefined : (await page()).assets.get(path);
    if (!asset) return notFound(context.req.method, `/${path}`);
    // Names of assets hold a hash of what is in them.
    return new Response(asset as Uint8Array<ArrayBuffer>, {
      headers: { "content-type": typeOf(path), "cache-control": "private, max-age=31536000, immutable" },
    });
  });

  app.notFound((context) => notFound(context.req.method, new URL(context.req.url).pathname));
  app.onError((error) => {
    if (error instanceof InputError)
      return problem(statusOf(error.code), error.code, error.message, error.help);
    return problem(
      500,
      "internal-error",
      error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error),
      "This is a fault of the workbench, not of your connector; please report it.",
    );
  });
  return app;
}

function statusOf(code: string): number {
  if (NOT_FOUND.test(code)) return 404;
  return code === "changed-meanwhile" ? 409 : 400;
}

async function bodyOf(request: Request, route: Route): Promise<unknown> {
  if (!route.request) return undefined;
  const value = await readJson(request, route.request === "Nothing");
  let check = checks.get(route.request);
  if (!check) {
    check = schemaCheck(requestSchemas[route.request], "The body");
    checks.set(route.request, check);
  }
  const [fault] = check(value);
  if (!fault) return value;
  throw new InputError("bad-body", fault.message, `GET /openapi.json shows what ${route.id} takes.`);
}

export function problem(status: number, code: string, message: string, help: string): Response {
  return Response.json({ error: { code, message, help } }, { status });
}

function notFound(method: string, path: string): Response {
  const known = routes.filter((route) => patternOf(route).test(path)).map((route) => route.method);
  if (known.length > 0 && !known.includes(method as Route["method"]))
    return problem(405, "method-not-allowed", `This address takes ${known.join(", ")}.`, "Use that method.");
  return problem(
    404,
    "unknown-address",
    "The workbench has no such address.",
    "GET /openapi.json lists all.",
  );
}

function patternOf({ path }: Route): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`);
}

function html(text: string, status: number, headers: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { "content-type": "text/html; charset=utf-8", ...headers } });
}
