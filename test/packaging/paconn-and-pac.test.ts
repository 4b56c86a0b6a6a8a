import { describe, expect, test } from "vitest";
import { buildPackages } from "../../src/packaging/build.ts";
import { parseClientId, parseFormats, parseVersion } from "../../src/packaging/options.ts";
import { builtFiles, connectorFolder, PROPERTIES, SWAGGER } from "./folders.ts";

const text = (files: Map<string, Buffer>, path: string) => files.get(path)?.toString("utf8") ?? "";
const ONLY = { only: ["paconn", "pac"] as ("paconn" | "pac")[] };

describe("the folders for paconn and pac", () => {
  test("hold the canonical form: two spaces, LF, ASCII, no byte order mark, no line break at the end", () => {
    const source =
      '\uFEFF{"info":{"title":"Caf\u00e9 \u{1F600}","description":"d"},\r\n"paths":{}, "x":[ ],"y":{ }}';
    const files = builtFiles(connectorFolder({ "apiDefinition.swagger.json": source }), ONLY);
    expect(text(files, "paconn/apiDefinition.swagger.json")).toBe(
      '{\n  "info": {\n    "title": "Caf\\u00e9 \\ud83d\\ude00",\n    "description": "d"\n  },\n  "paths": {},\n  "x": [],\n  "y": {}\n}',
    );
  });

  test("keep the order of keys that look like numbers, and the spelling of numbers", () => {
    const source =
      '{"info":{"title":"t","description":"d"},"z":{"default":1,"200":2,"10":1.0,"9":12345678901234567890}}';
    const files = builtFiles(connectorFolder({ "apiDefinition.swagger.json": source }), ONLY);
    expect(text(files, "pac/apiDefinition.json")).toContain(
      '"default": 1,\n    "200": 2,\n    "10": 1.0,\n    "9": 12345678901234567890',
    );
  });

  test("resolve a duplicate key as the platform's tools do", () => {
    const source = '{"info":{"title":"t","description":"d"},"a":1,"b":2,"a":3}';
    const files = builtFiles(connectorFolder({ "apiDefinition.swagger.json": source }), ONLY);
    expect(text(files, "pac/apiDefinition.json")).toMatch(/"a": 3,\n {2}"b": 2\n}$/);
  });

  test("name the files beside them in settings of their own", () => {
    const files = builtFiles(connectorFolder({ "script.csx": "// code", "icon.png": "x" }), ONLY);
    expect(JSON.parse(text(files, "paconn/settings.json"))).toEqual({
      connectorId: null,
      environment: null,
      apiProperties: "apiProperties.json",
      apiDefinition: "apiDefinition.swagger.json",
      icon: "icon.png",
      powerAppsUrl: "https://api.powerapps.com",
      powerAppsApiVersion: "2016-11-01",
      script: "script.csx",
    });
    expect(JSON.parse(text(files, "pac/settings.json"))).toEqual({
      connectorId: null,
      environment: null,
      apiProperties: "apiProperties.json",
      apiDefinition: "apiDefinition.json",
      icon: "icon.png",
      script: "script.csx",
    });
    expect(text(files, "pac/script.csx")).toBe("// code");
  });

  test("hold the script and the icon that settings.json names, under the usual names", () => {
    const files = builtFiles(
      connectorFolder({
        "settings.json": '{"script": "scripts.csx", "icon": "tides.png"}',
        "scripts.csx": "// code",
        "tides.png": "x",
      }),
      ONLY,
    );
    expect(text(files, "paconn/script.csx")).toBe("// code");
    expect(JSON.parse(text(files, "paconn/settings.json"))).toMatchObject({
      icon: "icon.png",
      script: "script.csx",
    });
  });

  test("are not made without a file that settings.json names", () => {
    const folder = connectorFolder({
      "settings.json": '{\n  "script": "scripts.csx"\n}',
      "script.csx": "//",
    });
    expect(buildPackages(folder, ONLY).notices).toMatchObject([
      { code: "settings-file-missing", severity: "error", file: "settings.json", line: 2 },
    ]);
  });

  test("leave out what the connector does not have", () => {
    const files = builtFiles(connectorFolder(), ONLY);
    expect([...files.keys()]).toEqual([
      "paconn/apiDefinition.swagger.json",
      "paconn/apiProperties.json",
      "paconn/settings.json",
      "pac/apiDefinition.json",
      "pac/apiProperties.json",
      "pac/settings.json",
    ]);
  });

  test("carry over the ids of the folder's own settings, each to the tool that knows it", () => {
    const settings = { connectorId: "shared_planes-5f", environment: "11111111-1111-1111-1111-111111111111" };
    const files = builtFiles(connectorFolder({ "settings.json": settings }), ONLY);
    expect(JSON.parse(text(files, "paconn/settings.json"))).toMatchObject(settings);
    expect(JSON.parse(text(files, "pac/settings.json"))).toMatchObject({ ...settings, connectorId: null });
  });

  test("are created with the next command, or updated where the settings know the connector", () => {
    const next = (settings: object) =>
      buildPackages(connectorFolder({ "settings.json": settings }), ONLY).formats.flatMap(
        (format) => format.next,
      );
    expect(next({ connectorId: "", environment: "" })).toEqual([
      // Not with --settings: paconn would create the connector, then stop at the settings file that is there.
      "cd {out} && paconn create --env ENVIRONMENT_ID --api-def paconn/apiDefinition.swagger.json --api-prop paconn/apiProperties.json",
      "cd {out}/pac && pac connector create --environment ENVIRONMENT_ID --api-definition-file apiDefinition.json --api-properties-file apiProperties.json",
    ]);
    expect(next({ connectorId: "shared_planes-5f" })[0]).toContain("paconn update --settings settings.json");
    const hostile = next({ connectorId: "x; rm -rf ~", environment: "$(reboot)" });
    expect(hostile.join()).not.toMatch(/reboot|rm -rf/);
    expect(next({ connectorId: "0f0e", environment: "e1" })[1]).toContain(
      "pac connector update --connector-id 0f0e --environment e1 --api-definition-file",
    );
  });

  test("leave the stack owner out for paconn only, whose updates the service would refuse with it", () => {
    const properties = {
      properties: { ...PROPERTIES.properties, publisher: "Fold & Sons", stackOwner: "Fold & Sons" },
    };
    const connector = connectorFolder({ "apiProperties.json": properties });
    const files = builtFiles(connector, ONLY);
    expect(Object.keys(JSON.parse(text(files, "paconn/apiProperties.json")).properties)).toEqual([
      "connectionParameters",
      "iconBrandColor",
      "capabilities",
      "policyTemplateInstances",
      "publisher",
    ]);
    expect(JSON.parse(text(files, "pac/apiProperties.json"))).toEqual(properties);
    const small = { properties: { ...PROPERTIES.properties, stackowner: "Fold & Sons" } };
    const lower = builtFiles(connectorFolder({ "apiProperties.json": small }), ONLY);
    expect(text(lower, "paconn/apiProperties.json")).not.toMatch(/stackowner/i);
    const notices = buildPackages(connector, ONLY).notices;
    expect(notices.map(({ code, format }) => ({ code, format }))).toEqual([
      { code: "stack-owner-left-out", format: "paconn" },
    ]);
  });

  test("are equal in every byte when built again", () => {
    const connector = connectorFolder();
    expect(builtFiles(connector)).toEqual(builtFiles(connector));
  });
});

