/**
 * How the time of each part of the workbench grows with its input: each dimension of a connector is doubled several times, and the
 * exponent is fitted to what the processor took. 1 is as fast as the input grows, 2 is quadratic.
 *
 *   npm run bench -- growth [DIMENSION …]
 *
 * Exits with 1 if an exponent is above 1.3 where the time is long enough to tell.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compareVersions } from "../src/comparison/index.ts";
import { connectorFromFiles } from "../src/definition/connector-folder.ts";
import { viewConnector } from "../src/designer/connector.ts";
import { referenceHtml } from "../src/generation/reference/html.ts";
import { referenceMarkdown } from "../src/generation/reference/markdown.ts";
import { referencePage } from "../src/generation/reference/page.ts";
import { connectorTypes } from "../src/generation/types/shapes.ts";
import { typescriptOf } from "../src/generation/types/typescript.ts";
import { stringifyExact } from "../src/json/exact-numbers.ts";
import type { JsonObject, JsonValue } from "../src/json/values.ts";
import { formatTable } from "../src/machine/terminal/table.ts";
import { buildPackages } from "../src/packaging/build.ts";
import { BASE_DEFINITION, BASE_PROPERTIES } from "../src/rules/examples/base-connector.ts";
import { loadRules } from "../src/rules/load-rules.ts";
import { validateWith } from "../src/validation/validate.ts";
import { record } from "../src/workbench/preview/record.ts";

/** Above this, something grows faster than its input; what is sorted, or grows with what is around it, stays below. */
const TOO_MUCH = 1.3;
/** Shorter times say more about the machine than about the code. */
const LEAST_MS = 40;
const DOUBLINGS = 3;

type Made = { definition?: JsonObject; properties?: JsonObject; files?: Record<string, string> };

const text = { type: "string", "x-ms-summary": "Some text", description: "Says something." };
const times = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, number) => make(number));
const named = (count: number, make: (number: number) => JsonValue): JsonObject =>
  Object.fromEntries(times(count, (number) => [`n${number}`, make(number)]));
const operation = (number: number, more: JsonObject = {}): JsonObject => ({
  operationId: `GetThing${number}`,
  summary: `Get thing ${number}`,
  description: `Gets the thing ${number}.`,
  parameters: [],
  responses: { "200": { description: "The thing.", schema: { type: "object", properties: { name: text } } } },
  ...more,
});
const withOperation = (more: JsonObject): Made => ({
  definition: { paths: { "/thing": { get: operation(0, more) } } },
});
const answer = (schema: JsonValue): Made =>
  withOperation({ responses: { "200": { description: "The thing.", schema } } });
const body = (schema: JsonValue): Made => ({
  definition: {
    paths: {
      "/thing": {
        post: operation(0, { parameters: [{ name: "body", in: "body", required: true, schema }] }),
      },
    },
  },
});
const query = (number: number, more: JsonObject = {}): JsonObject => ({
  name: `q${number}`,
  in: "query",
  ...text,
  ...more,
});

/** What all but the first of a list depend on. */
const after = (number: number, before: JsonObject): JsonObject => (number === 0 ? {} : { before });

