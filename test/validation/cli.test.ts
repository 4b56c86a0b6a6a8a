/** `npm run validate` from the outside: what it prints, where, and how it exits. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { applyPatch } from "diff";
import { describe, expect, it } from "vitest";
import { BASE_DEFINITION } from "../../src/rules/examples/base-connector.ts";
import { changedDefinition, exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { runHere } from "../support/run-here.ts";
import { ROOT, runScript } from "../support/run-script.ts";

const ENTRY = path.join(ROOT, "scripts", "run.mjs");

const validate = (args: string[], cwd?: string) => runHere("validate", args, cwd);
/** The same through the entry that npm calls, in a process of its own. */
const started = (args: string[], cwd: string, env: Record<string, string> = {}) =>
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
  it("0 without findings, 1 with errors, 2 for what cannot be used", async () => {
    expect(started([], sound()).code).toBe(0);
    expect(started([], faulty()).code).toBe(1);
    expect(started(["nowhere"], sound()).code).toBe(2);
    expect((await validate(["--profile", "strict"])).code).toBe(2);
    expect((await validate(["--rule", "info-title-lenght"], sound())).stderr).toContain(
      'Did you mean "info-title-length"?',
    );
    expect((await validate(["--max-warnings", "many"], sound())).code).toBe(2);
    expect((await validate(["--write-baseline"], sound())).code).toBe(2);
  });

  it("1 with more warnings than allowed", async () => {
    const folder = sound();
    writeFiles(folder, {
      "connector-rules.yaml": "rules:\n  info-title-length: { severity: warning }\n",
      "apiDefinition.swagger.json": changedDefinition(
        '"title": "Fabrikam Parcels"',
        '"title": "Fabrikam Parcels and a great deal more"',
      ),
    });
    expect((await validate([], folder)).code).toBe(0);
    expect(await validate(["--max-warnings", "0"], folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("more than the 0 allowed"),
    });
  });

  it("never a stack trace", async () => {
    for (const args of [
      ["nowhere"],
      ["--explain", "x"],
      ["--settings", "none.yaml"],
      ["--baseline", "none.json"],
      ["--output", path.join(ROOT, "LICENSE", "x")],
    ]) {
      const { code, stderr } = await validate(args, sound());
      expect(code).toBe(2);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});

describe("the pretty report", () => {
  it("shows severity, message, place, rule, code, the lines with a mark, and what to do", async () => {
    const { stdout } = await validate([], faulty());
    expect(stdout).toContain(
      'error The title "Fabrikam Parcels and a great deal more" has 38 characters; 30 are allowed.',
    );
    expect(stdout).toContain("apiDefinition.swagger.json:4:14 info-title-length (FieldLengthExceeded)");
    expect(stdout).toMatch(/› 4 │ {5}"title": "Fabrikam Parcels and a great deal more",\n\s+│\s+\^{40}/);
    expect(stdout).toContain("help: Shorten it by 8 or more, best to the name of the product alone.");
    expect(stdout).toContain("docs/rules/info-title-length.md");
    expect(stdout).toMatch(/✗ 1 error, no warnings, no infos\./);
  });

  it("has colours only where they can be seen", async () => {
    const folder = faulty();
    expect(started([], folder).stdout).not.toContain("\x1b[");
    expect(started([], folder, { FORCE_COLOR: "1" }).stdout).toContain("\x1b[");
    expect(started([], folder, { FORCE_COLOR: "1", NO_COLOR: "1" }).stderr).not.toContain("\x1b[2K");
  });

  it("says so when there is nothing to say", async () => {
    expect((await validate([], sound())).stdout).toContain("✓ No findings.");
  });
});

describe("formats for programs", () => {
  it("json has the documented shape", async () => {
    const report = JSON.parse((await validate(["--format", "json"], faulty())).stdout);
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
              why: "The title is the connector's name wherever makers search for it; certification refuses longer ones.",
              help: "Shorten it by 8 or more, best to the name of the product alone.",
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

  it("--list-rules as json names every rule with its documented keys", async () => {
    const rules = JSON.parse((await validate(["--list-rules", "--format", "json"])).stdout) as Record<
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
        "policies",
        "sources",
        "fixable",
      ]);
      expect(Object.keys(rule.severity as object)).toEqual(["import", "certification"]);
    }
  });

  it("github escapes what would end a command", async () => {
    const { stdout } = await validate(["--format", "github"], faulty());
    expect(stdout).toMatch(
      /^::error file=apiDefinition\.swagger\.json,line=4,endLine=4,col=14,endColumn=54,title=info-title-length::The title .*%0A/,
    );
  });

  it("writes a report into a file, whole, and says so on standard error", async () => {
    const folder = faulty();
    mkdirSync(path.join(folder, "out"));
    const { stdout, stderr, code } = await validate(
      ["--format", "html", "--output", "out/report.html"],
      folder,
    );
    expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
    expect(stderr).toContain("1 error, 0 warnings, 0 infos: out/report.html");
    expect(readFileSync(path.join(folder, "out/report.html"), "utf8")).toMatch(
      /^<!doctype html>[\s\S]*<\/html>\n$/,
    );
  });
});

