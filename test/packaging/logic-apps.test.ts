import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonNode, treeOf } from "../../src/json/tree.ts";
import { compactJson } from "../../src/json/write-json.ts";
import { buildPackages } from "../../src/packaging/build.ts";
import { escapeArm, unescapeArm } from "../../src/packaging/logic-apps/arm.ts";
import { bicepValue } from "../../src/packaging/logic-apps/bicep.ts";
import { openPackage } from "../../src/packaging/read/open-package.ts";
import { recognize } from "../../src/packaging/read/recognize.ts";
import { png } from "../support/png.ts";
import { builtFiles, connectorFolder, PROPERTIES, SWAGGER, temporaryFolder, writeFiles } from "./folders.ts";
import { goldenConnector } from "./golden-connector.ts";

/** Reads a Bicep value by the language's own rules, independently of the writer. */
function readBicep(text: string): unknown {
  let at = 0;
  const space = () => {
    while (/\s/.test(text[at] ?? "")) at++;
  };
  const string = (): string => {
    let value = "";
    for (at++; text[at] !== "'"; at++) {
      if (text.startsWith("${", at)) throw new Error("interpolation");
      if ((text[at] ?? "") < " ") throw new Error("control character");
      if (text[at] !== "\\") {
        value += text[at];
        continue;
      }
      at++;
      const simple = { n: "\n", r: "\r", t: "\t", "\\": "\\", "'": "'", $: "$" }[text[at] ?? ""];
      if (simple !== undefined) value += simple;
      else {
        const code = /^u\{([0-9a-f]+)\}/.exec(text.slice(at));
        if (!code) throw new Error("escape");
        value += String.fromCodePoint(Number.parseInt(code[1] ?? "", 16));
        at += code[0].length - 1;
      }
    }
    at++;
    return value;
  };
  const value = (): unknown => {
    space();
    if (text[at] === "'") return string();
    if (text.startsWith("json('", at)) {
      at += 5;
      const number = string();
      at++;
      return Number(number);
    }
    const open = text[at];
    if (open !== "{" && open !== "[") {
      const word = /^[-\w]+/.exec(text.slice(at))?.[0] ?? "";
      at += word.length;
      if (/^-?\d+$/.test(word)) return Number(word);
      return { true: true, false: false, null: null }[word];
    }
    at++;
    const items: unknown[] = [];
    const members: [string, unknown][] = [];
    for (space(); text[at] !== "]" && text[at] !== "}"; space()) {
      if (open === "[") items.push(value());
      else {
        const key = text[at] === "'" ? string() : (/^\w+/.exec(text.slice(at))?.[0] ?? "");
        if (text[at] !== ":") at += key.length;
        at++;
        members.push([key, value()]);
      }
      // One item a line.
      if (text[at] !== "\n") throw new Error("line break");
    }
    at++;
    return open === "[" ? items : Object.fromEntries(members);
  };
  return value();
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("the ARM template", () => {
  test("escapes every text that would be an expression, and gets it back", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.constantFrom("[", "[[", "[a]", "[[a]]", "[parameters('x')]", "]["),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(texts, fc.array(texts))), (value) => {
        const escaped = escapeArm(treeOf(value));
        const check = (node: unknown): void => {
          if (typeof node === "string") expect(isExpression(node)).toBe(false);
          else if (typeof node === "object" && node !== null) Object.values(node).forEach(check);
        };
        const isExpression = (text: string) => /^\[(?!\[).*\]$/s.test(text);
        check(JSON.parse(compactJson(escaped)));
        expect(JSON.parse(compactJson(unescapeArm(escaped)))).toEqual(plain(value));
      }),
    );
  });

  // What the Bicep compiler makes of these texts.
  test.each([
    ["a[b]", "a[b]"],
    ["[test", "[test"],
    ["[Deprecated] Use another", "[Deprecated] Use another"],
    ["[test]", "[[test]"],
    ["[]", "[[]"],
    ["[test[]test2]", "[[test[]test2]"],
  ])("writes the text %j as %j", (text, written) => {
    expect(escapeArm(treeOf(text))).toEqual({ kind: "string", value: written });
  });

  test("takes secrets and addresses as parameters, secrets as secure ones without a default", () => {
    const template = JSON.parse(
      builtFiles(goldenConnector()).get("logic-apps/azuredeploy.json")?.toString() ?? "",
    );
    expect(template.parameters.clientSecret).toEqual({
      type: "securestring",
      metadata: { description: "Client secret of the app registration." },
    });
    const [connector, connection] = template.resources;
    expect(connector.properties.connectionParameters.token.oAuthSettings.clientSecret).toBe(
      "[parameters('clientSecret')]",
    );
    expect(connector.properties.backendService.serviceUrl).toBe("[parameters('serviceUrl')]");
    expect(connection.properties.parameterValues).toEqual({
      "api-key": "[parameters('connection_api_key')]",
    });
    for (const name of JSON.stringify(template).matchAll(/parameters\('([^']+)'\)/g))
      expect(Object.keys(template.parameters)).toContain(name[1]);
  });

  test("keeps two sign-ins apart", () => {
    const sign = (clientId: string) => ({ type: "oauthSetting", oAuthSettings: { clientId } });
    const properties = {
      properties: { ...PROPERTIES.properties, connectionParameters: { one: sign("a1"), two: sign("b2") } },
    };
    const files = builtFiles(connectorFolder({ "apiProperties.json": properties }), { only: ["logic-apps"] });
    const { parameters, resources } = JSON.parse(files.get("logic-apps/azuredeploy.json")?.toString() ?? "");
    expect([parameters.clientId.defaultValue, parameters.clientId_two.defaultValue]).toEqual(["a1", "b2"]);
    expect(resources[0].properties.connectionParameters.two.oAuthSettings.clientSecret).toBe(
      "[parameters('clientSecret_two')]",
    );
  });

  test("gives parameters that differ in signs only names of their own", () => {
    const connectionParameters = { "a-b": { type: "string" }, a_b: { type: "string" } };
    const properties = { properties: { ...PROPERTIES.properties, connectionParameters } };
    const files = builtFiles(connectorFolder({ "apiProperties.json": properties }), { only: ["logic-apps"] });
    const template = JSON.parse(files.get("logic-apps/azuredeploy.json")?.toString() ?? "");
    expect(Object.keys(template.parameters)).toEqual(
      expect.arrayContaining(["connection_a_b", "connection_a_b_2"]),
    );
  });
});

