/**
 * Writes what this is built of as a CycloneDX list, to dist/sbom.cdx.json or the file that is named: libraries are shipped inside our
 * own code, so none may be left out.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { componentList, SBOM } from "./component-list.ts";
import { ROOT, runNpm } from "./run-npm.ts";

const { stdout, stderr, code } = runNpm(...SBOM);
if (code !== 0) {
  process.stderr.write(`npm made no list: ${stderr.trim()}\n`);
  process.exit(2);
}
const { text, count } = componentList(stdout);
const file = path.resolve(process.argv[2] ?? path.join(ROOT, "dist", "sbom.cdx.json"));
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, text);
process.stdout.write(`${path.relative(process.cwd(), file)}: ${count} components\n`);
