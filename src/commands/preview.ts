/** `npm run preview`: a connector as one offline HTML file, to be attached to a review. */

import { readWorldFile } from "../bookings/world/world-file.ts";
import { InputError } from "../json/problem.ts";
import { refuseForeign } from "../machine/files/own-output.ts";
import { writeWhole } from "../machine/files/write-whole.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { counted } from "../machine/terminal/counted.ts";
import { writeNotes, writeOut } from "../machine/terminal/out.ts";
import { proseLine } from "../machine/terminal/printable.ts";
import { type Progress, showProgress } from "../machine/terminal/progress.ts";
import { loadRules } from "../rules/load-rules.ts";
import { loadBuiltPage, offlineFile, record } from "../workbench/index.ts";

export default defineCommand("preview", (create) => {
  const command = create(
    "Writes the workbench's page, with a connector's design, findings and a recorded run, to one self-contained HTML file.",
    [
      [". --output bookings.html", "the connector in this folder"],
      ["../mine --output mine.html", "any connector folder"],
      [". --no-run --output design.html", "without a recorded run"],
    ],
  )
    .argument("[folder]", "folder of the connector, or its definition file", ".")
    .option("-o, --output <file>", "file to write", "preview.html")
    .option("--backend <url>", "a server on this machine to call instead of a mocked one")
    .option("--world <file>", "YAML file with users, pages and customers of the mocked Bookings service")
    .option("--no-run", "do not record a run")
    .option("--format <format>", "text or json", "text");
  return {
    command,
    run: async () => {
      const options = command.opts<{
        output: string;
        backend?: string;
        world?: string;
        run: boolean;
        format: string;
      }>();
      if (options.format !== "text" && options.format !== "json")
        throw new InputError("usage", `There is no format "${options.format}".`, "Choose text or json.");
      refuseForeign(options.output, (there) => /^<!doctype html>[\s\S]*<div id="root">/i.test(there));
      // A large definition takes a while, most of it for its operations.
      const reading = showProgress(1);
      let progress: Progress | undefined;
      const recording = await record({
        onStep: (label, total) => {
          if (total === undefined) reading.step(label);
          else {
            progress ??= showProgress(total);
            progress.step(label);
          }
        },
        folder: command.args[0] ?? ".",
        rules: await loadRules(),
        run: options.run,
        ...(options.backend === undefined ? {} : { backend: options.backend }),
        ...(options.world === undefined ? {} : { world: readWorldFile(options.world) }),
      });
      progress?.done();
      const file = offlineFile(await loadBuiltPage(true), recording);
      writeNotes(writeWhole(options.output, file));
      const { design, findings, story, events, runs } = recording;
      const bytes = Buffer.byteLength(file);
      const summary = {
        output: options.output,
        bytes,
        operations: design.operations.length,
        findings: findings.counts,
        runs: runs.length,
        events: events.length,
        story,
      };
      if (options.format === "json") writeOut(`${JSON.stringify(summary)}\n`);
      else {
        writeOut(
          `${options.output}: ${counted(design.operations.length, "operation")}, ${counted(findings.counts.error, "error")}, ${counted(runs.length, "run")}, ${(bytes / 1024 / 1024).toFixed(1)} MiB\n`,
        );
        for (const line of story) writeOut(`  ${proseLine(line)}\n`);
      }
      return design.failure || recording.state.connector.stale ? EXIT.findings : EXIT.fine;
    },
  };
});
