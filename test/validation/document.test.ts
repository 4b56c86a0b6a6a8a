/** What examples cannot show: hostile files take bounded time, and no fault of reading is ever silent. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectorFromFiles, readConnector } from "../../src/definition/connector-folder.ts";
import type { JsonObject } from "../../src/json/values.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import type { Finding } from "../../src/rules/language/finding.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();
const GROUPS = ["document", "info", "package-files", "icon-branding"];
const own = rules.filter((rule) => GROUPS.includes(rule.group));

function findingsOf(definition: JsonObject): Finding[] {
  return validateWith(own, buildExample({ definition }));
}

function rulesOf(findings: Finding[]): string[] {
  return [...new Set(findings.map((finding) => finding.rule))];
}

function definitions(count: number, refs: (index: number) => number[]): JsonObject {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `D${index}`,
      {
        type: "object",
        properties: Object.fromEntries(refs(index).map((to) => [`p${to}`, { $ref: `#/definitions/D${to}` }])),
      },
    ]),
  );
}

describe("schemas that refer to each other", () => {
  it("are counted in a chain of thousands", () => {
    const chain = definitions(5000, (index) => (index < 4999 ? [index + 1] : []));
    const found = findingsOf({ definitions: chain });
    expect(rulesOf(found)).toContain("doc-schema-count-definition");
  });

  it("are counted where every one refers to every other", () => {
    const all = definitions(120, () => Array.from({ length: 120 }, (_, to) => to));
    const found = findingsOf({ definitions: all });
    expect(found.filter((finding) => finding.rule === "doc-schema-count-definition")).toHaveLength(120);
  });

  it("may form circles without being too large", () => {
    const ring = definitions(50, (index) => [(index + 1) % 50, index]);
    const used = {
      paths: {
        "/depots": { get: { responses: { "200": { schema: { items: { $ref: "#/definitions/D0" } } } } } },
      },
    };
    const found = findingsOf({ ...used, definitions: ring });
    expect(rulesOf(found)).not.toContain("doc-schema-count-definition");
    expect(rulesOf(found)).toContain("doc-schema-depth");
  });

  it("are never expanded: a bomb is recognized immediately", () => {
    const bomb = definitions(200, (index) => (index < 199 ? [index + 1] : []));
    for (let index = 0; index < 199; index++) {
      const next = { $ref: `#/definitions/D${index + 1}` };
      bomb[`D${index}`] = { type: "object", allOf: [next, next], properties: { a: next, b: next } };
    }
    const before = performance.now();
    const found = findingsOf({ definitions: bomb });
    expect(performance.now() - before).toBeLessThan(5000);
    expect(rulesOf(found)).toContain("doc-schema-count-definition");
  });
});

describe("texts of a million characters", () => {
  const long = " ".repeat(1_000_000);

  it.each([
    ["title", { info: { title: `a${long}b` } }],
    ["description", { info: { description: `${"a".repeat(1_000_000)} ${"b".repeat(1_000_000)}` } }],
    ["host", { host: `${"a".repeat(1_000_000)}!` }],
    ["basePath", { basePath: `/${"/".repeat(1_000_000)}a` }],
    [
      "categories",
      { "x-ms-connector-metadata": [{ propertyName: "Categories", propertyValue: `a${long}b` }] },
    ],
    ["url", { info: { contact: { url: `a${".a".repeat(500_000)}!` } } }],
    ["extension", { [`x-ms-${"a".repeat(1_000_000)}`]: true }],
    ["reference", { definitions: { Box: { items: { $ref: `#${"/a".repeat(500_000)}` } } } }],
  ] satisfies [string, JsonObject][])("are read once where they are the %s", (_, definition) => {
    const before = performance.now();
    const found = findingsOf(definition);
    expect(performance.now() - before).toBeLessThan(3000);
    for (const finding of found) expect(finding.message.length).toBeLessThan(500);
  });

  it.each([
    ["white space behind using", `using${" ".repeat(500_000)}!`],
    ["dots", `using ${"a.".repeat(250_000)}!`],
    ["opening braces", "{".repeat(500_000)],
    ["comments", `/*${" ".repeat(500_000)}*/ Task ${" ".repeat(400_000)}`],
  ])("are read once where they are the script: %s", (_, script) => {
    const before = performance.now();
    validateWith(own, buildExample({ files: { "script.csx": script } }));
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

it("thousands of misspelt names and broken references are reported without guessing at each", () => {
  const names = Array.from({ length: 3000 }, (_, index) => `x-ms-sumary${index}`);
  const refs = Array.from({ length: 3000 }, (_, index) => ({ $ref: `#/definitions/Lid${index}` }));
  const before = performance.now();
  const found = findingsOf({
    ...Object.fromEntries(names.map((name) => [name, true])),
    definitions: {
      ...Object.fromEntries(refs.map((_, index) => [`Led${index}`, { type: "string" }])),
      Box: { type: "object", properties: Object.fromEntries(refs.map((ref, index) => [`p${index}`, ref])) },
    },
  });
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(found.filter((finding) => finding.rule === "ext-unknown-xms-name")).toHaveLength(3000);
  expect(found.filter((finding) => finding.rule === "doc-ref-resolves")).toHaveLength(3000);
});

