/** A new connector whose service somebody has described already: its definition, how its connections sign in, and operations to test. */
import { outputResponse, schemaOf } from "../../definition/answers.ts";
import { buildModel, type ConnectorModel, type Operation } from "../../definition/model.ts";
import { ShapeReader } from "../../definition/schema-shape.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../../json/values.ts";
import { exampleOf } from "../reference/example.ts";
import apiKey from "./auth/api-key.json" with { type: "json" };
import basic from "./auth/basic.json" with { type: "json" };
import entra from "./auth/entra.json" with { type: "json" };
import oauth2 from "./auth/oauth2.json" with { type: "json" };
import type { SignInName } from "./choices.ts";

export interface Described {
  /** Swagger 2.0 with one way to sign in, or none. */
  definition: JsonObject;
  connectionParameters: JsonObject;
  signIn: SignInName;
  /** Operations that a test may call with values that their definition should allow, the simplest first. */
  calls: SampleCall[];
  /** What of the document is left out, a sentence each. */
  notes: string[];
}

export interface SampleCall {
  operationId: string;
  inputs: JsonObject;
  status: number;
  /** Undefined where the answer has no body. */
  body: JsonValue | undefined;
}

/** Samples are made from the schemas alone, and a pattern or a header can make one wrong; so several are offered. (Chosen.) */
const MAX_CALLS = 20;

/** Better ones first: what connections do best. */
const WAYS = ["oauth2", "apiKey", "basic"] as const;

/** @param definition Swagger 2.0; it is not changed */
export function described(definition: JsonObject): Described {
  const schemes = Object.entries(ownObject(definition, "securityDefinitions") ?? {});
  const usable = WAYS.flatMap((type) =>
    schemes.filter(([, scheme]) => ownString(scheme, "type") === type && signsPeopleIn(scheme)),
  );
  const asked = new Set(
    (ownArray(definition, "security") ?? []).flatMap((entry) => (isObject(entry) ? Object.keys(entry) : [])),
  );
  const chosen = usable.find(([name]) => asked.has(name)) ?? usable[0];
  const { securityDefinitions: _, security: __, ...rest } = definition;
  const names = schemes.map(([name]) => name).filter((name) => name !== chosen?.[0]);
  const notes =
    names.length === 0
      ? []
      : [
          `Ways to sign in that are left out: ${names.join(", ")}. A connection has one way unless apiProperties.json offers several sets of parameters.`,
        ];
  if (!chosen)
    return { definition: rest, connectionParameters: {}, signIn: "none", calls: callsOf(rest), notes };
  const [name, scheme] = chosen;
  const signed = {
    ...withoutOwnSecurity(rest),
    securityDefinitions: { [name]: scheme },
    security: [{ [name]: scopesOf(scheme) }],
  };
  const { signIn, connectionParameters } = connectionFor(scheme as JsonObject);
  return { definition: signed, connectionParameters, signIn, calls: callsOf(signed), notes };
}

/** Of the OAuth flows, a connection knows only the one in which a person signs in and the service gives a code. */
function signsPeopleIn(scheme: JsonValue): boolean {
  const flow = ownString(scheme, "flow");
  return flow === undefined || flow === "accessCode";
}

function scopesOf(scheme: JsonValue): string[] {
  return Object.keys(ownObject(scheme, "scopes") ?? {});
}

/** Requirements of single operations name schemes that may be gone; the platform reads those of the document only. */
function withoutOwnSecurity(definition: JsonObject): JsonObject {
  const paths = Object.entries(ownObject(definition, "paths") ?? {}).map(([path, item]) => [
    path,
    isObject(item)
      ? Object.fromEntries(
          Object.entries(item).map(([method, operation]) => [
            method,
            isObject(operation)
              ? Object.fromEntries(Object.entries(operation).filter(([key]) => key !== "security"))
              : operation,
          ]),
        )
      : item,
  ]);
  return { ...definition, paths: Object.fromEntries(paths) };
}

function connectionFor(scheme: JsonObject): { signIn: SignInName; connectionParameters: JsonObject } {
  switch (ownString(scheme, "type")) {
    case "basic":
      return { signIn: "basic", connectionParameters: basic.connectionParameters };
    case "apiKey":
      return { signIn: "api-key", connectionParameters: apiKey.connectionParameters };
  }
  const authorizationUrl = ownString(scheme, "authorizationUrl") ?? "";
  const tokenUrl = ownString(scheme, "tokenUrl") ?? "";
  const scopes = scopesOf(scheme);
  const isEntra = /^https:\/\/login\.(?:microsoftonline\.com|windows\.net)\//i.test(authorizationUrl);
  const { token } = (isEntra ? entra : oauth2).connectionParameters;
  const settings = token.oAuthSettings as JsonObject;
  const addresses = {
    authorizationUrl: { value: authorizationUrl },
    tokenUrl: { value: tokenUrl },
    refreshUrl: { value: tokenUrl },
  };
  return {
    signIn: isEntra ? "entra" : "oauth2",
    connectionParameters: {
      token: {
        ...token,
        oAuthSettings: { ...settings, scopes, ...(!isEntra && { customParameters: addresses }) },
      },
    },
  };
}

/** Those that need the fewest values come first. */
function callsOf(definition: JsonObject): SampleCall[] {
  const model = buildModel(definition);
  const needed = (operation: Operation) => operation.parameters.filter(isNeeded).length;
  const calls: SampleCall[] = [];
  const candidates = model.operations
    .filter(({ kind, internal, id }) => kind === "action" && !internal && id !== undefined)
    .sort((one, other) => needed(one) - needed(other));
  for (const operation of candidates) {
    const call = sampleCall(model, operation);
    if (call) calls.push(call);
    if (calls.length === MAX_CALLS) break;
  }
  return calls;
}

function isNeeded({ in: place, value }: Operation["parameters"][number]): boolean {
  return place === "path" || own(value, "required") === true;
}

function sampleCall({ root }: ConnectorModel, operation: Operation): SampleCall | undefined {
  const response = outputResponse(operation);
  const status = response?.status === "default" ? 200 : Number(response?.status);
  if (!response || !Number.isInteger(status) || !producesJson(root, operation)) return undefined;
  const shapes = new ShapeReader(root);
  const inputs: JsonObject = {};
  for (const parameter of operation.parameters.filter(isNeeded)) {
    const value = exampleOf(shapes, bodyOrSelf(root, parameter), parameter.name);
    if (value === undefined || parameter.in === "formData") return undefined;
    inputs[parameter.name] = value;
  }
  const schema = schemaOf(root, response);
  const body = schema && exampleOf(shapes, schema);
  if (schema && body === undefined) return undefined;
  return { operationId: operation.id ?? "", inputs, status, body };
}

function bodyOrSelf(root: JsonObject, parameter: Operation["parameters"][number]) {
  return parameter.in === "body" ? (schemaOf(root, parameter) ?? parameter) : parameter;
}

function producesJson(root: JsonObject, { value }: Operation): boolean {
  const types = ownArray(value, "produces") ?? ownArray(root, "produces");
  return (
    types === undefined ||
    types.length === 0 ||
    types.some((type) => typeof type === "string" && /json/i.test(type))
  );
}
