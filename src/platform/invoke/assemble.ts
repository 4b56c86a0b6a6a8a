/** From arguments to a call: what the gateway receives from a flow. */

import type { Operation, Parameter } from "../../definition/model.ts";
import { propertiesOf, resolveObject } from "../../definition/reference.ts";
import { InputError } from "../../json/problem.ts";
import { type JsonObject, type JsonValue, own, ownString, setOwn } from "../../json/values.ts";
import type { Arguments, Product } from "../api.ts";
import type { LoadedConnector } from "../connector-source.ts";
import { labelOf, sortArguments, toJson } from "./arguments.ts";
import { completeBody } from "./body.ts";
import type { Call } from "./call.ts";
import { bytesOfContent, isContent, NO_TYPE } from "./content.ts";
import { consumesOf, formBody } from "./form-data.ts";
import { headerValue, pathSegment, textsOf } from "./serialise.ts";

/**
 * Assembles the call of an operation.
 * @param callbackUrl put where `x-ms-notification-url` stands; undefined outside subscriptions
 * @param boundary makes what separates the parts of a form with files
 * @throws {InputError} for arguments that are unknown, missing, of the wrong type or not fit for their place
 */
export function assembleCall(
  connector: LoadedConnector,
  operation: Operation,
  values: Arguments,
  callbackUrl: string | undefined,
  boundary: () => string,
  product: Product,
): Call {
  const root = connector.model.root;
  const sorted = sortArguments(root, operation, values);
  const missing: string[] = [];
  const call: Call = {
    operation,
    method: operation.method.toUpperCase(),
    originalMethod: operation.method.toUpperCase(),
    origin: connector.origin,
    basePath: connector.basePath,
    path: operation.path,
    pathValues: new Map(),
    query: [],
    credentialQuery: [],
    headers: new Headers({ accept: "application/json" }),
    body: { kind: "none" },
    hasTriggerState: false,
  };
  const fields: [Parameter, unknown][] = [];
  for (const parameter of operation.parameters) {
    if (parameter.in === "body") continue;
    // Sourced: the gateway's own parameter, never a maker's.
    if (parameter.name.toLowerCase() === "connectionid" && parameter.in === "path") continue;
    const value = sorted.parameters.get(parameter) ?? own(parameter.value, "default");
    if (value === undefined || (value === "" && parameter.in === "path")) {
      if (own(parameter.value, "required") === true || parameter.in === "path")
        missing.push(`'${labelOf(parameter)}' (${parameter.name})`);
      continue;
    }
    place(call, parameter, value, fields);
  }
  const bodyParameter = operation.parameters.find((parameter) => parameter.in === "body");
  if (bodyParameter) {
    const completed = completeBody(root, bodyParameter, sorted.body, callbackUrl, product);
    missing.push(...completed.missing);
    if (completed.body !== undefined) setBody(connector, operation, call, bodyParameter, completed.body);
  }
  if (missing.length > 0) {
    throw new InputError(
      "argument-missing",
      // Sourced: the designer words each as "'{label}' is required."
      `${operation.id ?? operation.path}: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} required.`,
      "Give a value for each.",
    );
  }
  if (fields.length > 0) {
    const form = formBody(connector.model, operation, fields, `----${boundary()}`);
    call.body = { kind: "bytes", bytes: form.bytes };
    call.headers.set("content-type", form.contentType);
  }
  // Sourced: the designer strips the gateway's leading segment.
  call.path = fillPath(call.path.replace(/^\/\{connectionId\}/i, ""), call.pathValues);
  return call;
}

/** `{name}` in a template replaced by encoded values; what has no value stays as it is. */
export function fillPath(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(/\{([^{}]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
}

function place(call: Call, parameter: Parameter, value: unknown, fields: [Parameter, unknown][]): void {
  switch (parameter.in) {
    case "path":
      call.pathValues.set(parameter.name, pathSegment(parameter, textsOf(parameter, value).join(",")));
      break;
    case "query":
      for (const text of textsOf(parameter, value)) call.query.push([parameter.name, text]);
      break;
    case "header": {
      const text = headerValue(parameter.name, textsOf(parameter, value).join(","));
      try {
        call.headers.set(parameter.name, text);
      } catch {
        throw new InputError(
          "header-name",
          `"${parameter.name}" is not the name of a header.`,
          "Correct the name of the parameter in the definition.",
        );
      }
      break;
    }
    case "formData":
      fields.push([parameter, value]);
      break;
  }
}

function setBody(
  connector: LoadedConnector,
  operation: Operation,
  call: Call,
  parameter: Parameter,
  body: unknown,
): void {
  const schema = resolveObject(connector.model.root, own(parameter.value, "schema"), "")?.value;
  const consumes = consumesOf(connector.model, operation);
  const jsonTaken = consumes.length === 0 || consumes.some((type) => /json|\*\/\*/i.test(type));
  const binary = /^(binary|byte)$/.test(ownString(schema, "format") ?? "");
  // What is not JSON and what consumes names besides it: the type of bytes that come without one of their own.
  const other = consumes.find((type) => !/json|\*|multipart\/|urlencoded/i.test(type));
  if (isContent(body)) {
    const { bytes, type } = bytesOfContent(body);
    call.body = { kind: "bytes", bytes };
    setContentType(call, type === NO_TYPE ? (other ?? NO_TYPE) : type);
    return;
  }
  if (typeof body === "string" && (binary || !jsonTaken)) {
    call.body = { kind: "bytes", bytes: new TextEncoder().encode(body) };
    setContentType(call, other ?? (jsonTaken ? NO_TYPE : (consumes[0] ?? NO_TYPE)));
    return;
  }
  if (binary && !jsonTaken) {
    throw new InputError(
      "argument-type",
      `The body "${parameter.name}" of ${operation.id ?? operation.path} is a file; ${Array.isArray(body) ? "an array" : `a ${typeof body}`} is not.`,
      "Give its text, its bytes (Buffer, Uint8Array, Blob, File), or { $content, $content-type } as flows hold them.",
    );
  }
  call.body = {
    kind: "json",
    value: encodeBytes(connector.model.root, schema, toJson(body, parameter.name), 0),
  };
  setContentType(call, "application/json");
}

/** Properties deeper than this are sent as they are. */
const MAX_DEPTH = 32;

/**
 * Bytes within a JSON body: their base64 where the property is a text (Swagger 2.0 for the format `byte`; inferred for
 * other texts, where base64 is the only way in which JSON can carry them). Elsewhere they stay as flows hold them.
 */
function encodeBytes(
  root: JsonObject,
  schema: JsonObject | undefined,
  value: JsonValue,
  depth: number,
): JsonValue {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) {
    const items = resolveObject(root, own(schema, "items"), "")?.value;
    return value.map((item) => encodeBytes(root, items, item, depth + 1));
  }
  if (isContent(value) && ownString(schema, "type") === "string") return ownString(value, "$content") ?? "";
  const properties = schema ? propertiesOf(root, schema, "") : [];
  for (const property of properties) {
    const member = own(value, property.name);
    if (member !== undefined && typeof member === "object")
      setOwn(value, property.name, encodeBytes(root, property.value, member, depth + 1));
  }
  return value;
}

/** A content type that the definition itself sends as a header is left alone. */
function setContentType(call: Call, type: string): void {
  if (!call.headers.has("content-type")) call.headers.set("content-type", headerValue("content-type", type));
}
