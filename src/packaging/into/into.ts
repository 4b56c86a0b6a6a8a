/** Puts a connector back into the solution it is a part of: everything else of the solution stays as it is. */
import { OAUTH_SETTINGS } from "../../definition/oauth-settings.ts";
import { InputError } from "../../json/problem.ts";
import { decodeText } from "../../json/text.ts";
import {
  clone,
  get,
  getText,
  isEmpty,
  type JsonNode,
  type ObjectNode,
  parseTree,
  sameMeaning,
  set,
} from "../../json/tree.ts";
import { compactJson } from "../../json/write-json.ts";
import { isPlaceholder } from "../../machine/redaction/credentials.ts";
import { parseVersion } from "../options.ts";
import { columnFile, type ReadSolution } from "../read/read-solution.ts";
import { VARIABLE_FOLDER } from "../read/read-variables.ts";
import { fileNamed, PARTS } from "../read/solution-layout.ts";
import { stripSecrets } from "../secrets.ts";
import { connectorPart } from "../solution/connector-part.ts";
import { holdsReference, variablesOf } from "../solution/references.ts";
import { readSolutionSettings } from "../solution/settings.ts";
import type { PackageSource } from "../source.ts";
import { childNamed, childText, readXmlText, type XmlNode } from "../xml/read-xml.ts";
import { editRow } from "./edit-row.ts";

export interface IntoResult {
  /** New content by the file's name in the archive; empty if nothing changes. */
  changes: Map<string, Buffer>;
  /** Logical name of the connector. */
  connector: string;
  solution: string;
  version: { from: string; to: string };
  /** What is changed, a line each. */
  changed: string[];
  /** What the solution knows better, or what was left out, a sentence each. */
  notes: string[];
}

/**
 * @param read the export, or the folder it was unpacked into
 * @throws {InputError} `connector-not-in-solution`, `solution-part-missing`
 */
export function putInto(read: ReadSolution, source: PackageSource): IntoResult {
  const { settings } = readSolutionSettings(source);
  const row = findRow(read, settings.connectorId, settings.connectorName);
  const name = childText(row, "name") ?? settings.connectorName;
  const notes: string[] = [];
  const changes = new Map<string, Buffer>();
  const changed: string[] = [];
  const part = connectorPart(source, { ...settings, connectorName: name });
  const wanted = new Map<string, string | undefined>(
    ["description", "displayname", "iconbrandcolor", "scriptoperations"].map((column) => [
      column,
      contentOf(part.element.content, column),
    ]),
  );
  if (wanted.get("scriptoperations") === undefined) wanted.delete("scriptoperations");
  const folder = `${read.layout.base}${PARTS[read.layout.kind].connectors}/`;
  for (const column of COLUMNS) {
    const ours = part.files.find((file) => file.name.startsWith(`${name}_${column}.`));
    const found = columnFile(read, row, column);
    const theirs = found?.file === undefined ? undefined : read.archive.files.get(found.file);
    if (!ours) {
      // Nothing vanishes because a folder lacks it: it may have been left out of the repository.
      const word = WORDS[column];
      if (theirs && theirs.length > 0 && word)
        notes.push(`The solution's ${word} stays: the folder has none.`);
      continue;
    }
    const content = merged(column, Buffer.from(ours.bytes), theirs, source, notes);
    if (!content) continue;
    const named = found && sameKind(found.named, ours.name) ? found : undefined;
    const file = named?.file ?? `${folder}${ours.name}`;
    if (!named) wanted.set(column, `/Connector/${ours.name}`);
    changes.set(file, content);
    changed.push(`${file}${theirs ? "" : " (new)"}`);
  }
  editXml(read, row, wanted, changes, changed, notes);
  addVariables(read, source, changes, changed);
  const version = { from: read.version, to: read.version };
  if (changes.size > 0) {
    version.to = source.options.version ?? bumped(read.version);
    setVersion(read, version.to, changes);
    changed.push(`version ${version.from} to ${version.to}`);
    declareTypes(read, changes, changed);
  }
  if (read.managed === "1")
    notes.push("The export is managed: where it is installed, an unmanaged layer may lie above it.");
  return { changes, connector: name, solution: read.uniqueName, version, changed, notes };
}

const COLUMNS = [
  "openapidefinition",
  "connectionparameters",
  "connectionparametersets",
  "policytemplateinstances",
  "customcodeblobcontent",
  "iconblob",
] as const;

const WORDS: Record<string, string> = {
  connectionparametersets: "choice of sign-ins",
  customcodeblobcontent: "script",
};

