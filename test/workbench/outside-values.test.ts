/** Values from outside: however deep, they are refused with a sentence, and the workbench goes on. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FlowView, InvokeAnswer, RunsAnswer } from "../../src/workbench/api.ts";
import { folderOf, open, parcels, request } from "./support.ts";

/** Deep enough to fill the stack of whatever calls itself for each level. */
const LEVELS = 4_500;
const deep = `${'{"a":'.repeat(LEVELS)}1${"}".repeat(LEVELS)}`;

/** A service of this machine that answers the same to everything. */
async function answering(body: string, type = "application/json"): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Every address that shows what came in. */
const READS = ["/api/state", "/api/exchanges", "/api/exchanges/1", "/api/events", "/api/flows/f1/runs"];

describe("an answer that is nested too deeply", () => {
  it.each([
    ["JSON", deep, "application/json"],
    ["arrays", "[".repeat(LEVELS) + "]".repeat(LEVELS), "application/problem+json"],
    // Brackets alone are not even JSON: that is judged only up to the bound.
    ["broken JSON", "[".repeat(2_000_000), "application/json"],
  ])("is refused as a whole: %s", async (_, body, type) => {
    const { ask, send } = await open(folderOf(parcels()), { backend: await answering(body, type) });
    const answer = await ask<InvokeAnswer>("POST", "/api/invoke", { operationId: "ListDepots" });
    expect(answer).toMatchObject({ kind: "gateway-failed", status: 502 });
    expect(JSON.stringify(answer.body)).toMatch(/nested \d+ levels deep; more than 512 are not read/);
    const flow = await ask<FlowView>("POST", "/api/flows", { operationId: "NewParcels", on: true });
    expect(flow).toMatchObject({ health: "poll-failing" });
    expect((await ask<RunsAnswer>("GET", "/api/flows/f1/runs")).runs).toEqual([]);
    for (const address of READS)
      expect([address, (await send("GET", address)).status]).toEqual([address, 200]);
  });

  it("is taken whole up to the bound", async () => {
    const most = "[".repeat(512) + "]".repeat(512);
    const { ask } = await open(folderOf(parcels()), { backend: await answering(most) });
    const answer = await ask<InvokeAnswer>("POST", "/api/invoke", { operationId: "ListDepots" });
    expect(JSON.stringify(answer.body)).toBe(most);
  });
});

it("requests and notifications that are nested too deeply are refused, and so are keys that name such a place", async () => {
  const { app, ask, send, workbench } = await open(folderOf(parcels()));
  await ask("POST", "/api/flows", {
    operationId: "ParcelArrives",
    values: { "path.$.depot": "n" },
    on: true,
  });
  const raw = (address: string, body: string) =>
    app.fetch(new Request(request("POST", address, {}), { body, method: "POST" }));
  for (const [address, body] of [
    ["/api/invoke", `{"operationId":"SendParcel","values":{"body.$":${deep}}}`],
    ["/api/code", `{"operationId":"SendParcel","values":{"body.$":${deep}}}`],
    ["/api/flows/f1/fire", `{"body":${deep}}`],
    [
      "/api/invoke",
      JSON.stringify({ operationId: "SendParcel", values: { [`body.$${".a".repeat(50_000)}`]: 1 } }),
    ],
    [
      "/api/invoke",
      JSON.stringify({ operationId: "SendParcel", values: { [`body${"/a".repeat(50_000)}`]: 1 } }),
    ],
  ] as const) {
    const response = await raw(address, body);
    const answer = (await response.json()) as { error: { code: string; message: string } };
    expect([address, response.status, answer.error.code]).toEqual([address, 400, "too-deep"]);
  }
  const { callbackUrl } = workbench.session.flows.running("f1");
  const headers = { "content-type": "application/json" };
  const refused = await workbench.notify(
    new Request(String(callbackUrl), { method: "POST", headers, body: deep }),
  );
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("more than 512 are not read");
  for (const address of READS) expect([address, (await send("GET", address)).status]).toEqual([address, 200]);
});

it("forms within forms are opened a few levels deep, and stay bytes below", async () => {
  let body = "innermost";
  let type = "text/html";
  for (let level = 0; level < 300; level++) {
    body = `--b${level}\r\nContent-Type: ${type}\r\n\r\n${body}\r\n--b${level}--`;
    type = `multipart/mixed; boundary=b${level}`;
  }
  const { ask } = await open(folderOf(parcels()), { backend: await answering(body, type) });
  const answer = await ask<InvokeAnswer>("POST", "/api/invoke", { operationId: "ListDepots" });
  expect(JSON.stringify(answer.body).match(/\$multipart/g)).toHaveLength(4);
});

describe("what is kept of large values", () => {
  it("is nothing where an answer alone holds more values than there is room for", async () => {
    const { ask } = await open(folderOf(parcels()), {
      backend: await answering(`[${"{},".repeat(2_000_000)}{}]`),
    });
    const answer = await ask<InvokeAnswer>("POST", "/api/invoke", { operationId: "ListDepots" });
    expect(answer).toMatchObject({ kind: "gateway-failed", status: 502 });
    expect(JSON.stringify(answer.body)).toContain("more values than are read at once");
  });

  it("is bounded by memory: runs, exchanges and events of large answers", async () => {
    // 3 MB of text, and some 60 MB as values.
    const body = JSON.stringify({ rows: Array.from({ length: 1_000_000 }, () => ({})) });
    const definition = parcels();
    const poll = definition.paths["/parcels/new"]?.["get"] as Record<string, unknown>;
    poll["x-ms-trigger"] = "single";
    poll["responses"] = { "200": { description: "Everything.", schema: { type: "object" } } };
    const { ask, workbench } = await open(folderOf(definition), { backend: await answering(body) });
    await ask("POST", "/api/flows", { operationId: "NewParcels", on: true, recurrenceSeconds: 60 });
    await ask("POST", "/api/settings", { advanceSeconds: 300 });
    // However few: at most 128 MB, and the newest in any case.
    const { runs } = await ask<RunsAnswer>("GET", "/api/flows/f1/runs");
    expect(workbench.session.runs.count).toBe(6);
    expect(runs.length).toBeLessThanOrEqual(2);
    expect(runs[0]?.number).toBe(6);
    expect(workbench.session.platform.runs().length).toBeLessThanOrEqual(2);
    const [exchange] = workbench.session.platform.exchanges();
    expect(exchange?.response).toMatchObject({ bodySize: body.length });
    expect(exchange?.response?.body?.length).toBeLessThan(70_000);
  });

  it("an event that tells something large is kept in short", async () => {
    const { ask, workbench } = await open(folderOf(parcels()));
    workbench.session.tell("large", "plain", "x".repeat(1_000_000), {}, { list: Array(100_000).fill("y") });
    const { events } = await ask<{ events: { text: string }[] }>("GET", "/api/events?limit=1");
    expect(JSON.stringify(events).length).toBeLessThan(10_000);
    expect(events[0]?.text).toMatch(/… \(1000000 characters\)$/);
  });
});
