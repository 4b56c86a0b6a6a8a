import { expect, test } from "vitest";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf, platformFor } from "./support/make.ts";

function echoing() {
  return createPlatform({
    clock: createVirtualClock(),
    connector: {
      definition: definitionOf({
        "/up": {
          put: {
            operationId: "Up",
            parameters: [
              { name: "file", in: "body", required: true, schema: { type: "string", format: "binary" } },
            ],
            responses: { default: { description: "" } },
          },
        },
        "/json": {
          post: {
            operationId: "Json",
            parameters: [
              {
                name: "doc",
                in: "body",
                schema: { type: "object", properties: { data: { type: "string", format: "byte" } } },
              },
            ],
            responses: { default: { description: "" } },
          },
        },
        "/form": {
          post: {
            operationId: "Form",
            consumes: ["multipart/form-data"],
            parameters: [{ name: "file", in: "formData", type: "file", required: true }],
            responses: { default: { description: "" } },
          },
        },
      }),
    },
    async backend(request) {
      if (request.url.endsWith("/form")) {
        const file = (await request.formData()).get("file") as File;
        return Response.json({ name: file.name, type: file.type, text: await file.text() });
      }
      const bytes = Buffer.from(await request.arrayBuffer());
      return Response.json({
        type: request.headers.get("content-type"),
        hex: bytes.toString("hex"),
        text: bytes.toString(),
      });
    },
  });
}

test.each([
  ["a Buffer", Buffer.from([0, 255])],
  ["a Uint8Array", new Uint8Array([0, 255])],
  ["an ArrayBuffer", new Uint8Array([0, 255]).buffer],
  ["a Blob", new Blob([new Uint8Array([0, 255])])],
  ["a File", new File([new Uint8Array([0, 255])], "a.bin")],
  ["what a flow holds", { "$content-type": "application/octet-stream", $content: "AP8=" }],
])("%s as a body is bytes on the wire", async (_, file) => {
  expect((await echoing().invoke("Up", { file })).body).toMatchObject({
    type: "application/octet-stream",
    hex: "00ff",
  });
});

test("the type of a Blob goes with it", async () => {
  const file = new Blob(["x"], { type: "image/png" });
  expect((await echoing().invoke("Up", { file })).body).toMatchObject({ type: "image/png" });
});

test("bytes within JSON are base64 where a text is declared", async () => {
  const answer = await echoing().invoke("Json", { doc: { data: Buffer.from("hi") } });
  expect(answer.body).toMatchObject({ text: '{"data":"aGk="}' });
  const held = { "$content-type": "text/x", $content: "aGk=" };
  expect((await echoing().invoke("Json", { "doc/data": held })).body).toMatchObject({
    text: '{"data":"aGk="}',
  });
});

test.each([
  ["a File", new File(["abc"], "a.txt", { type: "text/x" }), { name: "a.txt", type: "text/x", text: "abc" }],
  ["a Blob", new Blob(["abc"]), { name: "file", text: "abc" }],
  ["a Buffer", Buffer.from("abc"), { name: "file", text: "abc" }],
  [
    "an object",
    { content: "abc", filename: "b.txt", contentType: "text/x" },
    { name: "b.txt", type: "text/x", text: "abc" },
  ],
])("%s as a field of a form is uploaded with its bytes", async (_, file, seen) => {
  expect((await echoing().invoke("Form", { file })).body).toMatchObject(seen);
});

