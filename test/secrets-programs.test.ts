/** What programs get to print holds no secret: findings and changes of the package, messages of the harness, calls of the proxy, hovers. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { compare, connectorFromFiles, createValidator, fix, validate } from "../src/exports/index.ts";
import { completionsAt, hoverAt } from "../src/language/index.ts";
import { hasSdk } from "../src/platform/script/dotnet.ts";
import {
  assertCalled,
  assertMatchesDefinition,
  assertNoRun,
  assertRun,
  assertSubscribed,
  assertSucceeded,
  assertThrottled,
} from "../src/testing/assert.ts";
import { FaultyConnector, replayHar, type TestBench, testConnector } from "../src/testing/index.ts";
import "../src/testing/matchers.ts";
import type { SourceAnswer } from "../src/workbench/api.ts";
import { temporaryFolder, writeFiles } from "./support/connector-copy.ts";
import { CONNECTION_SECRET, leaks, SECRETS } from "./support/planted.ts";
import { ECHO, PIECES, planted } from "./support/planted-service.ts";
import { ROOT, runScript } from "./support/run-script.ts";
import { open } from "./workbench/support.ts";

const OPERATION = `Get ${SECRETS.customParameter}`;
const FURTHER = "fUrther-5Gp77ItS70dCy";

function expectNone(where: string, text: string): void {
  expect([where, leaks(text)]).toEqual([where, []]);
  for (const piece of [...PIECES, FURTHER]) expect([where, text.includes(piece)]).toEqual([where, false]);
}

it("findings and changes say none", async () => {
  const folder = planted();
  const validator = await createValidator();
  const texts = (said: { message: string; why?: string; help?: string; label?: string }[]) =>
    said.map(({ message, why, help, label }) => [message, why, help, label].join("\n")).join("\n");
  const first = validator.validate(folder);
  expect(first.length).toBeGreaterThan(10);
  expectNone("first", texts(first));
  expectNone("again", texts(validator.validate(folder)));
  expectNone("whole", texts(await validate(folder)));
  expectNone("fixed", texts((await fix(folder)).findings));
  const before = temporaryFolder();
  writeFiles(before, { "apiDefinition.swagger.json": '{"swagger":"2.0"}', "apiProperties.json": "{}" });
  for (const { changes } of [compare(before, folder), compare(folder, before)]) {
    expect(changes.length).toBeGreaterThan(3);
    expectNone("changes", texts(changes));
  }
});

it("what quotes one is fixed like everything else", async () => {
  const secret = "q7Rk2Zp9Lw4Xv8Tn1Bd6";
  const definition = {
    swagger: "2.0",
    info: { title: "Parcels", description: "Tracks parcels.", version: "1.0" },
    host: "parcels.fabrikam.com",
    paths: {
      "/parcels": {
        get: {
          operationId: "ListParcels",
          parameters: [{ name: secret, in: "query", type: "String" }],
          responses: { 200: { description: "OK" } },
        },
      },
    },
  };
  const oAuthSettings = { identityProvider: "oauth2", clientId: "parcels", clientSecret: secret };
  const properties = { connectionParameters: { token: { type: "oauthSetting", oAuthSettings } } };
  const connector = connectorFromFiles(
    "parcels",
    new Map([
      ["apiDefinition.swagger.json", Buffer.from(JSON.stringify(definition))],
      ["apiProperties.json", Buffer.from(JSON.stringify({ properties }))],
    ]),
  );
  const { applied, findings } = await fix(connector, { rules: ["param-type-required"] });
  expect(applied).toEqual({ "param-type-required": 1 });
  expect(findings).toEqual([]);
});

describe("the harness", () => {
  const options = {
    connection: { api_key: CONNECTION_SECRET, token: `token-${CONNECTION_SECRET}` },
    backend: async (request: Request) =>
      Response.json(
        { echo: ECHO, [CONNECTION_SECRET]: 1, url: request.url, key: request.headers.get("x-api-key") },
        { status: 400, headers: { "x-echo": encodeURIComponent(CONNECTION_SECRET) } },
      ),
  };
  /** What a failure prints; what does not fail, but answers, prints its answer. */
  const failure = async (work: () => unknown): Promise<string> => {
    try {
      const result = await work();
      if (result instanceof Response) return await result.text();
    } catch (error) {
      const { message, stack, actual } = error as Error & { actual?: unknown };
      return [message, stack, JSON.stringify(actual)].join("\n");
    }
    return "It did not fail.";
  };
  const call = (bench: TestBench) =>
    bench.invoke(OPERATION, { "query.$.note": `quotes ${CONNECTION_SECRET}`, [SECRETS.intro]: 1 });

  it("says none where a test fails", async () => {
    expectNone(
      "faulty",
      await failure(async () => {
        await testConnector(planted(), options);
      }),
    );
    const bench = await testConnector(planted(), { ...options, faults: "report" });
    onTestFinished(() => bench.close());
    const answer = await bench.invoke(OPERATION, { "query.$.note": `quotes ${CONNECTION_SECRET}` });
    // The test itself gets what the service said.
    expect(JSON.stringify(answer.body)).toContain(JSON.stringify(CONNECTION_SECRET));
    const flow = bench.flow(
      { type: "Request", kind: "Button" },
      { actions: [{ operation: OPERATION, values: {} }, { compose: { echo: CONNECTION_SECRET } }] as never },
    );
    await flow.turnOn();
    const run = await bench.run(flow, { text: CONNECTION_SECRET } as never);
    expect(flow.runs()).toHaveLength(1);
    const failures = {
      succeeded: () => assertSucceeded(answer),
      definition: () => assertMatchesDefinition(bench),
      called: () => assertCalled(bench, "GET", "/nothing"),
      run: () => assertRun(flow, { nothing: 1 }),
      "no run": () => assertNoRun(flow),
      subscribed: () => assertSubscribed(flow),
      throttled: () => assertThrottled(answer),
      toHaveSucceeded: () => expect(answer).toHaveSucceeded(),
      toMatchDefinition: () => expect(bench).toMatchDefinition(),
      toHaveCalled: () => expect(bench).toHaveCalled("GET", "/nothing"),
      "not toHaveCalled": () => expect(bench).not.toHaveCalled("GET", "/depots"),
      toHaveRun: () => expect(flow).toHaveRun({ nothing: 1 }),
      "not toHaveRun": () => expect(flow).not.toHaveRun(),
      unknown: () => bench.flow(CONNECTION_SECRET),
      "unknown input": () => call(bench),
    };
    for (const [name, work] of Object.entries(failures)) {
      const text = await failure(work);
      expect([name, text]).not.toEqual([name, "It did not fail."]);
      expectNone(name, text);
    }
    expectNone(
      "exchanges",
      JSON.stringify(bench.platform.exchanges().map(({ operation: _, ...rest }) => rest)),
    );
    expectNone("explain", flow.explain().join("\n"));
    expect(run.status).toBeDefined();
  });

  it("records none, of no connection", async () => {
    const file = path.join(temporaryFolder(), "service.har");
    const backend = async (request: Request) =>
      Response.json({ url: request.url, key: request.headers.get("x-api-key"), echo: [ECHO, FURTHER] });
    const bench = await testConnector(planted(), { ...options, backend, faults: "report", record: file });
    await bench.invoke(OPERATION, { "query.$.note": `quotes ${CONNECTION_SECRET}` });
    const connection = bench.connect({ ...options.connection, api_key: FURTHER });
    await bench.invoke(OPERATION, { "query.$.note": FURTHER }, { connection });
    await bench.close();
    const text = readFileSync(file, "utf8");
    expect(JSON.parse(text).log.entries).toHaveLength(2);
    expectNone("recording", text);
  });

  it("says none of a recording that cannot be played", async () => {
    const file = path.join(temporaryFolder(), "service.har");
    const entry = {
      request: { method: "GET", url: `https://a:${SECRETS.host}@x.example/?sig=${SECRETS.signature}` },
    };
    for (const text of [
      `{"client_secret": "${SECRETS.clientSecret}" x`,
      JSON.stringify({ log: { entries: [entry] } }),
      JSON.stringify({ log: { [SECRETS.intro]: [] } }),
    ]) {
      writeFiles(path.dirname(file), { "service.har": text });
      expectNone(
        "broken",
        await failure(() => replayHar(file).backend(new Request("https://x.example/other"))),
      );
    }
  });

  it("has faults with a place and no secret", () => {
    const fault = { id: "x", certain: true, message: SECRETS.intro, help: "", file: "f", pointer: "" };
    expectNone("fault", new FaultyConnector("c", [fault]).message);
  });
});

