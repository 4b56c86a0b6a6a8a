import { unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { recognize } from "../../src/packaging/read/recognize.ts";
import { formatVerification } from "../../src/packaging/verify/report.ts";
import { type Verification, verifyPackage } from "../../src/packaging/verify/verify.ts";
import { readArchive } from "../../src/packaging/zip/nested.ts";
import { writeZip } from "../../src/packaging/zip/write-zip.ts";
import { builtFiles } from "./folders.ts";
import { goldenConnector } from "./golden-connector.ts";
import { rawZip } from "./raw-zip.ts";

const files = builtFiles(goldenConnector(), { environmentVariables: true, managed: true });
const bytesOf = (name: string) => files.get(name) ?? Buffer.alloc(0);

const verify = (bytes: Uint8Array, label = "x.zip"): Verification =>
  verifyPackage(recognize(readArchive(Buffer.from(bytes), label)));

/** A package with some of its parts changed (a function) or taken out (undefined); `/` goes into inner archives. */
function changed(bytes: Uint8Array, edits: Record<string, ((text: string) => string) | undefined>): Buffer {
  const parts = unzipSync(bytes);
  const entries = Object.entries(parts).flatMap(([name, content]) => {
    const found = Object.entries(edits).find(([pattern]) => name.includes(pattern));
    if (!found) return { name, bytes: Buffer.from(content) };
    const [, edit] = found;
    return edit ? { name, bytes: Buffer.from(edit(Buffer.from(content).toString("utf8")), "utf8") } : [];
  });
  return writeZip(entries);
}

const SOLUTION = bytesOf("solution/PaperPlanes_2_1_0_0.zip");
const FLOWS = bytesOf("solution/PaperPlanesFlow_2_1_0_0.zip");
const CERTIFICATION = bytesOf("certification/PaperPlanes.zip");

describe("our own packages", () => {
  test.each([
    ["solution/PaperPlanes_2_1_0_0.zip", "solution"],
    ["solution/PaperPlanes_2_1_0_0_managed.zip", "solution"],
    ["solution/PaperPlanesFlow_2_1_0_0.zip", "solution"],
    ["solution/PaperPlanesFlow_2_1_0_0_managed.zip", "solution"],
    ["certification/PaperPlanes.zip", "certification package"],
  ])("%s is recognised and nothing is wrong with it", (name, kind) => {
    const result = verify(bytesOf(name));
    expect(result.kind).toBe(kind);
    // What a maker's fixture lacks on purpose: a summary-less operation would be named here.
    expect(result.faults).toEqual([]);
    expect(result.ok).toBe(true);
  });

  test("are described: publisher, connector, flows, references, variables", () => {
    const text = formatVerification(verify(FLOWS, "Flow.zip"));
    expect(text).toContain("solution PaperPlanesFlow 2.1.0.0, unmanaged, publisher FoldAndSons (fold)");
    expect(text).toContain('flow "Paper Planes & Co_2: When a plane has flown" (off)');
    expect(text).toContain("connection reference fold_sharedpaper20planes202620co5f2_");
    expect(text).toContain("environment variable fold_PaperPlanesCo2Host");
    expect(text).toContain("2 triggers, 1 other operation,");
    expect(text).toContain("Nothing stops its import; 0 warnings.");
  });
});

describe("others' packages", () => {
  test("with credentials in any of their parts, however written: reported without repeating them", () => {
    const signature = `sig=${"Ab3".repeat(15)}`;
    const key = `ghp_${"a1".repeat(18)}`;
    const leaky = changed(FLOWS, {
      "Workflows/": (text) => text.replace('"Compose"', `"https://x.example/hook?a=1\\u0026${signature}"`),
      ".csx": (text) => `// ${key}\n${text}`,
    });
    const result = verify(leaky, "Flow.zip");
    expect(result.ok).toBe(false);
    const text = formatVerification(result);
    expect(text).toContain("a callback address with its signature");
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "customcodeblobcontent.csx:1: The file holds what looks like a GitHub token",
    );
    expect(text).not.toContain("Ab3Ab3");
    expect(text).not.toContain(key.slice(0, 12));
  });

  test("cannot steer the terminal by their names", () => {
    const hostile = changed(SOLUTION, {
      "solution.xml": (text) => text.replace("<UniqueName>PaperPlanes", "<UniqueName>\u009b2J\u202eplanes"),
    });
    expect(formatVerification(verify(hostile))).toContain("\\u009b2J\\u202eplanes");
  });

  test("written by pac: declarations, byte order marks, LF and empty elements", () => {
    const pac = changed(SOLUTION, {
      "customizations.xml": (xml) =>
        `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n${xml.replaceAll("\r\n", "\n").replace("<Entities></Entities>", "<Entities />")}`,
      "solution.xml": (xml) => `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n${xml}`,
      "[Content_Types].xml": (xml) => xml.replace("application/octet-stream", "text/xml"),
    });
    expect(verify(pac)).toMatchObject({ ok: true, faults: [] });
  });

  test("packed again by hand, with folder entries, stored, in another order", () => {
    const parts = Object.entries(unzipSync(SOLUTION)).reverse();
    const byHand = rawZip([
      { name: "Connector/", method: 0, attributes: 0o40755 * 0x10000 },
      ...parts.map(([name, content]) => ({ name, content: Buffer.from(content), method: 0 })),
    ]);
    expect(verify(byHand)).toMatchObject({ ok: true, faults: [] });
  });

  test("written by another library, with its own times", () => {
    expect(verify(zipSync(unzipSync(SOLUTION)))).toMatchObject({ ok: true, faults: [] });
  });

  test("with backslashes are read, with a warning", () => {
    const parts = Object.entries(unzipSync(SOLUTION));
    const windows = rawZip(
      parts.map(([name, content]) => ({ name: name.replaceAll("/", "\\"), content: Buffer.from(content) })),
    );
    const result = verify(windows);
    expect(result.ok).toBe(true);
    expect(result.faults.map((fault) => fault.severity)).toEqual(["warning"]);
  });
});

