import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/json/values.ts";
import { platformFor, policy } from "../support/make.ts";

const text = (name: string, place: string, rest: object = {}) => ({
  name,
  in: place,
  type: "string",
  ...rest,
});

/** What the service is asked after some policies, with a connection of these parameters. */
async function asked(
  policies: JsonObject[],
  options: {
    values?: Record<string, unknown>;
    connection?: Record<string, string>;
    parameters?: object[];
    path?: string;
    answer?: () => Response;
  } = {},
) {
  const connectionParameters = Object.fromEntries(
    Object.keys(options.connection ?? {}).map((name) => [name, { type: "string" }]),
  );
  const { platform, seen } = platformFor(
    { parameters: options.parameters ?? [] },
    {
      path: options.path ?? "/do",
      method: "get",
      properties: { connectionParameters, policyTemplateInstances: policies as JsonValue },
      ...(options.answer ? { answer: options.answer } : {}),
    },
  );
  platform.createConnection(options.connection ?? {});
  const answer = await platform.invoke("Do", options.values ?? {});
  return { answer, seen, platform };
}

test("routerequesttoendpoint takes path parameters and is below the base path", async () => {
  const { seen } = await asked(
    [
      policy("routerequesttoendpoint", {
        newPath: "/pages/{page}/webhook/",
        httpMethod: "@Request.OriginalHTTPMethod",
      }),
    ],
    {
      path: "/pages/{page}/webhook/created",
      parameters: [text("page", "path", { required: true })],
      values: { page: "a@b" },
    },
  );
  expect(seen[0]).toMatchObject({ method: "GET", url: "https://api.example/v1/pages/a%40b/webhook/" });
});

test("routerequesttoendpoint takes another method, a query and expressions", async () => {
  const { seen } = await asked(
    [
      policy("routerequesttoendpoint", {
        newPath: "search/@connectionParameters('space')?@queryParameters('by')=x",
        httpMethod: "POST",
      }),
    ],
    { connection: { space: "s1" }, parameters: [text("by", "query")], values: { by: "a&b" } },
  );
  expect(seen[0]).toMatchObject({ method: "POST", url: "https://api.example/v1/search/s1?by=a%26b&a%26b=x" });
});

test("routerequesttoendpoint refuses steps in the path that a value brings in", async () => {
  const { seen, answer } = await asked(
    [policy("routerequesttoendpoint", { newPath: "/x/@connectionParameters('space')/y" })],
    { connection: { space: "../admin" } },
  );
  expect(answer).toMatchObject({ kind: "gateway-failed", status: 500 });
  expect(seen).toEqual([]);
});

test.each([
  [
    "a host and base path",
    "@connectionParameters('site')/wp-json/v1",
    { site: "https://shop.example" },
    "https://shop.example/wp-json/v1/do",
  ],
  [
    "a part of the host",
    "https://@connectionParameters('team').@connectionParameters('cluster').example",
    { team: "t", cluster: "c" },
    "https://t.c.example/do",
  ],
  ["a default", "@connectionParameters('none','https://west.example')", {}, "https://west.example/do"],
  ["a bare host name", "@connectionParameters('host')", { host: "abc.example" }, "https://abc.example/do"],
  [
    "names in another letter case",
    "https://@ConnectionParameters('HOST')",
    { host: "abc.example" },
    "https://abc.example/do",
  ],
])("dynamichosturl takes %s", async (_name, urlTemplate, connection, url) => {
  const { seen } = await asked([policy("dynamicHostUrl", { urlTemplate })], { connection });
  expect(seen[0]?.url).toBe(url);
});

test("dynamicsubdomain reads like dynamichosturl", async () => {
  const { seen } = await asked(
    [policy("dynamicsubdomain", { urlTemplate: "https://@connectionParameters('sub').alis.example/api/" })],
    { connection: { sub: "lab" } },
  );
  expect(seen[0]?.url).toBe("https://lab.alis.example/api/do");
});

test.each([
  ["http://169.254.169.254", "is a cloud metadata address"],
  ["http://[::ffff:169.254.169.254]", "is a cloud metadata address"],
  ["http://metadata.google.internal", "is a cloud metadata address"],
  ["https://192.168.1.7", "is an address of a private network"],
  ["https://10.1.2.3:8443", "is an address of a private network"],
  ["https://intranet.local", "is an address of a private network"],
  ["http://0x0a000001", "is an address of a private network"],
  ["https://user:secret@api.example", ""],
  ["ftp://files.example", ""],
  ["file:///etc/passwd", ""],
])("a host %s is not called", async (host, why) => {
  const { seen, answer } = await asked(
    [policy("dynamichosturl", { urlTemplate: "@connectionParameters('host')" })],
    {
      connection: { host },
    },
  );
  if (host.startsWith("https://user")) expect(seen[0]?.url).toBe("https://api.example/do");
  else {
    expect(answer.kind).toBe("gateway-failed");
    expect(JSON.stringify(answer.body)).toContain(why);
    expect(seen).toEqual([]);
  }
});

test.each([
  ["override", "new", "new"],
  ["skip", "new", "given"],
  ["append", "new", "given, new"],
])("setheader with existsAction %s", async (existsAction, value, expected) => {
  const { seen } = await asked([policy("setheader", { name: "X-Lang", value, existsAction }, "Request")], {
    parameters: [text("X-Lang", "header")],
    values: { "X-Lang": "given" },
  });
  expect(seen[0]?.headers["x-lang"]).toBe(expected);
});

test("setheader reads the header that authentication has set", async () => {
  const { seen } = await asked(
    [policy("setheader", { name: "X-Auth", value: "Bearer @headers('X-Token')" }, "Request")],
    {
      parameters: [text("X-Token", "header")],
      values: { "X-Token": "t1" },
    },
  );
  expect(seen[0]?.headers["x-auth"]).toBe("Bearer t1");
});

