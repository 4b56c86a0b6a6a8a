/** Keeps the server to this machine: against pages of other sites that would use a browser to reach it. */
import { isLoopbackHost } from "../../machine/network/address.ts";

/**
 * Why a request is not answered, or undefined. A name that somebody points at this machine (DNS rebinding) shows in the
 * `Host` header, a page of another site in the `Origin` header; neither is ours.
 * @param port of the server
 */
export function whyForbidden(request: Request, port: number): string | undefined {
  const host = URL.parse(`http://${request.headers.get("host") ?? ""}`);
  if (!host || !isLoopbackHost(host.hostname) || Number(host.port || 80) !== port)
    return "The Host header does not name this server.";
  const origin = request.headers.get("origin");
  if (origin === null) return undefined;
  const from = URL.parse(origin);
  return from?.protocol === "http:" && isLoopbackHost(from.hostname) && Number(from.port || 80) === port
    ? undefined
    : "The request comes from a page of another origin.";
}
