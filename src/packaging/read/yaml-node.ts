/**
 * Elements out of the YAML source format of solutions. Each of its files stands for an XML element: members that begin with
 * `@` are attributes, `#text` is the text beside attributes, a list stands for elements of one name. (Documented: "Solution
 * YAML source control format reference"; the mapping itself inferred from public files and generators of that format.)
 */
import { decodeText } from "../../json/text.ts";
import { isObject } from "../../json/values.ts";
import { readYaml } from "../../machine/yaml/read-yaml.ts";
import type { XmlNode } from "../xml/read-xml.ts";

/**
 * The element of one file. Some files have its name as their only member, others begin with what is in it: both are taken.
 * @throws {InputError} `solution-yaml` with the place
 */
export function readYamlNode(bytes: Buffer, label: string, name: string): XmlNode {
  const { value } = readYaml(decodeText(bytes, label).text, label, "solution-yaml");
  const wrapped = isObject(value as never) ? (value as Record<string, unknown>)[name] : undefined;
  return nodeOf(name, wrapped === undefined ? value : wrapped);
}

function nodeOf(name: string, value: unknown): XmlNode {
  const attributes = new Map<string, string>();
  const node: XmlNode = { name, attributes, children: [], text: "", line: 0, ...NOWHERE };
  if (Array.isArray(value)) node.children.push(...value.map((item) => nodeOf("item", item)));
  else if (value !== null && typeof value === "object") {
    for (const [key, content] of Object.entries(value)) {
      if (key === "#text") node.text = textOf(content);
      else if (key.startsWith("@")) attributes.set(key.slice(1), textOf(content));
      else if (Array.isArray(content)) node.children.push(...content.map((item) => nodeOf(key, item)));
      else node.children.push(nodeOf(key, content));
    }
  } else node.text = textOf(value);
  return node;
}

const NOWHERE = { start: 0, end: 0, contentStart: 0, contentEnd: 0 };

function textOf(value: unknown): string {
  return value === null || value === undefined || typeof value === "object" ? "" : String(value);
}
