/** `npm run validate`: checks connectors against the platform's rules. */
import { InvalidArgumentError, Option } from "commander";
import { defineCommand } from "../machine/terminal/command.ts";
import { PROFILES } from "../rules/language/finding.ts";
import { FORMAT_NAMES } from "../validation/load-format.ts";
import type { CommandOptions } from "./validate/options.ts";

export default defineCommand("validate", (create) => {
  const command = create("Checks connector folders against the rules of Power Platform, offline.", [
    ["", "the connector in this folder"],
    ["../my-connector --profile import", "only what breaks import or run time"],
    ["connectors --format sarif --output report.sarif"],
    ["--previous HEAD", "also what breaks since the last commit"],
    ["connectors --cache", "again in a fraction of the time"],
    ["--fix-dry-run", "shows what --fix would change"],
    ["--explain webhook-location-header"],
    ["old --write-baseline --baseline old.baseline.json"],
  ])
    .argument(
      "[target...]",
      "folders (searched for connectors) or single definition files; default: this folder",
    )
    .addOption(
      new Option("-p, --profile <name>", "what to check for (default: certification)").choices([...PROFILES]),
    )
    .addOption(
      new Option("-f, --format <name>", "pretty, or a format for programs")
        .choices([...FORMAT_NAMES])
        .default("pretty"),
    )
    .option("-o, --output <file>", "write the report to a file instead of standard output")
    .option("-r, --rule <id...>", "check only these rules")
    .option("-i, --ignore <id...>", "leave these rules out")
    .option("--max-warnings <n>", "exit with 1 if there are more warnings than this", parseCount)
    .option("--all", "show every finding in full (pretty format only)")
    .option("--settings <file>", "a settings file instead of connector-rules.yaml in the connector's folder")
    .option("--baseline <file>", "leave out the findings listed in this file")
    .option("--write-baseline", "write the current findings to the baseline file")
    .option("--previous <version>", "the previous version (as for diff); also reports what the update breaks")
    .option("--compile-script", "also compile the script, with the .NET SDK of this machine; nothing is run")
    .option("--fix", "fix what can be fixed automatically")
    .option("--fix-dry-run", "show what --fix would change, as a diff")
    .option("-w, --watch", "validate again whenever a file changes")
    .option("--cache", "keep findings, and do not validate again what has not changed")
    .option("--cache-location <folder>", "where to keep them (default: a folder of your user)")
    .option(
      "--threads <n>",
      "how many threads validate many connectors (default: 1, from four processors on up to 4)",
      parseThreads,
    )
    .option("--list-rules", "list all rules (with --format json for programs)")
    .option("--explain <id>", "explain one rule");
  return {
    command,
    run: async () => {
      const options = command.opts<Options>();
      const { loadRules } = await import("../rules/load-rules.ts");
      const rules = await loadRules();
      if (options.listRules || options.explain !== undefined) {
        const { listCommand } = await import("./validate/list-rules.ts");
        return listCommand(rules, options);
      }
      const { validateCommand } = await import("./validate/run.ts");
      if (options.compileScript) options.compile = await scriptCompiler();
      if (options.previous === undefined) return validateCommand(rules, command.args, options);
      const { sinceVersion } = await import("../comparison/since.ts");
      const since = sinceVersion(options.previous, command.args.length > 0 ? command.args : ["."]);
      return validateCommand(rules, command.args, { ...options, since });
    },
  };
});
type Options = CommandOptions & {
  listRules?: boolean;
  explain?: string;
  previous?: string;
  compileScript?: boolean;
};

/** @throws {InputError} `dotnet-sdk-missing` */
async function scriptCompiler(): Promise<CommandOptions["compile"]> {
  const { findSdk } = await import("../platform/script/dotnet.ts");
  const { compilerErrors } = await import("../platform/script/compiler-errors.ts");
  const sdk = findSdk(
    "--compile-script needs the .NET SDK, and this machine does not have it.",
    "Install it (https://dot.net), or leave the option out.",
  );
  return ({ script }) => (script ? compilerErrors(sdk, script.text) : undefined);
}

function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Not a whole number.");
  return Number(text);
}

function parseThreads(text: string): number {
  const threads = parseCount(text);
  if (threads < 1 || threads > 64) throw new InvalidArgumentError("From 1 to 64.");
  return threads;
}
