/** `npm run unpack`: a connector folder out of a package, or a package's changes into the folder in git. */
import path from "node:path";
import { type ConnectorFolder, readConnector } from "../definition/connector-folder.ts";
import { InputError } from "../json/problem.ts";
import { kindOf } from "../machine/files/read-inside.ts";
import { createCommand, EXIT, runCommand } from "../machine/terminal/command.ts";
import { paint } from "../machine/terminal/paint.ts";
import { printable } from "../machine/terminal/printable.ts";
import { formatTable } from "../machine/terminal/table.ts";
import { openPackage } from "../packaging/read/open-package.ts";
import { recognize } from "../packaging/read/recognize.ts";
import { chooseConnector, unpackConnector } from "../packaging/unpack/unpack.ts";
import { writeFiles } from "../packaging/unpack/write-files.ts";

interface Flags {
  out?: string;
  connector?: string;
  dryRun?: boolean;
  format: string;
}

const command = createCommand("unpack", "Makes a connector folder out of a package.", [
  "npm run unpack -- Planes_1_0_0_3.zip                  # a new folder Planes_1_0_0_3/",
  "npm run unpack -- Planes_1_0_0_3.zip --out .          # the changes made in the portal, into this connector",
  "npm run unpack -- Planes_1_0_0_3.zip --out . --dry-run  # only says what would change",
])
  .argument(
    "<package>",
    "a solution (packed or unpacked), a certification package, a paconn or pac download (folder or zip), or a Logic Apps template",
  )
  .option("--out <folder>", "folder of the connector; existing files keep their order and formatting")
  .option("--connector <name>", "which connector, where the package holds several")
  .option("--dry-run", "write nothing, say what would change")
  .option("--format <format>", "output: text or json", "text");

await runCommand(command, () => {
  const flags = command.opts<Flags>();
  if (flags.format !== "text" && flags.format !== "json") {
    throw new InputError("unknown-output", `"${flags.format}" is no output format.`, "Use text or json.");
  }
  return unpack(command.args[0] ?? "", flags);
});

function unpack(file: string, flags: Flags): number {
  const read = recognize(openPackage(file));
  const connector = chooseConnector(read.connectors(), flags.connector, read.label);
  const out = flags.out ?? defaultFolder(file);
  const files = unpackConnector(connector, existingFolder(out));
  if (!flags.dryRun) writeFiles(path.resolve(out), files);
  if (flags.format === "json") {
    const listed = files.map(({ path: name, change, note }) => ({ path: name, change, note }));
    const result = { kind: read.kind, connector: connector.name, out, written: !flags.dryRun, files: listed };
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return EXIT.fine;
  }
  const color = paint(process.stdout);
  const verb = flags.dryRun ? "would go" : "went";
  process.stdout.write(
    `${color.bold(printable(connector.title))} ${verb} from ${printable(read.label)} (${read.kind}) into ${printable(out)}\n\n`,
  );
  const rows = files.map(({ path: name, change, note }) => [`  ${name}`, change, note ?? ""]);
  process.stdout.write(`${formatTable(rows)}\n`);
  return EXIT.fine;
}

function defaultFolder(file: string): string {
  const name = path.basename(file).replace(/\.(zip|json)$/i, "");
  if (kindOf(path.resolve(file)) !== "folder") return name;
  throw new InputError(
    "out-missing",
    "A folder cannot be unpacked into itself.",
    "Name the folder of the connector with --out.",
  );
}

/** The connector that is already there; undefined where there is none. */
function existingFolder(out: string): ConnectorFolder | undefined {
  if (kindOf(path.resolve(out)) === "none") return undefined;
  const connector = readConnector(out);
  const unusable = connector.problems.find(
    (problem) => !["definition-missing", "properties-missing", "not-utf8"].includes(problem.code),
  );
  if (unusable)
    throw new InputError(
      unusable.code,
      `${path.join(out, unusable.file)}: ${unusable.message}`,
      "Correct or remove the file first: nothing was written.",
    );
  return connector;
}
