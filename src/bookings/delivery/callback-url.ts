/** Which callback addresses the service takes on, and how they may be shown. */
import { addressKind, hostOf, isLoopbackHost } from "../../machine/network/address.ts";
import type { Resolve } from "../../machine/network/resolve.ts";

/** Longest URL of the platform (its documented limit, in characters). */
export const MAX_URL_LENGTH = 16_384;

export interface CallbackPolicy {
  /** Domains of `connector/service.yaml`; `*.` stands for one label or more. */
  allowedDomains: readonly string[];
  /** Whether addresses of this machine are taken on as well. */
  loopback: boolean;
}

export type CallbackCheck =
  | { ok: true; url: URL; loopback: boolean }
  | { ok: false; why: "malformed" | "not-allowed"; detail: string };

/**
 * Judges a callback address by its text alone: nothing is looked up or called.
 * Only `https` on its own port to an allowed domain passes, or, if asked for, `http` and `https` to this machine.
 */
export function checkCallbackUrl(text: string, policy: CallbackPolicy): CallbackCheck {
  const malformed = (detail: string) => ({ ok: false, why: "malformed", detail }) as const;
  const notAllowed = (detail: string) => ({ ok: false, why: "not-allowed", detail }) as const;
  if (text.length > MAX_URL_LENGTH) return malformed(`it is longer than ${MAX_URL_LENGTH} characters`);
  // URL drops line breaks and tabs without a word; what it would drop does not belong into an address.
  if (/[\x00-\x20\x7f\\]/.test(text)) return malformed("it holds a blank, control character or backslash");
  const url = URL.parse(text);
  if (!url) return malformed("it is not an absolute URL");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return notAllowed(`the scheme ${url.protocol.slice(0, -1)} is not https`);
  if (url.username !== "" || url.password !== "") return notAllowed("it holds a user name or password");
  const host = hostOf(url);
  if (isLoopbackHost(host)) {
    return policy.loopback
      ? { ok: true, url, loopback: true }
      : notAllowed("it is an address of this machine");
  }
  if (addressKind(host)) return notAllowed("it names an IP address instead of a domain");
  if (!policy.allowedDomains.some((pattern) => matches(host, pattern)))
    return notAllowed("its domain is not on the list");
  if (url.protocol !== "https:") return notAllowed("the scheme http is not https");
  if (url.port !== "") return notAllowed(`the port ${url.port} is not 443`);
  return { ok: true, url, loopback: false };
}

function matches(host: string, pattern: string): boolean {
  const domain = pattern.toLowerCase();
  return domain.startsWith("*.")
    ? host.endsWith(domain.slice(1)) && host.length > domain.length - 1
    : host === domain;
}

/**
 * For hosts that are really called: why none of its addresses may be, or undefined. A name of an allowed domain that
 * leads to this machine or a private network is refused, because the answer of a name server is under somebody else's control.
 */
export async function checkResolved(host: string, resolve: Resolve): Promise<string | undefined> {
  let addresses: string[];
  try {
    addresses = await resolve(host);
  } catch {
    return "its name cannot be resolved";
  }
  if (addresses.length === 0) return "its name cannot be resolved";
  return addresses.every((address) => addressKind(address) === "public")
    ? undefined
    : "its name leads to an address that is not public";
}
