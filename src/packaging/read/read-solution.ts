/** Reads a solution, packed or unpacked by SolutionPackager, ours or anyone's. */
import { InputError } from "../../json/problem.ts";
import { decodeText } from "../../json/text.ts";
import { type JsonNode, type ObjectNode, parseTree, set, treeOf } from "../../json/tree.ts";
import { CARRIED } from "../solution/connector-part.ts";
import { childNamed, childText, descendants, readXml, type XmlNode } from "../xml/read-xml.ts";
import type { Archive } from "../zip/nested.ts";
import type { PackagedConnector, SolutionOrigin } from "./packaged-connector.ts";

export interface SolutionFlow {
  id: string;
  name: string;
  /** Path named in the XML, without the slash at its start. */
  file: string;
  state: string;
}

export interface ReadSolution {
  label: string;
  archive: Archive;
  /** True for the layout of SolutionPackager. */
  unpacked: boolean;
  solution: XmlNode;
  customizations: XmlNode;
  uniqueName: string;
  displayName: string;
  version: string;
  /** `0`, `1`, in unpacked ones also `2`. */
  managed: string;
  publisher: SolutionOrigin["publisher"];
  connectors: XmlNode[];
  flows: SolutionFlow[];
  /** Logical names of connection references. */
  references: string[];
  /** Schema names of environment variables defined in it. */
  variables: string[];
  roots: { type: string; id: string; schemaName: string | undefined }[];
}

/** Names of the parts in both layouts. */
const PACKED = { solution: "solution.xml", customizations: "customizations.xml", connectors: "Connector" };
const UNPACKED = {
  solution: "Other/Solution.xml",
  customizations: "Other/Customizations.xml",
  connectors: "Connectors",
};

/** The key under which a file lies whatever the case of its name; importers do not look at it either. */
export function fileNamed(archive: Archive, name: string): string | undefined {
  if (archive.files.has(name)) return name;
  const wanted = name.toLowerCase();
  return [...archive.files.keys()].find((candidate) => candidate.toLowerCase() === wanted);
}

/** Whether an archive is a solution, and in which layout. */
export function solutionLayout(archive: Archive): "packed" | "unpacked" | undefined {
  if (fileNamed(archive, PACKED.solution) && fileNamed(archive, PACKED.customizations)) return "packed";
  return fileNamed(archive, UNPACKED.solution) ? "unpacked" : undefined;
}

/**
 * Reads the XML of a solution.
 * @throws {InputError} `xml-syntax`, `solution-part-missing`
 */
