/** An API of one of our servers as a list of routes: the server answers by it, and its OpenAPI document is made of it. */
import { stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import { type SchemaCheck, schemaCheck } from "../schema/check.ts";
import type { Shape } from "../schema/shape.ts";
import { MAX_BODY, readJsonBody } from "./body.ts";
import { problem } from "./problem.ts";

export interface RouteInput<Body> {
  /** Values of the path's placeholders, decoded. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** Of the route's shape; undefined for a route that takes none. */
  body: Body;
}

/** @template Context what the server hands to all its routes */
export interface Route<Context, Body = unknown> {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** With placeholders in braces. */
  path: string;
  id: string;
  /** One sentence. */
  summary: string;
  /** Shape of the body; without it, none is read. */
  request?: Shape<Body>;
  /** The largest body, in bytes; that of the API by default. */
  maxBody?: number;
  /** An empty body counts as `{}`. */
  bodyOptional?: true;
  /** Name of the schema of the answer, among those of the API. */
  answer: string;
  /** 200 by default. */
  status?: number;
  /** Schemas of the parameters of the query. */
  query?: Record<string, object>;
  /** For answers that are also given as plain text, to be used in a shell. */
  text?(answer: Record<string, unknown>): string;
  run(input: RouteInput<Body> & Context): unknown;
}

/** Makes routes for one context; each is checked by the type of its own body. */
export function routeOf<Context>() {
  return <Body = undefined>(route: Route<Context, Body>): Route<Context> => route as Route<Context>;
}

export interface Api<Context> {
  routes: readonly Route<Context>[];
  /** Schemas that requests refer to. */
  components?: object;
  /** Codes of errors that mean "there is no such thing" rather than "this cannot be". */
  notFound: RegExp;
  /** The largest body, in bytes. */
  maxBody?: number;
}

/**
 * A function that answers the requests of an API, undefined for addresses that are none of its own. Errors of input become
 * 400, 404 or 405 with code, message and help; all others are thrown.
 */
export function answerApi<Context>(
  api: Api<Context>,
): (request: Request, context: Context) => Promise<Response | undefined> {
  const known = api.routes.map((route) => ({
    route,
    pattern: patternOf(route.path),
    check: checkOf(api, route),
  }));
  return async (request, context) => {
    const url = new URL(request.url);
    const matching = known.flatMap(({ route, pattern, check }) => {
      const match = pattern.exec(url.pathname);
      return match ? [{ route, check, groups: match.groups ?? {} }] : [];
    });
    if (matching.length === 0) return undefined;
    const method = request.method === "HEAD" ? "GET" : request.method;
    const found = matching.find(({ route }) => route.method === method);
    if (!found) {
      const allow = matching.map(({ route }) => route.method).join(", ");
      return problem(405, "method-not-allowed", `This address takes ${allow}.`, "Use that method.", {
        allow,
      });
    }
    const { route, check, groups } = found;
    try {
      const body = await bodyOf(request, route, check, route.maxBody ?? api.maxBody);
      const params = Object.fromEntries(
        Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
      );
      const answer = await route.run({ ...context, params, query: url.searchParams, body });
      // A file is sent as it is.
      if (answer instanceof Response) return answer;
      const status = route.status ?? 200;
      const headers = { "cache-control": "no-store" };
      if (route.text && request.headers.get("accept")?.startsWith("text/plain"))
        return new Response(`${route.text(answer as Record<string, unknown>)}\n`, { status, headers });
      return new Response(stringifyExact(answer), {
        status,
        headers: { ...headers, "content-type": "application/json" },
      });
    } catch (error) {
      if (error instanceof InputError)
        return problem(statusOf(error.code, api.notFound), error.code, error.message, error.help);
      if (error instanceof URIError)
        return problem(400, "bad-address", "The address holds a broken escape.", "Encode it correctly.");
      throw error;
    }
  };
}

function statusOf(code: string, notFound: RegExp): number {
  if (notFound.test(code)) return 404;
  // A file that somebody saved while it was being changed here.
  return code === "changed-meanwhile" ? 409 : 400;
}

function checkOf<Context>(
  { components }: Api<Context>,
  { request }: Route<Context>,
): SchemaCheck | undefined {
  return request && schemaCheck({ ...request.schema, ...(components ? { components } : {}) }, "The body");
}

async function bodyOf(
  request: Request,
  route: Pick<Route<unknown>, "id" | "bodyOptional">,
  check: SchemaCheck | undefined,
  limit = MAX_BODY,
): Promise<unknown> {
  if (!check) return undefined;
  const read = await readJsonBody(request, limit, route.bodyOptional);
  if (!read.ok)
    throw (
      read.error ??
      new InputError("bad-body", read.why, "Send a JSON object with Content-Type application/json.")
    );
  const [fault] = check(read.value);
  if (!fault) return read.value;
  throw new InputError("bad-body", fault.message, `GET /openapi.json shows what ${route.id} takes.`);
}

/** The pattern of a path with placeholders in braces. */
export function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
}
