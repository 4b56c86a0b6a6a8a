/** A connector as it is on disk: which file plays which part, read once, faults collected instead of thrown. */
import path from "node:path";
import { JsonDocument } from "../json/json-document.ts";
import { InputError, type ReadProblem } from "../json/problem.ts";
import { decodeText, LineMap, type SourceText } from "../json/text.ts";
import { ownString } from "../json/values.ts";
import {
  type FileRead,
  isSpecial,
  kindOf,
  listFolder,
  MAX_TEXT_FILE_SIZE,
  readFileInside,
} from "../machine/files/read-inside.ts";
import { isClean } from "./secrets/clean-parts.ts";
import { type CommittedSecret, secretsOfFile } from "./secrets/secrets-of-file.ts";

/** A file that is text but not JSON. */
export interface TextFile extends SourceText {
  file: string;
  bytes: Buffer;
  lines: LineMap;
}

export interface BinaryFile {
  file: string;
  bytes: Buffer;
}

export interface ConnectorFolder {
  /** Absolute path of the folder. */
  root: string;
  /** The folder's own name. */
  name: string;
  /** Names of what lies directly in the folder, sorted; folders end with `/`. */
  entries: string[];
  /** The OpenAPI (Swagger 2.0) definition; undefined if missing or unreadable. */
  definition?: JsonDocument;
  /** apiProperties.json: connection parameters, policies, branding. */
  properties?: JsonDocument;
  /** settings.json of paconn or pac. */
  settings?: JsonDocument;
  icon?: BinaryFile;
  /** script.csx, the connector's custom code. */
  script?: TextFile;
  readme?: TextFile;
  intro?: TextFile;
  /** The file that plays each part, relative to the folder: also one that is there and cannot be read. */
  files: Partial<Record<Part, string>>;
  /** The files that settings.json names, found or not. */
  named: NamedFile[];
  /** What went wrong while reading any of them, the definition's syntax included. */
  problems: ReadProblem[];
  /** What looks like a secret in any of them. Each is hidden in whatever is said of the connector. */
  secrets: CommittedSecret[];
}

/** A connector whose files are read, but not yet looked into: what has not changed need not be. */
export interface ConnectorParts
  extends Pick<ConnectorFolder, "root" | "name" | "entries" | "files" | "named"> {
  /** Each part's bytes, or why there are none. */
  read: ReadonlyMap<Part, FileRead>;
  /** Looked into already, since it names the other files. */
  settings?: JsonDocument;
}

/** A file that settings.json names. */
export interface NamedFile {
  part: NameablePart;
  /** The key of settings.json: `apiDefinition`, `apiProperties`, `icon` or `script`. */
  key: string;
  /** As settings.json has it. */
  name: string;
  /** The file it leads to, relative to the folder; undefined if it leads to none. */
  file?: string;
  /** Why it leads to none: outside the folder nothing is looked at. */
  fault?: "outside" | "missing";
}

/** Each part with the names it goes by, best first; compared without regard to case, the certified name first. */
const NAMES = {
  definition: ["apidefinition.swagger.json", "apidefinition.json", "swagger.json", "openapi.json"],
  properties: ["apiproperties.json"],
  settings: ["settings.json"],
  icon: ["icon.png", "icon.jpg", "icon.jpeg"],
  script: ["script.csx", "script.cs"],
  readme: ["readme.md"],
  intro: ["intro.md"],
} as const;

export type Part = keyof typeof NAMES;

/** The parts that a settings file can name, by its key. (Documented: paconn's README.) */
const NAMED_BY = {
  apiDefinition: "definition",
  apiProperties: "properties",
  icon: "icon",
  script: "script",
} as const;

export type NameablePart = (typeof NAMED_BY)[keyof typeof NAMED_BY];

/** Our own layout, and that of repositories like ours, keeps what else ships one level down. */
const COMPANION_FOLDER = "connector";

