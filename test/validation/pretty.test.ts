/** The report for people: what comes first, what is said once, and that it fits the terminal. */
import { describe, expect, it } from "vitest";
import { PLAIN } from "../../src/machine/terminal/paint.ts";
import { cellsOf } from "../../src/machine/terminal/wrap.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import type { Example } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import type { FormatOptions } from "../../src/validation/format.ts";
import { codeFrame } from "../../src/validation/formats/code-frame.ts";
import pretty from "../../src/validation/formats/pretty.ts";
import { validateWith } from "../../src/validation/validate.ts";
import { changedDefinition } from "../support/connector-copy.ts";

const rules = await loadRules();

function report(example: Example, options: Partial<FormatOptions> = {}, folder = "."): string {
  const connector = buildExample(example);
  const findings = validateWith(rules, connector, { previous: example.previous });
  const entry = { folder, connector, findings, known: 0, suppressed: 0 };
  const head = { profile: "certification", connectors: 1 } as const;
  return [...pretty(head, [entry], { rules, paint: PLAIN, all: false, ...options })].join("");
}

/** Operations with ids that begin with a small letter: one hint each. And without descriptions: one error each. */
function operations(count: number): Example {
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `/many/${number}`,
      {
        get: {
          operationId: `small${number}`,
          summary: `Many ${String.fromCharCode(65 + number)}`,
          "x-ms-visibility": "advanced",
          responses: { "204": { description: "Nothing." } },
        },
      },
    ]),
  );
  return { definition: { paths } };
}

describe("the pretty report", () => {
  it("begins with what cannot be read, whatever comes before it in the file", () => {
    const text = changedDefinition(
      '"title": "Fabrikam Parcels"',
      '"title": "Fabrikam Parcels and a great deal more"',
    );
    const broken = report({ files: { "apiDefinition.swagger.json": text.replace(/\}\s*$/, ",}") } });
    expect(broken).toMatch(/^error [^\n]*\n[^\n]*doc-json-valid/);
    expect(broken).toContain("info-title-length");
    expect(broken).not.toContain("preliminary");
    const open = report({ files: { "apiDefinition.swagger.json": text.replace(/\}\s*$/, "") } });
    expect(open).toMatch(
      /docs\/rules\/doc-json-valid\.md\n\nUntil the file can be read, .*preliminary\.\n\nerror /,
    );
    expect(report(operations(1))).not.toContain("preliminary");
  });

  it("lists what breaks the connector before what only the review refuses, and secrets before both", () => {
    const example: Example = {
      definition: {
        info: { title: "Fabrikam Connector" },
        host: "https://api.fabrikam.com",
        definitions: { Parcel: { properties: { id: { example: `${"AKIA"}5XQ2ZL7WMB3TNK4P` } } } },
      },
    };
    const rulesTold = [...report(example).matchAll(/^ {2}docs\/rules\/(.*)\.md$/gm)].map((match) => match[1]);
    expect(rulesTold.slice(0, 3)).toEqual([
      "sec-client-secret-real",
      "doc-host-format",
      "info-title-restricted-words",
    ]);
  });

  it("says once what holds for all findings of a rule, and names the places of those it does not show", () => {
    const text = report(operations(6));
    const help = text
      .split("\n")
      .filter((line) => /help:.*one or two sentences|help: Add "description"/.test(line));
    expect(help).toHaveLength(1);
    expect(text.match(/^error .*no description/gm)).toHaveLength(3);
    expect(text).toMatch(
      /and 3 more of op-description-required at \d+:\d+, \d+:\d+, \d+:\d+\n {2}docs\/rules/,
    );
  });

  it("says what follows from a finding between its place and what to do, once for each rule of a connector", () => {
    const rule = rules.find(({ id }) => id === "op-description-required");
    const text = report(operations(6));
    expect(text.split(`\n  why:  ${rule?.why}\n  help: `)).toHaveLength(2);
    // An error and a hint of one rule have it in common.
    const mixed = report(operations(6), { all: true });
    const told = mixed.match(/^ {2}why: .*/gm) ?? [];
    expect(new Set(told).size).toBe(told.length);
  });

  it("says what follows from one finding where that is another thing than what the rule says", () => {
    const change = (id: string, why: string, pointer: string) => ({
      id,
      class: "breaking" as const,
      signIn: false,
      message: `Something of ${id} was removed.`,
      why,
      help: "Keep it.",
      place: { file: "apiDefinition.swagger.json", pointer },
    });
    const text = report({
      previous: {
        changes: [change("a", "Flows lose A.", "/host"), change("b", "Flows lose B.", "/info")],
        packageFaults: [],
      },
    });
    expect(text.match(/why: {2}Flows lose [AB]\./g)?.toSorted()).toEqual([
      "why:  Flows lose A.",
      "why:  Flows lose B.",
    ]);
    expect(text).not.toContain(rules.find(({ id }) => id === "op-removed-breaking")?.why);
  });

  it("folds hints into a line that says how many of which rules, and shows them with --all", () => {
    const short = report(operations(6));
    expect(short).toMatch(/^6 infos \(--all shows them\): op-id-pascal-case \(6\)$/m);
    expect(short).not.toContain('small0" begins');
    const all = report(operations(6), { all: true });
    expect(all.match(/^info The operationId "small/gm)).toHaveLength(6);
    expect(all).not.toContain("more of");
  });

  it("names the folder once, above its findings, and places without it", () => {
    const text = report(operations(6), {}, "connectors/a");
    expect(text.match(/connectors\/a/g)).toHaveLength(1);
    expect(text.startsWith("connectors/a\n\n")).toBe(true);
    expect(text).toMatch(/^ {2}apiDefinition\.swagger\.json:\d+:\d+ op-description-required/m);
  });

  it("reports once what applies to many places in the same words", () => {
    const definition = {
      definitions: Object.fromEntries(
        ["A", "B", "C", "D", "E"].map((name) => [
          name,
          { type: "object", properties: { size: { type: "string", "x-ms-visibility": "Internal" } } },
        ]),
      ),
      paths: {
        "/depots": {
          get: {
            responses: {
              "200": {
                schema: {
                  type: "object",
                  items: null,
                  properties: Object.fromEntries(
                    ["A", "B", "C", "D", "E"].map((name) => [
                      name.toLowerCase(),
                      { $ref: `#/definitions/${name}` },
                    ]),
                  ),
                },
              },
            },
          },
        },
      },
    };
    const text = report({ definition });
    expect(text.match(/^warning .*"Internal"/gm)).toHaveLength(1);
    expect(text).toMatch(/^ {2}here and in 4 more places: (?:\d+:\d+, ){3}\d+:\d+$/m);
    expect(report({ definition }, { all: true }).match(/^warning .*"Internal"/gm)).toHaveLength(5);
  });

  it("begins with a table by rule where there is much to say", () => {
    expect(report(operations(9))).toMatch(
      /^error +9 {2}op-description-required {2}\S[^\n]*\n\nerror The operation[\s\S]*✗ 9 errors/,
    );
    expect(report(operations(1))).not.toMatch(/\nerror +1 {2}op-/);
  });

  it("names in the table the one finding of a rule by its message, cut to the terminal", () => {
    const example = { definition: { ...operations(9).definition, host: "https://api.fabrikam.com" } };
    expect(report(example)).toMatch(
      /^error +1 {2}doc-host-format +The host "https:\/\/api\.fabrikam\.com" is not/m,
    );
    expect(report(example, { width: 80 })).toMatch(/^error +1 {2}doc-host-format .{20,}…$/m);
  });

  it("puts on lines of their own the codes and marks that the line of a place has no room for", () => {
    const schema = { properties: { callbackUrl: { type: "string" } } };
    const example = {
      definition: { paths: { "/hooks": { post: { parameters: [{ name: "body", in: "body", schema }] } } } },
    };
    const text = report(example, { width: 40 }, "connectors/parcels-of-fabrikam");
    expect(text).toMatch(
      /\n {4}webhook-url-required\n {4}\(WebhookOperationsMissingNotificationUrlProperty\)\n/,
    );
  });

  it("names a missing file without a line in it", () => {
    expect(report({ files: { "readme.md": null } })).toMatch(/\n {2}readme\.md pkg-readme\n/);
  });

  it.each([80, 140])("fits into %i cells but for names", (width) => {
    const text = report(operations(9), { width }, "connectors/a");
    const lines = text.split("\n").filter((line) => /\s/.test(line.trim()));
    expect(Math.max(...lines.map(cellsOf))).toBeLessThanOrEqual(width);
    if (width < 100) expect(report(operations(9), {}, "connectors/a")).not.toBe(text);
  });
});

