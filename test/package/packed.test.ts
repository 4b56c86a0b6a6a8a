/** The package as somebody else has it: packed, unpacked into an empty project, with nothing else installed but their own tools. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../support/run-here.ts";
import { type Ran, ROOT } from "../support/run-script.ts";

const project = realpathSync(mkdtempSync(path.join(tmpdir(), "packed-")));
afterAll(() => rmSync(project, { recursive: true, force: true }));
const home = path.join(project, "node_modules", "connector-workbench");

beforeAll(() => {
  execFileSync(process.execPath, [path.join(ROOT, "scripts/build-package.ts"), "--keep-page"], {
    stdio: "pipe",
  });
  const windows = process.platform === "win32";
  const options = { cwd: ROOT, encoding: "utf8", shell: windows, stdio: "pipe" } as const;
  // The build has run; what would run it again is left out.
  execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", project], options);
  const tarball = readdirSync(project).find((name) => name.endsWith(".tgz")) ?? "";
  writeFileSync(path.join(project, "package.json"), '{ "name": "somebody-else", "type": "module" }');
  // By npm, which every machine has. There is nothing that it could want from the network.
  const quiet = ["--offline", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund"];
  execFileSync("npm", ["install", ...quiet, `./${tarball}`], { ...options, cwd: project });
  mkdirSync(path.join(project, "node_modules", "@types"));
  for (const tool of ["typescript", "vitest", "undici-types", "@types/node"])
    symlinkSync(path.join(ROOT, "node_modules", tool), path.join(project, "node_modules", tool), "junction");
  cpSync(path.join(ROOT, "test/testing/fixtures/parcels"), path.join(project, "parcels"), {
    recursive: true,
  });
});

/** The first operation cannot be answered by a made-up sample: its pattern is beyond that. */
const SERVICE = `openapi: 3.1.0
info: { title: Parcel Service, version: "2.1", description: Tracks the parcels of all your depots. }
servers: [{ url: "https://api.parcels.com/v2" }]
paths:
  /depots:
    get:
      operationId: ListDepots
      summary: List depots
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema: { type: object, properties: { code: { type: string, pattern: "^[QX]{7}-\\\\d+$" } } }
  /parcels/{number}:
    get:
      operationId: GetParcel
      summary: Get a parcel
      parameters: [{ name: number, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Parcel" } } } }
components:
  schemas:
    Parcel: { type: object, required: [number], properties: { number: { type: string }, weight: { type: [number, "null"] } } }
  securitySchemes:
    other: { type: apiKey, in: header, name: X-Key }
    signin:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://id.parcels.com/authorize
          tokenUrl: https://id.parcels.com/token
          scopes: { read: Reads }
security: [{ signin: [read] }]
`;

function run(command: string, ...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd: project,
    encoding: "utf8",
    input: "",
    timeout: 150_000,
    env: { PATH: process.env.PATH ?? "", HOME: project, LOCALAPPDATA: project },
  });
  return { code: status, stdout, stderr };
}

const connector = (...args: string[]) => run(path.join(home, "bin/connector.cjs"), ...args);

