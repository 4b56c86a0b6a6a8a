// What the tests of this folder look at: the connector as it is in the repository.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import SwaggerParser from "@apidevtools/swagger-parser";
import { parse as parseYaml } from "yaml";

export interface Schema {
  type?: string;
  format?: string;
  title?: string;
  description?: string;
  default?: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  "x-ms-summary"?: string;
  "x-ms-visibility"?: string;
  "x-ms-notification-url"?: boolean;
}

export interface Parameter extends Schema {
  name: string;
  in: string;
  required?: never;
  schema?: Schema;
  "x-ms-url-encoding"?: string;
  "x-ms-dynamic-values"?: Record<string, unknown>;
  "x-ms-dynamic-list"?: Record<string, unknown>;
}

export interface Response {
  description: string;
  schema?: Schema;
  headers?: Record<string, { type: string; description?: string }>;
}

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  parameters: Parameter[];
  responses: Record<string, Response>;
  "x-ms-trigger"?: string;
  "x-ms-trigger-hint"?: string;
  "x-ms-visibility"?: string;
}

export type PathItem = Partial<Record<"get" | "post" | "delete", Operation>> & {
  "x-ms-notification-content"?: { description?: string; schema: Schema };
};

export interface Definition {
  swagger: string;
  info: {
    title: string;
    description: string;
    contact: Record<string, string>;
    "x-ms-api-annotation": { status: string };
  };
  host: string;
  basePath: string;
  schemes: string[];
  consumes: string[];
  produces: string[];
  paths: Record<string, PathItem>;
  definitions: Record<string, Schema>;
  securityDefinitions: Record<
    string,
    { type: string; flow: string; authorizationUrl: string; tokenUrl: string; scopes: Record<string, string> }
  >;
  security: Record<string, string[]>[];
  "x-ms-connector-metadata": { propertyName: string; propertyValue: string }[];
}

export interface Properties {
  properties: {
    iconBrandColor: string;
    publisher: string;
    connectionParameters: {
      token: {
        type: string;
        oAuthSettings: {
          identityProvider: string;
          clientId: string;
          scopes: string[];
          redirectMode: string;
          customParameters: Record<string, { value: string }>;
        };
      };
    };
    policyTemplateInstances: { templateId: string; title: string; parameters: Record<string, unknown> }[];
  };
}

const place = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const bytesOf = (path: string): Buffer => readFileSync(place(path));
export const textOf = (path: string): string => readFileSync(place(path), "utf8");
export const namesIn = (path: string): string[] => readdirSync(place(path)).sort();

// biome-ignore lint/suspicious/noExplicitAny: what a file holds is for its test to find out.
export const jsonOf = (path: string): any => JSON.parse(textOf(path));
// biome-ignore lint/suspicious/noExplicitAny: as above.
export const yamlOf = (path: string): any => parseYaml(textOf(path));

/** The definition with every reference replaced by what it points to. */
export const definition = (await SwaggerParser.dereference(
  jsonOf("apiDefinition.swagger.json"),
)) as unknown as Definition;

export const properties = jsonOf("apiProperties.json") as Properties;

export interface Found {
  path: string;
  method: string;
  item: PathItem;
  operation: Operation;
}

/** Every operation, with the place where it is. */
export const operations: Found[] = Object.entries(definition.paths).flatMap(([path, item]) =>
  (["get", "post", "delete"] as const).flatMap((method) => {
    const operation = item[method];
    return operation ? [{ path, method, item, operation }] : [];
  }),
);

export function operation(operationId: string): Found {
  const found = operations.find((each) => each.operation.operationId === operationId);
  if (!found) throw new Error(`There is no operation ${operationId}.`);
  return found;
}

/** Walks down from a schema by the path that the specification gives, such as CustomerLocation.PhysicalAddress.City. */
export function schemaAt(schema: Schema | undefined, path: string): Schema | undefined {
  return path.split(".").reduce<Schema | undefined>((at, key) => at?.properties?.[key], schema);
}

/** The paths of all fields that hold a value rather than further fields. */
export function fieldsOf(schema: Schema, prefix = ""): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
    property.type === "object" ? fieldsOf(property, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}
