/** An API made of one list of routes: what is let through, what is refused and how, and what its document says. */
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/json/problem.ts";
import { whyForbidden } from "../../../src/machine/http/guard.ts";
import { openApiDocument } from "../../../src/machine/http/openapi.ts";
import { answerApi, routeOf } from "../../../src/machine/http/route.ts";
import { described, integer, object, text } from "../../../src/machine/schema/shape.ts";

const route = routeOf<{ store: Map<string, number> }>();
const routes = [
  route({
    method: "GET",
    path: "/things/{name}",
    id: "readThing",
    summary: "One thing.",
    answer: "Thing",
    run({ store, params }) {
      const found = store.get(params.name ?? "");
      if (found === undefined) throw new InputError("thing-unknown", "There is no such thing.", "Make it.");
      return { size: found };
    },
  }),
  route({
    method: "POST",
    path: "/things/{name}",
    id: "makeThing",
    summary: "Makes a thing.",
    request: object({ size: described(integer(1, 9), "How large.") }, { note: text(5) }),
    answer: "Thing",
    status: 201,
    text: (answer) => String(answer.size),
    run({ store, params, body }) {
      // The type follows from the shape: this line would not compile if size were a string.
      store.set(params.name ?? "", body.size + 0);
      return { size: body.size };
    },
  }),
];

describe("requests", () => {
  const api = answerApi({ routes, notFound: /-unknown$/, maxBody: 200 });
  const store = new Map<string, number>();
  const send = async (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
    api(
      new Request(`http://127.0.0.1${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined ? {} : { body }),
      }),
      { store },
    );

  it("are carried out and remembered", async () => {
    const made = await send("POST", "/things/a%20b", '{"size":3}');
    expect([made?.status, await made?.json()]).toEqual([201, { size: 3 }]);
    expect(await (await send("GET", "/things/a%20b"))?.json()).toEqual({ size: 3 });
    const plain = await send("POST", "/things/c", '{"size":4}', { accept: "text/plain" });
    expect(await plain?.text()).toBe("4\n");
  });

  it.each([
    ["what is not there", "GET", "/things/none", undefined, {}, 404, "thing-unknown"],
    ["a method that the address does not take", "PUT", "/things/a", undefined, {}, 405, "method-not-allowed"],
    ["a broken escape", "GET", "/things/%zz", undefined, {}, 400, "bad-address"],
    ["no body", "POST", "/things/a", "", {}, 400, "bad-body"],
    ["a body that is no JSON", "POST", "/things/a", "{", {}, 400, "bad-body"],
    ["a type that is another", "POST", "/things/a", '{"size":"3"}', {}, 400, "bad-body"],
    ["a key that is not known", "POST", "/things/a", '{"size":3,"x":1}', {}, 400, "bad-body"],
    ["too much", "POST", "/things/a", `{"size":3,"note":"${" ".repeat(300)}"}`, {}, 400, "bad-body"],
    ["a form", "POST", "/things/a", '{"size":3}', { "content-type": "text/plain" }, 400, "bad-body"],
  ])("for %s are refused", async (_, method, path, body, headers, status, code) => {
    const answer = await send(method, path, body, headers as Record<string, string>);
    expect(answer?.status).toBe(status);
    expect(await answer?.json()).toMatchObject({
      error: { code, message: expect.any(String), help: expect.any(String) },
    });
  });

  it("for other addresses are left to the server", async () => {
    expect(await send("GET", "/other")).toBeUndefined();
  });
});

it("the document shows what is checked", () => {
  const document = openApiDocument({
    title: "Things",
    version: "1",
    description: "",
    url: "http://127.0.0.1",
    routes,
    schemas: { Thing: {} },
  });
  expect(document).toMatchObject({
    openapi: "3.1.0",
    paths: {
      "/things/{name}": {
        get: { operationId: "readThing", parameters: [{ name: "name", in: "path" }] },
        post: {
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: {
                  required: ["size"],
                  properties: { size: { maximum: 9, description: "How large." } },
                },
              },
            },
          },
          responses: { 201: {}, 400: {}, 404: {} },
        },
      },
    },
    components: { schemas: { Thing: {}, Error: {} } },
  });
});

describe("a server of this machine", () => {
  const asked = (headers: Record<string, string>) =>
    whyForbidden(new Request("http://127.0.0.1:4000/", { headers }), 4000)?.code;

  it.each([
    [{ host: "127.0.0.1:4000" }],
    [{ host: "LOCALHOST:4000" }],
    [{ host: "[::1]:4000" }],
    [{ host: "localhost:4000", origin: "http://localhost:4000" }],
  ])("answers %j", (headers) => expect(asked(headers as Record<string, string>)).toBeUndefined());

  it.each([
    [{}, "wrong-host"],
    [{ host: "evil.example:4000" }, "wrong-host"],
    [{ host: "127.0.0.1:4001" }, "wrong-host"],
    [{ host: "evil@127.0.0.1:4000" }, "wrong-host"],
    [{ host: "127.0.0.1:4000", origin: "https://evil.example" }, "wrong-origin"],
    [{ host: "127.0.0.1:4000", origin: "null" }, "wrong-origin"],
    [{ host: "127.0.0.1:4000", origin: "http://127.0.0.1:4001" }, "wrong-origin"],
  ])("refuses %j", (headers, code) => expect(asked(headers as Record<string, string>)).toBe(code));
});
