/** Every format, on a report that holds hostile text: markup, control characters, quotes, lone surrogates. */
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json/values.ts";
import { PLAIN } from "../../src/machine/terminal/paint.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { codeFrame } from "../../src/validation/formats/code-frame.ts";
import { FORMAT_NAMES, type FormatName, loadFormat } from "../../src/validation/load-format.ts";
import type { ConnectorReport } from "../../src/validation/report.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();
const TITLE = `<img src=x onerror=alert(1)> "&' ]]> \u0001\u2028%0A::error::\ud800 and more text`;
/** A made-up secret of the shape that Google gives its own. */
const CREDENTIAL = `GOCSPX-${"Q7wE".repeat(7)}`;

function hostileReport(): ConnectorReport[] {
  const connector = buildExample({ definition: { info: { title: TITLE } } });
  const findings = validateWith(rules, connector);
  return [{ folder: "my folder/<b>", connector, findings, known: 0, suppressed: 0 }];
}

async function render(name: FormatName, report = hostileReport()): Promise<string> {
  const format = await loadFormat(name);
  const head = { profile: "certification", connectors: report.length } as const;
  return [...format(head, report, { rules, paint: PLAIN, all: true })].join("");
}

describe("each format", () => {
  it.each(FORMAT_NAMES.map((name) => [name]))(
    "%s ends with a line break and gives the same text twice",
    async (name) => {
      const text = await render(name);
      expect(text.endsWith("\n")).toBe(true);
      expect(await render(name)).toBe(text);
    },
  );

  it.each(FORMAT_NAMES.map((name) => [name]))(
    "%s sends no control sequence to a terminal, wherever it is",
    async (name) => {
      const text = `\u009b31m\u001b]0;title\u0007\u202egnp.exe \u2066`;
      const connector = buildExample({
        definition: { [text]: 1, info: { title: text.repeat(9), "x-unknown": text } },
        properties: { properties: { capabilities: text, iconBrandColor: text } },
      });
      const broken = buildExample({ files: { "apiProperties.json": `{"properties": ${text} }` } });
      const report = [connector, broken].map((each, index) => ({
        folder: `connectors/${text}${index}`,
        connector: each,
        findings: validateWith(rules, each),
        known: 0,
        suppressed: 0,
      }));
      expect(await render(name, report)).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202a-\u202e\u2066-\u2069]/,
      );
    },
  );

  it.each(FORMAT_NAMES.map((name) => [name]))("%s shows no credential, wherever it is", async (name) => {
    const connector = buildExample({
      definition: {
        paths: {
          "/parcels": {
            post: { "x-ms-visibility": CREDENTIAL, produces: [`${"x".repeat(40)} ${CREDENTIAL}`] },
          },
        },
      },
      // Fixing this one would move the value.
      properties: { properties: { capabilities: CREDENTIAL } },
    });
    const findings = validateWith(rules, connector);
    expect(findings.length).toBeGreaterThan(2);
    const text = await render(name, [{ folder: ".", connector, findings, known: 0, suppressed: 0 }]);
    expect(text).not.toContain(CREDENTIAL.slice(0, 12));
  });

  it("html holds no markup, script or address of the connector", async () => {
    const text = await render("html");
    expect(text).not.toContain("<img");
    expect(text).not.toContain("<script");
    expect(text).not.toMatch(/<[^>]*\s(?:src|href)=(?!"#(?:c\d+(?:-[a-z0-9-]+)?|summary)")/);
    expect(text).toContain("Content-Security-Policy");
  });

  it("html comes bit by bit, says once what holds for all findings of a rule, and sums up", async () => {
    const get = (letter: string) => ({
      get: {
        operationId: `Many${letter}`,
        summary: `Many ${letter}`,
        responses: { "204": { description: "No." } },
      },
    });
    const paths = { "/many/a": get("A"), "/many/b": get("B") };
    const connector = buildExample({ definition: { paths } });
    const findings = validateWith(rules, connector);
    const format = await loadFormat("html");
    const entry = { folder: ".", connector, findings, known: 0, suppressed: 0 };
    let given = 0;
    function* entries() {
      for (; given < 3; given++) yield entry;
    }
    const pieces = format({ profile: "certification", connectors: 3 }, entries(), {
      rules,
      paint: PLAIN,
      all: true,
    });
    let text = "";
    for (const piece of pieces) {
      text += piece;
      if (piece.startsWith("<section>")) expect(text.match(/<section>/g)).toHaveLength(given + 1);
    }
    const [group] = /<details id="c0-error-op-description-required".*?<\/details>/s.exec(text) ?? [""];
    expect(group.match(/<article>/g)).toHaveLength(2);
    expect(group.match(/class="help"/g)).toHaveLength(1);
    expect(text).toMatch(/<aside[\s\S]*<li class="error"><b>\d+<\/b> errors/);
  });

  it("html names the connector, one finding by its message, and lists what is wrong first", async () => {
    const connector = buildExample({ definition: { host: "https://api.fabrikam.com" } });
    const findings = validateWith(rules, connector);
    const text = await render("html", [{ folder: ".", connector, findings, known: 0, suppressed: 0 }]);
    expect(text).toContain(">Fabrikam Parcels <span");
    const message = /The host &#34;https:\/\/api\.fabrikam\.com&#34; is not/;
    const [group] = /<details id="c0-error-doc-host-format".*?<\/details>/s.exec(text) ?? [""];
    expect(/<summary>.*<\/summary>/.exec(group)?.[0]).toMatch(message);
    expect(group.match(new RegExp(message, "g"))).toHaveLength(1);
    expect(text).toMatch(/open><summary>Errors and warnings by rule.*href="#c0-error-doc-host-format"/s);
  });

  it("junit is XML without forbidden characters, one failure an error", async () => {
    const text = await render("junit");
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    expect(text.isWellFormed()).toBe(true);
    expect(text).toContain("&#10;docs/rules/info-title-length.md</failure>");
    expect(text).toMatch(
      /<testsuite name="my folder\/&#60;b&#62;" tests="\d+" failures="\d+" errors="0" skipped="0">/,
    );
  });

  it("github keeps one finding on one line, whatever its text", async () => {
    const report = hostileReport();
    const lines = (await render("github", report)).trimEnd().split("\n");
    expect(lines).toHaveLength(report[0]!.findings.length);
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) /);
  });

  it.each(FORMAT_NAMES.filter((name) => name !== "pretty").map((name) => [name]))(
    "%s says what follows from a finding, beside what is wrong and what to do",
    async (name) => {
      const place = { file: "apiDefinition.swagger.json", pointer: "/host" };
      const own = {
        id: "host-changed",
        class: "breaking" as const,
        signIn: false,
        message: "The host is another one.",
        why: "Connections are not known there.",
        help: "Ask people to sign in again.",
        place,
      };
      const connector = buildExample({ definition: { info: { description: null } } });
      const findings = validateWith(rules, connector, {
        previous: { changes: [own], packageFaults: [] },
      }).filter(({ rule }) => ["op-removed-breaking", "info-description-required"].includes(rule));
      expect(findings.map(({ rule }) => rule).toSorted()).toEqual([
        "info-description-required",
        "op-removed-breaking",
      ]);
      const text = await render(name, [{ folder: ".", connector, findings, known: 0, suppressed: 0 }]);
      const why = rules.find(({ id }) => id === "info-description-required")?.why ?? "";
      expect(text).toContain(why);
      const parts = [own.message, own.why, own.help].map((part) => text.indexOf(part));
      expect(parts.every((at) => at >= 0) && parts.toSorted((a, b) => a - b)).toEqual(parts);
    },
  );

  it.each(["html", "markdown"] as const)(
    "%s says once what follows from all findings of a rule",
    async (name) => {
      const connector = buildExample({
        definition: { paths: { "/a": { get: {} }, "/stamps": { get: {}, put: {}, delete: {} } } },
      });
      const findings = validateWith(rules, connector).filter(({ rule }) => rule === "op-id-required");
      expect(findings.length).toBeGreaterThan(2);
      const text = await render(name, [{ folder: ".", connector, findings, known: 0, suppressed: 0 }]);
      expect(text.split(findings[0]!.why)).toHaveLength(2);
    },
  );

  it("github stays below the length at which the runner cuts an annotation", async () => {
    const connector = buildExample({ definition: { info: { title: "a".repeat(9000) } } });
    const findings = validateWith(rules, connector);
    const text = await render("github", [{ folder: ".", connector, findings, known: 0, suppressed: 0 }]);
    for (const line of text.split("\n")) expect(line.length).toBeLessThan(4096);
  });

  it("github begins with the gravest, of which it shows ten", async () => {
    const definition = { info: { title: "Fabrikam Connector" }, host: "https://api.fabrikam.com" };
    const connector = buildExample({ definition: { ...definition, "x-ms-visibilty": 1 } });
    const findings = validateWith(rules, connector);
    const text = await render("github", [{ folder: ".", connector, findings, known: 0, suppressed: 0 }]);
    expect([...text.matchAll(/^::(\w+) .*title=([\w-]+)/gm)].map((match) => match.slice(1))).toEqual([
      ["error", "doc-host-format"],
      ["error", "info-title-restricted-words"],
      ["warning", "ext-unknown-xms-name"],
    ]);
  });

  it("github writes no more of a kind than it shows, over all connectors, one of each rule first", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 14 }, (_, number) => [
        `/many/${number}`,
        {
          get: {
            operationId: `Many${number}`,
            summary: `Many ${String.fromCharCode(65 + number)}`,
            "x-ms-visibility": "advanced",
            responses: { "204": { description: "Nothing." } },
          },
        },
      ]),
    );
    const entryOf = (folder: string, definition: JsonObject) => {
      const connector = buildExample({ definition });
      return { folder, connector, findings: validateWith(rules, connector), known: 0, suppressed: 0 };
    };
    const text = await render("github", [
      entryOf("a", { paths: many }),
      entryOf("b", { host: "https://api.fabrikam.com" }),
    ]);
    const errors = [...text.matchAll(/^::error .*title=([\w-]+)/gm)].map((match) => match[1]);
    expect(errors).toHaveLength(10);
    expect(errors[0]).toBe("doc-host-format");
    expect(text).toMatch(/\n15 errors, .*GitHub shows 10 of a kind/);
    expect(text.trimEnd().split("\n").at(-1)).not.toMatch(/^::/);
  });

  it("markdown has the table on top, infos folded, and nothing of a connector as markup", async () => {
    const connector = buildExample({
      definition: { info: { title: TITLE, description: "Sends <b>parcels</b> for @somebody" } },
    });
    const findings = validateWith(rules, connector);
    const text = await render("markdown", [
      { folder: "my folder/<b>", connector, findings, known: 0, suppressed: 0 },
    ]);
    expect(text).toMatch(/^### ❌ \d+ errors?, /);
    expect(text.indexOf("| error |")).toBeLessThan(text.indexOf("- **error**"));
    expect(text).toMatch(/<details><summary>\d+ infos?<\/summary>[\s\S]*<\/details>/);
    expect(text).not.toMatch(/<(?!\/?(?:details|summary|br)>)/);
    expect(text).toContain("my folder/&lt;b&gt;");
  });

  it("markdown prints advice that several findings share once", async () => {
    const connector = buildExample({
      definition: { paths: { "/a/": { get: {} }, "/stamps": { get: {}, put: {}, delete: {} } } },
    });
    const findings = validateWith(rules, connector).filter(({ rule }) => rule === "op-description-required");
    const text = await render("markdown", [{ folder: ".", connector, findings, known: 0, suppressed: 0 }]);
    expect(findings.length).toBeGreaterThan(2);
    expect(text.split('Write a "description"').length - 1).toBe(1);
    for (const { line } of findings) expect(text).toContain(`apiDefinition.swagger.json:${line}:`);
  });

  it("markdown says once with what sentence several helps end", async () => {
    const definition = { paths: { "/a": { get: { operationId: "list-a" }, put: { operationId: "put-a" } } } };
    const connector = buildExample({ definition });
    const findings = validateWith(rules, connector).filter(({ rule }) => rule === "op-id-special-characters");
    const text = await render("markdown", [{ folder: ".", connector, findings, known: 0, suppressed: 0 }]);
    expect(text).toContain('Write "ListA"');
    expect(text).toContain('Write "PutA"');
    expect(text.split("In a published one leave it").length - 1).toBe(1);
  });

  it("markdown stays below what GitHub takes for a comment", async () => {
    const paths = Object.fromEntries(
      Array.from({ length: 400 }, (_, number) => [
        `/p${number}`,
        { get: { operationId: `x ${number} ${"long".repeat(10)}`, responses: {} } },
      ]),
    );
    const connector = buildExample({ definition: { paths } });
    const entry = { connector, findings: validateWith(rules, connector), known: 0, suppressed: 0 };
    const text = await render("markdown", [
      { ...entry, folder: "a" },
      { ...entry, folder: "b" },
    ]);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/There is more|have no room here/);
    expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
  });

  it.each([
    [".", "apiDefinition.swagger.json"],
    ["../my folder", "../my%20folder/apiDefinition.swagger.json"],
    // Of a Windows where the connector is on another drive.
    ["D:/my folder", "file:///D:/my%20folder/apiDefinition.swagger.json"],
  ])("sarif gives the base address of the files of %s", async (folder, address) => {
    const [entry] = hostileReport();
    const text = await render("sarif", [{ ...entry!, folder }]);
    expect(text).toContain(`"uri":${JSON.stringify(address)}`);
  });

  it("sarif is valid against the schema of SARIF 2.1.0, with rule metadata and fixes", async () => {
    const report = hostileReport();
    const fixable = buildExample({
      files: { "apiProperties.json": '{"properties": {"connectionParameters": {},}}' },
    });
    report.push({
      folder: ".",
      connector: fixable,
      findings: validateWith(rules, fixable),
      known: 0,
      suppressed: 0,
    });
    const log = JSON.parse(await render("sarif", report));
    const schema = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    const ajv = new Ajv({ strict: false, validateSchema: false, unicodeRegExp: false });
    addFormats.default(ajv);
    const valid = ajv.compile({ ...schema, $schema: undefined, id: undefined });
    expect(valid(log), JSON.stringify(valid.errors)).toBe(true);
    const run = log.runs[0];
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    const changed = run.results.filter((result: { fixes?: unknown[] }) => result.fixes);
    expect(changed.length).toBeGreaterThan(0);
  });
});