/** The row by its id, else by its name. */
function findRow(read: ReadSolution, id: string, name: string): XmlNode {
  const idOf = (row: XmlNode) => (childText(row, "connectorid") ?? "").replace(/[{}]/g, "").toLowerCase();
  const found =
    read.connectors.find((row) => idOf(row) === id.toLowerCase()) ??
    read.connectors.find((row) => (childText(row, "name") ?? "").toLowerCase() === name.toLowerCase());
  if (found) return found;
  const held = read.connectors.map((row) => `${childText(row, "name")} (${idOf(row)})`).join(", ");
  throw new InputError(
    "connector-not-in-solution",
    `${read.label} holds no connector "${name}" and none with the id ${id}.`,
    held === ""
      ? "It holds no connector at all: add the connector to the solution and export it again."
      : `It holds ${held}. Write the id of yours into solution.yaml: connector.id.`,
  );
}

function contentOf(content: unknown, name: string): string | undefined {
  if (!Array.isArray(content)) return undefined;
  const found = content.find((child: { name: string }) => child.name === name) as { content?: unknown };
  return typeof found?.content === "string" ? found.content : undefined;
}

function sameKind(named: string, ours: string): boolean {
  const extension = (text: string) => text.slice(text.lastIndexOf(".")).toLowerCase();
  return extension(named) === extension(ours);
}

/** The new content of a part; undefined if the solution's own means the same. */
function merged(
  column: (typeof COLUMNS)[number],
  ours: Buffer,
  theirs: Buffer | undefined,
  source: PackageSource,
  notes: string[],
): Buffer | undefined {
  if (theirs?.equals(ours)) return undefined;
  if (column === "iconblob") return ours;
  if (column === "customcodeblobcontent") {
    const plain = (bytes: Buffer) => decodeText(bytes, column).text.replace(/\r\n?/g, "\n").trimEnd();
    return theirs && plain(theirs) === plain(ours) ? undefined : ours;
  }
  const text = theirs === undefined ? "" : decodeText(theirs, column).text;
  if (text.trim() === "") return ours;
  const before = parseTree(text, column);
  const after = parseTree(ours.toString("utf8"), column);
  if (isNothing(before) && isNothing(after)) return undefined;
  if (column === "connectionparameters" && isNothing(after) && signsIn(source)) {
    notes.push(
      "The folder has no connection parameters, though its definition signs in: the solution's own stay.",
    );
    return undefined;
  }
  const stripped = clone(before);
  stripSecrets(stripped);
  const result = column.startsWith("connectionparameter") ? withTheirs(after, before) : after;
  return sameMeaning(result, before) || sameMeaning(result, stripped)
    ? undefined
    : Buffer.from(compactJson(result), "utf8");
}

function isNothing(node: JsonNode): boolean {
  return isEmpty(node) || (node.kind === "literal" && node.raw === "null");
}

function signsIn(source: PackageSource): boolean {
  return !isEmpty(get(source.definition, "securityDefinitions"));
}

/** What only the environment knows: the redirect address, and the client id where the folder keeps a place for it. */
function withTheirs(ours: JsonNode, theirs: JsonNode): JsonNode {
  if (ours.kind === "array" && theirs.kind === "array")
    return {
      kind: "array",
      items: ours.items.map((item, index) => {
        const other = theirs.items[index];
        return other ? withTheirs(item, other) : item;
      }),
    };
  if (ours.kind !== "object" || theirs.kind !== "object") return ours;
  const result: ObjectNode = clone(ours);
  for (const member of result.members) {
    const other = get(theirs, member.key);
    if (!other) continue;
    member.value = withTheirs(member.value, other);
    if (member.key === OAUTH_SETTINGS && member.value.kind === "object")
      keepOfEnvironment(member.value, other);
  }
  return result;
}

function keepOfEnvironment(settings: ObjectNode, theirs: JsonNode): void {
  const redirect = get(theirs, "redirectUrl");
  if (redirect && !get(settings, "redirectUrl")) set(settings, "redirectUrl", redirect);
  const own = getText(settings, "clientId") ?? "";
  const id = get(theirs, "clientId");
  if (id && !holdsReference(own) && (own === "" || isPlaceholder(own))) set(settings, "clientId", id);
}

/** Changes the row's own texts, in customizations.xml or in the file of the unpacked row. */
function editXml(
  read: ReadSolution,
  row: XmlNode,
  wanted: ReadonlyMap<string, string | undefined>,
  changes: Map<string, Buffer>,
  changed: string[],
  notes: string[],
): void {
  if (read.layout.kind === "yaml") {
    notes.push("Texts of the row are not written into YAML source: change them in the environment and sync.");
    return;
  }
  const id = childText(row, "connectorid");
  for (const file of rowFiles(read)) {
    const bytes = read.archive.files.get(file);
    if (!bytes) continue;
    const source = decodeText(bytes, file);
    const root = readXmlText(source.text, file, { keep: isOfRow });
    const rows = root.name === "Connector" ? [root] : (childNamed(root, "Connectors")?.children ?? []);
    const found = rows.find(
      (node) => childText(node, "name") === childText(row, "name") && childText(node, "connectorid") === id,
    );
    if (!found) continue;
    const edited = editRow(source.text, found, wanted);
    if (edited.changed.length === 0) return;
    changes.set(file, encoded(edited.text, source.byteOrderMark));
    changed.push(`${file}: ${edited.changed.join(", ")}`);
    return;
  }
}

