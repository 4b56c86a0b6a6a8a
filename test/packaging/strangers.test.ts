/** Solutions of others: what goes in comes out, and a part of a solution is not the whole of it. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { writeFiles as writeUnpacked } from "../../src/machine/files/write-files.ts";
import { buildPackages } from "../../src/packaging/build.ts";
import { openPackage } from "../../src/packaging/read/open-package.ts";
import { recognize } from "../../src/packaging/read/recognize.ts";
import { formatUnpacked, runUnpack } from "../../src/packaging/unpack/run-unpack.ts";
import { unpackConnector } from "../../src/packaging/unpack/unpack.ts";
import { verifyPackage } from "../../src/packaging/verify/verify.ts";
import { writeZip } from "../../src/packaging/zip/write-zip.ts";
import {
  CONNECTOR_ID,
  DEFINITION,
  type Exported,
  exportedParts,
  exportedZip,
  variableFile,
} from "./exported.ts";
import { builtFiles, connectorFolder, SWAGGER, temporaryFolder, writeFiles } from "./folders.ts";

/** An export on disk, and the folder it is to be unpacked into. */
function onDisk(choice: Exported = {}): { zip: string; out: string } {
  const folder = writeFiles(temporaryFolder(), { "export.zip": exportedZip(choice) });
  return { zip: path.join(folder, "export.zip"), out: path.join(folder, "connector") };
}

function unpacked(choice: Exported = {}): { out: string; text: string } {
  const { zip, out } = onDisk(choice);
  const result = runUnpack({ file: zip, out });
  return { out, text: formatUnpacked(result) };
}

/** The parts of the solution that is built of a folder. */
function solutionOf(out: string): { name: string; parts: Record<string, string> } {
  const [[name, bytes] = ["", Buffer.alloc(0)]] = [
    ...builtFiles(readConnector(out), { only: ["solution"] }),
  ].filter(([file]) => file.endsWith(".zip") && !file.includes("_managed"));
  const parts = Object.entries(unzipSync(bytes)).map(([part, content]) => [
    part,
    Buffer.from(content).toString("utf8"),
  ]);
  return { name, parts: Object.fromEntries(parts) };
}

const textsOf = (parts: Record<string, Uint8Array>) =>
  Object.fromEntries(
    Object.entries(parts).map(([name, bytes]) => [name, Buffer.from(bytes).toString("utf8")]),
  );

describe("unpacked and built again, a solution of one connector is the same", () => {
  test("to the byte: name and prefix, row, publisher, languages, dependencies, icon", () => {
    const { out } = unpacked();
    const { name, parts } = solutionOf(out);
    expect(name).toBe("solution/HarbourSuite_2_3_0_1.zip");
    expect(parts).toEqual(textsOf(exportedParts()));
  });

  test("with columns of the row that nobody knows", () => {
    const row = "\r\n      <introducedversion>1.0.0.0</introducedversion>";
    const { out } = unpacked({ row });
    expect(solutionOf(out).parts["customizations.xml"]).toBe(
      textsOf(exportedParts({ row }))["customizations.xml"],
    );
  });

  test("with a JPEG icon, which stays one in name and content type", () => {
    const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffc0001108009000900300", "hex");
    const icon = "Connector/new_harbour-20tides_iconblob";
    const choice: Exported = {
      edits: { "_iconblob.Png": "_iconblob.Jpeg", 'Extension="Png"': 'Extension="Jpeg"' },
      files: { [`${icon}.Png`]: jpeg },
    };
    const { out } = unpacked(choice);
    expect(readFileSync(path.join(out, "icon.jpg"))).toEqual(jpeg);
    expect(solutionOf(out).parts).toEqual(textsOf(exportedParts(choice)));
  });

  test("with parts of no bytes, which are read as absent", () => {
    const { out } = unpacked({
      parameters: "",
      files: { "Connector/new_harbour-20tides_iconblob.Png": Buffer.alloc(0) },
    });
    const { parts } = solutionOf(out);
    expect(parts["Connector/new_harbour-20tides_connectionparameters.json"]).toBe("{}");
    expect(Object.keys(parts).filter((name) => name.includes("iconblob"))).toEqual([]);
  });
});