export function readSolution(archive: Archive): ReadSolution {
  const unpacked = solutionLayout(archive) === "unpacked";
  const layout = unpacked ? UNPACKED : PACKED;
  const xml = (name: string): XmlNode => {
    const file = fileNamed(archive, name);
    const bytes = file === undefined ? undefined : archive.files.get(file);
    if (!bytes)
      throw new InputError(
        "solution-part-missing",
        `${archive.label} holds no ${name}.`,
        "It is no complete solution: export it again.",
      );
    return readXml(bytes, `${archive.label}/${file}`);
  };
  const solution = xml(layout.solution);
  const customizations = xml(layout.customizations);
  const manifest = childNamed(solution, "SolutionManifest");
  const publisher = childNamed(manifest, "Publisher");
  const prefixNumber = Number(childText(publisher, "CustomizationOptionValuePrefix"));
  const connectors = unpacked
    ? [...archive.files]
        .filter(([name]) => /^Connectors\/[^/]+\.xml$/i.test(name))
        .map(([name, bytes]) => readXml(bytes, `${archive.label}/${name}`))
    : elements(customizations, "Connectors", "Connector");
  const workflows = unpacked
    ? [...archive.files]
        .filter(([name]) => /^Workflows\/[^/]+\.data\.xml$/i.test(name))
        .map(([name, bytes]) => readXml(bytes, `${archive.label}/${name}`))
    : elements(customizations, "Workflows", "Workflow");
  return {
    label: archive.label,
    archive,
    unpacked,
    solution,
    customizations,
    uniqueName: childText(manifest, "UniqueName") ?? "",
    displayName: displayName(manifest),
    version: childText(manifest, "Version") ?? "",
    managed: childText(manifest, "Managed") ?? "",
    publisher: {
      uniqueName: childText(publisher, "UniqueName") ?? "",
      displayName: displayName(publisher),
      prefix: childText(publisher, "CustomizationPrefix") ?? "",
      optionValuePrefix: Number.isInteger(prefixNumber) && prefixNumber > 0 ? prefixNumber : undefined,
    },
    connectors,
    flows: workflows.map((node) => ({
      id: (node.attributes.get("WorkflowId") ?? "").replace(/[{}]/g, "").toLowerCase(),
      name: node.attributes.get("Name") ?? "",
      file: (childText(node, "JsonFileName") ?? "").replace(/^\//, ""),
      state: childText(node, "StateCode") ?? "",
    })),
    references: elements(customizations, "connectionreferences", "connectionreference").map(
      (node) => node.attributes.get("connectionreferencelogicalname") ?? "",
    ),
    variables: [...archive.files.keys()].flatMap(
      (name) =>
        /^environmentvariabledefinitions\/([^/]+)\/environmentvariabledefinition\.xml$/i.exec(name)?.[1] ??
        [],
    ),
    roots: elements(manifest, "RootComponents", "RootComponent").map((node) => ({
      type: node.attributes.get("type") ?? "",
      id: (node.attributes.get("id") ?? "").replace(/[{}]/g, "").toLowerCase(),
      schemaName: node.attributes.get("schemaName"),
    })),
  };
}

function elements(node: XmlNode | undefined, list: string, name: string): XmlNode[] {
  return childNamed(node, list)?.children.filter((candidate) => candidate.name === name) ?? [];
}

function displayName(node: XmlNode | undefined): string {
  const [first] = node ? descendants(childNamed(node, "LocalizedNames") ?? node, "LocalizedName") : [];
  return first?.attributes.get("description") ?? childText(node, "UniqueName") ?? "";
}

/** Columns that name a file. */
export const FILE_COLUMNS = [
  "openapidefinition",
  "connectionparameters",
  "connectionparametersets",
  "policytemplateinstances",
  "customcodeblobcontent",
  "iconblob",
] as const;

/** The file a column of a connector names, as its name in the archive; unpacked, the folder has another name. */
export function columnFile(
  read: ReadSolution,
  connector: XmlNode,
  column: string,
): { named: string; file: string | undefined } | undefined {
  const text = childText(connector, column)?.trim();
  if (!text) return undefined;
  const named = text.replace(/^\//, "");
  const inLayout = read.unpacked ? named.replace(/^Connector\//i, "Connectors/") : named;
  return { named: text, file: fileNamed(read.archive, inLayout) };
}

/**
 * The connector of one element.
 * @throws {InputError} `solution-part-missing`, `json-syntax`
 */
export function connectorOf(read: ReadSolution, connector: XmlNode): PackagedConnector {
  const name = childText(connector, "name") ?? "";
  const bytes = (column: string) => {
    const found = columnFile(read, connector, column);
    if (found && found.file === undefined)
      throw new InputError(
        "solution-part-missing",
        `${read.label} names ${found.named} for "${name}" but does not hold it.`,
        "The solution is incomplete: export it again.",
      );
    return found?.file === undefined ? undefined : read.archive.files.get(found.file);
  };
  const tree = (column: string): JsonNode | undefined => {
    const content = bytes(column);
    if (!content) return undefined;
    const { text } = decodeText(content, column);
    return text.trim() === "" ? undefined : parseTree(text, `${read.label}: ${name}_${column}.json`);
  };
  const definition = tree("openapidefinition");
  if (!definition)
    throw new InputError(
      "solution-part-missing",
      `${read.label} holds no definition of "${name}".`,
      "The solution is incomplete: export it again.",
    );
  const properties: ObjectNode = { kind: "object", members: [] };
  const take = (key: string, value: JsonNode | undefined) => {
    // The platform writes `null` where nothing is set.
    if (value && !(value.kind === "literal" && value.raw === "null")) set(properties, key, value);
  };
  take("connectionParameters", tree("connectionparameters"));
  take("connectionParameterSets", tree("connectionparametersets"));
  const color = childText(connector, "iconbrandcolor");
  if (color) set(properties, "iconBrandColor", treeOf(color));
  const operations = childText(connector, "scriptoperations")?.trim();
  if (operations)
    take("scriptOperations", parseTree(operations, `${read.label}: scriptoperations of "${name}"`));
  take("policyTemplateInstances", tree("policytemplateinstances"));
  return {
    name,
    title: childText(connector, "displayname") ?? name,
    label: read.label,
    definition,
    properties,
    carries: CARRIED,
    icon: bytes("iconblob"),
    script: bytes("customcodeblobcontent"),
    intro: undefined,
    solution: {
      uniqueName: read.uniqueName,
      displayName: read.displayName,
      version: read.version,
      publisher: read.publisher,
      connectorId: (childText(connector, "connectorid") ?? "").replace(/[{}]/g, "").toLowerCase(),
      connectorName: name,
    },
  };
}
