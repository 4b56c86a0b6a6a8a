import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { parseExact, stringifyExact } from "../../src/json/exact-numbers.ts";
import { platformFor } from "./support/make.ts";

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString("base64");

async function answered(type: string | undefined, body: string | Uint8Array, schema?: object) {
  const { platform } = platformFor(
    { responses: { 200: { description: "", ...(schema ? { schema } : {}) } } },
    {
      answer: () =>
        new Response(new Blob([body as string]) as BodyInit, {
          headers: type === undefined ? {} : { "content-type": type },
        }),
    },
  );
  return await platform.invoke("Do");
}

test.each([
  ["application/json", '{"a":1}', { a: 1 }],
  ["application/hal+json; charset=utf-8", '{"a":1}', { a: 1 }],
  ["text/plain", "a", "a"],
  ["text/plain; charset=iso-8859-1", Uint8Array.from([0x63, 0xe9]), "cé"],
  ["application/json; charset=utf-16le", Buffer.from('{"a":"é"}', "utf16le"), { a: "é" }],
  ["text/plain; charset=martian", "é", "é"],
  ["application/xml", "<a/>", { "$content-type": "application/xml", $content: base64("<a/>") }],
  ["text/csv", "a;b", { "$content-type": "text/csv", $content: base64("a;b") }],
  [undefined, '{"a":1}', { "$content-type": "application/octet-stream", $content: base64('{"a":1}') }],
])("a body of %s as a flow sees it", async (type, body, value) => {
  expect((await answered(type, body)).body).toEqual(value);
});

test("a form carries its fields beside its bytes", async () => {
  const answer = await answered("application/x-www-form-urlencoded", "a=1&a=2&b=x+y");
  expect(answer.body).toMatchObject({
    $formdata: [
      { key: "a", value: "1" },
      { key: "a", value: "2" },
      { key: "b", value: "x y" },
    ],
  });
});

test("a multipart body carries its parts: texts as they are, files as bytes", async () => {
  const lines = [
    '--b1\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n',
    '--b1\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\nContent-Type: image/png\r\n\r\n\x01\x02\r\n',
    "--b1--\r\n",
  ];
  const answer = await answered("multipart/form-data; boundary=b1", lines.join(""));
  expect(answer.body).toMatchObject({
    $multipart: [
      { headers: { "Content-Disposition": 'form-data; name="note"' }, body: "hello" },
      { headers: { "Content-Type": "image/png" }, body: { "$content-type": "image/png", $content: "AQI=" } },
    ],
  });
});

test("a multipart body that ends in the middle has no parts", async () => {
  const answer = await answered("multipart/form-data; boundary=b1", "--b1\r\nhello");
  expect(answer.body).toEqual({
    "$content-type": "multipart/form-data; boundary=b1",
    $content: base64("--b1\r\nhello"),
  });
});

test("a file that is answered is what a binary schema declares, and not what an object is", async () => {
  const binary = { type: "string", format: "binary" };
  expect((await answered("application/pdf", "x", binary)).violations).toEqual([]);
  expect((await answered("application/pdf", "x", { type: "file" })).violations).toEqual([]);
  const seen = {
    type: "object",
    properties: { "$content-type": { type: "string" }, $content: { type: "string" } },
  };
  expect((await answered("application/pdf", "x", seen)).violations).toEqual([]);
  expect((await answered("application/pdf", "x", { type: "object" })).violations).toMatchObject([
    { message: "the body is application/pdf, where JSON of type object is declared" },
  ]);
});

test("a status without a body does not violate its schema", async () => {
  const schema = { type: "object" };
  const { platform } = platformFor(
    { responses: { 200: { description: "", schema }, 204: { description: "", schema } } },
    { answer: () => new Response(null, { status: 204 }) },
  );
  expect((await platform.invoke("Do")).violations).toEqual([]);
});

test("HTML where JSON is declared is the gateway's error, JSON under another type is a text", async () => {
  const schema = { type: "object" };
  expect(await answered("text/html", "<p>down</p>", schema)).toMatchObject({
    kind: "not-as-defined",
    status: 400,
  });
  const answer = await answered("text/plain", '{"a":1}', schema);
  expect(answer).toMatchObject({ kind: "succeeded", body: '{"a":1}' });
  expect(answer.violations).toHaveLength(1);
});

test("whole numbers of 64 bits keep their digits from the wire to the wire", async () => {
  const id = 1234567890123456789n;
  const schema = { type: "object", properties: { id: { type: "integer", format: "int64" } } };
  const answer = await answered("application/json", '{"id":1234567890123456789,"n":1.5}', schema);
  expect(answer.body).toEqual({ id, n: 1.5 });
  expect(answer.violations).toEqual([]);
  expect(stringifyExact(answer.body)).toBe('{"id":1234567890123456789,"n":1.5}');
  // The harness is loaded into the tests of others: what JSON.stringify does with bigints there is theirs to say.
  expect("toJSON" in BigInt.prototype).toBe(false);

  const { platform, seen } = platformFor({ parameters: [{ name: "b", in: "body", schema }] });
  await platform.invoke("Do", { b: answer.body });
  expect(seen[0]?.body).toBe('{"id":1234567890123456789,"n":1.5}');
  expect(() => platform.snapshot()).not.toThrow();
});