describe("choosing rules and profiles", () => {
  it("--rule and --ignore narrow the check", async () => {
    const folder = faulty();
    expect((await validate(["--ignore", "info-title-length"], folder)).code).toBe(0);
    expect((await validate(["--rule", "doc-bom"], folder)).code).toBe(0);
  });

  it("profile import leaves out what only certification asks for", async () => {
    expect((await validate(["--profile", "import"], faulty())).code).toBe(0);
  });

  it("--explain describes one rule", async () => {
    expect((await validate(["--explain", "info-title-length"])).stdout).toMatch(
      /Why: [\s\S]*error in profile certification/,
    );
  });
});

describe("fixing", () => {
  const trailing = () =>
    faulty({
      "apiDefinition.swagger.json": `\ufeff${changedDefinition('"swagger": "2.0"', '"swagger":   "2.0"')}`,
    });

  it("--fix-dry-run shows a diff and changes nothing", async () => {
    const folder = trailing();
    const before = readFileSync(path.join(folder, "apiDefinition.swagger.json"));
    const { stdout, code } = await validate(["--fix-dry-run"], folder);
    expect(stdout).toContain("apiDefinition.swagger.json: the byte order mark would be removed");
    expect(applyPatch(before.toString("utf8"), stdout)).toBe(before.toString("utf8").slice(1));
    expect(code).toBe(1);
    expect(readFileSync(path.join(folder, "apiDefinition.swagger.json"))).toEqual(before);
  });

  it("--fix fixes the file, keeps its formatting, and reports what is left", async () => {
    const folder = trailing();
    const { stderr, code } = await validate(["--fix"], folder);
    expect(stderr).toContain("Fabrikam Parcels: fixed 1 finding in apiDefinition.swagger.json");
    expect(code).toBe(0);
    expect(readFileSync(path.join(folder, "apiDefinition.swagger.json"), "utf8")).toBe(
      changedDefinition('"swagger": "2.0"', '"swagger":   "2.0"'),
    );
  });
});

describe("fixing", () => {
  const spaced = (changes: Record<string, string> = {}) => {
    const folder = temporaryFolder();
    const text = changedDefinition('"Fabrikam Parcels"', '"Fabrikam Parcels "');
    writeFiles(folder, exampleFiles({ "apiDefinition.swagger.json": text, ...changes }));
    return folder;
  };
  const definitionOf = (folder: string) =>
    readFileSync(path.join(folder, "apiDefinition.swagger.json"), "utf8");

  it("leaves alone what settings excuse and what a baseline knows", async () => {
    const excused = spaced();
    const rule = JSON.parse((await validate(["--format", "json"], spaced())).stdout).connectors[0].findings[0]
      .rule;
    writeFiles(excused, {
      "connector-rules.yaml": `suppress:\n  - { rule: ${rule}, at: /info, reason: On purpose. }\n`,
    });
    const known = spaced();
    await validate(["--baseline", "b.json", "--write-baseline"], known);
    for (const [folder, args] of [
      [excused, []],
      [known, ["--baseline", "b.json"]],
    ] as const) {
      const before = definitionOf(folder);
      expect((await validate(["--fix", ...args], folder)).stderr).toBe("");
      expect(definitionOf(folder)).toBe(before);
    }
  });

  it("fixes the files before it writes a baseline of what is left", async () => {
    const folder = spaced();
    expect((await validate(["--fix", "--baseline", "b.json", "--write-baseline"], folder)).stderr).toContain(
      "fixed 1 finding",
    );
    expect(definitionOf(folder)).not.toContain('Parcels "');
  });

  it("writes the diff into a file as well, and keeps UTF-16 in mind", async () => {
    const folder = spaced();
    const utf16 = Buffer.from(`\ufeff${definitionOf(folder)}`, "utf16le");
    writeFiles(folder, { "apiDefinition.swagger.json": utf16 });
    expect(await validate(["--fix-dry-run", "--output", "fix.diff"], folder)).toMatchObject({
      code: 1,
      stdout: "",
    });
    expect(readFileSync(path.join(folder, "fix.diff"), "utf8")).toContain("would become UTF-8");
    expect((await validate(["--fix"], folder)).code).toBe(0);
    expect(definitionOf(folder)).toBe(JSON.stringify(BASE_DEFINITION, null, 2));
  });
});

