/** Types of a connector: they compile as strictly as can be, samples satisfy them, and what is wrong does not. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { jsonSchemaOf } from "../../src/generation/types/json-schema.ts";
import { connectorTypes } from "../../src/generation/types/shapes.ts";
import { typescriptOf } from "../../src/generation/types/typescript.ts";
import { LIBRARY } from "../comparison/host.ts";
import { runHere } from "../support/run-here.ts";
import { ROOT } from "../support/run-script.ts";

// biome-ignore lint/suspicious/noExplicitAny: definitions of every shape are written here.
type Any = any;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "types-"));
  mkdirSync(path.join(folder, "src"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the compiler says of some files, at its strictest; nothing if all is well. */
function compile(files: Record<string, string>): string {
  rmSync(path.join(folder, "src"), { recursive: true, force: true });
  mkdirSync(path.join(folder, "src"));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, "src", name), text);
  const compilerOptions = {
    ...{
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      isolatedModules: true,
    },
    ...{ noEmit: true, target: "es2022", module: "nodenext", allowImportingTsExtensions: true, types: [] },
    ...{ erasableSyntaxOnly: true, verbatimModuleSyntax: true },
  };
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(
    path.join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["src/*.ts"] }),
  );
  const tsc = path.join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], {
    encoding: "utf8",
    timeout: 120_000,
  });
  return stdout + stderr;
}

const typesOf = (definition: Any) => typescriptOf(connectorTypes(definition));
const ours = connectorTypes(readConnector(ROOT).definition?.value);

const outputOf = (schema: Any, definitions: Any = {}) =>
  typesOf({
    info: { title: "T", version: "1" },
    paths: { "/a": { get: { operationId: "Get", responses: { 200: { description: "OK", schema } } } } },
    definitions,
  });

describe("our types", () => {
  it("are satisfied by every sample, and by nothing of another kind", async () => {
    const samples = readdirSync(path.join(ROOT, "connector", "samples")).filter((name) =>
      name.endsWith(".json"),
    );
    expect(samples.length).toBeGreaterThan(5);
    const lines = samples.map((name, index) => {
      const text = readFileSync(path.join(ROOT, "connector", "samples", name), "utf8");
      return `export const sample${index}: Connector["triggers"]["UpdateAppointment"]["payload"] = ${text};`;
    });
    const said = compile({
      "bookings.ts": typescriptOf(ours),
      "samples.ts": `import type { Connector } from "./bookings.ts";\n${lines.join("\n")}
// @ts-expect-error a number is no text
export const wrong: Connector["triggers"]["CreateAppointment"]["payload"] = { CustomerName: 1 };
// @ts-expect-error there is no such field
export const unknown: Connector["triggers"]["CreateAppointment"]["payload"] = { CustomerNam: "x" };
// @ts-expect-error the page is missing
export const missing: Connector["triggers"]["CreateAppointment"]["input"] = {};
// @ts-expect-error there is no such trigger
export type None = Connector["triggers"]["DeleteAppointment"];
`,
    });
    expect(said).toBe("");
  });

  it("hold samples as JSON Schema too", async () => {
    const schema = JSON.parse(jsonSchemaOf(ours));
    const validate = new Ajv({ strict: false, validateFormats: false }).compile({
      ...schema,
      $ref: schema["x-operations"].CreateAppointment.payload,
    });
    const text = readFileSync(path.join(ROOT, "connector", "samples", "group-cancelled.json"), "utf8");
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ Customers: "nobody" })).toBe(false);
  });
});

