/** Carries out the control API: finds the route, checks the body, answers in JSON, turns errors into answers. */
import { InputError } from "../../json/problem.ts";
import { isObject } from "../../json/values.ts";
import { type SchemaCheck, schemaCheck } from "../../machine/schema/check.ts";
import { readJsonBody } from "../handlers/body.ts";
import { type ControlInput, type ControlRoute, controlRoutes } from "./control-routes.ts";
import { componentSchemas } from "./schemas.ts";

const checks = new Map<ControlRoute, SchemaCheck>();
const matchers = controlRoutes.map((route) => ({ route, pattern: patternOf(route.path) }));

/** Codes of unusable input that mean "there is no such thing" rather than "this cannot be". */
const NOT_FOUND = /^unknown-(appointment|user|page)$/;

/** Answers a request under `/control/`. Never throws. */
export async function handleControl(
  request: Request,
  rest: Omit<ControlInput, "params" | "query" | "body">,
): Promise<Response> {
  const url = new URL(request.url);
  const matching = matchers.flatMap(({ route, pattern }) => {
    const match = pattern.exec(url.pathname);
    return match ? [{ route, params: match.groups ?? {} }] : [];
  });
  const found = matching.find(({ route }) => route.method === request.method);
  if (!found) {
    const allow = matching.map(({ route }) => route.method).join(", ");
    return allow
      ? problem(405, "method-not-allowed", `${url.pathname} takes ${allow}.`, "Use another method.", {
          allow,
        })
      : problem(404, "unknown-route", "The control API has no such address.", "GET /openapi.json lists all.");
  }
  const { route } = found;
  try {
    const body = await bodyOf(request, route);
    const params = Object.fromEntries(
      Object.entries(found.params).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    const answer = (await route.run({ ...rest, params, query: url.searchParams, body })) as Record<
      string,
      unknown
    >;
    const headers = { "cache-control": "no-store" };
    if (route.text && request.headers.get("accept")?.startsWith("text/plain"))
      return new Response(`${route.text(answer)}\n`, { status: route.status, headers });
    return Response.json(answer, { status: route.status, headers });
  } catch (error) {
    if (error instanceof InputError)
      return problem(NOT_FOUND.test(error.code) ? 404 : 400, error.code, error.message, error.help);
    if (error instanceof URIError)
      return problem(400, "bad-address", "The address holds a broken escape.", "Encode it correctly.");
    throw error;
  }
}

export function problem(
  status: number,
  code: string,
  message: string,
  help: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ error: { code, message, help } }, { status, headers });
}

async function bodyOf(request: Request, route: ControlRoute): Promise<Record<string, unknown>> {
  if (!route.request) return {};
  const read = await readJsonBody(request);
  if (!read.ok)
    throw new InputError("bad-body", read.why, "Send a JSON object with Content-Type application/json.");
  let check = checks.get(route);
  if (!check) {
    check = schemaCheck({ ...route.request, components: { schemas: componentSchemas } }, "The body");
    checks.set(route, check);
  }
  const [fault] = check(read.value);
  if (!fault && isObject(read.value)) return read.value;
  throw new InputError(
    "bad-body",
    fault?.message ?? "The body is no JSON object.",
    `GET /openapi.json shows what ${route.id} takes.`,
  );
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
}
