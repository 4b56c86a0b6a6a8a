/** The pixels of an icon's edge, whatever kind of PNG it is. */
import { describe, expect, it } from "vitest";
import { imageOf } from "../../../src/rules/facts/icon-image.ts";
import { type PngOptions, png } from "../../support/png.ts";

type Picture = Omit<PngOptions, "rows"> & { rows: number[][] };

function drawn({ rows, ...options }: Picture): Buffer {
  return png({ ...options, rows: Buffer.from(rows.flat()) });
}

function edgeOf(picture: Picture) {
  const image = imageOf(drawn(picture));
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
    expect(edgeOf({ width: 1, height: 1, depth: 8, type: 0, interlace: 1, rows: [[0, 1]] })).toBeUndefined();
    expect(imageOf(drawn({ width: 2 ** 31, height: 2 ** 31, depth: 8, type: 6, rows: [[0]] }))).toEqual({
      width: 2 ** 31,
      height: 2 ** 31,
      edge: undefined,
    });
  });
});

describe("a damaged picture", () => {
  const sound: Picture = { width: 1, height: 1, depth: 8, type: 0, rows: [[0, 1]] };

  it.each([
    ["of no pixels", drawn({ ...sound, width: 0 })],
    ["of an unknown kind", drawn({ ...sound, type: 5 })],
    ["with an unknown filter", drawn({ ...sound, rows: [[9, 1]] })],
    ["with too few pixels", drawn({ ...sound, height: 9 })],
    [
      "that unpacks to far more than it should",
      drawn({ ...sound, rows: [Array.from({ length: 100_000 }, () => 0)] }),
    ],
    ["that was cut off", drawn(sound).subarray(0, 40)],
    ["without a header", Buffer.from("89504e470d0a1a0a", "hex")],
  ])("%s is distinguished from a sound one", (_, bytes) => {
    expect(imageOf(bytes)).toEqual({ fault: "damaged" });
  });

  it("is not a PNG if it does not begin like one", () => {
    expect(imageOf(Buffer.from("GIF89a"))).toEqual({ fault: "not-png" });
  });
});
