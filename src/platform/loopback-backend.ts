/** A real server as the backend, on this machine only. */
import { request as ask } from "node:http";
import { isIP } from "node:net";
import { Readable } from "node:stream";
import { InputError } from "../json/problem.ts";
import { hostKind } from "../machine/network/address.ts";
import { allLoopback, type Resolve, resolveName } from "../machine/network/resolve.ts";
import type { Backend } from "./backend.ts";
import { hasNoBody } from "./request-with-body.ts";
import { isBodiless } from "./response.ts";

/**
 * A backend that sends every call to a server on this machine, whatever host the definition names; path and query stay.
 * Names are resolved at every call and must lead to loopback addresses only; the call then goes to the address that was
 * checked, so that a name cannot change its mind in between. Redirects are handed back, not followed.
 * @param base such as `http://127.0.0.1:4010` or `http://localhost:4010/prefix`
 * @param options `hostHeader`: sends the `Host` of the definition, as the real service sees it, instead of the address that is called
 * @throws {InputError} `backend-not-allowed` for other schemes and hosts; the backend itself throws it for names that lead elsewhere
 */
export function connectLoopback(
  base: string,
  { resolve = resolveName, hostHeader = false }: { resolve?: Resolve; hostHeader?: boolean } = {},
): Backend {
  const url = parseBase(base);
  const prefix = url.pathname.replace(/\/$/, "");
  return async (request, signal) => {
    const address = await checkedAddress(url.hostname, resolve);
    const from = new URL(request.url);
    const target = `http://${address.includes(":") ? `[${address}]` : address}${url.port ? `:${url.port}` : ""}${prefix}${from.pathname}${from.search}`;
    const body = request.body ? await request.arrayBuffer() : undefined;
    // What fetch cannot send: a Host of our choice, and a GET with a body.
    if (hostHeader || (body && hasNoBody(request.method)))
      return await askAs(hostHeader ? from.host : new URL(target).host, target, request, body, signal);
    return await fetch(target, {
      method: request.method,
      headers: request.headers,
      ...(body && body.byteLength > 0 ? { body } : {}),
      redirect: "manual",
      ...(signal ? { signal } : {}),
    });
  };
}

/** Like `fetch`, but with a `Host` of its own, and a body whatever the method. */
function askAs(
  host: string,
  target: string,
  from: Request,
  body: ArrayBuffer | undefined,
  signal: AbortSignal | undefined,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...Object.fromEntries(from.headers),
      host,
      // Node writes no length for a GET, and the server would take its body for another request.
      ...(body && body.byteLength > 0 ? { "content-length": String(body.byteLength) } : {}),
    };
    const asked = ask(target, { method: from.method, headers, ...(signal ? { signal } : {}) }, (answer) => {
      const received = new Headers();
      for (let index = 0; index < answer.rawHeaders.length; index += 2)
        received.append(answer.rawHeaders[index] ?? "", answer.rawHeaders[index + 1] ?? "");
      const status = answer.statusCode ?? 502;
      const stream = Readable.toWeb(answer) as ReadableStream<Uint8Array>;
      resolve(new Response(isBodiless(status) ? null : stream, { status, headers: received }));
    });
    asked.once("error", reject);
    asked.end(body && body.byteLength > 0 ? Buffer.from(body) : undefined);
  });
}

function parseBase(base: string): URL {
  const refuse = (message: string) =>
    new InputError(
      "backend-not-allowed",
      message,
      "Start the service on this machine and name it like http://127.0.0.1:4010.",
    );
  let url: URL;
  try {
    url = new URL(base);
  } catch {
    throw refuse(`"${base}" is not an address.`);
  }
  if (url.protocol !== "http:")
    throw refuse(`The backend's address has the scheme "${url.protocol}"; only http: is called.`);
  if (url.username || url.password) throw refuse("The backend's address carries a user name or password.");
  const kind = hostKind(url.hostname);
  const isName = isIP(url.hostname.replace(/^\[|\]$/g, "")) === 0;
  // A name may still lead to this machine: what it resolves to is checked at each call.
  if (kind !== "loopback" && !(isName && kind !== "metadata"))
    throw refuse(`${url.hostname} is not this machine; nothing else is called.`);
  return url;
}

async function checkedAddress(hostname: string, resolve: Resolve): Promise<string> {
  const literal = hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(literal) ? [literal] : await resolve(hostname);
  const [first] = addresses;
  if (first === undefined || !allLoopback(addresses)) {
    throw new InputError(
      "backend-not-allowed",
      `${hostname} resolves to ${addresses.join(", ") || "no address"}, which is not this machine; nothing was called.`,
      "Give the backend a loopback address such as 127.0.0.1.",
    );
  }
  return first;
}
