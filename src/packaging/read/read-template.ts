/** Reads a Logic Apps custom connector out of an ARM template. */
import { InputError } from "../../json/problem.ts";
import { decodeText } from "../../json/text.ts";
import {
  get,
  getText,
  type JsonNode,
  type ObjectNode,
  parseTree,
  remove,
  set,
  treeOf,
} from "../../json/tree.ts";
import { unescapeArm } from "../logic-apps/arm.ts";
import type { PackagedConnector } from "./packaged-connector.ts";

/** The resource of the first custom connector of a template; undefined if it is no template. */
export function templateResource(template: JsonNode): JsonNode | undefined {
  const resources = get(template, "resources");
  return resources?.kind === "array"
    ? resources.items.find(
        (resource) => getText(resource, "type")?.toLowerCase() === "microsoft.web/customapis",
      )
    : undefined;
}

/**
 * The connector of a template, or undefined if the file is no template with one.
 * @throws {InputError} `json-syntax`, `wrong-shape`
 */
export function readTemplateConnector(label: string, bytes: Buffer): PackagedConnector | undefined {
  const template = parseTree(decodeText(bytes, label).text, label);
  const resource = templateResource(template);
  const source = get(resource, "properties");
  if (!resource || source?.kind !== "object") return undefined;
  const swagger = get(source, "swagger");
  if (swagger?.kind !== "object")
    throw new InputError(
      "wrong-shape",
      `${label} holds a custom connector without its definition (swagger).`,
      "Templates that take the definition from an address cannot be unpacked.",
    );
  const defaults = get(template, "parameters");
  const properties: ObjectNode = { kind: "object", members: [] };
  const take = (from: string, to: string) => {
    const value = get(source, from);
    if (value) set(properties, to, plain(value, defaults));
  };
  take("connectionParameters", "connectionParameters");
  take("brandColor", "iconBrandColor");
  take("capabilities", "capabilities");
  const definition = unescapeArm(swagger);
  const title = getText(get(definition, "info"), "title") ?? label;
  return {
    name: title,
    title,
    label,
    places: { definition: "", properties: "", row: "" },
    definition,
    properties,
    carries: ["connectionParameters", "iconBrandColor", "capabilities"],
    icon: undefined,
    script: undefined,
    intro: undefined,
    solution: undefined,
    variables: [],
    connectorId: undefined,
  };
}

/** A value with references to template parameters replaced by their defaults; without one, or with an empty one, the member is left out. */
function plain(node: JsonNode, defaults: JsonNode | undefined): JsonNode {
  const parameter = (text: string) => /^\[parameters\('([^']+)'\)\]$/.exec(text)?.[1];
  if (node.kind === "string") {
    const name = parameter(node.value);
    return name === undefined
      ? unescapeArm(node)
      : unescapeArm(get(get(defaults, name), "defaultValue") ?? treeOf(""));
  }
  if (node.kind === "array") return { kind: "array", items: node.items.map((item) => plain(item, defaults)) };
  if (node.kind !== "object") return node;
  const copy: ObjectNode = {
    kind: "object",
    members: node.members.map(({ key, value }) => ({ key, value: plain(value, defaults) })),
  };
  for (const { key, value } of node.members) {
    const name = value.kind === "string" ? parameter(value.value) : undefined;
    if (name !== undefined && !getText(get(defaults, name), "defaultValue")) remove(copy, key);
  }
  return copy;
}
