/** `npm run unpack`: a connector folder out of a package, or a package's changes into the folder in git. */

import { InputError } from "../json/problem.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeOut } from "../machine/terminal/out.ts";
import { paint } from "../machine/terminal/paint.ts";
import { formatUnpacked, runUnpack, runUnpackAll, unpackedJson } from "../packaging/unpack/run-unpack.ts";
import { takeOutputToo } from "./output-too.ts";

interface Flags {
  out?: string;
  connector?: string;
  dryRun?: boolean;
  replace?: boolean;
  all?: boolean;
  format: string;
}

export default defineCommand("unpack", (create) => {
  const command = create("Turns a package back into a connector folder.", [
    ["Planes_1_0_0_3.zip", "into a new folder Planes_1_0_0_3/"],
    ["Planes_1_0_0_3.zip --out .", "brings changes made in the portal into this connector"],
    ["Planes_1_0_0_3.zip --out . --dry-run", "only lists what would change"],
    [
      "Suite.zip --all --out connectors",
      "all connectors of a solution, and a solution.yaml to build them together again",
    ],
  ])
    .argument(
      "<package>",
      "a solution (packed or unpacked), a certification package, a paconn or pac download (folder or zip), or a Logic Apps template",
    )
    .option("--out <folder>", "folder of the connector; existing files keep their order and formatting")
    .option("--connector <name>", "which connector, where the package holds several")
    .option("--all", "unpack every connector, each into its own folder under --out")
    .option("--replace", "replace the connector in the folder by this one, even if it is a different one")
    .option("--dry-run", "list what would change; write nothing")
    .option("--format <format>", "output format: text or json", "text");
  takeOutputToo(command);
  return {
    command,
    run: () => {
      const flags = command.opts<Flags>();
      if (flags.format !== "text" && flags.format !== "json") {
        throw new InputError(
          "unknown-output",
          `"${flags.format}" is not an output format.`,
          "Use text or json.",
        );
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
        "--all and --connector cannot be used together.",
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
