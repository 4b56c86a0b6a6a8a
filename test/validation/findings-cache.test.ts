/** `validate --cache`: what has not changed is not validated again, and nobody can tell by the report. */
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { readParts } from "../../src/definition/connector-folder.ts";
import { FindingsCache } from "../../src/validation/findings-cache.ts";
import { runHere } from "../support/run-here.ts";
import { ROOT } from "../support/run-script.ts";

const top = mkdtempSync(path.join(os.tmpdir(), "findings-cache-"));
afterAll(() => rmSync(top, { recursive: true }));
const folder = path.join(top, "parcels");
const cache = path.join(top, "kept");
const definition = path.join(folder, "apiDefinition.swagger.json");

beforeEach(() => {
  for (const one of [folder, cache]) rmSync(one, { recursive: true, force: true });
  cpSync(path.join(ROOT, "test/testing/fixtures/parcels"), folder, { recursive: true });
  const made = JSON.parse(readFileSync(definition, "utf8"));
  made.info.title = "Parcels API!";
  writeFileSync(definition, JSON.stringify(made, null, 2));
});

const validate = (...args: string[]) => runHere("validate", [folder, ...args], top);
const cached = (...args: string[]) => validate("--cache", "--cache-location", cache, ...args);
const kept = () => (existsSync(cache) ? readdirSync(cache).map((name) => path.join(cache, name)) : []);

/** Puts a word into what is kept, as whoever can write there could: a report that says it was read from there. */
function mark(file: string): void {
  const text = readFileSync(file, "utf8");
  const body = text.slice(text.indexOf("\n") + 1).replace(/"message":"/g, '"message":"(kept) ');
  const sum = createHash("sha256").update(path.basename(file, ".json")).update(body).digest("hex");
  writeFileSync(file, `${sum}\n${body}`);
}

describe("validate --cache", () => {
  it.each(["json", "sarif", "pretty"])("reports the same, byte for byte, in %s", async (format) => {
    const plain = await validate("--format", format);
    expect(await cached("--format", format)).toEqual(plain);
    expect(kept()).toHaveLength(1);
    expect(await cached("--format", format)).toEqual(plain);
  });

  it("takes what is kept, and nothing else, for what has not changed", async () => {
    await cached();
    mark(kept()[0] ?? "");
    expect((await cached()).stdout).toContain("(kept)");
    for (const option of [
      ["--profile", "import"],
      ["--ignore", "info-title-end"],
      ["--rule", "op-id-unique"],
    ])
      expect((await cached(...option)).stdout).not.toContain("(kept)");
    writeFileSync(path.join(folder, "readme.md"), "# Parcels\n");
    expect((await cached()).stdout).not.toContain("(kept)");
    rmSync(path.join(folder, "readme.md"));
    writeFileSync(definition, `${readFileSync(definition, "utf8")}\n`);
    expect((await cached()).stdout).not.toContain("(kept)");
  });

  it.each([
    ["cut off", (text: string) => text.slice(0, -9)],
    ["changed", (text: string) => text.replace("Parcels", "Parrots")],
    ["something else", () => "[]"],
  ])("leaves alone what is damaged: %s", async (_how, damage) => {
    const plain = await cached();
    const [file = ""] = kept();
    writeFileSync(file, damage(readFileSync(file, "utf8")));
    expect(await cached()).toEqual(plain);
  });

  it.runIf(process.platform !== "win32")(
    "leaves alone what others can write, and says so of a folder",
    async () => {
      const plain = await cached();
      const [file = ""] = kept();
      mark(file);
      chmodSync(file, 0o666);
      expect(await cached()).toEqual(plain);
      chmodSync(cache, 0o777);
      const { stdout, stderr } = await cached();
      expect(stdout).toBe(plain.stdout);
      expect(stderr).toContain("other users can write to it");
    },
  );

  it("keeps nothing of a connector that holds a secret", async () => {
    const made = JSON.parse(readFileSync(definition, "utf8"));
    made.info.description = "Call it with Authorization: Bearer 6d1f0c9a7be84e5fa2c3d4e5f60718293a4b5c6d";
    writeFileSync(definition, JSON.stringify(made));
    const plain = await validate();
    expect(await cached()).toEqual(plain);
    expect(kept()).toEqual([]);
    expect(await cached()).toEqual(plain);
  });

  it("does not hold up a run where nothing can be kept", async () => {
    const file = path.join(top, "file");
    writeFileSync(file, "");
    for (const place of [path.join(file, "kept"), "/proc/none/kept"]) {
      const { code, stdout, stderr } = await validate("--cache", "--cache-location", place);
      expect([code, stdout]).toEqual([(await validate()).code, (await validate()).stdout]);
      expect(stderr).toContain("Nothing is kept in");
    }
  });

  it("ends a run all the same if the folder is taken away while it goes on", async () => {
    const opened = FindingsCache.open(cache, "options");
    if (!(opened instanceof FindingsCache)) throw new Error(opened.unusable);
    opened.keep("0".repeat(64), []);
    expect(kept()).toHaveLength(1);
    rmSync(cache, { recursive: true });
    expect(() => opened.close()).not.toThrow();
  });

  it("asks for --cache where only its folder is named", async () => {
    const { code, stderr } = await validate("--cache-location", cache);
    expect([code, stderr]).toEqual([2, expect.stringContaining("--cache-location needs --cache.")]);
  });

  it("does not grow without end: what was kept last stays", async () => {
    const most = 3000;
    const open = () => {
      const opened = FindingsCache.open(cache, "options", most);
      if (!(opened instanceof FindingsCache)) throw new Error(opened.unusable);
      return opened;
    };
    const finding = {
      rule: "a",
      severity: "info" as const,
      codes: [],
      message: "x".repeat(800),
      why: "",
      help: "",
      file: "f",
      pointer: "",
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
      fixable: false,
    };
    for (let number = 0; number < 9; number++) {
      const opened = open();
      opened.keep(String(number).repeat(64), [finding]);
      opened.close();
    }
    expect(kept().length).toBeLessThanOrEqual(3);
    expect(open().find(open().key(readParts(folder)))).toBeUndefined();
    expect(open().find("8".repeat(64))).toEqual([finding]);
  });
});
