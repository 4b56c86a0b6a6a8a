/**
 * Secrets leave in no way there is: every address of both servers, every format and every command, for a connector with one in each
 * place where one can stand.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadRules } from "../src/rules/load-rules.ts";
import { FORMAT_NAMES } from "../src/validation/load-format.ts";
import { record } from "../src/workbench/index.ts";
import { offlineFile } from "../src/workbench/preview/offline-file.ts";
import { routes } from "../src/workbench/server/routes.ts";
import { temporaryFolder, writeFiles } from "./support/connector-copy.ts";
import { CONNECTION_SECRET, leaks, SECRETS } from "./support/planted.ts";
import { echoing, PIECES, planted } from "./support/planted-service.ts";
import { ROOT, runScript } from "./support/run-script.ts";
import { open, PAGE, request } from "./workbench/support.ts";

describe("the workbench", () => {
  it("sends none, whatever it is asked", async () => {
    const folder = planted();
    const { app, ask, workbench } = await open(folder, { backend: await echoing() });
    const operationId = `Get ${SECRETS.customParameter}`;
    const values = { api_key: CONNECTION_SECRET };
    await ask("POST", "/api/connections", { displayName: "With a secret", values, makeDefault: true });
    const bodies: Record<string, unknown> = {
      CodeRequest: { operationId },
      FixRequest: { findings: "all", dryRun: true },
      DynamicRequestBody: { operationId, key: "nothing" },
      InvokeRequest: { operationId, values: { "query.$.note": `quotes ${CONNECTION_SECRET}` } },
      ConnectionRequest: { displayName: CONNECTION_SECRET, values: {} },
      FlowRequest: { operationId },
    };
    const answered = new Map<string, string>();
    // Twice: what the first round led to is there to be read in the second.
    for (const round of [1, 2])
      for (const route of routes) {
        const address = route.path
          .replace("{operationId}", encodeURIComponent(operationId))
          .replace("{number}", "1")
          .replace("{id}", "f1");
        const name = Object.keys(bodies).find((one) => route.id === IDS[one]);
        const body = route.method === "POST" ? (name ? bodies[name] : {}) : undefined;
        const response = await app.fetch(request(route.method, address, body));
        answered.set(`${round} ${route.method} ${address}`, await response.text());
      }
    answered.set("openapi", await (await app.fetch(request("GET", "/openapi.json"))).text());
    answered.set("page", await (await app.fetch(request("GET", "/"))).text());
    const stream = (await app.fetch(request("GET", "/api/stream"))).body?.getReader();
    let text = "";
    while (!text.includes("event: events")) text += new TextDecoder().decode((await stream?.read())?.value);
    await stream?.cancel();
    answered.set("stream", text);
    for (const [address, answer] of answered) {
      expect([address, leaks(answer)]).toEqual([address, []]);
      for (const piece of PIECES) expect([address, answer.includes(piece)]).toEqual([address, false]);
    }
    // The test would be worth nothing if nothing was asked: the places it is about were all shown.
    const all = [...answered.values()].join("\n");
    for (const shown of ["••••••", "clientSecret", "wiki.example", "Authorization", "***"])
      expect([shown, all.includes(shown)]).toEqual([shown, true]);
    expect(workbench.exchanges.count).toBeGreaterThan(0);
  });

  it("records none in a file that is sent to others", async () => {
    const recording = await record({ folder: planted(), rules: await loadRules(), backend: await echoing() });
    const file = offlineFile(PAGE, recording);
    // Nobody has given that one to a connection here: it is the service's own.
    expect(leaks(file).filter((place) => place !== "connection")).toEqual([]);
    expect(file).toContain("wiki.example");
  });
});

/** Which route takes which body, by the ids of the routes. */
const IDS: Record<string, string> = {
  CodeRequest: "serialise",
  FixRequest: "fix",
  DynamicRequestBody: "askDynamic",
  InvokeRequest: "invoke",
  ConnectionRequest: "connect",
  FlowRequest: "createFlow",
};

