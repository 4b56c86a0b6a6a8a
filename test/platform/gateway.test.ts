import { expect, test } from "vitest";
import { platformFor } from "./support/make.ts";

const object = {
  description: "An object.",
  schema: { type: "object", required: ["id"], properties: { id: { type: "integer" } } },
};

test("a service that never answers is given up after 120 seconds", async () => {
  const { platform } = platformFor({}, { answer: () => new Promise<Response>(() => undefined) });
  const call = platform.invoke("Do");
  await platform.clock.advance(120_000);
  expect(await call).toMatchObject({
    kind: "gateway-timeout",
    status: 504,
    body: { error: { code: 504, message: "GatewayTimeout" } },
  });
});

test("a slow service is waited for, as long as it takes less", async () => {
  const { platform } = platformFor(
    {},
    {
      answer: async () => {
        await platform.clock.sleep(119_000);
        return Response.json({ slow: true });
      },
    },
  );
  const call = platform.invoke("Do");
  await platform.clock.advance(119_000);
  expect(await call).toMatchObject({ kind: "succeeded", body: { slow: true } });
});

test("a 502 of the service comes in the gateway's wrapper", async () => {
  const { platform } = platformFor({}, { answer: () => new Response("upstream down", { status: 502 }) });
  const answer = await platform.invoke("Do");
  expect(answer).toMatchObject({
    kind: "service-failed",
    status: 502,
    body: {
      error: {
        code: 502,
        source: "emulated.azure-apim.net",
        message: "BadGateway",
        innerError: { status: 502, source: "api.example" },
      },
    },
  });
  const { error } = answer.body as { error: { clientRequestId: string; innerError: { message: string } } };
  expect(error.innerError.message).toBe(`upstream down\r\nclientRequestId: ${error.clientRequestId}`);
});

test("other errors of the service pass as they are", async () => {
  const body = { error: { code: "Forbidden", message: "Only administrators." } };
  const { platform } = platformFor({}, { answer: () => Response.json(body, { status: 403 }) });
  expect(await platform.invoke("Do")).toMatchObject({ kind: "service-rejected", status: 403, body });
});

test("HTML where an object is declared becomes a 400 that holds it", async () => {
  const { platform } = platformFor(
    { responses: { 200: object } },
    { answer: () => new Response("<html>login</html>", { headers: { "content-type": "text/html" } }) },
  );
  expect(await platform.invoke("Do")).toMatchObject({
    kind: "not-as-defined",
    status: 400,
    body: { error: { message: "The response is not in a JSON format.", innerError: "<html>login</html>" } },
  });
  expect(platform.violations()).toMatchObject([
    { operation: "Do", status: 200, message: "the body is not JSON" },
  ]);
});

test("a body that claims to be JSON but is not is reported", async () => {
  const { platform } = platformFor(
    {},
    { answer: () => new Response('{"a":', { headers: { "content-type": "application/json" } }) },
  );
  expect((await platform.invoke("Do")).kind).toBe("not-as-defined");
});

test("a service that cannot be reached is the gateway's 502", async () => {
  const { platform } = platformFor(
    {},
    {
      answer: () => {
        throw new Error("connect ECONNREFUSED 127.0.0.1:1");
      },
    },
  );
  const answer = await platform.invoke("Do");
  expect(answer).toMatchObject({ kind: "gateway-failed", status: 502 });
  expect(JSON.stringify(answer.body)).toContain("The service could not be reached: connect ECONNREFUSED");
});

test("redirects are handed back, not followed", async () => {
  const { platform, seen } = platformFor(
    {},
    {
      answer: () => new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } }),
    },
  );
  expect((await platform.invoke("Do")).status).toBe(302);
  expect(seen).toHaveLength(1);
});

test.each([
  ["a wrong type", { id: "seven" }, "/id", "must be integer"],
  ["a missing property", {}, "", "must have required property 'id'"],
])("an answer with %s is recorded as a violation", async (_name, body, pointer, message) => {
  const { platform } = platformFor({ responses: { 200: object } }, { answer: () => Response.json(body) });
  const answer = await platform.invoke("Do");
  expect(answer.kind).toBe("succeeded");
  expect(answer.violations).toEqual([{ operation: "Do", status: 200, pointer, message }]);
  expect(platform.violations()).toEqual(answer.violations);
});

test("a violation fails the call where violations are fatal", async () => {
  const { platform } = platformFor(
    { responses: { 200: object } },
    { answer: () => Response.json({}), violations: "fatal" },
  );
  expect(await platform.invoke("Do")).toMatchObject({ kind: "not-as-defined", ok: false });
});

test.each([
  [
    "an undeclared status",
    () => Response.json({}, { status: 418 }),
    "",
    "the status 418 is not declared (declared: 200)",
  ],
  [
    "a missing header",
    () => Response.json({ id: 1 }),
    "/headers/Location",
    "the declared header Location is missing",
  ],
  [
    "an empty body",
    () => new Response(null, { headers: { location: "/x" } }),
    "",
    "the body is empty, a schema is declared",
  ],
])("%s is a violation", async (_name, answer, pointer, message) => {
  const responses = { 200: { ...object, headers: { Location: { type: "string" } } } };
  const { platform } = platformFor({ responses }, { answer });
  expect((await platform.invoke("Do")).violations).toEqual([expect.objectContaining({ pointer, message })]);
});

