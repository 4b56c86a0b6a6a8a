/** The two command lines as a maker runs them. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { sha256 } from "../../src/packaging/manifest.ts";
import { exampleFiles } from "../support/connector-copy.ts";
import { runHere } from "../support/run-here.ts";
import { runScript } from "../support/run-script.ts";
import { PROPERTIES, SWAGGER, temporaryFolder, writeFiles } from "./folders.ts";
import { GOLDEN_FILES } from "./golden-connector.ts";
import { rawZip } from "./raw-zip.ts";

const ROOT = path.join(import.meta.dirname, "..", "..");

async function run(script: "package" | "unpack", args: string[]) {
  const { code, stdout, stderr } = await runHere(script, args, temporaryFolder());
  return { code, out: stdout, err: stderr };
}

/** A connector that the validator has nothing to say against. */
const connector = () => {
  const swagger = structuredClone(SWAGGER) as unknown as {
    paths: Record<string, Record<string, { responses: Record<string, object> }>>;
    securityDefinitions?: object;
    security?: object;
  };
  Object.assign(swagger, { host: "api.paperplanes.dev" });
  swagger.securityDefinitions = { api_key: { type: "apiKey", in: "header", name: "x-key" } };
  swagger.security = [{ api_key: [] }];
  const subscribe = swagger.paths["/flights/hooks"]?.post;
  if (subscribe)
    subscribe.responses = {
      "201": { description: "Subscribed", headers: { Location: { type: "string", description: "x" } } },
    } as never;
  (swagger.paths as Record<string, unknown>)["/flights/hooks/{hook}"] = {
    delete: {
      operationId: "Unsubscribe",
      summary: "Unsubscribe",
      description: "Ends it.",
      "x-ms-visibility": "internal",
      parameters: [
        {
          name: "hook",
          in: "path",
          required: true,
          type: "string",
          "x-ms-summary": "Hook",
          "x-ms-url-encoding": "single",
        },
      ],
      responses: { "200": { description: "OK" } },
    },
  };
  return writeFiles(temporaryFolder(), {
    "apiDefinition.swagger.json": swagger,
    "apiProperties.json": PROPERTIES,
    "icon.png": GOLDEN_FILES["icon.png"],
    "intro.md": "# Paper Planes\n",
  });
};