describe("references to environment variables", () => {
  const reference = (name: string) => `@environmentVariables("${name}")`;
  const definition = { ...DEFINITION, host: reference("hd_Host") };
  const parameters = {
    token: {
      type: "oauthSetting",
      oAuthSettings: {
        identityProvider: "aad",
        clientId: reference("hd_Id"),
        clientSecret: reference("hd_Secret"),
      },
    },
  };
  const files = {
    ...variableFile("hd_Host", "tides.example.net"),
    ...variableFile("hd_Id"),
    ...variableFile("hd_Other"),
  };

  test("are kept with their definitions, also in place of a secret; missing ones are reported", () => {
    const roots = '\r\n      <RootComponent type="380" schemaName="hd_Host" behavior="0" />';
    const { out, text } = unpacked({ definition, parameters, files, roots });
    expect(text).toContain("1 environment variable: hd_Other");
    const { parts } = solutionOf(out);
    expect(parts["Connector/new_harbour-20tides_connectionparameters.json"]).toBe(JSON.stringify(parameters));
    expect(Object.keys(parts).filter((name) => name.startsWith("environmentvariable"))).toEqual([
      "environmentvariabledefinitions/hd_Host/environmentvariabledefinition.xml",
      "environmentvariabledefinitions/hd_Id/environmentvariabledefinition.xml",
    ]);
    const build = buildPackages(readConnector(out), { only: ["solution"] });
    const codes = build.notices.map(({ code }) => code);
    expect(codes).toContain("environment-variable-undefined");
    expect(codes).not.toContain("client-id-open");
    expect(build.notices.find(({ code }) => code === "environment-variable-undefined")?.message).toContain(
      "hd_Secret",
    );
  });

  test("of a whole solution come with their root components", () => {
    const roots = '\r\n      <RootComponent type="380" schemaName="hd_Host" behavior="0" />';
    const choice = { definition, files: variableFile("hd_Host", "tides.example.net"), roots };
    const { out } = unpacked(choice);
    expect(solutionOf(out).parts).toEqual(textsOf(exportedParts(choice)));
  });

  test("do not nest, and are made for whatever a maker asks for", () => {
    const { out } = unpacked({ definition, parameters, files });
    const build = buildPackages(readConnector(out), {
      only: ["solution"],
      environmentVariables: ["host", "client-id", "client-secret"],
    });
    expect(build.notices.filter(({ code }) => code === "environment-variable-unused")).toHaveLength(3);
    const connector = connectorFolder({
      "apiProperties.json": {
        properties: {
          connectionParameters: {
            token: {
              type: "oauthSetting",
              oAuthSettings: {
                identityProvider: "aad",
                clientId: "11111111-2222-4333-8444-555555555555",
                scopes: ["a.read", "b.read"],
                customParameters: {
                  tenantId: { value: "contoso.example" },
                  resourceUri: { value: "https://graph.example" },
                },
              },
            },
          },
          iconBrandColor: "#0b6a6d",
        },
      },
    });
    const built = builtFiles(connector, {
      only: ["solution"],
      environmentVariables: ["host", "client-id", "client-secret", "tenant", "resource", "scope"],
    });
    const [[, zip] = ["", Buffer.alloc(0)]] = [...built].filter(([name]) => name.endsWith(".zip"));
    const parts = textsOf(unzipSync(zip));
    const name = (end: string) => `@environmentVariables("paperpla_PaperPlanes${end}")`;
    const [file = ""] = Object.keys(parts).filter((part) => part.endsWith("_connectionparameters.json"));
    expect(JSON.parse(parts[file] ?? "").token.oAuthSettings).toEqual({
      identityProvider: "aad",
      clientId: name("ClientId"),
      scopes: [name("Scopes")],
      customParameters: {
        tenantId: { value: name("TenantId") },
        resourceUri: { value: name("ResourceUri") },
      },
      clientSecret: name("ClientSecret"),
    });
    const secret =
      parts[
        "environmentvariabledefinitions/paperpla_PaperPlanesClientSecret/environmentvariabledefinition.xml"
      ];
    expect(secret).toContain("<type>100000005</type>");
    expect(secret).not.toContain("defaultvalue");
    expect(
      parts["environmentvariabledefinitions/paperpla_PaperPlanesScopes/environmentvariabledefinition.xml"],
    ).toContain("<defaultvalue>a.read b.read</defaultvalue>");
  });

  test("stay in the folder where a download holds the value, with a notice", () => {
    const policy = (value: string) => [
      { templateId: "setheader", title: "key", parameters: { "x-ms-apimTemplateParameter.value": value } },
    ];
    const properties = (value: string) => ({
      properties: {
        connectionParameters: {},
        iconBrandColor: "#0b6a6d",
        policyTemplateInstances: policy(value),
      },
    });
    const source = connectorFolder({ "apiProperties.json": properties(reference("hd_Key")) });
    const download = writeFiles(temporaryFolder(), {
      "apiDefinition.json": SWAGGER,
      "apiProperties.json": properties("what-the-variable-holds"),
    });
    const result = runUnpack({ file: download, out: source.root });
    expect(formatUnpacked(result)).toContain(`the reference ${reference("hd_Key")}`);
    expect(result.files.map(({ change }) => change)).toEqual(["unchanged", "unchanged"]);
  });
});

