/** Compares every part with its golden file, byte for byte. `UPDATE_GOLDEN=1` writes them again: read the diff then. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/packaging/manifest.ts";
import { builtFiles } from "./folders.ts";
import { goldenConnector } from "./golden-connector.ts";

const FOLDER = path.join(import.meta.dirname, "golden");
const update = process.env.UPDATE_GOLDEN === "1";

function expectGolden(name: string, bytes: Uint8Array): void {
  const file = path.join(FOLDER, `${name}.golden`);
  if (update) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  const golden = readFileSync(file);
  // As text first: a difference is then shown as one.
  expect(Buffer.from(bytes).toString("utf8")).toBe(golden.toString("utf8"));
  expect(golden.equals(bytes)).toBe(true);
}

const files = builtFiles(goldenConnector(), { environmentVariables: true, managed: true });
// A reader other than our own.
const parts = (zip: string) => unzipSync(files.get(zip) ?? new Uint8Array());

describe("golden files", () => {
  test("every package has the bytes it always had, on every machine", () => {
    const hashes = [...files].map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join("");
    expectGolden("packages.sha256", Buffer.from(hashes));
  });

  test.each(["customizations.xml", "solution.xml", "[Content_Types].xml"])("the solution's %s", (name) => {
    expectGolden(`solution/${name}`, parts("solution/PaperPlanes_2_1_0_0.zip")[name] ?? new Uint8Array());
  });

  test("the solution's environment variable", () => {
    const all = parts("solution/PaperPlanes_2_1_0_0.zip");
    const name = Object.keys(all).find((key) => key.startsWith("environmentvariabledefinitions/")) ?? "";
    expect(name).toBe(
      "environmentvariabledefinitions/fold_PaperPlanesCo2Host/environmentvariabledefinition.xml",
    );
    expectGolden("solution/environmentvariabledefinition.xml", all[name] ?? new Uint8Array());
  });

  test.each(["openapidefinition", "connectionparameters", "policytemplateinstances"])(
    "the solution's %s",
    (column) => {
      const name = `Connector/fold_paper-20planes-20-26-20co-5f2_${column}.json`;
      expectGolden(
        `solution/${column}.json`,
        parts("solution/PaperPlanes_2_1_0_0.zip")[name] ?? new Uint8Array(),
      );
    },
  );

  test.each(["customizations.xml", "solution.xml"])("the flow solution's %s", (name) => {
    expectGolden(`flow/${name}`, parts("solution/PaperPlanesFlow_2_1_0_0.zip")[name] ?? new Uint8Array());
  });

  test("the flows", () => {
    const flows = Object.entries(parts("solution/PaperPlanesFlow_2_1_0_0.zip")).filter(([name]) =>
      name.startsWith("Workflows/"),
    );
    expect(flows).toHaveLength(2);
    for (const [index, [, bytes]] of flows.entries()) expectGolden(`flow/flow-${index + 1}.json`, bytes);
  });

  test.each([
    "Other/Solution.xml",
    "Other/Customizations.xml",
    "Connectors/fold_paper-20planes-20-26-20co-5f2.xml",
  ])("the unpacked %s", (name) => {
    expectGolden(
      `unpacked/${path.basename(name)}`,
      files.get(`solution/unpacked/${name}`) ?? new Uint8Array(),
    );
  });

  test.each(["azuredeploy.json", "main.bicep"])("the Logic Apps %s", (name) => {
    expectGolden(`logic-apps/${name}`, files.get(`logic-apps/${name}`) ?? new Uint8Array());
  });
});
