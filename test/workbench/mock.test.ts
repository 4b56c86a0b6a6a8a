/** Connectors of anybody: what is behind them is made of their own definition. */
import { describe, expect, it } from "vitest";
import type {
  CodeAnswer,
  DynamicAnswer,
  FireAnswer,
  FlowView,
  InvokeAnswer,
  RunsAnswer,
  RunView,
  SampleAnswer,
  WorkbenchState,
} from "../../src/workbench/api.ts";
import { folderOf, open, parcels } from "./support.ts";

describe("a connector without a service", () => {
  it("is answered by examples of its own schemas, and says so", async () => {
    const { ask } = await open(folderOf(parcels()));
    const { backend } = await ask<WorkbenchState>("GET", "/api/state");
    expect(backend).toMatchObject({ kind: "mock", desk: false });
    const answer = await ask<InvokeAnswer>("POST", "/api/invoke", { operationId: "ListDepots" });
    expect(answer).toMatchObject({ status: 200, violations: [] });
    expect(answer.body).toHaveLength(3);
  });

  it("keeps its content type where the definition declares one as a header of the answer", async () => {
    const definition = parcels();
    const { responses } = (definition.paths["/depots"]?.["get"] ?? {}) as {
      responses: Record<string, { headers?: object }>;
    };
    const [answered = {}] = Object.values(responses);
    answered.headers = { "Content-Type": { type: "string" }, "X-Total": { type: "string" } };
    const { ask } = await open(folderOf(definition));
    const answer = await ask<InvokeAnswer>("POST", "/api/invoke", { operationId: "ListDepots" });
    expect(answer).toMatchObject({ status: 200, violations: [] });
    expect(answer.body).toHaveLength(3);
  });

  it("fills a drop-down with rows that differ", async () => {
    const { ask } = await open(folderOf(parcels()));
    const list = await ask<DynamicAnswer>("POST", "/api/dynamic", {
      operationId: "ParcelArrives",
      key: "path.$.depot",
    });
    expect(list.state).toBe("ready");
    expect(new Set(list.rows.map(({ value }) => value)).size).toBe(3);
  });

  it("answers a dynamic schema with a schema", async () => {
    const { ask } = await open(folderOf(parcels()));
    const operation = await ask<{ operation: { dynamicInputs: { key: string }[] } }>(
      "GET",
      "/api/design/SendParcel",
    );
    const [input] = operation.operation.dynamicInputs;
    const answer = await ask<DynamicAnswer>("POST", "/api/dynamic", {
      operationId: "SendParcel",
      kind: "schema",
      key: input?.key,
    });
    expect(answer).toMatchObject({ state: "ready", schema: { type: "object" } });
  });

  it("a webhook trigger subscribes, fires by hand, runs, and unsubscribes through its own operation", async () => {
    const { ask } = await open(folderOf(parcels()));
    const flow = await ask<FlowView>("POST", "/api/flows", {
      operationId: "ParcelArrives",
      values: { "path.$.depot": "north" },
      on: true,
    });
    expect(flow).toMatchObject({ health: "subscribed", kind: "webhook" });
    const fired = await ask<FireAnswer>("POST", "/api/flows/f1/fire", {});
    expect(fired).toMatchObject({ how: "notified", status: 202 });
    const run = await ask<RunView>("GET", `/api/runs/${fired.runs[0]}`);
    expect(run.trigger.body).toMatchObject({ number: "Number 1" });
    const own = await ask<FireAnswer>("POST", "/api/flows/f1/fire", { body: { number: "A7" } });
    expect(own.body).toEqual({ number: "A7" });
    await ask("POST", "/api/flows/f1/off");
    const { violations, flows } = await ask<WorkbenchState>("GET", "/api/state");
    expect(violations).toEqual([]);
    expect(flows[0]?.orphans).toEqual([]);
  });

  it("a polling trigger finds what was fired at its next poll", async () => {
    const { ask } = await open(folderOf(parcels()));
    await ask("POST", "/api/flows", { operationId: "NewParcels", on: true });
    expect(await ask<FireAnswer>("POST", "/api/flows/f1/fire", {})).toMatchObject({ how: "queued" });
    expect((await ask<RunsAnswer>("GET", "/api/flows/f1/runs")).runs).toEqual([]);
    await ask("POST", "/api/settings", { advanceSeconds: 300 });
    expect((await ask<RunsAnswer>("GET", "/api/flows/f1/runs")).runs).toHaveLength(1);
  });

  it("samples fill a form and show an event, and a schema that holds itself ends", async () => {
    const { ask } = await open(folderOf(parcels()));
    const sample = await ask<SampleAnswer>("GET", "/api/sample/ParcelArrives");
    expect(sample.values).toEqual({});
    expect(sample.body).toEqual({ number: "Number 1", weight: 0.5, due: "2026-01-01T09:00:00.000Z" });
  });

  it("what was entered shows in both serialised forms", async () => {
    const { ask } = await open(folderOf(parcels()));
    const code = await ask<CodeAnswer>("POST", "/api/code", {
      operationId: "ParcelArrives",
      values: { "path.$.depot": "north" },
    });
    expect(JSON.stringify(code.logicApps)).toContain("north");
    expect(code.powerAutomate).toMatchObject({
      type: "OpenApiConnectionWebhook",
      inputs: { parameters: { depot: "north" } },
    });
  });

  it("faults strike an operation of any connector, and latency passes on the clock", async () => {
    const { ask, clock } = await open(folderOf(parcels()));
    await ask("POST", "/api/settings", { inject: { on: "ListDepots", answer: 503, times: 1 } });
    const invoke = (operationId: string) => ask<InvokeAnswer>("POST", "/api/invoke", { operationId });
    expect((await invoke("GetFields")).status).toBe(200);
    expect((await invoke("ListDepots")).status).toBe(503);
    expect((await invoke("ListDepots")).status).toBe(200);
    await ask("POST", "/api/settings", { inject: { latencyMs: 5_000 } });
    const slow = invoke("ListDepots");
    await clock.advance(5_000);
    const { exchange } = await slow;
    expect(await ask("GET", `/api/exchanges/${exchange}`)).toMatchObject({ duration: 5_000 });
  });

  it("asks for no secrets: what a connection needs is filled in, and what is given is not shown", async () => {
    const folder = folderOf(
      { ...parcels(), securityDefinitions: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
      {
        properties: {
          connectionParameters: {
            api_key: {
              type: "securestring",
              uiDefinition: { displayName: "Key", constraints: { required: "true" } },
            },
          },
        },
      },
    );
    const { ask } = await open(folder);
    const first = await ask<InvokeAnswer>("POST", "/api/invoke", { operationId: "ListDepots" });
    expect(first.status).toBe(200);
    const made = await ask("POST", "/api/connections", { values: { api_key: "s3cret-of-mine" } });
    await ask("POST", "/api/invoke", { operationId: "ListDepots" });
    const shown = JSON.stringify([
      made,
      await ask("GET", "/api/state"),
      await ask("GET", "/api/exchanges/2"),
    ]);
    expect(shown).not.toContain("s3cret-of-mine");
  });

  it("there is no booking desk, and a request for it is answered with what to do instead", async () => {
    const { send } = await open(folderOf(parcels()));
    expect(await send("GET", "/api/desk")).toMatchObject({
      status: 404,
      body: { error: { code: "no-desk", help: "Fire the trigger of a flow by hand instead." } },
    });
  });

  it("a definition without a host is shown, and what cannot run says why", async () => {
    const { host: _host, ...definition } = parcels();
    const { ask, send } = await open(folderOf(definition));
    const { connector, flows } = await ask<WorkbenchState>("GET", "/api/state");
    expect(connector.notRunnable?.message).toBe("The definition names no host.");
    expect(flows).toEqual([]);
    expect((await ask<{ operations: unknown[] }>("GET", "/api/design")).operations).toHaveLength(6);
    expect(await send("POST", "/api/flows", { operationId: "NewParcels" })).toMatchObject({
      status: 400,
      body: { error: { code: "not-runnable" } },
    });
  });
});