it("the compiler's messages say none", () => {
  if (!hasSdk()) return;
  const folder = planted();
  const script = readFileSync(path.join(folder, "script.csx"), "utf8");
  writeFiles(folder, {
    "script.csx": `#warning ${SECRETS.intro}\n#error ${SECRETS.script}\n${script}\nint ${SECRETS.clientSecret};\n`,
  });
  for (const format of ["pretty", "json"]) {
    const { stdout, stderr } = runScript("validate", [folder, "--compile-script", "--format", format]);
    expect(stdout).toContain("script-compile");
    expectNone(format, `${stdout}${stderr}`);
  }
});

it("doctor and completion print none of the folder or the environment", () => {
  const cwd = planted();
  const env = { ...process.env, CLIENT_SECRET: SECRETS.clientSecret, CONNECTION: CONNECTION_SECRET };
  for (const format of ["text", "json"]) {
    const { stdout, stderr } = runScript("doctor", ["--format", format], { cwd, env });
    expect(stdout).toContain("Node");
    expectNone(`doctor ${format}`, `${stdout}${stderr}`);
  }
  for (const shell of ["bash", "zsh", "fish", "powershell"]) {
    const { stdout, stderr } = runScript("completion", [shell], { cwd, env });
    expect(stdout).toContain("connector");
    expectNone(`completion ${shell}`, `${stdout}${stderr}`);
  }
});

