/** A connector back into an export: the connector changes, every other byte stays. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { formatInto, runInto } from "../../src/packaging/into/run-into.ts";
import type { PackageOptions } from "../../src/packaging/options.ts";
import { openPackage } from "../../src/packaging/read/open-package.ts";
import { recognize } from "../../src/packaging/read/recognize.ts";
import { prepareSource } from "../../src/packaging/source.ts";
import { runUnpack } from "../../src/packaging/unpack/run-unpack.ts";
import { verifyPackage } from "../../src/packaging/verify/verify.ts";
import { DEFINITION, type Exported, exportedParts, exportedZip } from "./exported.ts";
import { temporaryFolder, writeFiles } from "./folders.ts";
import { rawZip } from "./raw-zip.ts";

const MORE: Exported = {
  roots: '\r\n      <RootComponent type="1" schemaName="hd_ship" behavior="0" />',
  more: '\r\n  <connectionreferences>\r\n    <connectionreference connectionreferencelogicalname="hd_tides">\r\n      <!-- kept -->\r\n    </connectionreference>\r\n  </connectionreferences>',
  files: {
    "bots/hd_pilot/bot.xml": "<bot  spaced='yes'/>",
    "CanvasApps/hd_app.msapp": Buffer.from([0, 1, 2, 255]),
  },
};

function source(folder: string, options: PackageOptions = {}) {
  const { source: made, notices } = prepareSource(readConnector(folder), options);
  if (!made) throw new Error(notices.map(({ message }) => message).join());
  return made;
}

/** An export on disk and the folder of its connector. */
function unpackedExport(choice: Exported = MORE): { zip: string; folder: string } {
  const root = writeFiles(temporaryFolder(), { "Suite.zip": exportedZip(choice) });
  const zip = path.join(root, "Suite.zip");
  const folder = path.join(root, "connector");
  runUnpack({ file: zip, out: folder });
  return { zip, folder };
}

function edit(folder: string, file: string, from: string, to: string): void {
  const target = path.join(folder, file);
  writeFileSync(target, readFileSync(target, "utf8").replace(from, to));
}

const parts = (file: string) =>
  new Map(
    Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString("latin1"),
    ]),
  );

const faultsOf = (file: string) => verifyPackage(recognize(openPackage(file))).faults;

/** Names of the parts that differ. */
function difference(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort();
}

