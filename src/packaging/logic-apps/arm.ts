/** The resource as an ARM template. */
import { type JsonNode, type ObjectNode, treeOf } from "../../json/tree.ts";
import type { PackageSource } from "../source.ts";
import { API_VERSION, connectorResource, resourceName } from "./connector-resource.ts";

/**
 * A text between `[` and `]` would be read as an expression; a second bracket in front makes it a text again. A text
 * that only begins with one is a text already, and a second bracket would stay. (Sourced: Microsoft Learn, "Syntax and
 * expressions in ARM templates"; the Bicep compiler's own baselines show the same.)
 */
function armText(text: string): string {
  return text.startsWith("[") && text.endsWith("]") ? `[${text}` : text;
}

/** The same for every text of a tree. */
export function escapeArm(node: JsonNode): JsonNode {
  if (node.kind === "string") return { kind: "string", value: armText(node.value) };
  if (node.kind === "array") return { kind: "array", items: node.items.map(escapeArm) };
  if (node.kind === "object")
    return {
      kind: "object",
      members: node.members.map(({ key, value }) => ({ key, value: escapeArm(value) })),
    };
  return node;
}

/** The reverse of {@link escapeArm}. */
export function unescapeArm(node: JsonNode): JsonNode {
  if (node.kind === "string")
    return node.value.startsWith("[[") && node.value.endsWith("]")
      ? { kind: "string", value: node.value.slice(1) }
      : node;
  if (node.kind === "array") return { kind: "array", items: node.items.map(unescapeArm) };
  if (node.kind === "object")
    return {
      kind: "object",
      members: node.members.map(({ key, value }) => ({ key, value: unescapeArm(value) })),
    };
  return node;
}

/** `azuredeploy.json`: the connector and one connection to it. */
export function armTemplate(source: PackageSource): ObjectNode {
  const reference = (name: string): JsonNode => treeOf(`[parameters('${name}')]`);
  const { displayName, parameters, properties, connectionValues } = connectorResource(
    source,
    escapeArm,
    reference,
  );
  const declared = Object.fromEntries(
    parameters.map(({ name, type, description, defaultValue }) => [
      name,
      {
        type,
        // Default values are read as expressions, too.
        defaultValue: defaultValue === undefined ? undefined : armText(defaultValue),
        metadata: { description },
      },
    ]),
  );
  const template = treeOf({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: {
      name: {
        type: "string",
        defaultValue: resourceName(source.title),
        metadata: { description: "Name of the connector." },
      },
      location: {
        type: "string",
        defaultValue: "[resourceGroup().location]",
        metadata: { description: "Region of the connector and of the logic apps that use it." },
      },
      connectionName: {
        type: "string",
        defaultValue: `${resourceName(source.title)}-connection`,
        metadata: { description: "Name of the connection." },
      },
      ...declared,
    },
  }) as ObjectNode;
  const connector = treeOf({
    type: "Microsoft.Web/customApis",
    apiVersion: API_VERSION,
    name: "[parameters('name')]",
    location: "[parameters('location')]",
  }) as ObjectNode;
  connector.members.push({ key: "properties", value: properties });
  const connection = treeOf({
    type: "Microsoft.Web/connections",
    apiVersion: API_VERSION,
    name: "[parameters('connectionName')]",
    location: "[parameters('location')]",
    dependsOn: ["[resourceId('Microsoft.Web/customApis', parameters('name'))]"],
    properties: {
      displayName: armText(displayName),
      api: { id: "[resourceId('Microsoft.Web/customApis', parameters('name'))]" },
    },
  }) as ObjectNode;
  if (connectionValues.members.length > 0) {
    const own = connection.members.at(-1)?.value as ObjectNode;
    own.members.push({ key: "parameterValues", value: connectionValues });
  }
  template.members.push({ key: "resources", value: { kind: "array", items: [connector, connection] } });
  template.members.push({
    key: "outputs",
    value: treeOf({
      connectorId: {
        type: "string",
        value: "[resourceId('Microsoft.Web/customApis', parameters('name'))]",
      },
    }),
  });
  return template;
}
