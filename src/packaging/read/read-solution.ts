/** Reads a solution, packed, unpacked by SolutionPackager, or as YAML source; ours or anyone's. */

import { InputError } from "../../json/problem.ts";
import { grouped } from "../../machine/terminal/grouped.ts";
import type { Dependency, RootComponent } from "../solution/identity.ts";
import { readLabels } from "../solution/labels.ts";
import { ADDRESS_FIELDS } from "../solution/solution-xml.ts";
import { childNamed, childText, readXml, type XmlNode } from "../xml/read-xml.ts";
import type { Attributes } from "../xml/write-xml.ts";
import type { Archive } from "../zip/nested.ts";
import type { SolutionOrigin, VariableDefinition } from "./packaged-connector.ts";
import { readVariables } from "./read-variables.ts";
import { fileNamed, PARTS, type SolutionLayout } from "./solution-layout.ts";
import { readYamlNode } from "./yaml-node.ts";

export interface SolutionFlow {
  id: string;
  name: string;
  /** Path named in the XML, without the slash at its start; empty for a process that is not a cloud flow. */
  file: string;
  state: string;
  /** `5` for cloud flows; business rules and the like have others. */
  category: string;
  /** File of a process that is not a cloud flow. */
  xaml: string;
  line: number;
}

/** What the target of an import must have. */
export interface Requirement extends Dependency {
  /** Line of the element in the solution's manifest. */
  line: number;
}

export interface ReadSolution {
  label: string;
  archive: Archive;
  layout: SolutionLayout;
  /** True for any layout but the export's. */
  unpacked: boolean;
  solution: XmlNode;
  customizations: XmlNode | undefined;
  uniqueName: string;
  version: string;
  /** `0`, `1`, in unpacked ones also `2`. */
  managed: string;
  /** Everything of the origin that does not depend on one connector. */
  identity: Omit<SolutionOrigin, ConnectorsOwn>;
  publisher: SolutionOrigin["publisher"];
  connectors: XmlNode[];
  flows: SolutionFlow[];
  /** Logical names of connection references. */
  references: string[];
  /** Environment variables defined in it. */
  variables: VariableDefinition[];
  roots: {
    type: string;
    id: string;
    schemaName: string | undefined;
    behavior: string | undefined;
    line: number;
  }[];
  requirements: Requirement[];
}

type ConnectorsOwn =
  | "connectorId"
  | "connectorName"
  | "connectorTitle"
  | "connectorDescription"
  | "connectorType"
  | "columns"
  | "rest"
  | "rootComponents";

/** More connectors, or processes, than any solution has; each is read and judged. (Chosen: 24 and some hundreds were seen.) */
const MAX_CONNECTORS = 500;
const MAX_PROCESSES = 10_000;

/** Of the customizations, what this file reads; forms and tables are only looked through. */
const WANTED = new Set(["Connectors", "Workflows", "connectionreferences", "Languages"]);

/**
 * Reads the manifest and the lists of a solution.
 * @throws {InputError} `xml-syntax`, `xml-too-large`, `solution-part-missing`, `solution-too-large`, `solution-yaml`
 */
