/** Reads a file that holds an OpenAPI document, as JSON or YAML. */
import { type CommittedSecret, secretsOfFile } from "../../definition/secrets/secrets-of-file.ts";
import { JsonDocument } from "../../json/json-document.ts";
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue, ownString } from "../../json/values.ts";
import { MAX_FILE_SIZE } from "../../machine/files/read-inside.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { readYaml } from "../../machine/yaml/read-yaml.ts";
import { readNamedFile } from "../../validation/named-file.ts";
import { type Conversion, fromOpenApi3, isOpenApi3Document } from "./convert.ts";

const CODE = "openapi";

/** Where a document holds a credential; it is shown as dots from then on. */
export type Held = Pick<CommittedSecret, "pointer" | "range">;

/**
 * The Swagger 2.0 definition that an OpenAPI 3 document is converted to.
 * @param file as the user named it; it may be anywhere
 * @throws {InputError} `openapi` where it cannot be read, is neither JSON nor YAML or no OpenAPI 3 document, with line and column where one is known
 */
export function readOpenApi3(file: string): Conversion & { held: Held[] } {
  const { value, held } = readDocument(file);
  if (isOpenApi3Document(value)) return converted(value, held);
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
export function readAsDefinition(file: string): Conversion & { held: Held[] } {
  const { value, held } = readDocument(file);
  if (isOpenApi3Document(value)) return converted(value, held);
  if (isObject(value) && ownString(value, "swagger") === "2.0")
    return { definition: value, losses: [], held };
  throw new InputError(
    CODE,
    `"${file}" is neither Swagger 2.0 nor OpenAPI 3: it has no "swagger": "2.0" or "openapi": "3.…" at its top.`,
    "Name the document that describes the service.",
  );
}

/** Some places only the definition shows to be those of credentials. */
function converted(document: JsonObject, held: Held[]): Conversion & { held: Held[] } {
  const conversion = fromOpenApi3(document);
  const text = JSON.stringify(conversion.definition);
  const name = { file: "apiDefinition.swagger.json", bytes: Buffer.from(text) };
  const more = secretsOfFile(name, text, "json", conversion.definition);
  return { ...conversion, held: held.length > 0 ? held : more };
}

/** What to say of credentials in a document; nothing where there are none. */
export function saidOfHeld(held: readonly Held[]): string[] {
  const [first] = held;
  if (!first) return [];
  const places = held.length === 1 ? "" : `${counted(held.length, "place")}, the first at `;
  return [
    `- The document holds a credential (${places}${first.pointer || "/"}).`,
    "  Take it out: it is shown as dots here, and no package is built with it.",
  ];
}

function readDocument(file: string): { value: unknown; held: Held[] } {
  const text = readNamedFile(file, MAX_FILE_SIZE, {
    role: "document",
    code: CODE,
    help: "Name the document that describes the service, as JSON or YAML.",
  });
  const isJson = /^\s*\{/.test(text);
  // Before it is read: a message on what is wrong with it quotes it.
  const name = { file, bytes: Buffer.from(text) };
  secretsOfFile(name, text, isJson ? "json" : "prose");
  const value = isJson ? readJson(text, file) : readYaml(text, file, CODE).value;
  const known = { file, bytes: Buffer.from(text) };
  return { value, held: secretsOfFile(known, text, "json", value as JsonValue) };
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