/** Each gives a connector with so many of something; `start` is where the time begins to tell. */
const DIMENSIONS: Record<string, { start: number; make(count: number): Made }> = {
  operations: {
    start: 250,
    make: (count) => ({
      definition: { paths: Object.fromEntries(times(count, (n) => [`/things${n}`, { get: operation(n) }])) },
    }),
  },
  parameters: { start: 500, make: (count) => withOperation({ parameters: times(count, (n) => query(n)) }) },
  // Every pointer holds the path, so that what is printed of it grows with the square: few of them.
  "path parameters": {
    start: 60,
    make: (count) => ({
      definition: {
        paths: {
          [`/things${times(count, (n) => `/{p${n}}`).join("")}`]: {
            parameters: times(count, (n) => ({ name: `p${n}`, in: "path", required: true, ...text })),
            get: operation(0),
          },
        },
      },
    }),
  },
  properties: {
    start: 1000,
    make: (count) => answer({ type: "object", properties: named(count, () => text) }),
  },
  required: {
    start: 1000,
    make: (count) =>
      body({ type: "object", required: times(count, (n) => `n${n}`), properties: named(count, () => text) }),
  },
  depth: {
    start: 55,
    make: (count) => {
      let schema: JsonValue = text;
      for (let level = 0; level < count; level++)
        schema = { type: "object", properties: { inner: schema, beside: text } };
      return answer(schema);
    },
  },
  "rings of definitions": {
    start: 50,
    make: (count) => ({
      definition: {
        ...answer({ $ref: "#/definitions/n0" }).definition,
        definitions: named(count, (n) => ({
          type: "object",
          properties: { name: text, next: { $ref: `#/definitions/n${(n + 1) % count}` } },
        })),
      },
    }),
  },
  "chains of references": {
    start: 250,
    make: (count) => ({
      definition: {
        ...answer({ $ref: "#/definitions/n0" }).definition,
        definitions: named(count, (n) =>
          n + 1 < count
            ? { type: "object", properties: { next: { $ref: `#/definitions/n${n + 1}` } } }
            : text,
        ),
      },
    }),
  },
  "uses of one definition": {
    start: 250,
    make: (count) => ({
      definition: {
        paths: Object.fromEntries(
          times(count, (n) => [
            `/things${n}`,
            {
              get: operation(n, {
                responses: { "200": { description: "It.", schema: { $ref: "#/definitions/one" } } },
              }),
            },
          ]),
        ),
        definitions: { one: { type: "object", properties: named(20, () => text) } },
      },
    }),
  },
  enum: {
    start: 2000,
    make: (count) => withOperation({ parameters: [query(0, { enum: times(count, (n) => `value ${n}`) })] }),
  },
  policies: {
    start: 250,
    make: (count) => ({
      properties: {
        properties: {
          policyTemplateInstances: times(count, (n) => ({
            templateId: "setheader",
            title: `Policy ${n}`,
            parameters: {
              "x-ms-apimTemplateParameter.name": `X-Header-${n}`,
              "x-ms-apimTemplateParameter.value": "@connectionParameters('region', '')",
              "x-ms-apimTemplateParameter.existsAction": "override",
              "x-ms-apimTemplate-policySection": "Request",
              "x-ms-apimTemplate-operationName": ["ListDepots"],
            },
          })),
        },
      },
    }),
  },
  "connection parameters": {
    start: 250,
    make: (count) => ({
      properties: {
        properties: {
          connectionParameters: named(count, (n) => ({
            type: "string",
            uiDefinition: {
              displayName: `Setting ${n}`,
              description: "Says something.",
              tooltip: "Some text",
            },
          })),
        },
      },
    }),
  },
  files: {
    start: 2000,
    make: (count) => ({ files: Object.fromEntries(times(count, (n) => [`note-${n}.txt`, "text"])) }),
  },
  "dynamic inputs": {
    start: 250,
    make: (count) =>
      withOperation({
        parameters: times(count, (n) =>
          query(n, {
            "x-ms-dynamic-values": {
              operationId: "ListDepots",
              "value-path": "code",
              "value-title": "city",
              parameters: after(n, { parameter: `q${n - 1}` }),
            },
          }),
        ),
      }),
  },
  "dynamic fields of a body": {
    start: 100,
    make: (count) =>
      body({
        type: "object",
        properties: named(count, (n) => ({
          ...text,
          "x-ms-dynamic-values": {
            operationId: "ListDepots",
            "value-path": "code",
            "value-title": "city",
            parameters: after(n, { parameter: `n${n - 1}` }),
          },
          "x-ms-dynamic-list": {
            operationId: "ListDepots",
            itemValuePath: "code",
            itemTitlePath: "city",
            parameters: after(n, { parameterReference: `body/n${n - 1}` }),
          },
        })),
      }),
  },
  "bodies of triggers": {
    start: 100,
    make: (count) => ({
      definition: {
        paths: Object.fromEntries(
          times(count, (n) => [
            `/hooks${n}`,
            {
              "x-ms-notification-content": {
                description: "It.",
                schema: { type: "object", properties: named(10, () => text) },
              },
              post: operation(n, {
                "x-ms-trigger": "single",
                parameters: [
                  {
                    name: "body",
                    in: "body",
                    required: true,
                    schema: {
                      type: "object",
                      properties: {
                        url: { ...text, "x-ms-notification-url": true, "x-ms-visibility": "internal" },
                      },
                    },
                  },
                ],
                responses: { "201": { description: "Created." } },
              }),
            },
          ]),
        ),
      },
    }),
  },
  "long texts": {
    start: 20_000,
    make: (count) =>
      withOperation({
        description: `${"Gets the thing, and {more} of it. <b>See</b> https://example.com/a?b=c ".repeat(count / 20)}.`,
      }),
  },
  "long names": {
    start: 20_000,
    make: (count) => withOperation({ parameters: [query(0, { "x-ms-summary": "n-a ".repeat(count / 4) })] }),
  },
  findings: {
    start: 500,
    make: (count) =>
      answer({
        type: "object",
        properties: named(count, () => ({ type: "strin", format: 5, "x-ms-summry": "" })),
      }),
  },
  "findings that fix": {
    start: 100,
    make: (count) => ({
      definition: {
        paths: Object.fromEntries(
          times(count, (n) => [`/things${n}`, { get: operation(n, { summary: `get thing ${n}.` }) }]),
        ),
      },
    }),
  },
};