export function readSolution(archive: Archive, layout: SolutionLayout): ReadSolution {
  const unpacked = layout.kind !== "packed";
  const parts = PARTS[layout.kind];
  const bytesOf = (name: string) => {
    const file = fileNamed(archive, name);
    return file === undefined ? undefined : archive.files.get(file);
  };
  const xml = (name: string): XmlNode => {
    const bytes = bytesOf(layout.base + name);
    if (!bytes)
      throw new InputError(
        "solution-part-missing",
        `${archive.label} holds no ${layout.base}${name}.`,
        "It is not a complete solution: export it again.",
      );
    return readXml(bytes, `${archive.label}/${layout.base}${name}`, {
      keep: (child) => WANTED.has(child) || name.endsWith(parts.solution),
    });
  };
  const yaml = layout.kind === "yaml" ? readYamlManifest(archive, layout) : undefined;
  const solution = yaml?.solution ?? xml(parts.solution);
  const customizations =
    yaml !== undefined || (unpacked && !bytesOf(layout.base + parts.customizations))
      ? undefined
      : xml(parts.customizations);
  const manifest = childNamed(solution, "SolutionManifest") ?? solution;
  const publisherNode = yaml?.publisher ?? childNamed(manifest, "Publisher");
  const connectors = connectorNodes(archive, layout, customizations, yaml?.components);
  const workflows = workflowNodes(archive, layout, customizations);
  tooMany(archive, "connectors", connectors.length, MAX_CONNECTORS);
  tooMany(archive, "processes", workflows.length, MAX_PROCESSES);
  const language = Number(solution.attributes.get("languagecode")) || undefined;
  const publisher = readPublisher(publisherNode);
  const requirements = elements(yaml?.missing ?? manifest, "MissingDependencies", "MissingDependency").map(
    (node): Requirement => ({
      required: Object.fromEntries(childNamed(node, "Required")?.attributes ?? []),
      dependent: Object.fromEntries(childNamed(node, "Dependent")?.attributes ?? []),
      line: node.line,
    }),
  );
  const uniqueName = childText(manifest, "UniqueName") ?? "";
  const version = childText(manifest, "Version") ?? "";
  const managed = childText(manifest, "Managed") ?? "";
  return {
    label: archive.label,
    archive,
    layout,
    unpacked,
    solution,
    customizations,
    uniqueName,
    version,
    managed,
    publisher,
    identity: {
      uniqueName,
      displayName: readLabels(manifest, "LocalizedNames", "LocalizedName"),
      description: readLabels(manifest, "Descriptions", "Description"),
      version,
      managed,
      language,
      languages: elements(customizations, "Languages", "Language").map(({ text }) => Number(text)),
      publisher,
      missingDependencies: requirements.map(({ required, dependent }) => ({ required, dependent })),
    },
    connectors,
    flows: workflows.map((node) => ({
      id: (node.attributes.get("WorkflowId") ?? "").replace(/[{}]/g, "").toLowerCase(),
      name: node.attributes.get("Name") ?? "",
      file: (childText(node, "JsonFileName") ?? "").replace(/^\//, ""),
      state: childText(node, "StateCode") ?? "",
      category: childText(node, "Category") ?? "",
      xaml: (childText(node, "XamlFileName") ?? "").replace(/^\//, ""),
      line: node.line,
    })),
    references: [
      ...elements(customizations, "connectionreferences", "connectionreference").map(
        (node) => node.attributes.get("connectionreferencelogicalname") ?? "",
      ),
      ...foldersIn(archive, `${layout.base}connectionreferences/`),
    ],
    variables: readVariables(archive, layout),
    roots: elements(yaml?.roots ?? manifest, "RootComponents", "RootComponent").map((node) => ({
      type: node.attributes.get("type") ?? "",
      id: (node.attributes.get("id") ?? "").replace(/[{}]/g, "").toLowerCase(),
      schemaName: node.attributes.get("schemaName"),
      behavior: node.attributes.get("behavior"),
      line: node.line,
    })),
    requirements,
  };
}

function tooMany(archive: Archive, what: string, count: number, most: number): void {
  if (count > most)
    throw new InputError(
      "solution-too-large",
      `${archive.label} names ${grouped(count)} ${what}; more than ${grouped(most)} are not read.`,
      "No solution has as many: do not trust this file, or export a smaller solution that holds the connector.",
    );
}

/** Lists of YAML source come with their wrapping elements or without. */
function readYamlManifest(archive: Archive, layout: SolutionLayout) {
  const folder = layout.manifest ?? "";
  const read = (name: string, root: string): XmlNode | undefined => {
    const file = fileNamed(archive, `${folder}${name}.yml`) ?? fileNamed(archive, `${folder}${name}.yaml`);
    const bytes = file === undefined ? undefined : archive.files.get(file);
    return bytes && readYamlNode(bytes, `${archive.label}/${file}`, root);
  };
  /** A list as an element with a child of its name, whatever the file begins with. */
  const list = (name: string, outer: string, inner: string): XmlNode => {
    const node = read(name, outer);
    const items = (node?.children ?? [])
      .filter(({ name: child }) => child === inner || child === "item")
      .map((item) => ({ ...item, name: inner }));
    const empty = {
      attributes: new Map<string, string>(),
      text: "",
      line: 0,
      start: 0,
      end: 0,
      contentStart: 0,
      contentEnd: 0,
    };
    return { name: "", ...empty, children: [{ name: outer, ...empty, children: items }] };
  };
  const root = read("solution", "ImportExportXml");
  if (!root)
    throw new InputError(
      "solution-part-missing",
      `${archive.label} holds no ${folder}solution.yml.`,
      "It is not a complete solution: sync it again.",
    );
  const manifest = childNamed(root, "SolutionManifest") ?? root;
  const publisherName =
    childText(childNamed(manifest, "Publisher"), "UniqueName") || childNamed(manifest, "Publisher")?.text;
  const publishers = [...archive.files.keys()].filter(
    (name) => name.startsWith(`${layout.base}publishers/`) && /\/publisher\.ya?ml$/i.test(name),
  );
  const publisherFile =
    publishers.find((name) => name.split("/").at(-2) === publisherName) ??
    (publishers.length === 1 ? publishers[0] : undefined);
  const publisherBytes = publisherFile === undefined ? undefined : archive.files.get(publisherFile);
  return {
    solution: root,
    publisher:
      publisherBytes && readYamlNode(publisherBytes, `${archive.label}/${publisherFile}`, "Publisher"),
    components: list("solutioncomponents", "SolutionComponents", "Component"),
    roots: list("rootcomponents", "RootComponents", "RootComponent"),
    missing: list("missingdependencies", "MissingDependencies", "MissingDependency"),
  };
}

function connectorNodes(
  archive: Archive,
  layout: SolutionLayout,
  customizations: XmlNode | undefined,
  components: XmlNode | undefined,
): XmlNode[] {
  const { base, kind } = layout;
  const named = elements(customizations, "Connectors", "Connector");
  if (kind === "packed") return named;
  if (kind === "unpacked") {
    const own = [...archive.files.keys()].filter(
      (name) => name.startsWith(base) && /^Connectors\/[^/]+\.xml$/i.test(name.slice(base.length)),
    );
    tooMany(archive, "connectors", own.length, MAX_CONNECTORS);
    return [
      ...named,
      ...own.map((name) => readXml(archive.files.get(name) ?? Buffer.alloc(0), `${archive.label}/${name}`)),
    ];
  }
  const paths = elements(components, "SolutionComponents", "Component").map((node) =>
    (node.attributes.get("path") ?? "").replace(/^\//, "").toLowerCase(),
  );
  const inSolution = (folder: string) =>
    paths.length === 0 || paths.some((path) => path === `connectors/${folder.toLowerCase()}`);
  return foldersIn(archive, `${base}connectors/`)
    .filter(inSolution)
    .map((folder) => yamlConnector(archive, `${base}connectors/${folder}/`, folder));
}

/** The connector of a folder of YAML source; where no file describes its row, what the folder says. (Inferred.) */
function yamlConnector(archive: Archive, folder: string, name: string): XmlNode {
  const files = [...archive.files.keys()].filter((file) => file.startsWith(folder));
  const own = files.find((file) => /\/(?:[^/]*connector|[^/]*)\.ya?ml$/i.test(file));
  const bytes = own === undefined ? undefined : archive.files.get(own);
  const nowhere = { line: 0, start: 0, end: 0, contentStart: 0, contentEnd: 0 };
  const node: XmlNode =
    bytes === undefined
      ? { name: "Connector", attributes: new Map(), children: [], text: "", ...nowhere }
      : readYamlNode(bytes, `${archive.label}/${own}`, "Connector");
  const say = (child: string, text: string) =>
    node.children.push({ name: child, attributes: new Map(), children: [], text, ...nowhere });
  if (childText(node, "name") === undefined) say("name", name);
  for (const column of FILE_COLUMNS) {
    const file = files.find((candidate) => new RegExp(`[/_]${column}\\.[^/.]+$`, "i").test(candidate));
    const text = childText(node, column);
    // Paths inside the row are those of the export; what counts here is the file beside it.
    if (file !== undefined) {
      node.children = node.children.filter((child) => child.name !== column);
      say(column, file);
    } else if (text === "") node.children = node.children.filter((child) => child.name !== column);
  }
  return node;
}

function workflowNodes(
  archive: Archive,
  { kind, base }: SolutionLayout,
  customizations: XmlNode | undefined,
): XmlNode[] {
  if (kind === "packed") return elements(customizations, "Workflows", "Workflow");
  if (kind === "yaml") return [];
  const own = [...archive.files.keys()].filter(
    (name) => name.startsWith(base) && /^Workflows\/[^/]+\.data\.xml$/i.test(name.slice(base.length)),
  );
  tooMany(archive, "processes", own.length, MAX_PROCESSES);
  return own.map((name) => readXml(archive.files.get(name) ?? Buffer.alloc(0), `${archive.label}/${name}`));
}

/** Names of the folders directly below a place. */
export function foldersIn(archive: Archive, place: string): string[] {
  const found = new Set<string>();
  const wanted = place.toLowerCase();
  for (const name of archive.files.keys()) {
    if (!name.toLowerCase().startsWith(wanted)) continue;
    const end = name.indexOf("/", place.length);
    if (end > 0) found.add(name.slice(place.length, end));
  }
  return [...found];
}

function readPublisher(node: XmlNode | undefined): SolutionOrigin["publisher"] {
  const prefixNumber = Number(childText(node, "CustomizationOptionValuePrefix"));
  return {
    uniqueName: childText(node, "UniqueName") ?? "",
    displayName: readLabels(node, "LocalizedNames", "LocalizedName"),
    description: readLabels(node, "Descriptions", "Description"),
    email: childText(node, "EMailAddress") ?? "",
    website: childText(node, "SupportingWebsiteUrl") ?? "",
    prefix: childText(node, "CustomizationPrefix") ?? "",
    optionValuePrefix: Number.isInteger(prefixNumber) && prefixNumber > 0 ? prefixNumber : undefined,
    addresses: elements(node, "Addresses", "Address").map(
      (address): Attributes =>
        Object.fromEntries(
          address.children
            .filter((field) => ADDRESS_FIELDS.includes(field.name) && field.text !== "")
            .map((field) => [field.name, field.text]),
        ),
    ),
  };
}

export function elements(node: XmlNode | undefined, list: string, name: string): XmlNode[] {
  return childNamed(node, list)?.children.filter((candidate) => candidate.name === name) ?? [];
}

/** Root components that belong to an environment variable. (Documented: solution component entity; 380 is the definition, 381 a value.) */
export function rootsOfVariables(read: ReadSolution, names: ReadonlySet<string>): RootComponent[] {
  return read.roots
    .filter(
      ({ type, schemaName }) =>
        (type === "380" || type === "381") && schemaName !== undefined && names.has(schemaName.toLowerCase()),
    )
    .map(({ type, id, schemaName, behavior }) => ({
      type,
      ...(id === "" ? {} : { id }),
      ...(schemaName === undefined ? {} : { schemaName }),
      ...(behavior === undefined || behavior === "0" ? {} : { behavior }),
    }));
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
  const { base, kind } = read.layout;
  const named = text.replace(/^\//, "");
  if (kind === "yaml" && read.archive.files.has(named)) return { named: text, file: named };
  const folder = PARTS[kind].connectors;
  const inLayout = base + named.replace(/^Connectors?\//i, `${folder}/`);
  // Repositories hold exports that were unzipped, and call the folder as the other layout does.
  const other =
    base + named.replace(/^Connectors?\//i, folder === "Connector" ? "Connectors/" : "Connector/");
  return { named: text, file: fileNamed(read.archive, inLayout) ?? fileNamed(read.archive, other) };
}
