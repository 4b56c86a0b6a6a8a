// Begins a thread in a bundle: runs the entry that it is told, with what V8 compiled of it kept.
"use strict";
const { workerData } = require("node:worker_threads");
const { loadKept } = require("./kept-code.cjs");
const { userCache } = require("./own-cache.cjs");

loadKept(__dirname, workerData.entry, userCache("code"), "helper");
