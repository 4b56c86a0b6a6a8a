/** The connectors that faults are seeded into: ours, the example, and real ones of every shape from a folder. */
import path from "node:path";
import { type ConnectorFolder, readConnector } from "../../src/definition/connector-folder.ts";
import { findConnectors } from "../../src/definition/find-connectors.ts";
import { buildModel } from "../../src/definition/model.ts";
import { isObject, type JsonObject, own, ownObject, ownString } from "../../src/json/values.ts";
import type { Rule } from "../../src/rules/language/rule.ts";
import { validateWith } from "../../src/validation/validate.ts";

/** What a connector consists of before anything is seeded. */
export interface Host {
  name: string;
  definition: JsonObject;
  properties: JsonObject;
  files: ReadonlyMap<string, Buffer>;
  /** Changes the files as they are written, for faults that no value can say. */
  write?: (files: Map<string, Buffer>) => void;
}

/** Larger connectors only make the measurement slower. */
const MAX_BYTES = 80_000;
const MIN_OPERATIONS = 3;

/** Our own connector. */
export function ownHost(): Host {
  const own = asHost("ours", readConnector(path.resolve(import.meta.dirname, "..", "..")));
  if (!own) throw new Error("The connector beside this workbench cannot be read.");
  return own;
}

/** One connector for each shape, the soundest of its kind first: its own faults are not what is measured. */
export function corpusHosts(folder: string, rules: readonly Rule[], perShape = 1): Host[] {
  const candidates = findConnectors([folder]).flatMap((root) => {
    const connector = readConnector(root);
    const host = asHost(path.basename(root), connector);
    const { definition, properties } = connector;
    if (!host || !definition?.strict || !properties?.strict || definition.text.length > MAX_BYTES) return [];
    const findings = validateWith(rules, connector).filter((finding) => finding.severity !== "info").length;
    return [{ host, findings, shapes: shapesOf(host) }];
  });
  candidates.sort((a, b) => a.findings - b.findings || (a.host.name < b.host.name ? -1 : 1));
  const chosen = new Map<Host, string>();
  for (const shape of Object.keys(SHAPES)) {
    const fits = candidates.filter(({ host, shapes }) => shapes.includes(shape) && !chosen.has(host));
    for (const { host } of fits.slice(0, perShape)) chosen.set(host, shape);
  }
  return [...chosen].map(([host, shape]) => ({ ...host, name: `${host.name} (${shape})` }));
}

const SHAPES: Record<string, (host: Host) => boolean> = {
  "multi-auth": (host) => inProperties(host, '"connectionParameterSets"'),
  webhook: (host) => inDefinition(host, '"x-ms-notification-url"'),
  polling: (host) => inDefinition(host, '"x-ms-trigger":"batch"'),
  script: (host) => host.files.has("script.csx"),
  "Entra ID": (host) => inProperties(host, '"identityProvider":"aad"'),
  "generic OAuth": (host) => inProperties(host, '"identityProvider":"oauth2'),
  basic: (host) => inDefinition(host, '"type":"basic"'),
  policies: (host) => inProperties(host, '"templateId"'),
  dynamic: (host) => inDefinition(host, '"x-ms-dynamic-schema"'),
  "no sign-in": (host) => Object.keys(ownObject(host.definition, "securityDefinitions") ?? {}).length === 0,
  "shared parameters": (host) => Object.keys(ownObject(host.definition, "parameters") ?? {}).length > 0,
  "actions only": (host) => !inDefinition(host, '"x-ms-trigger"'),
};

function shapesOf(host: Host): string[] {
  return Object.keys(SHAPES).filter((shape) => SHAPES[shape]?.(host));
}

function inDefinition(host: Host, text: string): boolean {
  return JSON.stringify(host.definition).includes(text);
}

function inProperties(host: Host, text: string): boolean {
  return JSON.stringify(host.properties).includes(text);
}

function asHost(name: string, connector: ConnectorFolder): Host | undefined {
  const definition = connector.definition?.value;
  const properties = connector.properties?.value;
  if (!isObject(definition) || !isObject(properties) || !isObject(own(properties, "properties")))
    return undefined;
  if (ownString(definition, "swagger") !== "2.0" || !isUsable(definition)) return undefined;
  const { icon, script, readme, intro, settings } = connector;
  const files = new Map<string, Buffer>();
  for (const part of [icon, script, readme, intro, settings]) if (part) files.set(part.file, part.bytes);
  return { name, definition, properties, files };
}

function isUsable(definition: JsonObject): boolean {
  return buildModel(definition).operations.length >= MIN_OPERATIONS;
}