describe("types", () => {
  it("say what is dynamic, an enumeration, a date, a map, and what contains itself", async () => {
    const text = outputOf(
      { $ref: "#/definitions/Node" },
      {
        Node: {
          type: "object",
          required: ["kind"],
          properties: {
            kind: { type: "string", enum: ["a", "b"] },
            at: { type: "string", format: "date-time" },
            big: { type: "integer", format: "int64" },
            next: { $ref: "#/definitions/Node" },
            map: { type: "object", additionalProperties: { type: "integer" } },
            more: { type: "object", "x-ms-dynamic-schema": { operationId: "GetSchema" } },
            list: { type: "array", items: { type: "string", enum: ["x", "y"] } },
          },
        },
      },
    );
    for (const line of [
      'kind: "a" | "b";',
      "at?: DateTime;",
      "big?: Int64;",
      "next?: Node;",
      "/** Dynamic: known only once GetSchema answers. */",
      "more?: unknown;",
      'list?: ("x" | "y")[];',
    ])
      expect(text).toContain(line);
    expect(text).toMatch(/map\?: \{\s+\[name: string\]: number;\s+\};/);
    expect(compile({ "a.ts": text })).toBe("");
  });

  it("leave out of inputs what the platform fills in, and take the flat names of flows", async () => {
    const said = compile({
      "library.ts": typesOf(LIBRARY.definition),
      "use.ts": `import type { Connector } from "./library.ts";
type Input<K extends keyof Connector["triggers"]> = Connector["triggers"][K]["input"];
export const nested: Input<"WhenReturned"> = { hook: { shelf: "a" } };
export const flat: Input<"WhenReturned"> = { "hook/shelf": "a" };
// @ts-expect-error the platform writes the callback address
export const filled: Input<"WhenReturned"> = { hook: { url: "x" } };
// @ts-expect-error makers do not see it
export type Hidden = Connector["actions"]["ListShelves"];
`,
    });
    expect(said).toBe("");
  });

  it.each([
    [
      "names that are words of the language",
      ["string", "Connector", "class", "any", "123", "", "ünï-cödé", "a b", "A_B", "__proto__"],
    ],
    ["names that are attacks", ["*/ evil()", "`$" + "{evil()}`", 'x"; evil()', "\u2028evil", "\\", "a\nb"]],
  ])("compile with %s", async (_, names) => {
    const definitions = Object.fromEntries(
      names.map((name) => [
        name.replaceAll("/", ""),
        {
          type: "object",
          description: name,
          properties: Object.fromEntries(
            names.map((inner) => [inner, { type: "string", description: inner, enum: [inner, "x"] }]),
          ),
        },
      ]),
    );
    const paths = Object.fromEntries(
      names.map((name, index) => [
        `/p${index}`,
        {
          post: {
            operationId: name || "e",
            summary: name,
            description: name,
            parameters: [
              {
                name: name || "b",
                in: "body",
                required: true,
                schema: { $ref: `#/definitions/${name.replaceAll("/", "")}` },
              },
            ],
            responses: {
              200: { description: name, schema: { $ref: `#/definitions/${name.replaceAll("/", "")}` } },
            },
          },
        },
      ]),
    );
    const text = typesOf({ info: { title: names.join(" "), version: "*/" }, paths, definitions });
    expect(compile({ "a.ts": text })).toBe("");
    expect(
      text.replace(/\/\*\*[^\n]*?\*\/|\/\/[^\n]*|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, ""),
    ).not.toContain("evil");
  });
});

describe("npm run types", () => {
  it("writes what the ending of the file says", async () => {
    const ts = path.join(folder, "bookings.ts");
    expect((await runHere("types", [ROOT, "--output", ts])).code).toBe(0);
    expect(readFileSync(ts, "utf8")).toBe(typescriptOf(ours));
    const json = path.join(folder, "bookings.json");
    expect((await runHere("types", [ROOT, "--output", json])).code).toBe(0);
    expect(JSON.parse(readFileSync(json, "utf8"))["x-operations"].CreateAppointment.kind).toBe("trigger");
    expect((await runHere("types", [ROOT])).stdout).toBe(typescriptOf(ours));
  });

  it("writes over its own files, and over nobody else's", async () => {
    for (const name of ["again.ts", "again.json"])
      for (const _ of [1, 2])
        expect((await runHere("types", [ROOT, "--output", path.join(folder, name)])).code).toBe(0);
    const properties = path.join(folder, "apiProperties.json");
    writeFileSync(properties, '{"properties": {}}');
    for (const command of ["types", "preview"])
      expect(await runHere(command, [ROOT, "--output", properties])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("output-not-ours"),
      });
    expect(readFileSync(properties, "utf8")).toBe('{"properties": {}}');
  });

  it("refuses other endings and folders without a definition", async () => {
    expect((await runHere("types", [ROOT, "--output", path.join(folder, "x.py")])).code).toBe(2);
    expect((await runHere("types", [folder])).code).toBe(2);
  });
});
