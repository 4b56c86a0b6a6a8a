/** Lists the licences of all that is installed, and ends with 1 for one that is not known to fit ours (MIT). Reads the lock file only. */
import { readFileSync } from "node:fs";
import path from "node:path";

/** Of what is shipped or only used to build: permissive, or with terms that hold for changed files of their own. */
const FITTING = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "MPL-2.0",
  "PSF-2.0",
  "CC0-1.0",
]);

interface Lock {
  packages: Record<string, { version?: string; license?: string }>;
}

const file = path.join(import.meta.dirname, "..", "package-lock.json");
const { packages } = JSON.parse(readFileSync(file, "utf8")) as Lock;
const byLicence = new Map<string, string[]>();
for (const [folder, { version = "", license = "none" }] of Object.entries(packages)) {
  if (folder === "") continue;
  const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
  byLicence.set(license, [...(byLicence.get(license) ?? []), `${name}@${version}`]);
}
let unknown = 0;
for (const [licence, names] of [...byLicence].sort(([one], [other]) => (one < other ? -1 : 1))) {
  // "A OR B" fits if one of them does.
  const fits = licence
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((one) => FITTING.has(one));
  if (!fits) unknown += names.length;
  process.stdout.write(
    `${fits ? "" : "not known to fit: "}${licence} (${names.length})\n  ${names.sort().join("\n  ")}\n`,
  );
}
process.exitCode = unknown > 0 ? 1 : 0;