describe("what contradicts itself", () => {
  it.each([
    [["--output", ""]],
    [["--fix", "--fix-dry-run"]],
    [["--write-baseline", "--baseline", "b.json", "--fix-dry-run"]],
    [["--write-baseline", "--baseline", "b.json", "--watch"]],
    [["--write-baseline", "--baseline", "b.json", "--output", "x"]],
    [["--list-rules", "--format", "sarif"]],
    [["--watch", "--rule", "none"]],
    [["--watch", "nowhere"]],
    [[""]],
  ])("%j is refused", async (args) => {
    expect(await validate(args, sound())).toMatchObject({ code: 2, stdout: "" });
  });

  it("a folder after --rule is told apart from a rule", async () => {
    const folder = sound();
    mkdirSync(path.join(folder, "here"));
    expect((await validate(["--rule", "doc-bom", "here"], folder)).stderr).toContain(
      "Name folders and files before",
    );
  });
});

describe("targets", () => {
  it("that are one connector by several ways count once", async () => {
    const root = temporaryFolder();
    for (const [name, text] of Object.entries(exampleFiles())) writeFiles(root, { [`a/${name}`]: text });
    symlinkSync("a", path.join(root, "link"));
    const targets = ["a", "./a/", "link", "a/apiDefinition.swagger.json", "link/apiProperties.json"];
    expect((await validate(targets, root)).stdout).toContain("1 connector checked");
  });
});

describe("lists of rules", () => {
  it("go into a file, and one rule comes as json", async () => {
    const folder = temporaryFolder();
    expect((await validate(["--list-rules", "--output", "rules.txt"], folder)).stdout).toBe("");
    expect(readFileSync(path.join(folder, "rules.txt"), "utf8")).toContain("info-title-length");
    const one = JSON.parse((await validate(["--explain", "info-title-length", "--format", "json"])).stdout);
    expect(one).toMatchObject({ id: "info-title-length", why: expect.any(String) });
    // Of a rule in a family, the id does not tell where it is.
    const member = JSON.parse((await validate(["--explain", "op-tags-type", "--format", "json"])).stdout);
    expect(member.file).toBe("src/rules/operations/op-flags.ts");
    expect(readFileSync(new URL(`../../${member.file}`, import.meta.url), "utf8")).toContain(
      `id: "${member.id}"`,
    );
  });

  it("--explain shows the findings of an example", async () => {
    expect((await validate(["--explain", "info-title-length"])).stdout).toMatch(
      /error The title .*\n {2}help: /,
    );
  });
});

describe("baselines", () => {
  it("hold wherever the validator is started", async () => {
    const root = temporaryFolder();
    for (const [name, text] of Object.entries(
      exampleFiles({
        "apiDefinition.swagger.json": changedDefinition(
          '"Fabrikam Parcels"',
          '"Fabrikam Parcels and a great deal more"',
        ),
      }),
    ))
      writeFiles(root, { [`a/${name}`]: text });
    expect((await validate(["a", "--baseline", "b.json", "--write-baseline"], root)).code).toBe(0);
    const inside = await validate(["--baseline", "../b.json"], path.join(root, "a"));
    expect(inside.stdout).toContain("1 known from the baseline");
  });

  it.each([
    ["{", "it is not JSON"],
    ['{"version": 1}', "it has no connectors"],
    ['{"version": 1, "connectors": {".": {"x": "many"}}}', "must be a number of findings"],
    ['{"version": 1, "connectors": {".": {"x": -1}}}', "must be a number of findings"],
  ])("%s is refused: %s", async (text, why) => {
    const folder = faulty({ "b.json": text });
    expect(await validate(["--baseline", "b.json"], folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(why),
    });
    expect((await validate(["--baseline", "connector"], folder)).code).toBe(2);
  });

  it("let an old connector pass, and report what is new", async () => {
    const folder = faulty();
    expect(await validate(["--baseline", "b.json", "--write-baseline"], folder)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("lists 1 finding."),
    });
    expect(await validate(["--baseline", "b.json"], folder)).toMatchObject({ code: 0 });
    writeFiles(folder, {
      "apiProperties.json": `\ufeff${readFileSync(path.join(folder, "apiProperties.json"), "utf8")}`,
    });
    const again = JSON.parse((await validate(["--baseline", "b.json", "--format", "json"], folder)).stdout);
    expect(again.connectors[0].findings.map((finding: { rule: string }) => finding.rule)).toEqual([
      "doc-bom",
    ]);
  });

  it("are refused if they are invalid", async () => {
    const folder = faulty();
    writeFiles(folder, { "b.json": "[]" });
    expect(await validate(["--baseline", "b.json"], folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("not a baseline"),
    });
  });
});

