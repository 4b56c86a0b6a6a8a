/** What V8 compiled is kept between starts, and is used only where it can be nobody else's and of no other code. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";

const top = mkdtempSync(path.join(os.tmpdir(), "kept-code-"));
afterAll(() => rmSync(top, { recursive: true }));
const bundle = path.join(top, "bundle");
const cache = path.join(top, "cache", "code");
const onPosix = process.platform !== "win32";

beforeEach(() => {
  rmSync(path.join(top, "cache"), { recursive: true, force: true });
  mkdirSync(bundle, { recursive: true });
  writeFileSync(path.join(bundle, "entry.cjs"), 'exports.run = () => require("./part.cjs").say();');
  saying("one");
});

function saying(word: string): void {
  writeFileSync(path.join(bundle, "part.cjs"), `exports.say = () => console.log("${word}");`);
}

function start(folder: string | undefined = cache): string {
  const code = `const { loadKept } = require(${JSON.stringify(path.join(ROOT, "src/machine/start/kept-code.cjs"))});
loadKept(${JSON.stringify(bundle)}, "entry.cjs", ${JSON.stringify(folder)}, "try").run();`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--eval", code], {
    encoding: "utf8",
    timeout: 60_000,
  });
  return stdout.trim() + stderr;
}

const kept = () => readdirSync(cache).map((name) => path.join(cache, name));

/** Makes the file say that what it holds was compiled of the code that is there now. */
function forge(file: string): void {
  const bytes = readFileSync(file);
  const begin = bytes.indexOf("\n") + 1;
  const body = bytes.subarray(begin + 4);
  const end = 4 + body.readUInt32LE(0);
  const head = JSON.parse(body.toString("latin1", 4, end));
  for (const part of head.parts) part[1] = crc32(readFileSync(path.join(bundle, part[0])));
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const made = Buffer.concat([length, text, body.subarray(end)]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(made));
  writeFileSync(file, Buffer.concat([bytes.subarray(0, begin), sum, made]));
}

describe("Kept code", () => {
  it("is used by the next start", () => {
    expect(start()).toBe("one");
    // Text of the same length is all that V8 itself looks at: only what was kept can still say "one".
    saying("two");
    forge(kept()[0] ?? "");
    expect(start()).toBe("one");
  });

  it("is not used for other code", () => {
    start();
    saying("two");
    expect(start()).toBe("two");
  });

  it.each([
    ["empty", () => Buffer.alloc(0)],
    ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ["another file", () => Buffer.from("not ours")],
    [
      "changed in one bit",
      (bytes: Buffer) => {
        bytes[bytes.length - 40]! ^= 1;
        return bytes;
      },
    ],
  ])("is ignored when damaged, and made again: %s", (_how, damage) => {
    start();
    const [file = ""] = kept();
    const before = readFileSync(file).length;
    writeFileSync(file, damage(readFileSync(file)));
    expect(start()).toBe("one");
    expect(readFileSync(file).length).toBeGreaterThan(before / 2);
    expect(start()).toBe("one");
  });

  it.runIf(onPosix)("is for this user alone", () => {
    start();
    const [file = ""] = kept();
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    expect((statSync(cache).mode & 0o777).toString(8)).toBe("700");
  });

  it.runIf(onPosix)("is not taken from where others can write", () => {
    start();
    saying("two");
    forge(kept()[0] ?? "");
    chmodSync(kept()[0] ?? "", 0o666);
    expect(start()).toBe("two");
    rmSync(path.join(top, "cache"), { recursive: true });
    saying("one");
    start();
    saying("two");
    forge(kept()[0] ?? "");
    chmodSync(cache, 0o777);
    expect(start()).toBe("two");
    expect(kept()).toHaveLength(1);
  });

  it("holds no start up where nothing can be kept", () => {
    const file = path.join(top, "file");
    writeFileSync(file, "");
    for (const folder of [path.join(file, "code"), "/proc/none/code", undefined])
      expect(start(folder)).toBe("one");
  });

  it("lets go of the parts of a version before, and begins anew to see what is needed", () => {
    const names = () => {
      const bytes = readFileSync(kept()[0] ?? "");
      const body = bytes.subarray(bytes.indexOf("\n") + 5);
      const { runs, parts } = JSON.parse(body.toString("latin1", 4, 4 + body.readUInt32LE(0)));
      return [runs, ...parts.map(([name]: [string]) => name).sort()];
    };
    for (let run = 0; run < 6; run++) start();
    expect(names()).toEqual([4, "entry.cjs", "part.cjs"]);
    rmSync(path.join(bundle, "part.cjs"));
    writeFileSync(path.join(bundle, "entry.cjs"), 'exports.run = () => require("./other.cjs").say();');
    writeFileSync(path.join(bundle, "other.cjs"), 'exports.say = () => console.log("three");');
    expect(start()).toBe("three");
    expect(names()).toEqual([1, "entry.cjs", "other.cjs"]);
    start();
    expect(names()).toEqual([2, "entry.cjs", "other.cjs"]);
  });

  it("does not grow without end", () => {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    for (let number = 0; number < 40; number++) writeFileSync(path.join(cache, `old-${number}.bin`), "");
    start();
    expect(kept().length).toBe(16);
  });

  it.runIf(onPosix)("is never looked for in the current folder", () => {
    const ask = (env: Record<string, string>) =>
      spawnSync(
        process.execPath,
        [
          "-p",
          `require(${JSON.stringify(path.join(ROOT, "src/machine/start/own-cache.cjs"))}).userCache("code") ?? "nowhere"`,
        ],
        { encoding: "utf8", env, cwd: top },
      ).stdout.trim();
    if (process.platform === "linux") {
      expect(ask({ HOME: "/home/ada", XDG_CACHE_HOME: "cache" })).toBe(
        "/home/ada/.cache/connector-workbench/code",
      );
      expect(ask({ HOME: "/home/ada", XDG_CACHE_HOME: "/var/ada" })).toBe(
        "/var/ada/connector-workbench/code",
      );
    }
    expect(ask({ HOME: "home" })).toBe("nowhere");
  });
});