it("the proxy logs none of the calls that pass it", async () => {
  const service = createServer((request, response) => response.end(request.url));
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void service.close());
  const target = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const child = spawn(process.execPath, [path.join(ROOT, "scripts/run.mjs"), "proxy", target, "--port", "0"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  let printed = "";
  const until = (pattern: RegExp) =>
    new Promise<void>((resolve) => {
      const look = () => pattern.test(printed) && resolve();
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (data: Buffer) => {
          printed += data;
          look();
        });
      look();
    });
  await until(/Ctrl\+C/);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? "";
  const answer = await fetch(`${url}/workflows/1/run?code=${SECRETS.queryPolicy}&sig=${SECRETS.signature}`, {
    headers: { authorization: `Bearer ${SECRETS.headerDefault}` },
  });
  expect(await answer.text()).toContain(SECRETS.queryPolicy);
  await until(/GET \/workflows\/1\/run/);
  expectNone("proxy", printed);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
});

it("hovers and completions of the text that the page gets hold none", async () => {
  const { ask } = await open(planted());
  for (const [part, file] of [
    ["definition", "apiDefinition.swagger.json"],
    ["properties", "apiProperties.json"],
  ] as const) {
    const { text } = await ask<SourceAnswer>("GET", `/api/sources/${file}`);
    expect(text.length).toBeGreaterThan(500);
    const said: unknown[] = [];
    for (let offset = 0; offset <= text.length; offset += 7)
      said.push(hoverAt(part, text, offset), completionsAt(part, text, offset, {}));
    expect(JSON.stringify(said).length).toBeGreaterThan(5_000);
    expectNone(part, JSON.stringify(said));
  }
});