/**
 * Reads a connector.
 * @param target the folder, or one of its files (then that file is taken as the definition if it is none of the other parts)
 * @param before see {@link connectorOf}
 * @throws {InputError} `no-such-folder` where there is nothing to read; every other fault is a problem in the result
 */
export function readConnector(target: string, before?: ConnectorFolder): ConnectorFolder {
  return connectorOf(readParts(target), before);
}

/** @throws {InputError} `not-a-file` for a pipe, a socket or a device, which has no end, or none that could be waited for */
export function refuseSpecial(full: string, target: string): void {
  if (isSpecial(full)) throw notAFile(`"${target}" is not a regular file.`);
}

/** @throws {InputError} `not-a-file` for what other programs read from standard input */
export function refuseInput(target: string): void {
  if (target === "-") throw notAFile("A definition is not read from standard input.");
}

function notAFile(message: string): InputError {
  return new InputError(
    "not-a-file",
    message,
    "Save the definition in a folder of its own and name that: what is said of it depends on the files beside it.",
  );
}

/** {@link readConnector}, but for looking into the files. */
export function readParts(target: string): ConnectorParts {
  const full = path.resolve(target);
  const kind = kindOf(full);
  if (kind === "none") {
    refuseInput(target);
    throw new InputError(
      "no-such-folder",
      `There is no file or folder "${target}".`,
      "Name a folder that holds apiDefinition.swagger.json and apiProperties.json.",
    );
  }
  refuseSpecial(full, target);
  const root = kind === "folder" ? full : path.dirname(full);
  const listed = listFolder(root);
  const companions = listed.some((entry) => entry.name.toLowerCase() === COMPANION_FOLDER)
    ? listFolder(path.join(root, COMPANION_FOLDER))
        .filter((entry) => entry.kind !== "folder")
        .map((entry) => `${COMPANION_FOLDER}/${entry.name}`)
    : [];
  const named = kind === "file" && !isOtherPart(path.basename(full)) ? path.basename(full) : undefined;
  return gather(
    root,
    listed.map((entry) => (entry.kind === "folder" ? `${entry.name}/` : entry.name)),
    companions,
    named,
    {
      has: (file) => kindOf(path.join(root, file)) !== "none",
      read: (file, limit) => readFileInside(root, file, limit),
    },
  );
}

/**
 * A connector made of contents that lie nowhere on disk: an editor's unsaved text, an archive's entries, a test's examples.
 * @param files contents by name; names may have the one folder `connector/` in front
 * @param named the file that is to be taken as the definition if it is none of the other parts
 * @param before see {@link connectorOf}
 */
export function connectorFromFiles(
  name: string,
  files: ReadonlyMap<string, Buffer>,
  named?: string,
  before?: ConnectorFolder,
): ConnectorFolder {
  const names = [...files.keys()].sort();
  const parts = gather(
    name,
    names.filter((file) => !file.includes("/")),
    names.filter((file) => file.startsWith(`${COMPANION_FOLDER}/`)),
    named !== undefined && !isOtherPart(named) ? named : undefined,
    {
      has: (file) => files.has(file),
      read: (file) => ({ ok: true, bytes: files.get(file) ?? Buffer.alloc(0) }),
    },
  );
  return connectorOf(parts, before);
}

/** The folders in which files of a connector lie or may come to lie: absolute paths, its own first. */
export function foldersOf({ root, files }: ConnectorFolder): string[] {
  const inner = Object.values(files).map((file) => path.join(root, path.posix.dirname(file)));
  return [...new Set([root, path.join(root, COMPANION_FOLDER), ...inner])];
}

/** Where the files of a connector are read from; names are relative to its folder and never lead out of it. */
interface Files {
  has(file: string): boolean;
  read(file: string, limit?: number): FileRead;
}

