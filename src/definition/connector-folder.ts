/** A connector as it lies on disk: which file plays which part, read once, faults collected instead of thrown. */
import path from "node:path";
import { JsonDocument } from "../json/json-document.ts";
import { InputError, type ReadProblem } from "../json/problem.ts";
import { decodeText, LineMap, type SourceText } from "../json/text.ts";
import { ownString } from "../json/values.ts";
import {
  type FileRead,
  kindOf,
  listFolder,
  MAX_TEXT_FILE_SIZE,
  readFileInside,
} from "../machine/files/read-inside.ts";

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
  /** What went wrong while reading any of them, the definition's syntax included. */
  problems: ReadProblem[];
}

/** Each part with the names it goes by, best first; compared without regard to case, the certified name first. */
const NAMES = {
  definition: ["apidefinition.swagger.json", "apidefinition.json", "swagger.json", "openapi.json"],
  properties: ["apiproperties.json"],
  settings: ["settings.json"],
  icon: ["icon.png"],
  script: ["script.csx", "script.cs"],
  readme: ["readme.md"],
  intro: ["intro.md"],
} as const;

type Part = keyof typeof NAMES;

/** Our own layout, and that of repositories like ours, keeps what else ships one level down. */
const COMPANION_FOLDER = "connector";

/**
 * Reads a connector.
 * @param target the folder, or one of its files (then that file is taken as the definition if it is none of the other parts)
 * @throws {InputError} `no-such-folder` where there is nothing to read; every other fault is a problem in the result
 */
export function readConnector(target: string): ConnectorFolder {
  const full = path.resolve(target);
  const kind = kindOf(full);
  if (kind === "none") {
    throw new InputError(
      "no-such-folder",
      `There is no file or folder "${target}".`,
      "Name a folder that holds apiDefinition.swagger.json and apiProperties.json.",
    );
  }
  const root = kind === "folder" ? full : path.dirname(full);
  const listed = listFolder(root);
  const companions = listed.some((entry) => entry.name.toLowerCase() === COMPANION_FOLDER)
    ? listFolder(path.join(root, COMPANION_FOLDER))
        .filter((entry) => entry.kind !== "folder")
        .map((entry) => `${COMPANION_FOLDER}/${entry.name}`)
    : [];
  const named = kind === "file" && !isOtherPart(path.basename(full)) ? path.basename(full) : undefined;
  return assemble(
    root,
    listed.map((entry) => (entry.kind === "folder" ? `${entry.name}/` : entry.name)),
    companions,
    named,
    (file) => readFileInside(root, file, /\.(?:csx?|md)$/i.test(file) ? MAX_TEXT_FILE_SIZE : undefined),
  );
}

/**
 * A connector made of contents that lie nowhere on disk: an editor's unsaved text, an archive's entries, a test's examples.
 * @param files contents by name; names may have the one folder `connector/` in front
 */
export function connectorFromFiles(name: string, files: ReadonlyMap<string, Buffer>): ConnectorFolder {
  const names = [...files.keys()].sort();
  return assemble(
    name,
    names.filter((file) => !file.includes("/")),
    names.filter((file) => file.startsWith(`${COMPANION_FOLDER}/`)),
    undefined,
    (file) => ({ ok: true, bytes: files.get(file) ?? Buffer.alloc(0) }),
  );
}

type ReadFile = (file: string) => FileRead;

function assemble(
  root: string,
  entries: string[],
  companions: string[],
  named: string | undefined,
  readFile: ReadFile,
): ConnectorFolder {
  const names = entries.filter((entry) => !entry.endsWith("/"));
  const connector: ConnectorFolder = { root, name: path.basename(root), entries, problems: [] };
  const files = locateParts(names, companions, named);
  const read = (file: string | undefined): BinaryFile | undefined => {
    if (!file) return undefined;
    const result = readFile(file);
    if (result.ok) return { file, bytes: result.bytes };
    connector.problems.push(result.problem);
    return undefined;
  };
  const json = (part: Part) => {
    const bytes = read(files[part]);
    if (!bytes) return undefined;
    const document = new JsonDocument(bytes.file, bytes.bytes);
    connector.problems.push(...document.problems);
    return document;
  };
  const text = (part: Part): TextFile | undefined => {
    const bytes = read(files[part]);
    if (!bytes) return undefined;
    const source = decodeText(bytes.bytes, bytes.file);
    connector.problems.push(...source.problems);
    return { ...source, file: bytes.file, bytes: bytes.bytes, lines: new LineMap(source.text) };
  };

  connector.settings = json("settings");
  // A settings file that names other files is how paconn is told about unusual names; only names inside the folder count.
  files.definition ??= namedInSettings(connector, "apiDefinition", names);
  files.properties ??= namedInSettings(connector, "apiProperties", names);
  connector.definition = json("definition");
  connector.properties = json("properties");
  connector.icon = read(files.icon ?? namedInSettings(connector, "icon", names));
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

function isOtherPart(name: string): boolean {
  return Object.entries(NAMES).some(
    ([part, known]) => part !== "definition" && (known as readonly string[]).includes(name.toLowerCase()),
  );
}

function locateParts(
  names: string[],
  companions: string[],
  definition: string | undefined,
): Partial<Record<Part, string>> {
  const files: Partial<Record<Part, string>> = {};
  for (const part of Object.keys(NAMES) as Part[]) {
    const wanted: readonly string[] = NAMES[part];
    // Only what accompanies a connector may lie one level down; the two sources of truth stand at the top.
    const accompanies = part !== "definition" && part !== "properties";
    files[part] =
      pick(names, wanted) ??
      (accompanies
        ? pick(
            companions,
            wanted.map((name) => `${COMPANION_FOLDER}/${name}`),
          )
        : undefined);
  }
  files.definition =
    definition ?? files.definition ?? names.find((name) => name.toLowerCase().endsWith(".swagger.json"));
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

function namedInSettings(connector: ConnectorFolder, key: string, names: string[]): string | undefined {
  const name = ownString(connector.settings?.value, key);
  return name !== undefined && names.includes(name) ? name : undefined;
}
