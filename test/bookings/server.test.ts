/** The server from the outside: real sockets on this machine, the control API, and what it must not let through. */
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import SwaggerParser from "@apidevtools/swagger-parser";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRealClock } from "../../src/bookings/index.ts";
import { type Backend, startBackend } from "../../src/bookings/server/backend.ts";
import type { JsonObject } from "../../src/json/values.ts";
import { ADMIN, PAGE } from "./support.ts";

const START = Date.UTC(2026, 5, 1, 8);
const json = { "content-type": "application/json" };

let backend: Backend;
let subscriber: Server;
let subscriberUrl: string;
let behaviour: (path: string) => { status: number; headers?: Record<string, string> };
let arrived: { path: string; body: JsonObject }[];

beforeEach(async () => {
  backend = await startBackend({ clock: createRealClock({ start: START }) });
  arrived = [];
  behaviour = () => ({ status: 202 });
  subscriber = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      arrived.push({ path, body: text === "" ? {} : JSON.parse(text) });
      const { status, headers } = behaviour(path);
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => subscriber.listen(0, "127.0.0.1", resolve));
  subscriberUrl = `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await backend.close();
  subscriber.closeAllConnections();
  await new Promise((resolve) => subscriber.close(resolve));
});

async function control(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${backend.control}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : json), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: (text.startsWith("{") ? JSON.parse(text) : {}) as JsonObject & {
      error?: { code: string; message: string };
    },
  };
}

const tokenFor = async (user = ADMIN) =>
  (await control("POST", "/tokens", { user }, { accept: "text/plain" })).text.trim();

async function subscribe(callback: string, type = "Created") {
  return fetch(`${backend.url}/BookingsService/api/V1/bookingBusinesses/${PAGE}/webhook/`, {
    method: "POST",
    headers: { ...json, authorization: `Bearer ${await tokenFor()}` },
    body: JSON.stringify({
      webhook: { notification_url: callback, resource: "Appointments", change_type: [type] },
    }),
  });
}

describe("The story over HTTP", () => {
  it("subscribe, book, be notified, delete the subscription at its Location, book without being notified", async () => {
    const subscribed = await subscribe(`${subscriberUrl}/flow`);
    expect(subscribed.status).toBe(200);
    const location = subscribed.headers.get("location") ?? "";
    expect(location).toMatch(
      new RegExp(`^${backend.url}/BookingsService/api/V1/bookingBusinesses/design%40example.org/webhook/`),
    );
    expect((await control("POST", "/appointments", {})).status).toBe(201);
    await control("GET", "/settled");
    expect(arrived).toMatchObject([{ path: "/flow", body: { CustomerName: "Amara Okafor" } }]);
    const headers = { authorization: `Bearer ${await tokenFor()}` };
    expect((await fetch(location, { method: "DELETE", headers })).status).toBe(200);
    await control("POST", "/appointments", {});
    await control("GET", "/settled");
    expect(arrived).toHaveLength(1);
  });

  it("sign in with a code, as a connection does", async () => {
    const redirect_uri = "http://127.0.0.1:5000/back";
    const query = new URLSearchParams({
      response_type: "code",
      client_id: "app",
      redirect_uri,
      login_hint: ADMIN,
    });
    const there = await fetch(`${backend.url}/common/oauth2/authorize?${query}`, { redirect: "manual" });
    const code = new URL(there.headers.get("location") ?? "").searchParams.get("code") ?? "";
    const form = new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri });
    const tokens = await (
      await fetch(`${backend.url}/common/oauth2/token`, { method: "POST", body: form })
    ).json();
    const listed = await fetch(`${backend.url}/BookingsService/api/V1/bookingBusinessesUserAsAdmin`, {
      headers: { authorization: `Bearer ${tokens.access_token}`, "x-prefer-owauserconfig": "true" },
    });
    expect(await listed.json()).toMatchObject({ mailboxes: [{ email: PAGE }] });
  });

  it("a subscriber that answers with a redirect is not followed", async () => {
    behaviour = (path) =>
      path === "/flow" ? { status: 307, headers: { location: `${subscriberUrl}/trap` } } : { status: 202 };
    await subscribe(`${subscriberUrl}/flow`);
    await control("POST", "/appointments", {});
    await control("GET", "/settled");
    await control("POST", "/clock", { advanceSeconds: 60 });
    expect(arrived.length).toBeGreaterThan(2);
    expect(arrived.every(({ path }) => path === "/flow")).toBe(true);
  });

  it("a subscriber that is not there yet gets its notification once the clock has been moved to the next try", async () => {
    behaviour = () => ({ status: arrived.length < 3 ? 503 : 202 });
    await subscribe(`${subscriberUrl}/flow`);
    await control("POST", "/appointments", {});
    await control("GET", "/settled");
    expect((await control("GET", "/state")).body).toMatchObject({ waiting: 1 });
    await control("POST", "/clock", { advanceSeconds: 3600 });
    expect((await control("GET", "/state")).body).toMatchObject({ waiting: 0, nextRetry: null });
    expect(arrived).toHaveLength(3);
  });

  it("a subscriber that never answers does not hold up the clock, which cuts it off", async () => {
    subscriber.removeAllListeners("request");
    subscriber.on("request", () => arrived.push({ path: "/flow", body: {} }));
    await subscribe(`${subscriberUrl}/flow`);
    await control("POST", "/appointments", {});
    expect((await control("POST", "/clock", { advanceSeconds: 60 })).status).toBe(200);
    expect((await control("GET", "/events")).text).toContain('"reason":"no answer in time"');
  });

  it("addresses of the platform are accepted, but what is sent to them stays here, with a notice", async () => {
    expect((await subscribe("https://prod-01.westeurope.logic.azure.com/x?sig=topsecret")).status).toBe(200);
    await control("POST", "/appointments", {});
    await control("GET", "/settled");
    const events = (await control("GET", "/events")).text;
    expect(events).toContain('"withheld"');
    expect(events + (await control("GET", "/state")).text).not.toContain("topsecret");
  });

  it("a connection breaks on demand", async () => {
    await control("POST", "/faults", { answer: "disconnect", times: 1 });
    const call = () => fetch(`${backend.url}/BookingsService/api/V1/bookingBusinessesUserAsAdmin`);
    await expect(call()).rejects.toThrow("fetch failed");
    expect((await call()).status).toBe(401);
  });

  it("an inbox takes what is sent to it and shows it", async () => {
    await subscribe(`${backend.url}/inbox/my-flow`);
    await control("POST", "/appointments", {});
    await control("GET", "/settled");
    const inbox = () => fetch(`${backend.url}/inbox/my-flow`);
    expect(await (await inbox()).json()).toMatchObject([{ body: { CustomerName: "Amara Okafor" } }]);
    await fetch(`${backend.url}/inbox/my-flow`, { method: "DELETE" });
    expect(await (await inbox()).json()).toEqual([]);
  });
});

describe("The control API", () => {
  it("books, joins, moves and cancels", async () => {
    const page = "pottery@example.org";
    const booked = await control("POST", "/appointments", { page, customer: "Mei Tanaka" });
    const path = `/appointments/${booked.body.id}`;
    const joined = await control("POST", `${path}/customers`, {
      customer: { name: "New Person", email: "new@example.com" },
    });
    expect(joined.body.customers).toEqual(["mei.tanaka@example.com", "new@example.com"]);
    const moved = await control("POST", `${path}/reschedule`, { start: "2026-07-10T18:00" });
    expect(moved.body.end).toBe("2026-07-10T20:00");
    const cancelled = await control("POST", `${path}/cancel`, { reason: "No clay" });
    expect(cancelled.body.status).toBe("cancelled");
  });

  it("sets all switches or none", async () => {
    expect((await control("PUT", "/quirks", { "updated-on-create": true, nonsense: true })).status).toBe(400);
    expect(backend.service.quirks.is("updated-on-create")).toBe(false);
    expect((await control("PUT", "/quirks", { "updated-on-create": true })).body["updated-on-create"]).toBe(
      true,
    );
  });

  it("makes a page appear in the list of somebody who visited it", async () => {
    expect((await control("POST", "/visits", { user: ADMIN, page: "pottery@example.org" })).status).toBe(200);
    expect((await control("POST", "/visits", { user: ADMIN, page: "nowhere@example.org" })).status).toBe(404);
  });

  it.each([
    ["POST", "/tokens", {}, 400, "bad-body"],
    ["POST", "/tokens", { user: "nobody@example.org" }, 404, "unknown-user"],
    ["POST", "/tokens", { user: ADMIN, flaw: "tasty" }, 400, "bad-body"],
    ["POST", "/tokens", { user: ADMIN, expiresIn: -1 }, 400, "bad-body"],
    ["POST", "/appointments", [], 400, "bad-body"],
    ["POST", "/appointments", { start: "soon" }, 400, "bad-time"],
    ["POST", "/appointments", { __unknown: 1 }, 400, "bad-body"],
    ["POST", "/appointments", { customer: { name: "N", email: "no address" } }, 400, "bad-body"],
    ["POST", "/appointments/nothing/cancel", {}, 404, "unknown-appointment"],
    ["POST", "/appointments/%zz/cancel", {}, 400, "bad-address"],
    ["POST", "/appointments/__proto__/cancel", {}, 404, "unknown-appointment"],
    ["POST", "/clock", { advanceSeconds: -5 }, 400, "bad-body"],
    ["POST", "/clock", { advanceSeconds: 1e12 }, 400, "bad-body"],
    ["POST", "/faults", { answer: "nonsense" }, 400, "unknown-error"],
    ["POST", "/faults", {}, 400, "empty-fault"],
    ["GET", "/nothing", undefined, 404, "unknown-route"],
    ["PATCH", "/state", undefined, 405, "method-not-allowed"],
  ] as [string, string, unknown, number, string][])(
    "%s %s with %j is refused",
    async (method, path, body, status, code) => {
      const answer = await control(method, path, body);
      expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
      expect(answer.text).not.toMatch(/\n\s+at |node_modules/);
    },
  );

  it("is described by an OpenAPI document that is one", async () => {
    const document = await (await fetch(`${backend.url}/openapi.json`)).json();
    const checked = await SwaggerParser.validate(structuredClone(document));
    expect(Object.keys(checked.paths ?? {})).toHaveLength(24);
    expect(document.servers).toEqual([{ url: backend.url }]);
  });

  it("answers as the document says", async () => {
    const document = await (await fetch(`${backend.url}/openapi.json`)).json();
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const calls: [string, string, unknown][] = [
      ["get", "/state", undefined],
      ["get", "/events", undefined],
      ["get", "/settled", undefined],
      ["post", "/tokens", { user: ADMIN }],
      ["post", "/appointments", {}],
      ["post", "/faults", { latencyMs: 1 }],
      ["delete", "/faults", undefined],
      ["put", "/quirks", {}],
      ["post", "/clock", { advanceSeconds: 1 }],
      ["post", "/visits", { user: ADMIN, page: PAGE }],
    ];
    for (const [method, path, body] of calls) {
      const answer = await control(method.toUpperCase(), path, body);
      const declared = document.paths[`/control${path}`][method].responses[String(answer.status)];
      const { schema } = declared.content["application/json"];
      const validate = ajv.compile({ ...schema, components: document.components });
      expect(validate(answer.body), `${method} ${path}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });
});