describe("code frames", () => {
  const text = (content: string) => {
    const lines = content.split("\n");
    return { line: (number: number) => lines[number - 1] ?? "", lineCount: lines.length };
  };

  it("show two labelled places of one file, near or far", () => {
    const content = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join("\n");
    const frame = codeFrame(
      text(content),
      [
        { line: 18, column: 1, endLine: 18, endColumn: 5, label: "used here", primary: true },
        { line: 2, column: 6, endLine: 2, endColumn: 7, label: "defined here", primary: false },
      ],
      PLAIN,
    );
    expect(frame).toBe(
      [
        "   1 │ line 1",
        "   2 │ line 2",
        "     │      - defined here",
        "   3 │ line 3",
        "     ⋮",
        "  17 │ line 17",
        "› 18 │ line 18",
        "     │ ^^^^ used here",
        "  19 │ line 19",
      ].join("\n"),
    );
  });

  it("cut a minified line around the mark", () => {
    const line = `{"a":${"1234567890".repeat(1000)},"bad":true}`;
    const column = line.indexOf("bad");
    const frame = codeFrame(
      text(line),
      [{ line: 1, column, endLine: 1, endColumn: column + 5, primary: true }],
      PLAIN,
    );
    const [code, marks] = frame.split("\n") as [string, string];
    expect(code.length).toBeLessThan(130);
    expect(code.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1)).toBe('"bad"');
  });
});
