/** The connector's definition as a measure: what the service answers and sends is held against it, so that neither drifts from the other. */
import type { Ajv, ValidateFunction } from "ajv";
import { type ConnectorFolder, readConnector } from "../../definition/connector-folder.ts";
import { buildModel, type ConnectorModel, type Operation } from "../../definition/model.ts";
import { onDemand } from "../../json/on-demand.ts";
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue, ownObject, ownString } from "../../json/values.ts";
import { HOME } from "../../machine/home.ts";
import { inWords } from "../../machine/schema/check.ts";
import { cached } from "../cache.ts";

const ajvPackage = onDemand<typeof import("ajv")>("ajv");
const addFormats = onDemand<(ajv: Ajv, formats: string[]) => Ajv>("ajv-formats");

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: JsonValue;
}

let checker: Ajv | undefined;

/** Made when something is first held against a definition: a start needs none. */
function ajv(): Ajv {
  checker ??= addFormats()(new (ajvPackage().Ajv)({ strict: false, allErrors: true, addUsedSchema: false }), [
    "int32",
    "int64",
  ]);
  return checker;
}

/** By the text of the definition: compiled checks of one definition serve all services that are held against it. */
const compiled = cached<Map<string, ValidateFunction>>();

export class DefinitionContract {
  readonly connector: ConnectorFolder;
  readonly model: ConnectorModel;
  /** Where the definition says that the service is, without a slash at its end: `https://outlook.office.com`. */
  readonly base: string;
  #validators: Map<string, ValidateFunction>;
  /** The texts of schemas: one is asked for at every notification, and written out it is long. */
  readonly #texts = new WeakMap<JsonObject, string>();

  /**
   * @param connector a folder, a file in it, or what was read from it; ours by default
   * @throws {InputError} if there is no definition to measure by
   */
  constructor(connector: string | ConnectorFolder = HOME) {
    this.connector = typeof connector === "string" ? readConnector(connector) : connector;
    const value = this.connector.definition?.value;
    if (!isObject(value)) {
      const problem = this.connector.problems[0];
      throw new InputError(
        problem?.code ?? "definition-missing",
        problem ? `${problem.file}: ${problem.message}` : "The folder holds no OpenAPI definition.",
        problem?.help ?? "Name a folder that holds apiDefinition.swagger.json.",
      );
    }
    this.model = buildModel(value);
    this.#validators = compiled(this.connector.definition?.text ?? "", () => new Map());
    const scheme = Array.isArray(value.schemes) && value.schemes[0] === "http" ? "http" : "https";
    const basePath = (ownString(value, "basePath") ?? "/").replace(/\/+$/, "");
    this.base = `${scheme}://${ownString(value, "host") ?? "outlook.office.com"}${basePath}`;
  }

  /** What is wrong with a request's body by the definition; empty if nothing is. */
  checkRequest(operationId: string, body: unknown): string[] {
    const parameter = this.model.byId.get(operationId)?.parameters.find((one) => one.in === "body");
    const schema = ownObject(parameter?.value, "schema");
    // Requests may hold more than is declared: a service ignores what it does not know.
    return schema ? this.#check(schema, body, false) : [];
  }

  /**
   * How an answer differs from what the definition declares; empty if it does not.
   * @param without headers (lower case) that are left out on purpose
   */
  checkAnswer(operationId: string, answer: Answer, without: readonly string[] = []): string[] {
    const operation = this.#operation(operationId);
    if (!operation) return [this.#missing(operationId)];
    const declared =
      operation.responses.find((one) => one.status === String(answer.status)) ??
      operation.responses.find((one) => one.status === "default");
    if (!declared)
      return [
        `${this.#place(operation.pointer)} ${operationId} does not declare the status ${answer.status}, with which the service answers.`,
      ];
    const violations: string[] = [];
    for (const name of Object.keys(ownObject(declared.value, "headers") ?? {})) {
      const sent = [...Object.keys(answer.headers), ...without];
      if (!sent.some((header) => header.toLowerCase() === name.toLowerCase()))
        violations.push(
          `${this.#place(declared.pointer)} ${operationId} declares a header "${name}" that the answer lacks.`,
        );
    }
    const schema = ownObject(declared.value, "schema");
    if (!schema)
      return [
        ...violations,
        `${this.#place(declared.pointer)} ${operationId} declares no schema for the status ${answer.status}.`,
      ];
    for (const fault of this.#check(schema, answer.body, true))
      violations.push(
        `${this.#place(declared.pointer)} The answer ${answer.status} to ${operationId} breaks the definition: ${fault}`,
      );
    return violations;
  }

  /** How a notification differs from the `x-ms-notification-content` of its trigger's path; empty if it does not. */
  checkNotification(operationId: string, body: unknown): string[] {
    const operation = this.#operation(operationId);
    if (!operation) return [this.#missing(operationId)];
    const schema = ownObject(operation.notificationContent?.value, "schema");
    if (!operation.notificationContent || !schema)
      return [
        `${this.#place(operation.pathPointer)} The path of ${operationId} has no x-ms-notification-content with a schema: nobody reads what the service sends.`,
      ];
    return this.#check(schema, body, true).map(
      (fault) =>
        `${this.#place(operation.notificationContent?.pointer ?? "")} A notification of ${operationId} breaks the definition: ${fault}`,
    );
  }

  #operation(id: string): Operation | undefined {
    return this.model.byId.get(id);
  }

  #missing(operationId: string): string {
    return `${this.connector.definition?.file}: There is no operation ${operationId}, which the service offers.`;
  }

  #place(pointer: string): string {
    const document = this.connector.definition;
    if (!document) return "";
    const { line, column } = document.span(pointer).start;
    return `${document.file}:${line}:${column}`;
  }

  #check(schema: JsonObject, body: unknown, closed: boolean): string[] {
    const key = `${closed} ${this.#textOf(schema)}`;
    let validate = this.#validators.get(key);
    if (!validate) {
      const shape = closed ? (close(schema) as JsonObject) : schema;
      const definitions = ownObject(this.model.root, "definitions") ?? {};
      try {
        validate = ajv().compile({ ...shape, definitions: closed ? close(definitions) : definitions });
      } catch (error) {
        throw new InputError(
          "definition-schema",
          `${this.connector.definition?.file}: a schema cannot be used (${error instanceof Error ? error.message : error}).`,
          "Validate the connector first.",
        );
      }
      this.#validators.set(key, validate);
    }
    if (validate(body)) return [];
    return (validate.errors ?? []).map((error) => inWords(error, "The body").message);
  }

  #textOf(schema: JsonObject): string {
    const known = this.#texts.get(schema);
    if (known !== undefined) return known;
    const text = JSON.stringify(schema);
    this.#texts.set(schema, text);
    return text;
  }
}

/**
 * The same schema with nothing allowed beyond what it names. A definition that lost a field is then no longer
 * fulfilled by a service that sends it, which an open schema would let pass.
 */
function close(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(close);
  if (!isObject(schema)) return schema;
  const copy: JsonObject = Object.create(null) as JsonObject;
  // Parts of a composition complete each other: closed one by one, none would let the others' fields pass.
  for (const [key, value] of Object.entries(schema)) copy[key] = key === "allOf" ? value : close(value);
  const properties = ownObject(schema, "properties");
  if (properties && schema.type === "object" && schema.additionalProperties === undefined && !schema.allOf)
    copy.additionalProperties = false;
  return copy;
}