describe("what is wrong with a solution is reported", () => {
  const messages = (bytes: Uint8Array) => verify(bytes).faults.map((fault) => fault.message);

  test.each<[string, Buffer, RegExp]>([
    [
      "a file that is named but missing",
      changed(SOLUTION, { _iconblob: undefined }),
      /is named but not in the package/,
    ],
    [
      "a file that nothing names",
      changed(SOLUTION, { "customizations.xml": (xml) => xml.replace(/ *<iconblob>.*\r\n/, "") }),
      /Nothing names this file/,
    ],
    ["missing content types", changed(SOLUTION, { "[Content": undefined }), /missing; importers refuse/],
    [
      "undeclared content types",
      changed(SOLUTION, { "[Content": (xml) => xml.replace(/<Default Extension="csx".*?\/>/, "") }),
      /\.csx are not declared/,
    ],
    [
      "a connector that is no root component",
      changed(SOLUTION, { "solution.xml": (xml) => xml.replace(/ *<RootComponent type="372".*\r\n/, "") }),
      /not among the root components/,
    ],
    [
      "a root component of another type",
      changed(SOLUTION, { "solution.xml": (xml) => xml.replace('type="372"', 'type="371"') }),
      /type 371; exports have 372/,
    ],
    [
      "a root component of another name",
      changed(SOLUTION, { "solution.xml": (xml) => xml.replace('schemaName="fold_', 'schemaName="other_') }),
      /is called "other_/,
    ],
    [
      "another prefix",
      changed(SOLUTION, { "solution.xml": (xml) => xml.replace(">fold<", ">abc<") }),
      /does not begin with the publisher's prefix "abc_"/,
    ],
    [
      "a broken version",
      changed(SOLUTION, { "solution.xml": (xml) => xml.replace("<Version>2.1.0.0", "<Version>two") }),
      /"two" is not a valid version/,
    ],
    [
      "a broken managed flag",
      changed(SOLUTION, { "solution.xml": (xml) => xml.replace("<Managed>0", "<Managed>yes") }),
      /Managed is "yes"/,
    ],
    ["a definition that is no JSON", changed(SOLUTION, { _openapidefinition: () => "{" }), /is not JSON/],
    [
      "a definition without operations",
      changed(SOLUTION, { _openapidefinition: () => '{"swagger":"2.0"}' }),
      /has no operation/,
    ],
    [
      "a policy for an operation that is not there",
      changed(SOLUTION, { _policytemplateinstances: (json) => json.replace('"GetPlane"', '"GetTrain"') }),
      /is for "GetTrain"/,
    ],
    [
      "a script for an operation that is not there",
      changed(SOLUTION, { "customizations.xml": (xml) => xml.replace('["GetPlane"]', '["GetTrain"]') }),
      /scriptOperations names "GetTrain"/,
    ],
    [
      "a secret",
      changed(SOLUTION, {
        _connectionparameters: (json) => json.replace('"scopes"', '"clientSecret":"k3Zp9vTq","scopes"'),
      }),
      /client secret is set/,
    ],
    ["a flow whose file is missing", changed(FLOWS, { "flown-": undefined }), /is not in the package/],
    ["a flow that is no JSON", changed(FLOWS, { "flown-": () => "[1" }), /./],
    [
      "a flow nested without end",
      changed(FLOWS, { "flown-": () => "[".repeat(200_000) + "]".repeat(200_000) }),
      /nested/,
    ],
    [
      "a flow with another connection reference",
      changed(FLOWS, { "flown-": (json) => json.replace("fold_shared", "fold_other") }),
      /which the solution does not define/,
    ],
    [
      "a flow with another connector",
      changed(FLOWS, { "flown-": (json) => json.replace('"logicalName": "fold_', '"logicalName": "fold_x') }),
      /neither holds nor requires/,
    ],
    [
      "a step with another connection",
      changed(FLOWS, {
        "flown-": (json) => json.replace('"connectionName": "shared', '"connectionName": "other'),
      }),
      /which the flow does not refer to/,
    ],
  ])("%s", (_, bytes, expected) => {
    expect(messages(bytes).some((message) => expected.test(message))).toBe(true);
  });

  test("XML that is not well-formed is refused with its line", () => {
    const broken = changed(SOLUTION, { "solution.xml": (xml) => xml.replace("</Publisher>", "") });
    expect(() => verify(broken)).toThrow(/x\.zip\/solution\.xml:\d+: the XML is not well-formed/);
  });

  test("anything that is not a package is refused", () => {
    expect(() => verify(writeZip([{ name: "a.txt", bytes: Buffer.from("x") }]))).toThrow(
      /is not a connector package/,
    );
    expect(() => verify(Buffer.from("text"))).toThrow(/is not a zip archive/);
  });
});

