/** `npm run validate` from the outside: what it prints, where, and how it exits. */
import { readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { changedDefinition, exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { runScript } from "../support/run-script.ts";

const validate = (args: string[], cwd?: string, env?: Record<string, string>) =>
  runScript("validate", args, { cwd, env });

/** A connector with one error (long title), in a folder of its own. */
function faulty(changes: Record<string, string> = {}): string {
  const folder = temporaryFolder();
  writeFiles(
    folder,
    exampleFiles({
      "apiDefinition.swagger.json": changedDefinition(
        '"title": "Fabrikam Parcels"',
        '"title": "Fabrikam Parcels and a great deal more"',
      ),
      ...changes,
    }),
  );
  return folder;
}

function sound(): string {
  const folder = temporaryFolder();
  writeFiles(folder, exampleFiles());
  return folder;
}

describe("exit codes", () => {
  it("0 without findings, 1 with errors, 2 for what cannot be used", () => {
    expect(validate([], sound()).code).toBe(0);
    expect(validate([], faulty()).code).toBe(1);
    expect(validate(["nowhere"]).code).toBe(2);
    expect(validate(["--profile", "strict"]).code).toBe(2);
    expect(validate(["--rule", "info-title-lenght"], sound()).stderr).toContain(
      'Did you mean "info-title-length"?',
    );
    expect(validate(["--max-warnings", "many"], sound()).code).toBe(2);
    expect(validate(["--write-baseline"], sound()).code).toBe(2);
  });

  it("1 with more warnings than allowed", () => {
    const folder = sound();
    writeFiles(folder, {
      "connector-rules.yaml": "rules:\n  info-title-length: { severity: warning }\n",
      "apiDefinition.swagger.json": changedDefinition(
        '"title": "Fabrikam Parcels"',
        '"title": "Fabrikam Parcels and a great deal more"',
      ),
    });
    expect(validate([], folder).code).toBe(0);
    expect(validate(["--max-warnings", "0"], folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("more than the 0 allowed"),
    });
  });

  it("never a stack trace", () => {
    for (const args of [
      ["nowhere"],
      ["--explain", "x"],
      ["--settings", "none.yaml"],
      ["--baseline", "none.json"],
      ["--output", "/proc/none/x"],
    ]) {
      const { code, stderr } = validate(args, sound());
      expect(code).toBe(2);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});

describe("the pretty report", () => {
  it("shows severity, message, place, rule, code, the lines with a mark, and what to do", () => {
    const { stdout } = validate([], faulty());
    expect(stdout).toContain(
      'error The title "Fabrikam Parcels and a great deal more" has 38 characters; 30 are allowed.',
    );
    expect(stdout).toContain("apiDefinition.swagger.json:4:14 info-title-length (FieldLengthExceeded)");
    expect(stdout).toMatch(/› 4 │ {5}"title": "Fabrikam Parcels and a great deal more",\n\s+│\s+\^{40}/);
    expect(stdout).toContain("help: Shorten it to the name of the product.");
    expect(stdout).toContain("docs/rules/info-title-length.md");
    expect(stdout).toMatch(/✗ 1 error, no warnings, no infos\./);
  });

  it("has colours only where they can be seen", () => {
    const folder = faulty();
    expect(validate([], folder).stdout).not.toContain("\x1b[");
    expect(validate([], folder, { FORCE_COLOR: "1" }).stdout).toContain("\x1b[");
    expect(validate([], folder, { FORCE_COLOR: "1", NO_COLOR: "1" }).stderr).not.toContain("\x1b[2K");
  });

  it("says so when there is nothing to say", () => {
    expect(validate([], sound()).stdout).toContain("✓ No findings.");
  });
});

describe("formats for programs", () => {
  it("json has the documented shape", () => {
    const report = JSON.parse(validate(["--format", "json"], faulty()).stdout);
    expect(report).toEqual({
      profile: "certification",
      connectors: [
        {
          folder: ".",
          findings: [
            {
              rule: "info-title-length",
              severity: "error",
              codes: ["FieldLengthExceeded"],
              message:
                'The title "Fabrikam Parcels and a great deal more" has 38 characters; 30 are allowed.',
              help: "Shorten it to the name of the product.",
              file: "apiDefinition.swagger.json",
              pointer: "/info/title",
              line: 4,
              column: 14,
              endLine: 4,
              endColumn: 54,
              fixable: false,
            },
          ],
        },
      ],
      summary: { connectors: 1, errors: 1, warnings: 0, infos: 0 },
    });
  });

  it("--list-rules as json names every rule with its documented keys", () => {
    const rules = JSON.parse(validate(["--list-rules", "--format", "json"]).stdout) as Record<
      string,
      unknown
    >[];
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      expect(Object.keys(rule)).toEqual([
        "id",
        "group",
        "statement",
        "severity",
        "codes",
        "sources",
        "fixable",
      ]);
      expect(Object.keys(rule.severity as object)).toEqual(["import", "certification"]);
    }
  });

  it("github escapes what would end a command", () => {
    const { stdout } = validate(["--format", "github"], faulty());
    expect(stdout).toMatch(
      /^::error file=apiDefinition\.swagger\.json,line=4,endLine=4,col=14,endColumn=54,title=info-title-length::The title .*%0A/,
    );
  });

  it("writes a report into a file, whole, and says so on standard error", () => {
    const folder = faulty();
    const { stdout, stderr, code } = validate(["--format", "html", "--output", "out/report.html"], folder);
    expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
    expect(stderr).toContain("1 errors, 0 warnings, 0 infos: out/report.html");
    expect(readFileSync(path.join(folder, "out/report.html"), "utf8")).toMatch(
      /^<!doctype html>[\s\S]*<\/html>\n$/,
    );
  });
});

describe("choosing rules and profiles", () => {
  it("--rule and --ignore narrow the check", () => {
    const folder = faulty();
    expect(validate(["--ignore", "info-title-length"], folder).code).toBe(0);
    expect(validate(["--rule", "doc-bom"], folder).code).toBe(0);
  });

  it("profile import leaves out what only certification asks for", () => {
    expect(validate(["--profile", "import"], faulty()).code).toBe(0);
  });

  it("--explain tells about one rule", () => {
    expect(validate(["--explain", "info-title-length"]).stdout).toMatch(
      /Why: [\s\S]*error in profile certification/,
    );
  });
});

describe("fixing", () => {
  const trailing = () =>
    faulty({
      "apiDefinition.swagger.json": `\ufeff${changedDefinition('"swagger": "2.0"', '"swagger":   "2.0"')}`,
    });

  it("--fix-dry-run shows a diff and changes nothing", () => {
    const folder = trailing();
    const before = readFileSync(path.join(folder, "apiDefinition.swagger.json"));
    const { stdout, code } = validate(["--fix-dry-run"], folder);
    expect(stdout).toContain("apiDefinition.swagger.json: the byte order mark would go");
    expect(code).toBe(1);
    expect(readFileSync(path.join(folder, "apiDefinition.swagger.json"))).toEqual(before);
  });

  it("--fix mends the file, keeps its formatting, and reports what is left", () => {
    const folder = trailing();
    const { stderr, code } = validate(["--fix"], folder);
    expect(stderr).toContain("mended 1 finding in apiDefinition.swagger.json");
    expect(code).toBe(0);
    expect(readFileSync(path.join(folder, "apiDefinition.swagger.json"), "utf8")).toBe(
      changedDefinition('"swagger": "2.0"', '"swagger":   "2.0"'),
    );
  });
});

describe("baselines", () => {
  it("let an old connector pass, and report what is new", () => {
    const folder = faulty();
    expect(validate(["--baseline", "b.json", "--write-baseline"], folder)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("knows 1 findings"),
    });
    expect(validate(["--baseline", "b.json"], folder)).toMatchObject({ code: 0 });
    writeFiles(folder, {
      "apiProperties.json": `\ufeff${readFileSync(path.join(folder, "apiProperties.json"), "utf8")}`,
    });
    const again = JSON.parse(validate(["--baseline", "b.json", "--format", "json"], folder).stdout);
    expect(again.connectors[0].findings.map((finding: { rule: string }) => finding.rule)).toEqual([
      "doc-bom",
    ]);
  });

  it("are refused if they are none", () => {
    const folder = faulty();
    writeFiles(folder, { "b.json": "[]" });
    expect(validate(["--baseline", "b.json"], folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("no baseline"),
    });
  });
});

describe("the settings file", () => {
  it("changes severities and excuses places, each with a reason, and reports an excuse that excuses nothing", () => {
    const folder = faulty();
    writeFiles(folder, {
      "connector-rules.yaml": [
        "suppress:",
        "  - rule: info-title-length",
        "    at: /info",
        "    reason: The product really is called so.",
        "  - rule: doc-bom",
        "    reason: Not needed any more.",
        "",
      ].join("\n"),
    });
    const report = JSON.parse(validate(["--format", "json"], folder).stdout);
    expect(report.connectors[0].findings).toMatchObject([
      { rule: "unused-suppression", file: "connector-rules.yaml", line: 5, severity: "warning" },
    ]);
  });

  it("for several connectors excuses what one of them needs, and is read as a file of its folder only", () => {
    const root = temporaryFolder();
    const titled = changedDefinition(
      '"title": "Fabrikam Parcels"',
      '"title": "Fabrikam Parcels and a great deal more"',
    );
    for (const [name, definition] of [
      ["a", titled],
      ["b", undefined],
    ] as const)
      for (const [file, text] of Object.entries(
        exampleFiles(definition ? { "apiDefinition.swagger.json": definition } : {}),
      ))
        writeFiles(root, { [`${name}/${file}`]: text });
    const settings = (rule: string) => `suppress:\n  - { rule: ${rule}, reason: Because. }\n`;
    writeFiles(root, { "rules.yaml": settings("info-title-length"), "unused.yaml": settings("doc-bom") });
    expect(validate([".", "--settings", "rules.yaml"], root)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("No findings"),
    });
    const unused = JSON.parse(validate(["b", "--settings", "unused.yaml", "--format", "json"], root).stdout);
    expect(unused.connectors[0].findings).toMatchObject([
      { rule: "unused-suppression", file: "../unused.yaml" },
    ]);
    symlinkSync(path.join(root, "rules.yaml"), path.join(root, "b/connector-rules.yaml"));
    expect(validate(["b"], root)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("leads out of the connector folder"),
    });
  });

  it.each([
    [
      "an unknown rule",
      "rules:\n  info-title-lenght: { severity: info }\n",
      /connector-rules\.yaml:2:3: There is no rule[\s\S]*Did you mean "info-title-length"/,
    ],
    [
      "a rule off without a reason",
      "rules:\n  doc-bom: { severity: off }\n",
      /connector-rules\.yaml:2:3: rules\.doc-bom must have required property 'reason'/,
    ],
    ["an unknown key", "rule: {}\n", /must NOT have additional properties/],
    ["broken YAML", "rules: [\n", /connector-rules\.yaml:2:1: /],
  ])("is refused with %s, at its line", (_, text, message) => {
    const folder = faulty();
    writeFiles(folder, { "connector-rules.yaml": text });
    expect(validate([], folder)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });
});