describe("the Bicep file", () => {
  test("says what the source says, whatever is in it", () => {
    fc.assert(
      fc.property(
        fc
          .jsonValue({ maxDepth: 4, noneString: true } as object)
          .filter((value) => !/e[-+]/.test(JSON.stringify(value))),
        (value) => {
          const text = bicepValue(treeOf(plain(value)), "");
          expect(readBicep(`${text}\n`)).toEqual(plain(value));
        },
      ),
      { numRuns: 300 },
    );
  });

  // What Bicep would interpolate, spelled so that no reader of this file takes it for a mistake.
  const interpolation = ["$", "{x}"].join("");
  test.each([
    "'",
    "\\",
    interpolation,
    "$",
    "a\nb\r\tc",
    "\u0000\u001f\u2028",
    `it's \\${interpolation}'`,
    "[a]",
    "🛩",
  ])("holds the text %j", (text) => {
    expect(readBicep(`${bicepValue(treeOf({ [text]: text }), "")}\n`)).toEqual({ [text]: text });
  });

  test("gives numbers that Bicep does not have to json()", () => {
    expect(bicepValue(treeOf([1, 1.5, -3]), "")).toBe("[\n  1\n  json('1.5')\n  -3\n]");
    expect(bicepValue({ kind: "literal", raw: "9223372036854775808" }, "")).toBe(
      "json('9223372036854775808')",
    );
  });

  test("holds the same definition as the template", () => {
    const files = builtFiles(goldenConnector());
    const bicep = files.get("logic-apps/main.bicep")?.toString() ?? "";
    const swagger = bicep.slice(bicep.indexOf("swagger: any(") + "swagger: any(".length);
    const template = JSON.parse(files.get("logic-apps/azuredeploy.json")?.toString() ?? "");
    const fromTemplate = JSON.parse(
      compactJson(unescapeArm(treeOf(template.resources[0].properties.swagger))),
    );
    expect(readBicep(swagger)).toEqual(fromTemplate);
  });
});

describe("what Logic Apps cannot carry is reported", () => {
  const notices = (files: Record<string, string | object>) =>
    buildPackages(connectorFolder(files), { only: ["logic-apps"], leaveOut: ["script"] }).notices;

  test("policies by template, script and the choice of sign-ins as warnings that name the operations", () => {
    const policy = (templateId: string, operations: string[]) => ({
      templateId,
      parameters: { "x-ms-apimTemplate-operationName": operations },
    });
    const properties = {
      properties: {
        ...PROPERTIES.properties,
        policyTemplateInstances: [
          policy("setheader", ["GetPlane"]),
          policy("routerequesttoendpoint", []),
          policy("setheader", ["GetPlane", "A", "B", "C", "D", "E", "F", "G"]),
        ],
        connectionParameterSets: { values: [] },
        scriptOperations: ["GetPlane", "WhenFlown"],
      },
    };
    const warnings = notices({ "apiProperties.json": properties, "script.csx": "//" }).filter(
      (notice) => notice.code === "not-in-logic-apps",
    );
    expect(new Set(warnings.map((notice) => notice.severity))).toEqual(new Set(["warning"]));
    expect(warnings.map((notice) => notice.message)).toEqual([
      "Logic Apps has no place for 2 policies setheader of GetPlane, A, B, C, D, E and 2 more.",
      "Logic Apps has no place for the policy routerequesttoendpoint of all operations.",
      "Logic Apps has no place for the script of GetPlane, WhenFlown.",
      "Logic Apps has no place for the choice of sign-ins.",
    ]);
  });

  test("more than 256 operations, or 1 MiB, as an error", () => {
    const paths = Object.fromEntries(
      Array.from({ length: 257 }, (_, index) => [
        `/p${index}`,
        { get: { operationId: `Op${index}`, responses: {} } },
      ]),
    );
    const many = notices({ "apiDefinition.swagger.json": { ...SWAGGER, paths } });
    expect(many).toContainEqual(expect.objectContaining({ code: "too-many-operations", severity: "error" }));
    const large = notices({ "apiDefinition.swagger.json": { ...SWAGGER, "x-a": "x".repeat(1024 * 1024) } });
    expect(large).toContainEqual(
      expect.objectContaining({ code: "definition-too-large", severity: "error" }),
    );
  });
});

