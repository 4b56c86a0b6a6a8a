/** The same resources in Bicep. */
import type { JsonNode, ObjectNode } from "../../json/tree.ts";
import type { PackageSource } from "../source.ts";
import {
  API_VERSION,
  connectorResource,
  resourceName,
  type TemplateParameter,
} from "./connector-resource.ts";

/** `main.bicep`: the connector and one connection to it. */
export function bicepFile(source: PackageSource): string {
  // A literal is written as it is: that makes the name of a parameter a reference to it.
  const reference = (name: string): JsonNode => ({ kind: "literal", raw: name });
  const resource = connectorResource(source, (node) => structuredClone(node), reference);
  const { displayName, properties, connectionValues } = resource;
  const parameters: TemplateParameter[] = [
    {
      name: "name",
      type: "string",
      description: "Name of the connector.",
      defaultValue: resourceName(source.title),
    },
    {
      name: "connectionName",
      type: "string",
      description: "Name of the connection.",
      defaultValue: `${resourceName(source.title)}-connection`,
    },
    ...resource.parameters,
  ];
  const lines = [
    "@description('Region of the connector and of the logic apps that use it.')",
    "param location string = resourceGroup().location",
    "",
  ];
  for (const { name, type, description, defaultValue } of parameters) {
    lines.push(`@description(${text(description)})`);
    if (type === "securestring") lines.push("@secure()");
    lines.push(`param ${name} string${defaultValue === undefined ? "" : ` = ${text(defaultValue)}`}`, "");
  }
  lines.push(
    `resource connector 'Microsoft.Web/customApis@${API_VERSION}' = {`,
    "  name: name",
    "  location: location",
    "  properties: {",
    ...properties.members.map(({ key, value }) => {
      // The published types know neither these parameters' descriptions nor what a definition holds.
      const open = key === "connectionParameters" || key === "swagger";
      const written = bicepValue(value, "    ");
      return `    ${key}: ${open ? `any(${written})` : written}`;
    }),
    "  }",
    "}",
    "",
    `resource connection 'Microsoft.Web/connections@${API_VERSION}' = {`,
    "  name: connectionName",
    "  location: location",
    "  properties: {",
    `    displayName: ${text(displayName)}`,
    "    api: {",
    "      id: connector.id",
    "    }",
    ...connectionLines(connectionValues),
    "  }",
    "}",
    "",
    "output connectorId string = connector.id",
    "",
  );
  return lines.join("\n");
}

function connectionLines(values: ObjectNode): string[] {
  return values.members.length === 0 ? [] : [`    parameterValues: ${bicepValue(values, "    ")}`];
}

/** A value in Bicep's syntax. Bicep has whole numbers of 64 bits only; others come out of `json()`. */
export function bicepValue(node: JsonNode, indent: string): string {
  const inner = `${indent}  `;
  if (node.kind === "string") return text(node.value);
  if (node.kind === "literal") return isOtherNumber(node.raw) ? `json('${node.raw}')` : node.raw;
  if (node.kind === "array") {
    if (node.items.length === 0) return "[]";
    return `[\n${node.items.map((item) => `${inner}${bicepValue(item, inner)}\n`).join("")}${indent}]`;
  }
  if (node.members.length === 0) return "{}";
  const members = node.members.map(
    ({ key, value }) => `${inner}${isPlainKey(key) ? key : text(key)}: ${bicepValue(value, inner)}\n`,
  );
  return `{\n${members.join("")}${indent}}`;
}

function isPlainKey(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !["true", "false", "null", "if", "for"].includes(key);
}

function isOtherNumber(raw: string): boolean {
  if (!/^-?\d/.test(raw)) return false;
  if (!/^-?\d+$/.test(raw)) return true;
  const value = BigInt(raw);
  return value > 9223372036854775807n || value < -9223372036854775808n;
}

/** A text in single quotes: quotes, backslashes, interpolation and control characters escaped. */
function text(value: string): string {
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "\\'")
    .replaceAll("${", "\\${")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/[\x00-\x1f\x7f\u2028\u2029]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
  return `'${escaped}'`;
}
