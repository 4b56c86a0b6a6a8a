/** The timeline as it is told: bounded, paged, streamed, resumed. */
import { describe, expect, it } from "vitest";
import type { EventsAnswer, WorkbenchEvent } from "../../src/workbench/api.ts";
import { KEPT_EVENTS, WorkbenchLog } from "../../src/workbench/run/event-log.ts";
import { MAX_STREAMS } from "../../src/workbench/server/stream.ts";
import { type Bench, folderOf, open, parcels, request } from "./support.ts";

const event = (text: string): Omit<WorkbenchEvent, "number"> => ({
  at: "2026-01-01T09:00:00.000Z",
  source: "workbench",
  type: "test",
  mood: "plain",
  text,
  facts: {},
});

function fill(log: WorkbenchLog, count: number): void {
  for (let index = 0; index < count; index++) log.add(event(String(index)));
}

/** Reads messages of a stream until one fulfils a wish. */
async function listen({ app }: Bench, address: string, headers: Record<string, string> = {}) {
  const response = await app.fetch(request("GET", address, undefined, headers));
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  const seen: { event: string; id: string | undefined; data: never }[] = [];
  return {
    response,
    async until(wish: (messages: typeof seen) => boolean) {
      while (!wish(seen)) {
        const part = await reader?.read();
        if (!part || part.done) throw new Error("the stream ended");
        text += decoder.decode(part.value, { stream: true });
        const messages = text.split("\n\n");
        text = messages.pop() ?? "";
        for (const message of messages) {
          const fields = new Map(
            message.split("\n").map((line) => [line.split(": ")[0], line.replace(/^\w*: /, "")]),
          );
          const name = fields.get("event");
          if (name !== undefined)
            seen.push({
              event: name,
              id: fields.get("id"),
              data: JSON.parse(fields.get("data") ?? "null") as never,
            });
        }
      }
      return seen;
    },
    close: () => reader?.cancel(),
  };
}

describe("the log", () => {
  it("keeps the newest and says what is gone", () => {
    const log = new WorkbenchLog();
    fill(log, KEPT_EVENTS + 5_000);
    const page = log.page({ after: 0, limit: 10 });
    expect(page.last).toBe(25_000);
    expect(page.last - page.first).toBeLessThanOrEqual(KEPT_EVENTS + 2_000);
    expect(page.events[0]?.number).toBe(page.first);
    expect(page.more).toBe(true);
  });

  it("is paged forwards from a number and backwards from the end", () => {
    const log = new WorkbenchLog();
    fill(log, 10);
    const numbers = ({ events }: EventsAnswer) => events.map(({ number }) => number);
    expect(numbers(log.page({ after: 3, limit: 2 }))).toEqual([4, 5]);
    expect(numbers(log.page({ limit: 3 }))).toEqual([8, 9, 10]);
    expect(numbers(log.page({ before: 8, limit: 3 }))).toEqual([5, 6, 7]);
    expect(log.page({ after: 8, limit: 2 }).more).toBe(false);
    expect(log.page({ before: 4, limit: 3 }).more).toBe(false);
    expect(numbers(log.page({ after: 10 }))).toEqual([]);
    expect(numbers(new WorkbenchLog().page({ after: 0 }))).toEqual([]);
  });

  it("hands out 10,000 events page by page, each once", async () => {
    const { workbench, ask } = await open(folderOf(parcels()));
    const before = workbench.log.page({ limit: 1 }).last;
    fill(workbench.log, 10_000);
    const numbers: number[] = [];
    for (let page = 0; page < 20; page++) {
      const { events } = await ask<EventsAnswer>("GET", `/api/events?after=${before + page * 500}&limit=500`);
      numbers.push(...events.map(({ number }) => number));
    }
    expect(numbers).toEqual(Array.from({ length: 10_000 }, (_, index) => before + index + 1));
  });
});

describe("the stream", () => {
  it("tells what was and what happens, in batches, with the last number as id", async () => {
    const bench = await open(folderOf(parcels()));
    const stream = await listen(bench, "/api/stream?after=0");
    expect(stream.response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const first = await stream.until((seen) => seen.length >= 2);
    expect(first[0]).toMatchObject({ event: "events", id: String(bench.workbench.log.last) });
    expect(first[1]).toMatchObject({ event: "state", data: { session: bench.workbench.id } });
    fill(bench.workbench.log, 1_200);
    const last = bench.workbench.log.last;
    const seen = await stream.until((all) => all.at(-1)?.id === String(last));
    const batches = seen.filter((message) => message.event === "events").slice(1);
    expect(batches.map(({ data }) => (data as WorkbenchEvent[]).length)).toEqual([500, 500, 200]);
    await stream.close();
  });

  it("goes on where the reader left off", async () => {
    const bench = await open(folderOf(parcels()));
    fill(bench.workbench.log, 20);
    const last = bench.workbench.log.last;
    const stream = await listen(bench, "/api/stream?after=0", { "last-event-id": String(last - 2) });
    const [message] = await stream.until((seen) => seen.length >= 1);
    const events = (message?.data ?? []) as WorkbenchEvent[];
    expect(events.map(({ number }) => number)).toEqual([last - 1, last]);
    await stream.close();
  });

  it("says so where the reader has missed what is no longer kept", async () => {
    const bench = await open(folderOf(parcels()));
    fill(bench.workbench.log, KEPT_EVENTS + 3_000);
    const stream = await listen(bench, "/api/stream?after=5");
    const [gap] = await stream.until((seen) => seen.length >= 1);
    expect(gap).toMatchObject({ event: "gap", data: { first: bench.workbench.log.first } });
    await stream.close();
  });

  it("a flow's phases arrive while they happen", async () => {
    const bench = await open(folderOf(parcels()));
    const stream = await listen(bench, `/api/stream?after=${bench.workbench.log.last}`);
    await bench.ask("POST", "/api/flows", { operationId: "NewParcels", on: true });
    const seen = await stream.until((all) => JSON.stringify(all).includes('"polled"'));
    expect(JSON.stringify(seen)).toContain('"flow":"f1"');
    await stream.close();
  });

  it("the number of listeners is limited, and a place is free again when one leaves", async () => {
    const bench = await open(folderOf(parcels()));
    const streams = await Promise.all(
      Array.from({ length: MAX_STREAMS }, () => listen(bench, "/api/stream")),
    );
    const refused = await bench.app.fetch(request("GET", "/api/stream"));
    expect(refused.status).toBe(429);
    await streams[0]?.close();
    const again = await listen(bench, "/api/stream");
    expect(again.response.status).toBe(200);
    for (const stream of [...streams.slice(1), again]) await stream.close();
  });
});

it("asking for its headers takes no place: after many of them a page still connects", async () => {
  const { app } = await open(folderOf(parcels()));
  for (let count = 0; count < 40; count++) {
    const { status, body } = await app.fetch(request("HEAD", "/api/stream"));
    expect([status, body]).toEqual([200, null]);
  }
  const { status, body } = await app.fetch(request("GET", "/api/stream"));
  expect(status).toBe(200);
  await body?.cancel();
});
