/** Tells what a package is by what lies in it, never by its name. */
import { InputError } from "../../json/problem.ts";
import { type CheckedPackage, checkPackage } from "../certification/package-checks.ts";
import { isManifest, MANIFEST_NAME } from "../manifest.ts";
import type { Archive } from "../zip/nested.ts";
import type { PackagedConnector } from "./packaged-connector.ts";
import { connectorPrefix, readFolderConnector } from "./read-folder.ts";
import { connectorOf, type ReadSolution, readSolution, solutionLayout } from "./read-solution.ts";
import { readTemplateConnector } from "./read-template.ts";

export type PackageKind =
  | "solution"
  | "unpacked solution"
  | "certification package"
  | "connector folder"
  | "Logic Apps template";

export interface ReadPackage {
  kind: PackageKind;
  label: string;
  archive: Archive;
  /** Solutions in it; none for folders and templates. */
  solutions: ReadSolution[];
  /** The validator's checks, for a certification package. */
  certification: CheckedPackage | undefined;
  /** Parts that could not be read. */
  problems: string[];
  /** Reads the connectors; each once, though a package may hold it in two solutions. */
  connectors(): PackagedConnector[];
}

/**
 * Reads a package as far as telling what it is.
 * @throws {InputError} `unknown-package`, `several-packages`, and what its parts throw
 */
export function recognize(archive: Archive): ReadPackage {
  const { label } = archive;
  const base = { label, archive, solutions: [] as ReadSolution[], certification: undefined, problems: [] };
  const manifest = archive.files.get(MANIFEST_NAME);
  if (manifest && isManifest(manifest.toString("utf8"))) throw severalPackages(archive);
  const layout = solutionLayout(archive);
  if (layout) {
    const solutions = [readSolution(archive)];
    return {
      ...base,
      kind: layout === "packed" ? "solution" : "unpacked solution",
      solutions,
      connectors: () => solutions.flatMap(connectorsOf),
    };
  }
  const [only] = archive.files.size === 1 ? archive.files : [];
  if (only && /\.json$/i.test(only[0])) {
    const connector = readTemplateConnector(label, only[1]);
    if (connector) return { ...base, kind: "Logic Apps template", connectors: () => [connector] };
  }
  const prefix = connectorPrefix(archive);
  if (prefix !== undefined)
    return { ...base, kind: "connector folder", connectors: () => [readFolderConnector(archive, prefix)] };
  const zips = [...archive.files.keys()].filter((name) => /\.zip$/i.test(name));
  if (zips.length > 0) return certificationPackage(archive, zips);
  const template = [...archive.files].find(([name]) => /(^|\/)azuredeploy\.json$/i.test(name));
  const connector = template && readTemplateConnector(`${label}/${template[0]}`, template[1]);
  if (connector) return { ...base, kind: "Logic Apps template", connectors: () => [connector] };
  throw new InputError(
    "unknown-package",
    `${label} is no package of a connector.`,
    "Known are solutions, certification packages, paconn and pac folders, and Logic Apps templates.",
  );
}

/** A whole output folder: which of its packages is meant, nobody can know. */
function severalPackages(archive: Archive): InputError {
  const zips = [...archive.files.keys()].filter((name) => /\.zip$/i.test(name));
  const folders = ["paconn", "pac", "solution/unpacked", "logic-apps"].filter((name) =>
    archive.folders.includes(name),
  );
  return new InputError(
    "several-packages",
    `${archive.label} is an output folder with several packages.`,
    `Name one of them: ${[...folders, ...zips].map((name) => `${archive.label}/${name}`).join(", ")}.`,
  );
}

function connectorsOf(read: ReadSolution): PackagedConnector[] {
  return read.connectors.map((connector) => connectorOf(read, connector));
}

function certificationPackage(archive: Archive, zips: string[]): ReadPackage {
  const plugin = zips.some((name) => /plugin/i.test(name));
  const certification = checkPackage(archive, plugin);
  const problems: string[] = [];
  const solutions = findSolutions(archive).flatMap((found) => {
    try {
      return readSolution(found);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  const intro = [...archive.files].find(([name]) => /^[^/]+\.md$/i.test(name))?.[1];
  return {
    kind: "certification package",
    label: archive.label,
    archive,
    solutions,
    certification,
    problems,
    connectors: () => {
      const byName = new Map<string, PackagedConnector>();
      // The connector's own solution comes first in a package; the flows' one repeats it.
      for (const connector of solutions.flatMap(connectorsOf))
        if (!byName.has(connector.name)) byName.set(connector.name, { ...connector, intro });
      return [...byName.values()];
    },
  };
}

/** Solutions at any level of a package: also of one that the validator would refuse. */
function findSolutions(archive: Archive): Archive[] {
  if (solutionLayout(archive)) return [archive];
  return [...archive.files.keys()]
    .filter((name) => /\.zip$/i.test(name))
    .sort()
    .flatMap((name) => findSolutions(archive.open(name)));
}
