/**
 * A disk that is full, seen by a file that may not grow beyond its first block: the write stops in the middle. Whatever a command
 * was writing, nothing of it is left, and what was there is as it was.
 */
import { spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { exportedZip } from "../../packaging/exported.ts";
import { exampleFiles, temporaryFolder, writeFiles } from "../../support/connector-copy.ts";
import { ROOT } from "../../support/run-script.ts";

const OPENAPI = JSON.stringify({
  openapi: "3.0.3",
  info: { title: "Parcels", version: "1", description: "Parcels and how they travel. ".repeat(100) },
  servers: [{ url: "https://parcels.example.com" }],
  paths: { "/parcels": { get: { operationId: "List", responses: { 200: { description: "OK" } } } } },
});

/** Every file of which a part would fit, and the command that writes it. */
const COMMANDS: string[][] = [
  ["validate", "connector", "--format", "html", "--output", "out/report.html"],
  ["validate", "connector", "--list-rules", "--format", "json", "--output", "out/rules.json"],
  ["fix", "connector"],
  ["types", "connector", "--output", "out/types.ts"],
  ["convert", "openapi.json", "--output", "out/definition.json"],
  ["reference", "connector", "--output", "out/pages"],
  ["package", "connector", "--only", "paconn", "--out", "out/new/packages"],
  ["package", "tides", "--into", "Suite.zip"],
  ["package", "tides", "--into", "Suite.zip", "--out", "out/Suite.zip"],
  ["unpack", "Suite.zip", "--out", "out/unpacked"],
  ["unpack", "Suite.zip", "--out", "tides"],
  ["init", "out/parcels"],
  ["preview", "connector", "--no-run", "--output", "out/page.html"],
];

function run(args: readonly string[], cwd: string, blocks: number | "unlimited") {
  const command = [process.execPath, path.join(ROOT, "scripts", "run.mjs"), ...args];
  return spawnSync("sh", ["-c", `ulimit -f ${blocks}; exec "$@"`, "sh", ...command], {
    cwd,
    encoding: "utf8",
    timeout: 150_000,
  });
}

function place(): string {
  const root = temporaryFolder();
  writeFiles(root, { "openapi.json": OPENAPI, "Suite.zip": exportedZip({}) });
  writeFiles(path.join(root, "connector"), {
    ...exampleFiles(),
    "apiDefinition.swagger.json": `\ufeff${exampleFiles()["apiDefinition.swagger.json"]}`,
  });
  mkdirSync(path.join(root, "out"));
  expect(run(["unpack", "Suite.zip", "--out", "tides"], root, "unlimited").status).toBe(0);
  const definition = path.join(root, "tides", "apiDefinition.swagger.json");
  const text = readFileSync(definition, "utf8");
  writeFiles(path.join(root, "tides"), {
    "apiDefinition.swagger.json": text.replace("Get tides", `Get the tides${" of the harbour".repeat(100)}`),
  });
  return root;
}

const everything = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const file = path.join(folder, name);
      return [name, lstatSync(file).isFile() ? readFileSync(file, "latin1") : ""];
    });

describe.skipIf(process.platform === "win32")("a disk that is full", () => {
  it.each(COMMANDS.map((args) => [args.join(" "), args] as const))(
    "leaves everything as it was: %s",
    (_, args) => {
      const root = place();
      // What is in every preview is built once, where the disk is not full.
      if (args[0] === "preview")
        expect(run([...args.slice(0, -1), "page.html"], root, "unlimited").stderr).toBe("");
      const before = everything(root);
      const { status, stderr } = run(args, root, 1);
      expect(stderr).toMatch(/^error ".+" cannot be written \(EFBIG: a file may not be that large there\)/m);
      expect(stderr).toContain("Make room");
      expect(stderr).not.toMatch(/internal error|^\s+at /m);
      expect(status).toBe(2);
      expect(everything(root)).toEqual(before);
    },
  );
});
