/** `package` and `unpack` call the folder they write `--out`. */
import { type Command, Option } from "commander";

/** Takes `-o` and `--output` for `--out`, as the commands call it that write one file. */
export function takeOutputToo(command: Command): void {
  command
    .addOption(new Option("-o, --output <folder>", "the same as --out").hideHelp())
    .on("option:output", (folder: string) => command.setOptionValueWithSource("out", folder, "cli"));
}