test("emptied connection parameters do not replace the folder's, and a notice says so", () => {
  const { zip, out } = onDisk();
  runUnpack({ file: zip, out });
  const before = readFileSync(path.join(out, "apiProperties.json"), "utf8");
  for (const parameters of ["{}", "", "null"]) {
    const emptied = onDisk({ parameters });
    const result = runUnpack({ file: emptied.zip, out });
    expect(formatUnpacked(result)).toContain(
      "kept what the package does not have: the connection parameters",
    );
    expect(readFileSync(path.join(out, "apiProperties.json"), "utf8")).toBe(before);
  }
});

describe("a part of a solution is not the whole of it", () => {
  const more = `\r\n  <connectionreferences>\r\n    <connectionreference connectionreferencelogicalname="hd_tides" />\r\n  </connectionreferences>`;
  const roots =
    '\r\n      <RootComponent type="1" schemaName="hd_ship" behavior="0" />\r\n      <RootComponent type="1" schemaName="hd_crane" behavior="0" />';

  test("it gets its own name and version, and lists what was left out", () => {
    const { out, text } = unpacked({ more, roots, files: { "bots/hd_pilot/bot.xml": "<bot/>" } });
    expect(text).toContain("Left in the solution HarbourSuite 2.3.0.1");
    expect(text).toContain("2 tables: hd_ship, hd_crane");
    expect(text).toContain("1 connection reference: hd_tides");
    expect(text).toContain("1 agent: hd_pilot");
    const { name, parts } = solutionOf(out);
    expect(name).toBe("solution/HarbourTides_1_0_0_0.zip");
    expect(parts["solution.xml"]).not.toContain("HarbourSuite");
    expect(parts["customizations.xml"]).toContain(`<connectorid>${CONNECTOR_ID}</connectorid>`);
  });

  test("and is never packed under the name of the larger one", () => {
    const { out } = unpacked({ more });
    const file = path.join(out, "solution.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("uniqueName: HarbourTides", "uniqueName: harboursuite"),
    );
    expect(() => buildPackages(readConnector(out), { only: ["solution"] })).toThrow(
      /of which this connector is a part/,
    );
  });
});

