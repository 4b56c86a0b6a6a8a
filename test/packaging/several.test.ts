/** Several connectors in one solution, out of one and into one; and the YAML source format in both directions. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { buildSet, readSet } from "../../src/packaging/build-set.ts";
import type { PackageOptions } from "../../src/packaging/options.ts";
import { openPackage } from "../../src/packaging/read/open-package.ts";
import { recognize } from "../../src/packaging/read/recognize.ts";
import { runUnpack, runUnpackAll } from "../../src/packaging/unpack/run-unpack.ts";
import { verifyPackage } from "../../src/packaging/verify/verify.ts";
import { DEFINITION, exportedZip } from "./exported.ts";
import { builtFiles, PROPERTIES, SWAGGER, temporaryFolder, writeFiles } from "./folders.ts";
import { goldenConnector } from "./golden-connector.ts";

const CRANES_ID = "5c834463-f47d-4959-9c3a-fa07810814e3";

/** A solution of two connectors, both of them all of it. */
function twoConnectors(): string {
  const cranes = "new_harbour-20cranes";
  const row = `\r\n    <Connector>\r\n      <connectorid>${CRANES_ID}</connectorid>\r\n      <description></description>\r\n      <displayname>Harbour Cranes</displayname>\r\n      <iconbrandcolor></iconbrandcolor>\r\n      <name>${cranes}</name>\r\n      <connectortype>1</connectortype>\r\n      <openapidefinition>/Connector/${cranes}_openapidefinition.json</openapidefinition>\r\n      <connectionparameters>/Connector/${cranes}_connectionparameters.json</connectionparameters>\r\n      <policytemplateinstances>/Connector/${cranes}_policytemplateinstances.json</policytemplateinstances>\r\n    </Connector>`;
  const zip = exportedZip({
    edits: { "\r\n  </Connectors>": `${row}\r\n  </Connectors>` },
    roots: `\r\n      <RootComponent type="372" id="{${CRANES_ID}}" schemaName="${cranes}" behavior="0" />`,
    files: {
      [`Connector/${cranes}_openapidefinition.json`]: JSON.stringify(DEFINITION),
      [`Connector/${cranes}_connectionparameters.json`]: "{}",
      [`Connector/${cranes}_policytemplateinstances.json`]: "[]",
    },
  });
  const folder = writeFiles(temporaryFolder(), { "two.zip": zip });
  return path.join(folder, "two.zip");
}

function built(folders: string[], options: PackageOptions = {}): Map<string, Buffer> {
  const set = readSet(folders);
  if (!set) throw new Error("no set");
  const build = buildSet(set, options);
  expect(build.notices.filter(({ severity }) => severity === "error")).toEqual([]);
  return new Map(
    build.formats.flatMap(({ files }) =>
      files.map(({ path: name, bytes }) => [name, Buffer.from(bytes)] as const),
    ),
  );
}

const texts = (bytes: Uint8Array) =>
  Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [
      name,
      Buffer.from(content).toString("latin1"),
    ]),
  );

describe("unpack --all", () => {
  test("makes a folder a connector, and a solution.yaml that builds the same solution again", () => {
    const zip = twoConnectors();
    const out = path.join(temporaryFolder(), "suite");
    const results = runUnpackAll({ file: zip, out });
    expect(results.map(({ out: folder }) => path.basename(folder))).toEqual([
      "harbour-tides",
      "harbour-cranes",
    ]);
    expect(readdirSync(out).sort()).toEqual(["harbour-cranes", "harbour-tides", "solution.yaml"]);
    const files = built([out], { only: ["solution"] });
    expect(texts(files.get("solution/HarbourSuite_2_3_0_1.zip") ?? Buffer.alloc(0))).toEqual(
      texts(readFileSync(zip)),
    );
  });

  test("again, finds the folders by their ids and changes nothing", () => {
    const zip = twoConnectors();
    const out = path.join(temporaryFolder(), "suite");
    runUnpackAll({ file: zip, out });
    const again = runUnpackAll({ file: zip, out });
    expect(new Set(again.flatMap(({ files }) => files.map(({ change }) => change)))).toEqual(
      new Set(["unchanged"]),
    );
  });

  test("one of them alone is a part of the solution", () => {
    const out = path.join(temporaryFolder(), "one");
    const { rest } = runUnpack({ file: twoConnectors(), out, connector: "Harbour Cranes" });
    expect(rest).toEqual(["1 connector: new_harbour-20tides"]);
  });
});

