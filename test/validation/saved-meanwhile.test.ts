/** Somebody saves while a command fixes: theirs stays, and the command does not pretend to have written. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { runScript } from "../support/run-script.ts";

/** Saves a file again and again as an editor does, each time with one space more at its end; says so when it has begun. */
const EDITOR = `
const fs = require("node:fs");
const [file] = process.argv.slice(1);
let text = fs.readFileSync(file, "utf8");
for (let count = 0; ; count++) {
  fs.writeFileSync(file + ".saving", text += " ");
  fs.renameSync(file + ".saving", file);
  if (count === 1) fs.writeSync(1, "saved\\n");
  if (count % 1000 === 0) text = text.trimEnd() + "\\n";
}
`;

it("a file that is saved all the time is not fixed, which is reported, with exit code 2", async () => {
  const folder = temporaryFolder();
  const definition = `\ufeff${exampleFiles()["apiDefinition.swagger.json"]}`;
  writeFiles(folder, { ...exampleFiles(), "apiDefinition.swagger.json": definition });
  const file = path.join(folder, "apiDefinition.swagger.json");
  const editor = spawn(process.execPath, ["-e", EDITOR, file], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(editor, "exit");
  onTestFinished(() => void editor.kill());
  await once(editor.stdout, "data");
  const { code, stderr } = runScript("fix", [folder]);
  editor.kill();
  await ended;
  expect(stderr).toMatch(
    /nothing was fixed\. ".*apiDefinition\.swagger\.json" was saved by another program .* Run the command again/,
  );
  expect(code).toBe(2);
  expect(readFileSync(file, "utf8").trimEnd()).toBe(definition);
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});
