/** Reads one version of a connector from whatever holds it: a folder, a definition, a package, a git revision. */
import path from "node:path";
import {
  type ConnectorFolder,
  connectorFromFiles,
  readConnector,
} from "../../definition/connector-folder.ts";
import { findConnectors } from "../../definition/find-connectors.ts";
import { InputError } from "../../json/problem.ts";
import { isObject, own } from "../../json/values.ts";
import { kindOf, listFolder } from "../../machine/files/read-inside.ts";
import { Revision } from "../../machine/git/revision.ts";
import { commandLine } from "../../machine/terminal/invocation.ts";
import { openPackage } from "../../packaging/read/open-package.ts";
import { recognize } from "../../packaging/read/recognize.ts";
import { chooseConnector, unpackConnector } from "../../packaging/unpack/unpack.ts";
import type { Version } from "../index.ts";

/** A version with where it came from. */
export interface ReadVersion extends Version {
  /** As a report names it: the argument. */
  label: string;
  /** The folder its files are in, relative to the current one, `.` for itself; undefined if they are in none. */
  folder: string | undefined;
}

export interface ReadOptions {
  /** Which connector, where a package holds several. */
  connector?: string | undefined;
  /** The path whose connector is meant by a revision without a path; default: the current folder. */
  path?: string | undefined;
}

/**
 * Reads a version. What is on disk wins; else `REVISION` or `REVISION:PATH` is asked from git, with the path relative to
 * the top of the repository, as git has it.
 * @throws {InputError} for everything that is not a whole connector; half of one would seem to have lost the rest
 */
export function readVersion(text: string, options: ReadOptions = {}): ReadVersion {
  const full = path.resolve(text);
  const kind = text === "" ? "none" : kindOf(full);
  const version =
    kind === "none"
      ? fromRevision(text, options)
      : kind === "folder"
        ? fromFolder(text, full, options)
        : fromFile(text, full, options);
  refuseBroken(version);
  return version;
}

/** The path that a revision beside this argument is about, if the argument is on disk. */
export function pathOnDisk(text: string): string | undefined {
  if (text === "") return undefined;
  const kind = kindOf(path.resolve(text));
  return kind === "none" || (kind === "file" && !/\.json$/i.test(text)) ? undefined : text;
}

function fromFolder(label: string, full: string, options: ReadOptions): ReadVersion {
  const connector = readConnector(full);
  if (connector.definition) return onDisk(label, full, connector);
  const names = listFolder(full).map(({ name }) => name.toLowerCase());
  const isPackage = names.some((name) =>
    /^(\[content_types\]\.xml|solution\.xml|customizations\.xml|other|connectors?)$/.test(name),
  );
  if (isPackage) return fromPackage(label, options);
  const found = findConnectors([full]);
  const [only] = found;
  if (found.length === 1 && only !== undefined) return onDisk(label, only, readConnector(only));
  throw new InputError(
    "several-connectors",
    `"${label}" holds ${found.length} connectors.`,
    `Name one of them: ${found
      .slice(0, 5)
      .map((one) => relativeToHere(one))
      .join(", ")}${found.length > 5 ? " …" : ""}.`,
  );
}

function onDisk(label: string, full: string, connector: ConnectorFolder): ReadVersion {
  const folder = kindOf(full) === "folder" ? full : path.dirname(full);
  return { label, connector, folder: relativeToHere(folder) };
}

function relativeToHere(full: string): string {
  return path.relative(process.cwd(), full).split(path.sep).join("/") || ".";
}

function fromFile(label: string, full: string, options: ReadOptions): ReadVersion {
  if (!/\.json$/i.test(full)) return fromPackage(label, options);
  const connector = readConnector(full);
  // A Logic Apps template is JSON as well; a definition without paths is still one.
  const value = connector.definition?.value;
  const isTemplate =
    isObject(value) && own(value, "resources") !== undefined && own(value, "paths") === undefined;
  return isTemplate ? fromPackage(label, options) : onDisk(label, full, connector);
}

