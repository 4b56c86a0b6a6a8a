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
import { LOGIC_APPS_MEMBERS } from "../formats/logic-apps.ts";
import { unescapeArm } from "../logic-apps/arm.ts";
import type { PackagedConnector } from "./packaged-connector.ts";
import { bicepTemplate } from "./read-bicep.ts";

/** The resource of the first custom connector of a template; undefined if it is not a template. */
export function templateResource(template: JsonNode): JsonNode | undefined {
  const resources = get(template, "resources");
  return resources?.kind === "array"
    ? resources.items.find(
        (resource) => getText(resource, "type")?.toLowerCase() === "microsoft.web/customapis",
      )
    : undefined;
}

/**
 * The connector of a template, or undefined if the file is not a template with one.
 * @throws {InputError} `json-syntax`, `wrong-shape`
 */
export function readTemplateConnector(label: string, bytes: Buffer): PackagedConnector | undefined {
  const template = /\.bicep$/i.test(label)
    ? bicepTemplate(bytes, label)
    : parseTree(decodeText(bytes, label).text, label);
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
  const text = (key: string) => textOf(get(source, key), defaults);
  addTitle(definition, text("displayName"));
  addAddress(definition, textOf(get(get(source, "backendService"), "serviceUrl"), defaults));
  const title = getText(get(definition, "info"), "title") ?? label;
  return {
    name: title,
    title,
    label,
    places: { definition: "", properties: "", row: "" },
    definition,
    properties,
    carries: LOGIC_APPS_MEMBERS,
    icon: iconOf(text("iconUri")),
    script: undefined,
    intro: undefined,
    solution: undefined,
    variables: [],
    connectorId: undefined,
  };
}

/** A text, or the default of the parameter that is there; undefined if there is neither. */
function textOf(node: JsonNode | undefined, defaults: JsonNode | undefined): string | undefined {
  const value = node && plain(node, defaults);
  return value?.kind === "string" && value.value !== "" && !value.value.startsWith("[")
    ? value.value
    : undefined;
}

/** What makers see is the display name of the resource: everywhere else that is the definition's title. */
function addTitle(definition: JsonNode, displayName: string | undefined): void {
  const info = get(definition, "info");
  if (info?.kind === "object" && displayName !== undefined) set(info, "title", treeOf(displayName));
}

/** The resource calls its service address, whatever host the definition in it has. */
function addAddress(definition: JsonNode, address: string | undefined): void {
  if (address === undefined || definition.kind !== "object" || !URL.canParse(address)) return;
  const { protocol, host, pathname } = new URL(address);
  const path = pathname.replace(/\/+$/, "");
  const schemes = get(definition, "schemes");
  const first = schemes?.kind === "array" ? schemes.items[0] : undefined;
  const own = `${first?.kind === "string" ? first.value : "https"}://${getText(definition, "host") ?? ""}${getText(definition, "basePath") ?? ""}`;
  if (own.replace(/\/+$/, "") === address.replace(/\/+$/, "")) return;
  set(definition, "host", treeOf(host));
  set(definition, "schemes", treeOf([protocol.replace(":", "")]));
  if (path !== "" || getText(definition, "basePath"))
    set(definition, "basePath", treeOf(path === "" ? "/" : path));
}

/** An icon that is in the template itself. */
function iconOf(address: string | undefined): Buffer | undefined {
  const found = /^data:image\/(?:png|jpeg|jpg);base64,([A-Za-z0-9+/=\s]+)$/i.exec(address ?? "");
  return found ? Buffer.from(found[1] ?? "", "base64") : undefined;
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
