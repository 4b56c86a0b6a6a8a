/**
 * Places in which somebody else decides what may be written: each command says so with the file, exits with 2 and leaves everything
 * as it was. Root may write everywhere, so that it runs the commands as another user; who is not root has no file of
 * another user to try a sticky folder with.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { exportedZip } from "../../packaging/exported.ts";
import { exampleFiles, temporaryFolder, writeFiles } from "../../support/connector-copy.ts";
import { ROOT } from "../../support/run-script.ts";

/** Who owns nothing here, by convention. */
const NOBODY = 65534;
const isRoot = process.geteuid?.() === 0;

const runScriptFile = path.join(ROOT, "scripts", "run.mjs");
const asNobody = (args: readonly string[], cwd: string) =>
  isRoot
    ? spawnSync(
        "setpriv",
        [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", process.execPath, ...args],
        { cwd, encoding: "utf8", timeout: 150_000 },
      )
    : spawnSync(process.execPath, [...args], { cwd, encoding: "utf8", timeout: 150_000 });

/** Undefined if a command can be run as somebody to whom permissions apply. */
const hindrance = (() => {
  if (process.platform === "win32") return "Windows has other permissions";
  const { status, error, stderr } = asNobody([runScriptFile, "types", "--help"], "/");
  if (status === 0) return undefined;
  return `no command can be run as another user here: ${error?.message ?? stderr.slice(0, 200)}`;
})();

if (hindrance) process.stderr.write(`Not tried with the permissions of another user: ${hindrance}.\n`);

const UNTIDY = { "apiDefinition.swagger.json": `\ufeff${exampleFiles()["apiDefinition.swagger.json"]}` };
const OPENAPI = JSON.stringify({
  openapi: "3.0.3",
  info: { title: "Parcels", version: "1" },
  servers: [{ url: "https://parcels.example.com" }],
  paths: { "/parcels": { get: { operationId: "List", responses: { 200: { description: "OK" } } } } },
});

/** Commands, and what they write in the folder `out`. */
const COMMANDS: [written: string, ...args: string[]][] = [
  ["report.json", "validate", "connector", "--format", "json", "--output", "out/report.json"],
  ["known.json", "validate", "connector", "--baseline", "out/known.json", "--write-baseline"],
  ["changes.diff", "validate", "connector", "--fix-dry-run", "--output", "out/changes.diff"],
  ["types.ts", "types", "connector", "--output", "out/types.ts"],
  ["changes.md", "diff", "connector", "connector", "--format", "markdown", "--output", "out/changes.md"],
  ["definition.json", "convert", "openapi.json", "--output", "out/definition.json"],
  ["pages", "reference", "connector", "--output", "out/pages"],
  ["packages", "package", "connector", "--only", "paconn", "--out", "out/packages"],
  ["parcels", "init", "out/parcels"],
  ["state.yaml", "backend", "--state", "out/state.yaml", "--port", "0"],
];

function place(): string {
  const root = temporaryFolder();
  writeFiles(root, { "openapi.json": OPENAPI });
  writeFiles(path.join(root, "connector"), { ...exampleFiles(), ...UNTIDY });
  mkdirSync(path.join(root, "out"));
  if (isRoot) give(root, NOBODY);
  return root;
}

function give(target: string, owner: number): void {
  chownSync(target, owner, owner);
  if (lstatSync(target).isDirectory())
    for (const name of readdirSync(target)) give(path.join(target, name), owner);
}

/** Everything below a folder, to be compared. */
function everything(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const stats = lstatSync(path.join(folder, name));
      const content = stats.isFile() ? readFileSync(path.join(folder, name)) : "";
      return `${name} ${stats.mode} ${stats.uid} ${createHash("sha256").update(content).digest("hex")}`;
    });
}

function refused(root: string, args: readonly string[], named: string): void {
  const before = everything(root);
  const { status, stderr } = asNobody([runScriptFile, ...args], root);
  expect(stderr).not.toContain("internal error");
  expect([status, stderr]).toEqual([2, expect.stringContaining(named)]);
  expect(everything(root)).toEqual(before);
}