test("setheader cannot add a line, and the answer says why nothing was called", async () => {
  const { answer, seen } = await asked(
    [policy("setheader", { name: "X-A", value: "@queryParameters('v')" }, "Request")],
    { parameters: [text("v", "query")], values: { v: "a\r\nX-B: 1" } },
  );
  expect(answer.kind).toBe("gateway-failed");
  expect(JSON.stringify(answer.body)).toContain("holds a line break");
  expect(seen).toEqual([]);
});

test("setheader runs on answers, and in the failure section on failures only", async () => {
  const policies = [
    policy("setheader", { name: "X-Ok", value: "1" }, "Response"),
    policy("setheader", { name: "X-Failed", value: "1" }, "Failure"),
  ];
  const good = await asked(policies);
  const bad = await asked(policies, { answer: () => Response.json({}, { status: 404 }) });
  expect([good.answer.headers["x-ok"], good.answer.headers["x-failed"]]).toEqual(["1", undefined]);
  expect([bad.answer.headers["x-ok"], bad.answer.headers["x-failed"]]).toEqual([undefined, "1"]);
});

test.each([
  ["override", "?a=1&%24top=50"],
  ["skip", "?a=1&%24top=5"],
  ["append", "?a=1&%24top=5&%24top=50"],
])("setqueryparameter with existsAction %s, by an encoded name", async (existsAction, query) => {
  const { seen } = await asked([policy("setqueryparameter", { name: "%24top", value: "50", existsAction })], {
    parameters: [text("a", "query"), text("$top", "query")],
    values: { a: "1", $top: "5" },
  });
  expect(new URL(seen[0]?.url ?? "").search).toBe(query);
});

test("setvaluefromurl calls the service first and puts the value where it is told", async () => {
  const { seen } = await asked(
    [
      policy(
        "setvaluefromurl",
        {
          parameterTemplate: "@queryParameters('access_token')",
          parameterValueUrl: "/{page}?fields=access_token",
          parameterValuePathTemplate: "@body().access_token",
          httpMethod: "GET",
        },
        "Request",
      ),
    ],
    {
      path: "/{page}/feed",
      parameters: [text("page", "path", { required: true })],
      values: { page: "p1" },
      answer: () => Response.json({ access_token: "page-token-1" }),
    },
  );
  expect(seen.map(({ url }) => url)).toEqual([
    "https://api.example/v1/p1?fields=access_token",
    "https://api.example/v1/p1/feed?access_token=page-token-1",
  ]);
});

test("updatenextlink leads the next page through the gateway, and the platform can follow it", async () => {
  const { answer, platform, seen } = await asked(
    [policy("updatenextlink", { nextLinkPropertyName: "@odata.nextLink" })],
    {
      answer: () => Response.json({ "@odata.nextLink": "https://api.example/v1/do?$skiptoken=2" }),
    },
  );
  const next = (answer.body as JsonObject)["@odata.nextLink"] as string;
  expect(next).toMatch(
    /^https:\/\/emulated\.azure-apim\.net\/apim\/made-up\/[0-9a-f]{32}\/do\?\$skiptoken=2$/,
  );
  await platform.follow(next);
  expect(seen[1]?.url).toBe("https://api.example/v1/do?%24skiptoken=2");
});

test("next pages stay below the base path and at the host that a policy chose, however many there are", async () => {
  const asked: string[] = [];
  const { platform } = platformFor(
    { "x-ms-pageable": { nextLinkName: "next" } },
    {
      method: "get",
      properties: {
        connectionParameters: { server: { type: "string" } },
        policyTemplateInstances: [
          policy("dynamichosturl", { urlTemplate: "https://@connectionParameters('server')/v1" }),
          policy("updatenextlink", { nextLinkPropertyName: "next" }),
        ],
      },
      backend: (request: Request) => {
        asked.push(request.url);
        const page = Number(new URL(request.url).searchParams.get("page") ?? 1);
        const next = `https://north.example/v1/do?page=${page + 1}`;
        return Response.json({ value: [page], ...(page < 4 ? { next } : {}) });
      },
    },
  );
  platform.createConnection({ server: "north.example" });
  const { items, problems } = await platform.pages("Do");
  expect({ items, problems }).toEqual({ items: [1, 2, 3, 4], problems: [] });
  expect(asked).toEqual([
    "https://north.example/v1/do",
    ...[2, 3, 4].map((page) => `https://north.example/v1/do?page=${page}`),
  ]);
});

test("setconnectionstatustounauthenticated marks the connection at its status", async () => {
  const { platform } = await asked([policy("setconnectionstatustounauthenticated", { statusCode: "403" })], {
    answer: () => Response.json({}, { status: 403 }),
  });
  expect(platform.connections()[0]?.status).toBe("unauthenticated");
});

test("policies run in the order of the file, and only for their operations", async () => {
  const other = policy("setheader", { name: "X-Other", value: "1" }, "Request");
  (other["parameters"] as JsonObject)["x-ms-apimTemplate-operationName"] = ["Another"];
  const all = policy("setheader", { name: "X-Trace", value: "@headers('X-First')" }, "Request");
  (all["parameters"] as JsonObject)["x-ms-apimTemplate-operationName"] = [];
  const { seen } = await asked([policy("setheader", { name: "X-First", value: "1" }, "Request"), other, all]);
  expect(seen[0]?.headers).toMatchObject({ "x-first": "1", "x-trace": "1" });
  expect(seen[0]?.headers["x-other"]).toBeUndefined();
});