/** The list of rows, or the children of an unpacked row, which are at the first level of its file. */
function isOfRow(name: string): boolean {
  return name === "Connectors" || /^[a-z]+$/.test(name);
}

function rowFiles(read: ReadSolution): string[] {
  const { base, kind } = read.layout;
  if (kind === "packed") return [fileNamed(read.archive, `${base}customizations.xml`) ?? ""];
  const own = [...read.archive.files.keys()].filter(
    (name) => name.startsWith(base) && /^Connectors\/[^/]+\.xml$/i.test(name.slice(base.length)),
  );
  return [...own, fileNamed(read.archive, `${base}${PARTS.unpacked.customizations}`) ?? ""];
}

function encoded(text: string, byteOrderMark: boolean): Buffer {
  return Buffer.from(`${byteOrderMark ? "\uFEFF" : ""}${text}`, "utf8");
}

/** Definitions of variables that the connector refers to, the folder has and the solution lacks. */
function addVariables(
  read: ReadSolution,
  source: PackageSource,
  changes: Map<string, Buffer>,
  changed: string[],
): void {
  const has = new Set(read.variables.map(({ schemaName }) => schemaName.toLowerCase()));
  const used = new Set(
    [...variablesOf(source.definition), ...variablesOf(source.properties)].map((name) => name.toLowerCase()),
  );
  for (const { schemaName, files } of source.variables) {
    const key = schemaName.toLowerCase();
    if (has.has(key) || !used.has(key)) continue;
    for (const { path, bytes } of files) changes.set(`${read.layout.base}${VARIABLE_FOLDER}/${path}`, bytes);
    changed.push(`environment variable ${schemaName} (new)`);
  }
}

/** The next version: an import takes an update for one only if it is higher. */
function bumped(version: string): string {
  const parts = parseVersion(version === "" ? "1.0.0.0" : version)
    .split(".")
    .map(Number);
  parts[3] = (parts[3] ?? 0) + 1;
  return parts.join(".");
}

function setVersion(read: ReadSolution, version: string, changes: Map<string, Buffer>): void {
  const { base, kind, manifest } = read.layout;
  const name =
    kind === "yaml"
      ? (fileNamed(read.archive, `${manifest}solution.yml`) ??
        fileNamed(read.archive, `${manifest}solution.yaml`))
      : fileNamed(read.archive, base + PARTS[kind].solution);
  const bytes = name === undefined ? undefined : read.archive.files.get(name);
  if (name === undefined || !bytes) return;
  const source = decodeText(bytes, name);
  if (kind === "yaml") {
    const text = source.text.replace(/^(\s*Version:\s*).*$/m, (_, key: string) => `${key}${version}`);
    changes.set(name, encoded(text, source.byteOrderMark));
    return;
  }
  const root = readXmlText(source.text, name);
  const node = childNamed(childNamed(root, "SolutionManifest"), "Version");
  if (!node) return;
  const text = source.text.slice(0, node.contentStart) + version + source.text.slice(node.contentEnd);
  changes.set(name, encoded(text, source.byteOrderMark));
}

/** Files of a new kind are declared: importers refuse a package with others. */
function declareTypes(read: ReadSolution, changes: Map<string, Buffer>, changed: string[]): void {
  if (read.layout.kind !== "packed") return;
  const name = fileNamed(read.archive, `${read.layout.base}[Content_Types].xml`);
  const bytes = name === undefined ? undefined : read.archive.files.get(name);
  if (name === undefined || !bytes) return;
  const source = decodeText(bytes, name);
  const extensions = new Set([...changes.keys()].map((file) => file.slice(file.lastIndexOf(".") + 1)));
  const missing = [...extensions].filter(
    (extension) => !source.text.toLowerCase().includes(`extension="${extension.toLowerCase()}"`),
  );
  if (missing.length === 0) return;
  const added = missing
    .map((extension) => `<Default Extension="${extension}" ContentType="application/octet-stream" />`)
    .join("");
  changes.set(name, encoded(source.text.replace("</Types>", `${added}</Types>`), source.byteOrderMark));
  changed.push(`${name}: ${missing.join(", ")}`);
}