describe("the settings file", () => {
  it("changes severities and excuses places, each with a reason, and reports an excuse that excuses nothing", async () => {
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
    const report = JSON.parse((await validate(["--format", "json"], folder)).stdout);
    expect(report.connectors[0].findings).toMatchObject([
      { rule: "unused-suppression", file: "connector-rules.yaml", line: 5, severity: "warning" },
    ]);
  });

  it("for several connectors excuses what one of them needs, and is read as a file of its folder only", async () => {
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
    expect(await validate([".", "--settings", "rules.yaml"], root)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("No findings"),
    });
    const unused = JSON.parse(
      (await validate(["b", "--settings", "unused.yaml", "--format", "json"], root)).stdout,
    );
    expect(unused.connectors[0].findings).toMatchObject([
      { rule: "unused-suppression", file: "../unused.yaml" },
    ]);
    symlinkSync(path.join(root, "rules.yaml"), path.join(root, "b/connector-rules.yaml"));
    expect(await validate(["b"], root)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("leads out of the connector folder"),
    });
  });

  it("is not unused where the profile does not ask for the rule", async () => {
    const folder = faulty();
    writeFiles(folder, {
      "connector-rules.yaml": "suppress:\n  - { rule: info-title-length, reason: Known. }\n",
    });
    const others = ["--ignore", "pkg-name-pac"];
    expect((await validate(["--profile", "import", ...others], folder)).stdout).toContain("No findings");
    expect((await validate([], folder)).stdout).toContain("1 excused by settings");
  });

  it("is refused under another name, as a folder, and as a link to nothing", async () => {
    const misnamed = faulty({ "connector-rules.yml": "profile: import\n" });
    expect(await validate([], misnamed)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Rename it to connector-rules.yaml"),
    });
    const [asFolder, asLink] = [faulty(), faulty()];
    mkdirSync(path.join(asFolder, "connector-rules.yaml"));
    symlinkSync("nowhere", path.join(asLink, "connector-rules.yaml"));
    for (const folder of [asFolder, asLink]) expect((await validate([], folder)).code).toBe(2);
  });

  it("can switch off reports about suppressions, and explains it", async () => {
    const folder = faulty();
    const unused = "suppress:\n  - { rule: doc-bom, reason: Because. }\n";
    const off = `rules:\n  unused-suppression: { severity: "off", reason: Shared. }\n`;
    writeFiles(folder, { "connector-rules.yaml": unused });
    expect((await validate([], folder)).stdout).toContain("unused-suppression");
    expect((await validate(["--ignore", "unused-suppression"], folder)).stdout).not.toContain(
      "unused-suppression",
    );
    writeFiles(folder, { "connector-rules.yaml": off + unused });
    expect((await validate([], folder)).stdout).not.toContain("unused-suppression");
    expect((await validate(["--explain", "unused-suppression"])).stdout).toContain("docs/validate.md");
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
      /connector-rules\.yaml:2:3: "rules\.doc-bom" has no "reason"/,
    ],
    ["an unknown key", "\nrule: {}\n", /yaml:2:1: The file has no key "rule"[\s\S]*Did you mean "rules"/],
    [
      "a misspelt key",
      "suppress:\n  - rule: doc-bom\n    raeson: Because.\n",
      /yaml:3:5: "suppress\.0" has no key "raeson"[\s\S]*Did you mean "reason"/,
    ],
    [
      "a severity that is none",
      "rules:\n  doc-bom: { severity: warn }\n",
      /yaml:2:14: "rules\.doc-bom\.severity" is "warn"[\s\S]*Write "error", "warning", "info" or "off"/,
    ],
    ["a bare severity", "rules:\n  doc-bom: off\n", /yaml:2:3: "rules\.doc-bom" is "off"[\s\S]*severity:/],
    ["a reason of blanks", `suppress:\n  - { rule: doc-bom, reason: "     " }\n`, /which gives no reason/],
    [
      "a place that is no pointer",
      "suppress:\n  - { rule: doc-bom, at: paths, reason: Yes. }\n",
      /not a JSON pointer/,
    ],
    ["a list", "- doc-bom\n", /yaml:1:1: The file is an array of 1/],
    [
      "several documents",
      "profile: import\n---\nprofile: import\n",
      /yaml:2:1: [\s\S]*several YAML documents/,
    ],
    [
      "an alias",
      "rules:\n  doc-bom: &x { severity: info }\n  doc-host-port: *x\n",
      /yaml:3:18: The alias "\*x"/,
    ],
    [
      "a key that is a list",
      "rules:\n  ? [doc-bom]\n  : { severity: info }\n",
      /yaml:2:5: A key must be a name/,
    ],
    ["endless nesting", "[".repeat(50_000), /nested too deeply/],
    ["broken YAML", "rules: [\n", /connector-rules\.yaml:2:1: /],
  ])("is refused with %s, at its line", async (_, text, message) => {
    const folder = faulty();
    writeFiles(folder, { "connector-rules.yaml": text });
    expect(await validate([], folder)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });
});

