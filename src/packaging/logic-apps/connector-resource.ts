/** The Logic Apps custom connector as a resource, before it is written as ARM or Bicep. (Sourced: Logic Apps.) */
import { OAUTH_SETTINGS } from "../../definition/oauth-settings.ts";
import { clone, get, getText, type JsonNode, type ObjectNode, set, treeOf } from "../../json/tree.ts";
import { connectionOf } from "../connection.ts";
import { imageKind } from "../icon/image-kind.ts";
import type { PackageSource } from "../source.ts";

/** The only version of both resource types. */
export const API_VERSION = "2016-06-01";

export interface TemplateParameter {
  name: string;
  type: "string" | "securestring";
  description: string;
  defaultValue?: string;
}

export interface ConnectorResource {
  displayName: string;
  parameters: TemplateParameter[];
  /** `properties` of the connector, with `reference` in place of values that are parameters. */
  properties: ObjectNode;
  /** Values a connection is made with, by connection parameter. */
  connectionValues: ObjectNode;
}

/**
 * Builds the resource.
 * @param asText how strings of the definition are written in the target language
 * @param reference how the value of a template parameter is written there
 */
export function connectorResource(
  source: PackageSource,
  asText: (node: JsonNode) => JsonNode,
  reference: (parameter: string) => JsonNode,
): ConnectorResource {
  const parameters: TemplateParameter[] = [
    {
      name: "serviceUrl",
      type: "string",
      description: "Address the connector calls.",
      defaultValue: serviceUrl(source),
    },
    {
      name: "displayName",
      type: "string",
      description: "What makers see in the list of connectors.",
      defaultValue: source.title,
    },
  ];
  const ownProperties = clone(source.properties);
  const connectionParameters = get(ownProperties, "connectionParameters") ?? treeOf({});
  const names = new UnusedNames(parameters.map(({ name }) => name));
  const declared = new Map(connectionOf(ownProperties).parameters.map((one) => [one.name, one]));
  const escaped = asText(connectionParameters);
  const connectionValues: ObjectNode = { kind: "object", members: [] };
  if (escaped.kind === "object") {
    for (const { key, value } of escaped.members) {
      // References go in after escaping, which would take them for text.
      const settings = get(value, OAUTH_SETTINGS);
      const written = declared.get(key)?.oauth?.clientId.value ?? "";
      if (settings?.kind === "object") addOAuth(key, settings, written, parameters, names, reference);
    }
  }
  for (const { name: key, type, required, label } of declared.values()) {
    if (type !== "string" && type !== "securestring") continue;
    const name = names.of(`connection_${key.replace(/[^A-Za-z0-9_]/g, "_")}`);
    parameters.push({
      name,
      type,
      description: `Connection: ${label}.`,
      ...(required ? {} : { defaultValue: "" }),
    });
    connectionValues.members.push({ key, value: reference(name) });
  }
  const text = (value: string) => asText({ kind: "string", value });
  const properties: ObjectNode = { kind: "object", members: [] };
  const add = (key: string, value: JsonNode | undefined) => value && set(properties, key, value);
  add("apiType", treeOf("Rest"));
  add("displayName", reference("displayName"));
  add("description", text(source.description));
  const brand = getText(ownProperties, "iconBrandColor");
  add("brandColor", brand === undefined ? undefined : text(brand));
  add("iconUri", source.icon && holdsIcon(source) ? treeOf(dataAddress(source.icon)) : undefined);
  add("capabilities", asText(get(ownProperties, "capabilities") ?? treeOf([])));
  add("backendService", { kind: "object", members: [{ key: "serviceUrl", value: reference("serviceUrl") }] });
  add("connectionParameters", escaped);
  add("swagger", asText(source.definition));
  return { displayName: source.title, parameters, properties, connectionValues };
}

/** Largest icon that is put into a template, which may have 4 MB itself. (Limit documented; this one chosen.) */
const MAX_ICON = 256 * 1024;

/** Whether the icon goes into the templates. */
export function holdsIcon({ icon }: PackageSource): boolean {
  return icon !== undefined && icon.length <= MAX_ICON;
}

/** The icon as an address that holds it: templates have no place for files. (Observed in published templates.) */
function dataAddress(icon: Buffer): string {
  return `data:image/${imageKind(icon).toLowerCase()};base64,${icon.toString("base64")}`;
}

/** Client id and secret of one sign-in as parameters of the template; a second sign-in has its own. */
function addOAuth(
  key: string,
  settings: ObjectNode,
  written: string,
  parameters: TemplateParameter[],
  names: UnusedNames,
  reference: (parameter: string) => JsonNode,
): void {
  const suffix = names.has("clientId") ? `_${key.replace(/[^A-Za-z0-9_]/g, "_")}` : "";
  const id = names.of(`clientId${suffix}`);
  const secret = names.of(`clientSecret${suffix}`);
  parameters.push(
    { name: id, type: "string", description: "Client id of the app registration.", defaultValue: written },
    { name: secret, type: "securestring", description: "Client secret of the app registration." },
  );
  set(settings, "clientId", reference(id));
  set(settings, "clientSecret", reference(secret));
}

/** Names of parameters, which differ in more than case: two of which only the signs differ would get the same. */
class UnusedNames {
  readonly #taken: Set<string>;
  /** How often a name was wanted: the next number need not be looked for from the beginning. */
  readonly #counts = new Map<string, number>();

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken.map((name) => name.toLowerCase()));
  }

  has(name: string): boolean {
    return this.#taken.has(name.toLowerCase());
  }

  of(wanted: string): string {
    let name = wanted;
    let count = this.#counts.get(wanted.toLowerCase()) ?? 1;
    while (this.has(name)) name = `${wanted}_${++count}`;
    this.#counts.set(wanted.toLowerCase(), count);
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

/** Scheme, host and base path as one address without a slash at its end. */
function serviceUrl(source: PackageSource): string {
  const schemes = get(source.definition, "schemes");
  const first = schemes?.kind === "array" ? schemes.items[0] : undefined;
  const scheme = first?.kind === "string" ? first.value : "https";
  const path = getText(source.definition, "basePath") ?? "";
  return `${scheme}://${source.host}${path}`.replace(/\/+$/, "");
}

/** A name for Azure resources: letters, digits and hyphens. */
export function resourceName(title: string): string {
  const name = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return name === "" ? "custom-connector" : name;
}