/** Runs a program of the project, given as the text of an ES module. */
function program(text: string): unknown {
  writeFileSync(path.join(project, "program.mjs"), text);
  const { code, stdout, stderr } = run("program.mjs");
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

describe("the packed file", () => {
  it("holds no tests, benches or sources of code, and depends on nothing", () => {
    const files = readdirSync(home, { recursive: true, encoding: "utf8" }).map((file) =>
      file.replaceAll("\\", "/"),
    );
    const odd = files.filter(
      (file) => /^(?:test|bench|scripts)\//.test(file) || (/\.tsx?$/.test(file) && !file.endsWith(".d.ts")),
    );
    expect(odd).toEqual([]);
    const { dependencies, scripts } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8"));
    expect(dependencies).toBeUndefined();
    expect(Object.keys(scripts).filter((name) => /install|^prepare$/.test(name))).toEqual([]);
    const licences = readFileSync(path.join(home, "build/THIRD-PARTY-LICENSES.md"), "utf8");
    for (const library of ["ajv", "commander", "msw", "yaml", "react"])
      expect(licences).toContain(`## ${library} `);
  });
});

describe("connector", () => {
  it("lists its commands, and names the one that was probably meant", () => {
    expect(connector("--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("  validate  ") });
    expect(connector("vaildate")).toMatchObject({ code: 2, stderr: expect.stringContaining('"validate"') });
    const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
    expect(connector("--version").stdout).toBe(`${version}\n`);
  });

  it("shows examples as they are typed here", () => {
    const { stdout } = connector("validate", "--help");
    expect(stdout).toContain("Usage: connector validate [options]");
    expect(stdout).toContain("connector validate ../my-connector --profile import");
    expect(stdout).not.toContain("npm run");
  });

  it("says what is installed, and completes what is typed", () => {
    const { code, stdout } = connector("doctor", "--format", "json");
    expect(code).toBe(0);
    const names = JSON.parse(stdout).checks.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["Node", "browser", "git", "pac", "paconn", ".NET", "port"]);
    for (const shell of ["bash", "zsh", "fish", "powershell"])
      expect(connector("completion", shell).stdout).toContain("connector");
    expect(connector("complete", "--", "val").stdout).toMatch(/^validate\b/);
    expect(connector("complete", "--", "validate", "--prof").stdout).toMatch(/^--profile\b/);
    expect(connector("complete", "--", "validate", "--profile", "").stdout).toMatch(/^import\b/);
  });

  it("leaves files to the shell where files are meant", () => {
    const offered = (...words: string[]) => connector("complete", "--", ...words).stdout.trim();
    expect(offered("validate", "")).toBe(":0");
    expect(offered("validate", "--baseline", "")).toBe(":0");
    expect(offered("vaildate")).toBe(":4");
    expect(offered("validate", "--profile=imp")).toMatch(/^import\s+:4$/);
  });

  it.skipIf(process.platform === "win32")("completes in a bash that has nothing else, read twice", () => {
    writeFileSync(path.join(project, "completion.bash"), connector("completion", "bash").stdout);
    // The functions of the shell that only work while it completes stand aside.
    const script = `set -e
connector() { "${process.execPath}" "${home}/bin/connector.cjs" "$@"; }
. ./completion.bash; . ./completion.bash
compopt() { :; }
COMP_WORDS=(connector init x --template we); COMP_CWORD=4
__connector_complete connector we --template
echo "\${COMPREPLY[*]}"; complete -p connector`;
    const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], {
      cwd: project,
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "", HOME: project },
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("webhook\n");
    expect(stdout).toContain("-o default");
  });

  it("validates by the same rules as the sources", () => {
    const here = connector("validate", "--list-rules", "--format", "json");
    const sources = spawnSync(
      process.execPath,
      [path.join(ROOT, "scripts/run.mjs"), "validate", "--list-rules", "--format", "json"],
      { encoding: "utf8" },
    );
    expect(JSON.parse(here.stdout)).toEqual(JSON.parse(sources.stdout));
    expect(connector("validate", "parcels", "--format", "json")).toMatchObject({ code: 1 });
    expect(connector("validate", home)).toMatchObject({ code: 0 });
  });

  it("loads what only a reader asks of a rule when somebody reads it", () => {
    const words = path.join(home, "build/commands/rule-words.cjs");
    renameSync(words, `${words}.away`);
    expect(connector("validate", home)).toMatchObject({ code: 0, stderr: "" });
    renameSync(`${words}.away`, words);
    const { stdout } = connector("validate", "--explain", "icon-square");
    expect(stdout).toMatch(/Why: .* square/);
    expect(stdout).toContain("The icon is 200 pixels wide and 120 high.");
  });

  it("loads each command's own modules only for that command, and the rules only for those that need them", () => {
    const commands = path.join(home, "build/commands");
    const without = (part: string, run: () => void) => {
      const file = path.join(commands, readdirSync(commands).find((name) => name.startsWith(part)) ?? "none");
      renameSync(file, `${file}.away`);
      run();
      renameSync(`${file}.away`, file);
    };
    without("floor-", () => {
      expect(connector("--version")).toMatchObject({ code: 0, stderr: "" });
      expect(connector("--help")).toMatchObject({ code: 0, stderr: "" });
    });
    without("validation-", () => {
      for (const words of ["validate --help", "package --help", "types parcels", "complete -- diff --fo"])
        expect(connector(...words.split(" "))).toMatchObject({ code: 0, stderr: "" });
    });
  });

  it("holds nothing twice that is loaded on demand", () => {
    const [programs = [], commands = []] = ["js", "commands"].map((name) =>
      readdirSync(path.join(home, "build", name)).filter((file) =>
        /^(?:ajv|yaml|jsonc|rule-words)/.test(file),
      ),
    );
    expect(programs).toEqual([]);
    expect(commands).toContain("rule-words.cjs");
  });

  it("says where broken JSON is broken, and reads YAML", () => {
    mkdirSync(path.join(project, "broken"));
    writeFileSync(
      path.join(project, "broken", "apiDefinition.swagger.json"),
      '{\n  "swagger": "2.0",\n  "info": }\n',
    );
    const { code, stdout, stderr } = connector("validate", "broken");
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toContain("apiDefinition.swagger.json:3:11");
    // The pages of the rules are not in the package.
    expect(stdout).toMatch(/^ {2}connector validate --explain [a-z-]+$/m);
    expect(stdout).not.toContain("docs/rules/");
    writeFileSync(path.join(project, "broken", "solution.yaml"), "publisher: [\n");
    expect(connector("package", "broken").stderr).not.toContain("internal error");
  });

  it("writes a package, and a page that was built before", () => {
    expect(connector("package", home, "--out", "out", "--only", "paconn")).toMatchObject({ code: 0 });
    expect(readdirSync(path.join(project, "out", "paconn")).length).toBeGreaterThan(2);
    for (const _ of ["made", "made again"])
      expect(connector("preview", "parcels", "--no-run", "--output", "page.html")).toMatchObject({ code: 0 });
    expect(readFileSync(path.join(project, "page.html"), "utf8")).toContain('<div id="root">');
  });
});

describe("a new connector", () => {
  const kinds = ["webhook", "polling", "action", "mcp"];
  const signIns = ["none", "api-key", "basic", "oauth2", "entra"];

  it("is clean in the certification profile, whatever its kind and its sign-in, and its test passes", async () => {
    const folders = kinds.flatMap((kind) =>
      signIns.map((signIn) => ({ kind, signIn, folder: `new-${kind}-${signIn}` })),
    );
    // One of each kind by the package; the others by the same command here, which takes a tenth of the time.
    for (const { kind, signIn, folder } of folders) {
      const args = [folder, "--template", kind, "--auth", signIn];
      const { code } = signIn === "none" ? connector("init", ...args) : await runHere("init", args, project);
      expect(code).toBe(0);
    }
    const names = folders.map(({ folder }) => folder);
    const { code, stdout } = connector("validate", ...names, "--format", "json", "--max-warnings", "0");
    const findings = JSON.parse(stdout).connectors.flatMap((one: { findings: object[] }) => one.findings);
    expect([code, findings]).toEqual([0, []]);
    const ran = run(
      "--test",
      "--test-isolation=none",
      ...names.map((name) => `${name}/test/connector.test.js`),
    );
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining(`pass ${names.length}`) });
    expect(connector("package", names[0] ?? "", "--out", `${names[0]}/dist`)).toMatchObject({ code: 0 });

    // Visual Studio Code is led to schemas that are there and that the files conform to.
    for (const folder of names) {
      const read = (file: string) => JSON.parse(readFileSync(path.join(project, folder, file), "utf8"));
      for (const { fileMatch, url } of read(".vscode/settings.json")["json.schemas"]) {
        const schema = readFileSync(path.join(project, url), "utf8");
        const check = new Ajv({ strict: false }).compile(JSON.parse(schema));
        expect(check(read(fileMatch[0])), `${folder}${fileMatch[0]} ${JSON.stringify(check.errors)}`).toBe(
          true,
        );
      }
    }
  });

  it("begins with the description of a service, and its test passes", () => {
    writeFileSync(path.join(project, "service.yaml"), SERVICE);
    const made = connector("init", "described", "--from", "service.yaml");
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(made.stdout).toContain("described: Parcel Service");
    expect(made.stdout).toContain("left out: other.");
    expect(made.stdout).toContain("can be null is lost");
    const test = readFileSync(path.join(project, "described/test/connector.test.js"), "utf8");
    expect(test).toContain('bench.invoke("GetParcel"');
    expect(run("--test", "--test-isolation=none", "described/test/connector.test.js")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("pass 1"),
    });
    expect(connector("validate", "described", "--profile", "import").code).toBe(0);
    const properties = readFileSync(path.join(project, "described/apiProperties.json"), "utf8");
    expect(JSON.parse(properties).properties.connectionParameters.token.oAuthSettings).toMatchObject({
      scopes: ["read"],
      customParameters: { tokenUrl: { value: "https://id.parcels.com/token" } },
    });

    // What is Swagger 2.0 already is taken as it is; what is neither is refused, and nothing is made.
    cpSync(path.join(project, "described/apiDefinition.swagger.json"), path.join(project, "swagger.json"));
    expect(connector("init", "again", "--from", "swagger.json").code).toBe(0);
    const definition = (folder: string) =>
      JSON.parse(readFileSync(path.join(project, folder, "apiDefinition.swagger.json"), "utf8"));
    expect(definition("again")).toEqual(definition("described"));
    expect(connector("init", "never", "--from", "package.json")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("neither Swagger 2.0 nor OpenAPI 3"),
    });
    expect(readdirSync(project)).not.toContain("never");
  });

  it("has an English title, whatever its folder is called, and says how to go there", () => {
    for (const [folder, title] of [
      ["größe łódź", "Grosse Lodz"],
      ["日本", "New Service"],
    ] as const) {
      const { code, stdout } = connector("init", folder);
      expect([code, stdout]).toEqual([0, expect.stringContaining(`${folder}: ${title}, `)]);
      expect(stdout).toContain(folder === "日本" ? "  cd 日本\n" : '  cd "größe łódź"\n');
      expect(connector("validate", folder)).toMatchObject({ code: 0 });
    }
  });

  it("says which file to install where that is known, wherever it lies", () => {
    const tarball = readdirSync(project).find((name) => name.endsWith(".tgz")) ?? "";
    const next = () => connector("init", "deep/inner", "--template", "action", "--auth", "none").stdout;
    const made = path.join(project, "deep/inner");
    expect(next()).toContain(`\n  npm install --save-dev ../../${tarball}\n`);
    rmSync(made, { recursive: true });
    mkdirSync(path.join(project, "my files"));
    renameSync(path.join(project, tarball), path.join(project, "my files", tarball));
    expect(next()).toContain(
      `\n  npm install --save-dev ./${tarball}   # the file made by npm pack, copied here\n`,
    );
    rmSync(made, { recursive: true });
    const manifest = path.join(project, "package.json");
    const before = readFileSync(manifest, "utf8");
    const dependencies = { "connector-workbench": `file:my files/${tarball}` };
    writeFileSync(manifest, JSON.stringify({ name: "somebody-else", type: "module", dependencies }));
    expect(next()).toContain(`\n  npm install --save-dev "../../my files/${tarball}"\n`);
    writeFileSync(manifest, before);
  });

  it("is not created over something else, nor under an invalid name", () => {
    mkdirSync(path.join(project, "taken"));
    writeFileSync(path.join(project, "taken", "notes.txt"), "mine");
    expect(connector("init", "taken")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("folder-not-empty"),
    });
    expect(readdirSync(path.join(project, "taken"))).toEqual(["notes.txt"]);
    expect(connector("init", "...")).toMatchObject({ code: 2, stderr: expect.stringContaining("bad-name") });
  });
});

