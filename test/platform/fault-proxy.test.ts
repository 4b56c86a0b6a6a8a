/** A proxy that puts faults in front of a service as it is. */
import { once } from "node:events";
import { request as ask, createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { type ProxiedCall, startFaultProxy } from "../../src/platform/faults/proxy.ts";
import { readFault } from "../../src/platform/faults/read-fault.ts";
import { runScript } from "../support/run-script.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A service that says what it was asked. */
async function service() {
  const seen: IncomingMessage[] = [];
  /** Ends requests that wait until the test lets them go. */
  const slow: (() => void)[] = [];
  const hold = (end: () => void) => {
    slow.push(end);
    server.emit("held");
  };
  const server = createServer(async (request, response) => {
    seen.push(request);
    let body = "";
    for await (const chunk of request) body += chunk;
    const own = `http://${request.headers.host}`;
    if (request.url === "/base/jobs") response.writeHead(202, { location: `${own}/base/jobs/1` }).end();
    else if (request.url === "/base/away")
      response.writeHead(302, { location: "https://elsewhere.example/" }).end();
    else if (request.url === "/base/slow") hold(() => response.writeHead(200).end("slow"));
    else if (request.url === "/base/broken") hold(() => request.socket.destroy());
    else if (request.url === "/base/zip")
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("packed"));
    else
      response
        .writeHead(
          200,
          [
            ["content-type", "application/json"],
            ["set-cookie", "a=1"],
            ["set-cookie", "b=2"],
          ].flat(),
        )
        .end(JSON.stringify({ url: request.url, method: request.method, body }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, slow, server };
}

async function proxied(options: Parameters<typeof startFaultProxy>[1] = {}) {
  const { url, seen, slow, server } = await service();
  const calls: ProxiedCall[] = [];
  const proxy = await startFaultProxy(`${url}/base/`, { ...options, onCall: (call) => calls.push(call) });
  closing.push(() => proxy.close());
  const control = (method: string, path = "", body?: unknown) =>
    fetch(`${proxy.url}/-/faults${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  return { proxy, url, seen, slow, server, calls, control };
}

test("a method that is never passed on is refused as such, not as a service that cannot be reached", async () => {
  const { proxy, seen } = await proxied();
  const asked = ask(`${proxy.url}/v1`, { method: "TRACE" });
  const answered = once(asked, "response");
  asked.end();
  const [response] = (await answered) as [IncomingMessage];
  let body = "";
  for await (const chunk of response) body += chunk;
  expect([response.statusCode, JSON.parse(body).error.code]).toEqual([405, "method-not-passed"]);
  expect(seen).toEqual([]);
});

test("without a fault a call reaches the service as it is, and its answer comes back as it is", async () => {
  const { proxy, seen, calls } = await proxied();
  const answer = await fetch(`${proxy.url}/v1/a%2Fb?key=secret&x=1`, {
    method: "POST",
    body: "hello",
    headers: { authorization: "Bearer t", "x-own": "1" },
  });
  expect(await answer.json()).toEqual({
    url: "/base/v1/a%2Fb?key=secret&x=1",
    method: "POST",
    body: "hello",
  });
  expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(seen[0]?.headers).toMatchObject({ authorization: "Bearer t", "x-own": "1" });
  expect(calls).toEqual([
    { method: "POST", path: "/v1/a%2Fb", status: 200, milliseconds: expect.any(Number), fault: false },
  ]);
  expect(JSON.stringify(calls)).not.toContain("secret");
});

test("addresses of the service lead through the proxy again, others stay; compressed bodies are handed on", async () => {
  const { proxy } = await proxied();
  const get = (path: string) => fetch(`${proxy.url}${path}`, { redirect: "manual" });
  expect((await get("/jobs")).headers.get("location")).toBe(`${proxy.url}/jobs/1`);
  expect((await get("/away")).headers.get("location")).toBe("https://elsewhere.example/");
  expect(await (await get("/zip")).text()).toBe("packed");
});

test("faults are set, listed and ended while it runs", async () => {
  const { proxy, seen, control, calls } = await proxied();
  const get = async (path: string) => (await fetch(`${proxy.url}${path}`)).status;
  expect(await (await control("POST", "", { path: "/v1/items", status: 503, count: 2 })).json()).toEqual({
    id: 1,
  });
  expect((await control("POST", "", { pathPattern: "^/v2/", body: { odd: true } })).status).toBe(201);
  expect([
    await get("/v1/items"),
    await get("/v1/other"),
    await get("/v1/items"),
    await get("/v1/items"),
  ]).toEqual([503, 200, 503, 200]);
  expect(await (await fetch(`${proxy.url}/v2/x`)).json()).toEqual({ odd: true });
  expect(await (await control("GET")).json()).toEqual({
    faults: [
      { id: 1, path: "/v1/items", status: 503, count: 2, strikes: 2 },
      { id: 2, pathPattern: "^/v2/", body: { odd: true }, strikes: 1 },
    ],
  });
  expect(calls.filter(({ fault }) => fault)).toHaveLength(3);
  expect((await control("DELETE", "/2")).status).toBe(204);
  expect((await control("DELETE", "/2")).status).toBe(404);
  expect((await control("DELETE")).status).toBe(204);
  expect(await get("/v1/items")).toBe(200);
  expect(seen.map((one) => one.url)).not.toContain("/base/-/faults");
});

test("a call is not reported as faulty because a fault hit another one at the same time", async () => {
  const { proxy, slow, server, calls } = await proxied({ faults: [{ path: "/struck", status: 503 }] });
  const waiting = [fetch(`${proxy.url}/slow`), fetch(`${proxy.url}/broken`)];
  while (slow.length < 2) await once(server, "held");
  expect((await fetch(`${proxy.url}/struck`)).status).toBe(503);
  for (const end of slow) end();
  // The service broke the connection of one of them: that is told, not played.
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 502]);
  expect(calls.map(({ path, fault }) => [path, fault]).sort()).toEqual([
    ["/broken", false],
    ["/slow", false],
    ["/struck", true],
  ]);
});

test("a connection breaks before the answer, or in the middle of it", async () => {
  const { proxy, control } = await proxied({ faults: [{ connection: "cut", count: 1 }] });
  await expect(fetch(`${proxy.url}/a`)).rejects.toThrow();
  await control("POST", "", { connection: "cut-body", count: 1 });
  await expect(fetch(`${proxy.url}/a`).then((answer) => answer.text())).rejects.toThrow();
  expect((await fetch(`${proxy.url}/a`)).status).toBe(200);
});

test("a service that is down is distinguished from a fault, without the query of its address", async () => {
  const { server, url } = await service();
  await new Promise((resolve) => server.close(resolve));
  const proxy = await startFaultProxy(url);
  closing.push(() => proxy.close());
  const answer = await fetch(`${proxy.url}/a?key=secret`);
  expect(answer.status).toBe(502);
  const text = await answer.text();
  expect(text).toContain("ECONNREFUSED");
  expect(text).not.toContain("secret");
});

test("only this machine can call it, and it calls nothing but the service", async () => {
  const { proxy, seen } = await proxied();
  const port = Number(new URL(proxy.url).port);
  const status = (options: object) =>
    new Promise<number | undefined>((resolve, reject) => {
      ask({ host: "127.0.0.1", port, ...options }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on("error", reject)
        .end();
    });
  expect(await status({ path: "/a", headers: { host: "evil.example" } })).toBe(403);
  expect(await status({ path: "/-/faults", headers: { origin: "https://evil.example" } })).toBe(403);
  for (const path of ["//evil.example/x", "/@evil.example/x", "/..//..//x"]) await status({ path });
  for (const one of seen) expect(one.url?.startsWith("/base/")).toBe(true);
});

test.each([
  ["status=503,count=2,path=/v1/a", { status: 503, count: 2, path: "/v1/a" }],
  [" method=post , latencySeconds=1.5 ", { method: "post", latencySeconds: 1.5 }],
  [
    "pathPattern=^/v1/,connection=cut,share=0.3,seed=a",
    { path: /^\/v1\//, connection: "cut", share: 0.3, seed: "a" },
  ],
  [
    '{"status":429,"headers":{"retry-after":"5"},"body":"slow"}',
    { status: 429, headers: { "retry-after": "5" }, body: "slow" },
  ],
])("a fault written as %s", (text, fault) => {
  expect(readFault(text)).toEqual(fault);
});

test.each([
  ["", '"" is not a setting'],
  ["503", '"503" is not a setting'],
  ["statsu=503", 'no setting "statsu"; it has status'],
  ["status=many", "status of a fault is a number"],
  ["connection=slow", '"cut" or "cut-body"'],
  ["pathPattern=(", '"(" is not a regular expression'],
  ['{"status":', "not JSON"],
  ['{"headers":{"a":1}}', "headers of a fault is an object of texts"],
])("a fault written as %j is refused", (text, message) => {
  expect(() => readFault(text)).toThrow(message);
});

test.each([
  ["not an address", "not an address"],
  ["ftp://a.example", 'the scheme "ftp:"'],
  ["http://user:secret@a.example", "user name or password"],
  ["http://169.254.169.254", "cloud metadata"],
  ["http://a.example/?key=secret", "a query or a fragment"],
])("the command refuses %s with exit code 2", (target, message) => {
  const { code, stderr } = runScript("proxy", [target]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain("secret");
});