describe("Who is refused", () => {
  /** Sends bytes as they are, which no decent client would. */
  function raw(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(backend.url).port), "127.0.0.1", () => socket.end(text));
      let answer = "";
      socket.on("data", (chunk) => (answer += chunk));
      socket.on("close", () => resolve(answer));
      // A server that has seen enough may close before everything was sent; what it said before counts.
      socket.on("error", (error: NodeJS.ErrnoException) =>
        error.code === "ECONNRESET" || error.code === "EPIPE" ? resolve(answer) : reject(error),
      );
    });
  }
  const get = (path: string, ...headers: string[]) =>
    raw(`GET ${path} HTTP/1.1\r\n${headers.join("\r\n")}\r\nConnection: close\r\n\r\n`);
  const port = () => new URL(backend.url).port;

  it.each(["evil.example", "127.0.0.1.nip.io", "169.254.169.254", "127.0.0.1:1", ""])(
    "a request under the name %j (DNS rebinding)",
    async (host) => {
      expect(await get("/control/state", `Host: ${host}`)).toContain("403 Forbidden");
    },
  );

  it("a request whose line names another server, whatever its Host header says", async () => {
    const answer = (line: string) =>
      raw(`GET ${line} HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nConnection: close\r\n\r\n`);
    for (const other of ["http://evil.example", "http://127.0.0.1:1"])
      expect(await answer(`${other}/control/state`)).toContain("403 Forbidden");
    expect(await answer(`http://127.0.0.1:${port()}/control/state`)).toContain("200 OK");
  });

  it.each([
    "http://evil.example",
    "null",
    "https://127.0.0.1",
    "http://127.0.0.1:1",
    "http://localhost.evil.example",
  ])("a page of the origin %s", async (origin) => {
    expect(await get("/control/state", `Host: 127.0.0.1:${port()}`, `Origin: ${origin}`)).toContain(
      "403 Forbidden",
    );
  });

  it("this machine under its own names is let in", async () => {
    for (const host of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
      expect(await get("/control/state", `Host: ${host}:${port()}`)).toContain("200 OK");
    const own = `http://127.0.0.1:${port()}`;
    expect(await get("/control/state", `Host: 127.0.0.1:${port()}`, `Origin: ${own}`)).toContain("200 OK");
  });

  it("a form that a page could send without asking changes nothing", async () => {
    const answer = await fetch(`${backend.control}/appointments`, {
      method: "POST",
      body: new URLSearchParams({ a: "b" }),
    });
    expect(answer.status).toBe(400);
    expect(backend.service.world.appointments.size).toBe(0);
  });

  it("headers with line breaks or without form are refused, and the server goes on", async () => {
    const host = `Host: 127.0.0.1:${port()}`;
    for (const header of ["X: a\rb", "X\n: a", "no colon", `X: ${"y".repeat(100_000)}`])
      expect(await get("/control/state", host, header)).toMatch(/^HTTP\/1\.1 4\d\d|^$/);
    expect(await raw("nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
    expect((await control("GET", "/state")).status).toBe(200);
  });

  it("a body of 50 MB is refused before most of it was sent", async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (sent >= 50 * 1024 * 1024) return controller.close();
        sent += 64 * 1024;
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
      },
    });
    const call = fetch(`${backend.url}/BookingsService/api/V1/bookingBusinesses/${PAGE}/webhook/`, {
      method: "POST",
      headers: { ...json, authorization: `Bearer ${await tokenFor()}` },
      body,
      duplex: "half",
    } as RequestInit);
    // The answer comes before the client has sent all of it, which some clients take for a broken connection.
    const status = await call.then(
      (response) => response.status,
      () => 400,
    );
    expect([status, sent < 25 * 1024 * 1024]).toEqual([400, true]);
    expect((await control("GET", "/state")).status).toBe(200);
  });

  it("a callback address is never called that is not this machine's", async () => {
    for (const callback of [
      "http://169.254.169.254/metadata",
      "http://10.0.0.1/x",
      "http://evil.example/x",
      "ftp://127.0.0.1/x",
      "http://127.0.0.1.nip.io/x",
    ])
      expect((await subscribe(callback)).status).toBe(403);
    expect(backend.service.context.subscriptions.all()).toEqual([]);
  });

  it("its own address shows a person the calls that can be made", async () => {
    const answer = await fetch(`${backend.url}/`);
    expect(answer.headers.get("content-type")).toContain("text/plain");
    const text = await answer.text();
    for (const operation of backend.service.context.definition.model.operations)
      expect(text).toContain(`# ${operation.id}`);
  });

  it("a port in use is reported as such", async () => {
    await expect(startBackend({ port: Number(port()) })).rejects.toMatchObject({ code: "port-in-use" });
  });
});
