import { describe, expect, it } from "vitest";
import { isOAuth, parametersOf, readConnection, signInsOf } from "../../src/definition/connection.ts";
import { scriptOperationsOf } from "../../src/definition/script.ts";
import type { JsonValue } from "../../src/json/values.ts";

const oauth = (identityProvider: string) => ({ type: "oauthSetting", oAuthSettings: { identityProvider } });
const key = { type: "securestring", uiDefinition: { displayName: "Key", constraints: { required: "true" } } };

describe("the connection of a connector", () => {
  it("has parameters, and sets that take their place", () => {
    const connection = readConnection({
      connectionParameters: { host: { type: "string", default: "a.example" }, token: oauth("aad"), bad: 7 },
      connectionParameterSets: {
        values: [{ name: "key-auth", parameters: { host: { type: "string" }, api_key: key } }, 7],
      },
    });
    expect(connection.parameters.map(({ name, type, secret }) => [name, type, secret])).toEqual([
      ["host", "string", false],
      ["token", "oauthsetting", true],
    ]);
    const [set, broken] = connection.sets;
    expect(set?.parameters[1]).toMatchObject({
      name: "api_key",
      label: "Key",
      required: true,
      pointer: "/properties/connectionParameterSets/values/0/parameters/api_key",
    });
    expect(broken).toMatchObject({ name: "", value: {}, parameters: [] });
    const inSet = parametersOf(connection, set);
    expect(inSet.map(({ name }) => name)).toEqual(set?.parameters.map(({ name }) => name));
    expect(inSet.map(({ name }) => name)).toContain("api_key");
    // Without a set, and with one that holds nothing, there are those of the connector.
    expect(parametersOf(connection, undefined)).toBe(connection.parameters);
    expect(parametersOf(connection, broken)).toBe(connection.parameters);
  });

  it("knows a sign-in by its settings, where they are, and what is filled in at first", () => {
    const { parameters } = readConnection({
      connectionParameters: { token: { ...oauth("aad"), type: "string" }, region: { defaultValue: "eu" } },
    });
    expect(parameters.map(isOAuth)).toEqual([true, false]);
    expect(parameters[0]?.oauth?.pointer).toBe("/properties/connectionParameters/token/oAuthSettings");
    expect(parameters[1]?.default).toBe("eu");
  });

  it("is empty where nothing of the kind is declared", () => {
    for (const properties of [undefined, null, [], { connectionParameters: [] }] as (JsonValue | undefined)[])
      expect(readConnection(properties)).toEqual({ parameters: [], sets: [] });
  });

  it("signs in as both files say", () => {
    const { parameters } = readConnection({
      connectionParameters: {
        entra: oauth("aadcertificate"),
        token: oauth("oauth2"),
        secret: key,
        username: {},
      },
    });
    const securityDefinitions = {
      first: { type: "apiKey", in: "query", name: "k" },
      second: { type: "basic" },
      third: { type: "apiKey", in: "header" },
    };
    expect(signInsOf({ securityDefinitions }, parameters)).toEqual([
      { kind: "entra-id", parameter: "entra" },
      { kind: "oauth", parameter: "token" },
      { kind: "api-key", parameter: "secret", place: "query", name: "k" },
      { kind: "basic", user: "username", password: "password" },
    ]);
    expect(signInsOf({ securityDefinitions }, [])).toEqual([]);
  });
});

it("a script handles the operations that are named, or all", () => {
  expect([...(scriptOperationsOf({ scriptOperations: ["A", 1] }) ?? [])]).toEqual(["A"]);
  const all: JsonValue[] = [
    {},
    { scriptOperations: [] },
    { scriptOperations: null },
    { scriptOperations: [1] },
  ];
  for (const properties of all) expect(scriptOperationsOf(properties)).toBeUndefined();
});
