/** Reads a file that holds an OpenAPI 3 document, as JSON or YAML. */
import { JsonDocument } from "../../json/json-document.ts";
import { InputError } from "../../json/problem.ts";
import type { JsonObject } from "../../json/values.ts";
import { ownString } from "../../json/values.ts";
import { MAX_FILE_SIZE } from "../../machine/files/read-inside.ts";
import { readYaml } from "../../machine/yaml/read-yaml.ts";
import { readNamedFile } from "../../validation/named-file.ts";
import { isOpenApi3Document } from "./convert.ts";

const CODE = "openapi";

/**
 * @param file as the user named it; it may lie anywhere
 * @throws {InputError} `openapi` where it cannot be read, is neither JSON nor YAML or no OpenAPI 3 document, with line and column where one is known
 */
export function readOpenApi3(file: string): JsonObject {
  const text = readNamedFile(file, MAX_FILE_SIZE, {
    role: "document",
    code: CODE,
    help: "Name an OpenAPI 3 document, as JSON or YAML.",
  });
  const value = /^\s*\{/.test(text) ? readJson(text, file) : readYaml(text, file, CODE).value;
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
