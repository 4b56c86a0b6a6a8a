/**
 * In the log of a pipeline, a line that begins with two colons is a command to GitHub Actions: none of a stranger's names or texts
 * becomes one, whatever command prints it.
 */
import path from "node:path";
import { expect, it } from "vitest";
import { FORMAT_NAMES } from "../../src/validation/load-format.ts";
import { exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { runScript } from "../support/run-script.ts";

const TEXT = "a\n::set-output name=a::b\r::error::c\n";

function hostile(): string {
  const root = temporaryFolder();
  const definition = JSON.parse(exampleFiles()["apiDefinition.swagger.json"] ?? "");
  definition.info = { ...definition.info, title: TEXT, description: TEXT };
  definition.tags = [{ name: TEXT }];
  definition.definitions = { ...definition.definitions, [TEXT]: { type: TEXT, title: TEXT } };
  definition[TEXT] = 1;
  const folder = process.platform === "win32" ? "a" : "a\n::error::d";
  writeFiles(
    path.join(root, folder),
    exampleFiles({
      "apiDefinition.swagger.json": JSON.stringify(definition, null, 2),
      "script.csx": `public class Script : ScriptBase {\n${TEXT}`,
    }),
  );
  return root;
}

it("no command prints a line that a pipeline would obey", () => {
  const root = hostile();
  const folder = process.platform === "win32" ? "a" : "a\n::error::d";
  const commands = [
    ...FORMAT_NAMES.map((format) => ["validate", ".", "--all", "--format", format]),
    ["fix", ".", "--dry-run"],
    ["diff", folder, folder],
    ["diff", folder, folder, "--format", "markdown"],
    ["designer", folder],
    ["types", folder],
    ["package", folder],
  ];
  for (const [name = "", ...args] of commands) {
    const { stdout, stderr } = runScript(name, args, { cwd: root });
    const lines = `${stdout}\n${stderr}`.split(/[\r\n]/);
    const commandLines = lines.filter((line) => /^\s*(?:::|##\[)/.test(line));
    // Annotations are what the format is for: they name a file of the connector.
    const foreign = commandLines.filter((line) => !/^::(?:error|warning|notice) (?:file|title)=/.test(line));
    expect([name, args, foreign]).toEqual([name, args, []]);
  }
}, 300_000);
