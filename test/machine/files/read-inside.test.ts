/** What is opened is what was judged: a file that is swapped for a link between the two lets nothing through. */
import { spawnSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { expect, it, onTestFinished } from "vitest";
import { readFileInside } from "../../../src/machine/files/read-inside.ts";
import { temporaryFolder } from "../../support/connector-copy.ts";

/** Swaps a file for a link and back, as fast as it can. */
const SWAPPER = `
const { renameSync, linkSync, symlinkSync } = require("node:fs");
const { workerData: { folder, outside } } = require("node:worker_threads");
for (;;) {
  symlinkSync(outside, folder + "/next"); renameSync(folder + "/next", folder + "/file");
  linkSync(folder + "/kept", folder + "/next"); renameSync(folder + "/next", folder + "/file");
}`;

// Windows lets nobody swap a file that is open.
it.runIf(process.platform !== "win32")(
  "reads nothing outside the folder, even if a file is swapped for a link in the meantime",
  async () => {
    const folder = temporaryFolder();
    const outside = path.join(temporaryFolder(), "secret");
    writeFileSync(outside, "secret");
    writeFileSync(path.join(folder, "file"), "inside");
    writeFileSync(path.join(folder, "kept"), "inside");
    const swapper = new Worker(SWAPPER, { eval: true, workerData: { folder, outside } });
    onTestFinished(async () => void (await swapper.terminate()));
    await new Promise((resolve) => swapper.once("online", resolve));
    const seen = new Set<string>();
    for (let count = 0; count < 30_000; count++) {
      const read = readFileInside(folder, "file");
      seen.add(read.ok ? read.bytes.toString() : read.problem.code);
    }
    expect(seen).not.toContain("secret");
    expect(seen).toContain("inside");
    expect(seen).toContain("outside-folder");
  },
);

it("refuses pipes, folders and what is too large, and reads a link that stays inside", () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "file"), "four");
  symlinkSync("file", path.join(folder, "link"));
  expect(readFileInside(folder, "link")).toEqual({ ok: true, bytes: Buffer.from("four") });
  expect(readFileInside(folder, "file", 3)).toMatchObject({ problem: { code: "too-large" } });
  expect(readFileInside(folder, ".")).toMatchObject({ problem: { code: "not-a-file" } });
  spawnSync("mkfifo", [path.join(folder, "pipe")]);
  expect(readFileInside(folder, "pipe")).toMatchObject({ ok: false });
});
