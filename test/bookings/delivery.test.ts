import { queryObjects } from "node:v8";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json/values.ts";
import { CALLBACK, OTHER_ADMIN, type Scene, setUp } from "./support.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Behaviour = (attempt: number, body: JsonObject) => Response | Promise<Response>;

/** A scene whose subscribers behave as told, by the `to` of their address. */
function setUpSubscribers(behaviours: Record<string, Behaviour>, retries = {}) {
  const taken: { to: string; body: JsonObject }[] = [];
  const attempts: Record<string, number> = {};
  const scene = setUp({
    retries,
    deliver: async (request) => {
      const to = new URL(request.url).searchParams.get("to") ?? "";
      const body = (await request.json()) as JsonObject;
      attempts[to] = (attempts[to] ?? 0) + 1;
      const response = await (behaviours[to] ?? accept)(attempts[to], body);
      if (response.ok) taken.push({ to, body });
      return response;
    },
  });
  const subscribe = (to: string, type: "Created" | "Updated" | "Deleted" = "Created") =>
    scene.subscribe(type, { callback: `${CALLBACK}&to=${to}`, as: OTHER_ADMIN });
  return { ...scene, taken, attempts, subscribe };
}

const accept: Behaviour = () => new Response(null, { status: 202 });
const refuse: Behaviour = () => new Response(null, { status: 503 });
const hang: Behaviour = () => new Promise<Response>(() => {});
const advance = ({ clock, service }: Pick<Scene, "clock" | "service">, ms: number) =>
  clock.advance(ms, () => service.settled());
const emails = (taken: { to: string; body: JsonObject }[], to: string) =>
  taken.filter((one) => one.to === to).map((one) => one.body.CustomerEmail);

