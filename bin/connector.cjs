#!/usr/bin/env node
// The command of the package. CommonJS, which starts before Node has loaded what it needs for modules; and JavaScript of long ago, so
// that a Node that is too old can say so.
"use strict";
const path = require("node:path");

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `Node ${process.versions.node} is too old: connector needs 22.19 or newer.\n  Install Node 24 from https://nodejs.org.\n`,
  );
  process.exit(2);
}

const folder = path.join(__dirname, "..", "build", "commands");
const { loadKept } = require(path.join(folder, "kept-code.cjs"));
const { userCache } = require(path.join(folder, "own-cache.cjs"));
loadKept(folder, "connector.cjs", userCache("code"), process.argv[2] ?? "help").runConnector();
