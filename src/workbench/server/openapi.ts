/** The OpenAPI document of the workbench's API. */
import { openApiDocument, refusal } from "../../machine/http/openapi.ts";
import { VERSION } from "../../machine/version.ts";
import { routes } from "./routes.ts";
import { answerSchemas } from "./schemas.ts";

export function workbenchApiDocument(url: string): object {
  return openApiDocument({
    title: "Connector workbench",
    version: VERSION,
    description:
      "Everything that the workbench's page shows and does. Answers on this machine only, to callers that hold the token that the workbench prints when it starts.",
    url,
    bearer: true,
    routes,
    schemas: answerSchemas,
    refusals: [401, 403],
    paths: { "/api/stream": STREAM },
  });
}

const STREAM = {
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
      401: refusal,
      403: refusal,
    },
  },
};
