/** What the compiler says of a script, for whoever checks it: nothing is run, and no program is kept. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CompilerError } from "../../definition/compiler-error.ts";
import { COMPILER_TIMEOUT_MS, placedError, prepareCompiler } from "./compile.ts";
import type { DotnetSdk } from "./dotnet.ts";
import { childEnvironment } from "./environment.ts";

/** More say nothing new. */
const MOST = 50;

/**
 * Compiles a script with the SDK's compiler and gives its errors; an empty list if there are none. Waits for it: 1 to 3 seconds.
 * The platform compiles for .NET Standard 2.0, the SDK for its own version: what compiles here may still fail there.
 */
export function compilerErrors(sdk: DotnetSdk, text: string): CompilerError[] {
  const folder = mkdtempSync(path.join(tmpdir(), "connector-script-"));
  try {
    const { args } = prepareCompiler(sdk, text, folder);
    const { status, stdout, stderr } = spawnSync(sdk.program, args, {
      cwd: folder,
      env: childEnvironment(sdk, folder, false),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: COMPILER_TIMEOUT_MS,
      maxBuffer: 16 * 1024 * 1024,
      windowsHide: true,
    });
    if (status === 0) return [];
    const errors = read(`${stdout}\n${stderr}`);
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

function read(output: string): CompilerError[] {
  const found = new Map<string, CompilerError>();
  for (const text of output.split(/\r?\n/)) {
    const placed = placedError(text);
    const bare = /\berror (\w+): (.*)$/.exec(text.trim());
    if (!placed && !bare) continue;
    // What the compiler reports in the files around the script comes from the script all the same.
    const inScript = placed && placed.file === undefined ? placed : undefined;
    const error = {
      code: placed?.code ?? bare?.[1] ?? "",
      message: placed?.message ?? bare?.[2] ?? "",
      line: inScript?.line ?? 1,
      column: inScript?.column ?? 1,
    };
    found.set(JSON.stringify(error), error);
    if (found.size === MOST) break;
  }
  return [...found.values()];
}