describe("npm run package", () => {
  test("builds the same bytes in every time zone and language", async () => {
    const folder = connector();
    const manifests = [
      { TZ: "UTC", LANG: "C" },
      { TZ: "Pacific/Auckland", LANG: "de_DE.UTF-8" },
    ].map((env) => {
      const out = path.join(temporaryFolder(), "dist");
      const result = runScript("package", [folder, "--out", out], { cwd: temporaryFolder(), env });
      expect(result.stderr).toContain("Built in");
      expect(result.code).toBe(0);
      expect(result.stdout).toContain("solution/PaperPlanes_1_0_0_0.zip");
      expect(result.stdout).toContain("paconn create --env ENVIRONMENT_ID");
      const manifest = readFileSync(path.join(out, "manifest.json"), "utf8");
      for (const file of JSON.parse(manifest).files)
        expect(sha256(readFileSync(path.join(out, file.path)))).toBe(file.sha256);
      return manifest;
    });
    expect(manifests[0]).toBe(manifests[1]);
  });

  test("writes nothing if the definition has an error, and ends with 1", async () => {
    const folder = connector();
    writeFiles(folder, { "apiDefinition.swagger.json": '{"swagger": "2.0",\n}' });
    const out = path.join(temporaryFolder(), "dist");
    const result = await run("package", [folder, "--out", out]);
    expect(result.code).toBe(1);
    expect(result.err).toContain("apiDefinition.swagger.json:1");
    expect(result.err).toContain("Nothing was written.");
    expect(result.out).toBe("");
    expect(existsSync(out)).toBe(false);
  });

  test("builds a set of connectors whole and ends with 0, or not at all and ends with 1", async () => {
    const folders = [connector(), connector()];
    const out = path.join(temporaryFolder(), "dist");
    const swagger = path.join(folders[1] ?? "", "apiDefinition.swagger.json");
    const text = readFileSync(swagger, "utf8").replaceAll("Paper Planes", "Paper Boats");
    writeFileSync(swagger, text);
    const built = await run("package", [...folders, "--out", out]);
    expect([built.code, existsSync(path.join(out, "manifest.json"))]).toEqual([0, true]);
    rmSync(out, { recursive: true });

    // An error that only the checks find, in one of them, stops them all: whichever it is, and for programs too.
    writeFileSync(swagger, text.replace("api.paperplanes.dev", "{tenant}.paperplanes.dev"));
    const refused = await run("package", [...folders, "--out", out]);
    expect([refused.code, existsSync(out)]).toEqual([1, false]);
    expect(refused.err).toContain("{tenant}.paperplanes.dev");
    const forPrograms = await run("package", [...folders.toReversed(), "--out", out, "--format", "json"]);
    expect([forPrograms.code, existsSync(out)]).toEqual([1, false]);
    expect(JSON.parse(forPrograms.out)).toMatchObject({ ok: false });
  });

  test("takes --output and -o for --out, as other commands call it", async () => {
    const folder = connector();
    for (const name of ["--output", "-o"]) {
      const out = path.join(temporaryFolder(), "built");
      expect((await run("package", [folder, name, out, "--only", "paconn"])).code).toBe(0);
      expect(existsSync(path.join(out, "manifest.json"))).toBe(true);
    }
  });

  test("ends with 2 on wrong usage, with what to do", async () => {
    const folder = connector();
    const foreign = writeFiles(temporaryFolder(), { "thesis.txt": "x" });
    for (const [args, message] of [
      [[path.join(folder, "none")], "There is no file or folder"],
      [[folder, "--out", foreign], "is not replaced"],
      [[folder, "--only", "msi"], "is not a package format"],
      [["--unknown"], "unknown option"],
    ] as [string[], string][]) {
      const result = await run("package", args);
      expect(result.err).toContain(message);
      expect(result.code).toBe(2);
      expect(result.err).not.toMatch(/\n\s+at /);
    }
    expect(readdirSync(foreign)).toEqual(["thesis.txt"]);
  });

  test("fails immediately where nothing can be written: below a file, in a system folder, under an endless name", async () => {
    const folder = connector();
    const places = [path.join(folder, "icon.png", "dist"), path.join(temporaryFolder(), "x".repeat(300))];
    // Node's own way of making folders never ends on this file system.
    if (existsSync("/proc/self")) places.push("/proc/dist");
    for (const out of places) {
      const built = await run("package", [folder, "--out", out, "--only", "pac"]);
      expect(built.err).toContain("cannot be written");
      expect(built.code).toBe(2);
      const unpacked = await run("unpack", [folder, "--out", out]);
      expect(unpacked.err).toContain("cannot be written");
      expect(unpacked.code).toBe(2);
    }
  });

  test("checks the connector as it will be shipped: a placeholder that --host replaces is no error", async () => {
    const folder = connector();
    const definition = readFileSync(path.join(folder, "apiDefinition.swagger.json"), "utf8");
    writeFiles(folder, {
      "apiDefinition.swagger.json": definition.replace("api.paperplanes.dev", "{tenant}.paperplanes.dev"),
    });
    const out = path.join(temporaryFolder(), "dist");
    expect((await run("package", [folder, "--out", out, "--only", "pac"])).code).toBe(1);
    expect(
      (await run("package", [folder, "--out", out, "--only", "pac", "--host", "a.tunnel.dev"])).code,
    ).toBe(0);
    expect(readFileSync(path.join(out, "pac", "apiDefinition.json"), "utf8")).toContain(
      '"host": "a.tunnel.dev"',
    );
  });

  test("prints JSON for programs", async () => {
    const out = path.join(temporaryFolder(), "dist");
    const result = await run("package", [
      connector(),
      "--out",
      out,
      "--only",
      "paconn,pac",
      "--format",
      "json",
    ]);
    const report = JSON.parse(result.out);
    expect(Object.keys(report)).toEqual([
      "ok",
      "title",
      "apiVersion",
      "out",
      "files",
      "next",
      "notices",
      "findings",
    ]);
    expect(report.ok).toBe(true);
    expect(report.files.map((file: { path: string }) => file.path)).toContain("paconn/settings.json");
  });

  test("says the result first: a line a format with its command, nothing wider than 100, no hashes", async () => {
    const out = path.join(temporaryFolder(), "dist");
    const result = await run("package", [connector(), "--out", out]);
    expect(result.out.split("\n")[0]).toBe(`Paper Planes 1.0: 22 files in ${out}`);
    expect(result.out).toMatch(/\npaconn folder +\d+\.\d KB {2}4 files\n {2}cd /);
    expect(result.out).not.toMatch(/[0-9a-f]{64}/);
    const shown = `${result.out}${result.err}`.replaceAll(out, "dist").split("\n");
    expect(shown.filter((line) => line.length > 100)).toEqual([]);
  });

  test("leaves certification out where the review would refuse the connector, and stops if it was asked for", async () => {
    const out = path.join(temporaryFolder(), "dist");
    const folder = connector();
    const whole = await run("package", [folder, "--out", out]);
    expect(whole.code).toBe(0);
    expect(whole.err.replaceAll(/\s+/g, " ")).toContain(
      "Left out: The review would refuse the connector: apiDefinition.swagger.json:",
    );
    const alone = await run("package", [folder, "--out", out, "--only", "certification"]);
    expect(alone.code).toBe(1);
    expect(alone.err).toContain("certification-refused");
  });

  test("verifies what it has built, and refuses a hostile archive", async () => {
    const out = path.join(temporaryFolder(), "dist");
    await run("package", [connector(), "--out", out]);
    const good = await run("package", ["--verify", path.join(out, "solution", "PaperPlanes_1_0_0_0.zip")]);
    expect(good.out).toContain("Nothing stops its import");
    expect(good.code).toBe(0);
    for (const [name, message] of [
      [".", /is an output folder with several packages[\s\S]*\/solution\/PaperPlanes_1_0_0_0\.zip/],
    ] as const) {
      const result = await run("package", ["--verify", path.join(out, name)]);
      expect(result.err).toMatch(message);
      expect(result.code).toBe(2);
    }
    const folder = writeFiles(temporaryFolder(), {
      "evil.zip": rawZip([{ name: "../../evil", content: "x" }]),
    });
    const evil = await run("package", ["--verify", path.join(folder, "evil.zip")]);
    expect(evil.err).toContain("leads out of the archive");
    expect(evil.code).toBe(2);
  });
});

