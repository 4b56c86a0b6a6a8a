import { expect, onTestFinished, test } from "vitest";
import { createRoutes, type TestOptions, testConnector } from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";

const folder = `${import.meta.dirname}/fixtures/approvals`;

/** The service: it knows who is signed in, keeps questions, and takes its time over reports. */
function approvals() {
  const open = new Map<string, { to: string; callback: { url: string } }>();
  const tokens = new Set(["first"]);
  let polls = 0;
  const routes = createRoutes({
    "POST /v1/questions": async (request) => {
      const id = `q${open.size + 1}`;
      open.set(id, await request.json());
      return new Response(null, { status: 201, headers: { location: `/v1/questions/${id}` } });
    },
    "DELETE /v1/questions/{id}": (_request, { id = "" }) => {
      open.delete(id);
      return null;
    },
    "GET /v1/questions": (request) => {
      const page = Number(new URL(request.url).searchParams.get("page") ?? 1);
      const value = [{ id: `q${page}`, text: "Lunch?" }];
      return page < 3
        ? { value, next: `https://api.approvals.example/v1/questions?page=${page + 1}` }
        : { value };
    },
    "POST /v1/reports": () =>
      new Response(null, { status: 202, headers: { location: "/v1/reports/1", "retry-after": "30" } }),
    "GET /v1/reports/{id}": () =>
      ++polls < 3
        ? new Response(null, { status: 202 })
        : new Response("%PDF", { headers: { "content-type": "application/pdf" } }),
  });
  const backend = (request: Request) =>
    tokens.has((request.headers.get("authorization") ?? "").replace("Bearer ", ""))
      ? routes.backend(request)
      : Response.json({ message: "Sign in." }, { status: 401 });
  return { backend, open, tokens, routes };
}

async function benchFor(service: ReturnType<typeof approvals>, options: Partial<TestOptions> = {}) {
  const bench = await testConnector(folder, {
    backend: service.backend,
    connection: {
      token: {
        accessToken: "first",
        expiresInSeconds: 3600,
        refreshToken: "again",
        refresh: async () => {
          service.tokens.add("second");
          return { accessToken: "second", expiresInSeconds: 3600, refreshToken: "again" };
        },
      },
    },
    ...options,
  });
  onTestFinished(() => bench.close());
  return bench;
}

test("a run waits until the person asked has answered", async () => {
  const service = approvals();
  const bench = await benchFor(service);
  const run = await bench.run(
    {
      actions: [
        {
          name: "Ask",
          operation: "AskAndWait",
          arguments: { "body/to": "@triggerBody()?['who']", "body/text": "Lunch?" },
        },
        {
          name: "Said",
          compose: "@{if(body('Ask')?['approved'], 'yes', 'no')}, said @{triggerBody()?['who']}",
        },
      ],
    },
    { body: { who: "bo@example.org" } },
  );
  expect(run.status).toBe("waiting");
  expect(service.open.get("q1")?.to).toBe("bo@example.org");

  await bench.callBack(run, "Ask", { approved: true });
  expect(run.status).toBe("succeeded");
  expect(run.evaluate("outputs('Said')")).toBe("yes, said bo@example.org");
  expect(bench).toMatchDefinition();
});

test("the service itself calls the address that it was given", async () => {
  const service = approvals();
  const bench = await benchFor(service);
  const run = await bench.run({
    actions: [{ name: "Ask", operation: "AskAndWait", arguments: { body: { to: "bo", text: "Lunch?" } } }],
  });
  const url = service.open.get("q1")?.callback.url ?? "";
  const answered = await bench.deliver(
    new Request(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"approved":false}',
    }),
  );
  expect(answered.status).toBe(202);
  await bench.advance({ seconds: 1 });
  expect(run.action("Ask")?.body).toEqual({ approved: false });
});

test("nobody answers: the step times out, the question is taken back, another step says so", async () => {
  const service = approvals();
  const bench = await benchFor(service);
  const run = await bench.run({
    actions: [
      {
        name: "Ask",
        operation: "AskAndWait",
        arguments: { body: { to: "bo", text: "Lunch?" } },
        timeoutSeconds: 3600,
      },
      { name: "Late", compose: "too late", runAfter: { Ask: ["TimedOut"] } },
    ],
  });
  await bench.advance({ hours: 2 });
  expect(run.action("Ask")?.status).toBe("timed-out");
  expect(run.evaluate("outputs('Late')")).toBe("too late");
  expect(service.open.size).toBe(0);
});

test("a report that takes a while is waited for, with a token that has been refreshed on the way", async () => {
  const service = approvals();
  const bench = await benchFor(service);
  const done = bench.invoke("MakeReport", { "body/year": 2026 }, { untilDone: true });
  await bench.advance({ seconds: 40 });
  service.tokens.delete("first");
  bench.connection.expireToken();
  await bench.advance({ minutes: 2 });
  const report = await done;
  expect(report).toHaveSucceeded();
  expect(report.body).toEqual({ "$content-type": "application/pdf", $content: btoa("%PDF") });
});

test("every page of the questions is read, each with the token", async () => {
  const bench = await benchFor(approvals());
  const { items, pages, problems } = await bench.pages("ListQuestions", {}, { minimumItems: 100 });
  expect(items).toHaveLength(3);
  expect(pages).toHaveLength(3);
  expect(problems).toEqual([]);
});
