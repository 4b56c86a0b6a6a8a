/** The OpenAPI document of the control API, made of the very routes and schemas that it runs on. */
import { controlRoutes } from "./control-routes.ts";
import { componentSchemas } from "./schemas.ts";

export function controlApiDocument(url: string): object {
  const paths: Record<string, Record<string, object>> = {};
  const json = (name: string) => ({
    "application/json": { schema: { $ref: `#/components/schemas/${name}` } },
  });
  const failed = { description: "Why it cannot be done.", content: json("Error") };
  for (const route of controlRoutes) {
    const pathParameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    }));
    const queryParameters = Object.entries(route.query ?? {}).map(([name, schema]) => ({
      name,
      in: "query",
      schema,
    }));
    const parameters = [...pathParameters, ...queryParameters];
    const content = {
      ...json(route.answer),
      ...(route.text ? { "text/plain": { schema: { type: "string" } } } : {}),
    };
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: {
        operationId: route.id,
        summary: route.summary,
        ...(parameters.length > 0 ? { parameters } : {}),
        ...(route.request
          ? { requestBody: { required: true, content: { "application/json": { schema: route.request } } } }
          : {}),
        responses: {
          [route.status]: { description: "Done.", content },
          400: failed,
          ...(pathParameters.length > 0 || route.request ? { 404: failed } : {}),
        },
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Control of the mocked Bookings service",
      version: "1.0.0",
      description:
        "Does to the world behind the mocked service what people do to the real one: book, join, reschedule, cancel. Also injects faults and moves time. Answers on this machine only, to callers that are no page of another site.",
    },
    servers: [{ url }],
    paths,
    components: { schemas: componentSchemas },
  };
}
