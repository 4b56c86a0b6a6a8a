/** The commands in package.json, as every system has to understand them. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT, runScript } from "./support/run-script.ts";

const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

test.each(Object.entries(manifest.scripts))(
  "%s asks no shell for more than Windows' own can do",
  (_, script) => {
    for (const command of script.split(" && ")) {
      const [program = "", ...words] = command.split(" ");
      // npm itself, or what it puts on the path.
      expect(program === "npm" || existsSync(path.join(ROOT, "node_modules", ".bin", program))).toBe(true);
      // No quotes, patterns, variables, redirections or lists: what they mean depends on the shell.
      for (const word of words) expect(word).toMatch(/^[\w./:=-]+$/);
    }
  },
);

test.each(["", "--help", "nonsense", "constructor"])(
  'the entry of the scripts says how to call it when "%s" is no command',
  (name) => {
    const { code, stdout, stderr } = runScript(name, []);
    expect(stderr).toContain("Usage: node scripts/run.mjs COMMAND");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect([code, stdout]).toEqual([2, ""]);
  },
);
