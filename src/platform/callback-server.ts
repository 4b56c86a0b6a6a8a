/** A server on this machine that takes notifications, for services that run as servers themselves. */
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { listenOnLoopback } from "../machine/network/listen.ts";

export interface CallbackServer {
  /** Base for callback addresses, such as `http://127.0.0.1:41873`. */
  base: string;
  /** Says who takes what arrives; until then everything is answered with 503. */
  receive(handler: (request: Request) => Promise<Response>): void;
  close(): Promise<void>;
}

/** Starts it on a free port of 127.0.0.1, or on the port given. @throws {InputError} `port-in-use`, `cannot-listen` */
export async function startCallbackServer(port = 0): Promise<CallbackServer> {
  let handler: (request: Request) => Promise<Response> = async () =>
    Response.json({ error: { code: "NotReady", message: "No platform is listening yet." } }, { status: 503 });
  // By default it puts classes of its own in the place of Request and Response, for everybody in the process.
  const listener = getRequestListener((request) => handler(request), { overrideGlobalObjects: false });
  const server = createServer(listener);
  const taken = await listenOnLoopback(server, port);
  return {
    base: `http://127.0.0.1:${taken}`,
    receive(next) {
      handler = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
