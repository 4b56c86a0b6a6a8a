/** `npm start`: the workbench on a connector folder. */

import path from "node:path";
import { readConnector } from "../definition/connector-folder.ts";
import { findConnectors, requireConnector } from "../definition/find-connectors.ts";
import { beginning } from "../json/cut.ts";
import { InputError } from "../json/problem.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { counted } from "../machine/terminal/counted.ts";
import { writeErr, writeOut } from "../machine/terminal/out.ts";
import { paint } from "../machine/terminal/paint.ts";
import { proseLine } from "../machine/terminal/printable.ts";
import { stopped } from "../machine/terminal/stopped.ts";
import { MAX_PORT, wholeNumber } from "../machine/terminal/whole-number.ts";
import { loadRules } from "../rules/load-rules.ts";
import { openBrowser } from "../workbench/server/open-browser.ts";
import { loadBuiltPage } from "../workbench/server/page-files.ts";
import { once, serve } from "../workbench/server/serve.ts";
import { recentFile } from "../workbench/shelf/recent.ts";

/** Whoever waits longer than this wants to know what for. */
const PATIENCE_MS = 300;

export default defineCommand("start", (create) => {
  const command = create("Opens the workbench: a connector as flow makers see it, and how it runs.", [
    ["", "the connector in this folder"],
    ["../mine", "any connector folder; a mock service is made from its definition"],
    ["../connectors", "a folder with many connectors: their table first"],
    ["../mine --backend http://127.0.0.1:4010", "calls your own service on this machine"],
    ["--world my-world.yaml", "the mocked Bookings service with your own pages and people"],
    ["--no-open --format json", "for scripts: prints its addresses as the first line on stdout"],
  ])
    .argument("[folder]", "folder of the connector or of several, or a definition file", ".")
    .option("--backend <url>", "a server on this machine to call instead of a mocked one")
    .option("--port <number>", "port to listen on; 0 picks a free one", "0")
    .option("--world <file>", "YAML file with users, pages and customers of the mocked Bookings service")
    .option(
      "--run-script",
      "compile and run script.csx with the .NET SDK of this machine: runs the connector's code",
    )
    .option("--no-keep", "keep no flows, forms and events in the connector's folder, and read none")
    .option("--no-open", "do not open a browser")
    .option("--format <format>", "text or json", "text");
  return {
    command,
    run: async () => {
      const options = command.opts<{
        backend?: string;
        port: string;
        world?: string;
        open: boolean;
        keep: boolean;
        runScript?: boolean;
        format: string;
      }>();
      if (options.format !== "text" && options.format !== "json")
        throw new InputError("usage", `There is no format "${options.format}".`, "Choose text or json.");
      const port = wholeNumber("port", options.port, MAX_PORT);
      // What is cheap to look at comes before the rules are loaded.
      const [folder = ".", ...others] = connectorsAt(command.args[0] ?? ".");
      const world =
        options.world === undefined
          ? undefined
          : (await import("../bookings/world/world-file.ts")).readWorldFile(options.world);
      if (options.backend !== undefined)
        (await import("../platform/index.ts")).connectLoopback(options.backend);
      const ended = stopped();
      const page = once(() => loadBuiltPage());
      const color = paint(process.stdout);
      const text = options.format === "text";
      const running = await serve({
        folder,
        others,
        // Who wants nothing to be kept wants no list of folders either.
        recentFile: options.keep ? recentFile() : undefined,
        rules: loadRules,
        port,
        page,
        runScript: options.runScript === true,
        keep: options.keep,
        ...(options.backend === undefined ? {} : { backend: options.backend }),
        ...(world === undefined ? {} : { world }),
        onListening({ address, openOnce }) {
          if (text) writeOut(`${color.bold("Connector workbench")}  ${color.cyan(address)}\n`);
          if (options.open && process.stdout.isTTY) openBrowser(openOnce());
        },
      });
      const { url, address, token, workbench } = running;
      const { backend, connector, findings } = workbench.state();
      if (!text) {
        writeOut(`${JSON.stringify({ url, address, token, backend: backend.kind })}\n`);
      } else {
        const { error, warning, info } = findings;
        writeOut(
          [
            ...(others.length > 0
              ? [`Connectors           ${others.length + 1}; choose one in the page.`]
              : []),
            `Connector            ${beginning(proseLine(connector.title || connector.name), 100)}  (${counted(error, "error")}, ${counted(warning, "warning")}, ${counted(info, "info")})`,
            `Behind it            ${backend.name}. ${backend.why}`,
            `API                  ${url}/openapi.json  (Authorization: Bearer ${token})`,
            "Only this machine can reach it, and only with the key in the address. Changes to files show at once. Press Ctrl+C to stop.",
            "",
          ].join("\n"),
        );
      }
      // Scripts want the API; the page is then made when somebody asks for it.
      if (text) await prepare(page);
      await ended;
      await running.close();
      return EXIT.fine;
    },
  };
});

/** The connector at a folder, or those below it. @throws {InputError} `no-connector` and what cannot be read */
function connectorsAt(target: string): string[] {
  const connector = readConnector(target);
  try {
    requireConnector(connector, target);
    return [target];
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== "no-connector") throw error;
    // As somebody would type them.
    return findConnectors([target]).map((folder) => path.relative(process.cwd(), folder) || ".");
  }
}

/** Has the page at hand before anybody asks for it. The API works without one. */
async function prepare(page: () => Promise<unknown>): Promise<void> {
  const notice = setTimeout(() => writeErr("Building the page; this takes a few seconds …\n"), PATIENCE_MS);
  try {
    await page();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    writeErr(`${error.message}\n  ${error.help}\n`);
  } finally {
    clearTimeout(notice);
  }
}
