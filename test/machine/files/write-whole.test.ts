/** Files are written whole or not at all, and what stands in their place is respected. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { writeWhole, writeWholeInPieces } from "../../../src/machine/files/write-whole.ts";
import { temporaryFolder } from "../../support/connector-copy.ts";

it("keeps the permissions of a file, and a link a link", () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "file");
  writeFileSync(file, "old");
  chmodSync(file, 0o640);
  symlinkSync("file", path.join(folder, "link"));
  writeWhole(path.join(folder, "link"), "new");
  expect(lstatSync(path.join(folder, "link")).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(["file", "link"]);
});

it("takes the place of no folder, and leaves nothing behind", () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "place"));
  expect(() => writeWhole(path.join(folder, "place"), "x")).toThrow(/cannot be written/);
  expect(readdirSync(folder)).toEqual(["place"]);
});

it("leaves the old file, and no other, when the pieces stop coming", async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "report");
  writeFileSync(file, "old");
  function* pieces() {
    yield "new";
    throw new Error("broken off");
  }
  await expect(writeWholeInPieces(file, pieces())).rejects.toThrow("broken off");
  expect(readdirSync(folder)).toEqual(["report"]);
  expect(readFileSync(file, "utf8")).toBe("old");
});

it("makes the folders on the way and writes pieces one after the other", async () => {
  const file = path.join(temporaryFolder(), "a/b/report");
  await writeWholeInPieces(file, ["one ", "two"]);
  expect(readFileSync(file, "utf8")).toBe("one two");
});