test("a large file goes in pieces of the size that the service names", async () => {
  const seen: string[] = [];
  const received: number[] = [];
  const platform = createPlatform({
    clock: createVirtualClock(),
    connector: {
      definition: definitionOf({
        "/files": {
          post: {
            operationId: "Upload",
            "x-ms-chunk-transfer": true,
            parameters: [{ name: "file", in: "body", schema: { type: "string", format: "binary" } }],
            responses: { default: { description: "" } },
          },
        },
        "/whole": {
          post: {
            operationId: "Whole",
            parameters: [{ name: "file", in: "body", schema: { type: "string", format: "binary" } }],
            responses: { default: { description: "" } },
          },
        },
      }),
    },
    async backend(request) {
      const { headers } = request;
      received.push(...new Uint8Array(await request.arrayBuffer()));
      seen.push(
        `${request.method} ${headers.get("x-ms-transfer-mode")} ${headers.get("x-ms-content-length")} ${headers.get("content-range")}`,
      );
      const done = request.method === "PATCH" && received.length === 5;
      return Response.json(done ? { id: 1 } : {}, {
        headers: { location: "/uploads/1", "x-ms-chunk-size": "2" },
      });
    },
  });
  const file = Buffer.from([1, 2, 3, 4, 5]);
  expect((await platform.invoke("Upload", { file }, { chunked: true })).body).toEqual({ id: 1 });
  expect(received).toEqual([1, 2, 3, 4, 5]);
  expect(seen).toEqual([
    "POST chunked 5 null",
    "PATCH null null bytes=0-1/5",
    "PATCH null null bytes=2-3/5",
    "PATCH null null bytes=4-4/5",
  ]);
  await expect(platform.invoke("Whole", { file }, { chunked: true })).rejects.toThrow(
    "cannot be sent in pieces",
  );
});

/** A service that hands out a file in pieces of so many bytes, and the ranges that it was asked for. */
function inPieces(content: Buffer, piece: number, type: string, chunked = true) {
  const asked: (string | null)[] = [];
  const { platform } = platformFor(
    { "x-ms-chunk-transfer": chunked },
    {
      method: "get",
      backend(request: Request) {
        const range = request.headers.get("range");
        asked.push(range);
        const from = Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
        const part = content.subarray(from, from + piece);
        const headers = {
          "content-type": type,
          "content-range": `bytes ${from}-${from + part.length - 1}/${content.length}`,
        };
        return Promise.resolve(new Response(new Uint8Array(part), { status: 206, headers }));
      },
    },
  );
  return { platform, asked };
}

test("a large file comes in pieces: a 206 is followed to the end of the content", async () => {
  const { platform, asked } = inPieces(Buffer.from([1, 2, 3, 4, 5]), 2, "image/png");
  const answer = await platform.invoke("Do");
  expect(answer).toMatchObject({ status: 200, body: { "$content-type": "image/png", $content: "AQIDBAU=" } });
  expect(answer.headers).not.toHaveProperty("content-range");
  expect(asked).toEqual([null, "bytes=2-3", "bytes=4-4"]);

  // Neither a letter nor a value may be read before it is whole.
  const json = inPieces(Buffer.from('{"name":"Zoë"}'), 10, "application/json");
  expect((await json.platform.invoke("Do")).body).toEqual({ name: "Zoë" });
});

test("a 206 of an operation without chunk transfer is the part that it is, unless the caller asks for the whole", async () => {
  const { platform, asked } = inPieces(Buffer.from("abcd"), 2, "text/plain", false);
  expect(await platform.invoke("Do")).toMatchObject({ status: 206, body: { $content: "YWI=" } });
  expect(asked).toHaveLength(1);
  expect(await platform.invoke("Do", {}, { chunked: true })).toMatchObject({ status: 200, body: "abcd" });
});

test("a service that kept less than it was sent gets the rest again", async () => {
  const ranges: (string | null)[] = [];
  const { platform } = platformFor(
    {
      "x-ms-chunk-transfer": true,
      parameters: [{ name: "file", in: "body", schema: { type: "string", format: "binary" } }],
    },
    {
      backend(request: Request) {
        const range = request.headers.get("content-range");
        ranges.push(range);
        const kept = range === "bytes=0-3/6" ? "bytes=0-1" : "bytes=0-5";
        return Promise.resolve(
          new Response(null, {
            headers: { location: "/u", "x-ms-chunk-size": "4", ...(range ? { range: kept } : {}) },
          }),
        );
      },
    },
  );
  await platform.invoke("Do", { file: Buffer.from("abcdef") }, { chunked: true });
  expect(ranges).toEqual([null, "bytes=0-3/6", "bytes=2-5/6"]);
});

test.each([[{ name: "a.txt", body: "abc" }], [12], [["abc"]], [{}]])(
  "%j as a file is refused instead of uploading nothing",
  async (file) => {
    await expect(echoing().invoke("Form", { file })).rejects.toThrow('The input "file" is a file');
  },
);
