/** Starts the workbench behind a socket of this machine. */

import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { foldersOf } from "../../definition/connector-folder.ts";
import { watchFolders } from "../../machine/files/watch.ts";
import { listenOnLoopback } from "../../machine/network/listen.ts";
import type { Rule } from "../../rules/language/rule.ts";
import type { Shelf as OpenShelf } from "../shelf/shelf.ts";
import type { Workbench, WorkbenchOptions } from "../workbench.ts";
import { type App, createFront, type FrontOptions } from "./front.ts";
import { createToken, Guard } from "./guard.ts";
import { type BuiltPage, loadBuiltPage } from "./page-files.ts";

export interface ServeOptions extends Omit<WorkbenchOptions, "rules" | "folder" | "undecided"> {
  /** Folder of the connector, or its definition file. */
  folder: string;
  /** Others that can be opened on the page; with them it begins with their table. */
  others?: readonly string[];
  /** Where the folders that were opened last are kept; nowhere by default. */
  recentFile?: string | undefined;
  /** The rules, or how to load them: then that is done while the server listens already. */
  rules: readonly Rule[] | (() => Promise<readonly Rule[]>);
  /** 0, the default, takes a free one. */
  port?: number;
  /** False leaves the folder unwatched. */
  watch?: boolean;
  /** The page; by default loaded, and built if need be, when it is first asked for. */
  page?: () => Promise<BuiltPage>;
  /** Told as soon as the port is taken, long before the connector is read: a browser may come, and is answered when all is there. */
  onListening?(where: Listening): void;
}

export interface Listening {
  /** Without the token, such as `http://127.0.0.1:4000`. */
  url: string;
  /** What to open in a browser: holds the token. */
  address: string;
  token: string;
  /** An address that works once, to be handed to another program. */
  openOnce(): string;
}

export interface RunningWorkbench extends Listening {
  /** The one that is shown. */
  readonly workbench: Workbench;
  close(): Promise<void>;
}

/**
 * Starts and waits until the connector is read and running. The modules that read and run it are loaded while the server listens
 * already: they take longer than everything that a browser needs first.
 * @throws {InputError} `port-in-use`, `cannot-listen`, and whatever the workbench cannot be made of
 */
export async function serve(options: ServeOptions): Promise<RunningWorkbench> {
  const {
    port = 0,
    watch = true,
    page = once(() => loadBuiltPage()),
    rules,
    onListening,
    ...given
  } = options;
  const { folder, others = [], recentFile, ...rest } = given;
  const token = createToken();
  const ready = Promise.withResolvers<FrontOptions["api"]>();
  // Whoever asks meanwhile hears of a failure as well; nobody has to.
  ready.promise.catch(() => {});
  let front: App | undefined;
  const server = createAdaptorServer({
    fetch: (request) => front?.fetch(request) ?? new Response(null, { status: 503 }),
    hostname: "127.0.0.1",
    overrideGlobalObjects: false,
  }) as Server;
  const taken = await listenOnLoopback(server, port);
  const guard = new Guard(token, taken);
  front = createFront({ guard, page, api: async (request) => (await ready.promise)(request) });
  const url = `http://127.0.0.1:${taken}`;
  const listening: Listening = {
    url,
    address: `${url}/?token=${token}`,
    token,
    openOnce: () => `${url}/?key=${guard.createKey()}`,
  };
  const closing: (() => unknown)[] = [];
  const close = async () => {
    for (const end of closing.toReversed()) await end();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  try {
    onListening?.(listening);
    const [{ createApi }, { Workbench }, { Shelf }, { startCallbackServer }] = await Promise.all([
      import("./app.ts"),
      import("../workbench.ts"),
      import("../shelf/shelf.ts"),
      import("../../platform/index.ts"),
    ]);
    const callbacks = rest.backend === undefined ? undefined : await startCallbackServer();
    if (callbacks) closing.push(() => callbacks.close());
    const loaded = typeof rules === "function" ? await rules() : rules;
    const make = async (target: string, named: boolean): Promise<Workbench> => {
      const first = shelf === undefined;
      const workbench = new Workbench({
        ...rest,
        // What was said of one connector at the start does not hold for another: a script is run only where that was asked for.
        ...(first ? {} : { world: undefined }),
        ...(named ? {} : { runScript: false, backend: undefined }),
        folder: target,
        rules: loaded,
        callbackBase: callbacks?.base,
        undecided: first && others.length > 0,
      });
      try {
        if (watch) workbench.onClose(watchProject(workbench));
        await workbench.start();
        // Whoever saved while the folder was first read and judged did so before anything watched it.
        if (watch) await workbench.reload();
      } catch (error) {
        workbench.close();
        throw error;
      }
      return workbench;
    };
    let shelf: OpenShelf | undefined;
    shelf = await Shelf.open({ folders: [folder, ...others], rules: loaded, recentFile, make });
    const opened = shelf;
    closing.push(() => opened.close());
    callbacks?.receive((request) => opened.current.notify(request));
    ready.resolve(
      createApi({
        get workbench() {
          return opened.current;
        },
        shelf: opened,
        port: taken,
      }),
    );
    return {
      ...listening,
      get workbench() {
        return opened.current;
      },
      close,
    };
  } catch (error) {
    ready.reject(error);
    await close();
    throw error;
  }
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
