/** Makes a connector folder out of a package, or brings a package's changes into one that exists. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { mergeJson } from "../../json/merge.ts";
import { InputError } from "../../json/problem.ts";
import { decodeText } from "../../json/text.ts";
import { get, type JsonNode, parseTree, set } from "../../json/tree.ts";
import { canonicalJson } from "../../json/write-json.ts";
import { readFileInside } from "../../machine/files/read-inside.ts";
import { imageKind, imageWidth } from "../icon/image-kind.ts";
import { sha256 } from "../manifest.ts";
import type { PackagedConnector } from "../read/packaged-connector.ts";
import { VARIABLE_FOLDER } from "../read/read-variables.ts";
import { findSettingsFile, settingsFolder } from "../settings-file.ts";
import { compareIdentity, refuseAnother } from "./identity.ts";
import { reconcileDefinition, reconcileProperties } from "./reconcile.ts";
import { solutionYaml } from "./solution-yaml.ts";

export interface UnpackedFile {
  /** Relative to the folder, with `/`. */
  path: string;
  change: "new" | "changed" | "unchanged" | "kept";
  /** New content; undefined where the file stays as it is. */
  bytes: Buffer | undefined;
  /** What a changed file held when it was read. */
  before?: Buffer;
  /** Why a file is kept, or what of it. */
  note?: string;
}

/** The icon the platform gives connectors without one. (Sourced: server exports.) */
const DEFAULT_ICON_SIZE = 2895;

/** Dataverse shrinks icons to this many pixels. */
const DATAVERSE_ICON = 144;

/**
 * Which of several connectors a package holds is meant.
 * @throws {InputError} `no-connector-in-package`, `several-connectors`
 */
export function chooseConnector(
  connectors: PackagedConnector[],
  wanted: string | undefined,
  label: string,
): PackagedConnector {
  const names = connectors.map((connector) => connector.name);
  const [only] = connectors;
  if (!only)
    throw new InputError(
      "no-connector-in-package",
      `${label} holds no connector.`,
      "Add the connector to the solution and export it again.",
    );
  if (wanted === undefined) {
    if (connectors.length === 1) return only;
    throw new InputError(
      "several-connectors",
      `${label} holds ${connectors.length} connectors.`,
      `Name one with --connector, or take them all with --all: ${names.join(", ")}.`,
    );
  }
  const found = connectors.find((connector) =>
    [connector.name, connector.title].some((name) => name.toLowerCase() === wanted.toLowerCase()),
  );
  if (found) return found;
  throw new InputError(
    "no-connector-in-package",
    `${label} holds no connector "${wanted}".`,
    `It holds ${names.join(", ")}.`,
  );
}

/**
 * The files of a connector folder.
 * @param existing the folder as it is; undefined for a new one
 * @param replace take the package although the folder holds another connector
 * @throws {InputError} `json-syntax` if a file to be changed is not JSON; `another-connector`
 */
export function unpackConnector(
  connector: PackagedConnector,
  existing: ConnectorFolder | undefined,
  replace = false,
): UnpackedFile[] {
  if (existing && !replace) refuseAnother(connector, existing);
  const files: UnpackedFile[] = [];
  const oldDefinition = existing?.definition;
  const oldProperties = existing?.properties;
  const treeOfFile = (file: typeof oldDefinition) => file && parseTree(file.text, file.file);
  const oldDefinitionTree = treeOfFile(oldDefinition);
  const definition = reconcileDefinition(connector, oldDefinitionTree);
  files.push(json(oldDefinition, "apiDefinition.swagger.json", definition.value, definition.kept));

  const oldTree = treeOfFile(oldProperties);
  const properties = reconcileProperties(connector, get(oldTree, "properties"), oldDefinitionTree);
  const whole: JsonNode =
    oldTree?.kind === "object"
      ? { ...oldTree, members: oldTree.members.map((member) => ({ ...member })) }
      : { kind: "object", members: [] };
  if (whole.kind === "object") set(whole, "properties", properties.value);
  files.push(json(oldProperties, "apiProperties.json", whole, properties.kept));

  if (connector.script) files.push(script(connector.script, existing));
  else if (existing?.script && holdsScripts(connector))
    files.push({
      path: existing.script.file,
      change: "kept",
      bytes: undefined,
      note: "the package has no script; delete the file if that is meant",
    });
  if (connector.icon) files.push(icon(connector.icon, existing));
  if (connector.intro) files.push(raw(existing?.intro, "intro.md", connector.intro));
  const settings = existing && findSettingsFile(existing.root);
  files.push(...variables(connector, existing, existing ? settingsFolder(existing.root) : ""));
  if (connector.solution) {
    const bytes = solutionYaml(connector, connector.solution);
    if (settings && replace) {
      // Under the identity of the one that was there, the next package would write over its row.
      const before = Buffer.from(settings.text, "utf8");
      const change = before.equals(bytes) ? "unchanged" : "changed";
      files.push({ path: settings.file, change, bytes: change === "changed" ? bytes : undefined, before });
    } else if (existing && settings) {
      const notes = compareIdentity(connector.solution, existing);
      const change = notes.length > 0 ? "kept" : "unchanged";
      files.push({ path: settings.file, change, bytes: undefined, ...noteOf(notes) });
    } else files.push({ path: "solution.yaml", change: "new", bytes });
  }
  return files;
}