test("a script never vanishes: without --leave-out, templates are left out, or an error if asked for", () => {
  const connector = goldenConnector();
  const whole = buildPackages(connector, { only: ["paconn", "logic-apps"] });
  expect(whole.notices.find(({ code }) => code === "script-not-carried")).toMatchObject({
    severity: "error",
    message: "Logic Apps has no place for the script of GetPlane.",
  });
  const all = buildPackages(connector);
  expect(all.ok).toBe(true);
  expect(all.formats.map(({ id }) => id)).not.toContain("logic-apps");
  expect(all.notices.find(({ code }) => code === "script-not-carried")?.severity).toBe("warning");
});

describe("templates of others are read back", () => {
  const swagger = {
    swagger: "2.0",
    info: { title: "Tides", version: "1.0" },
    host: "old.example.net",
    paths: {},
  };
  const properties = {
    displayName: "[parameters('displayName')]",
    iconUri: `data:image/png;base64,${png({ width: 120 }).toString("base64")}`,
    backendService: { serviceUrl: "[parameters('serviceUrl')]" },
    brandColor: "#123456",
    swagger,
  };
  const read = (name: string, content: string | object) => {
    const folder = writeFiles(temporaryFolder(), { [name]: content });
    const [connector] = recognize(openPackage(path.join(folder, name))).connectors();
    return connector;
  };
  const text = (node: unknown) => JSON.parse(compactJson(node as JsonNode));

  test("icon in a data address, display name and service address, each a parameter or not", () => {
    const template = {
      parameters: {
        displayName: { type: "string", defaultValue: "Harbour Tides" },
        serviceUrl: { type: "string", defaultValue: "http://tides.example.net:8080/v2/" },
      },
      resources: [{ type: "Microsoft.Web/customApis", properties }],
    };
    const connector = read("azuredeploy.json", template);
    expect(connector?.title).toBe("Harbour Tides");
    expect(connector?.icon).toEqual(png({ width: 120 }));
    expect(text(connector?.definition)).toMatchObject({
      info: { title: "Harbour Tides" },
      host: "tides.example.net:8080",
      basePath: "/v2",
      schemes: ["http"],
    });
  });

  test("Bicep with comments, quoted keys, long texts, any() and parameters", () => {
    const bicep = `// the tides
@description('Where')
param serviceUrl string = 'https://tides.example.net' /* the service */
param location string = resourceGroup().location
var title = 'It\\'s \\u{1F30A} \\\${high}'
resource tides 'Microsoft.Web/customApis@2016-06-01' = {
  name: 'tides'
  location: location
  properties: {
    displayName: '\${title}'
    brandColor: '#123456'
    capabilities: []
    backendService: { serviceUrl: serviceUrl }
    connectionParameters: { key: { type: 'securestring' } }
    swagger: any({
      'swagger': '2.0'
      info: { title: 'Tides', description: '''
Two lines,
[in brackets]''' }
      paths: { '/a': { get: { parameters: [ { name: 'n', default: -5 }, { name: 'f', default: json('1.5') } ], deprecated: false } } }
    })
  }
}
`;
    const connector = read("main.bicep", bicep);
    expect(connector?.title).toBe("It's \u{1F30A} $\u007bhigh}");
    expect(text(connector?.definition)).toEqual({
      swagger: "2.0",
      info: { title: "It's \u{1F30A} $\u007bhigh}", description: "Two lines,\n[in brackets]" },
      paths: {
        "/a": {
          get: {
            parameters: [
              { name: "n", default: -5 },
              { name: "f", default: 1.5 },
            ],
            deprecated: false,
          },
        },
      },
      host: "tides.example.net",
      schemes: ["https"],
    });
    expect(text(connector?.properties)).toMatchObject({
      connectionParameters: { key: { type: "securestring" } },
      iconBrandColor: "#123456",
    });
  });

  test("broken Bicep, and a definition kept elsewhere, are reported with what to do", () => {
    const resource = (body: string) => `resource a 'Microsoft.Web/customApis@2016-06-01' = {\n${body}\n}`;
    expect(() => read("main.bicep", resource("properties: { displayName: 'x"))).toThrow(
      /main\.bicep:2: the Bicep cannot be read/,
    );
    expect(() => read("main.bicep", resource("properties: { swagger: loadJsonContent('a.json') }"))).toThrow(
      /without its definition/,
    );
    expect(() => read("main.bicep", resource(`properties: ${"{a: ".repeat(300)}`))).toThrow(
      /more than 200 levels/,
    );
  });
});
