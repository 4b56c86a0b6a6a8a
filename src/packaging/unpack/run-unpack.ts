/** Unpacks a package into a folder and says what was taken, what was kept, and what the package holds besides. */
import path from "node:path";
import { type ConnectorFolder, readConnector } from "../../definition/connector-folder.ts";
import { InputError } from "../../json/problem.ts";
import { kindOf, listFolder } from "../../machine/files/read-inside.ts";
import { type FolderFile, writeFiles } from "../../machine/files/write-files.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { commandLine } from "../../machine/terminal/invocation.ts";
import { type Painter, PLAIN } from "../../machine/terminal/paint.ts";
import { printable } from "../../machine/terminal/printable.ts";
import { wrap } from "../../machine/terminal/wrap.ts";
import { openPackage } from "../read/open-package.ts";
import type { PackagedConnector } from "../read/packaged-connector.ts";
import { type PackageKind, recognize } from "../read/recognize.ts";
import { restOf } from "../read/rest-of-solution.ts";
import { readSettingsFile } from "../solution/settings.ts";
import { setYaml } from "./solution-yaml.ts";
import { chooseConnector, type UnpackedFile, unpackConnector } from "./unpack.ts";

export interface UnpackChoice {
  /** The package: a file or a folder. */
  file: string;
  out?: string;
  connector?: string;
  /** Write nothing. */
  dryRun?: boolean;
  /** Take the package although the folder holds another connector. */
  replace?: boolean;
}

export interface Unpacked {
  kind: PackageKind;
  label: string;
  connector: PackagedConnector;
  out: string;
  written: boolean;
  files: UnpackedFile[];
  /** What the solution holds besides the connector, a line each. */
  rest: readonly string[];
  notes: string[];
}

/**
 * @throws {InputError} for packages that cannot be read or chosen from, folders that hold something else, files that somebody
 * saved meanwhile; nothing is written then
 */
export function runUnpack(choice: UnpackChoice): Unpacked {
  const read = recognize(openPackage(choice.file));
  const connector = chooseConnector(read.connectors(), choice.connector, read.label);
  const out = choice.out ?? defaultFolder(choice.file);
  const files = unpackConnector(connector, existingFolder(out), choice.replace);
  const notes = choice.dryRun ? [] : writeFiles(out, files);
  return {
    kind: read.kind,
    label: read.label,
    connector,
    out,
    written: !choice.dryRun,
    files,
    rest: connector.solution?.rest ?? [],
    notes,
  };
}

/**
 * Every connector of a package, each into a folder of its own, and above them a solution.yaml that builds them together again.
 * @throws {InputError} as {@link runUnpack}; nothing is written then
 */
export function runUnpackAll(choice: UnpackChoice): Unpacked[] {
  const read = recognize(openPackage(choice.file));
  const connectors = read.connectors();
  const [first] = connectors;
  if (!first) throw noConnector(read.label);
  const out = choice.out ?? defaultFolder(choice.file);
  const known = foldersById(out);
  const taken = new Set<string>();
  const folders = connectors.map((connector) => {
    const id = connector.solution?.connectorId;
    let folder = (id === undefined ? undefined : known.get(id)) ?? slug(connector.title);
    for (let count = 2; taken.has(folder); count++) folder = `${slug(connector.title)}-${count}`;
    taken.add(folder);
    return folder;
  });
  // Everything is worked out before anything is written.
  const plans = connectors.map((connector, index) => {
    const target = path.join(out, folders[index] ?? "");
    return { connector, target, files: unpackConnector(connector, existingFolder(target), choice.replace) };
  });
  const [solution] = read.solutions;
  const names = new Set(connectors.map(({ name }) => name));
  const variables = new Set(
    connectors.flatMap((connector) => connector.variables.map(({ schemaName }) => schemaName.toLowerCase())),
  );
  const rest = solution ? restOf(solution, names, variables) : [];
  const roots = new Map(
    connectors.flatMap(({ solution: origin }) =>
      (origin?.rootComponents ?? []).map((root) => [JSON.stringify(root), root] as const),
    ),
  );
  const written = plans.flatMap(({ files }, index): FolderFile[] =>
    files.map((file) => ({ ...file, path: `${folders[index]}/${file.path}` })),
  );
  if (first.solution && kindOf(path.resolve(out, "solution.yaml")) === "none") {
    const origin = { ...first.solution, rootComponents: [...roots.values()] };
    written.push({ path: "solution.yaml", bytes: Buffer.from(setYaml(origin, folders, rest)) });
  }
  const notes = choice.dryRun ? [] : writeFiles(out, written);
  return plans.map(({ connector, target, files }, index): Unpacked => {
    const isLast = index === plans.length - 1;
    return {
      kind: read.kind,
      label: read.label,
      connector,
      out: target,
      written: !choice.dryRun,
      files,
      rest: isLast ? rest : [],
      notes: isLast ? notes : [],
    };
  });
}

