#!/usr/bin/env node
// The command of the package. Plain JavaScript of long ago, so that a Node that is too old can say so.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `Node ${process.versions.node} is too old: connector needs 22.19 or newer.\n  Install Node 24 from https://nodejs.org.\n`,
  );
  process.exit(2);
}
const { default: path } = await import("node:path");
const { createRequire } = await import("node:module");
const folder = path.join(import.meta.dirname, "..", "build", "commands");
const require = createRequire(import.meta.url);
const { loadKept } = require(path.join(folder, "kept-code.cjs"));
const { userCache } = require(path.join(folder, "own-cache.cjs"));
await loadKept(folder, "connector.cjs", userCache("code"), process.argv[2] ?? "help").runConnector();
