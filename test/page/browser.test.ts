/** The browser of the page tests: which one is taken, how the bundled one is unpacked, and what happens without any. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, utimesSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/connector-copy.ts";
import { ROOT } from "../support/run-script.ts";
import { bundledChromium } from "./support/bundled-chromium.ts";
import { candidates, type Surroundings } from "./support/candidates.ts";

/** What is tried, in order, where the given files exist. */
function tried(surroundings: Partial<Surroundings>, ...files: string[]): string[] {
  return candidates({
    platform: "linux",
    arch: "x64",
    env: {},
    exists: (file) => files.includes(file),
    ...surroundings,
  }).map((candidate) => (candidate.kind === "bundled" ? "bundled" : candidate.file));
}

describe("the browser that is taken", () => {
  const LINUX_CHROME = "/usr/bin/google-chrome";
  const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const EDGE = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";

  test("is the one that CHROMIUM_PATH names, and no other", () => {
    const env = { CHROMIUM_PATH: "/opt/mine", PATH: "/usr/bin" };
    expect(tried({ env }, LINUX_CHROME)).toEqual(["/opt/mine"]);
    expect(tried({ env: { ...env, CHROMIUM_PATH: "none" } }, LINUX_CHROME)).toEqual([]);
  });

  test("is on Linux the bundled one, then an installed one", () => {
    expect(tried({ env: { PATH: "/bin:/usr/bin" } }, LINUX_CHROME)).toEqual(["bundled", LINUX_CHROME]);
  });

  test("is an installed one where there is no bundled one for the architecture", () => {
    expect(tried({ arch: "arm64", env: { PATH: "/usr/bin" } }, LINUX_CHROME)).toEqual([LINUX_CHROME]);
    expect(tried({ arch: "arm64" })).toEqual([]);
  });

  test("is an installed one on macOS, of all users or one's own", () => {
    const own = `/Users/me${MAC_CHROME}`;
    const env = { HOME: "/Users/me" };
    expect(tried({ platform: "darwin", env }, own, MAC_CHROME)).toEqual([MAC_CHROME, own]);
  });

  test("is an installed one on Windows, on whatever drive", () => {
    const env = { ProgramFiles: "D:\\Programme", "ProgramFiles(x86)": "C:\\Program Files (x86)" };
    const chrome = "D:\\Programme\\Google\\Chrome\\Application\\chrome.exe";
    expect(tried({ platform: "win32", env }, EDGE, chrome)).toEqual([chrome, EDGE]);
  });
});

describe.runIf(process.platform === "linux" && process.arch === "x64")("the bundled browser", () => {
  const version = (file: string, env: NodeJS.ProcessEnv) =>
    spawnSync(file, ["--version"], { env, encoding: "utf8" });

  test("is unpacked whole by the first of several, and what an ended run left is cleared away", async () => {
    const cache = temporaryFolder();
    const left = path.join(cache, "chromium-1.abc.part");
    const going = path.join(cache, "chromium-1.def.part");
    for (const folder of [left, going]) mkdirSync(folder);
    utimesSync(left, new Date(0), new Date(0));

    const [one, two] = await Promise.all([bundledChromium({}, cache), bundledChromium({}, cache)]);
    expect(one).toEqual(two);
    expect(version(one.file, one.env).stdout).toMatch(/^Chromium \d+/);
    expect(readdirSync(cache).sort()).toEqual([path.basename(going), path.basename(path.dirname(one.file))]);
  });

  test("leaves nothing behind that is not whole", async () => {
    const cache = temporaryFolder();
    // A Node that is told to load what is not there ends before it unpacks anything.
    const env = { NODE_OPTIONS: `--import=${path.join(cache, "missing.mjs")}` };
    await expect(bundledChromium(env, cache)).rejects.toThrow("missing.mjs");
    expect(readdirSync(cache)).toEqual([]);
  });

  test("runs with libraries and fonts of its own", async () => {
    const { file, env } = await bundledChromium({ CHROMIUM_BUNDLED: "libraries", LD_LIBRARY_PATH: "/mine" });
    expect(env["LD_LIBRARY_PATH"]).toBe(`${path.join(path.dirname(file), "al2023", "lib")}:/mine`);
    expect(existsSync(path.join(env["FONTCONFIG_PATH"]!, env["FONTCONFIG_FILE"]!))).toBe(true);
    // The loader says where it found each library.
    const { stdout } = version(file, { ...env, LD_TRACE_LOADED_OBJECTS: "1" });
    for (const library of ["libnss3", "libnspr4", "libexpat"])
      expect(stdout).toMatch(new RegExp(`${library}\\S* => ${path.dirname(file)}`));
  });
});

describe("without any browser", () => {
  const run = (env: Record<string, string>) =>
    spawnSync(
      process.execPath,
      [path.join(ROOT, "node_modules", "vitest", "vitest.mjs"), "run", "test/page/offline.test.ts"],
      { cwd: ROOT, encoding: "utf8", env: { NO_COLOR: "1", CHROMIUM_PATH: "none", ...env } },
    );

  test("page tests are not run, and one line at the end says how to run them", () => {
    const { status, stdout } = run({});
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
      /^Not run: \d+ tests in 1 file\. No browser was found\. Install Chrome, Chromium or Edge, or set CHROMIUM_PATH/,
    );
    expect(status).toBe(0);
  });

  test("page tests fail where CI is set, or where CHROMIUM_PATH names what is none", () => {
    const environments: Record<string, string>[] = [
      { CI: "true" },
      { CHROMIUM_PATH: path.join(ROOT, "none") },
    ];
    for (const env of environments) {
      const { status, stderr } = run(env);
      expect(stderr).toMatch(/No browser was found|CHROMIUM_PATH: .*none does not start/);
      expect(status).toBe(1);
    }
  });
});
