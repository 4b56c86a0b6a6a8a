/** A connector made ready to run: its model, its properties, and where its service lives. */
import { type ConnectorFolder, readConnector } from "../definition/connector-folder.ts";
import { buildModel, type ConnectorModel } from "../definition/model.ts";
import type { JsonDocument } from "../json/json-document.ts";
import { InputError, type ReadProblem } from "../json/problem.ts";
import { isObject, type JsonObject, ownArray, ownObject, ownString } from "../json/values.ts";
import type { ConnectorInput, ThrottleSettings } from "./api.ts";
import { readServiceThrottle } from "./service-contract.ts";

export interface LoadedConnector {
  name: string;
  model: ConnectorModel;
  /** The `properties` object of apiProperties.json; empty if there is none. */
  properties: JsonObject;
  /** For positions; absent where the connector was given as values. */
  definitionDocument?: JsonDocument;
  propertiesDocument?: JsonDocument;
  definitionFile: string;
  propertiesFile: string;
  /** Scheme and host of the service without a slash at the end. */
  origin: string;
  /** `basePath` without a slash at the end; empty for `/`. */
  basePath: string;
  throttle?: Partial<ThrottleSettings>;
  /** The connector's custom code; absent where there is none, or where the connector was given as values. */
  script?: { text: string; file: string };
  problems: ReadProblem[];
}

/** @throws {InputError} if there is no folder, no definition, or nothing in it that could be run */
export function loadConnector(input: ConnectorInput): LoadedConnector {
  if (typeof input === "string") return fromFolder(readConnector(input));
  if ("root" in input && "entries" in input) return fromFolder(input);
  if (!isObject(input.definition)) throw noDefinition("The definition is not a JSON object.");
  return build({
    name: input.name ?? ownString(ownObject(input.definition, "info"), "title") ?? "connector",
    root: input.definition,
    properties: input.properties,
    definitionFile: "apiDefinition.swagger.json",
    propertiesFile: "apiProperties.json",
    problems: [],
  });
}

function fromFolder(folder: ConnectorFolder): LoadedConnector {
  const { definition, properties } = folder;
  if (!definition || !isObject(definition.value)) {
    const problem = folder.problems.find(
      (found) => found.file === definition?.file || found.code === "definition-missing",
    );
    throw noDefinition(
      problem ? `${problem.file}: ${problem.message}` : "The definition is not a JSON object.",
    );
  }
  const throttle = readServiceThrottle(folder.root);
  return {
    ...build({
      name: folder.name,
      root: definition.value,
      properties: properties?.value,
      definitionFile: definition.file,
      propertiesFile: properties?.file ?? "apiProperties.json",
      problems: folder.problems,
    }),
    definitionDocument: definition,
    ...(properties ? { propertiesDocument: properties } : {}),
    ...(throttle ? { throttle } : {}),
    ...(folder.script ? { script: { text: folder.script.text, file: folder.script.file } } : {}),
  };
}

function build(parts: {
  name: string;
  root: JsonObject;
  properties: unknown;
  definitionFile: string;
  propertiesFile: string;
  problems: ReadProblem[];
}): LoadedConnector {
  const { root, properties, ...rest } = parts;
  if (ownString(root, "swagger") === undefined && ownString(root, "openapi") !== undefined) {
    throw new InputError(
      "definition-not-swagger-2",
      `The definition is OpenAPI ${ownString(root, "openapi")}; the platform runs Swagger 2.0 only.`,
      "Convert the definition to Swagger 2.0.",
    );
  }
  const schemes = ownArray(root, "schemes") ?? ["https"];
  const scheme = schemes.includes("https") || !schemes.includes("http") ? "https" : "http";
  const host = ownString(root, "host") ?? "";
  let origin: string;
  try {
    const url = new URL(`${scheme}://${host}`);
    if (host === "" || url.pathname !== "/" || url.search || url.hash) throw new TypeError("not a host");
    origin = url.origin;
  } catch {
    throw new InputError(
      "definition-without-host",
      host === "" ? "The definition names no host." : `The definition's host "${host}" is not a host name.`,
      'Give the host of the service, such as "host": "api.contoso.com".',
    );
  }
  return {
    ...rest,
    model: buildModel(root),
    properties: ownObject(properties, "properties") ?? {},
    origin,
    basePath: (ownString(root, "basePath") ?? "").replace(/\/+$/, "").replace(/^(?=[^/])/, "/"),
  };
}

function noDefinition(message: string): InputError {
  return new InputError(
    "definition-unusable",
    message,
    "Point at a connector folder that holds apiDefinition.swagger.json.",
  );
}
