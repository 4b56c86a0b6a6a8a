/** One walk over a connector that hands every node to whoever asked for its kind. */

import { isInternal, NOTIFICATION_CONTENT } from "../definition/extensions.ts";
import { METHODS, type Operation } from "../definition/model.ts";
import { refOf } from "../definition/reference.ts";
import { schemaParts } from "../definition/schema-parts.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../json/values.ts";
import { schemaUsage } from "../rules/facts/schema-usage.ts";
import type { Subject } from "../rules/language/context.ts";
import { Node, type NodeKind, type SchemaPosition, USED_AS } from "../rules/language/node.ts";

/**
 * Receives nodes, parents before children, in the order of the file. True says that nothing inside the node is to be walked,
 * because that has been seen to.
 */
export type Visit = (node: Node) => boolean;

/**
 * Walks the files of a connector.
 * @param operations where nodes are to find their operations: it is filled, and what was in it goes
 */
export function walkConnector(
  subject: Subject,
  visit: Visit,
  operations = new Map<JsonObject, Operation>(),
): void {
  operations.clear();
  if (subject.connector.definition && isObject(subject.connector.definition.value))
    new DefinitionWalk(subject, visit, operations).run();
  if (subject.connector.properties && isObject(subject.connector.properties.value))
    walkProperties(subject, visit);
  const { settings } = subject.connector;
  if (settings && isObject(settings.value))
    visit(new Node("settings", settings.value, undefined, settings.file, "", ""));
}

class DefinitionWalk {
  readonly #subject: Subject;
  readonly #visit: Visit;
  readonly #file: string;
  readonly #operations: Map<JsonObject, Operation>;
  readonly #usage: Map<string, number>;

  constructor(subject: Subject, visit: Visit, operations: Map<JsonObject, Operation>) {
    this.#subject = subject;
    this.#visit = visit;
    this.#operations = operations;
    this.#file = subject.connector.definition?.file ?? "";
    this.#usage = subject.fact(schemaUsage);
    for (const operation of subject.model.operations) this.#operations.set(operation.value, operation);
  }

  run(): void {
    const root = new Node("root", this.#subject.root, undefined, this.#file, "", "");
    this.#visit(root);
    for (const key of Object.keys(root.value)) {
      const value = own(root.value, key);
      if (key === "info" && isObject(value)) this.#info(root, value);
      else if (key === "paths" && isObject(value))
        for (const path of Object.keys(value)) this.#pathItem(root, path, own(value, path));
      else if (key === "definitions" && isObject(value))
        for (const name of Object.keys(value)) this.#definition(root, name, own(value, name));
      else if (key === "parameters" && isObject(value))
        for (const name of Object.keys(value)) this.#parameter(root, "/parameters", name, own(value, name));
      else if (key === "responses" && isObject(value))
        for (const name of Object.keys(value)) this.#response(root, name, own(value, name));
      else if (key === "securityDefinitions" && isObject(value))
        this.#each(root, "securityDefinition", "/securityDefinitions", value);
      else if (key === "security" && Array.isArray(value)) this.#requirements(root, value);
      else if (key === "tags" && Array.isArray(value)) this.#each(root, "tag", "/tags", value);
    }
  }

  #emit(kind: NodeKind, value: JsonObject, parent: Node, base: string, key: string | number): Node {
    const node = new Node(kind, value, parent, this.#file, base, key);
    node.internal = parent.internal || isInternal(value);
    node.usage = parent.usage;
    return node;
  }

  #each(parent: Node, kind: NodeKind, base: string, values: JsonObject | JsonValue[]): void {
    for (const key of Array.isArray(values) ? values.keys() : Object.keys(values)) {
      const value = Array.isArray(values) ? values[key as number] : own(values, key as string);
      if (isObject(value)) this.#visit(this.#emit(kind, value, parent, base, key));
    }
  }

