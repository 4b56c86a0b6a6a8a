/** The OpenAPI document of the workbench's API, made of the very routes and schemas that it runs on. */
import { VERSION } from "../version.ts";
import { type Route, routes } from "./routes.ts";
import { answerSchemas, requestSchemas } from "./schemas.ts";

const refer = (name: string) => ({
  "application/json": { schema: { $ref: `#/components/schemas/${name}` } },
});
const failed = { description: "Why it cannot be done.", content: refer("ApiError") };

export function openApiDocument(url: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describe(route) };
  }
  paths["/api/stream"] = {
    get: {
      operationId: "stream",
      summary:
        "Events as they happen (server-sent events named events, state and gap); resumes by Last-Event-ID.",
      parameters: [{ name: "after", in: "query", schema: { type: "integer", minimum: 0 } }],
      responses: {
        200: {
          description: "Until the reader goes.",
          content: { "text/event-stream": { schema: { type: "string" } } },
        },
        401: failed,
        403: failed,
      },
    },
  };
  return {
    openapi: "3.1.0",
    info: {
      title: "Connector workbench",
      version: VERSION,
      description:
        "Everything that the workbench's page shows and does. Answers on this machine only, to callers that hold the token which npm start prints.",
    },
    servers: [{ url }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: { ...requestSchemas, ...answerSchemas },
    },
  };
}

function describe({ path, id, summary, request, answer, paged }: Route): object {
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    })),
    ...(paged ? ["after", "before", "limit"] : []).map((name) => ({
      name,
      in: "query",
      schema: { type: "integer", minimum: 0 },
    })),
  ];
  return {
    operationId: id,
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(request ? { requestBody: { required: request !== "Nothing", content: refer(request) } } : {}),
    responses: {
      200: { description: "Done.", content: refer(answer) },
      400: failed,
      401: failed,
      403: failed,
      ...(path.includes("{") ? { 404: failed } : {}),
    },
  };
}