describe("programs", () => {
  it("validate, fix and compare", () => {
    expect(
      program(`import { compare, fix, validate } from "connector-workbench";
const findings = await validate("parcels");
const mended = await fix("parcels");
console.log(JSON.stringify([findings.length > 0, typeof mended.applied, compare("parcels", "parcels").summary.breaking]));`),
    ).toEqual([true, "object", 0]);
  });

  it("mock the Bookings service, view and package", () => {
    expect(
      program(`import { createBookingsService } from "connector-workbench/bookings";
import { readConnector, viewConnector } from "connector-workbench/designer";
import { buildPackages } from "connector-workbench/packaging";
const service = createBookingsService();
const answer = await service.fetch(new Request("https://outlook.office.com/none"));
const connector = readConnector(${JSON.stringify(home)});
console.log(JSON.stringify([answer.status, viewConnector(connector).operations.length, buildPackages(connector, {}).ok]));`),
    ).toEqual([404, 5, true]);
  });

  const trigger = (imports: string, subscribed: string, ran: string) => `${imports}
test("a parcel that arrives starts a run", async () => {
  const service = createWebhookService();
  const bench = await testConnector("parcels", { backend: service.backend, connection: { api_key: "k" } });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();
  ${subscribed};
  await service.publish({ number: "P-7", weight: 1, items: [] }, bench.deliver);
  ${ran};
});`;

  it("test a trigger in ten lines with node --test", () => {
    writeFileSync(
      path.join(project, "trigger.test.mjs"),
      trigger(
        'import { test } from "node:test";\nimport { createWebhookService, testConnector } from "connector-workbench/testing";\nimport { assertRun, assertSubscribed } from "connector-workbench/testing/assert";',
        "assertSubscribed(flow)",
        'assertRun(flow, { number: "P-7" })',
      ),
    );
    expect(run("--test", "trigger.test.mjs")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("pass 1"),
    });
  });

  it("test a trigger in ten lines with vitest", () => {
    writeFileSync(
      path.join(project, "trigger.test.ts"),
      trigger(
        'import { expect, test } from "vitest";\nimport { createWebhookService, testConnector } from "connector-workbench/testing/vitest";',
        "expect(flow).toBeSubscribed()",
        'expect(flow).toHaveRun({ number: "P-7" })',
      ),
    );
    const ran = run("node_modules/vitest/vitest.mjs", "run", "trigger.test.ts", "--root", project);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/1 passed/) });
  });

  it("are checked by the declarations, strictly and without any other package's", () => {
    // What "node:path" exports besides its functions differs between versions of @types/node; 26 has no PlatformPath.
    for (const file of readdirSync(path.join(home, "build/types"), { recursive: true, encoding: "utf8" }))
      if (file.endsWith(".ts"))
        expect(readFileSync(path.join(home, "build/types", file), "utf8"), file).not.toMatch(
          /import .*\{.*\} from "node:path"/,
        );
    const exported = Object.keys(JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")).exports)
      .filter((name) => !name.endsWith(".json"))
      .map(
        (name, index) =>
          `import * as m${index} from "connector-workbench${name.slice(1)}";\nconsole.log(m${index});`,
      );
    writeFileSync(
      path.join(project, "all.ts"),
      `${exported.join("\n")}
import { type Finding, validate } from "connector-workbench";
import { testConnector } from "connector-workbench/testing";
import { expect } from "vitest";
const findings: Finding[] = await validate("parcels", { profile: "import" });
const bench = await testConnector("parcels", { backend: () => new Response(findings[0]?.message) });
const flow = await bench.flow("ParcelArrives").turnOn();
expect(flow).toHaveRun({ number: "P-7" });
// @ts-expect-error: there is no such profile
await validate("parcels", { profile: "none" });
`,
    );
    writeFileSync(
      path.join(project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          module: "nodenext",
          target: "es2024",
          types: ["node"],
          noEmit: true,
        },
        files: ["all.ts"],
      }),
    );
    expect(run("node_modules/typescript/bin/tsc", "-p", ".")).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});
