/** Versions beside each other over the API: readings, commits, packages. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type {
  BothViews,
  CompareAnswer,
  EventsAnswer,
  ShipAnswer,
  VersionsAnswer,
} from "../../src/workbench/api.ts";
import { bookingsFolder, folderOf, open, parcels, request } from "./support.ts";

const DEFINITION = "apiDefinition.swagger.json";

function change(folder: string, edit: (text: string) => string): void {
  const file = path.join(folder, DEFINITION);
  writeFileSync(file, edit(readFileSync(file, "utf8")));
}

function commit(folder: string, subject: string): void {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.org", ...args], { cwd: folder });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "-m", subject);
}

describe("Comparing", () => {
  it("tells what breaks since an earlier reading, and shows an operation as it was and is", async () => {
    const bench = await open(folderOf(parcels()));
    change(bench.folder, (text) =>
      text
        .replaceAll('"SendParcel"', '"PostParcel"')
        .replace('"Send a parcel"', '"Post a parcel"')
        .replace('"Number"', '"Parcel number"'),
    );
    await bench.workbench.reload();
    const { versions } = await bench.ask<VersionsAnswer>("GET", "/api/versions");
    expect(versions.map(({ id }) => id)).toEqual(["read:1"]);
    const answer = await bench.ask<CompareAnswer>("POST", "/api/compare", { version: "read:1" });
    expect(answer.summary.breaking + answer.summary.risky + answer.summary.safe).toBe(answer.changes.length);
    expect(answer.changes.length).toBeGreaterThan(0);
    expect(answer.summary.breaking).toBeGreaterThan(0);
    const both = await bench.ask<BothViews>("GET", `/api/compare/${answer.id}/NewParcels`);
    const labels = (view: BothViews["old"]) => view?.tokens.map(({ label }) => label.text);
    expect(labels(both.old)).toContain("Number");
    expect(labels(both.new)).toContain("Parcel number");
    expect((await bench.send("GET", `/api/compare/${answer.id}/Nothing`)).status).toBe(404);
    expect((await bench.send("GET", "/api/compare/abc/NewParcels")).status).toBe(404);
  });

  it("keeps what a fix has read, as any other reading", async () => {
    const bench = await open(folderOf(parcels()));
    change(bench.folder, (text) => text.replace('"Number"', '"Parcel number"'));
    await bench.ask("POST", "/api/fix", { findings: "all", dryRun: true });
    const { events } = await bench.ask<EventsAnswer>("GET", "/api/events");
    expect(events.filter(({ type }) => type === "files-read")).toHaveLength(2);
    change(bench.folder, (text) => text.replace('"Parcel number"', '"No."'));
    await bench.workbench.reload();
    const { versions } = await bench.ask<VersionsAnswer>("GET", "/api/versions");
    expect(versions.map(({ id }) => id)).toEqual(["read:2", "read:1"]);
  });

  it("reads commits by name, and never a path", async () => {
    const folder = folderOf(parcels());
    commit(folder, "First version");
    const bench = await open(folder);
    change(folder, (text) => text.replace('"Number"', '"Parcel number"'));
    await bench.workbench.reload();
    const { versions, git } = await bench.ask<VersionsAnswer>("GET", "/api/versions");
    expect(git).toBe(true);
    expect(versions.map(({ kind, subject }) => [kind, subject])).toEqual([
      ["read", ""],
      ["commit", "First version"],
    ]);
    const id = versions[1]?.id;
    const answer = await bench.ask<CompareAnswer>("POST", "/api/compare", { version: id });
    expect(answer.changes.length).toBeGreaterThan(0);
    expect((await bench.ask<CompareAnswer>("POST", "/api/compare", { version: "git:HEAD" })).changes).toEqual(
      answer.changes,
    );
    const elsewhere = bookingsFolder();
    for (const version of [elsewhere, `git:${elsewhere}`, "git:../", "git:--output=x", "read:9", "commit:"])
      expect((await bench.send("POST", "/api/compare", { version })).status, version).toBe(400);
  });

  it("reads an uploaded package, says what it cannot hold, and refuses anything else", async () => {
    const bench = await open(bookingsFolder());
    const { id } = await bench.ask<ShipAnswer>("POST", "/api/ship", {});
    const file = await bench.app.fetch(request("GET", `/api/ship/${id}/download?format=solution`));
    const bytes = Buffer.from(await file.arrayBuffer()).toString("base64");
    change(bench.folder, (text) => text.replace('"When an appointment is created"', '"When somebody books"'));
    await bench.workbench.reload();
    const answer = await bench.ask<CompareAnswer>("POST", "/api/compare", {
      name: "old.zip",
      package: bytes,
    });
    expect(answer.old).toBe("old.zip");
    expect(answer.changes.some(({ operations }) => operations.includes("CreateAppointment"))).toBe(true);
    const refused = await bench.send("POST", "/api/compare", { name: "../x.zip", package: "bm8gemlw" });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).not.toContain("connector-compare-");
  });
});
