/** `validate --previous`: changes since a version as findings. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../support/run-here.ts";
import type { Host } from "./changes.ts";
import { copyOf, LIBRARY } from "./host.ts";

const RULES = ["op-removed-breaking", "x-auth-type-change", "pkg-zip-structure", "pkg-zip-solutions"];
let home: string;

function write(folder: string, host: Host): void {
  mkdirSync(path.join(home, folder), { recursive: true });
  writeFileSync(
    path.join(home, folder, "apiDefinition.swagger.json"),
    JSON.stringify(host.definition, null, 2),
  );
  writeFileSync(path.join(home, folder, "apiProperties.json"), JSON.stringify(host.properties, null, 2));
}

function git(...args: string[]): void {
  execFileSync(
    "git",
    ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...args],
    {
      cwd: home,
      stdio: "ignore",
    },
  );
}

async function findings(...args: string[]): Promise<string[]> {
  const { stdout, stderr } = await runHere(
    "validate",
    [...args, "--format", "json", "--rule", ...RULES],
    home,
  );
  expect(stdout, stderr).not.toBe("");
  const { connectors } = JSON.parse(stdout);
  return connectors.flatMap(
    ({ folder, findings }: { folder: string; findings: { rule: string; pointer: string }[] }) =>
      findings.map(({ rule, pointer }) => `${folder} ${rule} ${pointer}`),
  );
}

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), "since-"));
  git("init", "-q", "-b", "main");
  write("all/a", LIBRARY);
  write("all/b", LIBRARY);
  git("add", ".");
  git("commit", "-q", "-m", "first");
  cpSync(path.join(home, "all"), path.join(home, "old"), { recursive: true });
  const now = copyOf(LIBRARY);
  delete now.definition.definitions.Author.properties.name;
  now.definition.host = "books.example.com";
  now.properties.properties.connectionParameters = { key: { type: "securestring" } };
  write("all/a", now);
  write("all/new", LIBRARY);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

const CHANGED = [
  "all/a op-removed-breaking /definitions/Author/properties",
  "all/a x-auth-type-change /properties/connectionParameters",
];

describe("validate --previous", () => {
  it("says what breaks since a folder, a revision, a revision with a path", async () => {
    expect(await findings("all/a", "--previous", "old/a")).toEqual(CHANGED);
    expect(await findings("all/a", "--previous", "HEAD")).toEqual(CHANGED);
    expect(await findings("all/a", "--previous", "main:all/a")).toEqual(CHANGED);
    expect(await findings("all/b", "--previous", "HEAD")).toEqual([]);
  });

  it("finds the version of each of several connectors; one that is new has none", async () => {
    expect(await findings("all", "--previous", "HEAD")).toEqual(CHANGED);
    expect(await findings("all", "--previous", "old")).toEqual(CHANGED);
  });

  it("says nothing without it", async () => {
    expect(await findings("all/a")).toEqual([]);
  });

  it("ends with 2 where the version cannot be read", async () => {
    for (const previous of ["nowhere", "HEAD:nowhere", "--fix"]) {
      const { code, stdout } = await runHere("validate", ["all/a", "--previous", previous], home);
      expect({ previous, code, stdout }).toEqual({ previous, code: 2, stdout: "" });
    }
    expect((await runHere("validate", ["all", "--previous", "no-such-branch"], home)).code).toBe(2);
  });
});