describe("npm run unpack", () => {
  test("makes a folder of a package, and says what would change without writing", async () => {
    const out = path.join(temporaryFolder(), "dist");
    await run("package", [connector(), "--out", out, "--only", "solution"]);
    const zip = path.join(out, "solution", "PaperPlanes_1_0_0_0.zip");
    const target = path.join(temporaryFolder(), "planes");
    const dry = await run("unpack", [zip, "--out", target, "--dry-run"]);
    expect(dry.out).toContain("would go");
    expect(existsSync(target)).toBe(false);
    const result = await run("unpack", [zip, "--out", target]);
    expect(result.code).toBe(0);
    expect(readdirSync(target).sort()).toEqual([
      "apiDefinition.swagger.json",
      "apiProperties.json",
      "icon.png",
      "solution.yaml",
    ]);
    expect(readConnector(target).problems).toEqual([]);
    const again = await run("unpack", [zip, "--out", target, "--format", "json"]);
    expect(JSON.parse(again.out).files.map((file: { change: string }) => file.change)).toEqual([
      "unchanged",
      "unchanged",
      "unchanged",
      "unchanged",
    ]);
  });

  test("writes nothing from a hostile archive", async () => {
    const folder = writeFiles(temporaryFolder(), {
      "evil.zip": rawZip([{ name: "link", content: "/etc", attributes: 0o120777 * 0x10000 }]),
    });
    const target = path.join(temporaryFolder(), "target");
    const result = await run("unpack", [path.join(folder, "evil.zip"), "--out", target]);
    expect(result.code).toBe(2);
    expect(result.err).toContain("symbolic link");
    expect(existsSync(target)).toBe(false);
  });

  test("leaves a folder alone whose files are not JSON", async () => {
    const out = path.join(temporaryFolder(), "dist");
    await run("package", [connector(), "--out", out, "--only", "pac"]);
    const target = writeFiles(temporaryFolder(), { "apiDefinition.swagger.json": "{ // mine\n}" });
    const result = await run("unpack", [path.join(out, "pac"), "--out", target]);
    expect(result.code).toBe(2);
    expect(result.err).toContain("nothing was written");
    expect(readFileSync(path.join(target, "apiDefinition.swagger.json"), "utf8")).toBe("{ // mine\n}");
    expect(readdirSync(target)).toEqual(["apiDefinition.swagger.json"]);
  });
});

