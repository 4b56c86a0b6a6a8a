// Keeps compiled modules in a folder, where there can be one. Plain JavaScript: it runs before the first TypeScript is loaded.
import module from "node:module";
import path from "node:path";
import { makeFolder } from "../src/machine/start/own-cache.cjs";

/** Without the folder each start compiles again, which is all that is lost. */
export function keepCompiled(folder) {
  try {
    makeFolder(path.resolve(folder));
    module.enableCompileCache(folder);
  } catch {
    // A home that cannot be written to, or none at all.
  }
}
