/** Which programs are tried as the browser of the page tests, and in which order. */
import { existsSync } from "node:fs";
import path from "node:path";

/** What the choice depends on. */
export interface Surroundings {
  platform: NodeJS.Platform;
  arch: string;
  env: NodeJS.ProcessEnv;
  exists: (file: string) => boolean;
}

export type Candidate = { kind: "named" | "installed"; file: string } | { kind: "bundled" };

const ON_PATH = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
];
const MAC_APPS = ["Google Chrome", "Chromium", "Microsoft Edge"];
const WINDOWS_PROGRAMS = [
  ["Google", "Chrome", "Application", "chrome.exe"],
  ["Chromium", "Application", "chrome.exe"],
  ["Microsoft", "Edge", "Application", "msedge.exe"],
];
/** Names of the variables that hold the folders Windows installs programs into. */
const WINDOWS_FOLDERS = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];

const HERE: Surroundings = {
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  exists: existsSync,
};

/**
 * The one that `CHROMIUM_PATH` names and no other, for who names one means it; with `none`, none. Else those that are installed
 * and the one that npm brought: that one is for Linux on x64 only, and comes first there, so that the tests see the same browser
 * on every such machine.
 */
export function candidates({ platform, arch, env, exists }: Surroundings = HERE): Candidate[] {
  const named = env["CHROMIUM_PATH"];
  if (named === "none") return [];
  if (named) return [{ kind: "named", file: named }];
  const places =
    platform === "win32"
      ? windowsPlaces(env)
      : [...(platform === "darwin" ? macPlaces(env) : []), ...placesOnPath(env)];
  const installed = [...new Set(places)]
    .filter((file) => exists(file))
    .map((file): Candidate => ({ kind: "installed", file }));
  return platform === "linux" && arch === "x64" ? [{ kind: "bundled" }, ...installed] : installed;
}

function placesOnPath(env: NodeJS.ProcessEnv): string[] {
  return (env["PATH"] ?? "")
    .split(path.posix.delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => ON_PATH.map((name) => path.posix.join(folder, name)));
}

function macPlaces(env: NodeJS.ProcessEnv): string[] {
  const folders = ["/Applications", ...(env["HOME"] ? [path.posix.join(env["HOME"], "Applications")] : [])];
  return MAC_APPS.flatMap((app) =>
    folders.map((folder) => path.posix.join(folder, `${app}.app`, "Contents", "MacOS", app)),
  );
}

function windowsPlaces(env: NodeJS.ProcessEnv): string[] {
  const folders = WINDOWS_FOLDERS.flatMap((name) => env[name] ?? []);
  return WINDOWS_PROGRAMS.flatMap((program) => folders.map((folder) => path.win32.join(folder, ...program)));
}
