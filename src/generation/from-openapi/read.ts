/** Reads a file that holds an OpenAPI document, as JSON or YAML. */
import { JsonDocument } from "../../json/json-document.ts";
import { InputError } from "../../json/problem.ts";
import type { JsonObject } from "../../json/values.ts";
import { isObject, ownString } from "../../json/values.ts";
import { MAX_FILE_SIZE } from "../../machine/files/read-inside.ts";
import { readYaml } from "../../machine/yaml/read-yaml.ts";
import { readNamedFile } from "../../validation/named-file.ts";
import { type Conversion, fromOpenApi3, isOpenApi3Document } from "./convert.ts";

const CODE = "openapi";

/**
 * @param file as the user named it; it may lie anywhere
 * @throws {InputError} `openapi` where it cannot be read, is neither JSON nor YAML or no OpenAPI 3 document, with line and column where one is known
 */
export function readOpenApi3(file: string): JsonObject {
  const value = readDocument(file);
  if (isOpenApi3Document(value)) return value;
  const swagger = ownString(value, "swagger");
  throw new InputError(
    CODE,
    swagger === undefined
      ? `"${file}" is not an OpenAPI 3 document: it has no "openapi": "3.…" at its top.`
      : `"${file}" is Swagger ${swagger.slice(0, 10)} already.`,
    swagger === undefined
      ? "Name the document that describes the service."
      : "Save it as apiDefinition.swagger.json and validate it.",
  );
}

/**
 * The Swagger 2.0 definition that a file holds, or is converted to.
 * @throws {InputError} `openapi` where it cannot be read, or is neither Swagger 2.0 nor OpenAPI 3
 */
export function readAsDefinition(file: string): Conversion {
  const value = readDocument(file);
  if (isOpenApi3Document(value)) return fromOpenApi3(value);
  if (isObject(value) && ownString(value, "swagger") === "2.0") return { definition: value, losses: [] };
  throw new InputError(
    CODE,
    `"${file}" is neither Swagger 2.0 nor OpenAPI 3: it has no "swagger": "2.0" or "openapi": "3.…" at its top.`,
    "Name the document that describes the service.",
  );
}

function readDocument(file: string): unknown {
  const text = readNamedFile(file, MAX_FILE_SIZE, {
    role: "document",
    code: CODE,
    help: "Name the document that describes the service, as JSON or YAML.",
  });
  return /^\s*\{/.test(text) ? readJson(text, file) : readYaml(text, file, CODE).value;
}

function readJson(text: string, file: string): unknown {
  const document = JsonDocument.fromText(file, text);
  if (document.strict) return document.value;
  const [problem] = document.problems;
  const at = problem?.start === undefined ? undefined : document.lines.at(problem.start);
  throw new InputError(
    CODE,
    `${file}${at ? `:${at.line}:${at.column}` : ""}: ${problem?.message ?? "The file is not JSON."}`,
    problem?.help ?? "Correct the JSON.",
  );
}