test("numbers that fit stay numbers, and texts of digits stay texts", () => {
  expect(parseExact('[9007199254740991,"12345678901234567890",1e30,0.5123456789012345]')).toEqual([
    9007199254740991,
    "12345678901234567890",
    1e30,
    0.5123456789012345,
  ]);
});

test("bigints are written as their digits at any depth, beside replacers and indents; cycles stay errors", () => {
  const value = { a: [1n, { b: -12345678901234567890n }], c: "1n" };
  expect(stringifyExact(value)).toBe('{"a":[1,{"b":-12345678901234567890}],"c":"1n"}');
  expect(stringifyExact({ a: 1n, b: 2 }, (key, one) => (key === "b" ? undefined : one), 1)).toBe(
    '{\n "a": 1\n}',
  );
  const cycle: { a: bigint; self?: unknown } = { a: 1n };
  cycle.self = cycle;
  expect(() => stringifyExact(cycle)).toThrow(TypeError);
});

const plain = Buffer.from('{"a":1}');

test.each([
  ["gzip", gzipSync(plain)],
  ["x-gzip", gzipSync(plain)],
  ["br", brotliCompressSync(plain)],
  ["deflate", deflateSync(plain)],
  ["deflate", deflateRawSync(plain)],
  ["gzip, br", brotliCompressSync(gzipSync(plain))],
  // fetch() of a test's own decompresses and leaves the header.
  ["gzip", plain],
])("an answer compressed with %s is read as what it is", async (coding, bytes) => {
  const { platform } = platformFor(
    {},
    {
      answer: () =>
        new Response(bytes, {
          headers: { "content-type": "application/json", "content-encoding": coding, "content-length": "9" },
        }),
    },
  );
  const answer = await platform.invoke("Do");
  expect(answer.body).toEqual({ a: 1 });
  expect(answer.headers).toEqual({ "content-type": "application/json" });
});

test("a coding that nobody knows is left as it is, even one that every object inherits", async () => {
  const headers = { "content-type": "application/json", "content-encoding": "constructor" };
  const { platform } = platformFor({}, { answer: () => new Response(plain, { headers }) });
  const answer = await platform.invoke("Do");
  expect(answer.body).toEqual({ a: 1 });
  expect(answer.headers).toEqual(headers);
});

test("what a small body would unpack to is bounded", async () => {
  const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024));
  const { platform } = platformFor(
    {},
    {
      answer: () =>
        new Response(bomb, { headers: { "content-type": "text/plain", "content-encoding": "gzip" } }),
    },
  );
  expect(await platform.invoke("Do")).toMatchObject({ kind: "gateway-failed", status: 502 });
});

test("a header with several values is one text, cookies included", async () => {
  const headers = new Headers([
    ["set-cookie", "a=1; Path=/"],
    ["set-cookie", "b=2"],
    ["x-many", "1"],
    ["x-many", "2"],
  ]);
  const { platform } = platformFor({}, { answer: () => new Response(null, { status: 204, headers }) });
  expect((await platform.invoke("Do")).headers).toEqual({
    "set-cookie": "a=1; Path=/, b=2",
    "x-many": "1, 2",
  });
});

test("what the gateway wraps around a failure holds the text of the service, not its base64", async () => {
  const { platform } = platformFor(
    {},
    {
      answer: () => new Response("<p>down</p>", { status: 503, headers: { "content-type": "text/html" } }),
    },
  );
  const { body } = await platform.invoke("Do");
  expect(body).toMatchObject({
    error: { innerError: { message: expect.stringMatching(/^<p>down<\/p>\r\n/) } },
  });
});

test("an answer to HEAD may declare more than is ever sent, and a redirect needs no body", async () => {
  const schema = { type: "object" };
  const responses = { 200: { description: "" }, default: { description: "", schema } };
  const { platform } = platformFor(
    { responses },
    {
      method: "head",
      answer: () => new Response(null, { headers: { "content-length": "99999999999" } }),
    },
  );
  expect(await platform.invoke("Do")).toMatchObject({ kind: "succeeded", violations: [] });
  const moved = platformFor(
    { responses },
    { answer: () => new Response(null, { status: 302, headers: { location: "/there" } }) },
  );
  expect(await moved.platform.invoke("Do")).toMatchObject({ kind: "service-rejected", violations: [] });
});

test("a part of a form may hold the boundary within its text, other charsets, no headers at all", async () => {
  const body = Buffer.concat([
    Buffer.from("preamble\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\ncaf"),
    Buffer.from([0xe9]),
    Buffer.from('\r\n--b \r\nContent-Type: application/json\r\n\r\n{"a":"--b--"}\r\n--bc\r\n--b\r\n\r\nbare'),
    Buffer.from("\r\n--b\r\nX-A: 1\r\n\r\n\r\n--b--\r\nepilogue"),
  ]);
  const answer = await answered('multipart/mixed; boundary="b"', body);
  expect(answer.body).toMatchObject({
    $multipart: [
      { body: "café" },
      { body: { $content: base64('{"a":"--b--"}\r\n--bc') } },
      { headers: {}, body: "bare" },
      { headers: { "X-A": "1" }, body: "" },
    ],
  });
});