type Part = (made: Made, changed: Made) => unknown;

export async function run(args: string[]): Promise<void> {
  const rules = await loadRules();
  const folder = mkdtempSync(path.join(tmpdir(), "growth-"));
  const parts: Record<string, Part> = {
    validate: (made) => validateWith(rules, connectorOf(made)),
    designer: (made) => {
      const view = viewConnector(connectorOf(made));
      return JSON.stringify(view);
    },
    package: (made) => buildPackages(connectorOf(made), {}),
    reference: (made) => {
      const markdown = referenceMarkdown(referencePage(connectorOf(made)));
      return referenceHtml(markdown, { title: "Growth" });
    },
    types: (made) => typescriptOf(connectorTypes(connectorOf(made).definition?.value)),
    preview: async (made) => {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      for (const [name, content] of filesOf(made)) writeFileSync(path.join(folder, name), content);
      return stringifyExact(await record({ folder, rules, run: false }));
    },
    diff: (made, changed) =>
      compareVersions({ connector: connectorOf(made) }, { connector: connectorOf(changed) }),
  };
  const wanted = args.length > 0 ? args : Object.keys(DIMENSIONS);
  for (const part of Object.values(parts))
    await measure(part, DIMENSIONS.operations!.make(20), DIMENSIONS.operations!.make(21));
  const rows: string[][] = [];
  let worst = 0;
  for (const name of wanted) {
    const dimension = DIMENSIONS[name];
    if (!dimension)
      throw new Error(`There is no dimension "${name}": ${Object.keys(DIMENSIONS).join(", ")}.`);
    const row = [name];
    for (const part of Object.values(parts)) {
      const taken: number[] = [];
      for (let power = 0; power <= DOUBLINGS; power++) {
        const count = dimension.start * 2 ** power;
        taken.push(await measure(part, dimension.make(count), dimension.make(count + 1)));
      }
      // Only the end of the curve counts: at its beginning, what does not grow hides what does.
      const last = taken.at(-1)!;
      const exponent = Math.log2(last / taken.at(-3)!) / 2;
      const tells = last >= LEAST_MS;
      if (tells) worst = Math.max(worst, exponent);
      row.push(
        `${last.toFixed(0)} ms${tells ? ` ^${exponent.toFixed(2)}${exponent > TOO_MUCH ? " !" : ""}` : ""}`,
      );
    }
    rows.push(row);
    process.stderr.write(`${row.join("  ")}\n`);
  }
  rmSync(folder, { recursive: true });
  process.stdout.write(`${formatTable([["dimension", ...Object.keys(parts)], ...rows])}\n`);
  if (worst > TOO_MUCH) process.exitCode = 1;
}

/** The least of three, in milliseconds of processor time: whatever disturbs a run makes it longer. */
async function measure(part: Part, made: Made, changed: Made): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const before = process.cpuUsage();
    await part(made, changed);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
    if (least > 2000) break;
  }
  return least;
}

const connectorOf = (made: Made) => connectorFromFiles("growth", filesOf(made));

function filesOf({ definition = {}, properties = {}, files = {} }: Made): Map<string, Buffer> {
  const base = BASE_DEFINITION.paths as JsonObject;
  const whole = {
    ...BASE_DEFINITION,
    ...definition,
    paths: { ...base, ...(definition.paths as JsonObject | undefined) },
    definitions: {
      ...(BASE_DEFINITION.definitions as JsonObject | undefined),
      ...(definition.definitions as JsonObject | undefined),
    },
  };
  const inner = {
    ...(BASE_PROPERTIES.properties as JsonObject),
    ...(properties.properties as JsonObject | undefined),
  };
  return new Map([
    ["apiDefinition.swagger.json", Buffer.from(JSON.stringify(whole, null, 1))],
    ["apiProperties.json", Buffer.from(JSON.stringify({ properties: inner }, null, 1))],
    ...Object.entries(files).map(([name, content]) => [name, Buffer.from(content)] as const),
  ]);
}
