/** `npm run diff` from the outside: what it reads, what it prints, how it ends. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AREAS } from "../../src/comparison/change.ts";
import { KINDS } from "../../src/comparison/kinds/kinds.ts";
import { runHere } from "../support/run-here.ts";
import { ROOT } from "../support/run-script.ts";
import type { Host } from "./changes.ts";
import { copyOf, LIBRARY } from "./host.ts";

let home: string;

const run = (...args: string[]) => runHere("diff", args, home);

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

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), "diff-"));
  git("init", "-q", "-b", "main");
  write("mine", LIBRARY);
  git("add", ".");
  git("commit", "-q", "-m", "first");
  const now = copyOf(LIBRARY);
  now.definition.host = "books.example.com";
  write("mine", now);
  git("commit", "-q", "-a", "-m", "second");
  delete now.definition.definitions.Author.properties.name;
  write("broken", now);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("exit codes", () => {
  it("are 1 for what breaks, and for what is risky if that is asked for", async () => {
    expect((await run("mine", "mine")).code).toBe(0);
    expect((await run("mine", "broken")).code).toBe(1);
    expect((await run("HEAD~1", "mine")).code).toBe(0);
    expect((await run("HEAD~1", "mine", "--fail-on", "risky")).code).toBe(1);
  });

  it.each([
    ["nothing of this name", ["nowhere", "mine"]],
    ["an option where a revision is expected", ["--upload-pack=touch x", "mine"]],
    ["an option behind --", ["--", "--output=x", "mine"]],
    ["a revision that git would take for an option", ["--", "-x:mine", "mine"]],
    ["a path that leads out of the repository", ["HEAD:../x", "mine"]],
    ["one side only", ["mine"]],
    ["an unknown format", ["mine", "mine", "--format", "xml"]],
  ])("are 2 for %s, and nothing is printed as a result", async (_, args) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).not.toContain("internal error");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("are 2 for a definition with an error of syntax, with its line", async () => {
    mkdirSync(path.join(home, "torn"), { recursive: true });
    writeFileSync(
      path.join(home, "torn", "apiDefinition.swagger.json"),
      '{\n  "swagger": "2.0",\n  "paths": {}}}',
    );
    const { code, stderr } = await run("mine", "torn");
    expect(code).toBe(2);
    expect(stderr).toContain("apiDefinition.swagger.json:3");
  });
});

describe("versions", () => {
  const hostChange = /The host is "books\.example\.com"/;

  it("are revisions: of the other side's folder, with a path of their own, or of one file", async () => {
    expect((await run("HEAD~1", "mine")).stdout).toMatch(hostChange);
    expect((await run("main~1:mine", "main:mine")).stdout).toMatch(hostChange);
    expect((await run("HEAD~1:mine/apiDefinition.swagger.json", "mine")).stdout).toMatch(hostChange);
    expect((await run("HEAD~1", "mine/apiDefinition.swagger.json")).stdout).toMatch(hostChange);
  });

  it("are packages", async () => {
    const packed = mkdtempSync(path.join(tmpdir(), "diff-packed-"));
    try {
      const built = await runHere("package", [ROOT, "--out", packed], packed);
      expect(built.code, built.stderr).toBe(0);
      const [zip = ""] = readdirSync(path.join(packed, "certification"));
      for (const made of ["paconn", "pac", "logic-apps/azuredeploy.json", `certification/${zip}`]) {
        const { code, stdout } = await runHere("diff", [ROOT, path.join(packed, made)]);
        expect({ made, code }, stdout).toEqual({ made, code: 0 });
      }
    } finally {
      rmSync(packed, { recursive: true, force: true });
    }
  });
});

describe("formats", () => {
  it("json has the documented shape", async () => {
    const report = JSON.parse((await run("mine", "broken", "--format", "json")).stdout);
    expect(Object.keys(report)).toEqual(["old", "new", "changes", "summary", "versions", "advice", "notes"]);
    expect(report.summary).toEqual({ breaking: 1, risky: 0, safe: 0 });
    expect(Object.keys(report.changes[0])).toEqual([
      "id",
      "class",
      "area",
      "operation",
      "operations",
      "concerns",
      "old",
      "new",
      "message",
      "why",
      "help",
    ]);
    const lines = readFileSync(path.join(home, "mine", "apiDefinition.swagger.json"), "utf8").split("\n");
    expect(lines[report.changes[0].old.line - 1]).toContain('"name"');
    expect(report.changes[0].new).toBeNull();
  });

  it("github points into the new version, and keeps its commands whole", async () => {
    const { stdout } = await run("mine", "broken", "--format", "github");
    expect(stdout).toMatch(
      /^::error file=broken\/apiDefinition\.swagger\.json,line=\d+,title=breaking%3A output removed::/,
    );
    expect(stdout.trim().split("\n")).toHaveLength(1);
  });

  it("sarif names its rules and places", async () => {
    const [one] = JSON.parse((await run("mine", "broken", "--format", "sarif")).stdout).runs;
    expect(one.results).toHaveLength(1);
    expect(one.tool.driver.rules[one.results[0].ruleIndex].id).toBe(one.results[0].ruleId);
    expect(one.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      "broken/apiDefinition.swagger.json",
    );
  });

  it("markdown lets no text of the connector become markup", async () => {
    const now = copyOf(LIBRARY);
    now.definition.info.title = "<script>x</script> [link](http://x) @everyone";
    write("hostile", now);
    const { stdout } = await run("mine", "hostile", "--format", "markdown");
    expect(stdout).not.toMatch(/(?<!\\)<script|(?<!\\)\[link|@everyone|http:\/\//);
  });

  it("go into a file with --output", async () => {
    const { code, stdout } = await run("mine", "broken", "--format", "json", "--output", "report.json");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(JSON.parse(readFileSync(path.join(home, "report.json"), "utf8")).summary.breaking).toBe(1);
  });
});

it("docs/diff.md lists every kind of change", async () => {
  const page = readFileSync(path.join(ROOT, "docs", "diff.md"), "utf8");
  for (const [id, kind] of Object.entries(KINDS))
    expect(page).toContain(`| \`${id}\` | ${kind.class} | ${kind.title} | ${kind.concerns.join(", ")} |`);
  for (const area of AREAS) expect(page).toContain(`### ${area}\n`);
});
