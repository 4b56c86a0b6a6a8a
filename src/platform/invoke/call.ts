/** A call on its way through the gateway, in a form that policies can change. */

import type { Operation } from "../../definition/model.ts";
import { stringifyExact } from "../../json/exact-numbers.ts";
import type { JsonValue } from "../../json/values.ts";

export type CallBody =
  | { kind: "none" }
  | { kind: "json"; value: JsonValue }
  | { kind: "bytes"; bytes: Uint8Array };

/**
 * `service`: an address of its own, which stays as it is. `gateway`: one that leads through the gateway, which knows the path but
 * not the host: policies set that again.
 */
export type GivenBy = "service" | "gateway";

export interface Call {
  /** Undefined for an address that the service gave out and that no operation of the definition has. */
  operation: Operation | undefined;
  /** Upper case. */
  method: string;
  /** The method before any policy. */
  originalMethod: string;
  /** Scheme and host, without a slash at the end. */
  origin: string;
  /** Between origin and path; begins with a slash unless empty. */
  basePath: string;
  /** Below the base path, percent-encoded; begins with a slash. */
  path: string;
  /** Percent-encoded values of the path parameters, for policies that build another path. */
  pathValues: Map<string, string>;
  /** Names and values, decoded. */
  query: [name: string, value: string][];
  /** Credentials that go into the query: no policy and no run sees them. */
  credentialQuery: [name: string, value: string][];
  headers: Headers;
  body: CallBody;
  /** Whether this is a poll that carries the state of the trigger. */
  hasTriggerState: boolean;
  /** Who gave the address out, unless it was made for this call: policies that decide on it then leave it alone, see {@link GivenBy}. */
  addressGiven?: GivenBy;
}

/** The address a call goes to. @throws {TypeError} if what policies made of it is not an address */
export function urlOf(call: Call): URL {
  const query = (call.credentialQuery.length === 0 ? call.query : withCredentials(call))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
  return new URL(`${call.origin}${call.basePath}${call.path}${query === "" ? "" : `?${query}`}`);
}

/** A credential takes the place of what a maker gave under its name. */
function withCredentials(call: Call): Call["query"] {
  const own = new Set(call.credentialQuery.map(([name]) => name));
  return [...call.query.filter(([name]) => !own.has(name)), ...call.credentialQuery];
}

/** The bytes that go over the wire. */
export function bytesOf(body: CallBody): Uint8Array | undefined {
  if (body.kind === "none") return undefined;
  if (body.kind === "bytes") return body.bytes;
  return new TextEncoder().encode(stringifyExact(body.value));
}

/**
 * A call to an address that was given out.
 * @param basePath what of its path is the base path of the connector, for addresses below it
 */
export function callTo(
  url: URL,
  method: string,
  operation: Call["operation"],
  { by = "service", basePath = "" }: { by?: GivenBy; basePath?: string } = {},
): Call {
  return {
    operation,
    method,
    originalMethod: method,
    origin: url.origin,
    basePath,
    path: url.pathname.slice(basePath.length),
    pathValues: new Map(),
    query: [...url.searchParams],
    credentialQuery: [],
    headers: new Headers({ accept: "application/json" }),
    body: { kind: "none" },
    hasTriggerState: false,
    addressGiven: by,
  };
}

/** How a call is named to people: its operation's id, else method and path. */
export function nameOf(call: Call): string {
  return call.operation?.id ?? `${call.method} ${call.operation?.path ?? call.path}`;
}
