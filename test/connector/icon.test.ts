import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { bytesOf, properties, textOf } from "./connector.ts";

const png = bytesOf("connector/icon.png");
const brand = properties.properties.iconBrandColor;

interface Picture {
  width: number;
  height: number;
  depth: number;
  colorType: number;
  chunks: string[];
  /** Colour of a pixel, as #rrggbb. */
  at(x: number, y: number): string;
}

/** Reads a PNG of 8-bit RGB without interlacing, which is what the icon has to be. */
function read(bytes: Buffer): Picture {
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const chunks: { name: string; data: Buffer }[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    chunks.push({
      name: bytes.toString("latin1", at + 4, at + 8),
      data: bytes.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  const header = chunks[0]!.data;
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const data = inflateSync(
    Buffer.concat(chunks.filter((each) => each.name === "IDAT").map((each) => each.data)),
  );
  const pixels = unfilter(data, width * 3, height);
  return {
    width,
    height,
    depth: header[8]!,
    colorType: header[9]!,
    chunks: chunks.map((each) => each.name),
    at: (x, y) => `#${pixels.toString("hex", (y * width + x) * 3, (y * width + x) * 3 + 3)}`,
  };
}

/** Undoes the filter of each line, by which PNG stores a byte as the difference from its neighbours. */
function unfilter(data: Buffer, stride: number, height: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x >= 3 ? out[y * stride + x - 3]! : 0;
      const above = y > 0 ? out[(y - 1) * stride + x]! : 0;
      const aboveLeft = x >= 3 && y > 0 ? out[(y - 1) * stride + x - 3]! : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, aboveLeft)][filter]!;
      out[y * stride + x] = data[y * (stride + 1) + 1 + x]! + guess;
    }
  }
  return out;
}

function paeth(left: number, above: number, aboveLeft: number): number {
  const guess = left + above - aboveLeft;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - aboveLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : aboveLeft;
}

test("the icon is a square of 230 pixels, small enough to upload", () => {
  const { width, height } = read(png);
  expect([width, height]).toEqual([230, 230]);
  expect(png.length).toBeLessThan(1_048_576);
});

test("the icon is opaque: RGB, without an alpha channel or a transparent colour", () => {
  const { depth, colorType, chunks } = read(png);
  expect([depth, colorType]).toEqual([8, 2]);
  expect(chunks).not.toContain("tRNS");
});

test("its background is the brand colour, all around the edge", () => {
  const { width, height, at } = read(png);
  const edge = new Set<string>();
  for (let n = 0; n < width; n++)
    for (const each of [at(n, 0), at(n, height - 1), at(0, n), at(width - 1, n)]) edge.add(each);
  expect([...edge]).toEqual([brand]);
});

test("it is not blank", () => {
  const { width, height, at } = read(png);
  const colors = new Set<string>();
  for (let y = 0; y < height; y += 5) for (let x = 0; x < width; x += 5) colors.add(at(x, y));
  expect(colors.size).toBeGreaterThan(4);
});

test("the drawing beside it has the same background, and the colour is not one that is refused", () => {
  expect(textOf("connector/icon.svg")).toContain(`<rect width="230" height="230" fill="${brand}"/>`);
  expect(brand).toMatch(/^#[0-9a-f]{6}$/);
  expect(["#007ee5", "#ffffff", "#da3b01"]).not.toContain(brand);
});
