/** A connector as it lies on disk: which file plays which part, read once, faults collected instead of thrown. */
import path from "node:path";
import { kindOf, listFolder, readFileInside } from "./files.ts";
import { ownString } from "./json.ts";
import { JsonDocument } from "./json-document.ts";
import { InputError, type ReadProblem } from "./problem.ts";
import { decodeText, LineMap, type SourceText } from "./text.ts";

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
  const names = listed.filter((entry) => entry.kind !== "folder").map((entry) => entry.name);
  const connector: ConnectorFolder = {
    root,
    name: path.basename(root),
    entries: listed.map((entry) => (entry.kind === "folder" ? `${entry.name}/` : entry.name)),
    problems: [],
  };

  const named = kind === "file" && !isOtherPart(path.basename(full)) ? path.basename(full) : undefined;
  const files = locateParts(root, names, named);
  const json = (part: Part) => {
    const bytes = read(connector, files[part]);
    if (!bytes) return undefined;
    const document = new JsonDocument(bytes.file, bytes.bytes);
    connector.problems.push(...document.problems);
    return document;
  };
  const text = (part: Part): TextFile | undefined => {
    const bytes = read(connector, files[part]);
    if (!bytes) return undefined;
    const source = decodeText(bytes.bytes, bytes.file);
    connector.problems.push(...source.problems);
    return { ...source, file: bytes.file, bytes: bytes.bytes, lines: new LineMap(source.text) };
  };

  connector.settings = json("settings");
  // A settings file that names other files is how paconn is told about unusual names; only names inside the folder count.
  if (!files.definition) files.definition = namedInSettings(connector, "apiDefinition", names);
  if (!files.properties) files.properties = namedInSettings(connector, "apiProperties", names);
  connector.definition = json("definition");
  connector.properties = json("properties");
  connector.icon = read(connector, files.icon ?? namedInSettings(connector, "icon", names));
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
  root: string,
  names: string[],
  definition: string | undefined,
): Partial<Record<Part, string>> {
  const companions = listFolder(path.join(root, COMPANION_FOLDER))
    .filter((entry) => entry.kind !== "folder")
    .map((entry) => entry.name);
  const files: Partial<Record<Part, string>> = {};
  for (const part of Object.keys(NAMES) as Part[]) {
    const direct = pick(names, NAMES[part]);
    // Only what accompanies a connector may lie one level down; the two sources of truth stand at the top.
    const companion =
      part === "definition" || part === "properties" ? undefined : pick(companions, NAMES[part]);
    files[part] = direct ?? (companion && `${COMPANION_FOLDER}/${companion}`);
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

function read(connector: ConnectorFolder, file: string | undefined): BinaryFile | undefined {
  if (!file) return undefined;
  const result = readFileInside(connector.root, file);
  if (result.ok) return { file, bytes: result.bytes };
  connector.problems.push(result.problem);
  return undefined;
}