describe("several folders", () => {
  const folders = () => {
    const root = writeFiles(temporaryFolder(), {
      "planes/apiDefinition.swagger.json": SWAGGER,
      "planes/apiProperties.json": PROPERTIES,
      "planes/solution.yaml": "solution: { uniqueName: Suite }\npublisher: { uniqueName: P, prefix: pp }\n",
      "tides/apiDefinition.swagger.json": { ...DEFINITION, info: { ...DEFINITION.info, title: "Tides" } },
      "tides/apiProperties.json": PROPERTIES,
    });
    return [path.join(root, "planes"), path.join(root, "tides")];
  };

  test("become one solution with the connectors, one with the flows of all, and packages of their own", () => {
    const files = built(folders());
    expect([...files.keys()].filter((name) => !name.includes("unpacked")).sort()).toEqual([
      "planes/logic-apps/azuredeploy.json",
      "planes/logic-apps/main.bicep",
      "planes/pac/apiDefinition.json",
      "planes/pac/apiProperties.json",
      "planes/pac/settings.json",
      "planes/paconn/apiDefinition.swagger.json",
      "planes/paconn/apiProperties.json",
      "planes/paconn/settings.json",
      "solution/Suite.deployment-settings.json",
      "solution/SuiteFlow.deployment-settings.json",
      "solution/SuiteFlow_1_0_0_0.zip",
      "solution/Suite_1_0_0_0.zip",
      "solution/Suite_1_0_0_0_managed.zip",
      "tides/logic-apps/azuredeploy.json",
      "tides/logic-apps/main.bicep",
      "tides/pac/apiDefinition.json",
      "tides/pac/apiProperties.json",
      "tides/pac/settings.json",
      "tides/paconn/apiDefinition.swagger.json",
      "tides/paconn/apiProperties.json",
      "tides/paconn/settings.json",
    ]);
    const flow = writeFiles(temporaryFolder(), {
      "flow.zip": files.get("solution/SuiteFlow_1_0_0_0.zip") ?? "",
    });
    const read = recognize(openPackage(path.join(flow, "flow.zip")));
    expect(read.connectors().map(({ name }) => name)).toEqual(["pp_paper-20planes", "pp_tides"]);
    expect(read.solutions[0]?.flows).toHaveLength(2);
    expect(read.solutions[0]?.references).toHaveLength(2);
    expect(verifyPackage(read).faults.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("that are outside the archive, or have the same name, are refused", () => {
    const root = writeFiles(temporaryFolder(), { "solution.yaml": "connectors: [../elsewhere]\n" });
    expect(() => readSet([root])).toThrow(/leads out of/);
    const [planes = ""] = folders();
    expect(() => readSet([planes, planes])).toThrow(/folders called "planes"/);
  });
});

describe("YAML source", () => {
  test("that is written reads back as the same connector and the same solution", () => {
    const files = builtFiles(goldenConnector(), {
      only: ["solution-source", "solution"],
      environmentVariables: true,
    });
    const source = writeFiles(
      temporaryFolder(),
      Object.fromEntries(
        [...files]
          .filter(([name]) => name.startsWith("solution-source/"))
          .map(([name, bytes]) => [name.slice(16), bytes]),
      ),
    );
    const zip = writeFiles(temporaryFolder(), {
      "x.zip": [...files].find(([name]) => name.endsWith("_0.zip"))?.[1] ?? "",
    });
    const fromYaml = recognize(openPackage(source));
    expect(fromYaml.kind).toBe("solution in YAML source format");
    const [yaml] = fromYaml.connectors();
    const [packed] = recognize(openPackage(path.join(zip, "x.zip"))).connectors();
    expect({ ...yaml, label: "", places: "", variables: "" }).toEqual({
      ...packed,
      label: "",
      places: "",
      variables: "",
      // The format has no list of languages.
      solution: { ...packed?.solution, languages: [] },
    });
    expect(yaml?.variables.map(({ schemaName, defaultValue }) => [schemaName, defaultValue])).toEqual(
      packed?.variables.map(({ schemaName, defaultValue }) => [schemaName, defaultValue]),
    );
    expect(verifyPackage(fromYaml).faults.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("of others: lists with their wrapping element or without, a connector without a row", () => {
    const folder = writeFiles(temporaryFolder(), {
      "solutions/Demo/solution.yml": "UniqueName: Demo\nVersion: 1.0.0.0\nManaged: 0\n",
      "solutions/Demo/rootcomponents.yml": "- '@type': 372\n  '@schemaName': demo_tides\n",
      "solutions/Demo/solutioncomponents.yml": "- '@path': /connectors/demo_tides\n",
      "publishers/Demo/publisher.yml": "UniqueName: Demo\nCustomizationPrefix: demo\n",
      "connectors/demo_tides/demo_tides_openapidefinition.json": DEFINITION,
      "connectors/demo_other/demo_other_openapidefinition.json": DEFINITION,
    });
    const read = recognize(openPackage(folder));
    expect(read.connectors().map(({ name }) => name)).toEqual(["demo_tides"]);
    const out = path.join(temporaryFolder(), "tides");
    runUnpack({ file: folder, out });
    const settings = readFileSync(path.join(out, "solution.yaml"), "utf8");
    expect(settings).toContain("name: tides");
    expect(settings).toContain("uniqueName: Demo");
  });
});