test("npm run package -- --watch builds again after a save, and not because of what it has built", async () => {
  const folder = connector();
  const child = spawn(
    process.execPath,
    [path.join(ROOT, "scripts", "run.mjs"), "package", "--watch", "--only", "paconn", "--format", "json"],
    { cwd: folder, env: { ...process.env, NO_COLOR: "1", NODE_NO_WARNINGS: "1" } },
  );
  let builds = 0;
  let ready: () => void = () => {};
  child.stdout.on("data", (chunk) => {
    builds += `${chunk}`.split('"ok": true').length - 1;
  });
  child.stderr.on("data", (chunk) => {
    if (`${chunk}`.includes("Watching")) ready();
  });
  const next = () => new Promise<void>((resolve) => (ready = resolve));
  await next();
  const file = path.join(folder, "apiDefinition.swagger.json");
  const again = next();
  writeFileSync(file, readFileSync(file, "utf8").replace("Gets a plane.", "Gets one plane."));
  await again;
  child.kill("SIGINT");
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect(code).toBe(0);
  expect(builds).toBe(2);
  expect(readFileSync(path.join(folder, "dist/paconn/apiDefinition.swagger.json"), "utf8")).toContain(
    "Gets one plane.",
  );
}, 60_000);

test("a false alarm about a secret can be suppressed, with a reason; everything else still stops the build", async () => {
  const folder = temporaryFolder();
  const out = path.join(temporaryFolder(), "out");
  const script = () =>
    writeFiles(
      folder,
      exampleFiles({
        "script.csx": `public class Script : ScriptBase { string password = "Plum-4-Kettle!";\n  public override async Task<HttpResponseMessage> ExecuteAsync() { return null; } }\n`,
      }),
    );
  const build = () => runHere("package", [folder, "--out", out, "--only", "paconn"]);
  script();
  const refused = await build();
  expect([refused.code, existsSync(out)]).toEqual([1, false]);
  expect(refused.stderr).toContain("sec-committed-secret");
  expect(refused.stderr).not.toContain("Kettle");
  writeFiles(folder, {
    "connector-rules.yaml":
      "suppress:\n  - rule: sec-committed-secret\n    file: script.csx\n    reason: The password of the public sandbox.\n",
  });
  expect((await build()).code).toBe(0);
  expect(readFileSync(path.join(out, "paconn/script.csx"), "utf8")).toContain("Kettle");
  writeFiles(folder, { "readme.md": "API key: k7Gh2mPq9sXw4ZtB6nVc\n" });
  expect((await build()).code).toBe(1);
});
