/** Keeps a server to this machine: against pages of other sites that would use a browser to reach it. */

const NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

export interface Forbidden {
  code: "wrong-host" | "wrong-origin";
  message: string;
}

/**
 * Why a request is not answered, or undefined. A name that somebody points at this machine (DNS rebinding) shows in the
 * `Host` header, a page of another site in the `Origin` header; neither is ours.
 * @param port of the server
 */
export function whyForbidden(request: Request, port: number): Forbidden | undefined {
  const host = request.headers.get("host")?.toLowerCase() ?? "";
  const named = /^[^\s/?#@\\]+$/.test(host) ? URL.parse(`http://${host}`) : null;
  if (!named || !isOwn(named, port))
    return { code: "wrong-host", message: "The Host header does not name this server." };
  // A request line may hold a whole address, which then counts instead of the header (RFC 9112, 3.2.2).
  const asked = URL.parse(request.url);
  if (!asked || !isOwn(asked, port))
    return { code: "wrong-host", message: "The address of the request does not name this server." };
  const origin = request.headers.get("origin");
  return origin === null || origin === named.origin
    ? undefined
    : { code: "wrong-origin", message: "The request comes from a page of another origin." };
}

function isOwn({ hostname, port: given }: URL, port: number): boolean {
  return NAMES.has(hostname) && Number(given || 80) === port;
}
