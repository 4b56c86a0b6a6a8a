// Starts a command: `node scripts/run.mjs NAME …` runs src/commands/NAME.ts. Plain JavaScript on purpose: it has to run before the
// first TypeScript file is loaded, and on any Node, if only to say that it is too old.
import { readFileSync, statSync } from "node:fs";
import module, { createRequire } from "node:module";
import path from "node:path";
import { keepCompiled } from "./compile-cache.mjs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `Node ${process.versions.node} is too old: the workbench needs 22.19 or newer.\n  Start commands with "npm run", which brings a newer one, or install Node 24.\n`,
  );
  process.exit(2);
}

const home = path.join(import.meta.dirname, "..");
const cache = path.join(home, "node_modules", ".cache", "connector-workbench");
const bundle = path.join(home, "build", "commands");
const [name = ""] = process.argv.splice(2, 1);

// `npm ci` bundles the commands. A bundle of other sources than are there now is left alone: they run as they stand.
if (isCurrent()) {
  const { loadKept } = createRequire(import.meta.url)("../src/machine/start/kept-code.cjs");
  await loadKept(bundle, "connector.cjs", path.join(cache, "code"), name).runScript(name);
} else {
  await runSources();
}

function isCurrent() {
  try {
    for (const line of readFileSync(path.join(bundle, "made-of.txt"), "utf8").split("\n")) {
      const [file, size, changed, entry] = line.split("\t");
      const stat = statSync(`${home}/${file}`);
      if (stat.size !== +size || stat.mtimeMs !== +changed || stat.ctimeMs !== +entry) return false;
    }
    return true;
  } catch {
    return false;
  }
}

async function runSources() {
  // Without the cache Node would strip the types of every file again at each start. It is ours alone: what is taken from a folder
  // that others can write to is code of theirs.
  keepCompiled(path.join(cache, "compiled"));
  // Our own files name each other in full: looking on disk for what else could be meant takes as long as running them.
  module.registerHooks({
    resolve(specifier, context, next) {
      if (!specifier.startsWith(".") || !specifier.endsWith(".ts")) return next(specifier, context);
      return {
        url: new URL(specifier, context.parentURL).href,
        format: "module-typescript",
        shortCircuit: true,
      };
    },
  });
  const { runScript } = await import("../src/commands/connector.ts");
  await runScript(name);
}
