/** Packages, reference page and preview over the API. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openPackage } from "../../src/packaging/read/open-package.ts";
import { recognize } from "../../src/packaging/read/recognize.ts";
import type { ShipAnswer } from "../../src/workbench/api.ts";
import { temporaryFolder } from "../support/connector-copy.ts";
import { bookingsFolder, folderOf, open, parcels, request } from "./support.ts";

describe("Shipping", () => {
  it("builds every package in memory, says what each drops, and gives it as one file that can be read back", async () => {
    const bench = await open(bookingsFolder());
    const answer = await bench.ask<ShipAnswer>("POST", "/api/ship", {
      clientId: "11111111-2222-3333-4444-555555555555",
    });
    expect(answer.ok).toBe(true);
    expect(answer.command).toBe(`connector package ${bench.folder}`);
    expect(answer.formats.map(({ id }) => id)).toEqual([
      "paconn",
      "pac",
      "solution",
      "flow",
      "certification",
      "logic-apps",
    ]);
    for (const { next, files, noPlaceFor } of answer.formats) {
      expect(next.length).toBeGreaterThan(0);
      expect(files.length).toBeGreaterThan(0);
      expect(noPlaceFor.length).toBeGreaterThan(0);
    }
    expect(existsSync(path.join(bench.folder, "dist"))).toBe(false);
    const logicApps = answer.formats.find(({ id }) => id === "logic-apps");
    expect(logicApps?.notices.some(({ severity }) => severity === "warning")).toBe(true);

    const response = await bench.app.fetch(request("GET", `/api/ship/${answer.id}/download?format=solution`));
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="microsoft-bookings-solution.zip"',
    );
    const file = path.join(temporaryFolder(), "all.zip");
    const all = await bench.app.fetch(request("GET", `/api/ship/${answer.id}/download`));
    writeFileSync(file, Buffer.from(await all.arrayBuffer()));
    expect(recognize(openPackage(file)).connectors().length).toBeGreaterThan(0);
  });

  it("writes dist beside the connector, in place of its own packages and of nothing else", async () => {
    const bench = await open(bookingsFolder());
    const { id } = await bench.ask<ShipAnswer>("POST", "/api/ship", {});
    await bench.ask("POST", `/api/ship/${id}/write`);
    const dist = path.join(bench.folder, "dist");
    expect(readdirSync(dist)).toContain("manifest.json");
    const again = await bench.send("POST", `/api/ship/${id}/write`);
    expect(again.status).toBe(200);

    const other = await open(bookingsFolder());
    mkdirSync(path.join(other.folder, "dist"));
    writeFileSync(path.join(other.folder, "dist", "mine.txt"), "mine");
    const answer = await other.ask<ShipAnswer>("POST", "/api/ship", {});
    const refused = await other.send("POST", `/api/ship/${answer.id}/write`);
    expect([refused.status, refused.body]).toMatchObject([400, { error: { code: "out-not-ours" } }]);
    expect(readdirSync(path.join(other.folder, "dist"))).toEqual(["mine.txt"]);
  });

  it("builds nothing where an error would stop the import, and says which; unknown builds are 404", async () => {
    const definition = parcels();
    const bench = await open(folderOf({ ...definition, paths: { nonsense: {} } }));
    const answer = await bench.ask<ShipAnswer>("POST", "/api/ship", {});
    expect(answer.ok).toBe(false);
    expect(answer.findings.length).toBeGreaterThan(0);
    expect(answer.formats).toEqual([]);
    const stopped = await bench.send("POST", `/api/ship/${answer.id}/write`);
    expect(stopped.body).toMatchObject({ error: { code: "build-stopped" } });
    expect((await bench.send("POST", "/api/ship/abc/write")).status).toBe(404);
    const bad = await bench.send("POST", "/api/ship", { version: "one" });
    expect(bad.status).toBe(400);
  });

  it("serves the reference page for download, and for viewing behind a policy that runs nothing", async () => {
    const bench = await open(bookingsFolder());
    const kept = await bench.app.fetch(request("GET", "/api/reference?as=markdown"));
    expect(await kept.text()).toContain("# Microsoft Bookings");
    expect(kept.headers.get("content-disposition")).toContain("attachment");
    const view = await bench.app.fetch(request("GET", "/api/reference?as=view"));
    expect(view.headers.get("content-disposition")).toBeNull();
    const policy = view.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("sandbox");
    expect(policy).not.toContain("script-src");
  });
});

it("names the folder of packages as a whole where it is outside of the current one", async () => {
  const bench = await open(bookingsFolder());
  const { folder } = await bench.ask<ShipAnswer>("POST", "/api/ship", {});
  expect(folder).toBe(path.join(bench.folder, "dist"));
});