describe("options", () => {
  const oauth = (settings: object) => ({
    properties: {
      ...PROPERTIES.properties,
      connectionParameters: { token: { type: "oauthSetting", oAuthSettings: settings } },
      connectionParameterSets: {
        values: [
          {
            name: "second",
            parameters: { token: { type: "oauthSetting", oAuthSettings: { clientId: "<<id>>" } } },
          },
        ],
      },
    },
  });

  test("a client id goes into every OAuth connection parameter, those of parameter sets included", () => {
    const connector = connectorFolder({ "apiProperties.json": oauth({ clientId: "", scopes: ["a"] }) });
    const clientId = "3f0f4e9a-5d4d-4f5a-9a62-0d6f6c1e7b11";
    const files = builtFiles(connector, { ...ONLY, clientId });
    expect(text(files, "paconn/apiProperties.json").split(clientId)).toHaveLength(3);
    expect(buildPackages(connector, ONLY).notices.map((notice) => notice.code)).toContain("client-id-open");
  });

  test("a client id for Microsoft Entra ID must be a GUID; other identity providers have their own forms", () => {
    for (const [identityProvider, ok] of [
      ["aad", false],
      ["aadcertificate", false],
      ["oauth2", true],
    ] as const) {
      const connector = connectorFolder({ "apiProperties.json": oauth({ identityProvider, clientId: "" }) });
      const build = buildPackages(connector, { ...ONLY, clientId: "planes-app" });
      expect(build.ok).toBe(ok);
      expect(build.notices.some((notice) => notice.code === "client-id-not-guid")).toBe(!ok);
    }
  });

  test("a client id without OAuth is reported as having no effect", () => {
    const build = buildPackages(connectorFolder(), { ...ONLY, clientId: "abc" });
    expect(build.ok).toBe(true);
    expect(build.notices.map((notice) => notice.code)).toContain("client-id-unused");
  });

  test("secrets and redirect addresses are stripped wherever they are and however they are spelt", () => {
    const connector = connectorFolder({
      "apiProperties.json": {
        properties: {
          ...PROPERTIES.properties,
          // A connection parameter may bear such a name: it asks the maker for a value and holds none.
          connectionParameters: {
            clientSecret: { type: "securestring" },
            token: {
              type: "oauthSetting",
              oauthsettings: { ClientSecret: "<<s>>", redirectURL: "https://a" },
            },
          },
          connectionParameterSets: {
            values: [{ parameters: { t: { oAuthSettings: { properties: { redirectUrl: "https://b" } } } } }],
          },
        },
      },
    });
    const written = JSON.parse(text(builtFiles(connector, ONLY), "pac/apiProperties.json"));
    expect(written.properties.connectionParameters).toEqual({
      clientSecret: { type: "securestring" },
      token: { type: "oauthSetting", oauthsettings: {} },
    });
    expect(JSON.stringify(written)).not.toMatch(/redirectUrl/i);
  });

  test("secrets and redirect addresses are never written", () => {
    const connector = connectorFolder({
      "apiProperties.json": oauth({
        clientId: "x1",
        clientSecret: "<<secret>>",
        redirectUrl: "https://global.consent.azure-apim.net/redirect",
        redirectMode: "Global",
      }),
    });
    for (const bytes of builtFiles(connector, ONLY).values()) {
      expect(bytes.toString("latin1")).not.toMatch(/clientSecret|redirectUrl/i);
    }
    expect(text(builtFiles(connector, ONLY), "pac/apiProperties.json")).toContain("redirectMode");
  });

  test("a host with scheme and path points the connector there", () => {
    const files = builtFiles(connectorFolder(), { ...ONLY, host: "http://localhost:7071/api" });
    expect(JSON.parse(text(files, "paconn/apiDefinition.swagger.json"))).toMatchObject({
      ...SWAGGER,
      host: "localhost:7071",
      schemes: ["http"],
      basePath: "/api",
    });
    const slash = builtFiles(connectorFolder(), { ...ONLY, host: "https://localhost:7071/api//" });
    expect(JSON.parse(text(slash, "pac/apiDefinition.json")).basePath).toBe("/api");
    const bare = builtFiles(connectorFolder(), { ...ONLY, host: "abc.tunnel.example" });
    expect(JSON.parse(text(bare, "pac/apiDefinition.json"))).toEqual({
      ...SWAGGER,
      host: "abc.tunnel.example",
    });
  });

  test.each(["a b", "https://", "ftp://x.example", "user@host", "host/path", "host?x", "", "a\\b"])(
    "%j is not a host",
    (host) => {
      expect(() => buildPackages(connectorFolder(), { ...ONLY, host })).toThrow(/is not a valid host/);
    },
  );

  test.each([
    ["1", "1.0.0.0"],
    ["1.2.3", "1.2.3.0"],
    ["01.2.3.4", "1.2.3.4"],
  ])("the version %s is %s", (given, four) => {
    expect(parseVersion(given)).toBe(four);
  });

  test.each(["", "one", "1.2.3.4.5", "1.-2", "1..2", "12345678901"])("rejects %j as a version", (version) => {
    expect(() => parseVersion(version)).toThrow(/is not a valid version/);
  });

  test.each(["", "a b", 'a"b c', "\n"])("rejects %j as a client id", (id) => {
    expect(() => parseClientId(id)).toThrow(/is not a valid client id/);
  });

  test("formats are named once or more, with commas, and built in one order", () => {
    expect(parseFormats(["solution,paconn", "flow"])).toEqual(["paconn", "solution", "flow"]);
    expect(() => parseFormats(["zip"])).toThrow(/"zip" is not a package format/);
  });
});

