/**
 * Builds what the package holds besides its sources of data: `npm run build`, which `npm pack` runs by itself.
 *
 * `build/js` has the code as ES modules side by side, with every library that it needs inside: whoever installs the package
 * installs one package. `build/types` has the declarations, `build/schemas` the JSON schemas of the files, for editors. The page is built where it is built for development, too.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { toJsonSchema } from "../src/definition/grammar/json-schema.ts";
import { isRunTimeFile, ruleFiles } from "../src/rules/rule-files.ts";
import { writePage } from "../src/workbench/page/build.ts";

const ROOT = path.join(import.meta.dirname, "..");
const BUILD = path.join(ROOT, "build");
const RULES = path.join(ROOT, "src/rules");

/** By the name of the file in build/js. */
const ENTRIES: Record<string, string> = {
  start: "scripts/start-package.mjs",
  index: "src/exports/index.ts",
  testing: "src/exports/testing.ts",
  "testing-vitest": "src/exports/testing-vitest.ts",
  "testing-assert": "src/exports/testing-assert.ts",
  bookings: "src/exports/bookings.ts",
  designer: "src/exports/designer.ts",
  packaging: "src/exports/packaging.ts",
};

/** Not put inside: vitest is the project's own that uses the harness; the others build the page, which is built already. */
const OUTSIDE = ["vitest", "vite", "@vitejs/plugin-react"];

/** There are no folders of rules to list in the package: a list that is made now takes the place of src/rules/rule-files.ts. */
const listedRules: Plugin = {
  name: "listed-rules",
  resolveId: (id) => (id.startsWith("rules:") ? `\0${id}` : null),
  load(id) {
    if (id === path.join(RULES, "rule-files.ts"))
      return `export const importAllRules = async () => (await import("rules:all")).default;
export const importRunTimeRules = async () => (await import("rules:run-time")).default;`;
    if (id === "\0rules:all") return listOf(ruleFiles());
    return id === "\0rules:run-time" ? listOf(ruleFiles().filter(isRunTimeFile)) : null;
  },
};

function listOf(files: readonly string[]): string {
  const imports = files.map(
    (file, index) => `import r${index} from ${JSON.stringify(path.join(RULES, file))};`,
  );
  const stated = files.map((file, index) => `statedIn(${JSON.stringify(file)}, r${index})`);
  return `import { statedIn } from ${JSON.stringify(path.join(RULES, "stated-in.ts"))};
${imports.join("\n")}\nexport default [${stated.join(", ")}].flat();`;
}

/** Libraries that few inputs need lie in files of their own, to be required like the packages that they are elsewhere. */
const ON_DEMAND = ["ajv", "ajv-formats", "jsonc-parser", "yaml"];
const onDemandFiles: Plugin = {
  name: "on-demand-files",
  transform: (code, id) =>
    id === path.join(ROOT, "src/json/on-demand.ts")
      ? { code: code.replace("require(name)", 'require("./" + name + ".cjs")'), map: null }
      : null,
};

async function bundle(): Promise<void> {
  const modules = [
    ...(await write({ ...ENTRIES }, "esm", [listedRules, onDemandFiles])),
    ...(await write(Object.fromEntries(ON_DEMAND.map((name) => [name, name])), "cjs", [])),
  ];
  // What a connector's script is compiled with: C#, read where the code that compiles it lies.
  cpSync(path.join(ROOT, "src/platform/script/host"), path.join(BUILD, "js", "host"), { recursive: true });
  writeFileSync(path.join(BUILD, "THIRD-PARTY-LICENSES.md"), licences(modules));
}

/**
 * Finding and opening a file takes longer than running most of what is in it, so what every command needs lies in one file,
 * and what validating needs in another; formats stay apart, because a run needs one of them.
 */
const GROUPS = [
  {
    name: "floor",
    test: /[\\/]src[\\/](?:json|definition|machine[\\/](?:files|redaction|terminal))[\\/]|[\\/]node_modules[\\/]commander[\\/]/,
    priority: 2,
  },
  {
    name: "validation",
    test: /[\\/]src[\\/](?:rules|validation)[\\/](?!formats[\\/]|fixing[\\/])|rules:all/,
    priority: 1,
  },
];

/** @returns the files that went in */
async function write(
  input: Record<string, string>,
  format: "esm" | "cjs",
  plugins: Plugin[],
): Promise<string[]> {
  const built = await rolldown({
    cwd: ROOT,
    input,
    platform: "node",
    external: [...OUTSIDE, ...builtinModules, /^node:/],
    // jsonc-parser's "main" is UMD, whose files find each other by a require that no bundler can follow.
    resolve: { mainFields: ["module", "main"] },
    plugins,
    logLevel: "warn",
  });
  const end = format === "esm" ? "js" : "cjs";
  const { output } = await built.write({
    dir: path.join(BUILD, "js"),
    format,
    entryFileNames: `[name].${end}`,
    chunkFileNames: `[name]-[hash].${end}`,
    codeSplitting: { groups: GROUPS },
  });
  await built.close();
  return output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
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
