import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { buildPackages } from "../../src/packaging/build.ts";
import {
  isManifest,
  MANIFEST_NAME,
  manifestBytes,
  manifestOf,
  sha256,
} from "../../src/packaging/manifest.ts";
import { checkOutputFolder, replaceOutputFolder } from "../../src/packaging/output-folder.ts";
import { connectorFolder, temporaryFolder, writeFiles } from "./folders.ts";

const OURS = { kind: "connector-packages", schemaVersion: 1, files: [] };

describe("the output folder", () => {
  test("is replaced whole: files of the last build do not stay", () => {
    const out = path.join(temporaryFolder(), "dist");
    replaceOutputFolder(out, [
      { path: "old/file.txt", bytes: Buffer.from("1") },
      { path: MANIFEST_NAME, bytes: Buffer.from(JSON.stringify(OURS)) },
    ]);
    checkOutputFolder(out, []);
    replaceOutputFolder(out, [{ path: "new/file.txt", bytes: Buffer.from("2") }]);
    expect(readdirSync(out)).toEqual(["new"]);
    expect(readdirSync(path.dirname(out))).toEqual(["dist"]);
  });

  test("may be missing, empty or ours", () => {
    const folder = temporaryFolder();
    checkOutputFolder(path.join(folder, "missing"), []);
    checkOutputFolder(folder, []);
    checkOutputFolder(writeFiles(folder, { [MANIFEST_NAME]: OURS, "x.txt": "x" }), []);
  });

  test.each([
    { "thesis.txt": "ten years of work" },
    { "thesis.txt": "ten years of work", "manifest.json": { name: "an app" } },
    { "manifest.json": "not json" },
    { "manifest.json/inner.txt": "a folder" },
  ])("is never one that others wrote: %j", (files) => {
    const folder = writeFiles(temporaryFolder(), files as unknown as Record<string, string>);
    expect(() => checkOutputFolder(folder, [])).toThrow(/is not replaced/);
  });

  test("is never a file or a link", () => {
    const folder = writeFiles(temporaryFolder(), { file: "x", "ours/manifest.json": OURS });
    symlinkSync(path.join(folder, "ours"), path.join(folder, "link"));
    expect(() => checkOutputFolder(path.join(folder, "file"), [])).toThrow(/is not a folder/);
    expect(() => checkOutputFolder(path.join(folder, "link"), [])).toThrow(/is not a folder/);
  });

  test("never holds the connector", () => {
    const folder = writeFiles(temporaryFolder(), { [MANIFEST_NAME]: OURS });
    expect(() => checkOutputFolder(folder, [folder])).toThrow(/holds the connector/);
    expect(() => checkOutputFolder(folder, [path.join(folder, "a", "b")])).toThrow(/holds the connector/);
    checkOutputFolder(path.join(folder, "dist"), [folder]);
  });

  test("stays as it was if the new one cannot be written", () => {
    const folder = temporaryFolder();
    const out = path.join(folder, "dist");
    writeFiles(out, { [MANIFEST_NAME]: OURS });
    // A file cannot be a folder as well: the second write fails on every system.
    const files = [
      { path: "a", bytes: Buffer.from("1") },
      { path: "a/b", bytes: Buffer.from("2") },
    ];
    expect(() => replaceOutputFolder(out, files)).toThrow(/cannot be written/);
    expect(readdirSync(folder)).toEqual(["dist"]);
    expect(existsSync(path.join(out, MANIFEST_NAME))).toBe(true);
  });
});

describe("the manifest", () => {
  test("says size and hash of each file and nothing of the machine", () => {
    const build = buildPackages(connectorFolder(), { only: ["paconn"] });
    const bytes = manifestBytes(manifestOf(build));
    expect(isManifest(bytes.toString())).toBe(true);
    const manifest = JSON.parse(bytes.toString());
    expect(Object.keys(manifest)).toEqual(["kind", "schemaVersion", "title", "apiVersion", "files"]);
    const settings = build.formats[0]?.files.find((file) => file.path === "paconn/settings.json");
    expect(manifest.files).toContainEqual({
      format: "paconn",
      path: "paconn/settings.json",
      size: settings?.bytes.length,
      sha256: sha256(settings?.bytes ?? new Uint8Array()),
    });
  });

  test("is written with the files it lists", () => {
    const out = path.join(temporaryFolder(), "dist");
    const build = buildPackages(connectorFolder());
    const files = build.formats.flatMap((format) => format.files);
    replaceOutputFolder(out, files);
    for (const file of manifestOf(build).files) {
      expect(sha256(readFileSync(path.join(out, file.path)))).toBe(file.sha256);
    }
  });
});
