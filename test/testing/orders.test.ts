import { expect, onTestFinished, test } from "vitest";
import { createRoutes, testConnector } from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";

const folder = `${import.meta.dirname}/fixtures/orders`;

interface Order {
  number: string;
  placed: string;
  total: number;
}

/** The shop: it knows who is signed in, and gives the orders after a time, the newest first. */
function shop() {
  const orders: Order[] = [];
  const tokens = new Set(["a1"]);
  const asked: string[] = [];
  const routes = createRoutes({
    "GET /v1/orders": (request) => {
      if (!tokens.has(request.headers.get("authorization")?.slice("Bearer ".length) ?? ""))
        return Response.json({ message: "Sign in." }, { status: 401 });
      const since = new URL(request.url).searchParams.get("since");
      asked.push(since ?? "all");
      return { orders: orders.filter(({ placed }) => since === null || placed > since) };
    },
  });
  return { ...routes, tokens, asked, place: (order: Order) => orders.unshift(order) };
}

async function benchFor(service: ReturnType<typeof shop>) {
  let refreshed = 1;
  const bench = await testConnector(folder, {
    backend: service.backend,
    connection: {
      token: {
        accessToken: "a1",
        expiresInSeconds: 3600,
        refreshToken: "r1",
        refresh: async (refreshToken) => {
          if (refreshToken !== `r${refreshed}`) throw new Error("invalid_grant");
          service.tokens.clear();
          service.tokens.add(`a${++refreshed}`);
          return { accessToken: `a${refreshed}`, expiresInSeconds: 3600, refreshToken: `r${refreshed}` };
        },
      },
    },
  });
  onTestFinished(() => bench.close());
  return bench;
}

test("the first poll only notes where to begin, later ones start a run for each newer order", async () => {
  const service = shop();
  service.place({ number: "1", placed: "2026-03-01T08:00:00Z", total: 5 });
  const bench = await benchFor(service);
  const flow = await bench.flow("NewOrders", { shop: "north" }, { recurrenceSeconds: 60 }).turnOn();
  expect(flow).not.toHaveRun();

  service.place({ number: "2", placed: "2026-03-01T09:00:00Z", total: 7 });
  service.place({ number: "3", placed: "2026-03-01T09:05:00Z", total: 9 });
  await bench.advance({ minutes: 3 });
  expect(flow.runs().map((run) => run.evaluate("triggerBody()?['number']"))).toEqual(["3", "2"]);
  expect(service.asked).toEqual([
    "all",
    "2026-03-01T08:00:00Z",
    "2026-03-01T09:05:00Z",
    "2026-03-01T09:05:00Z",
  ]);
  expect(bench).toMatchDefinition();
});

test("the token is refreshed on the way, with the refresh token that came last", async () => {
  const service = shop();
  const bench = await benchFor(service);
  const flow = await bench.flow("NewOrders", { shop: "north" }, { recurrenceSeconds: 60 }).turnOn();
  await bench.advance({ hours: 3 });
  service.place({ number: "1", placed: "2026-03-01T12:00:00Z", total: 5 });
  await bench.advance({ minutes: 2 });
  expect(flow.health).toBe("waiting");
  expect([...service.tokens]).toEqual(["a4"]);
});

test("access that is revoked stops the polls until somebody signs in again, and nothing is lost", async () => {
  const service = shop();
  service.place({ number: "1", placed: "2026-03-01T08:00:00Z", total: 5 });
  const bench = await benchFor(service);
  const flow = await bench.flow("NewOrders", { shop: "north" }, { recurrenceSeconds: 60 }).turnOn();
  bench.connection.revoke();
  service.place({ number: "2", placed: "2026-03-01T09:00:00Z", total: 7 });
  await bench.advance({ minutes: 2 });
  expect(flow.health).toBe("poll-failing");
  expect(flow.reason).toMatchObject({ status: 401 });

  service.tokens.add("b1");
  await bench.connection.signIn({ token: "b1" });
  await bench.advance({ minutes: 2 });
  expect(flow.health).toBe("waiting");
  expect(flow).toHaveRun({ number: "2" });
  expect(flow.runs()).toHaveLength(1);
});

test("a shop that fails for a while is asked again, from where it was", async () => {
  const service = shop();
  service.place({ number: "1", placed: "2026-03-01T08:00:00Z", total: 5 });
  const bench = await benchFor(service);
  const flow = await bench.flow("NewOrders", { shop: "north" }, { recurrenceSeconds: 60 }).turnOn();
  bench.fault({ status: 503, count: 4 });
  service.place({ number: "2", placed: "2026-03-01T09:00:00Z", total: 7 });
  await bench.advance({ hours: 1 });
  expect(flow.runs()).toHaveLength(1);
});