function gather(
  root: string,
  entries: string[],
  companions: string[],
  target: string | undefined,
  source: Files,
): ConnectorParts {
  const names = entries.filter((entry) => !entry.endsWith("/"));
  const files = locateParts(names, companions);
  const read = new Map<Part, FileRead>();
  const get = (part: Part, limit?: number) => {
    const file = files[part];
    if (file !== undefined) read.set(part, source.read(file, limit));
  };
  get("settings");
  const found = read.get("settings");
  const settings = found?.ok ? new JsonDocument(files.settings ?? "", found.bytes) : undefined;
  // What settings.json names is what paconn uploads, so it comes before names that only look right; what the caller
  // points at comes before both.
  const named = namedInSettings(settings, (file) => source.has(file));
  for (const { part, file } of named) if (file !== undefined) files[part] = file;
  if (target !== undefined) files.definition = target;
  for (const part of ["definition", "properties", "icon"] as const) get(part);
  for (const part of ["script", "readme", "intro"] as const) get(part, MAX_TEXT_FILE_SIZE);
  return { root, name: path.basename(root), entries, files, named, read, settings };
}

/**
 * The connector that files make, looked into.
 * @param before the same connector as it was: what has not changed since is not looked into again, and is made from the very same
 *   objects
 */
export function connectorOf(parts: ConnectorParts, before?: ConnectorFolder): ConnectorFolder {
  const { files } = parts;
  const connector: ConnectorFolder = {
    root: parts.root,
    name: parts.name,
    entries: parts.entries,
    files,
    named: parts.named,
    problems: [],
    secrets: [],
  };
  const read = (part: Part): BinaryFile | undefined => {
    const result = parts.read.get(part);
    if (result?.ok) return { file: files[part] ?? "", bytes: result.bytes };
    if (result) connector.problems.push(result.problem);
    return undefined;
  };
  const json = (part: Part, known?: JsonDocument) => {
    const bytes = read(part);
    if (!bytes) return undefined;
    const was =
      part === "definition" || part === "properties" || part === "settings" ? before?.[part] : undefined;
    const document = isSame(was, bytes) ? was : (known ?? new JsonDocument(bytes.file, bytes.bytes, was));
    if (document === was) connector.secrets.push(...secretsIn(before, document.file));
    else if (!was || !isClean(document))
      connector.secrets.push(...secretsOfFile(bytes, document.text, "json", document.value));
    connector.problems.push(...document.problems);
    return document;
  };
  const text = (part: Part): TextFile | undefined => {
    const bytes = read(part);
    if (!bytes) return undefined;
    const was = part === "script" || part === "readme" || part === "intro" ? before?.[part] : undefined;
    if (isSame(was, bytes)) {
      connector.secrets.push(...secretsIn(before, was.file));
      connector.problems.push(...was.problems);
      return was;
    }
    const source = decodeText(bytes.bytes, bytes.file);
    connector.problems.push(...source.problems);
    connector.secrets.push(...secretsOfFile(bytes, source.text, part === "script" ? "code" : "prose"));
    return { ...source, file: bytes.file, bytes: bytes.bytes, lines: new LineMap(source.text) };
  };

  connector.settings = json("settings", parts.settings);
  connector.definition = json("definition");
  connector.properties = json("properties");
  connector.icon = read("icon");
  connector.script = text("script");
  connector.readme = text("readme");
  connector.intro = text("intro");

  if (!files.definition) {
    connector.problems.push({
      code: "definition-missing",
      file: "apiDefinition.swagger.json",
      message: "The folder holds no OpenAPI definition.",
      help: "Name the definition apiDefinition.swagger.json, or point at the folder that holds it.",
    });
  }
  if (!files.properties) {
    connector.problems.push({
      code: "properties-missing",
      file: "apiProperties.json",
      message: "The folder holds no apiProperties.json.",
      help: 'Add an apiProperties.json; without authentication its smallest form is {"properties": {"connectionParameters": {}, "iconBrandColor": "#123456"}}.',
    });
  }
  return connector;
}

function isSame<File extends BinaryFile>(before: File | undefined, now: BinaryFile): before is File {
  return before !== undefined && before.file === now.file && before.bytes.equals(now.bytes);
}

