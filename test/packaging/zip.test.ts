import { crc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/json/problem.ts";
import { readArchive } from "../../src/packaging/zip/nested.ts";
import { readZip } from "../../src/packaging/zip/read-zip.ts";
import { writeZip } from "../../src/packaging/zip/write-zip.ts";
import { type RawEntry, type RawOptions, rawZip } from "./raw-zip.ts";

const entry = (name: string, content = name): { name: string; bytes: Buffer } => ({
  name,
  bytes: Buffer.from(content),
});

describe("an archive we write", () => {
  const names = ["customizations.xml", "Connector/a_iconblob.Png", "Grüße.txt", "empty"];
  const zip = writeZip(names.map((name) => entry(name, name === "empty" ? "" : `${name} `.repeat(50))));

  test("is read by another program's reader with the same contents in the same order", () => {
    const read = unzipSync(zip);
    expect(Object.keys(read)).toEqual(names);
    expect(Buffer.from(read["Grüße.txt"] ?? []).toString()).toBe("Grüße.txt ".repeat(50));
  });

  test("is read by our own reader", () => {
    const read = readZip(zip, "a.zip");
    expect([...read.files.keys()]).toEqual(names);
    expect(read.files.get("customizations.xml")?.toString()).toBe("customizations.xml ".repeat(50));
    expect(read.folders).toEqual([]);
    expect(read.remarks).toEqual([]);
  });

  test("holds no time, no attributes, no extra fields and no comment", () => {
    let at = zip.readUInt32LE(zip.length - 22 + 16);
    for (const name of names) {
      expect(zip.readUInt32LE(at)).toBe(0x02014b50);
      expect([zip.readUInt16LE(at + 4), zip.readUInt16LE(at + 6)]).toEqual([45, 20]);
      expect([zip.readUInt16LE(at + 12), zip.readUInt16LE(at + 14)]).toEqual([0, 0x21]);
      expect([zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)]).toEqual([0, 0]);
      expect(zip.readUInt32LE(at + 38)).toBe(0);
      // Names outside ASCII are marked as UTF-8.
      expect(zip.readUInt16LE(at + 8)).toBe(name === "Grüße.txt" ? 0x800 : 0);
      at += 46 + zip.readUInt16LE(at + 28);
    }
    expect(at).toBe(zip.length - 22);
  });

  test("comes back whatever it holds", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 8 }), (contents) => {
        const entries = contents.map((bytes, index) => ({ name: `f/${index}`, bytes }));
        const read = readZip(writeZip(entries), "a.zip");
        expect([...read.files.values()].map((bytes) => [...bytes])).toEqual(
          contents.map((bytes) => [...bytes]),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe("archives of other tools are read", () => {
  test("with folder entries, stored members, Unix attributes and a comment", () => {
    const zip = rawZip(
      [
        { name: "Connector/", method: 0, attributes: 0o40755 * 0x10000 },
        { name: "Connector/a.json", content: "{}", method: 0, attributes: 0o100644 * 0x10000 },
      ],
      { comment: Buffer.from("made by hand") },
    );
    const read = readZip(zip, "a.zip");
    expect(read.folders).toEqual(["Connector"]);
    expect(read.files.get("Connector/a.json")?.toString()).toBe("{}");
  });

  test("with checksum and sizes behind the data, as writers that cannot go back leave them", () => {
    const content = Buffer.from("abc");
    const data = deflateRawSync(content);
    for (const signed of [true, false]) {
      const behind = Buffer.alloc(12);
      behind.writeUInt32LE(crc32(content), 0);
      behind.writeUInt32LE(data.length, 4);
      behind.writeUInt32LE(content.length, 8);
      const mark = signed ? [Buffer.from("504b0708", "hex")] : [];
      const zip = rawZip([
        {
          name: "a",
          content,
          flags: 8,
          localCrc: 0,
          localPacked: 0,
          localUnpacked: 0,
          behind: Buffer.concat([...mark, behind]),
        },
        { name: "b", content: "x" },
      ]);
      expect([...readZip(zip, "a.zip").files.keys()]).toEqual(["a", "b"]);
    }
  });

  test("with names that only begin like a device", () => {
    const names = ["console.json", "nullable", "com10", "auxiliary/aux-1"];
    expect([...readZip(rawZip(names.map((name) => ({ name }))), "a.zip").files.keys()]).toEqual(names);
  });

  test("with backslashes, which Windows PowerShell writes, and a remark about them", () => {
    const read = readZip(rawZip([{ name: "PkgAssets\\a.zip", content: "x" }]), "a.zip");
    expect([...read.files.keys()]).toEqual(["PkgAssets/a.zip"]);
    expect(read.remarks).toHaveLength(1);
  });
});

describe("a hostile archive is refused", () => {
  const cases: [string, RawEntry[], string, RawOptions?][] = [
    ["a path that leads out", [{ name: "../evil.txt" }], "archive-path"],
    ["a path that leads out in the middle", [{ name: "a/../../evil.txt" }], "archive-path"],
    ["a path that leads out with backslashes", [{ name: "..\\..\\evil.txt" }], "archive-path"],
    ["an absolute path", [{ name: "/etc/passwd" }], "archive-path"],
    ["an absolute path with backslashes", [{ name: "\\\\server\\share" }], "archive-path"],
    ["a drive", [{ name: "C:\\evil.txt" }], "archive-path"],
    ["a drive without a slash", [{ name: "c:evil.txt" }], "archive-path"],
    ["a zero byte in a name", [{ name: "a\0.txt" }], "archive-path"],
    ["a line break in a name", [{ name: "a\n.txt" }], "archive-path"],
    ["an empty name", [{ name: "" }], "archive-path"],
    ["a name of empty parts", [{ name: "a//b" }], "archive-path"],
    ["a name of dots", [{ name: "./a" }], "archive-path"],
    ["an endless name", [{ name: "a/".repeat(400) }], "archive-path"],
    ["a name that Windows shortens", [{ name: "a.json" }, { name: "a.json. " }], "archive-path"],
    ["a stream inside a file", [{ name: "a.json:hidden" }], "archive-path"],
    ["a symbolic link", [{ name: "link", content: "/etc", attributes: 0o120777 * 0x10000 }], "archive-link"],
    ["a device", [{ name: "dev", attributes: 0o20666 * 0x10000 }], "archive-link"],
    ["one name twice", [{ name: "a.txt" }, { name: "a.txt" }], "archive-duplicate"],
    ["one name in two spellings", [{ name: "solution.xml" }, { name: "Solution.XML" }], "archive-duplicate"],
    ["one name in two encodings", [{ name: "\u00e9" }, { name: "e\u0301" }], "archive-duplicate"],
    ["a file that is also a folder", [{ name: "a" }, { name: "a/b" }], "archive-duplicate"],
    ["a file and a folder of one name", [{ name: "a" }, { name: "a/" }], "archive-duplicate"],
    ["a wrong checksum", [{ name: "a", content: "abc", crc: 1 }], "archive-crc"],
    ["a size that is too small", [{ name: "a", content: "abcdef", unpacked: 3 }], "archive-mismatch"],
    ["a size that is too large", [{ name: "a", content: "abc", unpacked: 30 }], "archive-mismatch"],
    [
      "a stored size that is wrong",
      [{ name: "a", content: "abc", method: 0, unpacked: 2 }],
      "archive-mismatch",
    ],
    ["two headers with two names", [{ name: "a.txt", content: "x", localName: "b.txt" }], "archive-mismatch"],
    ["two headers with two sizes", [{ name: "a", content: "abc", localUnpacked: 4 }], "archive-mismatch"],
    ["two headers with two checksums", [{ name: "a", content: "abc", localCrc: 7 }], "archive-mismatch"],
    [
      "a second name in an extra field",
      [{ name: "a", content: "x", extra: unicodePath("b") }],
      "archive-mismatch",
    ],
    ["something between two entries", [{ name: "a", behind: "PK" }, { name: "b" }], "archive-gap"],
    [
      "an entry that only a streaming reader sees",
      [{ name: "a", behind: rawZip([{ name: "evil" }]).subarray(0, 36) }],
      "archive-gap",
    ],
    ["sizes behind the data that differ", [{ name: "a", content: "abc", flags: 8 }], "archive-mismatch"],
    ...["CON", "nul", "aux.json", "Connector/com1.x", "LPT\u00b9", "conin$"].map(
      (name): [string, RawEntry[], string] => [`the device ${name}`, [{ name }], "archive-path"],
    ),
    ["4 GiB claimed in 32 bits", [{ name: "a", content: "x", unpacked: 0xfffffffe }], "archive-too-large"],
    ["50 MiB claimed", [{ name: "a", content: "x", unpacked: 50 * 1024 * 1024 }], "archive-too-large"],
    ["data that are no deflate", [{ name: "a", data: Buffer.from("zzzz"), unpacked: 9 }], "archive-damaged"],
    ["encryption", [{ name: "a", content: "x", flags: 1 }], "archive-encrypted"],
    ["strong encryption", [{ name: "a", content: "x", flags: 0x41 }], "archive-encrypted"],
    ["an unknown method", [{ name: "a", content: "x", method: 14 }], "archive-method"],
    ["data behind the end", [{ name: "a", content: "x", packed: 9999 }], "archive-truncated"],
    ["a folder with content", [{ name: "a/", content: "x" }], "archive-mismatch"],
    [
      "entries in one place",
      [
        { name: "a", content: "x" },
        { name: "a", content: "x", offset: 0 },
      ],
      "archive-",
    ],
    ["a wrong count", [{ name: "a" }], "archive-mismatch", { count: 2 }],
    ["something in front", [{ name: "a" }], "archive-mismatch", { before: Buffer.from("#!/bin/sh\n") }],
    ["a list of contents elsewhere", [{ name: "a" }], "archive-mismatch", { directoryOffset: 3 }],
  ];

  const codeOf = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).message).toContain("x.zip");
      expect((error as InputError).help.length).toBeGreaterThan(10);
      return (error as InputError).code;
    }
    return "accepted";
  };

  test.each(cases)("with %s", (_, entries, code, options) => {
    expect(codeOf(() => readZip(rawZip(entries, options), "x.zip"))).toContain(code);
  });

  test("with something in front or behind, and says which", () => {
    const plain = rawZip([{ name: "a", content: "x" }]);
    const behind = Buffer.concat([plain, Buffer.from("#!/bin/sh\n")]);
    expect(() => readZip(behind, "x.zip")).toThrow(/holds something behind its end/);
    const front = rawZip([{ name: "a" }], { before: Buffer.from("MZ\0\0") });
    expect(() => readZip(front, "x.zip")).toThrow(/begins with something that is not an archive/);
    expect(() => readZip(Buffer.concat([Buffer.from("MZ\0\0"), plain]), "x.zip")).toThrow(
      /begins with something that is not an archive/,
    );
    expect(() => readZip(plain.subarray(0, -4), "x.zip")).toThrow(/ends before its list of contents/);
  });

  test("that claims 5 GB in a 64 bit field", () => {
    const extra = Buffer.alloc(12);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(5_000_000_000n, 4);
    const zip = rawZip([{ name: "a", content: "x", unpacked: 0xffffffff, extra }]);
    expect(() => readZip(zip, "x.zip")).toThrow(/claims 4\.7 GiB/);
  });

  test("that unpacks a thousand times its size, before it does", () => {
    const zip = rawZip([{ name: "bomb", content: Buffer.alloc(20 * 1024 * 1024) }]);
    expect(zip.length).toBeLessThan(30_000);
    expect(codeOf(() => readZip(zip, "x.zip"))).toBe("archive-bomb");
  });

  test("whose many entries are too much together", () => {
    // Incompressible enough to pass as single entries.
    const content = Buffer.alloc(30 * 1024 * 1024, "0123456789abcdefghijklmnopqrstuvwxyz-".repeat(7));
    const noise = Buffer.concat([content.subarray(0, -600_000), Buffer.from(randomish(600_000))]);
    const zip = rawZip(Array.from({ length: 5 }, (_, index) => ({ name: `f${index}`, content: noise })));
    expect(codeOf(() => readZip(zip, "x.zip"))).toBe("archive-too-large");
  });

  test("with more entries than any package", () => {
    const zip = rawZip(Array.from({ length: 5000 }, (_, index) => ({ name: `f${index}`, method: 0 })));
    expect(codeOf(() => readZip(zip, "x.zip"))).toBe("archive-too-large");
  });

  test("whose entries share their bytes", () => {
    // The second entry's header is inside the first one's data.
    const inner = rawZip([{ name: "b", content: "x", method: 0 }]);
    const data = inner.subarray(0, 32);
    const zip = rawZip([
      { name: "a", content: data, method: 0 },
      { name: "b", content: "x", method: 0, offset: 31 },
    ]);
    expect(codeOf(() => readZip(zip, "x.zip"))).toBe("archive-overlap");
  });

  test("that is cut off anywhere, or has any byte changed, without a crash", () => {
    const zip = writeZip([entry("solution.xml", "<a/>".repeat(40)), entry("b")]);
    for (let length = 0; length < zip.length; length++)
      expect(codeOf(() => readZip(zip.subarray(0, length), "x.zip"))).not.toBe("accepted");
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(zip);
        changed[at] = (changed[at] ?? 0) ^ change;
        // Times and version fields may change without harm; nothing may throw anything else.
        codeOf(() => readZip(changed, "x.zip"));
      }),
      { numRuns: 500 },
    );
  });

  test("that is random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(codeOf(() => readZip(Buffer.from(bytes), "x.zip"))).not.toBe("accepted");
      }),
    );
  });

  test("when it is nested deeper than any package", () => {
    let zip = writeZip([entry("file")]);
    for (let level = 0; level < 4; level++) zip = writeZip([{ name: "x.zip", bytes: zip }]);
    const third = readArchive(zip, "x.zip").open("x.zip").open("x.zip");
    expect(codeOf(() => third.open("x.zip"))).toBe("archive-too-deep");
  });
});

function unicodePath(name: string): Buffer {
  const extra = Buffer.alloc(9 + name.length);
  extra.writeUInt16LE(0x7075, 0);
  extra.writeUInt16LE(5 + name.length, 2);
  extra.write(name, 9);
  return extra;
}

/** Bytes that do not pack, the same on every run. */
function randomish(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}
