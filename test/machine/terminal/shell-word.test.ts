/** What a command shows to be copied is one argument where it is pasted. */
import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { shellWord } from "../../../src/machine/terminal/shell-word.ts";

const NAMES = [
  "plain/path.zip",
  "C:\\a\\b",
  "größe/日本",
  "with space",
  "a'b",
  'a"b',
  "$HOME",
  "`id`",
  "100%",
  "a;b",
  "a&b",
];

it("quotes only where a shell needs it", () => {
  expect(NAMES.slice(0, 3).map(shellWord)).toEqual(NAMES.slice(0, 3));
  expect(shellWord("with space")).toBe('"with space"');
});

it.skipIf(process.platform === "win32").each(NAMES.filter((name) => !name.includes("\\")))(
  "a shell reads %s as it is",
  (name) => {
    const said = execFileSync("sh", ["-c", `printf %s ${shellWord(name)}`], { encoding: "utf8" });
    expect(said).toBe(name);
  },
);
