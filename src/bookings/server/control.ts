/** The control API: what tests and people do to the world behind the mocked service. */
import { openApiDocument } from "../../machine/http/openapi.ts";
import { problem } from "../../machine/http/problem.ts";
import { answerApi } from "../../machine/http/route.ts";
import { type Control, controlRoutes } from "./control-routes.ts";
import { componentSchemas } from "./schemas.ts";

const answer = answerApi<Control>({
  routes: controlRoutes,
  components: { schemas: componentSchemas },
  notFound: /^unknown-(appointment|user|page)$/,
});

/** Answers a request under `/control/`. */
export async function handleControl(request: Request, control: Control): Promise<Response> {
  return (
    (await answer(request, control)) ??
    problem(404, "unknown-route", "The control API has no such address.", "GET /openapi.json lists all.")
  );
}

/** The OpenAPI document of the control API. */
export function controlApiDocument(url: string): object {
  return openApiDocument({
    title: "Control of the mocked Bookings service",
    version: "1.0.0",
    description:
      "Does to the world behind the mocked service what people do to the real one: book, join, reschedule, cancel. Also injects faults and moves time. Answers on this machine only, to callers that are not a page of another site.",
    url,
    routes: controlRoutes,
    schemas: componentSchemas,
  });
}
