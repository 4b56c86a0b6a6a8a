/** Writes what this is built of as a CycloneDX list to dist/sbom.cdx.json: libraries are shipped inside our own code, so none may be left out. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const npm = process.env["npm_execpath"];
const args = ["sbom", "--sbom-format", "cyclonedx"];
const text = npm
  ? execFileSync(process.execPath, [npm, ...args], { cwd: root, encoding: "utf8" })
  : execFileSync("npm", args, { cwd: root, encoding: "utf8" });
const list = JSON.parse(text) as {
  serialNumber?: string;
  metadata?: { timestamp?: string };
  components: unknown[];
};
// The same for the same lock file.
delete list.serialNumber;
delete list.metadata?.timestamp;
mkdirSync(path.join(root, "dist"), { recursive: true });
writeFileSync(path.join(root, "dist", "sbom.cdx.json"), `${JSON.stringify(list, null, 2)}\n`);
process.stdout.write(`dist/sbom.cdx.json: ${list.components.length} components\n`);
