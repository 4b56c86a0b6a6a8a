/** What a workbench is started with and how far a flow's settings go. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { hasSdk } from "../../src/platform/script/dotnet.ts";
import type { InvokeAnswer } from "../../src/workbench/api.ts";
import { ROOT } from "../support/run-script.ts";
import { folderOf, open, parcels } from "./support.ts";

const SCRIPTED = path.join(ROOT, "test", "platform", "fixtures", "scripted");
const echo = { operationId: "Echo", values: { "body.$.text": "ab" } };

test("a connector's script is not run unless the workbench was started for it", async () => {
  const { ask, workbench } = await open(SCRIPTED);
  const answer = await ask<InvokeAnswer>("POST", "/api/invoke", echo);
  expect(answer.body).not.toEqual({ text: "AB" });
  expect(workbench.session.platform.faults().map(({ id }) => id)).toContain("script-not-run");
});

test.runIf(hasSdk())(
  "started with --run-script it runs the script, and nothing is reported missing",
  { timeout: 120_000 },
  async () => {
    const { ask, workbench } = await open(SCRIPTED, { runScript: true });
    const answer = await ask<InvokeAnswer>("POST", "/api/invoke", echo);
    expect(answer).toMatchObject({ kind: "succeeded", body: { text: "AB" } });
    expect(workbench.session.platform.faults()).toEqual([]);
  },
);

test.runIf(hasSdk())(
  "npm start --run-script runs the script, from the command line on",
  { timeout: 150_000 },
  async () => {
    const started = spawn(
      process.execPath,
      [
        path.join(ROOT, "scripts", "run.mjs"),
        "start",
        SCRIPTED,
        "--run-script",
        "--no-keep",
        "--no-open",
        "--format",
        "json",
      ],
      { env: { ...process.env, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "ignore"] },
    );
    onTestFinished(() => {
      started.kill("SIGTERM");
    });
    const [line] = (await once(createInterface(started.stdout), "line")) as [string];
    const { url, token } = JSON.parse(line) as { url: string; token: string };
    const asked = await fetch(`${url}/api/invoke`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(echo),
    });
    expect(await asked.json()).toMatchObject({ kind: "succeeded", body: { text: "AB" } });
  },
);

test("a recurrence below what the product allows is refused with what it allows", async () => {
  const { ask, send } = await open(folderOf(parcels()));
  const poll = { operationId: "NewParcels", on: true };
  const early = await send("POST", "/api/flows", { ...poll, recurrenceSeconds: 30 });
  expect(early.status).toBe(400);
  expect(JSON.stringify(early.body)).toContain("60 s");
  await ask("POST", "/api/settings", { product: "logic-apps" });
  await ask("POST", "/api/flows", { ...poll, recurrenceSeconds: 30 });
  expect((await send("POST", "/api/flows", { ...poll, recurrenceSeconds: 0.5 })).status).toBe(400);
  expect((await send("POST", "/api/flows", { ...poll, recurrenceSeconds: 501 * 86_400 })).status).toBe(400);
});
