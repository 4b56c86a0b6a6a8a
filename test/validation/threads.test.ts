/** `validate --threads`: how many threads are at work is of no consequence for the report. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Helpers, threadsFor } from "../../src/validation/helpers.ts";
import { ROOT, runScript } from "../support/run-script.ts";

const top = mkdtempSync(path.join(os.tmpdir(), "threads-"));
afterAll(() => rmSync(top, { recursive: true }));

const FAULTS = ["", "!", " API", "Connector", "<b>", "", "é", "."];

beforeAll(() => {
  const own = readFileSync(
    path.join(ROOT, "test/testing/fixtures/parcels/apiDefinition.swagger.json"),
    "utf8",
  );
  for (const [number, fault] of FAULTS.entries()) {
    const folder = path.join(top, `parcels-${number}`);
    cpSync(path.join(ROOT, "test/testing/fixtures/parcels"), folder, { recursive: true });
    const made = JSON.parse(own);
    made.info.title += fault;
    if (number === 3)
      made.info.description += " Authorization: Bearer 6d1f0c9a7be84e5fa2c3d4e5f60718293a4b5c6d";
    const text = JSON.stringify(made, null, 2);
    writeFileSync(path.join(folder, "apiDefinition.swagger.json"), number === 5 ? text.slice(0, -400) : text);
    if (number === 2) writeFileSync(path.join(folder, "connector-rules.yaml"), "profile: import\n");
  }
});

describe("validate --threads", () => {
  it.each(["json", "pretty", "sarif"])("reports the same, byte for byte, in %s", (format) => {
    const validate = (threads: number) =>
      runScript("validate", [".", "--format", format, "--threads", String(threads)], { cwd: top });
    const alone = validate(1);
    expect(alone.stdout.length).toBeGreaterThan(500);
    for (const threads of [2, 4]) expect(validate(threads)).toEqual(alone);
  });

  it("takes a number of threads, and no other", () => {
    for (const wrong of ["0", "65", "two"])
      expect(runScript("validate", [top, "--threads", wrong])).toMatchObject({ code: 2 });
  });

  it("leaves to the main thread what no other thread has begun or can do", () => {
    const jobs = [{ target: path.join(top, "none"), profile: "import" as const, severities: [] }];
    const nobody = new Helpers(0, jobs, []);
    expect(nobody.take(0)).toBeUndefined();
    nobody.close();
    const helpers = new Helpers(1, jobs, []);
    // Whether the thread or this one comes first: a folder that is not there has no findings, and nobody waits for it.
    expect(helpers.take(0)).toBeUndefined();
    helpers.close();
  });

  it("is one thread for few connectors, and never more than there are connectors", () => {
    expect(threadsFor(1, undefined)).toBe(1);
    expect(threadsFor(49, undefined)).toBe(1);
    expect(threadsFor(3, 8)).toBe(3);
  });
});
