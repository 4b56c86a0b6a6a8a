/** What the folders of the table of connectors have in common. */
import { expect, it } from "vitest";
import { commonFolder } from "../../../src/workbench/page/connectors/common-folder.ts";

const parts = (folders: string[]) => {
  const { base, rest } = commonFolder(folders);
  return [base, ...folders.map(rest)];
};

it("is stated once, in whole names, and never takes all of a folder", () => {
  expect(parts(["/repo/certified/Encodian", "/repo/certified/Elfsquad", "/repo/own/Mine"])).toEqual([
    "/repo/",
    "certified/Encodian",
    "certified/Elfsquad",
    "own/Mine",
  ]);
  expect(parts(["C:\\repo\\one", "C:\\repo\\other"])).toEqual(["C:\\repo\\", "one", "other"]);
  expect(parts(["/repo/a", "/repo/a/b"])).toEqual(["/repo/", "a", "a/b"]);
});

it("is nothing where there is one folder, or none in common", () => {
  expect(parts(["/repo/a"])).toEqual(["", "/repo/a"]);
  expect(parts(["one", "other"])).toEqual(["", "one", "other"]);
  expect(parts([])).toEqual([""]);
  expect(parts(["/one/a", "/other/b"])).toEqual(["", "/one/a", "/other/b"]);
  expect(parts(["C:\\one", "C:\\other"])).toEqual(["", "C:\\one", "C:\\other"]);
});