describe("Delivery", () => {
  it("a subscriber that fails is tried again, with doubling waits, until it accepts the notification", async () => {
    const scene = setUpSubscribers({ a: (attempt, body) => (attempt < 4 ? refuse : accept)(attempt, body) });
    await scene.subscribe("a");
    const waits: number[] = [];
    scene.service.events.on("retried", (event) => waits.push(event.retryAt - event.at));
    scene.service.book();
    await advance(scene, 1 * MINUTE);
    expect(waits).toEqual([1000, 2000, 4000]);
    expect(scene.taken).toHaveLength(1);
  });

  it("no wait is longer than five minutes", async () => {
    const scene = setUpSubscribers({ a: refuse });
    await scene.subscribe("a");
    const waits: number[] = [];
    scene.service.events.on("retried", (event) => waits.push(event.retryAt - event.at));
    scene.service.book();
    await advance(scene, 2 * HOUR);
    expect(Math.max(...waits)).toBe(5 * MINUTE);
    expect(waits.length).toBeGreaterThan(20);
  });

  it.each([
    { status: 500 },
    { status: 429 },
    { status: 404 },
    { status: 401 },
    { status: 302 },
    { status: 307 },
  ])("an answer of $status counts as not accepted", async ({ status }) => {
    const scene = setUpSubscribers({
      a: (attempt, body) =>
        attempt === 1
          ? new Response(null, { status, headers: { location: "http://169.254.169.254/" } })
          : accept(attempt, body),
    });
    await scene.subscribe("a");
    scene.service.book();
    await advance(scene, MINUTE);
    expect([scene.attempts.a, scene.taken.length]).toEqual([2, 1]);
  });

  it("a subscriber that asks for time with Retry-After gets it", async () => {
    const scene = setUpSubscribers({
      a: (attempt, body) =>
        attempt === 1
          ? new Response(null, { status: 429, headers: { "retry-after": "40" } })
          : accept(attempt, body),
    });
    await scene.subscribe("a");
    scene.service.book();
    await advance(scene, 39_000);
    expect(scene.attempts.a).toBe(1);
    await advance(scene, 1_000);
    expect(scene.taken).toHaveLength(1);
  });

  it("a Retry-After of a year is cut to five minutes", async () => {
    const scene = setUpSubscribers({
      a: (attempt, body) =>
        attempt === 1
          ? new Response(null, { status: 503, headers: { "retry-after": "31536000" } })
          : accept(attempt, body),
    });
    await scene.subscribe("a");
    scene.service.book();
    await advance(scene, 5 * MINUTE);
    expect(scene.taken).toHaveLength(1);
  });

  it("nothing is lost while a subscriber is down for hours, and all arrives in order once it is back", async () => {
    let down = true;
    const scene = setUpSubscribers(
      { a: (attempt, body) => (down ? refuse : accept)(attempt, body) },
      { queueLimit: 10 },
    );
    await scene.subscribe("a", "Updated");
    // All are moved to the same hours: what matters is the way of their notifications.
    scene.service.world.doubleBookings = "allowed";
    const moved: string[] = [];
    const appointments = Array.from({ length: 20 }, (_, n) =>
      scene.service.book({ customer: `c${n}@example.com` }),
    );
    for (let day = 10; day < 20; day++) {
      for (const appointment of appointments) scene.service.reschedule(appointment, `2026-07-${day}T09:00`);
      moved.push(`2026-07-${day}T09:00`);
    }
    await advance(scene, 6 * HOUR);
    expect(scene.taken).toEqual([]);
    down = false;
    await advance(scene, HOUR);
    expect(scene.taken).toHaveLength(200);
    for (const appointment of appointments) {
      const own = scene.taken.filter((one) => one.body.SelfServiceAppointmentId === appointment.id);
      expect(own.map((one) => one.body.StartTime)).toEqual(moved);
    }
  });

  it("a subscription holds no more than its bound; what is beyond waits in the log of its page", async () => {
    const scene = setUpSubscribers({ a: refuse }, { queueLimit: 10 });
    await scene.subscribe("a");
    for (let n = 0; n < 50; n++) scene.service.book();
    await scene.service.settled();
    const [subscription] = scene.service.context.subscriptions.all();
    expect(subscription?.held).toBe(10);
    expect(scene.service.context.delivery.waiting).toBe(50);
  });

  it("notifications about one appointment wait for each other, those about others do not", async () => {
    const scene = setUpSubscribers({
      a: (attempt, body) =>
        (attempt < 3 && body.CustomerEmail === "slow@example.com" ? refuse : accept)(attempt, body),
    });
    await scene.subscribe("a", "Updated");
    const slow = scene.service.book({ customer: "slow@example.com" });
    const fast = scene.service.book({ customer: "fast@example.com" });
    scene.service.reschedule(slow, "2026-07-10T09:00");
    scene.service.reschedule(slow, "2026-07-11T09:00");
    scene.service.reschedule(fast, "2026-07-12T09:00");
    await scene.service.settled();
    expect(emails(scene.taken, "a")).toEqual(["fast@example.com"]);
    await advance(scene, MINUTE);
    expect(scene.taken.slice(1).map((one) => one.body.StartTime)).toEqual([
      "2026-07-10T09:00",
      "2026-07-11T09:00",
    ]);
  });

  it.each([
    { state: "down", behaviour: refuse },
    { state: "slow", behaviour: hang },
    { state: "broken", behaviour: () => Promise.reject(new TypeError("fetch failed")) },
    { state: "gone", behaviour: () => new Response(null, { status: 410 }) },
  ])("a subscriber that is $state does not hold up another one", async ({ behaviour }) => {
    const scene = setUpSubscribers({ bad: behaviour });
    await scene.subscribe("bad");
    await scene.subscribe("good");
    for (let n = 0; n < 30; n++) scene.service.book({ customer: `c${n}@example.com` });
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(emails(scene.taken, "good")).toHaveLength(30);
  });

  it("the number of notifications under way at one time is limited across all subscribers", async () => {
    let underWay = 0;
    let most = 0;
    const slow: Behaviour = async (attempt, body) => {
      most = Math.max(most, ++underWay);
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return attempt % 3 === 0 ? refuse(attempt, body) : accept(attempt, body);
    };
    const names = ["a", "b", "c", "d", "e"];
    const scene = setUpSubscribers(Object.fromEntries(names.map((name) => [name, slow])), {
      totalConcurrency: 3,
    });
    for (const name of names) await scene.subscribe(name);
    for (let n = 0; n < 10; n++) scene.service.book({ customer: `c${n}@example.com` });
    await advance(scene, HOUR);
    expect(most).toBe(3);
    for (const name of names) expect(new Set(emails(scene.taken, name)).size).toBe(10);
  });

  it("subscribers that never answer hold up the others for two seconds at most", async () => {
    const scene = setUpSubscribers({ deaf: hang, dumb: hang }, { totalConcurrency: 2 });
    for (const name of ["deaf", "dumb", "good"]) await scene.subscribe(name);
    for (let n = 0; n < 6; n++) scene.service.book({ customer: `c${n}@example.com` });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    await scene.clock.advance(1_900, turn);
    expect(emails(scene.taken, "good")).toHaveLength(0);
    await scene.clock.advance(10_000, turn);
    expect(emails(scene.taken, "good")).toHaveLength(6);
  });

  it("what is still queued at the end is not sent", async () => {
    const scene = setUpSubscribers({ deaf: hang }, { totalConcurrency: 1 });
    for (const name of ["deaf", "good"]) await scene.subscribe(name);
    scene.service.book();
    scene.service.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(scene.attempts).toEqual({ deaf: 1 });
  });

  it("a subscriber that does not answer for half a minute is cut off and tried again", async () => {
    const aborted: boolean[] = [];
    const scene = setUp({
      deliver: (_request, signal) =>
        aborted.length > 0
          ? Promise.resolve(new Response(null, { status: 202 }))
          : new Promise((_, reject) =>
              signal?.addEventListener("abort", () => {
                aborted.push(true);
                reject(signal.reason);
              }),
            ),
    });
    await scene.subscribe();
    const phases: string[] = [];
    scene.service.events.on("*", (event) => phases.push(event.name));
    scene.service.book();
    await scene.clock.advance(29_000);
    expect(phases).not.toContain("retried");
    await scene.clock.advance(2_000);
    expect(phases.slice(-2)).toEqual(["retried", "delivered"]);
  });

  it("a subscriber that is down is asked one call at a time, not once for everything that waits", async () => {
    const scene = setUpSubscribers({ a: refuse });
    await scene.subscribe("a");
    for (let n = 0; n < 100; n++) scene.service.book();
    await scene.service.settled();
    expect(scene.attempts.a).toBeLessThan(10);
  });

  it("nothing is left of a notification that was delivered", async () => {
    const scene = setUp({ deliver: async () => new Response(null, { status: 202 }) });
    await scene.subscribe("Updated");
    const { id } = scene.service.book({ start: "2026-07-01T09:00" });
    const deliver = async (count: number) => {
      for (let n = 0; n < count; n++) {
        scene.service.reschedule(id, `2026-07-01T${n % 2 === 0 ? "10" : "09"}:00`);
        await scene.service.settled();
      }
      // What was dropped is forgotten when the event loop turns.
      await new Promise((resolve) => setImmediate(resolve));
      return queryObjects(Object, { format: "count" });
    };
    // The newest events are kept: from here on each takes the place of another.
    const before = await deliver(500);
    expect((await deliver(1_000)) - before).toBeLessThan(500);
  });

  it("a notification that is cut off signals its carrier beside the request, because a request with a signal is expensive", async () => {
    const carried: { request: Request; signal: AbortSignal | undefined }[] = [];
    const scene = setUp({
      deliver: (request, signal) => {
        carried.push({ request, signal });
        return new Promise(() => {});
      },
    });
    await scene.subscribe();
    scene.service.book();
    scene.service.close();
    expect(carried.map(({ request, signal }) => [request.signal.aborted, signal?.aborted])).toEqual([
      [false, true],
    ]);
  });

  it("410 ends the subscription and frees its place, and what waited for it is counted as lost", async () => {
    const scene = setUpSubscribers({ a: () => new Response(null, { status: 410 }) });
    for (let n = 0; n < 5; n++) await scene.subscribe(n === 0 ? "a" : "others");
    const gone: number[] = [];
    scene.service.events.on("gone", (event) => gone.push(event.lost));
    scene.service.book();
    await scene.service.settled();
    expect(gone).toEqual([1]);
    expect(scene.service.context.subscriptions.all()).toHaveLength(4);
    expect((await scene.subscribe("new")).status).toBe(200);
  });

  it("what could not be delivered for a day is given up, and the next notification is tried", async () => {
    const scene = setUpSubscribers({ a: refuse });
    await scene.subscribe("a");
    const abandoned: string[] = [];
    scene.service.events.on("abandoned", (event) => abandoned.push(event.appointment));
    const { id } = scene.service.book();
    await advance(scene, 23 * HOUR);
    expect(abandoned).toEqual([]);
    await advance(scene, 2 * HOUR);
    expect(abandoned).toEqual([id]);
  });

  it("deleting a subscription drops what waits for it", async () => {
    const scene = setUpSubscribers({ a: refuse });
    const { webhookId = "" } = (await scene.subscribe("a")).body;
    scene.service.book();
    await scene.service.settled();
    await scene.unsubscribe(webhookId);
    const before = scene.attempts.a;
    await advance(scene, 25 * HOUR);
    expect(scene.attempts.a).toBe(before);
    expect(scene.service.context.delivery.waiting).toBe(0);
  });

  it("closing the service ends everything", async () => {
    const scene = setUpSubscribers({ a: hang });
    await scene.subscribe("a");
    scene.service.book();
    scene.service.close();
    scene.service.book();
    await scene.service.settled();
    expect(scene.service.context.delivery.waiting).toBe(0);
  });

  it("a notification is a POST of JSON with no secret outside its address", async () => {
    const requests: Request[] = [];
    const { service, subscribe } = setUp({
      deliver: async (request) => {
        requests.push(request);
        return new Response(null, { status: 200 });
      },
    });
    await subscribe();
    service.book();
    await service.settled();
    const [request] = requests;
    expect([request?.method, request?.url, request?.redirect]).toEqual(["POST", CALLBACK, "manual"]);
    expect(request?.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(request?.headers.has("authorization")).toBe(false);
  });

  it("a carrier may read the answer itself", async () => {
    const { service, subscribe } = setUp({
      deliver: async () => {
        const response = new Response("thanks", { status: 200 });
        await response.text();
        return response;
      },
    });
    await subscribe();
    service.book();
    await service.settled();
    expect(service.events.recent().at(-1)?.name).toBe("delivered");
  });

  it("a carrier whose error quotes the address reveals no secret", async () => {
    const { service, subscribe } = setUp({
      deliver: (request) => Promise.reject(new Error(`cannot reach ${request.url}`)),
    });
    await subscribe();
    service.book();
    await service.settled();
    expect(service.events.recent().at(-1)).toMatchObject({ name: "retried" });
    expect(JSON.stringify(service.events.recent())).not.toContain("topsecret");
  });

  it("by default nothing is sent to an address outside this machine", async () => {
    const { service, subscribe } = setUp({ deliver: undefined });
    const phases: string[] = [];
    service.events.on("*", (event) => phases.push(event.name));
    await subscribe();
    service.book();
    await service.settled();
    expect(phases).toContain("withheld");
    expect(phases).not.toContain("delivered");
  });
});

describe("Events", () => {
  it("every phase is reported, in order", async () => {
    const scene = setUpSubscribers({ a: (attempt, body) => (attempt < 2 ? refuse : accept)(attempt, body) });
    const phases: string[] = [];
    scene.service.events.on("*", (event) => phases.push(event.name));
    const { webhookId = "" } = (await scene.subscribe("a")).body;
    scene.service.book();
    await advance(scene, MINUTE);
    await scene.unsubscribe(webhookId);
    expect(phases).toEqual([
      ...["signedIn", "request", "authorised", "subscribed", "answered"],
      ...["booked", "queued", "retried", "delivered"],
      ...["signedIn", "request", "authorised", "unsubscribed", "answered"],
    ]);
  });

  it("a listener can be ended, and the last thousand events are kept", async () => {
    const { service } = setUp();
    let heard = 0;
    const end = service.events.on("booked", () => heard++);
    for (let n = 0; n < 1500; n++) service.book();
    end();
    service.book();
    const recent = service.events.recent();
    expect([heard, recent.length, recent.at(-1)?.sequence]).toEqual([1500, 1000, 1501]);
    expect(service.events.recent(1499)).toHaveLength(2);
  });
});
