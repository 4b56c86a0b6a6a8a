/** The reference page: what it shows, that nothing of a connector becomes markup, and that ours is kept current. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectorFromFiles, readConnector } from "../../src/definition/connector-folder.ts";
import { referenceHtml } from "../../src/generation/reference/html.ts";
import { referenceMarkdown } from "../../src/generation/reference/markdown.ts";
import { referencePage } from "../../src/generation/reference/page.ts";
import { runHere } from "../support/run-here.ts";
import { ROOT } from "../support/run-script.ts";

// biome-ignore lint/suspicious/noExplicitAny: definitions of every shape are written here.
type Any = any;

function pageOf(
  definition: Any,
  properties: Any = { properties: { connectionParameters: {} } },
  intro?: string,
) {
  const files = new Map([
    [
      "apiDefinition.swagger.json",
      Buffer.from(JSON.stringify({ swagger: "2.0", info: { title: "T", version: "1" }, ...definition })),
    ],
    ["apiProperties.json", Buffer.from(JSON.stringify(properties))],
  ]);
  if (intro !== undefined) files.set("intro.md", Buffer.from(intro));
  const page = referencePage(connectorFromFiles("t", files));
  const markdown = referenceMarkdown(page);
  return {
    page,
    markdown,
    get html() {
      return referenceHtml(markdown, { title: page.title });
    },
  };
}

const answers = (schema: Any) => ({ responses: { 200: { description: "OK", schema } } });

function returnsOf(schema: Any, definitions: Any = {}) {
  const { page } = pageOf({
    paths: { "/a": { get: { operationId: "A", summary: "A", ...answers(schema) } } },
    definitions,
  });
  return { returns: page.actions[0]?.returns, definitions: page.definitions };
}

/** Rows of the tables below a heading, as cells. */
function table(markdown: string, heading: string): string[][] {
  const [, after = ""] = markdown.split(`\n${heading}\n`);
  return (after.split(/\n#{2,4} /)[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"))
    .slice(1)
    .map((line) => line.slice(2, -2).split(" | "));
}

describe("our page", () => {
  const markdown = referenceMarkdown(referencePage(readConnector(ROOT)));

  it("has the parts of the specification in their order", async () => {
    const headings = markdown.split("\n").filter((line) => /^##? /.test(line));
    expect(headings).toEqual([
      "# Microsoft Bookings (Preview)",
      ...["## Prerequisites", "## How to get credentials", "## Get started with your connector"],
      ...["## Known issues and limitations", "## Common errors and remedies", "## FAQ"],
      ...["## Creating a connection", "## Throttling Limits", "## Actions", "## Triggers", "## Definitions"],
    ]);
  });

  it("says where it is offered, who answers for it, how it signs in and how often it may be called", async () => {
    for (const fact of [
      "| Logic Apps | Standard | All Logic Apps regions except the following: Azure Government regions; Azure China regions; US Department of Defense (DoD) |",
      "| Power Apps | Standard | All Power Apps regions except the following: US Government (GCC); US Government (GCC High); China Cloud operated by 21Vianet; US Department of Defense (DoD) |",
      "| Name | Microsoft 365 Support |",
      "| Publisher | Microsoft Corporation |",
      "| Categories | Business Management;Collaboration |",
      "| [Default](#default) | Parameters for creating connection. | All regions | Not shareable |",
      "| API calls per connection | 100 | 60 seconds |",
    ])
      expect(markdown).toContain(fact);
  });

  it("shows what makers fill in, and what the connector does", async () => {
    const [, after = ""] = markdown.split("### When an appointment is cancelled\n");
    expect(table(after, "#### Parameters")).toEqual([
      ["Booking page", "SMTPAddress", "True", "string", "Select a booking page or enter its SMTP address."],
    ]);
    expect(table(after, "#### Set by the connector").map((row) => [row[1], row[3], row[5]])).toEqual([
      ["resource", "string", '`"Appointments"`'],
      ["change_type", "array of string", '`["Deleted"]`'],
    ]);
  });

  it("has a definition for each entity, nested objects as paths", async () => {
    const rows = table(markdown, "### AppointmentData");
    expect(rows).toHaveLength(30);
    expect(rows.find(([, at]) => at === "CustomerLocation.PhysicalAddress.City")?.[2]).toBe("string");
    expect(rows.find(([, at]) => at === "Customers")?.[2]).toBe("array of [CustomerData](#customerdata)");
    expect(table(markdown, "### CustomQuestion").find(([, at]) => at === "SelectedOptions")?.[2]).toBe(
      "array of integer",
    );
  });

  it("hides the internal operation, and shows an example payload of each trigger", async () => {
    expect(markdown).not.toContain("DeleteWebhook");
    expect(markdown.match(/^#### Example payload$/gm)).toHaveLength(3);
  });
});

describe("outputs", () => {
  it.each([
    [
      "an object in place",
      { type: "object", properties: { a: { type: "object", properties: { b: { type: "string" } } } } },
      ["a.b string"],
    ],
    [
      "a list of objects in place",
      {
        type: "object",
        properties: {
          l: { type: "array", items: { type: "object", properties: { b: { type: "integer" } } } },
        },
      },
      ["l array of object", "l.b integer"],
    ],
    [
      "a list of lists",
      {
        type: "object",
        properties: { l: { type: "array", items: { type: "array", items: { type: "string" } } } },
      },
      ["l array of array of string"],
    ],
    [
      "a list as a whole",
      {
        type: "array",
        items: { type: "object", properties: { b: { type: "string", format: "date-time" } } },
      },
      [" array of object", "b date-time"],
    ],
    [
      "something internal",
      {
        type: "object",
        properties: { a: { type: "string" }, i: { type: "string", "x-ms-visibility": "internal" } },
      },
      ["a string"],
    ],
  ])("of %s", async (_, schema, expected) => {
    const { returns } = returnsOf(schema);
    expect(
      returns?.kind === "rows" && returns.rows.map(({ path: at, type }) => `${at} ${type.text}`),
    ).toEqual(
      expected.map((text) => text.replace(/^b date/, ".b date")).map((text) => text.replace(/^\./, "")),
    );
  });

  it("in headers are shown, and are not called nothing", async () => {
    const headers = {
      "x-id": { type: "string", "x-ms-summary": "Message ID", description: "Of the message." },
      "x-inner": { type: "string", "x-ms-visibility": "internal" },
    };
    const { markdown } = pageOf({
      paths: { "/a": { get: { operationId: "A", responses: { 202: { description: "OK", headers } } } } },
    });
    expect(markdown).toContain("Headers of the answer:");
    expect(markdown).toContain("| Message ID | x-id | string | Of the message. |");
    expect(markdown).not.toContain("x-inner");
    expect(markdown).not.toContain("returns nothing");
  });

  it("that are dynamic have no example", async () => {
    const schema = { type: "object", "x-ms-dynamic-schema": { operationId: "S" } };
    const { markdown } = pageOf({ paths: { "/a": { get: { operationId: "A", ...answers(schema) } } } });
    expect(markdown).toContain("The outputs of this operation are dynamic.");
    expect(markdown).not.toContain("#### Example response");
  });

  it("that are dynamic are marked as such", async () => {
    expect(returnsOf({ "x-ms-dynamic-schema": { operationId: "S" } }).returns).toEqual({ kind: "dynamic" });
  });

  it("of definitions that contain themselves end", async () => {
    const Node = {
      type: "object",
      properties: {
        name: { type: "string" },
        next: { $ref: "#/definitions/Node" },
        all: { type: "array", items: { $ref: "#/definitions/Node" } },
      },
    };
    const { definitions } = returnsOf({ $ref: "#/definitions/Node" }, { Node });
    expect(definitions.map(({ rows }) => rows.map(({ type }) => type.text))).toEqual([
      ["string", "Node", "array of Node"],
    ]);
  });
});

describe("operations", () => {
  const operation = (more: Any) => ({ responses: { 200: { description: "OK" } }, ...more });

  it("that are deprecated name their successor", async () => {
    const { markdown } = pageOf({
      paths: {
        "/a": {
          get: operation({
            operationId: "Get",
            summary: "Get it",
            deprecated: true,
            "x-ms-api-annotation": { family: "Get", revision: 1 },
          }),
        },
        "/b": {
          get: operation({
            operationId: "Get_V2",
            summary: "Get it (V2)",
            "x-ms-api-annotation": { family: "Get", revision: 2 },
          }),
        },
      },
    });
    expect(markdown).toContain("### Get it [DEPRECATED]".replace("[", "\\[").replace("]", "\\]"));
    expect(markdown).toContain(
      "This action has been deprecated. Please use [Get it (V2)](#get-it-v2) instead.",
    );
  });

  it("in preview say so, once", async () => {
    const annotation = { "x-ms-api-annotation": { status: "Preview" } };
    const { markdown } = pageOf({
      paths: {
        "/a": { get: operation({ operationId: "A", summary: "Get", ...annotation }) },
        "/b": { get: operation({ operationId: "B", summary: "List (preview)", ...annotation }) },
      },
    });
    expect(markdown.match(/^### (?!Default).*/gm)).toEqual(["### Get (Preview)", "### List (preview)"]);
  });

  it("of one title have links of their own", async () => {
    const { html } = pageOf({
      paths: {
        "/a": { get: operation({ operationId: "A", summary: "Get" }) },
        "/b": { get: operation({ operationId: "B", summary: "Get" }) },
      },
    });
    expect(
      [...html.matchAll(/<td data-label="Action"><a href="#([^"]*)"/g)].map((match) => match[1]),
    ).toEqual(["get", "get-1"]);
    expect(html).toContain('<h3 id="get-1">');
  });
});

describe("connections", () => {
  it("have one part for each way to sign in", async () => {
    const { page } = pageOf(
      { paths: {} },
      {
        properties: {
          connectionParameterSets: {
            values: [
              {
                name: "oauth",
                uiDefinition: { displayName: "Sign in" },
                parameters: { token: { type: "oauthSetting", oAuthSettings: {} } },
              },
              {
                name: "key",
                metadata: { allowSharing: true },
                uiDefinition: { displayName: "Use a key" },
                parameters: {
                  k: {
                    type: "securestring",
                    uiDefinition: { displayName: "Key", constraints: { required: "true" } },
                  },
                },
              },
            ],
          },
        },
      },
    );
    expect(
      page.connections.map(({ title, authId, shareable, parameters }) => [
        title,
        authId,
        shareable,
        parameters.length,
      ]),
    ).toEqual([
      ["Sign in", "oauth", false, 0],
      ["Use a key", "key", true, 1],
    ]);
  });
});

describe("hostile texts", () => {
  const nasty =
    '"><script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) `a|b` | ![i](http://evil.example/i.png)';

  it("become neither markup nor cells", async () => {
    const { html, markdown } = pageOf({
      info: {
        title: nasty,
        description: nasty,
        version: "1",
        contact: { name: nasty, url: "javascript:alert(1)" },
      },
      paths: {
        "/a": {
          get: {
            operationId: nasty,
            summary: nasty,
            description: nasty,
            parameters: [{ name: nasty, in: "query", type: "string", description: `${nasty}\n# x\n\n- y` }],
            ...answers({ $ref: `#/definitions/${nasty.replaceAll("/", "~1")}` }),
          },
        },
      },
      definitions: {
        [nasty]: { type: "object", properties: { [nasty]: { type: "string", description: nasty } } },
      },
    });
    const rest = html.replace(/<script>\n\(function[\s\S]*?<\/script>/, "");
    expect(rest).not.toMatch(/<script|<img|<iframe|href="javascript/i);
    expect(markdown).not.toMatch(/^# x$/m);
    expect(table(markdown, "#### Parameters")[0]).toHaveLength(5);
    expect(html.match(/<td data-label="Key">/g)).toHaveLength(1);
  });

  it("of the introduction are shown, not obeyed; its open fence does not swallow the page", async () => {
    const { html } = pageOf(
      { paths: {} },
      undefined,
      `# Mine\n\n<script>alert(1)</script> <b>bold</b> ![p](https://evil.example/p.png) [l](javascript:x)\n\n**fine**\n\n\`\`\`\nopen`,
    );
    expect(html.replace(/<script>\n\(function[\s\S]*?<\/script>/, "")).not.toMatch(
      /<script|<img|<b>|href="javascript/,
    );
    expect(html).toContain("<strong>fine</strong>");
    expect(html).toContain('<h2 id="mine">');
    expect(html).toContain('id="creating-a-connection"');
  });

  it("cannot reach the network: the page forbids it itself", async () => {
    const { html } = pageOf({ paths: {} });
    expect(html).toContain("default-src 'none'; img-src data:;");
    expect(html.match(/(?:src|href)="(?!#|data:)[^"]*"/g)).toBeNull();
  });
});

describe("hostile sizes", () => {
  it("of examples are cut at 20 KB each", async () => {
    const wide = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`k${index}`, "x".repeat(90)]),
    );
    const huge = { type: "object", properties: { a: { type: "object", example: wide } } };
    const text = { type: "object", properties: { a: { type: "string", default: "y".repeat(1_000_000) } } };
    const { markdown } = pageOf({
      paths: {
        "/a": { get: { operationId: "A", ...answers(huge) } },
        "/b": { get: { operationId: "B", ...answers(text) } },
        "/c": {
          get: {
            operationId: "C",
            parameters: [
              {
                name: "p",
                in: "query",
                type: "string",
                "x-ms-visibility": "internal",
                default: "z".repeat(1_000_000),
              },
            ],
            ...answers(text),
          },
        },
      },
    });
    const examples = [...markdown.matchAll(/```json\n([\s\S]*?)\n```/g)].map((match) => match[1] ?? "");
    expect(examples).toHaveLength(4);
    for (const example of examples) expect(example.length).toBeLessThanOrEqual(20_000);
    expect(markdown.length).toBeLessThan(100_000);
  });

  it.each([
    ["asked for", {}],
    ["filled in by nobody", { "x-ms-visibility": "internal" }],
  ])("of inputs that fan out by references end, %s", async (_, more) => {
    const levels = 12;
    const definitions = Object.fromEntries(
      Array.from({ length: levels }, (_none, level) => [
        `L${level}`,
        {
          type: "object",
          properties: Object.fromEntries(
            Array.from({ length: 10 }, (_nothing, index) => [
              `p${index}`,
              level === levels - 1 ? { type: "string", ...more } : { $ref: `#/definitions/L${level + 1}` },
            ]),
          ),
        },
      ]),
    );
    const { page, markdown } = pageOf({
      paths: {
        "/a": {
          post: {
            operationId: "A",
            parameters: [{ name: "body", in: "body", schema: { $ref: "#/definitions/L0" } }],
            responses: { 200: { description: "OK" } },
          },
        },
      },
      definitions,
    });
    expect((page.actions[0]?.inputs.length ?? 0) + (page.actions[0]?.fixed.length ?? 0)).toBeLessThan(3_000);
    expect(markdown).toContain("This page is not complete");
  });

  it("of many operations with long tables end, and the page says so", async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [
        `p${index}`,
        { type: "string", description: "d".repeat(500) },
      ]),
    );
    const body = { name: "body", in: "body", schema: { $ref: "#/definitions/Long" } };
    const { markdown } = pageOf({
      paths: Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [
          `/${index}`,
          {
            post: { operationId: `O${index}`, parameters: [body], responses: { 200: { description: "OK" } } },
          },
        ]),
      ),
      definitions: { Long: { type: "object", properties } },
    });
    expect(markdown.length).toBeLessThan(8_000_000);
    expect(markdown).toContain("This page is not complete");
  });
});

describe("npm run reference", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "reference-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("writes both files, the same every time, and checks them", async () => {
    const run = (...more: string[]) => runHere("reference", [ROOT, "--output", folder, ...more]);
    expect((await run("--check")).code).toBe(1);
    expect((await run()).code).toBe(0);
    const first = readFileSync(path.join(folder, "reference.html"), "utf8");
    expect((await run("--check")).code).toBe(0);
    expect((await run()).code).toBe(0);
    expect(readFileSync(path.join(folder, "reference.html"), "utf8")).toBe(first);
    writeFileSync(path.join(folder, "reference.md"), "old");
    const { code, stderr } = await run("--check");
    expect({ code, named: stderr.includes("reference.md") }).toEqual({ code: 1, named: true });
    expect(readFileSync(path.join(folder, "reference.md"), "utf8")).toBe("old");
  });

  it("writes over a page of its own, and over nothing else", async () => {
    writeFileSync(path.join(folder, "reference.md"), "# My notes\n");
    expect(await runHere("reference", [ROOT, "--output", folder])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("output-not-ours"),
    });
    expect(readdirSync(folder)).toEqual(["reference.md"]);
    expect(readFileSync(path.join(folder, "reference.md"), "utf8")).toBe("# My notes\n");
  });

  it("writes nothing of a definition whose JSON is broken, and says where", async () => {
    writeFileSync(
      path.join(folder, "apiDefinition.swagger.json"),
      '{\n  "swagger": "2.0",\n  "info": {"title": "T"}}\n}',
    );
    for (const command of ["reference", "types"]) {
      const { code, stdout, stderr } = await runHere(command, [
        folder,
        "--output",
        path.join(folder, "out.ts"),
      ]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("apiDefinition.swagger.json:4:1: There is text after the end");
    }
    expect(readdirSync(folder)).toEqual(["apiDefinition.swagger.json"]);
  });

  it.each([
    ["named after the operation", "samples", "A-first.json", undefined],
    ["in the folder connector", "connector/samples", "a.json", undefined],
    ["named by service.yaml", "samples", "x.json", "samples: [{ file: x.json, trigger: A }]"],
    [
      "named by service.yaml with its change",
      "samples",
      "x.json",
      "changes: [{ changeType: C, trigger: A }]\nsamples: [{ file: x.json, changeType: C }]",
    ],
  ])("shows the author's sample %s", async (_, samples, file, facts) => {
    mkdirSync(path.join(folder, samples), { recursive: true });
    writeFileSync(path.join(folder, samples, file), '{"from": "the author"}');
    // Broken, or of another operation: neither is shown, neither stops anything.
    writeFileSync(path.join(folder, samples, "A-bad.json"), "{");
    writeFileSync(path.join(folder, samples, "AB.json"), '{"from": "another"}');
    if (facts) writeFileSync(path.join(folder, "service.yaml"), facts);
    const schema = { type: "object", properties: { from: { type: "string" } } };
    writeFileSync(
      path.join(folder, "apiDefinition.swagger.json"),
      JSON.stringify({
        swagger: "2.0",
        info: { title: "T", version: "1" },
        paths: { "/a": { get: { operationId: "A", "x-ms-trigger": "batch", ...answers(schema) } } },
      }),
    );
    const markdown = referenceMarkdown(referencePage(readConnector(folder)));
    expect(markdown).toContain('"from": "the author"');
    expect(markdown).not.toContain("another");
  });

  it("reads no sample outside the folder", async () => {
    const schema = { type: "object", properties: { from: { type: "string" } } };
    const inner = path.join(folder, "inner");
    mkdirSync(path.join(inner, "samples"), { recursive: true });
    writeFileSync(path.join(folder, "secret.json"), '{"from": "outside"}');
    symlinkSync(path.join(folder, "secret.json"), path.join(inner, "samples", "A.json"));
    writeFileSync(path.join(inner, "service.yaml"), "samples: [{ file: ../../secret.json, trigger: A }]");
    writeFileSync(
      path.join(inner, "apiDefinition.swagger.json"),
      JSON.stringify({
        swagger: "2.0",
        info: { title: "T", version: "1" },
        paths: { "/a": { get: { operationId: "A", ...answers(schema) } } },
      }),
    );
    expect(referenceMarkdown(referencePage(readConnector(inner)))).not.toContain("outside");
  });

  it("keeps docs/reference.md current", async () => {
    expect(readFileSync(path.join(ROOT, "docs", "reference.md"), "utf8")).toBe(
      referenceMarkdown(referencePage(readConnector(ROOT))),
    );
  });

  it("holds no character that a terminal or a page would obey", async () => {
    const { html } = pageOf({ info: { title: "A\u001b]0;x\u0007B\u202eC", version: "1" }, paths: {} });
    expect(html).toContain("<title>A\\u001b]0;x\\u0007B");
    expect(html).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202e]/);
  });

  it("shortens words that nobody reads, whose length would take the time of its square", async () => {
    const description = `${"_a".repeat(200_000)} the end`;
    const { html } = pageOf({ info: { title: "A", version: "1", description }, paths: {} });
    expect(html).toMatch(/_a.{0,4}…/);
    expect(html).toContain("the end");
    expect(html.length).toBeLessThan(200_000);
  });

  it("writes such a character in an example as JSON does", async () => {
    const operation = {
      operationId: "Send",
      parameters: [{ name: "body", in: "body", schema: { type: "object", example: { a: "b\u202ec" } } }],
      responses: { 200: { description: "OK" } },
    };
    const { markdown } = pageOf({ info: { title: "A", version: "1" }, paths: { "/a": { post: operation } } });
    expect(markdown).toContain("b\\u202ec");
    expect(markdown).not.toContain("\u202e");
  });

  it("refuses a folder without a definition", async () => {
    expect((await runHere("reference", [folder])).code).toBe(2);
    expect((await runHere("reference", [path.join(folder, "nowhere")])).code).toBe(2);
  });
});
