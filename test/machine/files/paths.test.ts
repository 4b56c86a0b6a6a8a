/** Paths as Windows has them, judged on any system. */
import path from "node:path";
import { describe, expect, it } from "vitest";
import { isInside } from "../../../src/machine/files/read-inside.ts";
import { relativeName } from "../../../src/machine/files/relative-name.ts";

describe("a path", () => {
  it.each([
    [path.posix, "/a/b", "/a/b/c", true],
    [path.posix, "/a/b", "/a/b", true],
    [path.posix, "/a/b", "/a/bc", false],
    [path.posix, "/a/b", "/a/..b", false],
    [path.posix, "/a/b", "/a/b/..c", true],
    [path.win32, "C:\\a\\b", "C:\\a\\b\\c", true],
    [path.win32, "C:\\a\\b", "c:\\A\\b\\c", true],
    [path.win32, "C:\\a\\b", "C:\\a\\bc", false],
    [path.win32, "C:\\a\\b", "C:\\a", false],
    [path.win32, "C:\\a\\b", "C:\\a\\b\\..c", true],
    [path.win32, "C:\\", "D:\\a", false],
    [path.win32, "\\\\server\\share\\a", "\\\\server\\share\\a\\b", true],
    [path.win32, "\\\\server\\share\\a", "\\\\server\\other\\a\\b", false],
  ])("is inside a folder or not (%#: $1, $2)", (system, folder, target, inside) => {
    expect(isInside(folder, target, system)).toBe(inside);
  });

  it.each([
    [path.posix, "/a/b", "/a/b/c/d", "c/d"],
    [path.posix, "/a/b", "/a/b", "."],
    [path.posix, "/a/b", "/a/c\\d", "../c\\d"],
    [path.win32, "C:\\a\\b", "C:\\a\\b\\c\\d", "c/d"],
    [path.win32, "C:\\a\\b", "c:\\a\\B", "."],
    [path.win32, "C:\\a\\b", "C:\\a\\c", "../c"],
    [path.win32, "C:\\a\\b", "D:\\c\\d", "D:/c/d"],
    [path.win32, "C:\\a", "\\\\server\\share\\d", "//server/share/d"],
  ])("is named from a folder with slashes (%#: $1, $2)", (system, folder, target, name) => {
    expect(relativeName(folder, target, system)).toBe(name);
  });
});
