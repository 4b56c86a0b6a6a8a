// The first file of the built command: everything compiled before is taken from a cache of the user's, where there can be one.
import os from "node:os";
import path from "node:path";
import { keepCompiled } from "./compile-cache.mjs";

keepCompiled(cacheFolder());
const { runConnector } = await import("../src/commands/connector.ts");
await runConnector();

/** Where programs of this system keep what they can make again. */
function cacheFolder() {
  const { env, platform } = process;
  const home = os.homedir();
  const caches =
    platform === "win32"
      ? (env.LOCALAPPDATA ?? path.join(home, "AppData", "Local"))
      : platform === "darwin"
        ? path.join(home, "Library", "Caches")
        : (env.XDG_CACHE_HOME ?? path.join(home, ".cache"));
  return path.join(caches, "connector-workbench", "compiled");
}
