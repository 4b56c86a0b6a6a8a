/** What the harness offers besides the life of a trigger. */

import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Backend, TestOptions } from "../../src/testing/index.ts";
import {
  assertCalled,
  assertMatchesDefinition,
  assertNoRun,
  assertRun,
  assertSubscribed,
  assertSucceeded,
  assertThrottled,
  BackendCrashed,
  createRoutes,
  createWebhookService,
  replayHar,
  testConnector,
} from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";

const folder = `${import.meta.dirname}/fixtures/parcels`;
const connection = { api_key: "key-of-a-depot" };

async function bench(backend: Backend | string, options: Partial<TestOptions> = {}) {
  const made = await testConnector(folder, { backend, connection, ...options });
  onTestFinished(() => made.close());
  return made;
}

const depots = () => Response.json({ depots: [{ code: "north", name: "Depot North" }] });

/** A server in this process on a port of its own, as a real service is. */
async function serve(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

test("an error carries its remedy in the message", async () => {
  const made = await bench(depots);
  expect(() => made.flow("ParcelArives")).toThrow(
    /no operation "ParcelArives".*It has|The definition has: .*ParcelArrives/s,
  );
  await expect(made.invoke("ListDepots", { dept: "x" })).rejects.toThrow(
    /has no input "dept"\..*It has: none/,
  );
  await expect(testConnector(folder, { backend: depots })).rejects.toThrow(
    "Give it when the connection is made.",
  );
});

test("a backend that crashes fails the test, with its stack", async () => {
  const made = await bench(() => {
    throw new TypeError("foo is not a function");
  });
  const error = await made.invoke("ListDepots").catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(BackendCrashed);
  expect((error as Error).message).toContain("foo is not a function");
  expect((error as Error).message).toContain("harness.test.ts");
  await expect(made.flow("ParcelArrives", { depot: "north" }).turnOn()).rejects.toThrow(
    "foo is not a function",
  );
});

test("a backend that answers nothing is a crash, too", async () => {
  const made = await bench((() => undefined) as unknown as Backend);
  await expect(made.invoke("ListDepots")).rejects.toThrow("it answered nothing instead of a Response");
});

test("neither an outage nor a reported crash counts as a violation", async () => {
  const down = await bench(() => {
    throw new Error("the service is down");
  });
  expect((await down.invoke("ListDepots")).kind).toBe("gateway-failed");
  const reported = await bench((() => undefined) as unknown as Backend, { crashes: "report" });
  expect((await reported.invoke("ListDepots")).kind).toBe("backend-crashed");
});

test("a server that is not running is reported as such", async () => {
  const made = await bench("http://127.0.0.1:4999");
  const flow = await made.flow("ParcelArrives", { depot: "north" }).turnOn();
  expect(flow.reason?.message).toMatch(/connect ECONNREFUSED 127.0.0.1:4999 \(nobody listens there/);
});

test("a service that calls back in its own time is waited for", async () => {
  const url = await serve((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const callback = JSON.parse(body || "{}").url as string;
      response
        .writeHead(201, { "content-type": "application/json", location: "/v1/depots/n/hooks/1" })
        .end("{}");
      const headers = { "content-type": "application/json" };
      setTimeout(() => void fetch(callback, { method: "POST", headers, body: '{"number":"P-1"}' }), 20);
      setTimeout(() => void fetch(callback, { method: "POST", headers, body: '{"number":"P-2"}' }), 40);
    });
  });
  const made = await bench(url);
  const flow = await made.flow("ParcelArrives", { depot: "n" }).turnOn();
  expect((await flow.nextRun({ within: { seconds: 5 } })).body).toEqual({ number: "P-1" });
  expect((await flow.nextRun()).body).toEqual({ number: "P-2" });
  await expect(flow.nextRun({ within: 30 })).rejects.toThrow("had no new run within 30 ms");
});

test("the Host of the definition is sent where it is asked for", async () => {
  const hosts: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    hosts.push(request.headers.host);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await (await bench(url)).invoke("ListDepots");
  await (await bench(url, { hostHeader: true })).invoke("ListDepots");
  expect(hosts).toEqual([new URL(url).host, "api.parcels.example"]);
});

test("toHaveCalled sees method, path, query and body of a request", async () => {
  const made = await bench(createWebhookService().backend);
  await made.flow("ParcelArrives", { depot: "north sea" }).turnOn();
  expect(made).toHaveCalled("POST", "/v1/depots/north sea/hooks", { event: "arrived" });
  expect(made).toHaveCalled("post", "/depots/north%20sea/hooks");
  expect(made).toHaveCalled("POST", /hooks$/);
  expect(made).not.toHaveCalled("DELETE", /hooks/);
  expect(() => expect(made).toHaveCalled("POST", "/hooks", { event: "left" })).toThrow(
    "POST /v1/depots/north%20sea/hooks -> 201",
  );
});

