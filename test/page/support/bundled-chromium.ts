/** The Chromium that comes with `npm ci`: unpacked once into this project's own cache, with what it needs of the system. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ROOT } from "../../support/run-script.ts";

const run = promisify(execFile);

export interface Program {
  file: string;
  args: string[];
  /** To be set besides the environment that is there. */
  env: Record<string, string>;
}

/** Below `node_modules`, so that `npm ci` clears it away. */
const CACHE = path.join(ROOT, "node_modules", ".cache", "connector-workbench");
const UNPACK = path.join(import.meta.dirname, "unpack-chromium.ts");
/** Nobody unpacks for so long: what is older was left by a run that was ended. */
const ABANDONED = 60 * 60 * 1000;

/** Fonts beside this file: the fontconfig file in the package looks for them in the shared temporary folder. */
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`;

/**
 * Unpacks it where that has not been done yet. Where the system lacks its libraries (NSS, expat) or has no fonts, those from the
 * package take their place; `CHROMIUM_BUNDLED=libraries` has them take it in any case.
 */
export async function bundledChromium(env: NodeJS.ProcessEnv = process.env, cache = CACHE): Promise<Program> {
  const folder = await unpacked(cache, env);
  const file = path.join(folder, "chromium");
  const forced = env["CHROMIUM_BUNDLED"] === "libraries";
  const libraries = forced || !(await starts(file, env));
  const fonts = forced || !existsSync("/etc/fonts/fonts.conf");
  return {
    file,
    // Without it Chromium tries in vain to start WebGL, and says so at length.
    args: ["--disable-gpu"],
    env: {
      ...(libraries
        ? { LD_LIBRARY_PATH: withBefore(path.join(folder, "al2023", "lib"), env["LD_LIBRARY_PATH"]) }
        : {}),
      ...(fonts ? { FONTCONFIG_PATH: path.join(folder, "fonts"), FONTCONFIG_FILE: "fonts.conf" } : {}),
    },
  };
}

/** The folder with all of it. Whole or not at all, and safe for several processes at once: the first to finish wins. */
async function unpacked(cache: string, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = path.join(cache, `chromium-${version()}`);
  if (existsSync(folder)) return folder;
  clearAbandoned(cache);
  const part = `${folder}.${randomBytes(6).toString("hex")}.part`;
  mkdirSync(part, { recursive: true });
  try {
    await run(process.execPath, [UNPACK], { env: { ...env, TMPDIR: part } });
    writeFileSync(path.join(part, "fonts", "fonts.conf"), FONTS_CONF);
    renameSync(part, folder);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    // Another process was faster, and what it left is as good.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function clearAbandoned(cache: string): void {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    const part = path.join(cache, name);
    if (name.endsWith(".part") && Date.now() - statSync(part).mtimeMs > ABANDONED)
      rmSync(part, { recursive: true, force: true });
  }
}

function version(): string {
  const home = path.dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium")));
  return (JSON.parse(readFileSync(path.join(home, "..", "package.json"), "utf8")) as { version: string })
    .version;
}

/** Whether the system has every library it is linked against: without one the loader ends the program before it begins. */
async function starts(file: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await run(file, ["--version"], { env });
    return true;
  } catch {
    return false;
  }
}

function withBefore(folder: string, others: string | undefined): string {
  return others ? `${folder}:${others}` : folder;
}
