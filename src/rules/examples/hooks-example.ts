/** Webhook triggers for examples of rules: one small subscription beside those of the base connector. */
import type { JsonObject } from "../../json/values.ts";

const URL_FIELD: JsonObject = {
  type: "string",
  "x-ms-summary": "Callback URL",
  description: "Where news is announced.",
  "x-ms-visibility": "internal",
  "x-ms-notification-url": true,
};

/** A body parameter that takes the callback URL; `field` replaces the URL's schema, `more` changes the object around it. */
export function hookBody(field: JsonObject = {}, more: JsonObject = {}): JsonObject {
  const callbackUrl = Object.fromEntries(
    Object.entries({ ...URL_FIELD, ...field }).filter(([, value]) => value !== null),
  ) as JsonObject;
  return {
    name: "body",
    in: "body",
    required: true,
    "x-ms-summary": "Subscription",
    description: "Where to announce news.",
    schema: { type: "object", required: ["callbackUrl"], properties: { callbackUrl }, ...more },
  };
}

/** A path `/news` with a webhook trigger; `post` and `path` are merge patches on it (RFC 7396). */
export function newsHook(post: JsonObject = {}, path: JsonObject = {}): JsonObject {
  const operation: JsonObject = {
    operationId: "OnNews",
    summary: "When there is news",
    description: "This operation triggers when there is news.",
    "x-ms-visibility": "important",
    "x-ms-trigger": "single",
    "x-ms-trigger-hint": "To see it work now, publish some news.",
    parameters: [hookBody()],
    responses: {
      "201": {
        description: "The subscription.",
        headers: { Location: { type: "string", description: "Address that ends the subscription." } },
      },
    },
  };
  const content: JsonObject = {
    description: "The news.",
    schema: { type: "object", properties: { headline: { type: "string", "x-ms-summary": "Headline" } } },
  };
  return {
    paths: {
      "/hooks/news": without({
        "x-ms-notification-content": content,
        post: without({ ...operation, ...post }),
        ...path,
      }),
    },
  };
}

function without(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null)) as JsonObject;
}

/** A subscription whose body has one more field, which takes the address; `more` belongs to the schema around it. */
export const hook = (field: JsonObject, more: JsonObject = {}) =>
  newsHook({ parameters: [hookBody(field, more)] });
export const SCHEMA = "/paths/~1hooks~1news/post/parameters/0/schema";
export const FIELD = `${SCHEMA}/properties/callbackUrl`;
