/**
 * Writes a solution in the YAML source format. Each file stands for an XML element: attributes begin with `@`, elements of one
 * name are a list. (Documented: "Solution YAML source control format reference"; the mapping, and `connector.yml`, inferred.)
 */
import { stringify } from "yaml";
import type { Artifact } from "../artifact.ts";
import { VARIABLE_FOLDER } from "../read/read-variables.ts";
import { readXml, type XmlNode } from "../xml/read-xml.ts";
import type { XmlElement } from "../xml/write-xml.ts";
import { manifest, type SolutionParts } from "./solution-zip.ts";

/** The files below a folder. */
export function yamlSource(parts: SolutionParts, folder: string): Artifact[] {
  const { connectors, settings, variables } = parts;
  const root = manifest(parts, "0");
  const inside = childOf(root, "SolutionManifest");
  const publisher = childOf(inside, "Publisher");
  const solution = `solutions/${settings.uniqueName}`;
  const own: XmlElement = {
    ...inside,
    content: listOf(inside)
      .filter(({ name }) => name !== "RootComponents" && name !== "MissingDependencies")
      .map((child) =>
        child === publisher
          ? { ...child, content: listOf(child).filter(({ name }) => name === "UniqueName") }
          : child,
      ),
  };
  const components = [
    ...connectors.map(({ name }) => `/connectors/${name}`),
    ...variables.map(({ schemaName }) => `/${VARIABLE_FOLDER}/${schemaName}`),
    `/publishers/${settings.publisher.uniqueName}`,
  ];
  const file = (name: string, element: XmlElement): Artifact => yamlFile(`${folder}/${name}`, element);
  return [
    file(`${solution}/solution.yml`, { ...root, content: [own] }),
    file(`${solution}/solutioncomponents.yml`, {
      name: "SolutionComponents",
      attributes: {},
      content: components.map((path) => ({ name: "Component", attributes: { path }, content: undefined })),
    }),
    file(`${solution}/rootcomponents.yml`, childOf(inside, "RootComponents")),
    file(`${solution}/missingdependencies.yml`, childOf(inside, "MissingDependencies")),
    file(`publishers/${settings.publisher.uniqueName}/publisher.yml`, publisher),
    ...connectors.flatMap((part) => [
      file(`connectors/${part.name}/connector.yml`, part.element),
      ...part.files.map(({ name, bytes }) => ({
        path: `${folder}/connectors/${part.name}/${name}`,
        bytes,
      })),
    ]),
    ...variables.flatMap(({ files }) =>
      files.map(({ path, bytes }): Artifact => {
        const target = `${folder}/${VARIABLE_FOLDER}/${path}`;
        return /\.xml$/i.test(path)
          ? yamlFile(target.replace(/\.xml$/i, ".yml"), ofNode(readXml(Buffer.from(bytes), path)))
          : { path: target, bytes };
      }),
    ),
  ];
}

function yamlFile(path: string, element: XmlElement): Artifact {
  return { path, bytes: Buffer.from(stringify({ [element.name]: plainOf(element) }), "utf8") };
}

/** An element as a value: a text, or an object of its attributes and children. */
function plainOf({ attributes, content }: XmlElement): unknown {
  const members: [string, unknown][] = Object.entries(attributes).map(([key, value]) => [`@${key}`, value]);
  if (typeof content === "string") {
    if (members.length === 0) return content;
    if (content !== "") members.push(["#text", content]);
    return Object.fromEntries(members);
  }
  for (const [name, children] of Map.groupBy(content ?? [], (child) => child.name)) {
    const values = children.map(plainOf);
    members.push([name, values.length === 1 ? values[0] : values]);
  }
  return members.length === 0 ? null : Object.fromEntries(members);
}

function listOf({ content }: XmlElement): XmlElement[] {
  return Array.isArray(content) ? content : [];
}

function childOf(element: XmlElement, name: string): XmlElement {
  return listOf(element).find((child) => child.name === name) ?? { name, attributes: {}, content: undefined };
}

function ofNode(node: XmlNode): XmlElement {
  const attributes = Object.fromEntries(node.attributes);
  return {
    name: node.name,
    attributes,
    content: node.children.length > 0 ? node.children.map(ofNode) : node.text,
  };
}
