/**
 * Builds what the package holds besides its sources of data: `npm run build`, which `npm pack` runs by itself.
 *
 * `build/js` has the code as ES modules side by side, with every library that it needs inside: whoever installs the package
 * installs one package. `build/commands` has the commands (see bundle-commands.ts) and the libraries that are loaded on demand, `build/types` the declarations,
 * `build/schemas` the JSON schemas of the files, for editors. The page is built where it is built for development, too.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { toJsonSchema } from "../src/definition/grammar/json-schema.ts";
import { writePage } from "../src/workbench/page/build.ts";
import { BUILD, bundleInto, ROOT } from "./bundle.ts";
import { bundleCommands } from "./bundle-commands.ts";

/** By the name of the file in build/js. */
const ENTRIES: Record<string, string> = {
  index: "src/exports/index.ts",
  testing: "src/exports/testing.ts",
  "testing-vitest": "src/exports/testing-vitest.ts",
  "testing-assert": "src/exports/testing-assert.ts",
  bookings: "src/exports/bookings.ts",
  designer: "src/exports/designer.ts",
  packaging: "src/exports/packaging.ts",
};

async function bundle(): Promise<void> {
  const programs = await bundleInto(path.join(BUILD, "js"), ENTRIES, "esm");
  const modules = [...programs.modules, ...(await bundleCommands())];
  writeFileSync(path.join(BUILD, "THIRD-PARTY-LICENSES.md"), licences(modules));
}

/** Every library that is inside, with its licence. */
function licences(modules: readonly string[]): string {
  const folders = new Set<string>();
  for (const id of modules) {
    const match = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id.replace(/^\0/, ""));
    if (match?.[1]) folders.add(match[1]);
  }
  const pages = path.join(ROOT, "node_modules");
  for (const name of PAGE_LIBRARIES) folders.add(path.join(pages, name));
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
    const text = file === undefined ? "" : readFileSync(path.join(folder, file), "utf8").trim();
    return `## ${name} ${version}\n\nLicence: ${license}\n\n${text === "" ? "" : `\`\`\`text\n${text}\n\`\`\`\n`}`;
  });
  return `# Libraries inside this package\n\nTheir code is part of the files in build/js and of the page.\n\n${parts.join("\n")}`;
}

/** What the page is made with; its build does not tell. */
const PAGE_LIBRARIES = ["react", "react-dom", "@fluentui/react-components", "@fluentui/react-icons"];

/** By the name of the file in build/schemas: the kind that the grammar calls its outermost object. */
const SCHEMAS = { definition: "root", properties: "propertiesFile", settings: "settings" };

function schemas(): void {
  mkdirSync(path.join(BUILD, "schemas"));
  for (const [name, kind] of Object.entries(SCHEMAS))
    writeFileSync(
      path.join(BUILD, "schemas", `${name}.schema.json`),
      `${JSON.stringify(toJsonSchema(kind), null, 1)}\n`,
    );
}

function declarations(): void {
  const tsc = path.join(ROOT, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "-p", path.join(ROOT, "tsconfig.build.json")], { stdio: "inherit" });
}

rmSync(BUILD, { recursive: true, force: true });
mkdirSync(path.join(BUILD, "js"), { recursive: true });
const started = performance.now();
await bundle();
schemas();
declarations();
if (
  !process.argv.includes("--keep-page") ||
  !existsSync(path.join(ROOT, "src/workbench/page/dist/index.html"))
)
  await writePage();
process.stderr.write(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.\n`);
