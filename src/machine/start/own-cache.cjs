// Where to keep what can be made again, and whether it can be trusted. Plain CommonJS: it runs before the first TypeScript is loaded.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

/** Whether nobody but this user can change something. Windows has no such numbers: there, folders of a user are closed to others. */
exports.isOurs = ({ uid, mode }) =>
  process.geteuid === undefined || (uid === process.geteuid() && (mode & 0o022) === 0);

/**
 * Where programs of this system keep what they can make again; undefined where that is unknown. Never a relative path: it would
 * lead into the folder that somebody has checked, and code would be taken from there.
 */
exports.userCache = (kind) => {
  const { env, platform } = process;
  const home = (platform === "win32" ? env.USERPROFILE : env.HOME) || require("node:os").homedir();
  const [named, usual] =
    platform === "win32"
      ? [env.LOCALAPPDATA, path.join(home, "AppData", "Local")]
      : platform === "darwin"
        ? [undefined, path.join(home, "Library", "Caches")]
        : [env.XDG_CACHE_HOME, path.join(home, ".cache")];
  const caches = [named, usual].find((folder) => folder !== undefined && path.isAbsolute(folder));
  return caches && path.join(caches, "connector-workbench", kind);
};

/**
 * Makes a folder and those above it, one at a time: Node's own ways of making them all at once never end below a place such
 * as /proc, where a folder can neither be made nor be told to be missing.
 */
function makeFolder(folder, mode) {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(path.dirname(folder), mode);
  fs.mkdirSync(folder, { mode });
}
exports.makeFolder = makeFolder;
