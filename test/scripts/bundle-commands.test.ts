/** A bundle of other sources than are there now must not be run. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { sourcesOf } from "../../scripts/bundle-commands.ts";
import { ROOT } from "../support/run-script.ts";

const below = (folder: string) => readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`);

it("The commands of a clone are bundled again after a change of the files beside the bundle, too", () => {
  const sources = sourcesOf([
    path.join(ROOT, "src/commands/connector.ts"),
    path.join(ROOT, "node_modules/a/b.js"),
  ]);
  expect(sources).toEqual(
    expect.arrayContaining([
      "src/commands/connector.ts",
      "package-lock.json",
      "src/platform/script/host",
      ...below("src/platform/script/host"),
      ...below("src/machine/start").filter((name) => name.endsWith(".cjs")),
    ]),
  );
  expect(sources.filter((name) => name.includes("node_modules"))).toEqual([]);
  expect(sources.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
});