describe("into an exported zip", () => {
  test("an edited operation changes the definition and the version, and nothing else", () => {
    const { zip, folder } = unpackedExport();
    const before = parts(zip);
    const faults = faultsOf(zip);
    edit(folder, "apiDefinition.swagger.json", "Get tides", "Get the tides");
    const run = runInto(zip, source(folder));
    const after = parts(zip);
    expect(difference(before, after)).toEqual([
      "Connector/new_harbour-20tides_openapidefinition.json",
      "solution.xml",
    ]);
    expect(after.get("solution.xml")).toBe(before.get("solution.xml")?.replace("2.3.0.1", "2.3.0.2"));
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect(formatInto(run)).toContain("version 2.3.0.1 to 2.3.0.2");
    expect(faultsOf(zip)).toEqual(faults);
  });

  test("what has not changed is not touched: not a byte of the file", () => {
    const { zip, folder } = unpackedExport();
    const before = readFileSync(zip);
    const run = runInto(zip, source(folder));
    expect(run.written).toBe(false);
    expect(formatInto(run)).toContain("nothing was changed");
    expect(readFileSync(zip)).toEqual(before);
  });

  test("texts of the row, a script and a colour go into its place in customizations.xml", () => {
    const { zip, folder } = unpackedExport();
    const before = parts(zip);
    edit(folder, "solution.yaml", "displayName: Harbour Tides", 'displayName: "Tides & <more>"');
    writeFiles(folder, { "script.csx": "public class Script : ScriptBase { }" });
    edit(
      folder,
      "apiProperties.json",
      '"properties": {',
      '"properties": {"iconBrandColor": "#123456", "scriptOperations": ["GetTides"],',
    );
    runInto(zip, source(folder, { version: "3.0.0.0" }));
    const after = parts(zip);
    const row = before
      .get("customizations.xml")
      ?.replace("<displayname>Harbour Tides<", "<displayname>Tides &amp; &lt;more&gt;<")
      .replace("<iconbrandcolor><", "<iconbrandcolor>#123456<")
      .replace(
        "<connectortype>1</connectortype>",
        '<connectortype>1</connectortype>\r\n      <scriptoperations>["GetTides"]</scriptoperations>',
      )
      .replace(
        "_policytemplateinstances.json</policytemplateinstances>",
        "_policytemplateinstances.json</policytemplateinstances>\r\n      <customcodeblobcontent>/Connector/new_harbour-20tides_customcodeblobcontent.csx</customcodeblobcontent>",
      );
    expect(after.get("customizations.xml")).toBe(row);
    expect(after.get("solution.xml")).toContain("<Version>3.0.0.0</Version>");
    expect(after.get("[Content_Types].xml")).toContain('Extension="csx"');
    expect(difference(before, after)).toEqual([
      "Connector/new_harbour-20tides_customcodeblobcontent.csx",
      "[Content_Types].xml",
      "customizations.xml",
      "solution.xml",
    ]);
  });

  test("headers, times and extra fields of the others are copied as they are", () => {
    const entries = Object.entries(exportedParts(MORE)).map(([name, content]) => ({
      name,
      content: Buffer.from(content),
      method: name.endsWith(".msapp") ? 0 : 8,
      attributes: 0o100644 * 0x10000,
    }));
    const root = writeFiles(temporaryFolder(), { "Suite.zip": rawZip(entries) });
    const zip = path.join(root, "Suite.zip");
    const folder = path.join(root, "connector");
    runUnpack({ file: zip, out: folder });
    edit(folder, "apiDefinition.swagger.json", "Get tides", "Get the tides");
    const before = readFileSync(zip);
    runInto(zip, source(folder));
    const after = readFileSync(zip);
    const untouched = before.subarray(0, before.indexOf("Connector/") - 30);
    expect(after.includes(untouched.subarray(0, before.indexOf("solution.xml") - 30))).toBe(true);
    expect(after.indexOf(Buffer.from([0, 1, 2, 255]))).toBeGreaterThan(0);
    // The Unix mode of every entry that was not replaced.
    expect(after.toString("latin1").split("\0\0\xa4\x81").length - 1).toBe(entries.length - 2);
  });

  test("--out leaves the export itself alone", () => {
    const { zip, folder } = unpackedExport();
    edit(folder, "apiDefinition.swagger.json", "Get tides", "Get the tides");
    const before = readFileSync(zip);
    const out = path.join(temporaryFolder(), "next.zip");
    runInto(zip, source(folder), out);
    expect(readFileSync(zip)).toEqual(before);
    expect(parts(out).get("solution.xml")).toContain("2.3.0.2");
  });

  test("the environment's redirect address and client id stay, where the folder has none of its own", () => {
    const parameters = {
      token: {
        type: "oauthSetting",
        oAuthSettings: {
          identityProvider: "aad",
          clientId: "11111111-2222-4333-8444-555555555555",
          redirectUrl: "https://global.consent.azure-apim.net/redirect/tides",
          scopes: ["a"],
        },
      },
    };
    const { zip, folder } = unpackedExport({ ...MORE, parameters });
    edit(folder, "apiProperties.json", "11111111-2222-4333-8444-555555555555", "YOUR_CLIENT_ID");
    edit(folder, "apiProperties.json", '"a"', '"b"');
    runInto(zip, source(folder));
    const file = "Connector/new_harbour-20tides_connectionparameters.json";
    expect(JSON.parse(parts(zip).get(file) ?? "")).toEqual({
      token: { ...parameters.token, oAuthSettings: { ...parameters.token.oAuthSettings, scopes: ["b"] } },
    });
  });

  test("a solution without the connector is refused, and says what it holds", () => {
    const { zip } = unpackedExport();
    const other = writeFiles(temporaryFolder(), {
      "apiDefinition.swagger.json": DEFINITION,
      "apiProperties.json": { properties: { connectionParameters: {} } },
    });
    expect(() => runInto(zip, source(other))).toThrow(/holds no connector/);
    expect(() => runInto(other, source(other))).toThrow(/no unpacked solution/);
  });
});

