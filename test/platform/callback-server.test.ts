/** The server for notifications lives in the process of a test that is not ours: it leaves everything there as it was. */
import { expect, onTestFinished, test } from "vitest";
import { startCallbackServer } from "../../src/platform/callback-server.ts";

test("takes what arrives, and changes no global of the process", async () => {
  const before = { Request, Response };
  const server = await startCallbackServer();
  onTestFinished(server.close);
  server.receive(async (request) => new Response(await request.text(), { status: 202 }));
  const answer = await fetch(`${server.base}/callback`, { method: "POST", body: "taken" });
  expect([answer.status, await answer.text()]).toEqual([202, "taken"]);
  expect(globalThis.Response).toBe(before.Response);
  expect(globalThis.Request).toBe(before.Request);
});