it("names what a run that was killed while it wrote has left, and makes no folder for a report", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, exampleFiles({ "apiProperties.json.0123456789ab.tmp": "{" }));
  const ran = await validate([folder]);
  expect(ran.stderr).toMatch(
    /apiProperties\.json\.0123456789ab\.tmp: left behind by a run that was interrupted/,
  );
  const lost = await validate([folder, "--output", path.join(folder, "none/report")]);
  expect(lost.code).toBe(2);
  expect(lost.stderr).toContain("there is no folder");
  expect(readdirSync(folder)).not.toContain("none");
});

it("reports without a stack trace that standard output cannot be written, and that a file is not a definition", async () => {
  // Linux alone has a device that is always full.
  if (existsSync("/dev/full")) {
    const full = spawnSync(process.execPath, [ENTRY, "validate", sound()], {
      stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
    });
    expect(full.status).toBe(2);
    expect(full.stderr.toString()).not.toMatch(/\n\s+at /);
  }
  const licence = await validate([path.join(ROOT, "LICENSE")]);
  expect(licence.code).toBe(2);
  expect(licence.stderr).toContain("is not a definition");
});

describe("what a fix leaves alone", () => {
  it("moves sections that are among the paths to the root, as one diagnosis each, and renames nothing", async () => {
    const folder = temporaryFolder();
    const definition = structuredClone(BASE_DEFINITION) as unknown as Record<string, Record<string, unknown>>;
    const paths = definition["paths"] as Record<string, unknown>;
    for (const key of ["securityDefinitions", "security"]) {
      if (definition[key] === undefined) continue;
      paths[key] = definition[key];
      delete definition[key];
    }
    writeFiles(folder, exampleFiles({ "apiDefinition.swagger.json": JSON.stringify(definition, null, 2) }));
    const found = JSON.parse((await validate([folder, "--format", "json"])).stdout) as {
      connectors: { findings: { rule: string; severity: string }[] }[];
    };
    const errors = found.connectors[0]?.findings.filter(({ severity }) => severity === "error") ?? [];
    expect(new Set(errors.map(({ rule }) => rule))).toEqual(new Set(["doc-misplaced-section"]));
    expect((await validate([folder, "--fix"])).code).toBe(0);
    const mended = JSON.parse(readFileSync(path.join(folder, "apiDefinition.swagger.json"), "utf8"));
    expect(Object.keys(mended.paths).filter((key: string) => /security/.test(key))).toEqual([]);
    expect(mended.securityDefinitions).toEqual(
      (BASE_DEFINITION as Record<string, unknown>)["securityDefinitions"],
    );
  });

  it("is what an author has written under a key, of whatever kind", async () => {
    const folder = temporaryFolder();
    const definition = structuredClone(BASE_DEFINITION) as unknown as Record<string, unknown>;
    definition["consumes"] = { "application/json": { comment: "ninety lines of it" } };
    definition["security"] = [
      { ...((definition["security"] as object[])?.[0] ?? {}), api_key: { keep: "this" } },
    ];
    writeFiles(folder, exampleFiles({ "apiDefinition.swagger.json": JSON.stringify(definition, null, 2) }));
    await validate([folder, "--fix"]);
    const text = readFileSync(path.join(folder, "apiDefinition.swagger.json"), "utf8");
    expect(text).toContain("ninety lines of it");
    expect(text).toContain('"keep": "this"');
  });
});
