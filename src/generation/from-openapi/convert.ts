/**
 * Turns an OpenAPI 3.0 or 3.1 document into a Swagger 2.0 definition for a custom connector, and says what is lost. Our own mapping: the one
 * library that does this for JavaScript (api-spec-converter 2.12) has had no release since 2021, depends on the withdrawn package "request"
 * and drops what it does not know without a word. Sourced: the two specifications; how alternatives and lists are carried over is chosen.
 */
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../../json/values.ts";
import { type Loss, Losses } from "./losses.ts";
import { Messages } from "./messages.ts";
import { Schemas } from "./schemas.ts";
import { Security, serverOf, serversOf } from "./service.ts";
import { extensionsOf, followObject, pick } from "./source.ts";

export type { Loss } from "./losses.ts";

export interface Conversion {
  /** The Swagger 2.0 definition. */
  readonly definition: JsonObject;
  /** What could not be carried over, and what was made up, each kind once, in the order in which it was met. */
  readonly losses: Loss[];
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"] as const;

/** Whether a document says of itself that it is OpenAPI 3. */
export function isOpenApi3Document(value: unknown): value is JsonObject {
  return isObject(value) && /^3\./.test(ownString(value, "openapi") ?? "");
}

/** @param root a document for which `isOpenApi3Document` holds; it is not changed */
export function fromOpenApi3(root: JsonObject): Conversion {
  const losses = new Losses();
  const schemas = new Schemas(root, losses);
  const components = ownObject(ownObject(root, "components"), "schemas") ?? {};
  const definitions = Object.fromEntries(
    Object.keys(components).map((name) => [
      name,
      schemas.convert(own(components, name), ["components", "schemas", name]),
    ]),
  );
  const messages = new Messages(root, schemas, definitions, losses);
  const security = new Security(root, losses);
  const paths = pathsOf(root, messages, security, losses);
  if (own(root, "webhooks") !== undefined)
    losses.add(
      ["webhooks"],
      "Webhooks are lost: in a connector a trigger is an operation that subscribes.",
      "Write a trigger by hand: docs on webhook triggers say how.",
    );
  const required = security.requirements(own(root, "security"));
  return {
    definition: {
      swagger: "2.0",
      info: infoOf(root),
      ...serverOf(root, losses),
      consumes: ["application/json"],
      produces: ["application/json"],
      paths,
      definitions,
      ...(Object.keys(security.definitions).length > 0 && { securityDefinitions: security.definitions }),
      ...(required !== undefined && { security: required }),
      ...tagsOf(root),
      ...pick(root, ["externalDocs"]),
      ...extensionsOf(root),
    },
    losses: losses.list(),
  };
}

/** 3.2 says more of tags than 2.0 knows. */
function tagsOf(root: JsonObject): JsonObject {
  const tags = ownArray(root, "tags")?.filter(isObject);
  if (!tags) return {};
  return {
    tags: tags.map((tag) => ({
      ...pick(tag, ["name", "description", "externalDocs"]),
      ...extensionsOf(tag),
    })),
  };
}

function infoOf(root: JsonObject): JsonObject {
  const info = ownObject(root, "info") ?? {};
  const license = ownObject(info, "license");
  const summary = ownString(info, "summary");
  return {
    title: "",
    ...pick(info, ["title"]),
    ...(summary !== undefined && { description: summary }),
    ...pick(info, ["description", "version", "termsOfService", "contact"]),
    ...(license && { license: { ...pick(license, ["name", "url"]), ...extensionsOf(license) } }),
    ...extensionsOf(info),
  };
}

function pathsOf(root: JsonObject, messages: Messages, security: Security, losses: Losses): JsonObject {
  const given = ownObject(root, "paths") ?? {};
  const result: [string, JsonValue][] = [];
  for (const path of Object.keys(given)) {
    if (path.startsWith("x-")) {
      result.push([path, own(given, path) as JsonValue]);
      continue;
    }
    const item = followObject(root, own(given, path)) ?? {};
    const way = ["paths", path];
    const converted: JsonObject = extensionsOf(item);
    const shared = messages.parameters(ownArray(item, "parameters"), [...way, "parameters"]);
    if (shared.length > 0) converted.parameters = shared;
    if (own(item, "trace") !== undefined)
      losses.add(way, "Operations with the method TRACE are lost.", "Nothing: makers have no use for them.");
    noteServers(item, way, root, losses);
    for (const method of METHODS) {
      const operation = ownObject(item, method);
      if (operation)
        converted[method] = operationOf(operation, path, method, { root, messages, security, losses });
    }
    result.push([path, converted]);
  }
  return Object.fromEntries(result);
}

/** The first server is the host of the connector, wherever it is named. */
function noteServers(value: JsonObject, way: readonly string[], root: JsonObject, losses: Losses): void {
  const [first] = ownArray(value, "servers") ?? [];
  if (first !== undefined && ownString(first, "url") !== ownString(serversOf(root)[0], "url"))
    losses.add(
      way,
      "Servers of single paths and operations are lost: a connector has one host.",
      "Send those operations elsewhere by a dynamichosturl policy.",
    );
}

function operationOf(
  value: JsonObject,
  path: string,
  method: string,
  {
    root,
    messages,
    security,
    losses,
  }: { root: JsonObject; messages: Messages; security: Security; losses: Losses },
): JsonObject {
  const way = ["paths", path, method];
  noteServers(value, way, root, losses);
  if (own(value, "callbacks") !== undefined)
    losses.add(
      way,
      "Callbacks are lost: what the service sends later is described where a trigger subscribes.",
      "Make a webhook trigger of the operation, with the content of the callback beside it.",
    );
  const given = ownString(value, "operationId");
  const id = given && /\s/.test(given) ? pascalCase(given.split(/\s+/)) : given;
  if (id !== given)
    losses.add(
      way,
      "White space in ids of operations is gone: connectors cannot have it.",
      "Choose ids that last: flows keep them.",
    );
  if (!id)
    losses.add(
      way,
      "Operations without an operationId have got one made of method and path.",
      "Choose ids that last: flows keep them.",
    );
  const input = messages.body(own(value, "requestBody"), method, [...way, "requestBody"]);
  const parameters = [
    ...messages.parameters(ownArray(value, "parameters"), [...way, "parameters"]),
    ...input.parameters,
  ];
  const { responses, produces } = messages.responses(ownObject(value, "responses"), [...way, "responses"]);
  const required = security.requirements(own(value, "security"));
  return {
    ...pick(value, ["tags", "summary", "description"]),
    operationId: id || idFor(method, path),
    ...pick(value, ["externalDocs", "deprecated"]),
    ...(input.consumes.length > 0 && !isPlainJson(input.consumes) && { consumes: input.consumes }),
    ...(produces.length > 0 && !isPlainJson(produces) && { produces }),
    parameters,
    responses,
    ...(required !== undefined && { security: required }),
    ...extensionsOf(value),
  };
}

function isPlainJson(types: readonly string[]): boolean {
  return types.length === 1 && types[0] === "application/json";
}

/** `get /orders/{orderId}/lines` gives `GetOrdersOrderIdLines`. */
function idFor(method: string, path: string): string {
  return pascalCase([method, ...path.split(/[^\p{L}\p{N}]+/u)]);
}

function pascalCase(words: readonly string[]): string {
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
}
