/** Who gets in, and what a browser may do with what it gets. */
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/json/problem.ts";
import { createApp } from "../../src/workbench/server/app.ts";
import { Guard } from "../../src/workbench/server/guard.ts";
import { routes } from "../../src/workbench/server/routes.ts";
import { type Bench, folderOf, ORIGIN, open, PORT, parcels, request, TOKEN } from "./support.ts";

const bare = (address: string, headers: Record<string, string> = {}, method = "GET") =>
  new Request(`${ORIGIN}${address}`, { method, headers: { host: `127.0.0.1:${PORT}`, ...headers } });

const ask = async ({ app }: Bench, given: Request) => {
  const response = await app.fetch(given);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const errorIn = ({ text }: { text: string }) => (JSON.parse(text) as { error: { code: string } }).error.code;

describe("the guard", () => {
  it("lets nobody read or do anything without the token", async () => {
    const bench = await open(folderOf(parcels()));
    for (const { method, path } of routes) {
      const answer = await ask(bench, bare(path.replace(/\{\w+\}/g, "x"), {}, method));
      expect([path, answer.status]).toEqual([path, 401]);
    }
    for (const path of ["/openapi.json", "/api/stream", "/assets/main-1.js", "/nothing"])
      expect((await ask(bench, bare(path))).status).toBe(401);
    const front = await ask(bench, bare("/"));
    expect(front.status).toBe(401);
    expect(front.text).toContain("This workbench is locked");
  });

  it("takes the token as a bearer or as the cookie that the printed address sets", async () => {
    const bench = await open(folderOf(parcels()));
    const door = await ask(bench, bare(`/?token=${TOKEN}`));
    expect(door.status).toBe(200);
    const cookie = door.headers.get("set-cookie") ?? "";
    const [, session, path = ""] =
      /^workbench-4000=([\w-]{43}); Path=(\/w-[0-9a-f]{32}\/); HttpOnly; SameSite=Strict$/.exec(cookie) ?? [];
    // Neither the token nor good for it, and sent to no address of another server.
    expect(session).not.toBe(TOKEN);
    expect((await ask(bench, bare("/api/state", { authorization: `Bearer ${session}` }))).status).toBe(401);
    expect((await ask(bench, bare(`/?token=${session}`))).status).toBe(401);
    expect(door.text).not.toContain(TOKEN);
    expect(door.text).toContain(`url=${path}"`);
    const with_ = { cookie: `other=1; ${cookie.split(";")[0]}` };
    expect((await ask(bench, bare("/", with_))).text).toContain('<div id="root">');
    expect((await ask(bench, bare("/api/state", with_))).status).toBe(200);
    expect((await ask(bench, bare(path, with_))).text).toContain('<div id="root">');
    expect((await ask(bench, bare(`${path}api/state`, with_))).status).toBe(200);
    expect((await ask(bench, bare(`${path}assets/main-1.js`, with_))).status).toBe(200);
    // To know the path is not enough.
    expect((await ask(bench, bare(path))).status).toBe(401);
    expect((await ask(bench, bare(`${path}api/state`))).status).toBe(401);
    expect((await ask(bench, bare("/w-0/api/state", with_))).status).toBe(404);
    expect((await ask(bench, request("GET", "/api/state"))).status).toBe(200);
    for (const wrong of [`${TOKEN}x`, TOKEN.slice(1), ""])
      expect((await ask(bench, bare(`/?token=${wrong}`))).headers.get("set-cookie")).toBeNull();
    expect((await ask(bench, bare("/api/state", { authorization: "Bearer nope" }))).status).toBe(401);
    expect((await ask(bench, bare("/api/state", { cookie: `workbench-${PORT}=nope` }))).status).toBe(401);
  });

  it("gives a browser a key that works once", async () => {
    const bench = await open(folderOf(parcels()));
    const key = bench.guard.createKey();
    expect((await ask(bench, bare(`/?key=${key}`))).status).toBe(200);
    expect((await ask(bench, bare(`/?key=${key}`))).status).toBe(401);
  });

  it("refuses host names that point at this machine, even with the token", async () => {
    const bench = await open(folderOf(parcels()));
    for (const host of [
      "evil.example",
      `evil.example:${PORT}`,
      "127.0.0.1:1",
      "127.0.0.1",
      `foo.localhost:${PORT}`,
      "",
    ]) {
      const answer = await ask(bench, request("GET", "/api/state", undefined, { host }));
      expect([host, answer.status, errorIn(answer)]).toEqual([host, 403, "wrong-host"]);
    }
    for (const host of [`localhost:${PORT}`, `[::1]:${PORT}`])
      expect((await ask(bench, request("GET", "/api/state", undefined, { host }))).status).toBe(200);
  });

  it("refuses pages of other origins, even with the cookie", async () => {
    const bench = await open(folderOf(parcels()));
    const cookie = bench.guard.setCookie().split(";")[0] ?? "";
    for (const origin of [
      "https://evil.example",
      "null",
      "http://127.0.0.1:4001",
      `http://localhost:${PORT}`,
      `https://127.0.0.1:${PORT}`,
    ]) {
      const answer = await ask(bench, bare("/api/settings", { cookie, origin }, "POST"));
      expect([origin, errorIn(answer)]).toEqual([origin, "wrong-origin"]);
    }
    for (const site of ["cross-site", "same-site"])
      expect(errorIn(await ask(bench, bare("/api/state", { cookie, "sec-fetch-site": site })))).toBe(
        "cross-site",
      );
    const followed = bare(`/?token=${TOKEN}`, {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
    });
    expect((await ask(bench, followed)).status).toBe(200);
  });

  it("answers no preflight: nobody elsewhere may ask for more", async () => {
    const bench = await open(folderOf(parcels()));
    const answer = await ask(bench, bare("/api/settings", { origin: "https://evil.example" }, "OPTIONS"));
    expect(answer.status).toBe(403);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("takes no form, no text and no empty body for JSON", async () => {
    const bench = await open(folderOf(parcels()));
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const given = request("POST", "/api/settings", { advanceSeconds: 60 }, { "content-type": type });
      expect(errorIn(await ask(bench, given))).toBe("bad-body");
    }
    expect((await ask(bench, request("POST", "/api/settings"))).status).toBe(400);
  });

  it("two workbenches on one machine do not share a cookie", () => {
    expect(new Guard(TOKEN, 1).cookie).not.toBe(new Guard(TOKEN, 2).cookie);
  });
});

describe("what is sent", () => {
  it("carries the headers that keep it ours, whatever it is", async () => {
    const bench = await open(folderOf(parcels()));
    const answers = [
      bare("/"),
      bare(`/?token=${TOKEN}`),
      request("GET", "/"),
      request("GET", "/api/state"),
      request("GET", "/assets/main-1.js"),
      request("GET", "/nowhere"),
      bare("/api/state", { host: "evil.example" }),
    ];
    for (const given of answers) {
      const { headers } = await ask(bench, given);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).not.toMatch(/unsafe|https?:|\*/);
    }
  });

  it("the page may run its own scripts but none inline; its nonce changes each time", async () => {
    const bench = await open(folderOf(parcels()));
    const read = async () => {
      const { text, headers } = await ask(bench, request("GET", "/"));
      const policy = headers.get("content-security-policy") ?? "";
      const nonce = /<meta name="csp-nonce" content="([\w-]+)">/.exec(text)?.[1] ?? "";
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
      return nonce;
    };
    const [first, second] = [await read(), await read()];
    expect(first).not.toBe(second);
  });

  it("only files of the built page are served, as what they are", async () => {
    const bench = await open(folderOf(parcels()));
    const script = await ask(bench, request("GET", "/assets/main-1.js"));
    expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    for (const path of [
      "/../package.json",
      "/assets/..%2f..%2fpackage.json",
      "/index.html",
      "/apiDefinition.swagger.json",
    ])
      expect((await ask(bench, request("GET", path))).status).toBe(404);
  });
});

describe("a page that could not be built", () => {
  it("is reported as text in place of the page, and the API works", async () => {
    const { workbench } = await open(folderOf(parcels()));
    const page = async () => {
      throw new InputError("page-not-built", "<b>No</b> vite.", "Run npm ci.");
    };
    const app = createApp({ workbench, guard: new Guard(TOKEN, PORT), port: PORT, page });
    const answer = await app.fetch(request("GET", "/"));
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("&#60;b&#62;No");
    expect((await app.fetch(request("GET", "/api/state"))).status).toBe(200);
  });
});

describe("what is taken", () => {
  it("bodies are held to their schema, and the message names what is wrong", async () => {
    const { send } = await open(folderOf(parcels()));
    const cases: [string, unknown, RegExp][] = [
      ["/api/flows", {}, /operationId/],
      ["/api/flows", { operationId: "NewParcels", extra: 1 }, /"extra"/],
      ["/api/settings", { advanceSeconds: -1 }, /advanceSeconds/],
      ["/api/settings", { advanceSeconds: 1e12 }, /advanceSeconds/],
      ["/api/settings", { inject: { answer: 200 } }, /inject/],
      ["/api/fix", { findings: "some" }, /findings/],
      ["/api/fix", [], /must be object/],
    ];
    for (const [address, body, message] of cases) {
      const answer = await send("POST", address, body);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: "bad-body" } } });
      expect((answer.body as { error: { message: string } }).error.message).toMatch(message);
    }
  });

  it("a body beyond a megabyte is not read to its end", async () => {
    const bench = await open(folderOf(parcels()));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++;
        controller.enqueue(new Uint8Array(64 * 1024).fill(32));
      },
    });
    const given = new Request(
      request("POST", "/api/fix", undefined, { "content-type": "application/json" }),
      {
        body,
        duplex: "half",
      } as RequestInit,
    );
    const answer = await ask(bench, given);
    expect(errorIn(answer)).toBe("bad-body");
    expect(sent).toBeLessThan(30);
  });

  it("names that every object has are names like any other", async () => {
    const { send } = await open(folderOf(parcels()));
    for (const name of ["__proto__", "constructor", "toString", "..%2F..", "a".repeat(5_000)]) {
      for (const address of [
        `/api/design/${name}`,
        `/api/raw/${name}`,
        `/api/sample/${name}`,
        `/api/runs/${name}`,
      ])
        expect((await send("GET", address)).status).toBe(404);
      expect((await send("POST", `/api/flows/${name}/on`, {})).status).toBe(404);
    }
    expect((await send("GET", "/api/runs/%E0%A4%A")).status).toBe(400);
    const body = JSON.parse(
      '{"operationId":"ParcelArrives","values":{"__proto__":{"polluted":1},"constructor":2}}',
    );
    expect((await send("POST", "/api/flows", body)).status).toBe(400);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it("numbers in addresses are numbers", async () => {
    const { send } = await open(folderOf(parcels()));
    for (const query of ["after=-1", "limit=1e9", "before=x", "limit=999999"])
      expect(await send("GET", `/api/events?${query}`)).toMatchObject({
        status: 400,
        body: { error: { code: "bad-query" } },
      });
    expect((await send("GET", "/api/exchanges/0")).status).toBe(404);
  });

  it("an address with another method says which one it takes", async () => {
    const { send } = await open(folderOf(parcels()));
    expect(await send("DELETE", "/api/state")).toMatchObject({
      status: 405,
      body: { error: { message: "This address takes GET." } },
    });
  });
});