  #requirements(parent: Node, security: JsonValue[]): void {
    this.#each(parent, "securityRequirement", "/security", security);
  }

  #info(root: Node, value: JsonObject): void {
    const info = this.#emit("info", value, root, "", "info");
    if (this.#visit(info)) return;
    for (const part of ["contact", "license"] as const) {
      const found = ownObject(value, part);
      if (found) this.#visit(this.#emit(part, found, info, "", part));
    }
  }

  #pathItem(root: Node, path: string, value: JsonValue | undefined): void {
    if (!isObject(value) || path.startsWith("x-")) return;
    const pathItem = this.#emit("pathItem", value, root, "/paths", path);
    const isDone = this.#visit(pathItem);
    if (refOf(value) !== undefined) this.#reference(value, root, "/paths", path, "pathItem");
    if (isDone) return;
    for (const [index, parameter] of (ownArray(value, "parameters") ?? []).entries())
      this.#parameter(pathItem, "/parameters", index, parameter);
    for (const method of METHODS) {
      const operation = ownObject(value, method);
      if (operation) this.#operation(pathItem, method, operation);
    }
    this.#notificationContent(pathItem);
  }

  #notificationContent(holder: Node): void {
    const content = own(holder.value, NOTIFICATION_CONTENT);
    if (!isObject(content)) return;
    const node = this.#emit("notificationContent", content, holder, "", NOTIFICATION_CONTENT);
    node.usage = USED_AS.notification;
    if (this.#visit(node)) return;
    this.#schema(node, "", "schema", own(content, "schema"), "root", false);
  }

  #operation(pathItem: Node, method: string, value: JsonObject): void {
    const node = this.#emit("operation", value, pathItem, "", method);
    node.operations = this.#operations;
    if (this.#visit(node)) return;
    for (const [index, parameter] of (ownArray(value, "parameters") ?? []).entries())
      this.#parameter(node, "/parameters", index, parameter);
    const responses = ownObject(value, "responses") ?? {};
    for (const status of Object.keys(responses)) this.#response(node, status, own(responses, status));
    this.#requirements(node, ownArray(value, "security") ?? []);
    // The designer ignores it here; rules want to say so.
    this.#notificationContent(node);
  }

  #reference(
    value: JsonObject,
    parent: Node,
    base: string,
    key: string | number,
    expected: NonNullable<Node["expected"]>,
  ): void {
    const node = this.#emit("reference", value, parent, base, key);
    node.expected = expected;
    this.#visit(node);
  }

  #parameter(parent: Node, base: string, key: string | number, value: JsonValue | undefined): void {
    if (!isObject(value)) return;
    if (refOf(value) !== undefined) {
      this.#reference(value, parent, base, key, "parameter");
      return;
    }
    const node = this.#emit("parameter", value, parent, base, key);
    node.required = own(value, "required") === true;
    node.usage = USED_AS.input;
    if (this.#visit(node)) return;
    this.#items(node);
    this.#schema(node, "", "schema", own(value, "schema"), "root", node.required);
  }

  #items(parent: Node): void {
    const items = ownObject(parent.value, "items");
    if (!items) return;
    const node = this.#emit("items", items, parent, "", "items");
    if (!this.#visit(node)) this.#items(node);
  }

  #response(parent: Node, status: string, value: JsonValue | undefined): void {
    if (!isObject(value) || status.startsWith("x-")) return;
    if (refOf(value) !== undefined) {
      this.#reference(value, parent, "/responses", status, "response");
      return;
    }
    const node = this.#emit("response", value, parent, "/responses", status);
    node.status = parent.kind === "operation" ? status : undefined;
    node.usage = USED_AS.output;
    if (this.#visit(node)) return;
    const headers = ownObject(value, "headers") ?? {};
    for (const name of Object.keys(headers)) {
      const header = own(headers, name);
      if (!isObject(header)) continue;
      const child = this.#emit("header", header, node, "/headers", name);
      if (!this.#visit(child)) this.#items(child);
    }
    this.#schema(node, "", "schema", own(value, "schema"), "root", true);
  }

  #definition(root: Node, name: string, value: JsonValue | undefined): void {
    if (!isObject(value)) return;
    const holder = root;
    holder.usage = this.#usage.get(name) ?? 0;
    this.#schema(holder, "/definitions", name, value, "root", false);
    holder.usage = 0;
  }

  #schema(
    parent: Node,
    base: string,
    key: string | number,
    value: JsonValue | undefined,
    position: SchemaPosition,
    required: boolean,
  ): void {
    if (!isObject(value)) return;
    const { ref, properties, required: names, items, additionalProperties, allOf } = schemaParts(value);
    if (typeof ref === "string") {
      this.#reference(value, parent, base, key, "schema");
      return;
    }
    const node = this.#emit("schema", value, parent, base, key);
    node.position = position;
    node.required = required;
    node.depth = parent.kind === "schema" ? parent.depth + 1 : 0;
    if (this.#visit(node)) return;
    if (isObject(properties)) {
      // A set: a schema can have thousands of properties and require them all.
      const needed = new Set(Array.isArray(names) ? names : []);
      for (const name of Object.keys(properties))
        this.#schema(node, "/properties", name, properties[name], "property", needed.has(name));
    }
    if (Array.isArray(items))
      for (const [index, item] of items.entries()) this.#schema(node, "/items", index, item, "items", false);
    else this.#schema(node, "", "items", items, "items", false);
    this.#schema(node, "", "additionalProperties", additionalProperties, "additionalProperties", false);
    if (Array.isArray(allOf))
      for (const [index, part] of allOf.entries()) this.#schema(node, "/allOf", index, part, "allOf", false);
  }
}

function walkProperties(subject: Subject, visit: Visit): void {
  const document = subject.connector.properties;
  if (!document || !isObject(document.value)) return;
  const file = new Node("propertiesFile", document.value, undefined, document.file, "", "");
  visit(file);
  const value = ownObject(document.value, "properties");
  if (!value) return;
  const node = (kind: NodeKind, value: JsonObject, parent: Node, base: string, key: string | number) => {
    const made = new Node(kind, value, parent, document.file, base, key);
    made.set = parent.set;
    return made;
  };
  const properties = node("properties", value, file, "", "properties");
  visit(properties);

  const connectionParameters = (parent: Node, base: string, parameters: JsonObject) => {
    for (const name of Object.keys(parameters)) {
      const parameter = own(parameters, name);
      if (!isObject(parameter)) continue;
      const child = node("connectionParameter", parameter, parent, base, name);
      visit(child);
      const settings = ownObject(parameter, "oAuthSettings");
      if (settings) visit(node("oAuthSettings", settings, child, "", "oAuthSettings"));
    }
  };

  connectionParameters(properties, "/connectionParameters", ownObject(value, "connectionParameters") ?? {});
  const sets = ownObject(value, "connectionParameterSets");
  if (sets) {
    const setsNode = node("parameterSets", sets, properties, "", "connectionParameterSets");
    visit(setsNode);
    for (const [index, set] of (ownArray(sets, "values") ?? []).entries()) {
      if (!isObject(set)) continue;
      const setNode = node("parameterSet", set, setsNode, "/values", index);
      setNode.set = ownString(set, "name") ?? String(index);
      visit(setNode);
      connectionParameters(setNode, "/parameters", ownObject(set, "parameters") ?? {});
    }
  }
  for (const [index, policy] of (ownArray(value, "policyTemplateInstances") ?? []).entries()) {
    if (isObject(policy)) visit(node("policy", policy, properties, "/policyTemplateInstances", index));
  }
}
