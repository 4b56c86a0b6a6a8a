import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { draft } from "./build.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "designer-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

function run(...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(root, "scripts/run.mjs"), "designer", ...args],
      { env: { ...process.env, NO_COLOR: "1" }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe("npm run designer", () => {
  it("lists this connector's operations", async () => {
    const { code, stdout } = await run(root);
    expect(code).toBe(0);
    expect(stdout).toContain("Microsoft Bookings");
    expect(stdout).toMatch(/CreateAppointment\s+webhook, preview\s+1 input/);
    expect(stdout).toMatch(/Hidden from makers: .*DeleteWebhook/);
  });

  it("shows one operation in full, with both definitions", async () => {
    const { code, stdout } = await run(root, "--operation", "CreateAppointment");
    expect(code).toBe(0);
    for (const part of [
      "Inputs",
      "Tokens (",
      "ApiConnectionWebhook",
      "OpenApiConnectionWebhook",
      "items('For_each')",
    ]) {
      expect(stdout).toContain(part);
    }
  });

  it("writes the recordings' shape as JSON, and everything as view", async () => {
    const json = JSON.parse((await run(root, "--format", "json", "--operation", "CreateAppointment")).stdout);
    expect(Object.keys(json)).toEqual(["connector", "operations"]);
    const all = JSON.parse((await run(root, "--format", "view", "--operation", "CreateAppointment")).stdout);
    expect(all.tokens[0]).toMatchObject({ pointer: "/definitions/AppointmentData", label: { own: {} } });
  });

  it("says what to do about a wrong id, a wrong format and a missing folder", async () => {
    const wrongId = await run(root, "--operation", "Nope");
    expect(wrongId).toMatchObject({ code: 2, stdout: "" });
    expect(wrongId.stderr).toContain("It has ");
    expect((await run(root, "--format", "xml")).stderr).toContain("Choose pretty, json or view.");
    expect(await run(path.join(folder, "nothing"))).toMatchObject({ code: 2 });
  });

  it("reports a definition that cannot be read with its place, in both formats", async () => {
    const file = write("broken.swagger.json", '{"paths": {},}');
    const pretty = await run(file);
    expect(pretty).toMatchObject({ code: 2, stdout: "" });
    expect(pretty.stderr).toContain("broken.swagger.json:1:13");
    const json = await run(file, "--format", "json");
    expect(json.code).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({
      operations: [],
      failure: { code: "definition-unreadable" },
    });
  });

  it("ends with 1 where the designer cannot read an operation, and lets no control character through", async () => {
    const broken = draft({
      parameters: [{ name: "b", in: "body" }],
      operation: { summary: "Evil \u001b[31m\n name" },
    });
    const file = write("odd.swagger.json", JSON.stringify(broken));
    const { code, stdout } = await run(file);
    expect(code).toBe(1);
    expect(stdout).toContain("cannot be read: A body parameter has no schema.");
    expect(stdout).toMatch(/Evil +\[31m +name/);
    expect(stdout).not.toContain("\u001b");
  });
});
