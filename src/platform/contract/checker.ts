/** Checks answers and notifications against what the definition declares. */
import type { Ajv, ErrorObject, ValidateFunction } from "ajv";
import type { ConnectorModel, Operation } from "../../definition/model.ts";
import { resolveObject } from "../../definition/reference.ts";
import { inexact } from "../../json/exact-numbers.ts";
import { onDemand } from "../../json/on-demand.ts";
import { escapeToken } from "../../json/pointer.ts";
import { type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import type { Violation } from "../api.ts";
import { isContent } from "../invoke/content.ts";
import { SchemaConverter } from "./json-schema.ts";

const ajvPackage = onDemand<typeof import("ajv")>("ajv");
/** The module is the plugin itself under Node, a namespace to the type checker. */
const addFormats = onDemand<(ajv: Ajv) => Ajv>("ajv-formats");

/** More say nothing new. */
const MAX_VIOLATIONS = 20;

/** An answer as it is checked: after the policies, before the gateway wraps it. */
export interface Checked {
  status: number;
  headers: Headers;
  body: JsonValue | undefined;
  empty: boolean;
}

export class ContractChecker {
  readonly #root: JsonObject;
  /** Dynamic schemas of outputs that were asked for, by operation. */
  readonly #learned = new Map<string, { at: string[]; schema: JsonObject }>();
  readonly #compiled = new WeakMap<JsonObject, ValidateFunction>();

  constructor(model: ConnectorModel) {
    this.#root = model.root;
  }

  /** What is wrong with an answer; empty if it is as declared. */
  answer(operation: Operation, answer: Checked): Violation[] {
    const name = operation.id ?? `${operation.method} ${operation.path}`;
    const of = (pointer: string, message: string): Violation => ({
      operation: name,
      status: answer.status,
      pointer,
      message,
    });
    const exact = operation.responses.find((response) => response.status === String(answer.status));
    const declared = exact ?? operation.responses.find((response) => response.status === "default");
    if (!declared) {
      const known = operation.responses.map((response) => response.status).join(", ") || "none";
      return [of("", `the status ${answer.status} is not declared (declared: ${known})`)];
    }
    const violations: Violation[] = [];
    for (const header of Object.keys(ownObject(declared.value, "headers") ?? {})) {
      if (!isHeaderName(header) || !answer.headers.has(header))
        violations.push(of(`/headers/${escapeToken(header)}`, `the declared header ${header} is missing`));
    }
    const schema = ownObject(declared.value, "schema");
    const success = answer.status >= 200 && answer.status < 300;
    const dynamic = success && !operation.notificationContent ? this.#dynamic(operation, answer.body) : [];
    for (const { pointer, message } of dynamic) violations.push(of(pointer, message));
    if (!schema || this.#typeOf(schema) === "file") return violations;
    if (answer.empty) {
      // Statuses that have no body whatever is declared, and redirects, which need none (RFC 9110).
      if (answer.status === 204 || answer.status === 205 || (answer.status >= 300 && answer.status < 400))
        return violations;
      // A schema of nothing at all asks for nothing.
      if (Object.keys(schema).every((key) => /^(description|title|x-)/.test(key))) return violations;
      violations.push(of("", "the body is empty, a schema is declared"));
      return violations;
    }
    for (const { pointer, message } of this.body(schema, answer.body)) violations.push(of(pointer, message));
    return violations;
  }

  /** From now on the outputs of an operation are also held against this. @param at steps to what it describes; `*` for items */
  learn(operation: string, at: string[], schema: JsonObject): void {
    this.#learned.set(operation, { at, schema });
  }

  #dynamic(operation: Operation, body: JsonValue | undefined): { pointer: string; message: string }[] {
    const learned = this.#learned.get(operation.id ?? "");
    if (!learned || body === undefined || isContent(body)) return [];
    const found: { pointer: string; message: string }[] = [];
    for (const { pointer, value } of valuesAt(body, learned.at)) {
      if (found.length >= MAX_VIOLATIONS) break;
      for (const wrong of this.value(learned.schema, value))
        found.push({ pointer: `${pointer}${wrong.pointer}`, message: `${wrong.message} (dynamic schema)` });
    }
    return found.slice(0, MAX_VIOLATIONS);
  }

  /** What is wrong with the body of a notification. */
  notification(operation: Operation, body: JsonValue | undefined): Violation[] {
    const schema = ownObject(operation.notificationContent?.value, "schema");
    const found = [...(schema ? this.body(schema, body) : []), ...this.#dynamic(operation, body)];
    return found.map((one) => ({
      operation: operation.id ?? operation.path,
      status: "notification",
      ...one,
    }));
  }

  /**
   * What is wrong with a whole body. Bytes are what a schema of a text or a file stands for (Swagger 2.0: `string` in the
   * format `binary`; published definitions often leave the format out); anything else they are not.
   */
  body(schema: JsonObject, body: JsonValue | undefined): { pointer: string; message: string }[] {
    if (!isContent(body)) return this.value(schema, body);
    const type = this.#typeOf(schema);
    if (type === undefined || type === "string" || type === "file") return [];
    // Observed: eight published definitions declare a file as what a flow sees of it.
    if (own(ownObject(resolveObject(this.#root, schema, "")?.value, "properties"), "$content") !== undefined)
      return [];
    return [
      {
        pointer: "",
        message: `the body is ${ownString(body, "$content-type")}, where JSON of type ${String(type)} is declared`,
      },
    ];
  }

  /** The type of a schema, behind its reference if it is one. */
  #typeOf(schema: JsonObject): JsonValue | undefined {
    return (
      schema["type"] ?? ("$ref" in schema ? resolveObject(this.#root, schema, "")?.value["type"] : undefined)
    );
  }

  /** Where a value breaks a schema of the definition, and how. */
  value(schema: JsonObject, value: JsonValue | undefined): { pointer: string; message: string }[] {
    const validate = this.#validator(schema);
    // Whole numbers of 64 bits are bigints, which the checker does not know: looked at again as ordinary numbers.
    if (!validate || validate(value ?? null) || validate(inexact(value) ?? null)) return [];
    return wordings(validate.errors ?? []).slice(0, MAX_VIOLATIONS);
  }

  #validator(schema: JsonObject): ValidateFunction | undefined {
    const known = this.#compiled.get(schema);
    if (known) return known;
    const converter = new SchemaConverter(this.#root);
    const converted = converter.convert(schema);
    // One checker a schema: names under $defs are only unique within one conversion.
    const ajv = new (ajvPackage().Ajv)({
      strict: false,
      allErrors: true,
      ownProperties: true,
      logger: false,
    });
    addFormats()(ajv);
    // Formats of the platform that say nothing about the text, or that services do not keep to.
    for (const name of ["html", "date-no-tz", "binary", "byte", "password"]) ajv.addFormat(name, true);
    let validate: ValidateFunction;
    try {
      validate = ajv.compile({ ...converted, $defs: converter.defs });
    } catch {
      // A schema that is not a schema checks nothing; that it is none is the validator's to tell.
      validate = ajv.compile({});
    }
    this.#compiled.set(schema, validate);
    return validate;
  }
}

/** The values at a place: one, those of all items where a step is `*`, none where nothing is there. */
function valuesAt(body: JsonValue, at: readonly string[]): { pointer: string; value: JsonValue }[] {
  let values = [{ pointer: "", value: body }];
  for (const step of at) {
    values = values.flatMap(({ pointer, value }) => {
      if (step === "*" && Array.isArray(value))
        return value.map((item, index) => ({ pointer: `${pointer}/${index}`, value: item }));
      const member = step === "*" ? undefined : own(value, step);
      return member === undefined ? [] : [{ pointer: `${pointer}/${escapeToken(step)}`, value: member }];
    });
  }
  return values;
}

/** One line each, but all that is missing at one place in one. */
function wordings(errors: readonly ErrorObject[]): { pointer: string; message: string }[] {
  const absent = Map.groupBy(
    errors.filter(({ keyword }) => keyword === "required"),
    ({ instancePath }) => instancePath,
  );
  return errors.flatMap((error) => {
    const together = error.keyword === "required" ? absent.get(error.instancePath) : undefined;
    if (together && together[0] !== error) return [];
    const names = (together ?? []).map(
      ({ params }) => `'${(params as Record<string, unknown>)["missingProperty"]}'`,
    );
    return [
      {
        pointer: error.instancePath,
        message: names.length > 1 ? `must have the required properties ${names.join(", ")}` : wording(error),
      },
    ];
  });
}

function wording(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  if (error.keyword === "enum" && Array.isArray(params["allowedValues"]))
    return `must be one of ${params["allowedValues"].map((value) => JSON.stringify(value)).join(", ")}`;
  if (error.keyword === "additionalProperties")
    return `has the property "${String(params["additionalProperty"])}", which is not declared`;
  return error.message ?? "is not as declared";
}

function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}
