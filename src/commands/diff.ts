/** `npm run diff`: what changed between two versions of a connector, and what it means for those who use it. */

import { Option } from "commander";
import type { ChangeClass } from "../comparison/change.ts";
import { compareVersions } from "../comparison/index.ts";
import { FORMAT_NAMES, type FormatName, loadFormat } from "../comparison/load-format.ts";
import type { Report } from "../comparison/report.ts";
import { pathOnDisk, type ReadVersion, readVersion } from "../comparison/versions/read-version.ts";
import { writeWhole } from "../machine/files/write-whole.ts";
import { hideKnown } from "../machine/redaction/known.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeErr, writeNotes, writeOut } from "../machine/terminal/out.ts";
import { PLAIN, paint } from "../machine/terminal/paint.ts";
import { printable } from "../machine/terminal/printable.ts";

interface Flags {
  format: FormatName;
  failOn: Exclude<ChangeClass, "safe">;
  output?: string;
  connector?: string;
  all?: boolean;
}

export default defineCommand("diff", (create) => {
  const command = create("Compares two versions of a connector.", [
    ["HEAD .", "this folder against the last commit"],
    ["main:connectors/mine connectors/mine", "a branch against a folder"],
    ["old.zip . --format markdown", "an exported solution against this folder"],
    ["v1.swagger.json v2.swagger.json --fail-on risky"],
  ])
    .argument(
      "<old>",
      "the old version: a folder, a definition, a package, or a git revision (REV or REV:PATH)",
    )
    .argument("<new>", "the new version, in any of these forms")
    .addOption(
      new Option("-f, --format <name>", "pretty, or a format for programs")
        .choices([...FORMAT_NAMES])
        .default("pretty"),
    )
    .addOption(
      new Option("--fail-on <class>", "exit with 1 if there is a change of this class or a worse one")
        .choices(["breaking", "risky"])
        .default("breaking"),
    )
    .option("-o, --output <file>", "write the report to a file instead of standard output")
    .option("--connector <name>", "which connector to take from a package that holds several")
    .option("--all", "list every safe change (pretty format only)");
  return {
    command,
    run: async () => {
      const flags = command.opts<Flags>();
      const [old = "", now = ""] = command.args;
      const { connector } = flags;
      const before = readVersion(old, { connector, path: pathOnDisk(now) });
      const after = readVersion(now, { connector, path: pathOnDisk(old) });
      const report: Report = {
        old,
        new: now,
        folder: after.folder,
        notes: notesOn(before, after),
        ...compareVersions(before, after),
      };
      const format = await loadFormat(flags.format);
      const text = format(report, {
        // A file never gets colours, whatever the terminal can show.
        paint: flags.output ? PLAIN : paint(process.stdout),
        all: flags.all === true,
        width: flags.output ? undefined : process.stdout.columns,
      });
      if (flags.output) {
        writeNotes(writeWhole(flags.output, hideKnown(text)));
        const { breaking, risky, safe } = report.summary;
        writeErr(`${breaking} breaking, ${risky} risky, ${safe} safe: ${printable(flags.output)}\n`);
      } else writeOut(text);
      const { breaking, risky } = report.summary;
      return breaking > 0 || (flags.failOn === "risky" && risky > 0) ? EXIT.findings : EXIT.fine;
    },
  };
});

/** What was left out of the comparison: silence about it would read as agreement. */
function notesOn(before: ReadVersion, after: ReadVersion): string[] {
  const notes: string[] = [];
  for (const { label, connector, carries } of [before, after]) {
    if (!connector.properties)
      notes.push(
        `${label} has no apiProperties.json: connections, policies and custom code were not compared.`,
      );
    else if (carries)
      notes.push(`${label} is a package: of apiProperties.json only ${carries.join(", ")} were compared.`);
  }
  return notes.map(printable);
}
