import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { parseTree, sameMeaning } from "../../src/json/tree.ts";
import { writeFiles as writeUnpacked } from "../../src/machine/files/write-files.ts";
import { openPackage } from "../../src/packaging/read/open-package.ts";
import { recognize } from "../../src/packaging/read/recognize.ts";
import { chooseConnector, type UnpackedFile, unpackConnector } from "../../src/packaging/unpack/unpack.ts";
import { writeZip } from "../../src/packaging/zip/write-zip.ts";
import { png } from "../support/png.ts";
import { builtFiles, connectorFolder, temporaryFolder, writeFiles } from "./folders.ts";
import { GOLDEN_FILES, goldenConnector } from "./golden-connector.ts";

const built = builtFiles(goldenConnector());

/** A package on disk: an archive, a template, or a folder. */
function packageOnDisk(name: string, bytes?: Uint8Array): string {
  const folder = temporaryFolder();
  if (bytes !== undefined || built.has(name)) {
    const file = path.basename(name);
    writeFiles(folder, { [file]: bytes ?? built.get(name) ?? "" });
    return path.join(folder, file);
  }
  const inside = [...built].filter(([file]) => file.startsWith(`${name}/`));
  writeFiles(
    folder,
    Object.fromEntries(inside.map(([file, content]) => [file.slice(name.length + 1), content])),
  );
  return folder;
}

function unpack(
  target: string,
  existing?: ReturnType<typeof readConnector>,
  wanted?: string,
): UnpackedFile[] {
  const read = recognize(openPackage(target));
  return unpackConnector(chooseConnector(read.connectors(), wanted, read.label), existing);
}

const changes = (files: UnpackedFile[]) => Object.fromEntries(files.map((file) => [file.path, file.change]));
const content = (files: UnpackedFile[], name: string) =>
  files.find((file) => file.path === name)?.bytes?.toString("utf8") ?? "";

const FORMATS = [
  "paconn",
  "pac",
  "solution/PaperPlanes_2_1_0_0.zip",
  "solution/PaperPlanes_2_1_0_0_managed.zip",
  "solution/PaperPlanesFlow_2_1_0_0.zip",
  "solution/unpacked",
  "certification/PaperPlanes.zip",
  "logic-apps/azuredeploy.json",
  "logic-apps/main.bicep",
  "logic-apps",
];

describe("package, then unpack", () => {
  test.each(FORMATS)("%s over its own source changes nothing", (name) => {
    const files = unpack(packageOnDisk(name), goldenConnector());
    expect(new Set(Object.values(changes(files)))).toEqual(new Set(["unchanged"]));
  });

  test.each(FORMATS)("%s into a new folder gives the same definition", (name) => {
    const files = unpack(packageOnDisk(name));
    const source = parseTree(JSON.stringify(GOLDEN_FILES["apiDefinition.swagger.json"]), "source");
    expect(sameMeaning(source, parseTree(content(files, "apiDefinition.swagger.json"), "unpacked"))).toBe(
      true,
    );
  });

  test("paconn and pac folders give back all of apiProperties.json but secrets, and for paconn the stack owner", () => {
    const expected = structuredClone(GOLDEN_FILES["apiProperties.json"]) as unknown as {
      properties: {
        connectionParameters: { token: { oAuthSettings: Record<string, unknown> } };
        stackOwner?: string;
      };
    };
    delete expected.properties.connectionParameters.token.oAuthSettings.clientSecret;
    delete expected.properties.connectionParameters.token.oAuthSettings.redirectUrl;
    for (const name of ["pac", "paconn"]) {
      if (name === "paconn") delete expected.properties.stackOwner;
      const files = unpack(packageOnDisk(name));
      expect(JSON.parse(content(files, "apiProperties.json"))).toEqual(expected);
    }
  });

  test("an unpacked solution packs into the same solution again", () => {
    const folder = temporaryFolder();
    writeUnpacked(folder, unpack(packageOnDisk("solution/PaperPlanes_2_1_0_0.zip")));
    const again = builtFiles(readConnector(folder), { only: ["solution"] });
    const parts = (bytes: Uint8Array | undefined) => unzipSync(bytes ?? new Uint8Array());
    const before = parts(built.get("solution/PaperPlanes_2_1_0_0.zip"));
    const after = parts(again.get("solution/PaperPlanes_2_1_0_0.zip"));
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const name of Object.keys(before)) {
      // The solution's own description is not kept in the folder.
      if (name !== "solution.xml")
        expect(Buffer.from(after[name] ?? [])).toEqual(Buffer.from(before[name] ?? []));
    }
  });
});