function secretsIn(before: ConnectorFolder | undefined, file: string): CommittedSecret[] {
  return before?.secrets.filter((secret) => secret.file === file) ?? [];
}

/** A connector that is looked into when somebody first asks for what is in a file. */
export function connectorWhenAsked(parts: ConnectorParts): ConnectorFolder {
  let made: ConnectorFolder | undefined;
  const whole = () => {
    made ??= connectorOf(parts);
    return made;
  };
  const { root, name, entries, files, named } = parts;
  const connector = { root, name, entries, files, named } as ConnectorFolder;
  const inside = ["definition", "properties", "settings", "icon", "script", "readme", "intro"] as const;
  for (const key of [...inside, "problems", "secrets"] as const)
    Object.defineProperty(connector, key, { get: () => whole()[key], enumerable: true });
  return connector;
}

function isOtherPart(name: string): boolean {
  return Object.entries(NAMES).some(
    ([part, known]) => part !== "definition" && (known as readonly string[]).includes(name.toLowerCase()),
  );
}

function locateParts(names: string[], companions: string[]): Partial<Record<Part, string>> {
  const files: Partial<Record<Part, string>> = {};
  for (const part of Object.keys(NAMES) as Part[]) {
    const wanted: readonly string[] = NAMES[part];
    // Only what accompanies a connector may lie one level down; the two sources of truth are at the top.
    const accompanies = part !== "definition" && part !== "properties";
    const beside = accompanies ? wanted.map((name) => `${COMPANION_FOLDER}/${name}`) : [];
    const found = pick(names, wanted) ?? pick(companions, beside);
    if (found !== undefined) files[part] = found;
  }
  const swagger = names.find((name) => name.toLowerCase().endsWith(".swagger.json"));
  if (swagger !== undefined) files.definition ??= swagger;
  return files;
}

function pick(names: string[], wanted: readonly string[]): string | undefined {
  for (const name of wanted) {
    // Two names that differ in case only can lie side by side on Linux: the canonical spelling wins.
    const found = names.filter((candidate) => candidate.toLowerCase() === name);
    if (found.length > 0) return found.find((candidate) => /^api[DP]/.test(candidate)) ?? found[0];
  }
  return undefined;
}

/**
 * The files that a settings file names, in the order of its keys here. A name is taken relative to the connector's folder,
 * then to connector/ in it (chosen: paconn takes names relative to the folder in which it is started, which is one of the two).
 */
function namedInSettings(settings: JsonDocument | undefined, has: (file: string) => boolean): NamedFile[] {
  const found: NamedFile[] = [];
  for (const [key, part] of Object.entries(NAMED_BY)) {
    const name = ownString(settings?.value, key);
    // Left empty it is asked for, or there is none.
    if (name === undefined || name === "") continue;
    if (leadsOutside(name)) {
      found.push({ part, key, name, fault: "outside" });
      continue;
    }
    const plain = path.posix.normalize(name.replaceAll("\\", "/"));
    const file = [plain, `${COMPANION_FOLDER}/${plain}`].find(has);
    found.push(file === undefined ? { part, key, name, fault: "missing" } : { part, key, name, file });
  }
  return found;
}

/** Whether a name may lead out of the folder: an absolute path of any system, or one that goes up. */
function leadsOutside(name: string): boolean {
  return /^([a-z]:|[\\/])/i.test(name) || name.split(/[\\/]/).includes("..");
}

/**
 * The definition that the settings file of a folder names and that is there, relative to the folder; undefined if there
 * is none. For readers to whom a folder is not yet known as a connector.
 */
export function definitionNamedIn(root: string): string | undefined {
  const file = pick(
    listFolder(root).map((entry) => entry.name),
    NAMES.settings,
  );
  const read = file === undefined ? undefined : readFileInside(root, file);
  if (!read?.ok || file === undefined) return undefined;
  const has = (name: string) => kindOf(path.join(root, name)) !== "none";
  return namedInSettings(new JsonDocument(file, read.bytes), has).find(({ part }) => part === "definition")
    ?.file;
}
