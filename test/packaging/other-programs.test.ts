/** Opens every package with programs that have nothing in common with the one that wrote it: those of npm, and what the machine has. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { builtFiles, temporaryFolder, writeFiles } from "./folders.ts";
import { goldenConnector } from "./golden-connector.ts";
import { type RawEntry, rawZip } from "./raw-zip.ts";
import { readByNpm } from "./read-by-npm.ts";

/** Unpacks archives inside archives, parses every XML and JSON, and looks for each path that an XML names. */
const PYTHON = `
import io, json, sys, zipfile
import xml.etree.ElementTree as xml
def read(data, label):
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None, label
    names = archive.namelist()
    assert len(set(names)) == len(names), label
    for name in names:
        content = archive.read(name)
        if name.endswith(".zip"):
            read(content, label + "/" + name)
        elif name.endswith(".json"):
            json.loads(content.decode("utf-8"))
        elif name.endswith(".xml"):
            for element in xml.fromstring(content.decode("utf-8-sig")).iter():
                text = element.text or ""
                if text.startswith(("/Connector/", "/Workflows/")):
                    assert text[1:] in names, text
    print(label, len(names))
for file in sys.argv[1:]:
    read(open(file, "rb").read(), file)
`;

/** Each with what asks for its version, what that answers, and what makes it read an archive. */
const PROGRAMS: { program: string; probe: string; says: string; read: (file: string) => string[] }[] = [
  { program: "unzip", probe: "-v", says: "UnZip", read: (file) => ["-tqq", file] },
  { program: "python3", probe: "--version", says: "Python", read: (file) => ["-c", PYTHON, file] },
  { program: "bsdtar", probe: "--version", says: "bsdtar", read: (file) => ["-xOf", file] },
  // So it is called by macOS and Windows. Elsewhere, and in the shell of git for Windows, this is another one, which reads no zip.
  { program: "tar", probe: "--version", says: "bsdtar", read: (file) => ["-xOf", file] },
];
const installed = PROGRAMS.filter(({ program, probe, says }) => {
  const { status, stdout } = spawnSync(program, [probe], { encoding: "utf8" });
  return status === 0 && stdout.includes(says);
});

const zips = [...builtFiles(goldenConnector(), { environmentVariables: true, managed: true })].filter(
  ([name]) => name.endsWith(".zip"),
);
const folder = writeFiles(
  temporaryFolder(),
  Object.fromEntries(zips.map(([name, bytes]) => [path.basename(name), bytes])),
);

test("there are five packages to open", () => expect(zips).toHaveLength(5));

describe("every zip is opened by another program", () => {
  test("from npm, whatever the machine has", async () => {
    for (const [name, bytes] of zips) {
      const names = await readByNpm(Buffer.from(bytes), name);
      expect(names.length).toBeGreaterThan(1);
    }
  });

  test.each(installed)("$program", ({ program, read }) => {
    for (const [name] of zips) {
      const result = spawnSync(program, read(path.join(folder, path.basename(name))), { encoding: "utf8" });
      expect(result.stderr).toBe("");
      expect(result.status).toBe(0);
    }
  });
});

test.each<[string, RawEntry[], RegExp]>([
  ["a wrong checksum", [{ name: "a.txt", content: "a", crc: 1 }], /checksum of a\.txt is wrong/],
  ["a name twice", [{ name: "a.txt" }, { name: "a.txt" }], /a\.txt is there twice/],
  ["a name that leads out", [{ name: "../a.txt" }], /invalid relative path/],
  ["a size that is not so", [{ name: "a.txt", content: "a", unpacked: 9 }], /not enough bytes/],
  ["a broken JSON", [{ name: "a.json", content: "{" }], /x\.zip\/a\.json: /],
  ["a broken XML", [{ name: "a.xml", content: "<a><b></a>" }], /x\.zip\/a\.xml: /],
  [
    "a part that is missing",
    [{ name: "a.xml", content: "<a><b>/Connector/c.json</b></a>" }],
    /names \/Connector\/c\.json, which is not in the archive/,
  ],
  [
    "a fault in an archive inside",
    [{ name: "b.zip", content: rawZip([{ name: "a.json", content: "{" }]) }],
    /x\.zip\/b\.zip\/a\.json: /,
  ],
])("the reader from npm sees %s", async (_, entries, expected) => {
  await expect(readByNpm(rawZip(entries), "x.zip")).rejects.toThrow(expected);
});
