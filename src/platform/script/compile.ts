/** Compiles a script with the SDK's own compiler: no project, no restore, nothing from the network. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import type { DotnetSdk } from "./dotnet.ts";
import { childEnvironment } from "./environment.ts";

const HOST_FILES = ["ScriptBase.cs", "Usings.cs", "Host.cs"].map((name) =>
  path.join(import.meta.dirname, "host", name),
);

/** The script among the files of the compiler. */
const SCRIPT = "script.csx";

/** Sourced: custom code is at most 1 MB. */
const MAX_SCRIPT_BYTES = 1024 * 1024;
export const COMPILER_TIMEOUT_MS = 120_000;
/** Messages of the compiler that are shown; more say nothing new. */
const MOST_MESSAGES = 20;

/** Programs of this process by what they were made of: tests compile one script once. */
const COMPILED = new Map<string, Promise<string>>();

/**
 * The compiled program, an assembly in a folder that goes when this process does.
 * @param file name of the script in messages
 * @throws {InputError} `script-compile` with file, line and column of each error; `script-too-large`
 */
export function compileScript(sdk: DotnetSdk, text: string, file: string): Promise<string> {
  if (Buffer.byteLength(text) > MAX_SCRIPT_BYTES) {
    return Promise.reject(
      new InputError(
        "script-too-large",
        `${file} has more than 1 MB, which is all that custom code may have.`,
        "Shorten it.",
      ),
    );
  }
  const key = createHash("sha256").update(`${sdk.version}\n${file}\n${text}`).digest("hex");
  const known = COMPILED.get(key);
  if (known) return known;
  const compiled = compile(sdk, text, file);
  COMPILED.set(key, compiled);
  compiled.catch(() => COMPILED.delete(key));
  return compiled;
}

async function compile(sdk: DotnetSdk, text: string, file: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "connector-script-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const { program, args } = prepareCompiler(sdk, text, folder);
  const { code, output } = await run(sdk, args, folder);
  if (code !== 0) throw compileError(output, folder, file);
  copyFileSync(sdk.newtonsoft, path.join(folder, "Newtonsoft.Json.dll"));
  writeFileSync(path.join(folder, "script.runtimeconfig.json"), JSON.stringify(runtimeConfig(sdk)));
  return program;
}

/**
 * Writes what the compiler reads into a folder: the script, and a response file that makes a program of it and of what the platform
 * gives it. @returns where the program will be, and what to start the SDK with
 */
export function prepareCompiler(
  sdk: DotnetSdk,
  text: string,
  folder: string,
): { program: string; args: string[] } {
  const source = path.join(folder, SCRIPT);
  const program = path.join(folder, "script.dll");
  const response = path.join(folder, "compile.rsp");
  const options = [
    "-nologo",
    "-noconfig",
    "-warn:0",
    "-nullable:disable",
    "-target:exe",
    "-debug:embedded",
    "-utf8output",
    `-out:"${program}"`,
    ...sdk.references.map((reference) => `-r:"${reference}"`),
    ...HOST_FILES.map((host) => `"${host}"`),
    `"${source}"`,
  ];
  writeFileSync(source, text);
  writeFileSync(response, options.join("\n"));
  return { program, args: [sdk.compiler, `@${response}`] };
}

function runtimeConfig(sdk: DotnetSdk) {
  const version = sdk.runtimeVersion;
  return {
    runtimeOptions: {
      tfm: sdk.framework,
      frameworks: [
        { name: "Microsoft.NETCore.App", version },
        { name: "Microsoft.AspNetCore.App", version },
      ],
      configProperties: { "System.GC.Concurrent": false, "System.Runtime.TieredPGO": false },
    },
  };
}

function run(sdk: DotnetSdk, args: string[], folder: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(sdk.program, args, {
      cwd: folder,
      env: childEnvironment(sdk, folder, false),
      stdio: ["ignore", "pipe", "pipe"],
      timeout: COMPILER_TIMEOUT_MS,
      windowsHide: true,
    });
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** An error in a line of the compiler's output; undefined for one without a place. `file` is undefined for the script itself. */
export function placedError(
  line: string,
): { file: string | undefined; line: number; column: number; code: string; message: string } | undefined {
  const match = /^(.*)\((\d+),(\d+)\): error (\w+): (.*)$/.exec(line.trim());
  if (!match) return undefined;
  const [, place = "", row, column, code = "", message = ""] = match;
  const file = path.basename(place);
  return {
    file: file === SCRIPT ? undefined : file,
    line: Number(row),
    column: Number(column),
    code,
    message,
  };
}

function compileError(output: string, folder: string, file: string): InputError {
  const lines = new Set<string>();
  for (const line of output.split(/\r?\n/)) {
    const error = placedError(line);
    if (error)
      lines.add(`${error.file ?? file}:${error.line}:${error.column}: ${error.message} (${error.code})`);
    else if (/\berror\b/.test(line)) lines.add(line.trim().replaceAll(folder, ""));
  }
  const shown = [...lines].slice(0, MOST_MESSAGES);
  return new InputError(
    "script-compile",
    `${file} does not compile:\n${shown.map((line) => `  ${line}`).join("\n") || `  ${output.trim().slice(0, 500)}`}`,
    "Mend the script, or let functions stand in for it.",
  );
}
