/** `connector fix`: fixes what can be fixed mechanically; what `validate --fix` does, under a name of its own. */
import { Option } from "commander";
import { defineCommand } from "../machine/terminal/command.ts";
import { PROFILES, type Profile } from "../rules/language/finding.ts";

export default defineCommand("fix", (create) => {
  const command = create(
    "Fixes what can be fixed automatically in connector folders, and reports the rest.",
    [
      ["", "the connector in this folder"],
      ["../my-connector --dry-run", "shows what would change"],
      ["--rule doc-bom", "one rule's findings only"],
    ],
  )
    .argument(
      "[target...]",
      "folders (searched for connectors) or single definition files; default: this folder",
    )
    .option("--dry-run", "show what would change, as a diff; write nothing")
    .addOption(
      new Option("-p, --profile <name>", "what to check for (default: certification)").choices([...PROFILES]),
    )
    .option("-r, --rule <id...>", "fix only what these rules find")
    .option("-i, --ignore <id...>", "leave these rules out")
    .addOption(new Option("--format <format>", "output format").choices(["text", "json"]).default("text"))
    .option("--settings <file>", "a settings file instead of connector-rules.yaml in the connector's folder");
  return {
    command,
    run: async () => {
      const { dryRun, format, ...options } = command.opts<{
        dryRun?: boolean;
        format: "text" | "json";
        profile?: Profile;
        rule?: string[];
        ignore?: string[];
        settings?: string;
      }>();
      const [{ loadRules }, { validateCommand }] = await Promise.all([
        import("../rules/load-rules.ts"),
        import("./validate/run.ts"),
      ]);
      const how = dryRun ? { fixDryRun: true } : { fix: true };
      return validateCommand(await loadRules(), command.args, {
        ...options,
        format: format === "json" ? "json" : "pretty",
        ...how,
      });
    },
  };
});