describe("unpacking over a folder", () => {
  const other: Exported = {
    edits: {
      [CONNECTOR_ID]: "5c834463-f47d-4959-9c3a-fa07810814e3",
      "harbour-20tides": "cranes",
      GetTides: "GetCranes",
    },
  };

  test("of another connector is refused by default", () => {
    const { zip, out } = onDisk();
    runUnpack({ file: zip, out });
    const second = onDisk(other);
    expect(() => runUnpack({ file: second.zip, out })).toThrow(
      /another connector than the folder: its id is 5c834463/,
    );
    expect(readFileSync(path.join(out, "apiDefinition.swagger.json"), "utf8")).toContain("GetTides");
    runUnpack({ file: second.zip, out, replace: true });
    expect(readFileSync(path.join(out, "apiDefinition.swagger.json"), "utf8")).toContain("GetCranes");
    expect(readFileSync(path.join(out, "solution.yaml"), "utf8")).toContain("5c834463");
  });

  test("of another connector without an id is recognised by title and operations", () => {
    const source = connectorFolder();
    const { zip } = onDisk();
    expect(() => runUnpack({ file: zip, out: source.root })).toThrow(/no operation in common/);
  });

  test("says a version below or above the folder's", () => {
    const { zip, out } = onDisk();
    runUnpack({ file: zip, out });
    for (const [version, word] of [
      ["2.3.0.0", "below"],
      ["2.10.0.0", "above"],
    ]) {
      const next = onDisk({ edits: { "<Version>2.3.0.1": `<Version>${version}` } });
      expect(formatUnpacked(runUnpack({ file: next.zip, out }))).toContain(
        `the package has version ${version}, ${word} the folder's 2.3.0.1`,
      );
    }
  });

  test("never overwrites what somebody has saved in the meantime", () => {
    const { zip, out } = onDisk();
    runUnpack({ file: zip, out });
    const changed = onDisk({
      definition: { ...DEFINITION, host: "tides2.example.net" },
      parameters: { a: { type: "string" } },
    });
    const [connector] = recognize(openPackage(changed.zip)).connectors();
    if (!connector) throw new Error("no connector");
    const files = unpackConnector(connector, readConnector(out));
    const file = path.join(out, "apiDefinition.swagger.json");
    const saved = readFileSync(file, "utf8").replace("Get tides", "Get the tides");
    writeFileSync(file, saved);
    const properties = readFileSync(path.join(out, "apiProperties.json"), "utf8");
    expect(() => writeUnpacked(out, files)).toThrow(/apiDefinition\.swagger\.json/);
    expect(readFileSync(file, "utf8")).toBe(saved);
    expect(readFileSync(path.join(out, "apiProperties.json"), "utf8")).toBe(properties);
  });

  test("never overwrites a file that somebody has created in the meantime", () => {
    const { zip, out } = onDisk();
    const [connector] = recognize(openPackage(zip)).connectors();
    if (!connector) throw new Error("no connector");
    const files = unpackConnector(connector, undefined);
    writeFiles(out, { "solution.yaml": "mine" });
    expect(() => writeUnpacked(out, files)).toThrow(/appeared after the folder was read/);
    expect(readFileSync(path.join(out, "solution.yaml"), "utf8")).toBe("mine");
    expect(() => readFileSync(path.join(out, "apiProperties.json"))).toThrow();
  });
});

describe("files that settings.json names", () => {
  test("are what a download consists of", () => {
    const download = writeFiles(temporaryFolder(), {
      "tides.json": SWAGGER,
      "props.json": { properties: { connectionParameters: {}, iconBrandColor: "#0b6a6d" } },
      "scripts.csx": "public class Script : ScriptBase { }",
      "settings.json": { apiDefinition: "tides.json", apiProperties: "props.json", script: "scripts.csx" },
    });
    const read = recognize(openPackage(download));
    expect(read.kind).toBe("connector folder");
    expect(read.connectors()[0]?.script?.toString()).toContain("ScriptBase");
    expect(verifyPackage(read).ok).toBe(true);
  });
});

test("thousands of connectors, or one file for many, are refused with a clear error", () => {
  const row = (name: string) =>
    `<Connector><name>${name}</name><connectorid>${CONNECTOR_ID}</connectorid><openapidefinition>/Connector/new_harbour-20tides_openapidefinition.json</openapidefinition></Connector>`;
  const edits = (rows: string) => ({ edits: { "  </Connectors>": `${rows}</Connectors>` } });
  const many = onDisk(edits(Array.from({ length: 2000 }, (_, index) => row(`n${index}`)).join("")));
  expect(() => recognize(openPackage(many.zip))).toThrow(/names 2,001 connectors/);
  const shared = onDisk(edits(row("new_second")));
  expect(
    verifyPackage(recognize(openPackage(shared.zip)))
      .faults.map(({ message }) => message)
      .join(),
  ).toContain("both name Connector/new_harbour-20tides_openapidefinition.json");
});