function noConnector(label: string): InputError {
  return new InputError(
    "no-connector-in-package",
    `${label} holds no connector.`,
    "Add the connector to the solution and export it again.",
  );
}

/** A folder's name that every system takes. */
function slug(title: string): string {
  const text = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return text === "" || /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(text) ? "connector" : text;
}

/** Folders below that hold connectors already, by the id in their solution.yaml. */
function foldersById(out: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, kind } of listFolder(path.resolve(out))) {
    const id = kind === "folder" ? readSettingsFile(path.resolve(out, name)).connector?.id : undefined;
    if (id !== undefined) found.set(id, name);
  }
  return found;
}

function defaultFolder(file: string): string {
  const name = path.basename(file).replace(/\.(zip|json|bicep)$/i, "");
  if (kindOf(path.resolve(file)) !== "folder") return name;
  throw new InputError(
    "out-missing",
    "A folder cannot be unpacked into itself.",
    "Name the folder of the connector with --out.",
  );
}

/** The connector that is already there; undefined where there is none. */
export function existingFolder(out: string): ConnectorFolder | undefined {
  if (kindOf(path.resolve(out)) === "none") return undefined;
  const connector = readConnector(out);
  const unusable = connector.problems.find(
    (problem) => !["definition-missing", "properties-missing", "not-utf8"].includes(problem.code),
  );
  if (unusable)
    throw new InputError(
      unusable.code,
      `${path.join(out, unusable.file)}: ${unusable.message}`,
      "Correct or remove the file first: nothing was written.",
    );
  return connector;
}

/** The stable output of `--format json`. */
export function unpackedJson(result: Unpacked): string {
  const { kind, connector, out, written, rest, notes } = result;
  const files = result.files.map(({ path: name, change, note }) => ({ path: name, change, note }));
  return `${JSON.stringify({ kind, connector: connector.name, out, written, files, left: rest, notes }, null, 2)}\n`;
}

/** The result as text: what went where, then each file, then what was left. */
export function formatUnpacked(result: Unpacked, color: Painter = PLAIN, width = 100): string {
  const { connector, label, kind, out, written } = result;
  const origin = connector.solution;
  const lines = [
    `${color.bold(printable(connector.title))} ${written ? "went" : "would go"} from ${printable(label)} (${kind}) into ${printable(out)}`,
    "",
    color.bold("Taken"),
    ...fileLines(result.files, width),
  ];
  if (result.rest.length > 0 && origin)
    lines.push(
      "",
      color.bold(`Left in the solution ${printable(`${origin.uniqueName} ${origin.version}`)}`),
      ...result.rest.map((line) => `  ${wrap(printable(line), width, "    ")}`),
      "",
      ...partHelp(origin.uniqueName),
    );
  lines.push(...result.notes.map(printable));
  return `${lines.join("\n")}\n`;
}

function partHelp(name: string): string[] {
  return [
    `The connector is a part of it: no package is built under the name ${printable(name)}. To put`,
    `it back: ${commandLine("package", "FOLDER --into EXPORT.zip")}`,
  ];
}

/** One line a file, its notes below. */
function fileLines(files: readonly UnpackedFile[], cells: number): string[] {
  const width = Math.max(...files.map(({ change }) => change.length));
  const shown = files.filter(({ path: name }) => !name.includes("environmentvariabledefinitions/"));
  const variables = files.filter((file) => !shown.includes(file));
  const byChange = Map.groupBy(variables, ({ change }) => change);
  return [
    ...shown.flatMap(({ path: name, change, note }) => [
      `  ${change.padEnd(width)}  ${printable(name)}`,
      ...(note === undefined
        ? []
        : [`  ${" ".repeat(width)}    ${wrap(printable(note), cells, " ".repeat(width + 6))}`]),
    ]),
    ...[...byChange].map(
      ([change, found]) =>
        `  ${change.padEnd(width)}  ${counted(found.length, "file")} of environment variables in environmentvariabledefinitions/`,
    ),
  ];
}
