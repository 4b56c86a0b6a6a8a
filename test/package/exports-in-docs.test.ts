/** docs/package.md has a line for everything that a program can import, and for nothing else. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { ROOT } from "../support/run-script.ts";

const page = readFileSync(path.join(ROOT, "docs/package.md"), "utf8");

/** Entries of the package by their names, without its data files and what only adds matchers to another entry. */
const ENTRIES = Object.entries(packageJson.exports).flatMap(([name, target]) =>
  typeof target === "string" || name.endsWith("/vitest")
    ? []
    : [[name.replace(/^\./, "connector-workbench"), path.basename(target.default, ".js")]],
);

describe("docs/package.md", () => {
  it.each(ENTRIES)("lists what %s exports", async (entry = "", file = "") => {
    const exported = Object.keys(await import(path.join(ROOT, "src/exports", `${file}.ts`))).sort();
    const section = page.split(`\n### \`${entry}\`\n`)[1]?.split("\n### ")[0] ?? "";
    const listed = [...section.matchAll(/^\| `(\w+)` \| \S/gm)].map(([, name]) => name).sort();
    expect(listed).toEqual(exported);
  });
});