const noteOf = (notes: readonly string[]) => (notes.length > 0 ? { note: notes.join("; ") } : {});

/** Definitions of environment variables beside solution.yaml, each as it is. */
function variables(
  connector: PackagedConnector,
  existing: ConnectorFolder | undefined,
  folder: string,
): UnpackedFile[] {
  return connector.variables.flatMap(({ files }) =>
    files.map(({ path, bytes }): UnpackedFile => {
      const name = `${folder}${VARIABLE_FOLDER}/${path}`;
      const read = existing && readFileInside(existing.root, name);
      if (!read?.ok) return { path: name, change: "new", bytes };
      return read.bytes.equals(bytes)
        ? { path: name, change: "unchanged", bytes: undefined }
        : { path: name, change: "changed", bytes, before: read.bytes };
    }),
  );
}

/** Logic Apps templates have no place for scripts, so they say nothing about one. */
function holdsScripts(connector: PackagedConnector): boolean {
  return connector.carries === undefined || connector.carries.includes("scriptOperations");
}

function json(
  old: ConnectorFolder["definition"],
  name: string,
  incoming: JsonNode,
  kept: readonly string[],
): UnpackedFile {
  if (!old) return { path: name, change: "new", bytes: Buffer.from(canonicalJson(incoming), "utf8") };
  const shown = [...new Set(kept)];
  const note = noteOf(
    shown.length === 0
      ? []
      : [
          `kept what the package does not have: ${shown.slice(0, MAX_KEPT).join(", ")}${shown.length > MAX_KEPT ? ", …" : ""}`,
        ],
  );
  const merged = mergeJson(old.text, incoming, old.file);
  if (merged === old.text) return { path: old.file, change: "unchanged", bytes: undefined, ...note };
  const mark = old.byteOrderMark && old.encoding === "utf-8" ? "\uFEFF" : "";
  const bytes = Buffer.from(`${mark}${merged}`, "utf8");
  return { path: old.file, change: "changed", bytes, before: old.bytes, ...note };
}

/** Things that one note names. */
const MAX_KEPT = 4;

function script(incoming: Buffer, existing: ConnectorFolder | undefined): UnpackedFile {
  const old = existing?.script;
  const text = decodeText(incoming, "script.csx").text;
  const plain = (value: string) => value.replace(/\r\n?/g, "\n").trimEnd();
  if (!old) return { path: "script.csx", change: "new", bytes: incoming };
  // Browsers send scripts with other line breaks than the file has.
  if (plain(old.text) === plain(text)) return { path: old.file, change: "unchanged", bytes: undefined };
  const newline = old.text.includes("\r\n") ? "\r\n" : "\n";
  const end = /[\r\n]+$/.exec(old.text)?.[0] ?? "";
  const mark = old.byteOrderMark ? "\uFEFF" : "";
  const content = `${mark}${plain(text).replaceAll("\n", newline)}${end}`;
  return { path: old.file, change: "changed", bytes: Buffer.from(content, "utf8"), before: old.bytes };
}

function icon(incoming: Buffer, existing: ConnectorFolder | undefined): UnpackedFile {
  const old = existing?.icon;
  const kind = imageKind(incoming);
  if (!old) return { path: kind === "Jpeg" ? "icon.jpg" : "icon.png", change: "new", bytes: incoming };
  if (old.bytes.equals(incoming)) return { path: old.file, change: "unchanged", bytes: undefined };
  const keep = (note: string): UnpackedFile => ({ path: old.file, change: "kept", bytes: undefined, note });
  if (incoming.length === DEFAULT_ICON_SIZE) return keep("the package has the platform's default icon");
  const width = imageWidth(incoming);
  if (width <= DATAVERSE_ICON && imageWidth(old.bytes) > width)
    return keep("the package has a smaller copy, as the platform makes it");
  if (imageKind(old.bytes) === kind)
    return { path: old.file, change: "changed", bytes: incoming, before: old.bytes };
  // Bytes of one kind under the name of the other would be refused wherever the name is believed.
  const name = kind === "Jpeg" ? "icon.jpg" : "icon.png";
  const read = existing && readFileInside(existing.root, name);
  if (read?.ok && read.bytes.equals(incoming)) return { path: name, change: "unchanged", bytes: undefined };
  return {
    path: name,
    ...(read?.ok ? { change: "changed", before: read.bytes } : { change: "new" }),
    bytes: incoming,
    note: `the package's icon is a ${kind === "Jpeg" ? "JPEG" : "PNG"}; delete ${old.file} to use it`,
  };
}

function raw(old: { file: string; bytes: Buffer } | undefined, name: string, incoming: Buffer): UnpackedFile {
  if (!old) return { path: name, change: "new", bytes: incoming };
  return sha256(old.bytes) === sha256(incoming)
    ? { path: old.file, change: "unchanged", bytes: undefined }
    : { path: old.file, change: "changed", bytes: incoming, before: old.bytes };
}
