import { describe, expect, it } from "vitest";
import { createBookingsService } from "../../src/bookings/index.ts";
import { PAGE, setUp } from "./support.ts";

const statuses = async (count: number, call: () => Promise<{ status: number }>) => {
  const found: number[] = [];
  for (let n = 0; n < count; n++) found.push((await call()).status);
  return found;
};

describe("Faults on demand", () => {
  it("strike a number of times, after a number of calls", async () => {
    const { list } = setUp({ faults: [{ answer: 502, times: 2, after: 1 }] });
    expect(await statuses(5, () => list())).toEqual([200, 502, 502, 200, 200]);
  });

  it("strike one operation only", async () => {
    const { list, subscribe } = setUp({ faults: [{ on: "CreateAppointment", answer: "internal-error" }] });
    expect((await list()).status).toBe(200);
    expect((await subscribe("Updated")).status).toBe(201);
    expect((await subscribe("Created")).body.error?.code).toBe("InternalServerError");
  });

  it("strike at random, the same with the same seed and others with another", async () => {
    const run = (seed: number) => {
      const { list } = setUp({ seed, faults: [{ answer: 502, probability: 0.5 }] });
      return statuses(40, () => list());
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
    expect(first.filter((status) => status === 502).length).toBeGreaterThan(10);
    expect(first.filter((status) => status === 200).length).toBeGreaterThan(10);
  });

  it("run on the clock of the service", async () => {
    const { list, clock, service } = setUp({ faults: [{ latencyMs: 30_000, times: 1 }] });
    const struck = new Promise((resolve) => service.events.on("fault", resolve));
    let done = false;
    const call = list().then((answer) => {
      done = true;
      return answer;
    });
    // How many turns the check of the token takes depends on how busy the machine is.
    await struck;
    await clock.advance(29_000);
    expect(done).toBe(false);
    await clock.advance(1_000);
    expect((await call).status).toBe(200);
  });

  it("can lose the answer to a request that succeeded: the subscription exists, and a retry makes a second one", async () => {
    const { subscribe, service } = setUp({ faults: [{ answer: 502, effect: "after", times: 1 }] });
    expect(await statuses(2, () => subscribe())).toEqual([502, 200]);
    expect(service.context.subscriptions.count(PAGE)).toBe(2);
  });

  it("can break the connection, or return something that is not JSON", async () => {
    const { service } = setUp({
      faults: [
        { answer: "disconnect", times: 1 },
        { answer: "garbage", times: 1 },
      ],
    });
    const call = () =>
      service.fetch(new Request(`${service.origin}/BookingsService/api/V1/bookingBusinessesUserAsAdmin`));
    expect((await call()).type).toBe("error");
    expect((await call()).headers.get("content-type")).toContain("text/html");
  });

  it("on delivery, withhold a notification, which arrives at the next try", async () => {
    const { subscribe, service, received, clock } = setUp({
      faults: [{ on: "delivery", answer: 503, times: 2 }],
    });
    await subscribe();
    service.book();
    await service.settled();
    expect(received).toHaveLength(0);
    await clock.advance(60_000);
    expect(received).toHaveLength(1);
  });

  it("on delivery, can lose the answer of a subscriber, which then gets the notification twice", async () => {
    const { subscribe, service, received, clock } = setUp({
      faults: [{ on: "delivery", answer: "disconnect", effect: "after", times: 1 }],
    });
    await subscribe();
    service.book();
    await clock.advance(60_000);
    expect(received).toHaveLength(2);
  });

  it("end when they are cleared", async () => {
    const { list, service } = setUp({ faults: [{ answer: 502 }] });
    expect((await list()).status).toBe(502);
    service.faults.clear();
    expect((await list()).status).toBe(200);
  });

  it.each([
    [{ on: "NoSuchOperation", answer: 502 }, "unknown-operation"],
    [{ answer: "no-such-error" }, "unknown-error"],
    [{ answer: "rate-limit-exceeded" }, "unknown-error"],
    [{ answer: 200 }, "bad-status"],
    [{ answer: 999 }, "bad-status"],
    [{}, "empty-fault"],
    [{ answer: 502, times: -1 }, "bad-number"],
    [{ answer: 502, probability: Number.NaN }, "bad-number"],
  ])("that could never occur are refused: %j", (fault, code) => {
    expect(() => createBookingsService({ faults: [fault] })).toThrow(expect.objectContaining({ code }));
  });
});