describe("a build stops", () => {
  const codes = (files: Record<string, string | object>) => {
    const build = buildPackages(connectorFolder(files), ONLY);
    expect(build.ok).toBe(false);
    return build.notices.filter((notice) => notice.severity === "error");
  };

  test("at a definition that is not JSON, with its line", () => {
    const [notice] = codes({ "apiDefinition.swagger.json": '{\n"a": 1,\n}' });
    expect(notice).toMatchObject({ code: "json-syntax", file: "apiDefinition.swagger.json", line: 2 });
  });

  test.each([
    ["[]", "{}"],
    ['"text"', "{}"],
    ["{}", "{}"],
    ["{}", '{"properties": []}'],
  ])("at files of another shape: %s, %s", (definition, properties) => {
    expect(
      codes({ "apiDefinition.swagger.json": definition, "apiProperties.json": properties })[0]?.code,
    ).toBe("wrong-shape");
  });

  test("at a client secret that is not a placeholder", () => {
    const properties = JSON.stringify(PROPERTIES).replace(
      '"type":"securestring"',
      '"oAuthSettings":{"clientSecret":"k3Zp9vTq0xW1"}',
    );
    expect(codes({ "apiProperties.json": properties })[0]).toMatchObject({
      code: "committed-secret",
      file: "apiProperties.json",
      line: 1,
    });
  });

  // Assembled here, so that no scanner takes this file for a leak.
  const CREDENTIALS = {
    "client secret": `abc8Q~${"xY7".repeat(11)}z`,
    "AWS key": `AKIA${"ABCDEFGHIJKLMNOP"}`,
    "GitHub token": `ghp_${"a1".repeat(18)}`,
    "callback address": `https://x.example/hook?a=1&sig=${"Ab3".repeat(15)}`,
    "private key": `-----BEGIN PRIVATE ${"KEY"}-----\n${"MIIE".repeat(12)}`,
    "signed token": `eyJ${"hbGciOiJIUzI1"}.eyJ${"zdWIiOiJhYmMi"}.${"dGhlIHNpZ25hdHVyZQ".repeat(2)}`,
  };

  test.each(Object.entries(CREDENTIALS))("at a %s in the script", (_, credential) => {
    const [notice] = codes({ "script.csx": `// one\nvar key = "${credential}";` });
    expect(notice).toMatchObject({ code: "committed-secret", file: "script.csx", line: 2 });
  });

  test.each(Object.entries(CREDENTIALS))(
    "at a %s in any other file, whatever JSON makes of it",
    (_, credential) => {
      const definition = structuredClone(SWAGGER) as { info: { description: string } };
      definition.info.description = credential;
      const json = JSON.stringify(definition, null, 2).replaceAll("&", "\\u0026").replaceAll("/", "\\/");
      const key = { ...SWAGGER, [`x ${credential}`]: 1 };
      const properties = { properties: { ...PROPERTIES.properties, publisher: credential } };
      for (const [file, content, line] of [
        ["apiDefinition.swagger.json", json, 5],
        ["apiDefinition.swagger.json", key, undefined],
        ["apiProperties.json", properties, undefined],
        ["settings.json", { powerAppsUrl: credential }, 2],
        ["settings.json", `{"powerAppsUrl": ${JSON.stringify(credential)},}`, 1],
        ["intro.md", `# Planes\n\n${credential}\n`, 3],
        ["readme.md", credential, 1],
        ["connector/solution.yaml", `solution:\n  description: ${JSON.stringify(credential)}\n`, 2],
      ] as [string, string | object, number | undefined][]) {
        const notices = codes({ [file]: content });
        expect(notices.map((notice) => notice.code)).toContain("committed-secret");
        expect(notices.find((notice) => notice.code === "committed-secret")?.file).toBe(file);
        if (line) expect(notices[0]?.line).toBe(line);
        expect(JSON.stringify(notices)).not.toContain(credential.slice(-12));
      }
    },
  );

  test("at a secret wrapped as a custom parameter, or preset for a secret connection parameter", () => {
    const real = "k7Gh2mPq9sXw4ZtB6nVc";
    for (const parameter of [
      { oAuthSettings: { customParameters: { clientSecret: { value: real } } } },
      { oauthsettings: { client_secret: real } },
      { type: "securestring", defaultValue: real },
    ]) {
      const properties = {
        properties: { ...PROPERTIES.properties, connectionParameters: { token: parameter } },
      };
      expect(codes({ "apiProperties.json": properties })[0]?.code).toBe("committed-secret");
    }
  });

  test("at a policy that sends a fixed key", () => {
    const policy = {
      templateId: "setheader",
      parameters: {
        "x-ms-apimTemplateParameter.name": "X-Api-Key",
        "x-ms-apimTemplateParameter.value": "9f8e7d6c5b4a39281706f5e4",
      },
    };
    const properties = { properties: { ...PROPERTIES.properties, policyTemplateInstances: [policy] } };
    expect(codes({ "apiProperties.json": properties })[0]?.code).toBe("committed-secret");
  });
});
