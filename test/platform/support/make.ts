/** Made-up connectors and services for tests, as small as the test allows. */
import type { JsonObject, JsonValue } from "../../../src/json/values.ts";
import type { Platform, PlatformOptions } from "../../../src/platform/api.ts";
import { createPlatform, createVirtualClock } from "../../../src/platform/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: documents are written down freely in tests
type Open = any;

/** A definition of a service at https://api.example/v1 with these paths. */
export function definitionOf(paths: Open, rest: Open = {}): JsonObject {
  return {
    swagger: "2.0",
    info: { title: "Made up", description: "Made up.", version: "1.0" },
    host: "api.example",
    basePath: "/v1",
    schemes: ["https"],
    ...rest,
    paths,
  };
}

export interface SeenRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** A service that answers the same thing to everything and remembers what it was asked. */
export function recorder(answer: () => Response | Promise<Response> = () => Response.json({})) {
  const seen: SeenRequest[] = [];
  return {
    seen,
    async backend(request: Request): Promise<Response> {
      seen.push({
        method: request.method,
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      });
      return await answer();
    },
  };
}

/** One operation `Do` and a platform around it. */
export function platformFor(
  operation: Open,
  options: Partial<PlatformOptions> & {
    path?: string;
    method?: string;
    properties?: Open;
    rest?: Open;
    /** `x-ms-notification-content` of the path: makes a webhook trigger of `Do`. */
    content?: Open;
    answer?: () => Response | Promise<Response>;
  } = {},
): { platform: Platform; seen: SeenRequest[] } {
  const {
    path = "/do",
    method = "post",
    properties = {},
    rest,
    content,
    answer,
    ...platformOptions
  } = options;
  const service = recorder(answer);
  const platform = createPlatform({
    backend: service.backend,
    clock: createVirtualClock(),
    seed: "test",
    ...platformOptions,
    connector: {
      name: "made-up",
      definition: definitionOf(
        {
          [path]: {
            ...(content ? { "x-ms-notification-content": content } : {}),
            [method]: {
              operationId: "Do",
              summary: "Do",
              responses: { default: { description: "Anything." } },
              ...operation,
            },
          },
        },
        rest,
      ),
      properties: { properties: { connectionParameters: {}, ...properties } } as JsonValue,
    },
  });
  return { platform, seen: service.seen };
}

/** A policy instance for the operation `Do`. */
export function policy(
  templateId: string,
  parameters: Record<string, JsonValue>,
  section?: string,
): JsonObject {
  const prefixed: JsonObject = { "x-ms-apimTemplate-operationName": ["Do"] };
  for (const [name, value] of Object.entries(parameters))
    prefixed[`x-ms-apimTemplateParameter.${name}`] = value;
  if (section) prefixed["x-ms-apimTemplate-policySection"] = section;
  return { templateId, title: templateId, parameters: prefixed };
}
