/** The keys that Swagger 2.0 knows for each of its objects, with the type of their values. Sourced: the specification. */
import type { JsonValue } from "../../json/values.ts";

export type KeyType = "string" | "boolean" | "array" | "object" | "any";

/** What every value that is no schema can say about itself; most of it is looked at by the rules on schemas as well. */
const VALUE_KEYS = {
  type: "any",
  format: "any",
  items: "any",
  collectionFormat: "any",
  default: "any",
  maximum: "any",
  exclusiveMaximum: "any",
  minimum: "any",
  exclusiveMinimum: "any",
  maxLength: "any",
  minLength: "any",
  pattern: "any",
  maxItems: "any",
  minItems: "any",
  uniqueItems: "boolean",
  enum: "any",
  multipleOf: "any",
} as const satisfies Record<string, KeyType>;

export const PARAMETER_KEYS: Record<string, KeyType> = {
  name: "any",
  in: "any",
  description: "string",
  required: "any",
  schema: "any",
  allowEmptyValue: "boolean",
  ...VALUE_KEYS,
};

export const ITEMS_KEYS: Record<string, KeyType> = { ...VALUE_KEYS };

export const HEADER_KEYS: Record<string, KeyType> = { description: "string", ...VALUE_KEYS };

export const RESPONSE_KEYS: Record<string, KeyType> = {
  description: "any",
  schema: "object",
  headers: "object",
  examples: "object",
};

/** `any`: another rule looks at the type. */
export const OPERATION_KEYS: Record<string, KeyType> = {
  tags: "any",
  summary: "string",
  description: "string",
  externalDocs: "object",
  operationId: "any",
  consumes: "any",
  produces: "any",
  parameters: "array",
  responses: "object",
  schemes: "any",
  deprecated: "any",
  security: "array",
};

export const PATH_ITEM_KEYS: Record<string, KeyType> = {
  get: "object",
  put: "object",
  post: "object",
  delete: "object",
  options: "object",
  head: "object",
  patch: "object",
  parameters: "array",
  $ref: "any",
};

/** What to write instead of keys that come from OpenAPI 3 or from elsewhere in Swagger. */
export const INSTEAD: Record<string, string> = {
  requestBody: 'Describe the body as a parameter with "in": "body" and a "schema".',
  servers: 'Give the address as "host", "basePath" and "schemes" at the root.',
  callbacks: 'Describe what is sent back by "x-ms-notification-content" on the path.',
  content: 'Put the schema directly under "schema" and the MIME type into "produces" or "consumes".',
  example: 'Say it in the "description", or remove it.',
  examples: 'Say it in the "description", or remove it.',
  style: 'Use "collectionFormat" for lists, otherwise remove it.',
  explode: 'Use "collectionFormat" for lists, otherwise remove it.',
  nullable: 'Swagger 2.0 has no word for it; leave the parameter out of "required".',
  deprecated: 'Only operations can be deprecated; say it in the "description".',
  title: 'Write the label as "x-ms-summary".',
  links: "Describe the linked operation as an operation of its own.",
  trace: "The platform calls no TRACE operations; remove it.",
  visibility: 'Write "x-ms-visibility".',
  readOnly: "Only properties of a schema can be read-only; remove it.",
};

export function isOfKeyType(value: JsonValue, type: KeyType): boolean {
  if (type === "any") return true;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}

/** `x-ms-summary` for `ms-summary`, `xms-summary` and `x_ms_summary`; undefined for what resembles no extension. */
export function extensionMeant(key: string): string | undefined {
  const match = /^(?:x[-_]?)?ms[-_]([a-z][a-z-_]{2,40})$/i.exec(key);
  return match?.[1] === undefined ? undefined : `x-ms-${match[1].toLowerCase().replaceAll("_", "-")}`;
}
