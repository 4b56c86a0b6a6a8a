/** How the code is bundled, for the package and for the commands of a clone. */
import { cpSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { isRunTimeFile, ruleFiles } from "../src/rules/rule-files.ts";
import { withoutWords, wordsAlone } from "./rule-words.ts";

export const ROOT = path.join(import.meta.dirname, "..");
export const BUILD = path.join(ROOT, "build");
const RULES = path.join(ROOT, "src/rules");

/** What a connector's script is compiled with: C#, read where the code that compiles it lies. */
export const SCRIPT_HOST = "src/platform/script/host";

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
    if (id === "\0rules:words") return 'export { default as words } from "rules:all";';
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

/** Libraries that few inputs need are in files of their own beside the commands, to be required like the packages that they are elsewhere. */
const ON_DEMAND = ["ajv", "ajv-formats", "jsonc-parser", "yaml"];
const onDemandFiles = (format: "esm" | "cjs"): Plugin => ({
  name: "on-demand-files",
  transform: (code, id) =>
    id === path.join(ROOT, "src/json/on-demand.ts")
      ? {
          // A bundle of CommonJS has a require of its own, which keeps what is compiled.
          code: code
            .replace("require(name)", `require("${format === "cjs" ? "." : "../commands"}/" + name + ".cjs")`)
            .replace(/^const require = .*$/m, format === "cjs" ? "" : "$&"),
          map: null,
        }
      : null,
});

/** Commander would start programs of its own; ours has none, and the module for that takes as long to load as all of commander. */
const noSubprograms: Plugin = {
  name: "no-subprograms",
  transform: (code, id) =>
    /[\\/]commander[\\/]lib[\\/]command\.js$/.test(id)
      ? {
          code: code.replace(
            /require\(['"]node:child_process['"]\)/,
            "{ spawn: (...all) => process.getBuiltinModule('node:child_process').spawn(...all) }",
          ),
          map: null,
        }
      : null,
};

/**
 * Finding and opening a file takes longer than running most of what is in it, so what every command needs is in one file,
 * what validating needs in another, and what writes a line in one of its own; formats stay apart, because a run needs one of them.
 */
const GROUPS = [
  {
    name: "outward",
    test: /[\\/]src[\\/](?:json[\\/]escape-reg-exp|machine[\\/](?:redaction[\\/](?:known|forms)|terminal[\\/](?:invocation|out|paint|printable)))\.ts$/,
    priority: 3,
  },
  {
    name: "floor",
    // With what many commands need of rooms above: it would lie, and be loaded, with all rules.
    test: /[\\/]src[\\/](?:(?:json|definition|machine[\\/](?:files|png|redaction|terminal|yaml))[\\/]|machine[\\/](?:home|start[\\/]own-cache)\.|rules[\\/]language[\\/](?:finding|nearest)\.|validation[\\/]load-format\.)|[\\/]node_modules[\\/]commander[\\/]/,
    priority: 2,
  },
  {
    name: "validation",
    test: /[\\/]src[\\/](?:rules|validation)[\\/](?!formats[\\/]|fixing[\\/]|helper-thread)|rules:all/,
    priority: 1,
  },
];

/** What a bundle was made of, and the names of the files that it consists of. */
export interface Bundled {
  modules: string[];
  files: string[];
}

/**
 * Bundles entries with every library that they need into a folder. What few inputs need is not in it: {@link bundleOnDemand}.
 * @param input the file of each entry by the name that it gets
 */
export async function bundleInto(
  folder: string,
  input: Record<string, string>,
  format: "esm" | "cjs",
): Promise<Bundled> {
  const plugins = [listedRules, onDemandFiles(format), noSubprograms, withoutWords(RULES)];
  const bundled = await write(folder, input, format, plugins, GROUPS);
  cpSync(path.join(ROOT, SCRIPT_HOST), path.join(folder, "host"), { recursive: true });
  return bundled;
}

/** Bundles what few inputs need, once for all bundles: they load it when somebody asks. @returns the files that went in */
export async function bundleOnDemand(folder: string): Promise<string[]> {
  const words = await write(folder, { "rule-words": "rules:words" }, "cjs", [listedRules, wordsAlone(RULES)]);
  const libraries = await write(folder, Object.fromEntries(ON_DEMAND.map((name) => [name, name])), "cjs", []);
  return [...words.modules, ...libraries.modules];
}

async function write(
  folder: string,
  input: Record<string, string>,
  format: "esm" | "cjs",
  plugins: Plugin[],
  groups: typeof GROUPS = [],
): Promise<Bundled> {
  const built = await rolldown({
    cwd: ROOT,
    input,
    platform: "node",
    external: [...OUTSIDE, ...builtinModules, /^node:/],
    // jsonc-parser's "main" is UMD, whose files find each other by a require that no bundler can follow.
    resolve: { mainFields: ["module", "main"] },
    plugins,
    logLevel: "warn",
    // A busy machine is no fault.
    checks: { bundlerTimings: false },
  });
  const end = format === "esm" ? "js" : "cjs";
  const { output } = await built.write({
    dir: folder,
    format,
    entryFileNames: `[name].${end}`,
    chunkFileNames: `[name]-[hash].${end}`,
    codeSplitting: { groups },
  });
  await built.close();
  return {
    modules: output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : [])),
    files: output.map(({ fileName }) => fileName),
  };
}
