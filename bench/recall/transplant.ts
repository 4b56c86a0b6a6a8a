/**
 * Faults made from the bad examples of the rules, two ways of putting each into a foreign connector:
 * whole (the host's operations move in beside the example's), and by node (the faulty schema, parameter, operation, … alone
 * is planted into the host, wherever one of its kind can stand).
 */
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { buildModel } from "../../src/definition/model.ts";
import { tokensOf } from "../../src/json/pointer.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  setOwn,
} from "../../src/json/values.ts";
import { BASE_DEFINITION, BASE_FILES, BASE_PROPERTIES } from "../../src/rules/examples/base-connector.ts";
import { mergePatch } from "../../src/rules/examples/build-example.ts";
import { Subject } from "../../src/rules/language/context.ts";
import type { Node } from "../../src/rules/language/node.ts";
import type { BadExample, Rule } from "../../src/rules/language/rule.ts";
import { walkConnector } from "../../src/validation/walk.ts";
import type { Host } from "./hosts.ts";
import { PLANTS, type Plant } from "./plants.ts";
import { WRITTEN } from "./written.ts";

/** A connector without the fault and the same one with it. */
export interface Seeding {
  sound: Host;
  faulty: Host;
  /** Where the rule must report, in the writing of examples; undefined: anywhere. */
  at: string[] | undefined;
}

/** One fault: a bad example as a whole, or one node of it. */
export interface Fault {
  rule: Rule;
  what: string;
  /** Undefined if the host has no room for it. */
  seed: (host: Host) => Seeding | undefined;
}

/** The sound connector that all examples change. */
export const EXAMPLE: Host = {
  name: "example",
  definition: BASE_DEFINITION,
  properties: BASE_PROPERTIES,
  files: new Map(Object.entries(BASE_FILES).map(([name, text]) => [name, Buffer.from(text)])),
};

/** A connector of one operation and nothing else: what is a fault in it is one by itself, whatever is around it. */
export const BARE: Host = {
  ...EXAMPLE,
  name: "bare",
  definition: {
    swagger: "2.0",
    info: BASE_DEFINITION["info"] as JsonObject,
    host: "api.fabrikam.com",
    paths: {
      "/bare": {
        get: {
          operationId: "GetBare",
          summary: "Get what is bare",
          description: "Gets it.",
          parameters: [],
          responses: { "200": { description: "It." } },
        },
      },
    },
  },
};

/**
 * Rules about what a connector lacks, uses or orders as a whole: a foreign host may have it, or be so already. Their faults
 * are seeded into the bare connector alone.
 */
export const OF_THE_WHOLE: ReadonlySet<string> = new Set([
  "doc-section-order",
  "polling-implementation",
  "policy-nextlink-pageable",
  "security-requirement-defined",
  "webhook-delete-operation",
  "x-parameters-without-use",
]);

/** The connector of an example; undefined if the fault is in the writing of the two JSON files, not in what they say. */
export function hostOf(example: BadExample): Host | undefined {
  const files = new Map(EXAMPLE.files);
  for (const [name, content] of Object.entries(example.files ?? {})) {
    if (name.endsWith(".json") && name !== "settings.json") return undefined;
    if (content === null) files.delete(name);
    else files.set(name, Buffer.from(content as string));
  }
  const definition = mergePatch(BASE_DEFINITION, example.definition ?? {});
  const properties = mergePatch(BASE_PROPERTIES, example.properties ?? {});
  if (!isObject(definition) || !isObject(properties)) return undefined;
  return { name: "example", definition, properties, files };
}

/** The faults of a rule: each bad example whole, each faulty node of it, and what only bytes can say. */
export function faultsOf(rule: Rule): Fault[] {
  const written = WRITTEN.filter((fault) => fault.rule === rule.id).map(({ what, write }) => ({
    rule,
    what,
    seed: (host: Host) => ({ sound: host, faulty: { ...host, write }, at: undefined }),
  }));
  return [...written, ...fromExamples(rule)];
}

function fromExamples(rule: Rule): Fault[] {
  return rule.bad.flatMap((example, index) => {
    const guest = hostOf(example);
    if (!guest) return [];
    const whole: Fault = {
      rule,
      what: `example ${index + 1}, whole`,
      seed: (host) => ({ sound: join(EXAMPLE, host), faulty: join(guest, host), at: example.at }),
    };
    const planted = example.at.flatMap((at) =>
      nodesAround(guest, at).flatMap((node) =>
        (PLANTS[node.kind] ?? []).map((plant) => ({
          rule,
          what: `example ${index + 1}, ${node.kind} ${plant.where}`,
          seed: (host: Host) => seedNode(host, guest, node, at, plant),
        })),
      ),
    );
    return [whole, ...planted];
  });
}

/** The nodes of a faulty connector that hold a place, the innermost first. Nodes that are as in the sound connector are none. */
function nodesAround(guest: Host, at: string): Node[] {
  if (at.includes("#")) return [];
  const nodes: Node[] = [];
  walkConnector(new Subject(toConnector(guest), "certification"), (node) => {
    if (
      node.file === "apiDefinition.swagger.json" &&
      (at === node.pointer || at.startsWith(`${node.pointer}/`))
    )
      nodes.push(node);
    return false;
  });
  return nodes
    .filter((node) => PLANTS[node.kind] && !equal(node.value, valueAt(BASE_DEFINITION, node.pointer)))
    .reverse();
}

