/** Builds several connectors: each its own packages, and all of them one solution. */
import path from "node:path";
import { type ConnectorFolder, readConnector } from "../definition/connector-folder.ts";
import { InputError } from "../json/problem.ts";
import { isInside, kindOf } from "../machine/files/read-inside.ts";
import { type BuiltFormat, buildPackages, type PackageBuild, wantedFormats } from "./build.ts";
import { flowFiles } from "./formats/flow.ts";
import { solutionFiles } from "./formats/solution.ts";
import { hasErrors, type Notice } from "./notice.ts";
import type { FormatId, PackageOptions } from "./options.ts";
import type { VariableDefinition } from "./read/packaged-connector.ts";
import { settingsFolder } from "./settings-file.ts";
import { prepareSolution } from "./solution/prepare.ts";
import { readSettingsFile, refusePart, type SettingsFile, settingsOf } from "./solution/settings.ts";
import type { SolutionParts } from "./solution/solution-zip.ts";
import { workflowParts } from "./solution/workflow-part.ts";
import { yamlSource } from "./solution/yaml-source.ts";
import { type PackageSource, prepareSource } from "./source.ts";

/** Formats that hold all connectors at once. */
const TOGETHER: readonly FormatId[] = ["solution", "flow", "solution-source"];

export interface ConnectorSet {
  connectors: ConnectorFolder[];
  /** Identity of the solution they share. */
  settings: SettingsFile;
}

/**
 * The connectors that are meant: several folders, or the list in the solution.yaml of one. Undefined for one connector.
 * @throws {InputError} `no-such-folder`, `outside-folder`, `connectors-alike`
 */
export function readSet(folders: readonly string[]): ConnectorSet | undefined {
  const [first = "."] = folders;
  if (folders.length > 1) {
    const connectors = folders.map((folder) => readConnector(folder));
    const own = connectors.find(({ root }) => readSettingsFile(root).solution !== undefined);
    return checked({ connectors, settings: own ? readSettingsFile(own.root) : {} });
  }
  if (kindOf(path.resolve(first)) !== "folder") return undefined;
  const settings = readSettingsFile(path.resolve(first));
  if (!settings.connectors) return undefined;
  const base = path.resolve(first, settingsFolder(path.resolve(first)));
  const connectors = settings.connectors.map((folder) => {
    const full = path.resolve(base, folder);
    if (!isInside(path.resolve(first), full))
      throw new InputError(
        "outside-folder",
        `solution.yaml names the connector "${folder}", which leads out of "${first}".`,
        "Put the connector below the folder, or give the folders on the command line.",
      );
    return readConnector(full);
  });
  return checked({ connectors, settings });
}

/** Every connector needs a name of its own: it is the folder its packages go to. */
function checked(set: ConnectorSet): ConnectorSet {
  const names = set.connectors.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new InputError(
      "connectors-alike",
      `Two connectors are in folders called "${twice}".`,
      "Their packages would go to one place: rename one of the folders.",
    );
  return set;
}

/**
 * @param onFormat told before each step
 * @throws {InputError} `solution-settings`, `part-of-solution`, `connectors-alike`
 */
export function buildSet(
  set: ConnectorSet,
  options: PackageOptions,
  onFormat: (title: string) => void = () => {},
): PackageBuild {
  const wanted = wantedFormats(options).map(({ id }) => id);
  const { publisher, language } = set.settings;
  const shared = { ...options, shared: { publisher, language } };
  const apart = wanted.filter((id) => !TOGETHER.includes(id));
  const build: PackageBuild = { title: "", apiVersion: "", formats: [], notices: [], ok: false };
  const sources: PackageSource[] = [];
  for (const connector of set.connectors) {
    const { source, notices } = prepareSource(connector, shared);
    if (source) sources.push(source);
    if (apart.length === 0 || !source)
      build.notices.push(...notices.map((notice) => placed(notice, connector.name)));
    if (apart.length === 0) continue;
    const own = buildPackages(connector, { ...shared, only: apart }, (title) =>
      onFormat(`${connector.name}: ${title}`),
    );
    build.formats.push(...own.formats.map((format) => below(format, connector.name)));
    // What was not asked for by name is left out, not refused.
    const asked = options.only !== undefined;
    build.notices.push(
      ...own.notices.map((notice) =>
        placed(
          !asked && LEFT_OUT.has(notice.code) ? { ...notice, severity: "warning" as const } : notice,
          connector.name,
        ),
      ),
    );
  }
  if (sources.length === set.connectors.length && sources.length > 0)
    together(set, sources, wanted, options, build);
  build.ok = !hasErrors(build.notices);
  return build;
}

const LEFT_OUT = new Set(["intro-missing", "icon-missing", "no-operation", "certification-refused"]);

function placed(notice: Notice, name: string): Notice {
  return { ...notice, message: `${name}: ${notice.message}` };
}

/** A format of one connector, in a folder of the connector's name. */
function below(format: BuiltFormat, name: string): BuiltFormat {
  return {
    ...format,
    title: `${name}: ${format.title}`,
    files: format.files.map((file) => ({ ...file, path: `${name}/${file.path}` })),
    next: format.next.map((line) => line.replaceAll("{out}", `{out}/${name}`)),
  };
}

/** The formats that hold all connectors. */
function together(
  set: ConnectorSet,
  sources: readonly PackageSource[],
  wanted: readonly FormatId[],
  options: PackageOptions,
  build: PackageBuild,
): void {
  const [first] = sources;
  if (!first) return;
  const { settings } = settingsOf({ ...set.settings, connector: undefined }, first);
  refusePart(settings);
  const prepared = sources.map((source) => ({ source, ...prepareSolution(source) }));
  const connectors = prepared.flatMap(({ connector }) => connector.connectors);
  const names = connectors.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new InputError(
      "connectors-alike",
      `Two connectors would be called ${twice}.`,
      "Give one of them another title, or a connector.name in its solution.yaml.",
    );
  const variables = new Map<string, VariableDefinition>();
  for (const { connector } of prepared)
    for (const variable of connector.variables) variables.set(variable.schemaName.toLowerCase(), variable);
  const parts: SolutionParts = {
    identity: settings,
    settings,
    connectors,
    flows: [],
    variables: [...variables.values()],
  };
  const flows = prepared.flatMap(({ source, connector }) =>
    connector.connectors.flatMap((part) => workflowParts(source, part, settings)),
  );
  build.title = settings.uniqueName;
  build.apiVersion = settings.version;
  for (const { source, notices } of prepared)
    build.notices.push(
      ...notices.map((notice) => placed({ ...notice, format: "solution" }, source.connector.name)),
    );
  const add = (id: FormatId, title: string, built: Pick<BuiltFormat, "files" | "next">) =>
    build.formats.push({ id, title, report: [], ...built });
  if (wanted.includes("solution")) add("solution", "Dataverse solution", solutionFiles(parts));
  if (wanted.includes("flow") && flows.length > 0)
    add(
      "flow",
      "flow solution",
      flowFiles(
        { ...parts, identity: settings.flows, settings: { ...settings, missingDependencies: [] }, flows },
        options.managed ?? false,
      ),
    );
  if (wanted.includes("solution-source"))
    add("solution-source", "solution in YAML source", {
      files: yamlSource(parts, "solution-source"),
      next: ["pac solution pack --folder {out}/solution-source --zipfile solution.zip"],
    });
}