describe.skipIf(hindrance !== undefined)("as another user", () => {
  it.each(COMMANDS)("nothing is written in a folder that may only be read: %s by %s", (written, ...args) => {
    const root = place();
    chmodSync(path.join(root, "out"), 0o555);
    refused(root, args, written.split(".")[0] ?? "");
    chmodSync(path.join(root, "out"), 0o755);
  });

  it.each(COMMANDS.filter(([written]) => /\.(?:ts|md|diff)$/.test(written)))(
    "a file that is read-only stays as it is: %s by %s",
    (written, ...args) => {
      const root = place();
      const [command = ""] = args;
      // Only what the command itself wrote is ever replaced.
      const first = asNobody([runScriptFile, ...args], root);
      expect(first.stderr, command).not.toContain("error");
      chmodSync(path.join(root, "out", written), 0o444);
      refused(root, args, `out/${written}" is read-only`);
    },
  );

  it("a definition that is read-only is not fixed, nor one in a folder that is", () => {
    const root = place();
    const definition = path.join(root, "connector", "apiDefinition.swagger.json");
    chmodSync(definition, 0o444);
    refused(root, ["fix", "connector"], 'apiDefinition.swagger.json" is read-only');
    chmodSync(definition, 0o644);
    chmodSync(path.join(root, "connector"), 0o555);
    refused(root, ["fix", "connector"], "apiDefinition.swagger.json");
    chmodSync(path.join(root, "connector"), 0o755);
  });

  it("packages are left whole where one of them is read-only", () => {
    const root = place();
    const args = ["package", "connector", "--only", "paconn", "--out", "out/packages"];
    expect(asNobody([runScriptFile, ...args], root).status).toBe(0);
    chmodSync(path.join(root, "out", "packages", "paconn"), 0o555);
    refused(root, args, 'paconn" is read-only');
    chmodSync(path.join(root, "out", "packages", "paconn"), 0o755);
  });

  it("neither of the two reference pages is written where one is read-only", () => {
    const root = place();
    const args = ["reference", "connector", "--output", "out/pages"];
    expect(asNobody([runScriptFile, ...args], root).status).toBe(0);
    const readable = path.join(root, "out", "pages", "reference.md");
    writeFileSync(readable, readFileSync(readable, "utf8").replace(/$/, "\nan older version\n"));
    chmodSync(path.join(root, "out", "pages", "reference.html"), 0o444);
    refused(root, args, 'reference.html" is read-only');
  });

  it("a preview is written neither over a file nor into a folder that is read-only", () => {
    const root = place();
    const out = path.join(root, "out");
    const args = ["preview", "connector", "--no-run", "--output", "out/page.html"];
    // By ourselves: the page that is in every preview is built once, in a folder that is not another user's.
    const first = spawnSync(process.execPath, [runScriptFile, ...args], { cwd: root, encoding: "utf8" });
    expect([first.status, first.stderr]).toEqual([0, ""]);
    if (isRoot) give(out, NOBODY);
    chmodSync(path.join(out, "page.html"), 0o444);
    refused(root, args, 'out/page.html" is read-only');
    chmodSync(path.join(out, "page.html"), 0o644);
    chmodSync(out, 0o555);
    refused(root, args, 'out/page.html" cannot be written');
    refused(root, [...args.slice(0, -1), "out/other.html"], 'out/other.html" cannot be written');
    chmodSync(out, 0o755);
    if (!isRoot) return;
    give(out, 0);
    chmodSync(out, 0o1777);
    chmodSync(path.join(out, "page.html"), 0o666);
    refused(root, args, "out/page.html");
  });

  it("a solution that may not be written to stays as it was exported", () => {
    const root = place();
    const out = path.join(root, "out");
    const zip = path.join(out, "Suite.zip");
    writeFiles(out, { "Suite.zip": exportedZip({}) });
    if (isRoot) give(out, NOBODY);
    expect(asNobody([runScriptFile, "unpack", "out/Suite.zip", "--out", "tides"], root).status).toBe(0);
    const definition = path.join(root, "tides", "apiDefinition.swagger.json");
    writeFileSync(definition, readFileSync(definition, "utf8").replace("Get tides", "Get the tides"));
    const args = ["package", "tides", "--into", "out/Suite.zip"];
    chmodSync(zip, 0o444);
    refused(root, args, 'out/Suite.zip" is read-only');
    chmodSync(zip, 0o644);
    chmodSync(out, 0o555);
    refused(root, args, 'out/Suite.zip" cannot be written');
    refused(root, [...args, "--out", "out/New.zip"], 'out/New.zip" cannot be written');
    chmodSync(out, 0o755);
    if (isRoot) {
      give(out, 0);
      chmodSync(out, 0o1777);
      chmodSync(zip, 0o666);
      refused(root, args, "out/Suite.zip");
      give(out, NOBODY);
    }
    expect(asNobody([runScriptFile, ...args], root).status).toBe(0);
  });

  it("a folder that may not be looked into is named", () => {
    const root = place();
    chmodSync(path.join(root, "connector"), 0);
    refusedUnseen(root, ["fix", "connector"], "connector");
    chmodSync(path.join(root, "connector"), 0o755);
  });

  // Only root can make what belongs to another user.
  it.skipIf(!isRoot)("a file of somebody else in a folder like /tmp stays theirs", () => {
    const root = place();
    const out = path.join(root, "out");
    give(path.join(root, "connector"), 0);
    chmodSync(path.join(root, "connector"), 0o1777);
    chmodSync(path.join(root, "connector", "apiDefinition.swagger.json"), 0o666);
    refused(root, ["fix", "connector"], "apiDefinition.swagger.json");
    expect(asNobody([runScriptFile, "types", "connector", "--output", "out/types.ts"], root).status).toBe(0);
    give(out, 0);
    chmodSync(out, 0o1777);
    chmodSync(path.join(out, "types.ts"), 0o666);
    refused(root, ["types", "connector", "--output", "out/types.ts"], "out/types.ts");
  });
});

/** What cannot be looked into cannot be compared either, except by root. */
function refusedUnseen(root: string, args: readonly string[], named: string): void {
  const { status, stderr } = asNobody([runScriptFile, ...args], root);
  expect(stderr).not.toContain("internal error");
  expect([status, stderr]).toEqual([2, expect.stringContaining(named)]);
}
