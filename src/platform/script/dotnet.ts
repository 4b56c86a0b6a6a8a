/** Finds the .NET SDK of this machine: its compiler, its reference assemblies, its runtime. Nothing is started for that. */
import { existsSync, readdirSync, realpathSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";

export interface DotnetSdk {
  /** The program `dotnet`. */
  program: string;
  root: string;
  version: string;
  /** `csc.dll`, the compiler that comes with the SDK. */
  compiler: string;
  /** Assemblies that a script is compiled against. */
  references: string[];
  newtonsoft: string;
  /** Such as `net10.0`. */
  framework: string;
  runtimeVersion: string;
}

/** Assemblies of ASP.NET's reference pack that custom code uses: the logger. */
const LOGGING = /^Microsoft\.Extensions\.Logging\.Abstractions\.dll$/;

/**
 * @param message what cannot be done without it, and @param help what else there is
 * @throws {InputError} `dotnet-sdk-missing`
 */
export function findSdk(
  message = "script.csx can only run where the .NET SDK is installed, and this machine does not have it.",
  help = "Install it (https://dot.net), or let functions stand in for the script: { script: { OperationId: (request, send) => Response } }.",
): DotnetSdk {
  for (const program of programs()) {
    const sdk = sdkOf(program);
    if (sdk) return sdk;
  }
  throw new InputError("dotnet-sdk-missing", message, help);
}

/** Whether this machine has an SDK; for tests that say so instead of failing. */
export function hasSdk(): boolean {
  try {
    findSdk();
    return true;
  } catch {
    return false;
  }
}

function programs(): string[] {
  const name = process.platform === "win32" ? "dotnet.exe" : "dotnet";
  const folders = [
    process.env["DOTNET_ROOT"],
    ...(process.env["PATH"] ?? "").split(path.delimiter),
    "/usr/share/dotnet",
    "/usr/lib/dotnet",
    "/usr/local/share/dotnet",
    "C:\\Program Files\\dotnet",
  ];
  const found: string[] = [];
  for (const folder of folders) {
    if (!folder) continue;
    try {
      // Often a link: what belongs to it is beside the file itself.
      const program = realpathSync(path.join(folder, name));
      if (!found.includes(program)) found.push(program);
    } catch {
      // Not here.
    }
  }
  return found;
}

function sdkOf(program: string): DotnetSdk | undefined {
  const root = path.dirname(program);
  for (const version of versionsIn(path.join(root, "sdk"))) {
    const folder = path.join(root, "sdk", version);
    const compiler = path.join(folder, "Roslyn", "bincore", "csc.dll");
    const newtonsoft = path.join(folder, "Newtonsoft.Json.dll");
    const major = version.split(".")[0] ?? "";
    const core = pack(root, "Microsoft.NETCore.App.Ref", major);
    const web = pack(root, "Microsoft.AspNetCore.App.Ref", major);
    const logging = web?.references.filter((file) => LOGGING.test(path.basename(file)));
    if (!existsSync(compiler) || !existsSync(newtonsoft) || !core || !logging?.length) continue;
    return {
      program,
      root,
      version,
      compiler,
      newtonsoft,
      references: [...core.references, ...logging, newtonsoft],
      framework: core.framework,
      runtimeVersion: `${major}.0.0`,
    };
  }
  return undefined;
}

function pack(
  root: string,
  name: string,
  major: string,
): { references: string[]; framework: string } | undefined {
  const version = versionsIn(path.join(root, "packs", name)).find((one) => one.startsWith(`${major}.`));
  if (version === undefined) return undefined;
  const framework = `net${major}.0`;
  const folder = path.join(root, "packs", name, version, "ref", framework);
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((file) => file.endsWith(".dll"));
  return { references: files.map((file) => path.join(folder, file)), framework };
}

/** Newest first. */
function versionsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+\.\d+\.\d+/.test(name))
      .sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  } catch {
    return [];
  }
}
