/** Examples of dynamic extensions: an action of its own that the base connector gets besides, so that patches stay short. */
import type { JsonObject, JsonValue } from "../../json/values.ts";

/** Where {@link onParameter} puts the extensions. */
export const PARAMETER_AT = "/paths/~1quotes/get/parameters/0";
/** Where {@link onProperty} puts the extensions. */
export const PROPERTY_AT = "/paths/~1quotes/post/parameters/0/schema/properties/depot";

/** An action with a query parameter `depot` that carries the extensions, and with more parameters. */
export function onParameter(extensions: JsonObject, others: JsonValue[] = []): JsonObject {
  return {
    paths: {
      "/quotes": {
        get: {
          operationId: "GetQuote",
          parameters: [{ name: "depot", in: "query", type: "string", ...extensions }, ...others],
          responses: { "200": { description: "The quote." } },
        },
      },
    },
  };
}

/** An action with a body whose property `depot` carries the extensions, beside others, and with more parameters. */
export function onProperty(
  extensions: JsonObject,
  beside: JsonObject = {},
  others: JsonValue[] = [],
): JsonObject {
  return {
    paths: {
      "/quotes": {
        post: {
          operationId: "CreateQuote",
          parameters: [
            {
              name: "body",
              in: "body",
              required: true,
              schema: { type: "object", properties: { depot: { type: "string", ...extensions }, ...beside } },
            },
            ...others,
          ],
          responses: { "200": { description: "The quote." } },
        },
      },
    },
  };
}

/** Adds an action that fills drop-downs, with its parameters and the schema of its answer. */
export function withTarget(patch: JsonObject, parameters: JsonValue[], schema?: JsonObject): JsonObject {
  const answer: JsonObject = { description: "The answer." };
  if (schema) answer["schema"] = schema;
  return {
    ...patch,
    paths: {
      ...(patch["paths"] as JsonObject),
      "/lists": { get: { operationId: "List", parameters, responses: { "200": answer } } },
    },
  };
}
