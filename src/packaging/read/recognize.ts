/** Tells what a package is by what is in it, never by its name. */
import { InputError } from "../../json/problem.ts";
import { type CheckedPackage, checkPackage } from "../certification/package-checks.ts";
import { isManifest, MANIFEST_NAME } from "../manifest.ts";
import type { Archive } from "../zip/nested.ts";
import type { PackagedConnector } from "./packaged-connector.ts";
import { connectorPrefix, readFolderConnector } from "./read-folder.ts";
import { type ReadSolution, readSolution } from "./read-solution.ts";
import { readTemplateConnector } from "./read-template.ts";
import { connectorsOf } from "./solution-connector.ts";
import { type SolutionLayout, solutionLayouts } from "./solution-layout.ts";

export type PackageKind =
  | "solution"
  | "unpacked solution"
  | "solution in YAML source format"
  | "archive with a solution inside"
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
  const layouts = solutionLayouts(archive);
  const prefix = connectorPrefix(archive);
  const depth = (base: string) => base.split("/").length;
  const [layout] = layouts;
  // A folder may hold a connector and, further down, what was built of it; or solutions and, further down, a connector.
  if (layout && (prefix === undefined || depth(layout.base) <= depth(prefix)))
    return packageOfSolutions(archive, layouts, layout);
  const [only] = archive.files.size === 1 ? archive.files : [];
  if (only && /\.(?:json|bicep)$/i.test(only[0])) {
    const connector = readTemplateConnector(only[0], only[1]);
    if (connector)
      return { ...base, kind: "Logic Apps template", connectors: () => [{ ...connector, label }] };
  }
  if (prefix !== undefined)
    return { ...base, kind: "connector folder", connectors: () => [readFolderConnector(archive, prefix)] };
  const zips = [...archive.files.keys()].filter((name) => /\.zip$/i.test(name));
  if (zips.length > 0) return packageOfArchives(archive, zips);
  const template =
    [...archive.files.keys()].find((name) => /(^|\/)azuredeploy\.json$/i.test(name)) ??
    [...archive.files.keys()].find((name) => /\.bicep$/i.test(name) && isConnector(archive, name));
  const content = template === undefined ? undefined : archive.files.get(template);
  const connector = content && readTemplateConnector(`${label}/${template}`, content);
  if (connector) return { ...base, kind: "Logic Apps template", connectors: () => [connector] };
  throw unknownPackage(label);
}

/** Whether a Bicep file holds a custom connector: such folders have others, too. */
function isConnector(archive: Archive, name: string): boolean {
  return archive.files.get(name)?.includes("Microsoft.Web/customApis@") ?? false;
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

function packageOfSolutions(
  archive: Archive,
  layouts: readonly SolutionLayout[],
  first: SolutionLayout,
): ReadPackage {
  const { label } = archive;
  if (first.kind !== "yaml" && layouts.length > 1)
    throw new InputError(
      "several-packages",
      `${label} holds ${layouts.length} solutions.`,
      `Name one of them: ${layouts.map(({ base }) => `${label}/${base.replace(/\/$/, "")}`).join(", ")}.`,
    );
  const solutions = layouts.map((layout) => readSolution(archive, layout));
  const kinds = {
    packed: "solution",
    unpacked: "unpacked solution",
    yaml: "solution in YAML source format",
  } as const;
  return {
    label,
    archive,
    solutions,
    certification: undefined,
    problems: [],
    kind: kinds[first.kind],
    connectors: () => once(solutions.flatMap(connectorsOf)),
  };
}

/** Each connector once: the solutions of a package may repeat it. */
function once(connectors: readonly PackagedConnector[]): PackagedConnector[] {
  const byName = new Map<string, PackagedConnector>();
  for (const connector of connectors) if (!byName.has(connector.name)) byName.set(connector.name, connector);
  return [...byName.values()];
}

/**
 * A certification package, by what only one has: a folder with archives, itself or inside its one archive. Other archives
 * with solutions in them are deliveries of some kind, which no validator is for.
 */
function isCertification(archive: Archive, zips: readonly string[]): boolean {
  if (zips.some((name) => /^PkgAssets\//i.test(name))) return true;
  const [only, ...others] = zips.filter((name) => !name.includes("/"));
  if (only === undefined || others.length > 0) return false;
  try {
    return [...archive.open(only).files.keys()].some((name) => /\/[^/]+\.zip$/i.test(name));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return false;
  }
}

function packageOfArchives(archive: Archive, zips: string[]): ReadPackage {
  const plugin = zips.some((name) => /plugin/i.test(name));
  const isPackage = isCertification(archive, zips);
  const certification = isPackage ? checkPackage(archive, plugin) : undefined;
  const problems: string[] = [];
  const solutions = findSolutions(archive, problems).flatMap(({ found, layout }) => {
    try {
      return readSolution(found, layout);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (!isPackage && solutions.length === 0 && problems.length === 0) throw unknownPackage(archive.label);
  const introName = [...archive.files.keys()].find((name) => /^[^/]+\.md$/i.test(name));
  const intro = introName === undefined ? undefined : archive.files.get(introName);
  return {
    kind: isPackage ? "certification package" : "archive with a solution inside",
    label: archive.label,
    archive,
    solutions,
    certification,
    problems,
    // The connector's own solution comes first in a package; the flows' one repeats it.
    connectors: () =>
      once(solutions.flatMap(connectorsOf)).map((connector) =>
        isPackage ? { ...connector, intro } : connector,
      ),
  };
}

/** Solutions at any level of a package: also of one that the validator would refuse. */
function findSolutions(archive: Archive, problems: string[]): { found: Archive; layout: SolutionLayout }[] {
  const layouts = solutionLayouts(archive);
  if (layouts.length > 0) return layouts.map((layout) => ({ found: archive, layout }));
  return [...archive.files.keys()]
    .filter((name) => /\.zip$/i.test(name))
    .sort()
    .flatMap((name) => {
      try {
        return findSolutions(archive.open(name), problems);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.push(error.message);
        return [];
      }
    });
}

function unknownPackage(label: string): InputError {
  return new InputError(
    "unknown-package",
    `${label} is not a connector package.`,
    "Known are solutions, certification packages, paconn and pac folders, and Logic Apps templates.",
  );
}