function fromPackage(label: string, options: ReadOptions): ReadVersion {
  const read = recognize(openPackage(label));
  const packaged = chooseConnector(read.connectors(), options.connector, read.label);
  const files = new Map<string, Buffer>();
  for (const { path: name, bytes } of unpackConnector(packaged, undefined)) if (bytes) files.set(name, bytes);
  return {
    label,
    connector: connectorFromFiles(packaged.title, files),
    carries: packaged.carries,
    folder: undefined,
  };
}

/** What can be a part of a connector; other files of a folder are not read. */
const PART = /\.(?:json|csx?|md|png)$/i;

/**
 * The connector of a folder as it was in a git revision; never anything that is on disk, whatever the name.
 * @throws {InputError} for a revision that is not there, or holds no whole connector at that place
 */
export function readRevision(folder: string, name: string): ReadVersion {
  const here = path.resolve(folder);
  const version = fromRevision(name, { path: here }, { here, colon: -1 });
  refuseBroken(version);
  return version;
}

function fromRevision(
  text: string,
  options: ReadOptions,
  { here, colon } = { here: process.cwd(), colon: text.indexOf(":") },
): ReadVersion {
  const name = colon < 0 ? text : text.slice(0, colon);
  const revision = Revision.find(here, name);
  if (!revision)
    throw new InputError(
      "no-such-version",
      `There is no file, folder or git revision "${text}".`,
      "Name a folder, a definition file, a package, or a revision such as HEAD~3 or main:connectors/mine.",
    );
  const wanted = colon < 0 ? revision.relative(path.resolve(options.path ?? here)) : text.slice(colon + 1);
  if (wanted === undefined)
    throw new InputError(
      "outside-repository",
      `"${options.path}" is not in the repository of "${name}".`,
      `Say where in the repository the connector lies: ${name}:PATH.`,
    );
  const entry = revision.entry(wanted);
  if (!entry)
    throw new InputError(
      "no-such-version",
      `Revision ${name} has no "${wanted}".`,
      `Name the folder that it had then: ${name}:PATH.`,
    );
  const isFile = entry.kind === "file";
  const folder = isFile ? revision.entry(wanted.slice(0, wanted.lastIndexOf("/") + 1)) : entry;
  const files = new Map<string, Buffer>();
  for (const child of revision.list(folder?.object ?? "")) {
    if (child.kind === "file" && PART.test(child.name)) files.set(child.name, revision.read(child));
    else if (child.kind === "folder" && child.name.toLowerCase() === "connector")
      for (const below of revision.list(child.object))
        if (below.kind === "file" && PART.test(below.name))
          files.set(`connector/${below.name}`, revision.read(below));
  }
  return {
    label: text,
    connector: connectorFromFiles(text, files, isFile ? entry.name : undefined),
    folder: undefined,
  };
}

/** What could not be read as it is meant would be compared as if it were gone. */
function refuseBroken({ label, connector }: ReadVersion): void {
  const { definition, properties, problems } = connector;
  if (!definition || !isObject(definition.value)) {
    const problem =
      problems.find(({ file }) => file === definition?.file) ??
      problems.find(({ code }) => code === "definition-missing");
    throw new InputError(
      problem?.code ?? "definition-missing",
      `"${label}" holds no readable connector: ${problem?.message ?? "its definition is not a JSON object."}`,
      problem?.help ?? "Name the folder that holds apiDefinition.swagger.json.",
    );
  }
  for (const document of [definition, properties]) {
    if (!document || document.strict) continue;
    const problem = document.problems.find(({ code }) => code === "json-syntax") ?? document.problems[0];
    const line = problem?.start === undefined ? "" : `:${document.lines.at(problem.start).line}`;
    throw new InputError(
      problem?.code ?? "json-syntax",
      `"${label}": ${document.file}${line}: ${problem?.message ?? "This is not JSON."}`,
      `Fix the file first (${commandLine("fix")}): whatever cannot be read would look as if it had been removed.`,
    );
  }
}