describe("a connector edited in the portal comes back with a small diff", () => {
  const edited = (edit: (definition: Record<string, unknown>) => void) => {
    const parts = unzipSync(built.get("solution/PaperPlanes_2_1_0_0.zip") ?? new Uint8Array());
    return writeZip(
      Object.entries(parts).map(([name, bytes]) => {
        if (!name.includes("_openapidefinition")) return { name, bytes };
        const definition = JSON.parse(Buffer.from(bytes).toString("utf8"));
        edit(definition);
        return { name, bytes: Buffer.from(JSON.stringify(definition)) };
      }),
    );
  };

  test("one changed text is one changed line, in the file's own form", () => {
    const zip = edited((definition) => {
      (definition.info as Record<string, unknown>).description = "Folds better.";
    });
    const source = `\uFEFF${JSON.stringify(GOLDEN_FILES["apiDefinition.swagger.json"], null, "\t").replaceAll("\n", "\r\n")}\r\n`;
    const folder = connectorFolder({ ...GOLDEN_FILES, "apiDefinition.swagger.json": source });
    const files = unpack(packageOnDisk("export.zip", zip), folder);
    expect(changes(files)).toMatchObject({
      "apiDefinition.swagger.json": "changed",
      "apiProperties.json": "unchanged",
      "icon.png": "unchanged",
      "script.csx": "unchanged",
    });
    const after = content(files, "apiDefinition.swagger.json");
    const lines = source.split("\r\n");
    const different = after.split("\r\n").filter((line, index) => line !== lines[index]);
    expect(different).toEqual(['\t\t"description": "Folds better.",']);
  });

  test("what the format has no place for stays as it is in the folder", () => {
    const files = unpack(packageOnDisk("solution/PaperPlanes_2_1_0_0.zip"), goldenConnector());
    expect(changes(files)["apiProperties.json"]).toBe("unchanged");
    const fresh = JSON.parse(
      content(unpack(packageOnDisk("solution/PaperPlanes_2_1_0_0.zip")), "apiProperties.json"),
    );
    expect(fresh.properties).not.toHaveProperty("publisher");
  });

  test("a placeholder stays where the export has a tenant's client id, and so does a host that became a variable", () => {
    const target = builtFiles(goldenConnector(), {
      only: ["solution"],
      clientId: "0d9f6c1a-8a55-4a6e-bb21-0f5f0a9f3c11",
      environmentVariables: true,
    }).get("solution/PaperPlanes_2_1_0_0.zip");
    const properties = JSON.stringify(GOLDEN_FILES["apiProperties.json"]).replace(
      "6f0d2f0e-1b53-4b6e-93a5-3a8d7c1f2a44",
      "<<client id>>",
    );
    const folder = connectorFolder({ ...GOLDEN_FILES, "apiProperties.json": properties });
    const files = unpack(packageOnDisk("export.zip", target), folder);
    expect(changes(files)).toMatchObject({
      "apiDefinition.swagger.json": "unchanged",
      "apiProperties.json": "unchanged",
    });
  });

  test("an icon is taken, but not the platform's smaller copy of it", () => {
    const icon = (bytes: Buffer) => {
      const parts = unzipSync(built.get("solution/PaperPlanes_2_1_0_0.zip") ?? new Uint8Array());
      const zip = writeZip(
        Object.entries(parts).map(([name, content]) => ({
          name,
          bytes: name.endsWith(".Png") ? bytes : Buffer.from(content),
        })),
      );
      const folder = connectorFolder({ ...GOLDEN_FILES, "icon.png": png({ width: 230 }) });
      return unpack(packageOnDisk("export.zip", zip), folder).find((file) => file.path === "icon.png");
    };
    expect(icon(png({ width: 144 }))).toMatchObject({ change: "kept" });
    expect(icon(png({ width: 200 }))).toMatchObject({ change: "changed" });
    expect(icon(Buffer.alloc(2895))).toMatchObject({ change: "kept" });
  });

  test("a script keeps the line breaks of the file", () => {
    const folder = connectorFolder({ ...GOLDEN_FILES, "script.csx": "public class Script {}\n" });
    const files = unpack(packageOnDisk("solution/PaperPlanes_2_1_0_0.zip"), folder);
    expect(content(files, "script.csx")).toBe("public class Script : ScriptBase\n{\n}\n");
    const same = connectorFolder({
      ...GOLDEN_FILES,
      "script.csx": "public class Script : ScriptBase\n{\n}\n",
    });
    expect(changes(unpack(packageOnDisk("solution/PaperPlanes_2_1_0_0.zip"), same))["script.csx"]).toBe(
      "unchanged",
    );
  });

  test("a script that is missing from the package is kept, with a notice", () => {
    const bare = builtFiles(connectorFolder(), { only: ["solution"] });
    const zip = [...bare].find(([name]) => name.endsWith("_1_0_0_0.zip"))?.[1];
    const folder = connectorFolder({ "script.csx": "//" });
    expect(unpack(packageOnDisk("export.zip", zip), folder)).toContainEqual(
      expect.objectContaining({ path: "script.csx", change: "kept" }),
    );
  });
});

