/** `connector doctor`: which programs are there, what each is needed for, and how to get it. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { InputError } from "../json/problem.ts";
import { listenOnLoopback } from "../machine/network/listen.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeOut } from "../machine/terminal/out.ts";
import { paint } from "../machine/terminal/paint.ts";
import { VERSION } from "../machine/version.ts";

const BACKEND_PORT = 4010;

interface Check {
  name: string;
  /** What is found, such as a version; undefined if nothing is. */
  found: string | undefined;
  /** Without it nothing works. */
  needed: boolean;
  purpose: string;
  get: string;
}

export default defineCommand("doctor", (create) => {
  const command = create(
    "Lists which programs are installed, what each is needed for, and how to get the missing ones.",
    [
      ["", "on this machine"],
      ["--format json", "for programs"],
    ],
  ).option("--format <format>", "text or json", "text");
  return {
    command,
    run: async () => {
      const { format } = command.opts<{ format: string }>();
      if (format !== "text" && format !== "json")
        throw new InputError("usage", `There is no format "${format}".`, "Choose text or json.");
      const checks = [...look(), await port()];
      const ok = checks.every(({ needed, found }) => found !== undefined || !needed);
      if (format === "json") {
        const shown = checks.map((check) => ({ ...check, found: check.found ?? null }));
        writeOut(`${JSON.stringify({ version: VERSION, ok, checks: shown }, null, 2)}\n`);
      } else writeOut(text(checks));
      return ok ? EXIT.fine : EXIT.findings;
    },
  };
});

function look(): Check[] {
  return [
    {
      name: "Node",
      found: isNewEnough(process.versions.node) ? process.versions.node : undefined,
      needed: true,
      purpose: "everything",
      get: "Install Node 24 from https://nodejs.org.",
    },
    {
      name: "browser",
      found: browser(),
      needed: false,
      purpose: "the page of connector start",
      get: "Install Chrome, Edge or Firefox; the printed address can also be opened by hand.",
    },
    {
      name: "git",
      found: versionOf("git", ["--version"]),
      needed: false,
      purpose: "comparing with a revision: connector diff main .",
      get: "Install git from https://git-scm.com.",
    },
    {
      name: "pac",
      found: versionOf("pac", ["help"]),
      needed: false,
      purpose: "importing a connector or a solution from a command line",
      get: "dotnet tool install --global Microsoft.PowerApps.CLI.Tool",
    },
    {
      name: "paconn",
      found: versionOf("paconn", ["--version"]),
      needed: false,
      purpose: "importing a connector with paconn, the older command line",
      get: "pip install paconn",
    },
    {
      name: ".NET",
      found: versionOf("dotnet", ["--version"]),
      needed: false,
      purpose: "installing pac; compiling a connector's script",
      get: "Install the SDK from https://dotnet.microsoft.com.",
    },
  ];
}

/** The port of connector backend; everything else takes a free one. */
async function port(): Promise<Check> {
  const server = createServer();
  const free = await listenOnLoopback(server, BACKEND_PORT).then(
    () => true,
    () => false,
  );
  server.close();
  return {
    name: "port",
    found: free ? String(BACKEND_PORT) : undefined,
    needed: false,
    purpose: "connector backend",
    get: "Another program is using it. Run connector backend with --port 0, which picks a free port.",
  };
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 19);
}

/** The first version number that a program prints; undefined if it cannot be started. */
function versionOf(program: string, args: string[]): string | undefined {
  // npm and pip put scripts in place of programs on Windows; only a shell starts those. Nothing given from outside is in the line.
  const shell = process.platform === "win32";
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    timeout: 10_000,
    shell,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (error || (shell && status !== 0)) return undefined;
  return /\d+(?:\.\d+)+/.exec(`${stdout}${stderr}`)?.[0] ?? "there";
}

const BROWSERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ["/Applications/Google Chrome.app", "/Applications/Safari.app", "/Applications/Firefox.app"],
  win32: [
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ],
};

function browser(): string | undefined {
  const known = BROWSERS[process.platform]?.find((file) => existsSync(file));
  if (known !== undefined) return path.basename(known).replace(/\.(?:app|exe)$/, "");
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return ["xdg-open", "google-chrome", "chromium", "firefox"].find((name) =>
    folders.some((folder) => folder !== "" && existsSync(path.join(folder, name))),
  );
}

function text(checks: readonly Check[]): string {
  const color = paint(process.stdout);
  const lines = checks.flatMap(({ name, found, needed, purpose, get }) => {
    const mark =
      found !== undefined ? color.green("ok     ") : needed ? color.red("missing") : color.dim("not here");
    const state = `${mark.padEnd(8)}  ${name.padEnd(8)}  ${(found ?? "").padEnd(12)}  for ${purpose}`;
    return found === undefined ? [state, `            ${get}`] : [state];
  });
  return `connector-workbench ${VERSION}\n\n${lines.join("\n")}\n`;
}
