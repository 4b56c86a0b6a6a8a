import { expect, test } from "vitest";
import { createVirtualClock } from "../../src/platform/index.ts";
import { platformFor } from "./support/make.ts";

const secret = { type: "securestring", uiDefinition: { constraints: { required: "true" } } };

test.each([
  ["header", "X-Key", undefined],
  ["query", undefined, "?X-Key=abc-123-def"],
])("an API key goes into the %s that the definition names", async (place, header, query) => {
  const { platform, seen } = platformFor(
    {},
    {
      properties: { connectionParameters: { api_key: secret } },
      rest: { securityDefinitions: { key: { type: "apiKey", in: place, name: "X-Key" } } },
    },
  );
  platform.createConnection({ api_key: "abc-123-def" });
  await platform.invoke("Do");
  expect(seen[0]?.headers["x-key"]).toBe(header && "abc-123-def");
  expect(new URL(seen[0]?.url ?? "").search).toBe(query ?? "");
  expect(JSON.stringify(platform.snapshot())).not.toContain("abc-123-def");
});

test("user name and password go into a basic Authorization header", async () => {
  const { platform, seen } = platformFor(
    {},
    {
      properties: { connectionParameters: { username: secret, password: secret } },
      rest: { securityDefinitions: { basic: { type: "basic" } } },
    },
  );
  platform.createConnection({ username: "añn", password: "open sesame" });
  await platform.invoke("Do");
  expect(seen[0]?.headers["authorization"]).toBe(
    `Basic ${Buffer.from("añn:open sesame").toString("base64")}`,
  );
});

const oauth = (identityProvider: string, customParameters = {}) => ({
  connectionParameters: {
    token: { type: "oauthSetting", oAuthSettings: { identityProvider, customParameters } },
  },
});

test.each([
  ["aad", "entra-id"],
  ["oauth2", "oauth"],
])("a token of %s is sent as bearer", async (provider, kind) => {
  const { platform, seen } = platformFor({}, { properties: oauth(provider) });
  platform.createConnection({ token: "token-of-ann" });
  await platform.invoke("Do");
  expect(seen[0]?.headers["authorization"]).toBe("Bearer token-of-ann");
  expect(platform.connections()[0]).toMatchObject({ authentication: [kind], values: { token: "***" } });
});

test("a token may be a function that is asked at every call", async () => {
  const { platform, seen } = platformFor({}, { properties: oauth("aad") });
  let count = 0;
  platform.createConnection({ token: async () => `fresh-token-${++count}` });
  await platform.invoke("Do");
  await platform.invoke("Do");
  expect(seen.map(({ headers }) => headers["authorization"])).toEqual([
    "Bearer fresh-token-1",
    "Bearer fresh-token-2",
  ]);
  expect(JSON.stringify(platform.snapshot())).not.toContain("fresh-token");
});

test("time does not run past a retry that waits for its token", async () => {
  const clock = createVirtualClock();
  const { platform, seen } = platformFor(
    {
      "x-ms-trigger": "single",
      parameters: [{ name: "url", in: "query", type: "string", "x-ms-notification-url": true }],
    },
    {
      clock,
      properties: oauth("aad"),
      retryProfile: "power-automate-low",
      content: { schema: { type: "object" } },
      answer: () => {
        times.push(clock.now() - start);
        return new Response(null, { status: 503 });
      },
    },
  );
  const start = clock.now();
  const times: number[] = [];
  // Signing is work of another thread: many turns of the event loop pass meanwhile.
  platform.createConnection({
    token: async () => {
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      return "token-that-took-its-time";
    },
  });
  await platform.createFlow("Do").turnOn();
  await clock.advance(3_600_000);
  expect(seen).toHaveLength(3);
  expect(times).toEqual([0, 300_000, 900_000]);
});

