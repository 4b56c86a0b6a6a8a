/** `connector fix`: mends what can be mended mechanically; what `validate --fix` does, under a name of its own. */
import { Option } from "commander";
import { defineCommand } from "../machine/terminal/command.ts";
import { PROFILES, type Profile } from "../rules/language/finding.ts";

export default defineCommand("fix", (create) => {
  const command = create(
    "Mends in connector folders what can be mended mechanically, and reports the rest.",
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
    .option("--dry-run", "write nothing, show what would change as a diff")
    .addOption(
      new Option("-p, --profile <name>", "what to check for (default: certification)").choices([...PROFILES]),
    )
    .option("-r, --rule <id...>", "mend only what these rules find")
    .option("-i, --ignore <id...>", "leave these rules out")
    .option("--settings <file>", "a settings file instead of connector-rules.yaml in the connector's folder");
  return {
    command,
    run: async () => {
      const { dryRun, ...options } = command.opts<{
        dryRun?: boolean;
        profile?: Profile;
        rule?: string[];
        ignore?: string[];
        settings?: string;
      }>();
      const [{ loadRules }, { validateCommand }] = await Promise.all([
        import("../rules/load-rules.ts"),
        import("../validation/command.ts"),
      ]);
      const how = dryRun ? { fixDryRun: true } : { fix: true };
      return validateCommand(await loadRules(), command.args, { ...options, format: "pretty", ...how });
    },
  };
});