test("schemas that contain each other are checked to the bottom", async () => {
  const { platform } = platformFor(
    { responses: { 200: { description: "A tree.", schema: { $ref: "#/definitions/Node" } } } },
    {
      rest: {
        definitions: {
          Node: {
            type: "object",
            properties: {
              name: { type: "string" },
              children: { type: "array", items: { $ref: "#/definitions/Node" } },
            },
          },
        },
      },
      answer: () => Response.json({ name: "a", children: [{ name: "b", children: [{ name: 3 }] }] }),
    },
  );
  expect((await platform.invoke("Do")).violations).toMatchObject([
    { pointer: "/children/0/children/0/name" },
  ]);
});

test.each([
  ["a broken reference", { $ref: "#/definitions/Gone" }],
  ["a reference to itself", { $ref: "#/definitions/Loop" }],
  ["a remote reference", { $ref: "https://evil.example/schema.json" }],
  ["nonsense", { type: "objet", required: true, enum: [], pattern: "[", minLength: -1, properties: [] }],
])("a schema that is %s checks nothing and breaks nothing", async (_name, schema) => {
  const { platform } = platformFor(
    { responses: { 200: { description: "Something.", schema } } },
    {
      rest: { definitions: { Loop: { $ref: "#/definitions/Loop" } } },
      answer: () => Response.json({ any: 1 }),
    },
  );
  expect(await platform.invoke("Do")).toMatchObject({ kind: "succeeded", violations: [] });
});

test("Swagger's exclusive bounds and x-nullable mean what they say", async () => {
  const schema = {
    type: "object",
    properties: {
      above: { type: "number", minimum: 0, exclusiveMinimum: true },
      maybe: { type: "string", "x-nullable": true },
    },
  };
  const { platform } = platformFor(
    { responses: { 200: { description: "Both.", schema } } },
    { answer: () => Response.json({ above: 0, maybe: null }) },
  );
  expect((await platform.invoke("Do")).violations).toMatchObject([
    { pointer: "/above", message: "must be > 0" },
  ]);
});

test("an answer of more than 50 MB is not read to its end", async () => {
  let sent = 0;
  const chunk = new Uint8Array(1024 * 1024);
  const { platform } = platformFor(
    {},
    {
      answer: () =>
        new Response(
          new ReadableStream({
            pull(controller) {
              sent++;
              controller.enqueue(chunk);
              if (sent > 200) controller.close();
            },
          }),
        ),
    },
  );
  const answer = await platform.invoke("Do");
  expect(answer).toMatchObject({ kind: "gateway-failed", status: 502 });
  expect(JSON.stringify(answer.body)).toContain("more than 50 MB");
  expect(sent).toBeLessThan(60);
});

test("a request of more than 50 MB is refused before anything is called", async () => {
  const { platform, seen } = platformFor({ parameters: [{ name: "file", in: "formData", type: "file" }] });
  const answer = await platform.invoke("Do", { file: { content: new Uint8Array(51 * 1024 * 1024) } });
  expect(answer).toMatchObject({ kind: "gateway-failed", status: 413 });
  expect(seen).toEqual([]);
});

test("an address of more than 16,384 characters is refused", async () => {
  const { platform, seen } = platformFor({ parameters: [{ name: "q", in: "query", type: "string" }] });
  expect(await platform.invoke("Do", { q: "x".repeat(17_000) })).toMatchObject({ status: 400 });
  expect(seen).toEqual([]);
});

test("a download comes as content and content type", async () => {
  const { platform } = platformFor(
    { responses: { 200: { description: "A file.", schema: { type: "file" } } } },
    { answer: () => new Response(new Uint8Array([1, 2, 3]), { headers: { "content-type": "image/png" } }) },
  );
  expect((await platform.invoke("Do")).body).toEqual({ "$content-type": "image/png", $content: "AQID" });
});

test("a GET carries its body to the service, as it is declared", async () => {
  const seen: unknown[] = [];
  const { platform } = platformFor(
    { parameters: [{ name: "body", in: "body", schema: { type: "object" } }] },
    {
      method: "get",
      backend: async (request: Request) => {
        const copy = request.clone();
        seen.push(request.method, await request.json(), copy.method, await copy.text());
        return Response.json({});
      },
    },
  );
  expect((await platform.invoke("Do", { body: { a: 1 } })).status).toBe(200);
  expect(seen).toEqual(["GET", { a: 1 }, "GET", '{"a":1}']);
});

test("an unknown operation is reported with a list of the known ones", async () => {
  const { platform } = platformFor({});
  await expect(platform.invoke("Dо")).rejects.toMatchObject({
    code: "operation-unknown",
    help: "The definition has: Do.",
  });
});