test("values that come with the sign-in can be read by policies", async () => {
  const { platform, seen } = platformFor(
    {},
    {
      properties: {
        ...oauth("oauth2generic", { tenantId: { value: "common" } }),
        policyTemplateInstances: [
          {
            templateId: "setheader",
            title: "Tenant",
            parameters: {
              "x-ms-apimTemplateParameter.name": "X-Tenant",
              "x-ms-apimTemplateParameter.value": "@connectionParameters('token:tenantId')",
            },
          },
        ],
      },
    },
  );
  await platform.invoke("Do", {}, { connection: platform.createConnection({ token: "one-token" }) });
  await platform.invoke(
    "Do",
    {},
    {
      connection: platform.createConnection({ token: "two-token", "token:tenantId": "contoso" }),
    },
  );
  expect(seen.map(({ headers }) => headers["x-tenant"])).toEqual(["common", "contoso"]);
});

test("plain parameters take defaults and allowed values", () => {
  const { platform } = platformFor(
    {},
    {
      properties: {
        connectionParameters: {
          region: {
            type: "string",
            uiDefinition: { constraints: { allowedValues: [{ value: "eu" }, { value: "us" }] } },
          },
          port: { type: "int", default: 443 },
        },
      },
    },
  );
  platform.createConnection({ region: "eu" });
  expect(platform.connections()[0]?.values).toEqual({ region: "eu", port: "443" });
  expect(() => platform.createConnection({ region: "mars" })).toThrow('"mars" is not among the values');
  expect(() => platform.createConnection({ port: "many" })).toThrow("takes a whole number");
});

test("beside parameter sets, nobody is asked for the parameters of older connections", () => {
  const oauth = { type: "oauthSetting", oAuthSettings: { identityProvider: "oauth2" } };
  const required = { ...secret, uiDefinition: { constraints: { required: "true" } } };
  const { platform } = platformFor(
    {},
    {
      properties: {
        connectionParameters: { username: required, password: required },
        connectionParameterSets: {
          values: [
            { name: "basic", parameters: { username: required, password: required } },
            { name: "sign-in", parameters: { token: oauth } },
          ],
        },
      },
    },
  );
  expect(() => platform.createConnection({ token: "t" }, { parameterSet: "sign-in" })).not.toThrow();
  expect(() => platform.createConnection({ username: "u" }, { parameterSet: "basic" })).toThrow(
    'The connection parameter "password" is required.',
  );
});

test("a connector with parameter sets asks for those of the chosen set", () => {
  const set = (name: string, parameter: string) => ({ name, parameters: { [parameter]: secret } });
  const { platform } = platformFor(
    {},
    {
      properties: {
        connectionParameters: undefined,
        connectionParameterSets: { values: [set("key", "api_key"), set("user", "password")] },
      },
    },
  );
  const connection = platform.createConnection({ password: "hidden-word" }, { parameterSet: "user" });
  expect(connection.snapshot()).toMatchObject({ parameterSet: "user", values: { password: "***" } });
  expect(() => platform.createConnection({}, { parameterSet: "none" })).toThrow(
    'no set of connection parameters called "none"',
  );
});

test.each([
  ["is missing", {}, "connection-value-missing"],
  ["is unknown", { api_key: "abcdef", other: "x" }, "connection-value-unknown"],
  ["holds a line break", { api_key: "abc\r\nX: 1" }, "connection-value-type"],
  ["is no plain value", { api_key: { a: 1 } }, "connection-value-type"],
])("a value that %s is refused", (_name, values, code) => {
  const { platform } = platformFor({}, { properties: { connectionParameters: { api_key: secret } } });
  expect(() => platform.createConnection(values)).toThrow(expect.objectContaining({ code }));
});

test("a connection is called as its maker says, and like the connector until then", () => {
  const { platform } = platformFor({}, { rest: { info: { title: "Parcel service", version: "1.0" } } });
  expect(platform.createConnection({}).snapshot().displayName).toBe("Parcel service");
  const named = platform.createConnection({}, { displayName: "Priya's parcels" });
  expect(named.snapshot().displayName).toBe("Priya's parcels");
});
