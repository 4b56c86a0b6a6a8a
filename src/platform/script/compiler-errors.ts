/** What the compiler says of a script, for whoever checks it: nothing is run, and no program is kept. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CompilerError } from "../../definition/compiler-error.ts";
import { compilerOptions } from "./compile.ts";
import type { DotnetSdk } from "./dotnet.ts";
import { childEnvironment } from "./environment.ts";

const TIMEOUT_MS = 120_000;
/** More say nothing new. */
const MOST = 50;

/**
 * Compiles a script with the SDK's compiler and gives its errors; an empty list if there are none. Waits for it: 1 to 3 seconds.
 * The platform compiles for .NET Standard 2.0, the SDK for its own version: what compiles here may still fail there.
 */
export function compilerErrors(sdk: DotnetSdk, text: string): CompilerError[] {
  const folder = mkdtempSync(path.join(tmpdir(), "connector-script-"));
  try {
    const source = path.join(folder, "script.csx");
    const response = path.join(folder, "compile.rsp");
    writeFileSync(source, text);
    writeFileSync(response, compilerOptions(sdk, source, path.join(folder, "script.dll")).join("\n"));
    const { status, stdout, stderr } = spawnSync(sdk.program, [sdk.compiler, `@${response}`], {
      cwd: folder,
      env: childEnvironment(sdk, folder, false),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: TIMEOUT_MS,
      maxBuffer: 16 * 1024 * 1024,
      windowsHide: true,
    });
    if (status === 0) return [];
    const errors = read(`${stdout}\n${stderr}`, source);
    if (errors.length > 0) return errors;
    const message =
      status === null
        ? "The compiler did not come to an end."
        : "The compiler failed without naming a reason.";
    return [{ code: "", message, line: 1, column: 1 }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(output: string, source: string): CompilerError[] {
  const found = new Map<string, CompilerError>();
  for (const line of output.split(/\r?\n/)) {
    const match = /^(.*)\((\d+),(\d+)\): error (\w+): (.*)$/.exec(line.trim());
    const other = match ? undefined : /\berror (\w+): (.*)$/.exec(line.trim());
    if (!match && !other) continue;
    const own = match && path.basename(match[1] ?? "") === path.basename(source);
    const error = {
      code: match?.[4] ?? other?.[1] ?? "",
      message: match?.[5] ?? other?.[2] ?? "",
      // What the compiler reports in the files around the script comes from the script all the same.
      line: own ? Number(match[2]) : 1,
      column: own ? Number(match[3]) : 1,
    };
    found.set(JSON.stringify(error), error);
    if (found.size === MOST) break;
  }
  return [...found.values()];
}
