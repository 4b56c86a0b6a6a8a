// Keeps compiled modules in a folder, where there can be one. Plain JavaScript: it runs before the first TypeScript is loaded.
import { mkdirSync, statSync } from "node:fs";
import module from "node:module";
import path from "node:path";

/** Without the folder each start compiles anew, which is all that is lost. */
export function keepCompiled(folder) {
  try {
    make(path.resolve(folder));
    module.enableCompileCache(folder);
  } catch {
    // A home that cannot be written to, or none at all.
  }
}

/**
 * Makes a folder and those above it, one at a time: Node's own ways of making them all at once never end below a place such
 * as /proc, where a folder can neither be made nor be told to be missing.
 */
function make(folder) {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  make(path.dirname(folder));
  mkdirSync(folder);
}
