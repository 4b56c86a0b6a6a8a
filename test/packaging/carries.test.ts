/** The table of docs/package-formats.md against what is built and read back. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { get, getText } from "../../src/json/tree.ts";
import { buildPackages } from "../../src/packaging/build.ts";
import { CARRIED_PARTS, type Carries, formatsPage } from "../../src/packaging/carries.ts";
import { oAuthSettingsOf } from "../../src/packaging/connection.ts";
import { FORMATS, type FormatId } from "../../src/packaging/options.ts";
import { openPackage } from "../../src/packaging/read/open-package.ts";
import type { PackagedConnector } from "../../src/packaging/read/packaged-connector.ts";
import { recognize } from "../../src/packaging/read/recognize.ts";
import { connectorFolder, temporaryFolder, writeFiles } from "./folders.ts";
import { GOLDEN_FILES } from "./golden-connector.ts";

/** Everything a connector can have. */
const connector = connectorFolder({
  ...GOLDEN_FILES,
  "apiDefinition.swagger.json": {
    ...GOLDEN_FILES["apiDefinition.swagger.json"],
    host: '@environmentVariables("fold_Host")',
  },
  "apiProperties.json": {
    properties: {
      ...GOLDEN_FILES["apiProperties.json"].properties,
      connectionParameterSets: {
        uiDefinition: { displayName: "Sign in" },
        values: [
          { name: "key", uiDefinition: { displayName: "Key" }, parameters: { k: { type: "securestring" } } },
        ],
      },
    },
  },
  "connector/environmentvariabledefinitions/fold_Host/environmentvariabledefinition.xml":
    '<environmentvariabledefinition schemaname="fold_Host"><type>100000000</type></environmentvariabledefinition>',
});

/** Where each format is read from, below the output. */
const PACKAGES: Record<FormatId, string> = {
  paconn: "paconn",
  pac: "pac",
  solution: "solution/PaperPlanes_2_1_0_0.zip",
  flow: "solution/PaperPlanesFlow_2_1_0_0.zip",
  certification: "certification/PaperPlanes.zip",
  "logic-apps": "logic-apps/azuredeploy.json",
  "solution-source": "solution-source",
};

function has(packaged: PackagedConnector, part: string): boolean {
  const { definition, properties } = packaged;
  const settings = oAuthSettingsOf(properties);
  switch (part) {
    case "definition":
      return get(definition, "paths") !== undefined;
    case "title":
      return getText(get(definition, "info"), "title") === "Paper Planes & Co_2";
    case "script":
      return packaged.script !== undefined;
    case "icon":
      return packaged.icon?.equals(GOLDEN_FILES["icon.png"]) ?? false;
    case "variables":
      return packaged.variables.length > 0;
    case "clientId":
    case "clientSecret":
    case "redirectUrl":
      return settings.some((entry) => get(entry, part) !== undefined);
    default:
      return get(properties, part) !== undefined;
  }
}

describe.each(FORMATS)("%s", (format) => {
  const build = buildPackages(connector, { only: [format], leaveOut: ["script"] });
  const folder = writeFiles(
    temporaryFolder(),
    Object.fromEntries(
      build.formats.flatMap(({ files }) => files.map(({ path: name, bytes }) => [name, bytes])),
    ),
  );
  const [packaged] = recognize(openPackage(path.join(folder, PACKAGES[format]))).connectors();
  const said = build.notices.map(({ message }) => message).join("\n");

  test.each(CARRIED_PARTS.map(({ part, by }) => [part, by[format]] as const))(
    "%s: %s",
    (part, how: Carries) => {
      if (!packaged) throw new Error("no connector");
      if (how === "yes") expect(has(packaged, part)).toBe(true);
      if (how === "said") {
        expect(has(packaged, part)).toBe(false);
        expect(said).toMatch(WORDS[part] ?? new RegExp(part));
      }
      if (how === "never") expect(has(packaged, part)).toBe(false);
      if (how === "made" && part === "variables")
        expect(JSON.stringify(packaged.definition)).toContain("fold_Host");
      if (how === "made" && part === "clientId") expect(has(packaged, part)).toBe(true);
    },
  );
});

/** What a notice calls a part. */
const WORDS: Record<string, RegExp> = {
  connectionParameterSets: /choice of sign-ins/,
  policyTemplateInstances: /polic/,
  script: /the script/,
  scriptOperations: /the script of GetPlane/,
};

test("the page in docs is the one that the code makes: npm run docs", () => {
  const file = path.join(import.meta.dirname, "..", "..", "docs", "package-formats.md");
  expect(readFileSync(file, "utf8")).toBe(formatsPage());
});
