import { expect, test } from "vitest";
import { platformFor } from "./support/make.ts";

const limit = { calls: 3, renewalPeriodSeconds: 60 };

test("the call above the limit is answered by the gateway with the platform's own words", async () => {
  const { platform, seen } = platformFor({}, { throttle: limit });
  for (let call = 0; call < 3; call++) await platform.invoke("Do");
  await platform.clock.advance(3_000);
  const answer = await platform.invoke("Do");

  expect(answer).toMatchObject({
    kind: "connection-throttled",
    status: 429,
    retryAfterSeconds: 57,
    headers: { "retry-after": "57" },
    body: { statusCode: 429, message: "Rate limit is exceeded. Try again in 57 seconds." },
  });
  expect(seen).toHaveLength(3);
  expect(platform.exchanges().at(-1)).toMatchObject({ answeredBy: "gateway", response: { status: 429 } });
  expect(platform.events().filter(({ type }) => type === "connection-throttled")).toHaveLength(1);
});

test("a sliding window lets a call through as soon as one is old enough", async () => {
  const { platform } = platformFor({}, { throttle: limit });
  for (let call = 0; call < 3; call++) {
    await platform.invoke("Do");
    await platform.clock.advance(10_000);
  }
  expect((await platform.invoke("Do")).retryAfterSeconds).toBe(30);
  await platform.clock.advance(30_000);
  expect((await platform.invoke("Do")).kind).toBe("succeeded");
  expect((await platform.invoke("Do")).kind).toBe("connection-throttled");
});

test("a fixed window resets as a whole", async () => {
  const { platform } = platformFor({}, { throttle: { ...limit, mode: "fixed" } });
  for (let call = 0; call < 3; call++) {
    await platform.invoke("Do");
    await platform.clock.advance(10_000);
  }
  await platform.clock.advance(30_000);
  for (let call = 0; call < 3; call++) expect((await platform.invoke("Do")).kind).toBe("succeeded");
});

test("each connection has a count of its own", async () => {
  const { platform } = platformFor({}, { throttle: { ...limit, calls: 1 } });
  const [first, second] = [platform.createConnection(), platform.createConnection()];
  expect((await platform.invoke("Do", {}, { connection: first })).ok).toBe(true);
  expect((await platform.invoke("Do", {}, { connection: first })).ok).toBe(false);
  expect((await platform.invoke("Do", {}, { connection: second })).ok).toBe(true);
  expect(platform.connections().map(({ callsInWindow }) => callsInWindow)).toEqual([1, 1]);
});

test("a service's own 429 is another kind and another event", async () => {
  const { platform } = platformFor(
    {},
    { answer: () => Response.json({ error: { message: "Resource exhausted" } }, { status: 429 }) },
  );
  const answer = await platform.invoke("Do");
  expect(answer).toMatchObject({ kind: "service-rejected", status: 429 });
  expect(answer.retryAfterSeconds).toBeUndefined();
  expect(platform.events().map(({ type }) => type)).toContain("service-quota");
  expect(platform.events().map(({ type }) => type)).not.toContain("connection-throttled");
});

test("500 calls a minute where a connector states nothing", () => {
  expect(platformFor({}).platform.throttle).toEqual({
    calls: 500,
    renewalPeriodSeconds: 60,
    mode: "sliding",
  });
});

test("settings that make no sense are refused", () => {
  expect(() => platformFor({}, { throttle: { calls: 0 } })).toThrow("whole number of calls");
  expect(() => platformFor({}, { throttle: { renewalPeriodSeconds: Number.NaN } })).toThrow("period above 0");
});
