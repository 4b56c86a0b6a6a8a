/** Which code this is: results of another version must not be taken for its own. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { HOME } from "./home.ts";

let identity: string | undefined;

/** A digest of all code that runs, the same wherever the same code is installed. Takes some hundredths of a second when first asked. */
export function buildIdentity(): string {
  identity ??= digest(folderOfCode());
  return identity;
}

/** The bundle, or the sources. */
function folderOfCode(): string {
  const here = import.meta.dirname;
  return path.relative(HOME, here).startsWith("build") ? here : path.join(HOME, "src");
}

function digest(folder: string): string {
  const hash = sha256().update(`${process.version} ${process.versions.icu}`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|cjs|js)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(path.relative(folder, file)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Its module is loaded when it is needed: most runs keep nothing. */
function sha256() {
  return process.getBuiltinModule("node:crypto").createHash("sha256");
}
