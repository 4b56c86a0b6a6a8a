// Starts a command: `node scripts/run.mjs NAME …` runs src/commands/NAME.ts. Plain JavaScript on purpose: it has to run before the
// first TypeScript file is loaded, and on any Node, if only to say that it is too old.
import module from "node:module";
import path from "node:path";
import { keepCompiled } from "./compile-cache.mjs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `Node ${process.versions.node} is too old: the workbench needs 22.19 or newer.\n  Start commands with "npm run", which brings a newer one, or install Node 24.\n`,
  );
  process.exit(2);
}

// Without the cache Node would strip the types of every file again at each start. It is ours alone: what is taken from a folder
// that others can write to is code of theirs.
keepCompiled(path.join(import.meta.dirname, "../node_modules/.cache/connector-workbench/compiled"));
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
const [name] = process.argv.splice(2, 1);
const [{ default: file }, { runCommand }, { calledThroughNpm }] = await Promise.all([
  import(`../src/commands/${name}.ts`),
  import("../src/machine/terminal/command.ts"),
  import("../src/machine/terminal/invocation.ts"),
]);
calledThroughNpm();
await runCommand(file);
