/** What is where a file is expected, and is none: a pipe that nobody writes to, a device without an end, standard input. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { exampleFiles, temporaryFolder, writeFiles } from "../../support/connector-copy.ts";
import { ROOT } from "../../support/run-script.ts";

/** None of them may wait: a command that does is ended, and has no exit code. */
function run(args: readonly string[], input = "", cwd = "."): { code: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [path.join(ROOT, "scripts", "run.mjs"), ...args], {
    cwd,
    input,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { code: status, stderr };
}

describe.skipIf(process.platform === "win32")("a pipe or a device", () => {
  const folder = () => {
    const made = temporaryFolder();
    writeFiles(made, exampleFiles());
    const pipe = path.join(made, "pipe");
    spawnSync("mkfifo", [pipe]);
    return { made, pipe };
  };

  it.each([
    ["validate", "SPECIAL"],
    ["fix", "SPECIAL"],
    ["designer", "SPECIAL"],
    ["preview", "SPECIAL"],
    ["start", "SPECIAL", "--no-open"],
    ["package", "SPECIAL"],
    ["package", "CONNECTOR", "--into", "SPECIAL"],
    ["package", "--verify", "SPECIAL"],
    ["unpack", "SPECIAL"],
    ["diff", "CONNECTOR", "SPECIAL"],
    ["backend", "--world", "SPECIAL", "--port", "0"],
    ["reference", "CONNECTOR", "--output", "SPECIAL"],
  ])("is refused by %s %s %s %s", (...args) => {
    const { made, pipe } = folder();
    for (const special of [pipe, "/dev/zero"]) {
      const { code, stderr } = run(
        args.map((one) => one.replace("SPECIAL", special).replace("CONNECTOR", made)),
      );
      expect(stderr).not.toMatch(/internal error/);
      expect([code, stderr]).toEqual([2, expect.stringContaining(special)]);
    }
  });
});

it.skipIf(process.platform === "win32")(
  "a pipe where package.json is looked for keeps nobody waiting",
  () => {
    const here = temporaryFolder();
    spawnSync("mkfifo", [path.join(here, "package.json")]);
    expect(run(["init", "parcels"], "", here).code).toBe(0);
  },
);

it.each(["-", "/dev/stdin"])("a definition from standard input is refused with what to do: %s", (name) => {
  if (name !== "-" && process.platform === "win32") return;
  const { code, stderr } = run(["validate", name], '{"swagger": "2.0"}');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/Save the definition in a folder/)]);
});
