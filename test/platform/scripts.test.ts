import { readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { createVirtualClock } from "../../src/machine/clock.ts";
import type { PlatformOptions } from "../../src/platform/api.ts";
import { createPlatform } from "../../src/platform/index.ts";
import { compileScript } from "../../src/platform/script/compile.ts";
import { findSdk, hasSdk } from "../../src/platform/script/dotnet.ts";

const folder = `${import.meta.dirname}/fixtures/scripted`;

function scripted(options: Partial<PlatformOptions> = {}) {
  const seen: string[] = [];
  const platform = createPlatform({
    connector: folder,
    clock: createVirtualClock(),
    backend(request) {
      seen.push(`${request.method} ${request.url}`);
      return Response.json([1, 2]);
    },
    ...options,
  });
  onTestFinished(() => platform.close());
  return { platform, seen };
}

test("a script that is not run is reported for its operations", () => {
  expect(scripted().platform.faults()).toMatchObject([
    { id: "script-not-run", certain: true, file: "script.csx", operations: ["Echo", "ListItems", "Odd"] },
  ]);
});

test("a stand-in answers in place of the service, and sends its own requests to it", async () => {
  const { platform, seen } = scripted({
    script: {
      Echo: async (request) => Response.json({ text: `stood in for ${(await request.json()).text}` }),
      async ListItems(_, send) {
        const items = (await (await send(new Request("https://other.example/more"))).json()) as unknown[];
        return Response.json({ count: items.length });
      },
    },
  });
  expect((await platform.invoke("Echo", { body: { text: "me" } })).body).toEqual({ text: "stood in for me" });
  expect((await platform.invoke("ListItems")).body).toEqual({ count: 2 });
  expect(seen).toEqual(["GET https://other.example/more"]);
  expect(platform.exchanges().map(({ phase }) => phase)).toEqual(["invoke", "script", "invoke"]);
  expect(platform.faults()).toMatchObject([{ operations: ["Odd"] }]);
  expect(platform.violations()).toEqual([]);
});

test("operations without code go to the service", async () => {
  const { platform, seen } = scripted({ script: { Echo: () => Response.json({}) } });
  await platform.invoke("Plain");
  expect(seen).toEqual(["GET https://api.scripted.example/v1/plain"]);
});

test("a stand-in for an unknown operation, or one that returns nothing, is reported", async () => {
  expect(() => scripted({ script: { Nothing: () => Response.json({}) } })).toThrow(
    '"Nothing", which is not an operation',
  );
  const { platform } = scripted({ script: { Echo: (() => undefined) as never } });
  expect(await platform.invoke("Echo", { body: { text: "x" } })).toMatchObject({
    kind: "gateway-failed",
    body: { error: { innerError: { message: expect.stringContaining("answered no Response") } } },
  });
});

test("a script that is to run must be there", () => {
  const definition = JSON.parse(readFileSync(`${folder}/apiDefinition.swagger.json`, "utf8"));
  expect(() => scripted({ connector: { definition }, script: "run" })).toThrow("has no script.csx");
});

if (!hasSdk()) {
  // Nothing else can be tested here; that it is said is.
  test("THIS MACHINE HAS NO .NET SDK: scripts are not run in these tests", () => {
    expect(() => findSdk()).toThrow("this machine does not have it");
  });
}

describe.runIf(hasSdk())("with the .NET SDK of this machine", { timeout: 120_000 }, () => {
  const run = (options: Partial<PlatformOptions> = {}) => scripted({ script: "run", ...options });

  test("the script runs, logs, and asks the service through the gateway", async () => {
    const { platform, seen } = run();
    await platform.ready();
    const echo = await platform.invoke("Echo", { body: { text: "äb" } });
    expect(echo).toMatchObject({ kind: "succeeded", body: { text: "ÄB" }, violations: [] });
    expect(echo.headers["x-correlation"]).toMatch(/^[0-9a-f-]{36}$/);
    expect((await platform.invoke("ListItems")).body).toEqual({ count: 4 });
    expect(seen).toEqual(["GET https://api.scripted.example/v1/items", "GET https://other.example/more"]);
    expect(platform.events().filter(({ type }) => type === "script-log")).toMatchObject([
      { operation: "Echo", level: "Information", message: "working on Echo" },
      { operation: "ListItems" },
    ]);
    expect(platform.faults()).toEqual([]);
  });

  test("what the script does wrong is an answer that names the place", async () => {
    const { platform } = run();
    const how = async (text: string) => {
      const answer = await platform.invoke("Odd", { how: text });
      return { kind: answer.kind, message: JSON.stringify(answer.body) };
    };
    expect((await how("throw")).message).toContain(
      "script.csx:39: System.InvalidOperationException: on purpose",
    );
    expect((await how("null")).message).toContain("ExecuteAsync returned null");
    expect((await how("print")).kind).toBe("succeeded");
    expect(platform.events()).toContainEqual(
      expect.objectContaining({ type: "script-log", message: '{"type":"done"}' }),
    );
    // Calls that do not go through SendAsync lead nowhere.
    expect((await how("outside")).message).toContain("HttpRequestException");
  });

  test("the operation id arrives in base64 where it is asked for, and a script that compares it takes the wrong turn", async () => {
    const { platform } = run({ scriptOperationId: "base64" });
    await platform.ready();
    expect((await platform.invoke("Echo", { body: { text: "ab" } })).body).toEqual({});
    expect(platform.events().find(({ type }) => type === "script-log")).toMatchObject({
      operation: "Echo",
      message: "working on RWNobw==",
    });
  });

  test("a script in an endless loop is stopped, and the next call starts afresh", async () => {
    const { platform } = run({ scriptTimeoutSeconds: 2 });
    await platform.ready();
    const answer = await platform.invoke("Odd", { how: "spin" });
    expect(answer).toMatchObject({ kind: "gateway-timeout", status: 504 });
    expect((await platform.invoke("Odd", { how: "fine" })).kind).toBe("succeeded");
  });

  test("errors of the compiler name file, line and column", async () => {
    const text =
      "public class Script : ScriptBase\n{\n    public override Task<HttpResponseMessage> ExecuteAsync() => nothing;\n}\n";
    await expect(compileScript(findSdk(), text, "script.csx")).rejects.toThrow(
      /script\.csx:3:65: .*'nothing'/,
    );
    await expect(compileScript(findSdk(), " ".repeat(1024 * 1024 + 1), "script.csx")).rejects.toThrow(
      "more than 1 MB",
    );
  });
});