describe("the certification validator's checks fail by their numbers", () => {
  const failed = (bytes: Uint8Array, label = "x.zip") => [
    ...new Set(
      verify(bytes, label)
        .checks.filter((check) => check.outcome === "failed")
        .map((check) => check.number),
    ),
  ];
  const outer = (edit: (parts: Record<string, Buffer>) => void) => {
    const parts = Object.fromEntries(
      Object.entries(unzipSync(CERTIFICATION)).map(([name, bytes]) => [name, Buffer.from(bytes)]),
    );
    edit(parts);
    return writeZip(Object.entries(parts).map(([name, bytes]) => ({ name, bytes })));
  };
  const inner = (edit: (parts: Record<string, Buffer>) => void) =>
    outer((parts) => {
      const content = Object.fromEntries(
        Object.entries(unzipSync(parts["package.zip"] ?? new Uint8Array())).map(([name, bytes]) => [
          name,
          Buffer.from(bytes),
        ]),
      );
      edit(content);
      parts["package.zip"] = writeZip(Object.entries(content).map(([name, bytes]) => ({ name, bytes })));
    });
  const CONNECTOR = "PkgAssets/ConnectorSolution.zip";
  const FLOW = "PkgAssets/FlowSolution.zip";

  test.each<[string, Buffer, string[]]>([
    ["nothing wrong", CERTIFICATION, []],
    [
      "a folder beside the package, as macOS adds",
      outer((p) => {
        p["__MACOSX/x"] = Buffer.from("");
      }),
      ["7", "15"],
    ],
    [
      "no intro",
      outer((p) => {
        delete p["intro.md"];
      }),
      ["7", "15"],
    ],
    [
      "two intros",
      outer((p) => {
        p["b.md"] = Buffer.from("");
      }),
      ["7", "15"],
    ],
    [
      "two folders inside",
      inner((p) => {
        p["other/x"] = Buffer.from("");
      }),
      ["8", "14", "15"],
    ],
    [
      "a folder beside the solutions",
      inner((p) => {
        p["PkgAssets/more/x"] = Buffer.from("");
      }),
      ["9", "15"],
    ],
    [
      "one solution only",
      inner((p) => {
        delete p[FLOW];
      }),
      ["9", "14", "15"],
    ],
    [
      "two connectors' solutions",
      inner((p) => {
        p[FLOW] = p[CONNECTOR] as Buffer;
      }),
      ["14", "15"],
    ],
    [
      "a solution without its content types",
      inner((p) => {
        p[CONNECTOR] = changed(p[CONNECTOR] as Buffer, { "[Content": undefined });
      }),
      ["10", "15"],
    ],
    [
      "customizations that are no XML",
      inner((p) => {
        p[CONNECTOR] = changed(p[CONNECTOR] as Buffer, { customizations: () => "<" });
      }),
      ["11", "14", "15"],
    ],
    [
      "flows without their folder",
      inner((p) => {
        p[FLOW] = changed(p[FLOW] as Buffer, { "Workflows/": undefined });
      }),
      ["12", "15"],
    ],
    [
      "flows without the connector",
      inner((p) => {
        p[FLOW] = changed(p[FLOW] as Buffer, {
          customizations: (xml) => xml.replace(/<Connectors>[\s\S]*<\/Connectors>/, "<Connectors />"),
        });
      }),
      ["13", "14", "15"],
    ],
  ])("%s", (_, bytes, numbers) => {
    expect(failed(bytes)).toEqual(numbers);
    expect(verify(bytes).ok).toBe(numbers.length === 0);
  });

  test("another ending of the file's name", () => {
    expect(failed(CERTIFICATION, "package.pkg")).toEqual(["5", "15"]);
  });
});