describe("a package with several connectors", () => {
  const two = () => {
    const parts = unzipSync(built.get("solution/PaperPlanes_2_1_0_0.zip") ?? new Uint8Array());
    return writeZip(
      Object.entries(parts).flatMap(([name, bytes]) => {
        const entry = { name, bytes: Buffer.from(bytes) };
        if (name === "customizations.xml") {
          const xml = entry.bytes.toString("utf8");
          const [connector = ""] = /<Connector>[\s\S]*<\/Connector>/.exec(xml) ?? [];
          const second = connector.replaceAll("fold_paper", "fold_second");
          return { name, bytes: Buffer.from(xml.replace(connector, connector + second)) };
        }
        return name.startsWith("Connector/")
          ? [entry, { name: name.replace("fold_paper", "fold_second"), bytes: entry.bytes }]
          : entry;
      }),
    );
  };

  test("asks which one, and takes the named one", () => {
    const target = packageOnDisk("two.zip", two());
    expect(() => unpack(target)).toThrow(/holds 2 connectors/);
    expect(unpack(target, undefined, "fold_second-20planes-20-26-20co-5f2")).not.toEqual([]);
    expect(() => unpack(target, undefined, "third")).toThrow(/holds no connector "third"/);
  });
});

describe("writing", () => {
  const files: UnpackedFile[] = [
    { path: "a.json", change: "new", bytes: Buffer.from("1") },
    { path: "sub/b.json", change: "new", bytes: Buffer.from("2") },
    { path: "c.json", change: "unchanged", bytes: undefined },
  ];

  test("writes what changed and nothing else", () => {
    const folder = path.join(temporaryFolder(), "new");
    writeUnpacked(folder, files);
    expect(readdirSync(folder).sort()).toEqual(["a.json", "sub"]);
    expect(readFileSync(path.join(folder, "sub", "b.json"), "utf8")).toBe("2");
  });

  test("leaves nothing behind if one of the files cannot be written", () => {
    const folder = writeFiles(temporaryFolder(), {
      "keep.txt": "x",
      "sub/b.json/inner": "a folder in the way",
    });
    expect(() => writeUnpacked(folder, files)).toThrow(/is a folder/);
    expect(readdirSync(folder).sort()).toEqual(["keep.txt", "sub"]);
    expect(readdirSync(path.join(folder, "sub"))).toEqual(["b.json"]);
  });

  test("never follows a link out of the folder", () => {
    const folder = temporaryFolder();
    const outside = temporaryFolder();
    symlinkSync(outside, path.join(folder, "sub"));
    expect(() => writeUnpacked(folder, files)).toThrow(/leads out of the folder/);
    expect(readdirSync(outside)).toEqual([]);
    expect(readdirSync(folder)).toEqual(["sub"]);
  });
});

describe("opening", () => {
  test("refuses what does not exist, and what is not a package", () => {
    expect(() => openPackage(path.join(temporaryFolder(), "none.zip"))).toThrow(/There is no file/);
    const folder = writeFiles(temporaryFolder(), { "a.txt": "x", "b.json": { a: 1 } });
    expect(() => recognize(openPackage(folder))).toThrow(/is not a connector package/);
    expect(() => recognize(openPackage(path.join(folder, "b.json")))).toThrow(/is not a connector package/);
    expect(() => recognize(openPackage(path.join(folder, "a.txt")))).toThrow(/is not a zip archive/);
  });

  test("reads a folder without what links lead to", () => {
    const outside = writeFiles(temporaryFolder(), { "apiProperties.json": { properties: {} } });
    const folder = writeFiles(temporaryFolder(), { "apiDefinition.json": { swagger: "2.0" } });
    symlinkSync(path.join(outside, "apiProperties.json"), path.join(folder, "apiProperties.json"));
    expect(() => recognize(openPackage(folder)).connectors()).toThrow(/no apiProperties\.json/);
  });

  test("takes a download that was zipped as a folder", () => {
    const zip = writeZip(
      ["apiDefinition.json", "apiProperties.json"].map((name) => ({
        name: `my connector/${name}`,
        bytes: built.get(`pac/${name}`) ?? Buffer.alloc(0),
      })),
    );
    const read = recognize(openPackage(packageOnDisk("download.zip", zip)));
    expect(read.kind).toBe("connector folder");
    expect(read.connectors()[0]?.title).toBe("Paper Planes & Co_2");
  });
});
