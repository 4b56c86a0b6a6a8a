/** `npm run unpack`: a connector folder out of a package, or a package's changes into the folder in git. */

import { InputError } from "../json/problem.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeOut } from "../machine/terminal/out.ts";
import { paint } from "../machine/terminal/paint.ts";
import { formatUnpacked, runUnpack, runUnpackAll, unpackedJson } from "../packaging/unpack/run-unpack.ts";

interface Flags {
  out?: string;
  connector?: string;
  dryRun?: boolean;
  replace?: boolean;
  all?: boolean;
  format: string;
}

export default defineCommand("unpack", (create) => {
  const command = create("Makes a connector folder out of a package.", [
    ["Planes_1_0_0_3.zip", "a new folder Planes_1_0_0_3/"],
    ["Planes_1_0_0_3.zip --out .", "the changes made in the portal, into this connector"],
    ["Planes_1_0_0_3.zip --out . --dry-run", "only says what would change"],
    ["Suite.zip --all --out connectors", "all connectors of a solution, and what builds them together again"],
  ])
    .argument(
      "<package>",
      "a solution (packed or unpacked), a certification package, a paconn or pac download (folder or zip), or a Logic Apps template",
    )
    .option("--out <folder>", "folder of the connector; existing files keep their order and formatting")
    .option("--connector <name>", "which connector, where the package holds several")
    .option("--all", "every connector, each into a folder of its own below --out")
    .option("--replace", "put this connector in the place of another one in the folder")
    .option("--dry-run", "write nothing, say what would change")
    .option("--format <format>", "output: text or json", "text");
  return {
    command,
    run: () => {
      const flags = command.opts<Flags>();
      if (flags.format !== "text" && flags.format !== "json") {
        throw new InputError("unknown-output", `"${flags.format}" is no output format.`, "Use text or json.");
      }
      return unpack(command.args[0] ?? "", flags);
    },
  };
});

function unpack(file: string, flags: Flags): number {
  if (flags.all) {
    if (flags.connector !== undefined)
      throw new InputError(
        "all-or-one",
        "--all and --connector exclude each other.",
        "Leave one of them out.",
      );
    const results = runUnpackAll({ ...flags, file });
    writeOut(
      flags.format === "json"
        ? `[${results.map((result) => unpackedJson(result).trimEnd()).join(",\n")}]\n`
        : results.map((result) => formatUnpacked(result, paint(process.stdout))).join("\n"),
    );
    return EXIT.fine;
  }
  const result = runUnpack({ ...flags, file });
  writeOut(flags.format === "json" ? unpackedJson(result) : formatUnpacked(result, paint(process.stdout)));
  return EXIT.fine;
}
