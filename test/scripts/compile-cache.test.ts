/** A start must go on where no compiled modules can be kept. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "compile-cache-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, "file");
writeFileSync(file, "");

describe("Keeping compiled modules", () => {
  it.each([
    ["below a file", path.join(file, "compiled")],
    // On Linux, Node's own way of making a folder and those above it never ends here.
    ["below /proc", "/proc/none/compiled"],
    ["in a folder that is not there yet", path.join(folder, "new", "compiled")],
  ])("never holds a start up: %s", (_where, wanted) => {
    const url = pathToFileURL(path.join(ROOT, "scripts", "compile-cache.mjs")).href;
    const code = `const { keepCompiled } = await import(${JSON.stringify(url)}); keepCompiled(process.argv[1]); console.log("goes on");`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code, wanted], {
      encoding: "utf8",
      timeout: 60_000,
    });
    expect([stdout.trim(), stderr]).toEqual(["goes on", ""]);
  });
});
