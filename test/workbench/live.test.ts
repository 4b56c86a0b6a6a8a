/** The folder is edited while the workbench runs. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import type {
  DesignAnswer,
  FindingsAnswer,
  FixAnswer,
  FlowView,
  OperationAnswer,
  RawAnswer,
  WorkbenchState,
} from "../../src/workbench/api.ts";
import { bookingsFolder, folderOf, open, parcels } from "./support.ts";

const DEFINITION = "apiDefinition.swagger.json";

const write = (folder: string, definition: unknown) =>
  writeFileSync(path.join(folder, DEFINITION), JSON.stringify(definition, null, 2));

describe("a changed definition", () => {
  it("is read, shown, validated and run; nothing happens where nothing changed", async () => {
    const folder = folderOf(parcels());
    const { ask, workbench } = await open(folder);
    const before = workbench.versions;
    await workbench.reload();
    expect(workbench.versions).toEqual(before);
    const definition = parcels();
    definition.paths["/depots"] = {
      get: { ...(definition.paths["/depots"]?.["get"] as object), summary: "All depots" },
    };
    write(folder, definition);
    await workbench.reload();
    expect(workbench.versions.design).toBe(before.design + 1);
    const design = await ask<DesignAnswer>("GET", "/api/design");
    expect(design.revision).toBe(2);
    expect(design.operations[0]?.title).toBe("All depots");
  });

  it("keeps flows whose trigger still exists: same name, subscribed again", async () => {
    const folder = folderOf(parcels());
    const { ask, workbench } = await open(folder);
    await ask("POST", "/api/flows", {
      operationId: "ParcelArrives",
      values: { "path.$.depot": "n" },
      on: true,
    });
    const definition = parcels();
    definition["definitions"] = { Parcel: { type: "object", properties: { size: { type: "integer" } } } };
    write(folder, definition);
    await workbench.reload();
    const { flows } = await ask<WorkbenchState>("GET", "/api/state");
    expect(flows).toMatchObject([{ id: "f1", health: "subscribed" }]);
    expect(flows[0]?.lost).toBeUndefined();
    expect(await ask("POST", "/api/flows/f1/fire", {})).toMatchObject({ body: { size: 1 } });
  });

  it("a flow whose trigger is gone is off and says so; it comes back with its trigger", async () => {
    const folder = folderOf(parcels());
    const { ask, send, workbench } = await open(folder);
    await ask("POST", "/api/flows", { operationId: "NewParcels", on: true });
    const without = parcels();
    delete without.paths["/parcels/new"];
    write(folder, without);
    await workbench.reload();
    const [lost] = (await ask<WorkbenchState>("GET", "/api/state")).flows as [FlowView];
    expect(lost).toMatchObject({ state: "off", lost: 'There is no operation "NewParcels".' });
    expect(await send("POST", "/api/flows/f1/on", {})).toMatchObject({
      status: 400,
      body: { error: { code: "trigger-lost" } },
    });
    write(folder, parcels());
    await workbench.reload();
    expect((await ask<WorkbenchState>("GET", "/api/state")).flows).toMatchObject([{ id: "f1", state: "on" }]);
  });

  it("another layout of the same definition leaves subscriptions alone", async () => {
    const folder = folderOf(parcels());
    const { ask, workbench } = await open(folder);
    await ask("POST", "/api/flows", {
      operationId: "ParcelArrives",
      values: { "path.$.depot": "n" },
      on: true,
    });
    const exchanges = workbench.exchanges.count;
    writeFileSync(path.join(folder, DEFINITION), JSON.stringify(parcels()));
    await workbench.reload();
    expect(workbench.exchanges.count).toBe(exchanges);
    expect((await ask<DesignAnswer>("GET", "/api/design")).revision).toBe(2);
  });

  it("a broken file keeps the last good view and shows the findings of the broken one", async () => {
    const folder = folderOf(parcels());
    const { ask, workbench } = await open(folder);
    await ask("POST", "/api/flows", {
      operationId: "ParcelArrives",
      values: { "path.$.depot": "n" },
      on: true,
    });
    writeFileSync(path.join(folder, DEFINITION), `${JSON.stringify(parcels(), null, 2).slice(0, -3)},,`);
    await workbench.reload();
    const state = await ask<WorkbenchState>("GET", "/api/state");
    expect(state.connector.stale?.message).toContain(DEFINITION);
    expect(state.flows).toMatchObject([{ health: "subscribed" }]);
    expect((await ask<DesignAnswer>("GET", "/api/design")).operations).toHaveLength(6);
    const findings = await ask<FindingsAnswer>("GET", "/api/findings");
    expect(findings.findings.map(({ rule }) => rule)).toContain("doc-json-valid");
    write(folder, parcels());
    await workbench.reload();
    expect((await ask<WorkbenchState>("GET", "/api/state")).connector.stale).toBeUndefined();
  });

  it("a folder that is broken at the start opens with its findings, and runs once it is fixed", async () => {
    const folder = folderOf(parcels());
    writeFileSync(path.join(folder, DEFINITION), '{"swagger": ');
    const { ask, send, workbench } = await open(folder);
    const design = await ask<DesignAnswer>("GET", "/api/design");
    expect(design.failure?.code).toBe("definition-unreadable");
    expect((await send("POST", "/api/flows", { operationId: "NewParcels" })).status).toBe(400);
    write(folder, parcels());
    await workbench.reload();
    expect(await ask("POST", "/api/flows", { operationId: "NewParcels", on: true })).toMatchObject({
      state: "on",
    });
  });

  it("a folder that vanishes is a finding, not an end", async () => {
    const folder = folderOf(parcels());
    const { ask, workbench } = await open(folder);
    rmSync(folder, { recursive: true });
    await workbench.reload();
    expect((await ask<WorkbenchState>("GET", "/api/state")).connector.stale?.message).toContain(
      "There is no file or folder",
    );
    expect((await ask<DesignAnswer>("GET", "/api/design")).operations).toHaveLength(6);
  });
});

describe("findings", () => {
  const withFault = () => {
    const folder = bookingsFolder();
    const file = path.join(folder, DEFINITION);
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      text.replace(
        '"summary": "When an appointment is created"',
        '"summary": "When an appointment is created."',
      ),
    );
    return { folder, file };
  };

  it("are beside the operation they are about, with the lines around them", async () => {
    const { ask } = await open(withFault().folder);
    const { findings } = await ask<FindingsAnswer>("GET", "/api/findings");
    const found = findings.find(({ operations }) => operations.includes("CreateAppointment"));
    expect(found?.frame?.lines.join("\n")).toContain("When an appointment is created.");
    const operation = await ask<OperationAnswer>("GET", "/api/design/CreateAppointment");
    expect(operation.findings.map(({ id }) => id)).toContain(found?.id);
    const design = await ask<DesignAnswer>("GET", "/api/design");
    expect(Object.keys(design.findings)).toContain("CreateAppointment");
    const raw = await ask<RawAnswer>("GET", "/api/raw/CreateAppointment");
    const mark = raw.slices[0]?.marks.find(({ key }) => key === found?.id);
    expect(mark).toMatchObject({ kind: "finding", line: found?.line });
  });

  it("are fixed on disk on request, and only shown otherwise", async () => {
    const { folder, file } = withFault();
    const { ask } = await open(folder);
    const { findings } = await ask<FindingsAnswer>("GET", "/api/findings");
    const fixable = findings.find((finding) => finding.fixable);
    expect(fixable).toBeDefined();
    const before = readFileSync(file, "utf8");
    const dry = await ask<FixAnswer>("POST", "/api/fix", { findings: [fixable?.id], dryRun: true });
    expect(dry).toMatchObject({ applied: [fixable?.id], written: false });
    expect(dry.files[0]?.diff).toContain('-        "summary": "When an appointment is created."');
    expect(readFileSync(file, "utf8")).toBe(before);
    const fixed = await ask<FixAnswer>("POST", "/api/fix", { findings: [fixable?.id, "nobody"] });
    expect(fixed).toMatchObject({ applied: [fixable?.id], skipped: ["nobody"], written: true });
    expect(readFileSync(file, "utf8")).toContain('"When an appointment is created"');
    const after = await ask<FindingsAnswer>("GET", "/api/findings");
    expect(after.findings.map(({ id }) => id)).not.toContain(fixable?.id);
    expect((await ask<DesignAnswer>("GET", "/api/design")).revision).toBe(2);
  });

  it("are not fixed over what somebody saves in the meantime", async () => {
    const { folder, file } = withFault();
    // An editor that saves while the rules look: the fixes are then made for a file that is no longer there.
    let saves = false;
    const saved = readFileSync(file, "utf8").replace("A hint", "Another hint");
    const editor = {
      ...(await loadRules())[0],
      checks: { connector: () => void (saves && writeFileSync(file, `${saved}\n`)) },
    } as Rule;
    const { ask, send } = await open(folder, { rules: [...(await loadRules()), editor] });
    await ask("GET", "/api/findings");
    saves = true;
    const refused = await send("POST", "/api/fix", { findings: "all" });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: "changed-meanwhile" } } });
    expect(readFileSync(file, "utf8")).toBe(`${saved}\n`);
    saves = false;
    expect(await ask("POST", "/api/fix", { findings: "all" })).toMatchObject({ written: true, notes: [] });
  });

  it("all of them at once, too", async () => {
    const { ask } = await open(withFault().folder);
    const fixed = await ask<FixAnswer>("POST", "/api/fix", { findings: "all" });
    expect(fixed.written).toBe(true);
    expect((await ask<FindingsAnswer>("GET", "/api/findings")).counts.error).toBe(0);
  });
});

describe("the raw view", () => {
  it("shows the operation, its path's share and the definitions it uses, with every input and token marked", async () => {
    const folder = folderOf(parcels());
    const { ask } = await open(folder);
    const raw = await ask<RawAnswer>("GET", "/api/raw/ParcelArrives");
    expect(raw.slices.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      "operation ParcelArrives",
      "path x-ms-notification-content",
      "definition Parcel",
    ]);
    const lines = readFileSync(path.join(folder, DEFINITION), "utf8").split("\n");
    for (const slice of raw.slices) {
      expect(slice.lines).toEqual(lines.slice(slice.startLine - 1, slice.startLine - 1 + slice.lines.length));
    }
    const marks = raw.slices.flatMap((slice) => slice.marks);
    const { operation } = await ask<OperationAnswer>("GET", "/api/design/ParcelArrives");
    for (const { key } of [...operation.inputs, ...operation.tokens])
      expect(marks.map((mark) => mark.key)).toContain(key);
    expect(lines[(marks.find(({ kind }) => kind === "title")?.line ?? 0) - 1]).toContain(
      "When a parcel arrives",
    );
  });
});
