/** Makes a connector folder out of a package, or brings a package's changes into one that exists. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { mergeJson } from "../../json/merge.ts";
import { InputError } from "../../json/problem.ts";
import { decodeText } from "../../json/text.ts";
import { get, type JsonNode, parseTree, set } from "../../json/tree.ts";
import { canonicalJson } from "../../json/write-json.ts";
import { readPng } from "../../machine/png/read-png.ts";
import { sha256 } from "../manifest.ts";
import type { PackagedConnector } from "../read/packaged-connector.ts";
import { reconcileDefinition, reconcileProperties } from "./reconcile.ts";
import { solutionYaml } from "./solution-yaml.ts";

export interface UnpackedFile {
  /** Relative to the folder, with `/`. */
  path: string;
  change: "new" | "changed" | "unchanged" | "kept";
  /** New content; undefined where the file stays as it is. */
  bytes: Buffer | undefined;
  /** Why a file is kept. */
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
      `Name one with --connector: ${names.join(", ")}.`,
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
 * @throws {InputError} `json-syntax` if a file to be changed is not JSON
 */
export function unpackConnector(
  connector: PackagedConnector,
  existing: ConnectorFolder | undefined,
): UnpackedFile[] {
  const files: UnpackedFile[] = [];
  const oldDefinition = existing?.definition;
  const oldProperties = existing?.properties;
  const treeOfFile = (file: typeof oldDefinition) => file && parseTree(file.text, file.file);
  const definition = reconcileDefinition(connector.definition, treeOfFile(oldDefinition));
  files.push(json(oldDefinition, "apiDefinition.swagger.json", definition));

  const oldTree = treeOfFile(oldProperties);
  const properties = reconcileProperties(connector, get(oldTree, "properties"));
  const whole: JsonNode =
    oldTree?.kind === "object"
      ? { ...oldTree, members: oldTree.members.map((member) => ({ ...member })) }
      : { kind: "object", members: [] };
  if (whole.kind === "object") set(whole, "properties", properties);
  files.push(json(oldProperties, "apiProperties.json", whole));

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
  if (connector.solution && !existing?.entries.some((name) => /^(solution\.ya?ml|connector\/)$/.test(name)))
    files.push({ path: "solution.yaml", change: "new", bytes: solutionYaml(connector.solution) });
  return files;
}

/** Logic Apps templates have no place for scripts, so they say nothing about one. */
function holdsScripts(connector: PackagedConnector): boolean {
  return connector.carries === undefined || connector.carries.includes("scriptOperations");
}

function json(old: ConnectorFolder["definition"], name: string, incoming: JsonNode): UnpackedFile {
  if (!old) return { path: name, change: "new", bytes: Buffer.from(canonicalJson(incoming), "utf8") };
  const merged = mergeJson(old.text, incoming, old.file);
  if (merged === old.text) return { path: old.file, change: "unchanged", bytes: undefined };
  const mark = old.byteOrderMark && old.encoding === "utf-8" ? "\uFEFF" : "";
  return { path: old.file, change: "changed", bytes: Buffer.from(`${mark}${merged}`, "utf8") };
}

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
  return { path: old.file, change: "changed", bytes: Buffer.from(content, "utf8") };
}

function icon(incoming: Buffer, existing: ConnectorFolder | undefined): UnpackedFile {
  const old = existing?.icon;
  if (!old) return { path: "icon.png", change: "new", bytes: incoming };
  if (old.bytes.equals(incoming)) return { path: old.file, change: "unchanged", bytes: undefined };
  const keep = (note: string): UnpackedFile => ({ path: old.file, change: "kept", bytes: undefined, note });
  if (incoming.length === DEFAULT_ICON_SIZE) return keep("the package has the platform's default icon");
  const width = (bytes: Buffer) => {
    const read = readPng(bytes);
    return "image" in read ? read.image.width : (read.width ?? 0);
  };
  if (width(incoming) <= DATAVERSE_ICON && width(old.bytes) > width(incoming))
    return keep("the package has a smaller copy, as the platform makes it");
  return { path: old.file, change: "changed", bytes: incoming };
}

function raw(old: { file: string; bytes: Buffer } | undefined, name: string, incoming: Buffer): UnpackedFile {
  if (!old) return { path: name, change: "new", bytes: incoming };
  return sha256(old.bytes) === sha256(incoming)
    ? { path: old.file, change: "unchanged", bytes: undefined }
    : { path: old.file, change: "changed", bytes: incoming };
}
