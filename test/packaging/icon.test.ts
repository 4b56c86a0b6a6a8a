import { describe, expect, test } from "vitest";
import { readPng } from "../../src/machine/png/read-png.ts";
import { buildPackages } from "../../src/packaging/build.ts";
import { type PngOptions, png } from "../support/png.ts";
import { connectorFolder, PROPERTIES } from "./folders.ts";

const pixel = (options: PngOptions, x = 0, y = 0) => {
  const read = readPng(png(options));
  return "image" in read ? read.image.pixel(x, y) : read.fault;
};

describe("a PNG is read", () => {
  test.each<[string, PngOptions, number[]]>([
    ["in colour", {}, [0x0b, 0x6a, 0x6d, 255]],
    ["in grey", { width: 1, type: 0, row: () => [100] }, [100, 100, 100, 255]],
    [
      "in grey of one bit",
      { width: 8, height: 1, type: 0, depth: 1, row: () => [0x80] },
      [255, 255, 255, 255],
    ],
    [
      "in grey with a transparent one",
      { width: 1, type: 0, transparency: [0, 7], row: () => [7] },
      [7, 7, 7, 0],
    ],
    ["in grey with alpha", { width: 1, type: 4, row: () => [9, 128] }, [9, 9, 9, 128]],
    ["in colour with alpha", { width: 1, type: 6, row: () => [1, 2, 3, 4] }, [1, 2, 3, 4]],
    [
      "in colour of 16 bits",
      { width: 1, type: 2, depth: 16, row: () => [255, 255, 0, 0, 128, 128] },
      [255, 0, 128, 255],
    ],
    [
      "from a palette of two bits",
      { width: 4, height: 1, type: 3, depth: 2, palette: [1, 2, 3, 4, 5, 6], row: () => [0x40] },
      [4, 5, 6, 255],
    ],
    [
      "from a palette with transparency",
      { width: 1, type: 3, palette: [1, 2, 3], transparency: [50], row: () => [0] },
      [1, 2, 3, 50],
    ],
  ])("%s", (_, options, expected) => {
    expect(pixel(options)).toEqual(expected);
    if (options.width === 4) expect(pixel(options, 1)).toEqual([1, 2, 3, 255]);
  });

  test.each([1, 2, 3, 4])("with rows of filter %d", (filter) => {
    // Stored values of 1 add up along the row or the column, as each filter predicts.
    const options: PngOptions = { width: 3, height: 3, type: 0, filter, row: () => [1, 1, 1] };
    const expected = { 1: 3, 2: 3, 3: 3, 4: 5 }[filter];
    expect((pixel(options, 2, 2) as readonly number[])[0]).toBe(expected);
  });

  test.each([0, 1, 2, 4])("with a row that filter %d leaves empty below one of seven bytes", (filter) => {
    const first = [9, 250, 250, 250, 3, 0, 128];
    const options: PngOptions = {
      width: 7,
      height: 4,
      type: 0,
      row: (y) => (y === 0 ? first : y === 2 ? [0, 10, 6, 5, 255, 1, 128] : first.map(() => 0)),
    };
    const grey = (y: number) =>
      first.map((_, x) => pixel({ ...options, filters: [0, filter, 2, filter] }, x, y)[0]);
    const copied = filter === 2 || filter === 4;
    expect(grey(1)).toEqual(copied ? first : first.map(() => 0));
    // The third row is added to it, each byte for itself.
    const third = copied ? [9, 4, 0, 255, 2, 1, 0] : [0, 10, 6, 5, 255, 1, 128];
    expect(grey(2)).toEqual(third);
    expect(grey(3)).toEqual(copied ? third : first.map(() => 0));
  });

  test.each<[string, Buffer, string]>([
    ["no PNG", Buffer.from("GIF89a"), "not-png"],
    ["empty", Buffer.alloc(0), "not-png"],
    ["cut off", png().subarray(0, 60), "damaged"],
    ["of a type that does not exist", png({ type: 5 }), "damaged"],
    ["shorter than it says", png({ width: 4, height: 2, type: 0, row: () => [1] }), "damaged"],
    ["of a filter that does not exist", png({ width: 1, type: 0, filter: 9, row: () => [1] }), "damaged"],
    ["interlaced", png({ interlace: 1 }), "interlaced"],
    ["huge", png({ width: 100_000, height: 1, row: () => [] }), "too-large"],
  ])("never if it is %s", (_, bytes, fault) => {
    expect(readPng(bytes)).toMatchObject({ fault });
  });
});

describe("an icon", () => {
  const codes = (icon: Buffer, brand = "#0b6a6d") => {
    const properties = { properties: { ...PROPERTIES.properties, iconBrandColor: brand } };
    const connector = connectorFolder({ "icon.png": icon, "apiProperties.json": properties });
    return buildPackages(connector, { only: ["paconn"] }).notices.map((notice) => notice.code);
  };

  test("that is square, opaque and on the brand colour is fine", () => {
    expect(codes(png())).toEqual([]);
    expect(codes(png(), "#0B6A6D")).toEqual([]);
  });

  test("of another size is reported", () => {
    expect(codes(png({ width: 64 }))).toEqual(["icon-size"]);
    expect(codes(png({ width: 160, height: 120 }))).toEqual(["icon-size"]);
  });

  test("with a transparent pixel is reported; an alpha channel alone is not", () => {
    const row = (alpha: number) => (y: number, width: number) =>
      Array.from({ length: width }, (_, x) => [0x0b, 0x6a, 0x6d, x === 80 && y === 80 ? alpha : 255]).flat();
    expect(codes(png({ type: 6, row: row(254) }))).toEqual(["icon-transparent"]);
    expect(codes(png({ type: 6, row: row(255) }))).toEqual([]);
  });

  test("on another background is reported with both colours", () => {
    expect(codes(png(), "#ffffff")).toEqual(["icon-background"]);
  });

  test("that is not a PNG, or is damaged or interlaced, is reported", () => {
    expect(codes(Buffer.from("JFIF"))).toEqual(["icon-not-png"]);
    expect(codes(png().subarray(0, 60))).toEqual(["icon-damaged"]);
    expect(codes(png({ interlace: 1 }))).toEqual(["icon-interlaced"]);
  });

  test("above 1 MiB stops the build", () => {
    const connector = connectorFolder({ "icon.png": Buffer.concat([png(), Buffer.alloc(1024 * 1024)]) });
    const build = buildPackages(connector, { only: ["paconn"] });
    expect(build.ok).toBe(false);
    expect(build.notices[0]?.code).toBe("icon-too-large");
  });
});
