/** Carries notifications to this machine and nowhere else: what the service does with addresses unless it is told otherwise. */
import type { LookupAddress, LookupOptions } from "node:dns";
import { lookup } from "node:dns/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isLoopbackHost } from "../../machine/network/address.ts";
import { allLoopback } from "../../machine/network/resolve.ts";
import type { Deliver } from "./send.ts";

/**
 * Sends to loopback addresses and withholds everything else. The address is checked at the moment of connecting, on what
 * the name leads to then, so that no answer of a name server can lead elsewhere; redirects are answers, not followed.
 */
export function createLoopbackDeliver(): Deliver {
  return async (request, signal) => {
    const url = new URL(request.url);
    if (!isLoopbackHost(url.hostname)) return undefined;
    return send(url, request, await request.text(), signal);
  };
}

function send(url: URL, request: Request, body: string, signal: AbortSignal | undefined): Promise<Response> {
  return new Promise((resolve, reject) => {
    const start = url.protocol === "https:" ? httpsRequest : httpRequest;
    const outgoing = start(
      url,
      {
        method: request.method,
        headers: { ...Object.fromEntries(request.headers), "content-length": Buffer.byteLength(body) },
        ...(signal ? { signal } : {}),
        // A host that is an address already is not looked up; isLoopbackHost has judged it.
        lookup: (host, options, done) => void loopbackOnly(host, options, done),
      },
      (incoming) => {
        dismiss(incoming);
        const status = incoming.statusCode ?? 0;
        const headers = new Headers();
        const wait = incoming.headers["retry-after"];
        if (wait !== undefined) headers.set("retry-after", wait);
        resolve(new Response(null, { status: status >= 200 && status <= 599 ? status : 502, headers }));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/**
 * Nobody reads what a subscriber says behind its status. One that never ends would keep a socket for each notification, and
 * send as much as it likes: so the connection is given up, unless it is known to be at its end and can serve again.
 */
function dismiss(incoming: IncomingMessage): void {
  // Given up by us: no error that anybody would want to hear of.
  incoming.on("error", () => undefined);
  if (incoming.statusCode === 204 || incoming.headers["content-length"] === "0") incoming.resume();
  else incoming.destroy();
}

type LookupDone = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

async function loopbackOnly(host: string, options: LookupOptions, done: LookupDone): Promise<void> {
  try {
    const found = await lookup(host, { all: true });
    const [first] = found;
    if (!first || !allLoopback(found.map(({ address }) => address))) {
      return done(
        Object.assign(new Error(`${host} does not lead to this machine`), { code: "ENOTLOOPBACK" }),
        [],
      );
    }
    if (options.all) done(null, found);
    else done(null, first.address, first.family);
  } catch (error) {
    done(error as NodeJS.ErrnoException, []);
  }
}
