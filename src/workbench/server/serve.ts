/** Starts the workbench behind a socket of this machine. */

import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { foldersOf } from "../../definition/connector-folder.ts";
import { watchFolders } from "../../machine/files/watch.ts";
import { listenOnLoopback } from "../../machine/network/listen.ts";
import { startCallbackServer } from "../../platform/index.ts";
import { Workbench, type WorkbenchOptions } from "../workbench.ts";
import { createApp } from "./app.ts";
import { createToken, Guard } from "./guard.ts";
import { type BuiltPage, loadBuiltPage } from "./page-files.ts";

export interface ServeOptions extends WorkbenchOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** False leaves the folder unwatched. */
  watch?: boolean;
  /** The page; loaded, and built if need be, when it is first asked for, unless given. */
  page?: () => Promise<BuiltPage>;
}

export interface RunningWorkbench {
  /** Without the token, such as `http://127.0.0.1:4000`. */
  url: string;
  /** What to open in a browser: holds the token. */
  address: string;
  token: string;
  /** An address that works once, to be handed to another program. */
  openOnce(): string;
  workbench: Workbench;
  close(): Promise<void>;
}

/**
 * Starts and waits until it listens.
 * @throws {InputError} `port-in-use`, `cannot-listen`, and whatever the workbench cannot be made of
 */
export async function serve(options: ServeOptions): Promise<RunningWorkbench> {
  const { port = 0, watch = true, page = once(() => loadBuiltPage()), ...rest } = options;
  const callbacks = rest.backend === undefined ? undefined : await startCallbackServer();
  let workbench: Workbench;
  try {
    workbench = new Workbench({ ...rest, callbackBase: callbacks?.base });
  } catch (error) {
    await callbacks?.close();
    throw error;
  }
  callbacks?.receive((request) => workbench.notify(request));
  const token = createToken();
  let handle: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });
  const server = createAdaptorServer({
    fetch: (request) => handle(request),
    hostname: "127.0.0.1",
    overrideGlobalObjects: false,
  }) as Server;
  let taken: number;
  try {
    taken = await listenOnLoopback(server, port);
  } catch (error) {
    workbench.close();
    await callbacks?.close();
    throw error;
  }
  const guard = new Guard(token, taken);
  handle = createApp({ workbench, guard, port: taken, page }).fetch;
  const stop = watch ? watchProject(workbench) : () => {};
  const url = `http://127.0.0.1:${taken}`;
  const close = async () => {
    stop();
    workbench.close();
    await callbacks?.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  try {
    await workbench.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url,
    address: `${url}/?token=${token}`,
    token,
    openOnce: () => `${url}/?key=${guard.createKey()}`,
    workbench,
    close,
  };
}

/** Reads the folder again after each burst of changes; one reading at a time. */
function watchProject(workbench: Workbench): () => void {
  let reading = Promise.resolve();
  // settings.json may name files in other folders, today these, tomorrow those.
  const places = () => foldersOf(workbench.project.current.connector).map((folder) => ({ folder }));
  return watchFolders(places, () => {
    reading = reading
      .then(() => workbench.reload())
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        workbench.session.tell("reading-failed", "bad", `The folder could not be read again: ${message}`, {});
      });
  });
}

/** Asked for at every request, worked out once; after a failure, the next request tries again. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work().catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}
