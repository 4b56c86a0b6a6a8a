/** The OpenAPI document of an API, made from the very routes and shapes that its server runs on. */
import { problemSchema } from "./problem.ts";
import type { Route } from "./route.ts";

export interface ApiDocument<Context> {
  title: string;
  version: string;
  description: string;
  /** Where the server is. */
  url: string;
  routes: readonly Route<Context>[];
  /** Schemas by name: those of the answers, and what they and the requests refer to. */
  schemas: Record<string, object>;
  /** Statuses with which any request may be refused. */
  refusals?: readonly number[];
  /** Paths that are no routes, such as streams. */
  paths?: Record<string, object>;
  /** Callers send a token as `Authorization: Bearer`. */
  bearer?: true;
}

export const refusal = {
  description: "Why it cannot be done.",
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
};

export function openApiDocument<Context>(api: ApiDocument<Context>): object {
  const paths: Record<string, object> = {};
  for (const route of api.routes)
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operationOf(route, api.refusals ?? []),
    };
  return {
    openapi: "3.1.0",
    info: { title: api.title, version: api.version, description: api.description },
    servers: [{ url: api.url }],
    ...(api.bearer ? { security: [{ token: [] }] } : {}),
    paths: { ...paths, ...api.paths },
    components: {
      ...(api.bearer ? { securitySchemes: { token: { type: "http", scheme: "bearer" } } } : {}),
      schemas: { ...api.schemas, Error: problemSchema },
    },
  };
}

function operationOf<Context>(route: Route<Context>, refusals: readonly number[]): object {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = Object.entries(route.query ?? {}).map(([name, schema]) => ({ name, in: "query", schema }));
  const parameters = [...inPath, ...inQuery];
  const content = {
    "application/json": { schema: { $ref: `#/components/schemas/${route.answer}` } },
    ...(route.text ? { "text/plain": { schema: { type: "string" } } } : {}),
  };
  const failures = [400, ...refusals, ...(inPath.length > 0 || route.request ? [404] : [])];
  return {
    operationId: route.id,
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.request
      ? {
          requestBody: {
            required: !route.bodyOptional,
            content: { "application/json": { schema: route.request.schema } },
          },
        }
      : {}),
    responses: {
      [route.status ?? 200]: { description: "Done.", content },
      ...Object.fromEntries(failures.map((status) => [status, refusal])),
    },
  };
}