describe("commands", () => {
  const shown = (name: string, args: string[]) => {
    const { stdout, stderr } = runScript(name, args);
    expect(`${stdout}${stderr}`.length).toBeGreaterThan(20);
    expect([name, args.slice(1), leaks(stdout), leaks(stderr)]).toEqual([name, args.slice(1), [], []]);
  };

  it("validate prints and writes none, in any format", () => {
    const folder = planted();
    for (const format of FORMAT_NAMES) {
      shown("validate", [folder, "--all", "--format", format]);
      const report = path.join(temporaryFolder(), "report");
      shown("validate", [folder, "--format", format, "--output", report]);
      expect([format, leaks(readFileSync(report, "utf8"))]).toEqual([format, []]);
    }
    shown("validate", [folder, "--fix-dry-run"]);
    const baseline = path.join(temporaryFolder(), "baseline.json");
    shown("validate", [folder, "--write-baseline", "--baseline", baseline]);
    expect(leaks(readFileSync(baseline, "utf8"))).toEqual([]);
  });

  it("neither do designer, package, diff, reference and preview", () => {
    const folder = planted();
    for (const format of ["pretty", "json", "view"]) shown("designer", [folder, "--format", format]);
    shown("designer", [folder, "--operation", `Get ${SECRETS.customParameter}`]);
    for (const format of ["text", "json"])
      shown("package", [folder, "--out", path.join(temporaryFolder(), "out"), "--format", format]);
    const other = planted();
    writeFiles(other, { "apiProperties.json": "{}" });
    for (const format of ["pretty", "json", "markdown"]) shown("diff", [folder, other, "--format", format]);
    const out = temporaryFolder();
    shown("reference", [folder, "--output", out]);
    for (const file of readdirSync(out))
      expect(leaks(readFileSync(path.join(out, file), "utf8"))).toEqual([]);
  });

  it("neither do types, unpack, doctor and init", () => {
    const folder = planted();
    const out = temporaryFolder();
    shown("types", [folder, "--output", path.join(out, "types.d.ts")]);
    expect(leaks(readFileSync(path.join(out, "types.d.ts"), "utf8"))).toEqual([]);
    // Packages of others have secrets in them: they come out as they are, and nothing is said of them.
    shown("package", ["--verify", folder]);
    shown("unpack", [folder, "--out", path.join(out, "unpacked"), "--diff"]);
    shown("unpack", [folder, "--out", path.join(out, "unpacked")]);
    shown("package", [folder, "--into", folder]);
    runScript("doctor", [folder]);
    shown("init", [folder]);
  });

  it("neither do convert and init, of what a document holds; files about it hold dots instead", () => {
    const folder = temporaryFolder();
    const document = openApiWithSecrets();
    writeFiles(folder, {
      "openapi.json": JSON.stringify(document),
      "openapi.yaml": `# ${JSON.stringify(document)}\n${JSON.stringify(document)}`,
      "broken.json": `{"openapi": "3.0.3", "client_secret": "${SECRETS.clientSecret}" "api_key": "${SECRETS.script}" }`,
      "broken.yaml": `openapi: 3.0.3\nclient_secret: ${SECRETS.clientSecret}\n bad: [ ${SECRETS.script}\n`,
    });
    const inFolder = (name: string) => path.join(folder, name);
    for (const name of ["openapi.json", "openapi.yaml", "broken.json", "broken.yaml"])
      shown("convert", [inFolder(name)]);
    shown("convert", [inFolder("openapi.json"), "--output", inFolder("definition.json")]);
    // The definition is the author's own, to be looked through; a password in its host would be nobody's.
    const definition = readFileSync(inFolder("definition.json"), "utf8");
    expect(leaks(definition)).toContain("example");
    expect(leaks(definition)).not.toContain("host");
    const made = inFolder("made");
    shown("init", [made, "--from", inFolder("openapi.json")]);
    for (const file of readdirSync(made, { recursive: true, encoding: "utf8" })) {
      const full = path.join(made, file);
      if (/^(?:apiDefinition|apiProperties)/.test(file) || statSync(full).isDirectory()) continue;
      expect([file, leaks(readFileSync(full, "utf8"))]).toEqual([file, []]);
    }
    runScript("doctor", [], { cwd: made });
  });

  it("package builds none with any of them, and says where each is", () => {
    const folder = planted();
    const out = path.join(temporaryFolder(), "out");
    const { code } = runScript("package", [folder, "--out", out, "--format", "json"]);
    expect([code, existsSync(out)]).toEqual([1, false]);
  });

  it("backend and start neither print nor answer any", async () => {
    for (const [name, args] of [
      ["backend", ["--connector", planted(), "--port", "0"]],
      ["start", [planted(), "--no-open"]],
    ] as const) {
      const child = spawn(process.execPath, [path.join(ROOT, "scripts/run.mjs"), name, ...args]);
      onTestFinished(() => void child.kill("SIGKILL"));
      let printed = "";
      child.stderr.on("data", (data: Buffer) => (printed += data));
      await new Promise<void>((resolve) => {
        child.stdout.on("data", (data: Buffer) => {
          printed += data;
          if (/Ctrl\+C.*\n/.test(printed)) resolve();
        });
        child.once("exit", () => resolve());
      });
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? "";
      for (const address of ["/", "/openapi.json", "/control/state"])
        printed += await (await fetch(`${url}${address}`)).text();
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      expect([name, leaks(printed)]).toEqual([name, []]);
    }
  });
});

/** An OpenAPI 3 document with secrets where Swagger 2.0 has other places for them. */
function openApiWithSecrets(): object {
  return {
    openapi: "3.0.3",
    info: {
      title: "Parcels",
      version: "1",
      description: `See https://robot:${SECRETS.addressPassword}@wiki.example/ or https://logic.example/x?sig=${SECRETS.signature}`,
    },
    servers: [{ url: `https://robot:${SECRETS.host}@api.example/v1` }],
    paths: {
      "/parcels": {
        get: {
          operationId: "List",
          description: `Send Authorization: Bearer ${SECRETS.intro}`,
          parameters: [
            { name: "api_key", in: "query", schema: { type: "string", default: SECRETS.keyDefault } },
            {
              name: "Authorization",
              in: "header",
              schema: { type: "string", default: `Bearer ${SECRETS.headerDefault}` },
            },
          ],
          responses: {
            200: {
              description: "OK",
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: {
                      password: { type: "string", format: "password", example: SECRETS.passwordDefault },
                    },
                  },
                  examples: { one: { value: { client_secret: SECRETS.example } } },
                },
              },
            },
          },
        },
      },
    },
    components: {
      securitySchemes: {
        login: {
          type: "oauth2",
          flows: {
            authorizationCode: {
              authorizationUrl: "https://login.example/authorize",
              tokenUrl: `https://login.example/token?client_secret=${SECRETS.securityDefinition}`,
              scopes: {},
            },
          },
        },
      },
    },
    security: [{ login: [] }],
  };
}

it("files that are mended keep their secrets: nothing is taken out of what is the author's", () => {
  const folder = planted();
  rmSync(path.join(folder, "intro.md"));
  runScript("validate", [folder, "--fix"]);
  expect(leaks(readFileSync(path.join(folder, "apiProperties.json"), "utf8"))).toContain("clientSecret");
});
