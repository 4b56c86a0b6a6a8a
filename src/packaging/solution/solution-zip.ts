/** Puts the parts of a solution into an archive, or into the folder layout of SolutionPackager. */
import type { Artifact } from "../artifact.ts";
import type { VariableDefinition } from "../read/packaged-connector.ts";
import { VARIABLE_FOLDER } from "../read/read-variables.ts";
import { writeXml, type XmlElement, type XmlStyle } from "../xml/write-xml.ts";
import { writeZip, type ZipEntry } from "../zip/write-zip.ts";
import type { ConnectorPart } from "./connector-part.ts";
import { contentTypes } from "./content-types.ts";
import { connectionReference, customizationsXml } from "./customizations-xml.ts";
import type { SolutionIdentity } from "./identity.ts";
import type { SolutionSettings } from "./settings.ts";
import { COMPONENT, type Managed, ROOT_ATTRIBUTES, solutionXml } from "./solution-xml.ts";
import type { WorkflowPart } from "./workflow-part.ts";

export interface SolutionParts {
  identity: SolutionIdentity;
  settings: SolutionSettings;
  connectors: readonly ConnectorPart[];
  flows: readonly WorkflowPart[];
  variables: readonly VariableDefinition[];
}

/** The archive that is imported; managed and unmanaged differ in one digit. */
export function solutionZip(parts: SolutionParts, managed: "0" | "1"): Buffer {
  const { connectors, flows, settings } = parts;
  const references = flows.length > 0 ? connectors.map((part) => connectionReference(part, settings)) : [];
  const elements = connectors.map((part) => part.element);
  const entries: ZipEntry[] = [
    text("customizations.xml", writeXml(customizationsXml(settings, elements, flows, references))),
    text("solution.xml", writeXml(manifest(parts, managed))),
    ...flows.map((flow) => flow.file),
    ...variableEntries(parts),
    ...connectors.flatMap((part) => part.files.map((file) => ({ ...file, name: `Connector/${file.name}` }))),
  ];
  // Extensions of all parts are declared, those of the declarations' own kind included.
  const names = [...entries.map((entry) => entry.name), "[Content_Types].xml"];
  return writeZip([...entries, text("[Content_Types].xml", contentTypes(names))]);
}

function variableEntries({ variables }: SolutionParts): ZipEntry[] {
  return variables.flatMap(({ files }) =>
    files.map(({ path, bytes }) => ({ name: `${VARIABLE_FOLDER}/${path}`, bytes })),
  );
}

/** File name of a solution, as exports are called: dots of the version become underscores. */
export function solutionFileName(name: string, version: string, managed: boolean): string {
  return `${name}_${version.replaceAll(".", "_")}${managed ? "_managed" : ""}.zip`;
}

/** `solution.xml` of a solution. */
export function manifest(parts: SolutionParts, managed: Managed): XmlElement {
  return solutionXml(parts.identity, parts.settings, managed, [
    ...parts.flows.map((flow) => ({ type: COMPONENT.workflow, id: flow.id })),
    ...parts.connectors.map(({ id, name }) => ({ type: COMPONENT.connector, id, schemaName: name })),
    ...parts.settings.rootComponents,
  ]);
}

function text(name: string, content: string): ZipEntry {
  return { name, bytes: Buffer.from(content, "utf8") };
}

const DECLARATION = '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n';

/** Unpacking shortens empty lists. (Sourced: unpacked solutions.) */
const UNPACKED: XmlStyle = { newline: "\n", emptyList: "<X />" };

/**
 * The same solution as `pac solution unpack` lays it out, for people who keep solutions in git: line breaks are LF,
 * as everything in a repository is. (Layout sourced: unpacked solutions; line breaks chosen.)
 */
export function unpackedSolution(parts: SolutionParts, folder: string): Artifact[] {
  const { connectors, settings } = parts;
  const xml = (name: string, root: XmlElement): Artifact => ({
    path: `${folder}/${name}`,
    bytes: Buffer.from(`${DECLARATION}${writeXml(root, UNPACKED)}`, "utf8"),
  });
  return [
    xml("Other/Customizations.xml", customizationsXml(settings, [])),
    xml("Other/Solution.xml", manifest(parts, "2")),
    ...connectors.flatMap((part) => [
      xml(`Connectors/${part.name}.xml`, {
        ...part.element,
        attributes: { "xmlns:xsi": ROOT_ATTRIBUTES["xmlns:xsi"] ?? "" },
      }),
      ...part.files.map((file) => ({ path: `${folder}/Connectors/${file.name}`, bytes: file.bytes })),
    ]),
    ...variableEntries(parts).map(({ name, bytes }) => ({ path: `${folder}/${name}`, bytes })),
  ];
}