test("into an unpacked folder: the files of the connector and the version", () => {
  const { folder } = unpackedExport();
  const split = exportedParts(MORE);
  const xml = Buffer.from(split["customizations.xml"] ?? "").toString("utf8");
  const row = /<Connector>[\s\S]*<\/Connector>/.exec(xml)?.[0] ?? "";
  const root = writeFiles(temporaryFolder(), {
    "Suite.cdsproj": "<Project/>",
    "src/Other/Solution.xml": split["solution.xml"] ?? "",
    "src/Other/Customizations.xml": xml.replace(row, ""),
    "src/Connectors/new_harbour-20tides.xml": row,
    ...Object.fromEntries(
      Object.entries(split)
        .filter(([name]) => name.startsWith("Connector/"))
        .map(([name, bytes]) => [`src/Connectors/${name.slice(10)}`, bytes]),
    ),
  });
  edit(folder, "solution.yaml", "displayName: Harbour Tides", "displayName: Tides");
  edit(folder, "apiDefinition.swagger.json", "Get tides", "Get the tides");
  const run = runInto(root, source(folder));
  expect([...run.changes.keys()].sort()).toEqual([
    "src/Connectors/new_harbour-20tides.xml",
    "src/Connectors/new_harbour-20tides_openapidefinition.json",
    "src/Other/Solution.xml",
  ]);
  expect(readFileSync(path.join(root, "src/Connectors/new_harbour-20tides.xml"), "utf8")).toBe(
    row.replace("<displayname>Harbour Tides<", "<displayname>Tides<"),
  );
});

describe("a solution that changes after it was read", () => {
  /** The connector, with something that happens when it is first looked at: the solution has been read by then. */
  const during = (folder: string, happens: () => void) => {
    const made = source(folder);
    const { connector } = made;
    let isOver = false;
    return Object.defineProperty({ ...made }, "connector", {
      get: () => {
        if (!isOver) {
          isOver = true;
          happens();
        }
        return connector;
      },
    });
  };

  test("a zip that somebody has exported anew stays as they left it", () => {
    const { zip, folder } = unpackedExport();
    edit(folder, "apiDefinition.swagger.json", "Get tides", "Get the tides");
    const newer = exportedZip({ ...MORE, files: { ...MORE.files, "bots/hd_pilot/bot.xml": "<bot/>" } });
    expect(() =>
      runInto(
        zip,
        during(folder, () => writeFileSync(zip, newer)),
      ),
    ).toThrow(/Suite\.zip" was saved by another program/);
    expect(Buffer.compare(readFileSync(zip), newer)).toBe(0);
    expect(readdirSync(path.dirname(zip))).toEqual(["Suite.zip", "connector"]);
  });

  test("a zip that has been deleted is not made again", () => {
    const { zip, folder } = unpackedExport();
    edit(folder, "apiDefinition.swagger.json", "Get tides", "Get the tides");
    expect(() =>
      runInto(
        zip,
        during(folder, () => rmSync(zip)),
      ),
    ).toThrow(/Suite\.zip" was deleted while this command was working on it/);
    expect(readdirSync(path.dirname(zip))).toEqual(["connector"]);
  });

  test.each([
    ["saved", (file: string) => writeFileSync(file, "theirs"), "was saved by another program"],
    ["deleted", (file: string) => rmSync(file), "was deleted"],
  ])("no file of an unpacked folder changes when one was %s", (_, happens, said) => {
    const { zip, folder } = unpackedExport();
    const root = writeFiles(temporaryFolder(), Object.fromEntries(parts(zip)));
    edit(folder, "apiDefinition.swagger.json", "Get tides", "Get the tides");
    const manifest = path.join(root, "solution.xml");
    const others = () =>
      readdirSync(root, { recursive: true, encoding: "utf8", withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== "solution.xml")
        .map((entry) => [entry.name, readFileSync(path.join(entry.parentPath, entry.name), "latin1")]);
    const before = others();
    expect(() =>
      runInto(
        root,
        during(folder, () => happens(manifest)),
      ),
    ).toThrow(said);
    expect(others()).toEqual(before);
  });
});