it("a connector whose place holds something else is reported once", () => {
  for (const text of ["[]", "null", "7", '"swagger"']) {
    const files = new Map([
      ["apiDefinition.swagger.json", Buffer.from(text)],
      [
        "apiProperties.json",
        Buffer.from('{"properties": {"connectionParameters": {}, "iconBrandColor": "#123456"}}'),
      ],
    ]);
    const found = validateWith(own, connectorFromFiles("something", files), { profile: "import" });
    expect(found.map((finding) => finding.rule)).toEqual(["doc-json-valid"]);
  }
});

it("an OpenAPI 3 document is one finding, not a list of what Swagger 2.0 would have", () => {
  const text = JSON.stringify({
    openapi: "3.0.0",
    info: { title: "Parcels", description: "Sends parcels.", version: "1" },
    servers: [],
    paths: { "/a": { get: { responses: {} } } },
    components: {},
  });
  const found = validateWith(own, buildExample({ files: { "apiDefinition.swagger.json": text } }), {
    profile: "import",
  });
  expect(found.map((finding) => finding.rule)).toEqual(["doc-openapi3"]);
});

describe("a fault of reading", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "connector-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const files = [
    "apiDefinition.swagger.json",
    "apiProperties.json",
    "settings.json",
    "icon.png",
    "script.csx",
    "readme.md",
    "intro.md",
  ];
  const sound = (root: string) => {
    mkdirSync(root);
    const example = buildExample({});
    for (const part of [example.definition, example.properties, example.readme, example.intro])
      if (part) writeFileSync(path.join(root, part.file), part.bytes);
  };
  const faults: [string, (target: string) => void][] = [
    ["outside", (target) => symlinkSync("/", target)],
    ["folder", (target) => symlinkSync(".", target)],
    ["dangling", (target) => symlinkSync("nowhere", target)],
    [
      "large",
      (target) => {
        writeFileSync(target, "");
        truncateSync(target, 17 * 1024 * 1024);
      },
    ],
    ["not-utf8", (target) => writeFileSync(target, Buffer.from('{"a": "\u00e9"}', "latin1"))],
    ["syntax", (target) => writeFileSync(target, "{,}")],
    ["deep", (target) => writeFileSync(target, "[".repeat(2000) + "]".repeat(2000))],
  ];

  it.each(files.flatMap((file) => faults.map(([name, make]) => [name, file, make] as const)))(
    "(%s) of %s is never silent",
    (name, file, make) => {
      const root = path.join(folder, `${name}-${file}`);
      sound(root);
      rmSync(path.join(root, file), { force: true });
      make(path.join(root, file));
      const connector = readConnector(root);
      const found = validateWith(rules, connector, { profile: "certification" });
      for (const problem of connector.problems)
        expect(
          found.filter((finding) => finding.file === problem.file).map((finding) => finding.message),
        ).toContain(problem.message);
    },
  );

  it("shows in an empty folder as one finding", () => {
    const root = path.join(folder, "empty");
    mkdirSync(root);
    expect(validateWith(rules, readConnector(root)).map((finding) => finding.rule)).toEqual([
      "pkg-definition-name",
    ]);
  });
});

describe("references that lead nowhere", () => {
  it("are counted once each, though two rules collect them, and fixed once", () => {
    const found = findingsOf({
      definitions: {
        Box: { type: "object", properties: { lid: { $ref: "Parcel" }, base: { $ref: "Parcel" } } },
      },
    }).filter(({ rule }) => rule === "doc-ref-local-only");
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain("used 2 times");
    expect(found[0]?.fix?.()?.edits).toHaveLength(2);
  });
});