test("what no route was there for is listed", async () => {
  const routes = createRoutes({
    "GET /v1/depots": () => ({ depots: [] }),
    "DELETE /v1/depots/{depot}/hooks/{id}": () => null,
  });
  const made = await bench(routes.backend);
  expect(await made.invoke("ListDepots")).toHaveSucceeded();
  expect((await made.invoke("EndSubscription", { depot: "a", id: "1" })).status).toBe(204);
  await made.flow("ParcelArrives", { depot: "north" }).turnOn();
  expect(routes.unmatched).toEqual(["POST /v1/depots/north/hooks"]);
});

test("faults strike any service: status, count, share, latency, cut connections, wrong bodies", async () => {
  const made = await bench(depots, { retryProfile: "none" });
  const fault = made.fault({ path: "/v1/depots", status: 503, body: { message: "busy" }, count: 2 });
  expect((await made.invoke("ListDepots")).status).toBe(503);
  expect((await made.invoke("ListDepots")).status).toBe(503);
  expect(await made.invoke("ListDepots")).toHaveSucceeded();
  expect(fault.strikes).toBe(2);

  const cut = made.fault({ connection: "cut" });
  expect((await made.invoke("ListDepots")).kind).toBe("gateway-failed");
  cut.remove();
  const half = made.fault({ connection: "cut-body" });
  expect((await made.invoke("ListDepots")).kind).toBe("gateway-failed");
  half.remove();

  const wrong = made.fault({ body: { depots: "none" } });
  expect((await made.invoke("ListDepots")).violations).toMatchObject([{ pointer: "/depots" }]);
  wrong.remove();

  const slow = made.fault({ latencySeconds: 120 });
  const late = made.invoke("ListDepots");
  await made.advance({ minutes: 2 });
  expect((await late).kind).toBe("gateway-timeout");
  slow.remove();

  const some = made.fault({ status: 500, share: 0.3, seed: "a" });
  for (let call = 0; call < 100; call++) await made.invoke("ListDepots");
  expect(some.strikes).toBeGreaterThan(15);
  expect(some.strikes).toBeLessThan(45);
  expect(() => made.fault({})).toThrow("The fault does nothing.");
});

test("a status that a fault made up is not a violation by the service", async () => {
  const made = await bench(depots, { retryProfile: "none" });
  made.fault({ status: 503, count: 1 });
  expect((await made.invoke("ListDepots")).violations).toEqual([]);
  expect(made).toMatchDefinition();
});

test("exchanges are recorded into a file without secrets, and played again", async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "har-")), "parcels.har");
  let count = 0;
  const made = await testConnector(folder, {
    connection,
    record: file,
    backend: () => Response.json({ depots: [{ code: String(++count), name: "key-of-a-depot" }] }),
  });
  await made.invoke("ListDepots");
  await made.invoke("ListDepots");
  await made.close();
  expect(readFileSync(file, "utf8")).not.toContain("key-of-a-depot");

  const replay = replayHar(file);
  const again = await bench(replay.backend);
  const codes = async () => (await again.invoke("ListDepots")).body;
  expect(await codes()).toMatchObject({ depots: [{ code: "1" }] });
  expect(await codes()).toMatchObject({ depots: [{ code: "2" }] });
  expect(await codes()).toMatchObject({ depots: [{ code: "2" }] });
  await again.invoke("EndSubscription", { depot: "a", id: "1" });
  expect(replay.unmatched).toEqual(["DELETE /v1/depots/a/hooks/1"]);
  expect(replay.unused()).toEqual([]);
  expect(() => replayHar({})).toThrow("not a HAR document");
});

test("two connections are two users of one service", async () => {
  const keys: (string | null)[] = [];
  const made = await bench((request) => {
    keys.push(request.headers.get("x-parcels-key"));
    return depots();
  });
  const other = made.connect({ api_key: "key-of-another" });
  await made.invoke("ListDepots");
  await made.invoke("ListDepots", {}, { connection: other });
  expect(keys).toEqual(["key-of-a-depot", "key-of-another"]);
});

test("plain assertions say what is there instead", async () => {
  const made = await bench(createWebhookService().backend);
  const flow = made.flow("ParcelArrives", { depot: "north" });
  expect(() => assertSubscribed(flow)).toThrow("it is not");
  await flow.turnOn();
  assertSubscribed(flow);
  assertNoRun(flow);
  expect(() => assertRun(flow)).toThrow("it has no runs.");
  await made.notify(flow, { number: "P-1", weight: 2 });
  expect(assertRun(flow, { number: /^P-/ }).body).toEqual({ number: "P-1", weight: 2 });
  expect(() => assertRun(flow, { number: "P-2" })).toThrow("its 1 run(s) differ");
  expect(() => assertNoRun(flow)).toThrow("but it has 1");
  assertCalled(made, "POST", "/depots/north/hooks", undefined, { times: 1 });
  expect(() => assertCalled(made, "DELETE", /hooks/)).toThrow("with DELETE");
  assertMatchesDefinition(made);
  await made.notify(flow, { weight: "heavy" });
  expect(() => assertMatchesDefinition(made)).toThrow("/weight: must be number");
  const answer = await made.invoke("ListDepots");
  expect(() => assertSucceeded(answer)).toThrow("answered 404");
  expect(() => assertThrottled(answer)).toThrow("to be throttled by the gateway");
});
