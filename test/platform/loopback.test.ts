import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { expect, onTestFinished, test } from "vitest";
import { connectLoopback, createPlatform } from "../../src/platform/index.ts";
import { createWebhookService, testConnector } from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";
import { definitionOf, platformFor } from "./support/make.ts";

async function serve(handler: (request: Request) => Response | Promise<Response>): Promise<string> {
  const server = createServer(getRequestListener(handler, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  "https://127.0.0.1:4010",
  "file:///etc/passwd",
  "http://10.0.0.1",
  "http://169.254.169.254",
  "http://metadata.google.internal",
  "http://8.8.8.8",
  "http://user:pass@127.0.0.1",
  "nonsense",
])("a backend at %s is refused", (base) => {
  expect(() => connectLoopback(base)).toThrow(expect.objectContaining({ code: "backend-not-allowed" }));
});

test.each([
  ["elsewhere", ["93.184.216.34"]],
  ["partly elsewhere", ["127.0.0.1", "93.184.216.34"]],
  ["to a metadata address", ["169.254.169.254"]],
  ["nowhere", []],
])("a name that leads %s is not called", async (_name, addresses) => {
  const backend = connectLoopback("http://rebind.example:80", { resolve: async () => addresses });
  await expect(backend(new Request("https://api.example/"))).rejects.toThrow("nothing was called");
});

test("a name that leads to this machine is called there, path and query kept, redirects handed back", async () => {
  const seen: string[] = [];
  const base = await serve((request) => {
    const { pathname, search } = new URL(request.url);
    seen.push(`${request.method} ${pathname}${search}`);
    return new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } });
  });
  const backend = connectLoopback(base.replace("127.0.0.1", "svc.example"), {
    resolve: async () => ["127.0.0.1"],
  });
  const response = await backend(new Request("https://api.example/v1/do?a=1", { method: "DELETE" }));
  expect(response.status).toBe(302);
  expect(seen).toEqual(["DELETE /v1/do?a=1"]);
});

test("a GET arrives at a real server with the body that its connector declares", async () => {
  const seen: string[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
    seen.push(`${incoming.method} ${incoming.headers.host} ${Buffer.concat(chunks).toString()}`);
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { platform } = platformFor(
    { parameters: [{ name: "body", in: "body", schema: { type: "object" } }] },
    { method: "get", backend: connectLoopback(`http://${host}`) },
  );
  expect((await platform.invoke("Do", { body: { a: 1 } })).status).toBe(200);
  expect(seen).toEqual([`GET ${host} {"a":1}`]);
});

test("a webhook lives its whole life between two processes' worth of sockets", async () => {
  const service = createWebhookService();
  const base = await serve((request) => service.backend(request));
  const folder = `${import.meta.dirname}/../testing/fixtures/parcels`;
  const bench = await testConnector(folder, { backend: base, connection: { api_key: "key-of-a-depot" } });
  onTestFinished(() => bench.close());
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();
  expect(flow).toBeSubscribed();
  expect([...service.subscriptions.values()][0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
  await service.publish({ number: "P-1" }, fetch);
  expect(flow).toHaveRun({ number: "P-1" });
  await flow.turnOff();
  expect(service.subscriptions.size).toBe(0);
});

test.each([
  ["no definition", { definition: [] }, "definition-unusable"],
  ["an OpenAPI 3 definition", { definition: { openapi: "3.1.0" } }, "definition-not-swagger-2"],
  ["no host", { definition: { swagger: "2.0" } }, "definition-without-host"],
  ["a host that is none", { definition: { swagger: "2.0", host: "a b/c" } }, "definition-without-host"],
])("a connector with %s is refused", (_name, connector, code) => {
  expect(() => createPlatform({ connector: connector as never, backend: () => new Response() })).toThrow(
    expect.objectContaining({ code }),
  );
});

test("a folder that is not there is refused", () => {
  expect(() => createPlatform({ connector: "/no/such/folder", backend: () => new Response() })).toThrow(
    "There is no file or folder",
  );
});

test("an empty definition is a platform without operations", () => {
  const platform = createPlatform({
    connector: { definition: definitionOf({}) },
    backend: () => new Response(),
  });
  expect(platform.snapshot()).toMatchObject({ faults: [], flows: [], runs: [] });
});
