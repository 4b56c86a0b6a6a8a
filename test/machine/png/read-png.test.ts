/** Pictures are read as the standard says, whatever filters their rows have and however much of them is plain. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { readPng } from "../../../src/machine/png/read-png.ts";
import { png } from "../../support/png.ts";

/** What bytes stand for, one by one, as the standard puts it (section 9.2). */
function unfiltered(rows: Buffer, stride: number, size: number): number[][] {
  const done: number[][] = [];
  for (let start = 0; start < rows.length; start += stride + 1) {
    const line: number[] = [];
    for (let x = 0; x < stride; x++) {
      const a = line[x - size] ?? 0;
      const b = done.at(-1)?.[x] ?? 0;
      const c = done.at(-1)?.[x - size] ?? 0;
      const p = a + b - c;
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      const guess = [0, a, b, (a + b) >> 1, paeth][rows[start] ?? 0] ?? 0;
      line.push(((rows[start + 1 + x] ?? 0) + guess) & 255);
    }
    done.push(line);
  }
  return done;
}

const SIZES = { 0: 1, 2: 3, 4: 2, 6: 4 } as const;

/** Rows of which most bytes are zero, in long stretches, as those of drawn pictures are. */
const byte = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(255) });
const stretch = fc.oneof(
  fc.array(byte, { maxLength: 12 }),
  fc.nat(40).map((length) => Array.from({ length }, () => 0)),
);

it("gives every pixel that the standard gives", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0, 2, 4, 6),
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.tuple(fc.nat(4), fc.array(stretch, { maxLength: 12 })), { minLength: 1, maxLength: 6 }),
      (type, width, lines) => {
        const size = SIZES[type as keyof typeof SIZES];
        const stride = width * size;
        const rows = Buffer.concat(
          lines.map(([filter, parts]) => {
            const row = Buffer.alloc(stride + 1);
            row.set(parts.flat().slice(0, stride), 1);
            row[0] = filter;
            return row;
          }),
        );
        const read = readPng(png({ width, height: lines.length, type, rows }));
        if ("fault" in read) throw new Error(read.fault);
        const wanted = unfiltered(rows, stride, size).map((line) =>
          Array.from({ length: width }, (_, x) => {
            const samples = line.slice(x * size, (x + 1) * size);
            const [red = 0, green = 0, blue = 0] = size < 3 ? [samples[0], samples[0], samples[0]] : samples;
            return [red, green, blue, size % 2 === 0 ? samples.at(-1) : 255];
          }),
        );
        const given = wanted.map((line, y) => line.map((_, x) => read.image.pixel(x, y)));
        expect(given).toEqual(wanted);
      },
    ),
    { numRuns: 300 },
  );
});
