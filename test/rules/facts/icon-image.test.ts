/** The pixels of an icon's edge, whatever kind of PNG it is. */
import { crc32, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { imageOf } from "../../../src/rules/facts/icon-image.ts";

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

interface Picture {
  width: number;
  height: number;
  depth: number;
  type: number;
  interlaced?: boolean;
  rows: number[][];
  palette?: number[];
  transparency?: number[];
}

function png({ width, height, depth, type, interlaced, rows, palette, transparency }: Picture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, type, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    ...(palette ? [chunk("PLTE", Buffer.from(palette))] : []),
    ...(transparency ? [chunk("tRNS", Buffer.from(transparency))] : []),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function edgeOf(picture: Picture) {
  const image = imageOf(png(picture));
  return "fault" in image ? image.fault : image.edge;
}

describe("the edge of a picture", () => {
  it("is read through every filter", () => {
    const rows = [
      [0, 10, 20, 30],
      [1, 1, 1, 1],
      [2, 1, 1, 1],
      [3, 5, 5, 5],
      [4, 1, 1, 1],
    ];
    const edge = edgeOf({ width: 1, height: 5, depth: 8, type: 2, rows });
    // Top and bottom first, then both sides of each row between them.
    expect(edge).toEqual([
      [10, 20, 30, 255],
      [7, 7, 7, 255],
      ...[1, 1, 2, 2, 6, 6].map((value) => [value, value, value, 255]),
    ]);
  });

  it("is read from palettes with transparency", () => {
    expect(
      edgeOf({
        width: 2,
        height: 1,
        depth: 4,
        type: 3,
        rows: [[0, 0x10]],
        palette: [1, 2, 3, 4, 5, 6],
        transparency: [0],
      }),
    ).toEqual([
      [4, 5, 6, 255],
      [4, 5, 6, 255],
      [1, 2, 3, 0],
      [1, 2, 3, 0],
    ]);
  });

  it("is read from black and white, grey with alpha and 16 bits", () => {
    expect(edgeOf({ width: 1, height: 1, depth: 1, type: 0, rows: [[0, 0x80]] })?.[0]).toEqual([
      255, 255, 255, 255,
    ]);
    expect(edgeOf({ width: 1, height: 1, depth: 8, type: 4, rows: [[0, 7, 128]] })?.[0]).toEqual([
      7, 7, 7, 128,
    ]);
    expect(
      edgeOf({ width: 1, height: 1, depth: 16, type: 2, rows: [[0, 255, 255, 0, 0, 128, 128]] })?.[0],
    ).toEqual([255, 0, 128, 255]);
    expect(
      edgeOf({
        width: 1,
        height: 1,
        depth: 8,
        type: 2,
        rows: [[0, 9, 9, 9]],
        transparency: [0, 9, 0, 9, 0, 9],
      })?.[0],
    ).toEqual([9, 9, 9, 0]);
  });

  it("is left alone in interlaced and in huge pictures", () => {
    expect(
      edgeOf({ width: 1, height: 1, depth: 8, type: 0, interlaced: true, rows: [[0, 1]] }),
    ).toBeUndefined();
    expect(imageOf(png({ width: 2 ** 31, height: 2 ** 31, depth: 8, type: 6, rows: [[0]] }))).toEqual({
      width: 2 ** 31,
      height: 2 ** 31,
      edge: undefined,
    });
  });
});

describe("a damaged picture", () => {
  const sound: Picture = { width: 1, height: 1, depth: 8, type: 0, rows: [[0, 1]] };

  it.each([
    ["of no pixels", png({ ...sound, width: 0 })],
    ["of an unknown kind", png({ ...sound, type: 5 })],
    ["with an unknown filter", png({ ...sound, rows: [[9, 1]] })],
    ["with too few pixels", png({ ...sound, height: 9 })],
    [
      "that unpacks to far more than it should",
      png({ ...sound, rows: [Array.from({ length: 100_000 }, () => 0)] }),
    ],
    ["that was cut off", png(sound).subarray(0, 40)],
    ["without a header", Buffer.from("89504e470d0a1a0a", "hex")],
  ])("%s is distinguished from a sound one", (_, bytes) => {
    expect(imageOf(bytes)).toEqual({ fault: "damaged" });
  });

  it("is not a PNG if it does not begin like one", () => {
    expect(imageOf(Buffer.from("GIF89a"))).toEqual({ fault: "not-png" });
  });
});
