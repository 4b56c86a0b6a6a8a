/** What is recorded, exported, imported and kept holds no secret: scenarios, HAR files, tests made of them, the folder of the workbench. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import type { FlowView, ScenarioFile, ScenariosAnswer } from "../src/workbench/api.ts";
import { CONNECTION_SECRET, leaks, SECRETS } from "./support/planted.ts";
import { echoing, PIECES, planted } from "./support/planted-service.ts";
import { type Bench, open } from "./workbench/support.ts";

const OPERATION = `Get ${SECRETS.customParameter}`;
const FORMATS = ["vitest", "node", "har", "json"];

function expectNone(where: string, text: string): void {
  expect([where, leaks(text)]).toEqual([where, []]);
  for (const piece of [...PIECES, ...FOREIGN]) expect([where, text.includes(piece)]).toEqual([where, false]);
}

/** Calls, flows and runs, with secrets in what is filled in and in what the service answers. */
async function work({ send, ask }: Bench): Promise<void> {
  const values = { api_key: CONNECTION_SECRET };
  await ask("POST", "/api/connections", { displayName: "With a secret", values, makeDefault: true });
  await ask("POST", "/api/scenarios", { name: "Recorded" });
  await send("POST", "/api/invoke", { operationId: OPERATION, values: {} });
  await send("POST", "/api/invoke", {
    operationId: OPERATION,
    values: { "query.$.note": `quotes ${CONNECTION_SECRET}`, "query.$.password": "Typed-w9Qk3" },
  });
  const flow = await ask<FlowView>("POST", "/api/flows", {
    operationId: "@manual",
    name: `Flow with ${SECRETS.settings}`,
    definition: {
      actions: {
        Compose: { type: "Compose", inputs: `${CONNECTION_SECRET} @{triggerBody()}` },
        Own: { type: "Compose", inputs: SECRETS.clientSecret },
      },
    },
  });
  await send("POST", `/api/flows/${flow.id}/fire`, { body: { text: CONNECTION_SECRET } });
  await send("POST", "/api/samples", {
    operationId: OPERATION,
    title: `Sample ${SECRETS.intro}`,
    body: { x: CONNECTION_SECRET },
  });
  await send("POST", "/api/page", {
    forms: [{ key: OPERATION, values: { note: CONNECTION_SECRET }, rest: { written: SECRETS.script } }],
    seen: 0,
  });
  await ask("POST", "/api/scenarios/stop");
}

/** Secrets of whoever recorded that file: they are in no file here. */
const FOREIGN = [
  "fR3ign-a81ZvK03mTrXq",
  "fR3ign-b72YuJ14nSsWq",
  "fR3ign-c63XtH25oRtVe",
  "fR3ign-d54WsG36pQuUd",
];

/** A file that somebody else has made, with secrets wherever one can stand. */
function foreign(name: string): string {
  const record = {
    number: 1,
    phase: "invoke",
    operation: OPERATION,
    answeredBy: "service",
    startedAt: "2026-01-01T00:00:00.000Z",
    duration: 1,
    request: {
      method: "GET",
      url: `https://robot:${SECRETS.host}@api.example/x?code=${SECRETS.queryPolicy}&note=${CONNECTION_SECRET}`,
      headers: { Authorization: `Bearer ${FOREIGN[0]}`, "X-Api-Key": `${FOREIGN[1]}` },
      body: `{"client_secret":"${FOREIGN[2]}"}`,
      bodySize: 1,
    },
    response: {
      status: 200,
      headers: { "set-cookie": FOREIGN[3], location: `https://x.example/?sig=${FOREIGN[0]}` },
      body: `${CONNECTION_SECRET}, ${SECRETS.example}`,
      bodySize: 1,
    },
  };
  const step = {
    deed: "invoke",
    params: {},
    body: { operationId: OPERATION, values: { "query.$.note": CONNECTION_SECRET } },
    result: { runs: [], notified: [{ flow: "f1", body: SECRETS.settings }], error: SECRETS.metadata },
  };
  const scenario = { name, connector: SECRETS.intro, steps: [step], exchanges: [record], truncated: false };
  return JSON.stringify({ log: { version: "1.2", entries: [], _scenario: scenario } });
}

it("scenarios, their exports and the kept folder hold none", async () => {
  const folder = planted();
  const bench = await open(folder, { backend: await echoing(), keep: true });
  await work(bench);
  const read = async (where: string) => {
    for (const address of ["/api/scenarios", "/api/events", "/api/state", "/api/calls", "/api/page"])
      expectNone(`${where} ${address}`, JSON.stringify(await bench.ask("GET", address)));
  };
  await read("recorded");
  const exported = new Map<string, string>();
  for (const format of FORMATS) {
    const file = await bench.ask<ScenarioFile>("POST", "/api/scenarios/Recorded/export", { format });
    expectNone(format, file.text);
    exported.set(format, file.text);
  }
  expect(exported.get("har")).toContain("***");
  const replay = await bench.send("POST", "/api/scenarios/Recorded/replay");
  expectNone("replay", JSON.stringify(replay));

  // What comes back in, from here or from others.
  for (const text of [
    exported.get("har"),
    exported.get("json"),
    foreign("Foreign"),
    foreign(CONNECTION_SECRET),
  ])
    expectNone("import", JSON.stringify(await bench.ask("POST", "/api/scenarios/import", { text })));
  await read("imported");
  const { scenarios } = await bench.ask<ScenariosAnswer>("GET", "/api/scenarios");
  expect(scenarios).toHaveLength(3);
  for (const { name } of scenarios) {
    const address = `/api/scenarios/${encodeURIComponent(name)}`;
    for (const format of FORMATS)
      expectNone(
        `${name} ${format}`,
        JSON.stringify(await bench.send("POST", `${address}/export`, { format })),
      );
    expectNone(`${name} replay`, JSON.stringify(await bench.send("POST", `${address}/replay`)));
  }
  for (const text of [`{"client_secret": "${CONNECTION_SECRET}" x`, CONNECTION_SECRET])
    expectNone("broken", JSON.stringify(await bench.send("POST", "/api/scenarios/import", { text })));
  await read("replayed");
  bench.workbench.close();

  const kept = path.join(folder, ".connector-workbench");
  const names = readdirSync(kept, { recursive: true, encoding: "utf8" });
  expect(names).toEqual(expect.arrayContaining(["flows.json", "history.json", "scenarios.json"]));
  // Left out is only what holds one.
  expect(readFileSync(path.join(kept, "flows.json"), "utf8")).toContain("Flow with •");
  for (const name of names) {
    const file = path.join(kept, name);
    if (!statSync(file).isDirectory()) expectNone(name, readFileSync(file, "utf8"));
  }
});
