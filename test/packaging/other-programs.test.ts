/** Opens every package with programs that have nothing in common with the one that wrote it. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { builtFiles, temporaryFolder, writeFiles } from "./folders.ts";
import { goldenConnector } from "./golden-connector.ts";

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

/** Each with what asks for its version, and what makes it read an archive. */
const PROGRAMS: { program: string; probe: string[]; read: (file: string) => string[] }[] = [
  { program: "unzip", probe: ["-v"], read: (file) => ["-tqq", file] },
  { program: "python3", probe: ["--version"], read: (file) => ["-c", PYTHON, file] },
  { program: "bsdtar", probe: ["--version"], read: (file) => ["-xOf", file] },
  // Windows calls it so; elsewhere this is another program, which reads no zip.
  ...(process.platform === "win32"
    ? [{ program: "tar", probe: ["--version"], read: (file: string) => ["-xOf", file] }]
    : []),
];
const installed = PROGRAMS.filter(({ program, probe }) => spawnSync(program, probe).status === 0);

const zips = [...builtFiles(goldenConnector(), { environmentVariables: true, managed: true })].filter(
  ([name]) => name.endsWith(".zip"),
);
const folder = writeFiles(
  temporaryFolder(),
  Object.fromEntries(zips.map(([name, bytes]) => [path.basename(name), bytes])),
);

describe("every zip is opened by another program", () => {
  test("of which at least one is installed: unzip, Python or bsdtar", () => {
    expect(installed.length).toBeGreaterThan(0);
    expect(zips).toHaveLength(5);
  });

  test.each(installed)("$program", ({ program, read }) => {
    for (const [name] of zips) {
      const result = spawnSync(program, read(path.join(folder, path.basename(name))), { encoding: "utf8" });
      expect(result.stderr).toBe("");
      expect(result.status).toBe(0);
    }
  });
});
