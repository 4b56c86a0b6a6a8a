/** Files are written whole or not at all, and what is in their place is respected. */
import {
  chmodSync,
  chownSync,
  linkSync,
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
import { replaceAll, writeWhole, writeWholeInPieces } from "../../../src/machine/files/write-whole.ts";
import { temporaryFolder } from "../../support/connector-copy.ts";

it("keeps the permissions of a file, and a link a link", () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "file");
  writeFileSync(file, "old");
  chmodSync(file, 0o640);
  // As the system has it: Windows knows no more than read-only.
  const { mode } = statSync(file);
  symlinkSync("file", path.join(folder, "link"));
  writeWhole(path.join(folder, "link"), "new");
  expect(lstatSync(path.join(folder, "link")).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(statSync(file).mode).toBe(mode);
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

it("writes pieces one after the other, and makes no folder that nobody asked for", async () => {
  const folder = temporaryFolder();
  await writeWholeInPieces(path.join(folder, "report"), ["one ", "two"]);
  expect(readFileSync(path.join(folder, "report"), "utf8")).toBe("one two");
  const far = path.join(folder, "a/b/report");
  await expect(writeWholeInPieces(far, ["one"])).rejects.toThrow(/there is no folder ".*a[\\/]b"/);
  expect(() => writeWhole(far, "one")).toThrow(/there is no folder/);
  expect(readdirSync(folder)).toEqual(["report"]);
});

it("leaves a file to its owner, and says so when one of several names ends", () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "file");
  writeFileSync(file, "old");
  // Only root may give files away; for others the owner is their own before and after.
  if (process.geteuid?.() === 0) chownSync(file, 12_345, 23_456);
  chmodSync(file, 0o604);
  const before = statSync(file);
  expect(writeWhole(file, "new")).toEqual([]);
  const after = statSync(file);
  expect([after.uid, after.gid, after.mode]).toEqual([before.uid, before.gid, before.mode]);
  linkSync(file, path.join(folder, "other"));
  expect(writeWhole(file, "newer")).toEqual([expect.stringContaining("2 names (hard links)")]);
  expect(readFileSync(path.join(folder, "other"), "utf8")).toBe("new");
});

const replacement = (file: string, from: string, to: string) => ({
  file,
  expected: Buffer.from(from),
  content: Buffer.from(to),
});

it("replaces several files, or none if one of them was saved in the meantime", () => {
  const folder = temporaryFolder();
  const [one, two] = [path.join(folder, "one"), path.join(folder, "two")];
  writeFileSync(one, "1");
  writeFileSync(two, "line\nsaved");
  const changes = [replacement(one, "1", "1 mended"), replacement(two, "line\n2", "2 mended")];
  expect(() => replaceAll(changes)).toThrow(/two" was saved by another program \(line 2 differs\)/);
  expect(readdirSync(folder)).toEqual(["one", "two"]);
  expect([readFileSync(one, "utf8"), readFileSync(two, "utf8")]).toEqual(["1", "line\nsaved"]);
  writeFileSync(two, "line\n2");
  expect(replaceAll(changes)).toEqual([]);
  expect([readFileSync(one, "utf8"), readFileSync(two, "utf8")]).toEqual(["1 mended", "2 mended"]);
  expect(readdirSync(folder)).toEqual(["one", "two"]);
});

it("replaces nothing where one of several files has vanished since it was read", () => {
  const folder = temporaryFolder();
  const kept = path.join(folder, "kept");
  writeFileSync(kept, "one");
  const expected = Buffer.from("one");
  expect(() =>
    replaceAll([
      { file: kept, content: "new", expected },
      { file: path.join(folder, "gone"), content: "new", expected },
    ]),
  ).toThrow(/gone" was deleted while this command was working on it/);
  expect(readFileSync(kept, "utf8")).toBe("one");
  expect(readdirSync(folder)).toEqual(["kept"]);
});

it("restores what it has replaced when a later file cannot be replaced", () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "file");
  writeFileSync(file, "old");
  symlinkSync("file", path.join(folder, "same"));
  // The second finds the first one's content: as if somebody had saved between looking and replacing.
  const changes = [
    replacement(file, "old", "first"),
    replacement(path.join(folder, "same"), "old", "second"),
  ];
  expect(() => replaceAll(changes)).toThrow(/was saved by another program/);
  expect(readFileSync(file, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["file", "same"]);
});
