import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { buildPackages } from "../../src/packaging/build.ts";
import type { PackageOptions } from "../../src/packaging/options.ts";
import { derivedName, encodeName } from "../../src/packaging/solution/names.ts";
import { uuid } from "../../src/packaging/uuid.ts";
import { descendants, readXml } from "../../src/packaging/xml/read-xml.ts";
import { png } from "../support/png.ts";
import { builtFiles, connectorFolder, PROPERTIES, SWAGGER } from "./folders.ts";
import { GOLDEN_FILES, GOLDEN_SWAGGER, goldenConnector } from "./golden-connector.ts";

const ONLY: PackageOptions = { only: ["solution", "flow"] };

function zipsOf(files: Map<string, Buffer>): [string, Record<string, Uint8Array>][] {
  return [...files]
    .filter(([name]) => name.startsWith("solution/") && name.endsWith(".zip"))
    .map(([name, bytes]) => [name, unzipSync(bytes)]);
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("utf8");

function problems(files: Record<string, string | Uint8Array | object>, options: PackageOptions = ONLY) {
  return buildPackages(connectorFolder(files), options).notices;
}

describe("a solution", () => {
  test("is called as exports are, from solution.yaml or a flag", () => {
    expect([...builtFiles(goldenConnector(), ONLY).keys()].filter((name) => name.endsWith(".zip"))).toEqual([
      "solution/PaperPlanes_2_1_0_0.zip",
      "solution/PaperPlanes_2_1_0_0_managed.zip",
      "solution/PaperPlanesFlow_2_1_0_0.zip",
    ]);
    const flagged = builtFiles(goldenConnector(), { ...ONLY, version: "3.0.0.7", managed: true });
    expect([...flagged.keys()].filter((name) => name.includes("Flow"))).toEqual([
      "solution/PaperPlanesFlow_3_0_0_7.zip",
      "solution/PaperPlanesFlow_3_0_0_7_managed.zip",
      "solution/PaperPlanesFlow.deployment-settings.json",
    ]);
  });

  test("has the entries of an export in their order", () => {
    const zips = zipsOf(builtFiles(goldenConnector(), { ...ONLY, environmentVariables: true }));
    const stem = "Connector/fold_paper-20planes-20-26-20co-5f2";
    expect(Object.keys(zips[0]?.[1] ?? {})).toEqual([
      "customizations.xml",
      "solution.xml",
      "environmentvariabledefinitions/fold_PaperPlanesCo2Host/environmentvariabledefinition.xml",
      `${stem}_openapidefinition.json`,
      `${stem}_connectionparameters.json`,
      `${stem}_policytemplateinstances.json`,
      `${stem}_customcodeblobcontent.csx`,
      `${stem}_iconblob.Png`,
      "[Content_Types].xml",
    ]);
  });

  test("names nothing in its XML that is not in it, and declares every kind of file", () => {
    const files = builtFiles(goldenConnector(), { ...ONLY, managed: true, environmentVariables: true });
    const zips = zipsOf(files);
    expect(zips).toHaveLength(4);
    for (const [, parts] of zips) {
      const xml = text(parts["customizations.xml"]);
      const named = [...xml.matchAll(/>\/((?:Connector|Workflows)\/[^<]+)</g)].map((match) => match[1] ?? "");
      expect(named.length).toBeGreaterThanOrEqual(5);
      const inside = Object.keys(parts).filter((name) => /^(Connector|Workflows)\//.test(name));
      expect(named.sort()).toEqual(inside.sort());
      const types = text(parts["[Content_Types].xml"]);
      for (const name of Object.keys(parts)) expect(types).toContain(`Extension="${name.split(".").at(-1)}"`);
    }
  });

  test("is managed by one digit and nothing else", () => {
    const [[, plain] = ["", {}], [, managed] = ["", {}]] = zipsOf(builtFiles(goldenConnector(), ONLY));
    for (const name of Object.keys(plain as object)) {
      const before = text((plain as Record<string, Uint8Array>)[name]);
      const after = text((managed as Record<string, Uint8Array>)[name]);
      expect(after).toBe(
        name === "solution.xml" ? before.replace("<Managed>0</Managed>", "<Managed>1</Managed>") : before,
      );
    }
    expect(text((managed as Record<string, Uint8Array>)["solution.xml"])).toContain("<Managed>1</Managed>");
  });

  test("has the byte form of the server: CRLF, no declaration, no byte order mark, no line break at the end", () => {
    for (const [, parts] of zipsOf(builtFiles(goldenConnector(), ONLY))) {
      for (const name of ["customizations.xml", "solution.xml"]) {
        const xml = text(parts[name]).replace("über all.\nSecond", "über all. Second");
        expect(xml.startsWith("<ImportExportXml ")).toBe(true);
        expect(xml.endsWith("</ImportExportXml>")).toBe(true);
        expect(xml.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      }
      expect(text(parts["[Content_Types].xml"])).toMatch(/^\uFEFF<\?xml [^\n]*<\/Types>$/);
    }
  });

  test("keeps the order of status codes in the definition", () => {
    const source = JSON.stringify(SWAGGER).replace(
      '"responses":{"201"',
      '"responses":{"default":{"description":"first"},"201"',
    );
    const [[, parts] = ["", {}]] = zipsOf(
      builtFiles(connectorFolder({ "apiDefinition.swagger.json": source }), ONLY),
    );
    const definition = Object.entries(parts as Record<string, Uint8Array>).find(([name]) =>
      name.endsWith("_openapidefinition.json"),
    );
    expect(text(definition?.[1])).toContain('"responses":{"default"');
  });

  test("never holds a secret or a redirect address", () => {
    for (const [, parts] of zipsOf(builtFiles(goldenConnector(), ONLY)))
      for (const bytes of Object.values(parts)) expect(text(bytes)).not.toMatch(/clientSecret|redirectUrl/);
  });

  test("has stable ids of version 5, the same in both solutions", () => {
    expect(uuid("a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuid("a")).not.toBe(uuid("b"));
    const ids = zipsOf(builtFiles(goldenConnector(), ONLY)).map(([, parts]) => {
      const root = readXml(Buffer.from(parts["customizations.xml"] ?? []), "c.xml");
      const [connector] = descendants(root, "connectorid");
      return connector?.text;
    });
    expect(new Set(ids).size).toBe(1);
  });

  test("keeps the id that solution.yaml names", () => {
    const id = "11111111-2222-3333-4444-555555555555";
    const yaml = `${GOLDEN_FILES["connector/solution.yaml"]}connector:\n  name: old_name\n  id: ${id}\n`;
    const connector = connectorFolder({ ...GOLDEN_FILES, "connector/solution.yaml": yaml });
    for (const [, parts] of zipsOf(builtFiles(connector, ONLY))) {
      expect(text(parts["customizations.xml"])).toContain(`<connectorid>${id}</connectorid>`);
      expect(text(parts["solution.xml"])).toContain(`id="{${id}}" schemaName="fold_old_name"`);
    }
  });

  test("takes the host from an environment variable if asked", () => {
    const zips = zipsOf(
      builtFiles(goldenConnector(), { ...ONLY, environmentVariables: true, host: "t.example" }),
    );
    for (const [, parts] of zips) {
      const definition = Object.entries(parts).find(([name]) => name.endsWith("_openapidefinition.json"));
      expect(JSON.parse(text(definition?.[1])).host).toBe('@environmentVariables("fold_PaperPlanesCo2Host")');
      const variable = Object.entries(parts).find(([name]) => name.startsWith("environmentvariable"));
      expect(text(variable?.[1])).toContain("<defaultvalue>t.example</defaultvalue>");
    }
  });

  test("works for a connector that has nothing but a definition and properties", () => {
    const notices = problems({});
    expect(notices.map((notice) => notice.code)).toEqual(["publisher-derived"]);
    expect([...builtFiles(connectorFolder(), ONLY).keys()][0]).toBe("solution/PaperPlanes_1_0_0_0.zip");
  });
});

test.each([
  ["Calculate Working Day", "calculate-20working-20day"],
  ["Human-in-the-Loop", "human-2din-2dthe-2dloop"],
  ["Dalux_", "dalux-5f"],
  ["Azure2", "azure2"],
])("the title %j is %s in a connector's name", (title, name) => {
  expect(encodeName(title)).toBe(name);
});

test("the longest titles give names that fit into file names, cut behind a whole character, different ones different", () => {
  const title = "\u98db".repeat(60);
  const name = derivedName(title);
  expect(name).toMatch(/^(?:-98db)+-2d[0-9a-f]{8}$/);
  expect(name.length).toBeLessThanOrEqual(120);
  expect(derivedName(`${title}!`)).not.toBe(name);
  expect(derivedName("Paper Planes")).toBe("paper-20planes");
  const long = { ...SWAGGER, info: { ...SWAGGER.info, title: "\u98db".repeat(200) } };
  const uniqueName = "N".repeat(65);
  const files = builtFiles(
    connectorFolder({
      "apiDefinition.swagger.json": long,
      "solution.yaml": `solution: { uniqueName: ${uniqueName} }\npublisher: { uniqueName: P, prefix: pp }\n`,
    }),
    { only: ["solution", "flow"], environmentVariables: true },
  );
  for (const file of files.keys()) for (const part of file.split("/")) expect(part.length).toBeLessThan(200);
  const flow = unzipSync(files.get(`solution/${"N".repeat(61)}Flow_1_0_0_0.zip`) ?? new Uint8Array());
  const xml = Buffer.from(flow["customizations.xml"] ?? "").toString("utf8");
  expect(/<connectionreferencedisplayname>(.*)</.exec(xml)?.[1]).toHaveLength(100);
});

describe("what a solution cannot carry is reported", () => {
  const described = (description: string | undefined) => ({
    "apiDefinition.swagger.json": { ...SWAGGER, info: { ...SWAGGER.info, description } },
  });
  const errors = (files: Record<string, string | Uint8Array | object>) =>
    problems(files)
      .filter((notice) => notice.severity === "error")
      .map((notice) => notice.code);

  test("a description that is missing is a warning, as the platform exports such connectors itself", () => {
    expect(errors(described(undefined))).toEqual([]);
    expect(problems(described(undefined)).map(({ code }) => code)).toContain("description-missing");
  });

  test("a description that is longer than 1,000 characters stops the build", () => {
    expect(errors(described("x".repeat(1001)))).toEqual(["description-too-long"]);
    expect(errors(described("x".repeat(1000)))).toEqual([]);
    const [notice] = problems(described("x".repeat(1001))).filter((found) => found.severity === "error");
    expect(notice).toMatchObject({ file: "apiDefinition.swagger.json", line: 5, format: "solution" });
  });

  test("a definition above 500,000 characters stops it; paconn still takes it", () => {
    const files = {
      "apiDefinition.swagger.json": { ...SWAGGER, "x-filler": "x".repeat(500_000) },
    };
    expect(errors(files)).toEqual(["definition-too-long"]);
    expect(buildPackages(connectorFolder(files), { only: ["paconn", "pac"] }).ok).toBe(true);
  });

  test("a script above 500,000 characters stops it", () => {
    expect(errors({ "script.csx": "//".repeat(250_001) })).toEqual(["script-too-long"]);
  });

  test("operations for a script that is not there stop it", () => {
    const properties = { properties: { ...PROPERTIES.properties, scriptOperations: ["GetPlane"] } };
    expect(errors({ "apiProperties.json": properties })).toEqual(["script-missing"]);
  });

  test("a script for no named operation is a warning", () => {
    expect(problems({ "script.csx": "//" }).map((notice) => notice.code)).toContain("script-for-all");
  });

  test("whatever has no column is named", () => {
    const properties = {
      properties: { ...PROPERTIES.properties, capabilities: ["actions"], publisher: "P", odd: 1, none: "" },
    };
    const notice = problems({ "apiProperties.json": properties }).find(
      (found) => found.code === "not-in-solutions",
    );
    expect(notice?.severity).toBe("warning");
    expect(notice?.message).toContain("capabilities, publisher, odd:");
  });
});

describe("solution.yaml", () => {
  const settings = (yaml: string) => () =>
    buildPackages(connectorFolder({ "solution.yaml": yaml }), { only: ["solution"] });

  test.each([
    ["solution:\n  uniqueName: has space\n", "solution.yaml:2:3: solution.uniqueName"],
    ["solution:\n  unknown: 1\n", 'solution has an unknown key "unknown"'],
    ["publisher:\n  uniqueName: P\n  prefix: mscrm1\n", "solution.yaml:3:3: publisher.prefix"],
    ["publisher:\n  uniqueName: P\n", "publisher must have required property 'prefix'"],
    ["solution:\n  version: 1.0\n", "solution.yaml:2:3: solution.version must stand in quotes"],
    ["solution: [\n", "solution.yaml:"],
    ["a: &x [1]\nb: *x\n", 'The alias "*x"'],
    ["- 1\n", "The file must be object"],
  ])("%j is refused with its line", (yaml, message) => {
    expect(settings(yaml)).toThrow(message);
  });

  test("may be empty", () => {
    expect(settings("# nothing\n")().ok).toBe(true);
  });
});

describe("a flow solution", () => {
  const flows = (files: Record<string, string | Uint8Array | object>) =>
    Object.entries(zipsOf(builtFiles(connectorFolder(files), { only: ["flow"] }))[0]?.[1] ?? {})
      .filter(([name]) => name.startsWith("Workflows/"))
      .map(([, bytes]) => JSON.parse(text(bytes)).properties);

  test("has one flow for each trigger, turned off", () => {
    const [[, parts] = ["", {}]] = zipsOf(builtFiles(goldenConnector(), { only: ["flow"] }));
    const root = readXml(
      Buffer.from((parts as Record<string, Uint8Array>)["customizations.xml"] ?? []),
      "c.xml",
    );
    const workflows = [...descendants(root, "Workflow")];
    expect(workflows.map((node) => node.attributes.get("Name"))).toEqual([
      "Paper Planes & Co_2: When a plane has flown",
      "Paper Planes & Co_2: When there's news (polled)",
    ]);
    expect([...descendants(root, "StateCode")].map((node) => node.text)).toEqual(["0", "0"]);
  });

  test("saves a webhook's visible inputs as the designer does, never the callback", () => {
    const [flow] = flows({});
    expect(flow.definition.triggers.When_a_plane_has_flown).toMatchObject({
      type: "OpenApiConnectionWebhook",
      inputs: {
        host: { connectionName: "shared_paper-20planes", operationId: "WhenFlown", apiId: "" },
        parameters: { "body/wing": "delta" },
        authentication: "@parameters('$authentication')",
      },
    });
    expect(flow.definition.triggers.When_a_plane_has_flown).not.toHaveProperty("recurrence");
    expect(flow.connectionReferences["shared_paper-20planes"].api.logicalName).toMatch(/_paper-20planes$/);
  });

  test("lets a polling trigger ask every three minutes and splits its list", () => {
    const [, flow] = flows({ "apiDefinition.swagger.json": GOLDEN_SWAGGER });
    expect(Object.values(flow.definition.triggers)[0]).toMatchObject({
      type: "OpenApiConnection",
      recurrence: { interval: 3, frequency: "Minute" },
      splitOn: "@triggerOutputs()?['body/value']",
    });
  });

  test("starts by hand and asks for what an action needs, where there is no trigger", () => {
    const { "/planes/{id}": only } = SWAGGER.paths;
    const [flow, ...more] = flows({
      "apiDefinition.swagger.json": { ...SWAGGER, paths: { "/planes/{id}": only } },
    });
    expect(more).toEqual([]);
    expect(flow.definition.triggers.manual).toMatchObject({
      type: "Request",
      kind: "Button",
      inputs: { schema: { properties: { text: { title: "Id" } }, required: ["text"] } },
    });
    expect(flow.definition.actions.Get_a_plane.inputs.parameters).toEqual({ id: "@triggerBody()?['text']" });
  });

  test("is left out, with the reason, where there is no operation; requested by name it is an error", () => {
    const files = { "apiDefinition.swagger.json": { ...SWAGGER, paths: {} } };
    const build = buildPackages(connectorFolder(files));
    expect(build.ok).toBe(true);
    expect(build.formats.map((format) => format.id)).not.toContain("flow");
    expect(build.notices).toContainEqual(
      expect.objectContaining({ code: "no-operation", severity: "warning", format: "flow" }),
    );
    expect(buildPackages(connectorFolder(files), { only: ["flow"] }).ok).toBe(false);
  });

  test("ends on a body that holds itself", () => {
    const swagger = {
      ...SWAGGER,
      paths: {
        "/a": {
          post: {
            operationId: "Send",
            summary: "Send",
            parameters: [
              { name: "__proto__", in: "body", required: true, schema: { $ref: "#/definitions/Node" } },
            ],
            responses: {},
          },
        },
      },
      definitions: {
        Node: {
          type: "object",
          required: ["child", "name"],
          properties: { name: { type: "string" }, child: { $ref: "#/definitions/Node" } },
        },
      },
    };
    const [flow] = flows({ "apiDefinition.swagger.json": swagger });
    expect(Object.keys(flow.definition.actions.Send.inputs.parameters)).toEqual([
      "__proto__/name",
      "__proto__/child",
    ]);
  });
});

describe("a certification package", () => {
  const build = (files: Record<string, string | Uint8Array | object>, options: PackageOptions = {}) =>
    buildPackages(connectorFolder({ "intro.md": "# x\n", "icon.png": png(), ...files }), options);

  test("passes every check of the validator that applies", () => {
    const format = build({}).formats.find((candidate) => candidate.id === "certification");
    expect(format?.report[0]).toBe(
      "package checks passed: 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 5000.1.1.12, 5000.1.1.15",
    );
    expect(format?.report).toContain("package checks not applicable: 1, 2, 3, 4, 6");
  });

  test("warns of a connector without a policy, by the number of the service's check", () => {
    expect(build({}).notices).toContainEqual(
      expect.objectContaining({
        code: "certification-5000.1.1.16",
        severity: "warning",
        message: expect.stringMatching(
          /^Check 5000\.1\.1\.16 may fail\. Expected: the connector in \S+\.zip has a policy\. Found: \S+ is empty; /,
        ),
      }),
    );
    expect(builtFiles(goldenConnector(), { only: ["certification"] }).size).toBe(1);
  });

  test("nests intro, package and the two solutions", () => {
    const outer = unzipSync(
      builtFiles(goldenConnector()).get("certification/PaperPlanes.zip") ?? new Uint8Array(),
    );
    expect(Object.keys(outer)).toEqual(["intro.md", "package.zip"]);
    expect(text(outer["intro.md"])).toBe(GOLDEN_FILES["intro.md"]);
    const inner = unzipSync(outer["package.zip"] ?? new Uint8Array());
    expect(Object.keys(inner)).toEqual(["PkgAssets/ConnectorSolution.zip", "PkgAssets/FlowSolution.zip"]);
  });

  test("never takes the host from an environment variable", () => {
    const with_ = builtFiles(goldenConnector(), { environmentVariables: true });
    const without = builtFiles(goldenConnector());
    expect(with_.get("certification/PaperPlanes.zip")).toEqual(without.get("certification/PaperPlanes.zip"));
  });

  test("is left out without intro.md or icon, and says so", () => {
    for (const [files, code] of [
      [{ "icon.png": png() }, "intro-missing"],
      [{ "intro.md": "# x" }, "icon-missing"],
    ] as const) {
      const connector = connectorFolder(files);
      expect(buildPackages(connector).ok).toBe(true);
      expect(buildPackages(connector).notices.map((notice) => notice.code)).toContain(code);
      expect(buildPackages(connector, { only: ["certification"] }).ok).toBe(false);
    }
  });
});

test("a certification package of a connector with several ways to sign in says that customProperties.json must be added", () => {
  const way = (name: string) => ({
    name,
    uiDefinition: { displayName: name },
    parameters: { [name]: { type: "securestring" } },
  });
  const { notices } = buildPackages(
    connectorFolder({
      ...GOLDEN_FILES,
      "apiProperties.json": {
        properties: {
          ...GOLDEN_FILES["apiProperties.json"].properties,
          connectionParameterSets: {
            uiDefinition: { displayName: "Sign in" },
            values: [way("one"), way("two")],
          },
        },
      },
    }),
    { only: ["certification"] },
  );
  expect(notices.find(({ code }) => code === "certification-5000.1.1.5")).toMatchObject({
    severity: "warning",
  });
});