describe("verifying others' solutions tells the truth", () => {
  const faults = (choice: Exported = {}) =>
    verifyPackage(recognize(openPackage(onDisk(choice).zip))).faults.map(
      ({ severity, where, message }) => `${severity} ${where}: ${message}`,
    );

  test("what the target must have is named, with its line", () => {
    expect(faults()).toEqual([
      'warning export.zip/customizations.xml:14: "new_harbour-20tides" does not begin with the publisher\'s prefix "hd_".',
      'warning export.zip/solution.xml:60: The target must have the table "hd_pier" (Pier), which "Harbour Tides" needs.',
    ]);
  });

  test("references without a definition, emptied sign-ins and empty parts are reported with their files", () => {
    const said = faults({
      definition: { ...DEFINITION, host: '@environmentVariables("hd_Host")' },
      parameters: "",
    }).join("\n");
    expect(said).toContain(
      '_openapidefinition.json: "new_harbour-20tides": The environment variable "hd_Host" is not defined',
    );
    expect(said).toContain("_connectionparameters.json: The part is empty");
    expect(said).toContain("there are no connection parameters: nobody can create a connection");
  });

  test("the platform's own redirect address is accepted, another one is reported", () => {
    const parameters = (redirectUrl: string) => ({
      token: { type: "oauthSetting", oAuthSettings: { redirectUrl } },
    });
    const about = (url: string) =>
      faults({ parameters: parameters(url) }).filter((line) => line.includes("redirect"));
    expect(about("https://global.consent.azure-apim.net/redirect/tides-5f00")).toEqual([]);
    expect(about("https://mine.example/redirect")).toHaveLength(1);
  });

  test("a business rule is not mistaken for a flow without a file", () => {
    const rule = `<Workflow WorkflowId="{11111111-2222-4333-8444-555555555555}" Name="Rule"><XamlFileName>/Workflows/Rule.xaml</XamlFileName><Category>2</Category></Workflow>`;
    const said = faults({
      edits: { "<Workflows></Workflows>": `<Workflows>${rule}</Workflows>` },
      files: { "Workflows/Rule.xaml": "<Activity/>" },
    });
    expect(said.filter((line) => /Workflows|Rule/.test(line))).toEqual([
      "error export.zip/[Content_Types].xml: Files ending in .xaml are not declared (Workflows/Rule.xaml).",
    ]);
  });

  test("an expired storage signature is told apart from one that is valid, and from a callback address", () => {
    const address = (end: string) =>
      `https://acct.blob.core.windows.net/c/icon.Png?sv=2018-03-28&sr=c&sig=${"Ab3".repeat(14)}%3D&se=${end}T00%3A00%3A00Z&sp=r`;
    const about = (url: string) =>
      faults({ definition: { ...DEFINITION, info: { ...DEFINITION.info, description: url } } })
        .filter((line) => /signature/.test(line))
        .join();
    expect(about(address("2020-01-31"))).toMatch(/^warning .*expired on 2020-01-31/);
    expect(about(address("2999-01-31"))).toMatch(/^error .*for reading, valid until 2999-01-31: revoke it/);
    expect(about(`https://prod.logic.azure.com/workflows/1?sp=x&sig=${"Ab3".repeat(15)}`)).toMatch(
      /^error .*callback address/,
    );
  });

  test("an archive with a solution inside is not a certification package", () => {
    const root = writeFiles(temporaryFolder(), {
      "delivery.zip": writeZip([
        { name: "solution.zip", bytes: exportedZip() },
        { name: "README.md", bytes: Buffer.from("hi") },
      ]),
    });
    const read = recognize(openPackage(path.join(root, "delivery.zip")));
    expect(read.kind).toBe("archive with a solution inside");
    expect(verifyPackage(read).checks).toEqual([]);
  });
});

describe("beside each solution", () => {
  test("holds the settings of an unattended import, in the form that pac uses", () => {
    const connector = connectorFolder({
      "solution.yaml":
        "publisher: { uniqueName: P, prefix: pp }\nconnector: { logicalName: pp_5Fpaper-20planes }\n",
    });
    const files = builtFiles(connector, { only: ["solution", "flow"], environmentVariables: true });
    const read = (name: string) =>
      JSON.parse(files.get(`solution/${name}.deployment-settings.json`)?.toString() ?? "");
    const variables = [{ SchemaName: "pp_PaperPlanesHost", Value: "" }];
    expect(read("PaperPlanes")).toEqual({ EnvironmentVariables: variables, ConnectionReferences: [] });
    const { ConnectionReferences: references } = read("PaperPlanesFlow");
    expect(references).toEqual([
      {
        LogicalName: expect.stringMatching(/^pp_sharedpp5fpaper20planes_[0-9a-f]{5}$/),
        ConnectionId: "",
        ConnectorId: "/providers/Microsoft.PowerApps/apis/shared_pp-5fpaper-20planes",
      },
    ]);
    const [[, flow] = ["", Buffer.alloc(0)]] = [...files].filter(([name]) =>
      name.endsWith("Flow_1_0_0_0.zip"),
    );
    expect(Buffer.from(unzipSync(flow)["customizations.xml"] ?? "").toString()).toContain(
      references[0].LogicalName,
    );
  });
});
