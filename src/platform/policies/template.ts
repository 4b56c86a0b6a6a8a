/** What a policy template is to the gateway. */
import { type Policy, policyParameter } from "../../definition/policies.ts";
import type { JsonValue } from "../../json/values.ts";
import type { Call } from "../invoke/call.ts";
import type { Scope } from "./expressions.ts";

/** An answer on its way back, in a form that policies can change. */
export interface Reply {
  status: number;
  headers: Headers;
  body: JsonValue | undefined;
}

/** What a policy can see and do while a call passes through the gateway. */
export interface PolicyContext {
  call: Call;
  /** Absent in the request section. */
  reply?: Reply;
  /** Address of this connection at the gateway, without a slash at the end: what next links are rewritten to. */
  gatewayUrl: string;
  connectionParameter(name: string): string | undefined;
  /** Marks the connection as no longer signed in. */
  markUnauthenticated(): void;
  /** A call of the policy's own, with the connection's credentials, to a path below the service's base (or a full URL). */
  send(method: string, url: string): Promise<Reply>;
}

/** What a policy template does; its declaration is in `definition/policy-templates.ts`. */
export interface PolicyWork {
  /** Decides on the host or the path of a call: not applied to what an address that was given out already says (`Location`). */
  routing?: "host" | "path";
  /** Works on the answer after it was checked against the definition. */
  afterCheck?: true;
  /** @throws {PolicyError} if it cannot do its work; the call then fails and says so */
  apply(parameters: Parameters, context: PolicyContext): void | Promise<void>;
}

/** Parameters of one policy instance, without the common prefix. */
export class Parameters {
  readonly #policy: Policy;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return typeof value === "string" ? value : undefined;
  }

  value(name: string): JsonValue | undefined {
    return policyParameter(this.#policy, name);
  }
}

/** The body that a section works on: the request's before the call, the answer's after it. */
export function bodyIn(context: PolicyContext): JsonValue | undefined {
  if (context.reply) return context.reply.body;
  return context.call.body.kind === "json" ? context.call.body.value : undefined;
}

export function setBodyIn(context: PolicyContext, value: JsonValue): void {
  if (context.reply) context.reply.body = value;
  else {
    context.call.body = { kind: "json", value };
    if (!context.call.headers.has("content-type"))
      context.call.headers.set("content-type", "application/json");
  }
}

/** Headers of the request in every section; in the answer's sections its own headers come first (chosen). */
export function scopeOf(context: PolicyContext, item?: JsonValue): Scope {
  return {
    header: (name) => safeGet(context.reply?.headers, name) ?? safeGet(context.call.headers, name),
    query: (name) => context.call.query.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1],
    connectionParameter: (name) => context.connectionParameter(name),
    body: () => bodyIn(context),
    item,
    originalMethod: context.call.originalMethod,
  };
}

function safeGet(headers: Headers | undefined, name: string): string | undefined {
  try {
    return headers?.get(name) ?? undefined;
  } catch {
    // Not a name that a header can have.
    return undefined;
  }
}
