import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText, LineMap } from "../../src/json/text.ts";

const utf8 = (text: string) => Buffer.from(text, "utf8");

describe("decoding a file", () => {
  it("reads UTF-8, with or without a byte order mark, and tells which", () => {
    expect(decodeText(utf8("ä€😀"), "f")).toMatchObject({
      text: "ä€😀",
      encoding: "utf-8",
      byteOrderMark: false,
      problems: [],
    });
    expect(decodeText(utf8("\ufeff{}"), "f")).toMatchObject({
      text: "{}",
      byteOrderMark: true,
      problems: [],
    });
  });

  it("reads UTF-16 by its byte order mark and says that it is not UTF-8", () => {
    const little = Buffer.from("\ufeff{}", "utf16le");
    expect(decodeText(little, "f")).toMatchObject({
      text: "{}",
      encoding: "utf-16le",
      problems: [{ code: "not-utf8" }],
    });
    expect(decodeText(Buffer.from(little).swap16(), "f")).toMatchObject({ text: "{}", encoding: "utf-16be" });
  });

  it("reads anything else as windows-1252 and names the first byte that is not UTF-8", () => {
    const bytes = Buffer.concat([utf8("ab€ "), Buffer.from([0xf8]), utf8("x")]);
    const { text, encoding, problems } = decodeText(bytes, "f");
    expect(encoding).toBe("windows-1252");
    expect(text.endsWith("øx")).toBe(true);
    expect(problems[0]).toMatchObject({
      code: "not-utf8",
      message: expect.stringContaining("byte 0xf8 at offset 6"),
      start: 6,
    });
  });

  it("finds the first invalid byte wherever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (before, after) => {
        const head = utf8(before.toWellFormed());
        const bytes = Buffer.concat([head, Buffer.from([0xff]), utf8(after.toWellFormed())]);
        // A text that happens to start like a byte order mark, or with one zero byte, is read as UTF-16 and has no such offset.
        fc.pre(head.length > 1 && !(head[0] === 0xef && head[1] === 0xbb));
        fc.pre((head[0] === 0) === (head[1] === 0));
        expect(decodeText(bytes, "f").problems[0]?.start).toBe(head.length);
      }),
    );
  });
});

describe("lines and columns", () => {
  it("count from 1, in UTF-16 units, whatever the line break", () => {
    const lines = new LineMap("a\r\nbc\n\nd");
    expect(lines.at(0)).toEqual({ offset: 0, line: 1, column: 1 });
    expect(lines.at(4)).toEqual({ offset: 4, line: 2, column: 2 });
    expect(lines.at(7)).toEqual({ offset: 7, line: 4, column: 1 });
    expect([1, 2, 3, 4, 5].map((number) => lines.line(number))).toEqual(["a", "bc", "", "d", ""]);
  });

  it("clamp offsets outside the text", () => {
    const lines = new LineMap("ab");
    expect(lines.at(-5).column).toBe(1);
    expect(lines.at(99)).toEqual({ offset: 2, line: 1, column: 3 });
  });
});