function seedNode(host: Host, guest: Host, node: Node, at: string, plant: Plant): Seeding | undefined {
  // What leads nowhere in the example may lead somewhere in the host.
  if (refsIn(node.value).some((ref) => !resolves(guest, ref) && resolves(host, ref))) return undefined;
  const target = structuredClone(host.definition);
  for (const part of ["definitions", "parameters", "responses"] as const)
    carryOver(target, guest.definition, part, node.value);
  const sound = structuredClone(target);
  plant.put(sound, undefined, node);
  const place = plant.put(target, freshNames(node.value, host), node);
  return {
    sound: { ...host, definition: sound },
    faulty: { ...host, definition: target },
    at: [place + at.slice(node.pointer.length)],
  };
}

/** Brings what a node refers to along, with all that hangs on it. A name that the host has otherwise stays the host's. */
function carryOver(target: JsonObject, source: JsonObject, part: string, value: JsonValue): void {
  const from = ownObject(source, part) ?? {};
  const prefix = `#/${part}/`;
  for (const ref of refsIn(value)) {
    const name = ref.startsWith(prefix) ? ref.slice(prefix.length) : "";
    const found = own(from, name);
    const into = ownObject(target, part) ?? {};
    if (found === undefined || own(into, name) !== undefined) continue;
    setOwn(into, name, structuredClone(found));
    setOwn(target, part, into);
    carryOver(target, source, part, found);
  }
}

/** A copy of a node; an operation id that the host has already is made another one, or that would be the fault. */
function freshNames(value: JsonObject, host: Host): JsonObject {
  const taken = new Set(buildModel(host.definition).operations.map((operation) => operation.id));
  const copy = structuredClone(value);
  for (const operation of [copy, ...Object.values(copy).filter(isObject)]) {
    const id = own(operation, "operationId");
    if (typeof id === "string" && taken.has(id)) operation["operationId"] = `${id}Seeded`;
  }
  return copy;
}

function refsIn(value: JsonValue, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const item of value) refsIn(item, found);
  else if (isObject(value))
    for (const key of Object.keys(value)) {
      const inner = value[key] as JsonValue;
      if (key === "$ref" && typeof inner === "string") found.push(inner);
      else refsIn(inner, found);
    }
  return found;
}

/**
 * The guest's connector with the host's operations, definitions and policies beside its own, the host's under names that
 * cannot stand in for what the guest lacks.
 */
export function join(guest: Host, host: Host): Host {
  const definition = structuredClone(guest.definition);
  const foreign = renameShared(host.definition) as JsonObject;
  for (const part of ["definitions", "parameters", "responses", "paths"] as const) {
    const into = own(definition, part) ?? {};
    // A fault may be that this part is not an object at all.
    if (!isObject(into)) continue;
    const from = ownObject(foreign, part) ?? {};
    for (const name of Object.keys(from))
      setOwn(into, part === "paths" ? `/host${name}` : `Host${name}`, from[name] as JsonValue);
    if (Object.keys(into).length > 0) setOwn(definition, part, into);
  }
  const properties = structuredClone(guest.properties);
  const inner = ownObject(properties, "properties");
  // A policy that names no operation would work on the guest's as well.
  const policies = ownArray(ownObject(host.properties, "properties"), "policyTemplateInstances")?.filter(
    (policy) =>
      ownArray(ownObject(policy, "parameters"), "x-ms-apimTemplate-operationName")?.length !== undefined,
  );
  const present = own(inner, "policyTemplateInstances") ?? [];
  if (inner && policies && Array.isArray(present))
    setOwn(inner, "policyTemplateInstances", [...present, ...structuredClone(policies)]);
  return { name: host.name, definition, properties, files: guest.files };
}

/** A copy in which every reference to a shared object names it with a prefix. */
function renameShared(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(renameShared);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) {
    const inner = value[key] as JsonValue;
    const renamed =
      key === "$ref" && typeof inner === "string"
        ? inner.replace(/^#\/(definitions|parameters|responses)\//, "$&Host")
        : renameShared(inner);
    setOwn(copy, key, renamed);
  }
  return copy;
}

/** A connector in memory as the files it would be read from. */
export function toConnector(host: Host) {
  const bytes = new Map(host.files);
  bytes.set("apiDefinition.swagger.json", Buffer.from(`${JSON.stringify(host.definition, null, 2)}\n`));
  bytes.set("apiProperties.json", Buffer.from(`${JSON.stringify(host.properties, null, 2)}\n`));
  host.write?.(bytes);
  return connectorFromFiles(host.name, bytes);
}

function valueAt(root: JsonValue, pointer: string): JsonValue | undefined {
  return tokensOf(pointer).reduce<JsonValue | undefined>(
    (value, token) => (Array.isArray(value) ? value[Number(token)] : own(value, token)),
    root,
  );
}

function resolves(host: Host, ref: string): boolean {
  return ref.startsWith("#/") && valueAt(host.definition, ref.slice(1)) !== undefined;
}

function equal(a: JsonValue, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
