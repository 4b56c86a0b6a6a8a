/** Addresses that the service gave out: whom they belong to, and which operation is behind them. */
import type { Operation } from "../definition/model.ts";
import { isLoopbackHost } from "../machine/network/address.ts";
import type { LoadedConnector } from "./connector-source.ts";
import { matchOperation } from "./operation-match.ts";

/**
 * Whether a connection's credentials may be sent to an address: the connector's own origin, the host at which the
 * conversation began, this machine. Another host gets none (chosen).
 */
export function isTrusted(connector: LoadedConnector, url: URL, home?: string): boolean {
  return url.origin === connector.origin || url.host === home || isLoopbackHost(url.hostname);
}

/** The operation of the definition that an address belongs to. */
export function operationAt(connector: LoadedConnector, method: string, url: URL): Operation | undefined {
  const { basePath, model, origin } = connector;
  const inside =
    url.origin === origin && (url.pathname === basePath || url.pathname.startsWith(`${basePath}/`));
  return matchOperation(model, method, inside ? url.pathname.slice(basePath.length) : url.pathname);
}

/** An address in a header. Documented as absolute; a relative one is resolved against the call's address (chosen). */
export function addressIn(header: string | undefined, from: URL): URL | undefined {
  if (header === undefined) return undefined;
  try {
    return new URL(header, from);
  } catch {
    return undefined;
  }
}