describe("marks", () => {
  it("have the colour of the severity", () => {
    const paint = { ...PLAIN, red: (text: string) => `<${text}>`, yellow: (text: string) => `[${text}]` };
    const example = { definition: { paths: { "/depots": { get: { "x-ms-visibility": "Internal" } } } } };
    expect(report(example, { paint })).toMatch(/^\[warning\][\s\S]*\[\^+\]/);
    expect(report(example, { paint })).not.toMatch(/<\^/);
  });

  it("come with less indentation where lines would be cut, and only there", () => {
    const text = [
      `${" ".repeat(20)}"a": {`,
      `${" ".repeat(22)}"bad": "${"x".repeat(20)}"`,
      `${" ".repeat(20)}}`,
    ];
    const lines = { line: (number: number) => text[number - 1] ?? "", lineCount: 3 };
    const mark = { line: 2, column: 23, endLine: 2, endColumn: 28, primary: true };
    const narrow = codeFrame(lines, [mark], PLAIN, 40).split("\n");
    expect(narrow).toEqual([
      '  1 │ "a": {',
      `› 2 │   "bad": "${"x".repeat(20)}"`,
      "    │   ^^^^^",
      "  3 │ }",
    ]);
    expect(codeFrame(lines, [mark], PLAIN, 60)).toContain(`1 │ ${" ".repeat(20)}"a"`);
  });

  it("have their words below them where the line has no room for these", () => {
    const line = `"operationId": "${"x".repeat(24)}"`;
    const lines = { line: () => line, lineCount: 1 };
    const mark = {
      line: 1,
      column: 16,
      endLine: 1,
      endColumn: 42,
      primary: true,
      label: "no such operation",
    };
    expect(codeFrame(lines, [mark], PLAIN, 70)).toContain("^ no such operation");
    const narrow = codeFrame(lines, [mark], PLAIN, 45).split("\n");
    expect(narrow.at(-1)?.trim()).toMatch(/^│ +no such operation$/);
    for (const shown of narrow) expect(shown.length).toBeLessThanOrEqual(45 + 6);
  });

  it("are under the letters they mark, whatever their width", () => {
    const line = '"漢字": "😀e\u0301x", "bad": 1';
    const lines = { line: () => line, lineCount: 1 };
    const column = line.indexOf('"bad"') + 1;
    const frame = codeFrame(
      lines,
      [{ line: 1, column, endLine: 1, endColumn: column + 5, primary: true }],
      PLAIN,
    );
    const [code, marks] = frame.split("\n") as [string, string];
    expect(cellsOf(marks.slice(0, marks.indexOf("^")))).toBe(cellsOf(code.slice(0, code.indexOf('"bad"'))));
  });
});
