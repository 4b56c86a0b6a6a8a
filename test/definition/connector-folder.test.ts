import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { foldersOf, readConnector } from "../../src/definition/connector-folder.ts";
import { findConnectors } from "../../src/definition/find-connectors.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "connector-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (file: string, content: string | Buffer = "{}") => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
};
const codes = (folder = root) => readConnector(folder).problems.map((problem) => problem.code);

describe("reading a connector folder", () => {
  it("finds each part by name, in the folder or, for what accompanies it, in connector/", () => {
    for (const file of [
      "apiDefinition.swagger.json",
      "apiProperties.json",
      "script.csx",
      "README.md",
      "connector/icon.png",
      "connector/settings.json",
      "connector/intro.md",
    ])
      put(file);
    const connector = readConnector(root);
    expect(connector.definition?.file).toBe("apiDefinition.swagger.json");
    expect(connector.icon?.file).toBe("connector/icon.png");
    expect(connector.settings?.file).toBe("connector/settings.json");
    expect(connector.intro?.file).toBe("connector/intro.md");
    expect(connector.readme?.file).toBe("README.md");
    expect(connector.problems).toEqual([]);
  });

  it("takes the layout of pac, other letter case, names in settings.json and any single swagger file", () => {
    put("apiDefinition.json");
    put("apiProperties.json");
    expect(readConnector(root).definition?.file).toBe("apiDefinition.json");
    put("other/Contoso.swagger.json");
    expect(readConnector(path.join(root, "other")).definition?.file).toBe("Contoso.swagger.json");
    put("named/settings.json", '{"apiDefinition": "d.json", "apiProperties": "../apiProperties.json"}');
    put("named/d.json");
    const named = readConnector(path.join(root, "named"));
    expect(named.definition?.file).toBe("d.json");
    expect(named.properties).toBeUndefined();
  });

  it("takes every file that settings.json names, before files whose names only look right", () => {
    put("apiDefinition.swagger.json");
    put("apiProperties.json");
    put("script.csx", "old");
    put("code/scripts.csx", "new");
    put("connector/tides.png");
    put("v2.json");
    put(
      "settings.json",
      '{"apiDefinition": "./v2.json", "icon": "tides.png", "script": "code\\\\scripts.csx", "apiProperties": ""}',
    );
    const connector = readConnector(root);
    expect(connector.definition?.file).toBe("v2.json");
    expect(connector.properties?.file).toBe("apiProperties.json");
    expect(connector.icon?.file).toBe("connector/tides.png");
    expect(connector.script).toMatchObject({ file: "code/scripts.csx", text: "new" });
    expect(connector.problems).toEqual([]);
    expect(foldersOf(connector)).toEqual([root, path.join(root, "connector"), path.join(root, "code")]);
    // Pointed at another definition, it is that one.
    expect(findConnectors([path.join(root, "apiDefinition.swagger.json")])).toEqual([
      path.join(root, "apiDefinition.swagger.json"),
    ]);
    expect(readConnector(path.join(root, "apiDefinition.swagger.json")).definition?.file).toBe(
      "apiDefinition.swagger.json",
    );
  });

  it("knows which named files do not exist, and looks at none outside the folder", () => {
    put("apiDefinition.swagger.json");
    put("apiProperties.json");
    put("script.csx");
    put(
      "settings.json",
      '{"script": "scripts.csx", "icon": "../icon.png", "apiProperties": "C:\\\\p.json", "apiDefinition": "apiDefinition.swagger.json"}',
    );
    expect(readConnector(root).named).toEqual([
      {
        part: "definition",
        key: "apiDefinition",
        name: "apiDefinition.swagger.json",
        file: "apiDefinition.swagger.json",
      },
      { part: "properties", key: "apiProperties", name: "C:\\p.json", fault: "outside" },
      { part: "icon", key: "icon", name: "../icon.png", fault: "outside" },
      { part: "script", key: "script", name: "scripts.csx", fault: "missing" },
    ]);
  });

  it("can be pointed at the definition itself", () => {
    put("my.json", '{"swagger": "2.0"}');
    put("apiProperties.json");
    expect(readConnector(path.join(root, "my.json")).definition?.file).toBe("my.json");
  });

  it("says which of the two sources of truth is missing", () => {
    put("readme.md");
    expect(codes()).toEqual(["definition-missing", "properties-missing"]);
  });

  it("reads nothing outside the folder", () => {
    put("outside/secret.json", '{"secret": true}');
    put("inside/apiProperties.json");
    symlinkSync(path.join(root, "outside/secret.json"), path.join(root, "inside/apiDefinition.swagger.json"));
    const connector = readConnector(path.join(root, "inside"));
    expect(connector.definition).toBeUndefined();
    expect(connector.problems).toMatchObject([
      { code: "outside-folder", file: "apiDefinition.swagger.json" },
    ]);
  });

  it("does not hang on a pipe, a broken link or a folder in place of a file", () => {
    put("apiProperties.json");
    // Windows has no pipes among its files.
    if (process.platform !== "win32") {
      execFileSync("mkfifo", [path.join(root, "apiDefinition.swagger.json")]);
      expect(codes()).toEqual(["not-a-file"]);
      rmSync(path.join(root, "apiDefinition.swagger.json"));
    }
    symlinkSync("nowhere", path.join(root, "apiDefinition.swagger.json"));
    expect(codes()).toEqual(["unreadable"]);
  });

  it("refuses a file far beyond any limit without reading it", () => {
    put("apiProperties.json");
    put("apiDefinition.swagger.json", "");
    truncateSync(path.join(root, "apiDefinition.swagger.json"), 200 * 1024 * 1024);
    expect(readConnector(root).problems).toMatchObject([
      { code: "too-large", message: expect.stringContaining("200.0 MiB") },
    ]);
  });

  it("throws a clear error for a path that does not exist", () => {
    expect(() => readConnector(path.join(root, "none"))).toThrowError(
      expect.objectContaining({ code: "no-such-folder" }),
    );
  });
});

describe("finding connectors", () => {
  it("searches folders, skips folders that hold no sources, and does not descend into a connector", () => {
    put("a/apiDefinition.swagger.json");
    put("a/samples/x/apiDefinition.swagger.json");
    put("deep/b/apiProperties.json");
    put("node_modules/c/apiDefinition.swagger.json");
    const found = findConnectors([root]).map((folder) => path.relative(root, folder));
    expect(found).toEqual(["a", path.join("deep", "b")]);
  });

  it("knows a connector whose files have unusual names by its settings.json", () => {
    put("a/settings.json", '{"apiDefinition": "boats.json"}');
    put("a/boats.json");
    put("b/settings.json", '{"apiDefinition": "missing.json"}');
    put("c/settings.json", "not JSON");
    expect(findConnectors([root]).map((folder) => path.relative(root, folder))).toEqual(["a"]);
  });

  it("does not follow links to folders", () => {
    put("a/apiDefinition.swagger.json");
    symlinkSync(root, path.join(root, "loop"));
    expect(findConnectors([root])).toHaveLength(1);
  });

  it("says so where there is none", () => {
    expect(() => findConnectors([root])).toThrowError(expect.objectContaining({ code: "no-connector" }));
  });
});
