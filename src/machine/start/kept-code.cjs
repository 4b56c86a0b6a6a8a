// Runs bundled code with what V8 compiled of it kept in a file. Node's own cache keeps only what is compiled while a module loads,
// not the functions that are compiled when they are first called, which are most of a short run. Plain CommonJS: it is in the package
// as it stands, and is the first thing that runs.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const { isOurs, makeFolder } = require("./own-cache.cjs");

/** What a file begins with; to be raised with every change of its form. */
const MARK = "connector-workbench code 1\n";
/** More than the code of all commands together takes. */
const MAX_BYTES = 64 * 1024 * 1024;
/** The first runs of a command come to different functions: so many of them leave what they compiled. */
const RUNS_THAT_KEEP = 4;
/** Versions, commands and flags have files of their own: the oldest make room. */
const MAX_FILES = 16;

/** What a module is in. Bundles are written with it: to put it around a text of a megabyte takes longer than to read that. */
const [OPENS, CLOSES] = ["(function (exports, require, module, __filename, __dirname) {", "\n})"];
exports.asFunction = (text) => (text.startsWith(OPENS) ? text : OPENS + text + CLOSES);

/**
 * Loads a bundle and gives its exports.
 * @param {string} folder where the bundle is
 * @param {string} entry the name of its first file
 * @param {string | undefined} cache the folder in which to keep what was compiled. It is made if need be, and used only if nobody else can write to it:
 *   what is taken from there is code. Without it, everything is compiled again, which is all that is lost.
 * @param {string} command what the file is for: commands need different parts
 */
exports.loadKept = (folder, entry, cache, command) => {
  const file = cache && path.join(cache, `${command}-${keyOf(folder)}.bin`);
  const kept = read(cache, file);
  const scripts = new Map();
  const modules = new Map();
  let missed = false;
  const load = (name) => {
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const full = path.join(folder, name);
    // Bundles are ASCII: no other encoding is read as fast.
    const text = fs.readFileSync(full);
    const sum = sumOf(text);
    const before = kept.parts.get(name);
    const script = new vm.Script(exports.asFunction(text.latin1Slice()), {
      filename: full,
      cachedData: before?.sum === sum ? before.data : undefined,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (before?.sum !== sum || script.cachedDataRejected) missed = true;
    scripts.set(name, { script, sum });
    const find = (id) => (id.startsWith("./") ? load(id.slice(2)) : require(id));
    script.runInThisContext().call(module.exports, module.exports, find, module, full, folder);
    return module.exports;
  };
  // At the very end: everything that the run needed is compiled by then.
  process.once("exit", () => {
    if (!cache || (!missed && kept.runs >= RUNS_THAT_KEEP)) return;
    // Parts of a version before are under other names: they would be read at every start, and never used.
    for (const name of kept.parts.keys())
      if (!fs.existsSync(path.join(folder, name))) kept.parts.delete(name);
    // What was compiled for the first time is as far as a first run comes.
    if (missed) kept.runs = 0;
    write(cache, file, kept, scripts);
  });
  return load(entry);
};

/** V8 takes nothing that it compiled for another version, machine or set of flags; a file for each keeps them from replacing one another. */
function keyOf(folder) {
  const flags = [...process.execArgv, process.env.NODE_OPTIONS ?? ""].join(" ");
  return `${process.version}-${process.arch}-${sumOf(Buffer.from(`${folder}\n${flags}`)).toString(16)}`;
}

/** @returns {{ runs: number, parts: Map<string, { sum: number, data: Buffer }> }} nothing, for a file that is missing, damaged or not ours alone */
function read(cache, file) {
  const nothing = { runs: 0, parts: new Map() };
  if (!cache) return nothing;
  let open;
  try {
    if (!isOurs(fs.lstatSync(cache))) return nothing;
    open = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
    const stat = fs.fstatSync(open);
    if (!stat.isFile() || !isOurs(stat) || stat.size > MAX_BYTES) return nothing;
    const bytes = fs.readFileSync(open);
    if (bytes.latin1Slice(0, MARK.length) !== MARK) return nothing;
    const body = bytes.subarray(MARK.length + 4);
    if (sumOf(body) !== bytes.readUInt32LE(MARK.length)) return nothing;
    const headEnd = 4 + body.readUInt32LE(0);
    const { runs, parts } = JSON.parse(body.latin1Slice(4, headEnd));
    const found = new Map();
    let at = headEnd;
    for (const [name, sum, length] of parts) {
      found.set(name, { sum, data: body.subarray(at, at + length) });
      at += length;
    }
    return { runs, parts: found };
  } catch {
    return nothing;
  } finally {
    if (open !== undefined) fs.closeSync(open);
  }
}

function write(cache, file, kept, scripts) {
  try {
    makeFolder(path.resolve(cache), 0o700);
    if (!isOurs(fs.lstatSync(cache))) return;
    const parts = new Map(kept.parts);
    for (const [name, { script, sum }] of scripts) parts.set(name, { sum, data: script.createCachedData() });
    const list = [...parts].map(([name, { sum, data }]) => [name, sum, data.length]);
    const head = Buffer.from(JSON.stringify({ runs: kept.runs + 1, parts: list }), "latin1");
    const length = Buffer.alloc(4);
    length.writeUInt32LE(head.length);
    const body = Buffer.concat([length, head, ...[...parts.values()].map(({ data }) => data)]);
    if (body.length > MAX_BYTES) return;
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(sumOf(body));
    const draft = `${file}.${process.pid}.tmp`;
    try {
      fs.writeFileSync(draft, Buffer.concat([Buffer.from(MARK, "latin1"), sum, body]), {
        flag: "wx",
        mode: 0o600,
      });
      fs.renameSync(draft, file);
    } catch (error) {
      fs.rmSync(draft, { force: true });
      throw error;
    }
    tidy(cache);
  } catch {
    // A home that cannot be written to, a full disk: the next start compiles again.
  }
}

function tidy(cache) {
  const files = fs
    .readdirSync(cache)
    .filter((name) => /\.(?:bin|tmp)$/.test(name))
    .map((name) => path.join(cache, name))
    .map((full) => ({ full, time: fs.statSync(full, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.time - a.time);
  for (const { full } of files.slice(MAX_FILES)) fs.rmSync(full, { force: true });
}

function sumOf(bytes) {
  return require("node:zlib").crc32(bytes);
}
