/** Environment variables of a solution: those that come with a connector, and those a maker asks for. (Sourced: unpacked solutions, Learn on environment variables.) */
import { clone, get, type JsonNode, type ObjectNode, set, treeOf } from "../../json/tree.ts";
import { isPlaceholder } from "../../machine/redaction/credentials.ts";
import { oAuthSettingsOf } from "../connection.ts";
import type { Notice } from "../notice.ts";
import type { VariableKind } from "../options.ts";
import type { VariableDefinition } from "../read/packaged-connector.ts";
import { VARIABLE_FOLDER } from "../read/read-variables.ts";
import type { PackageSource } from "../source.ts";
import { element, writeXml } from "../xml/write-xml.ts";
import { holdsReference, referenceTo, variablesOf } from "./references.ts";
import { pascal, type SolutionSettings } from "./settings.ts";

/** Values of the option set; a secret is one that a key vault holds. (Sourced: unpacked solutions.) */
const TYPES = { text: "100000000", secret: "100000005" } as const;

/** Display names of rows are kept to what such columns usually take. (Inferred.) */
const MAX_DISPLAY_NAME = 100;

/** What each kind is called: the end of its schema name, and the words of its display name. */
const NAMES: Record<VariableKind, { suffix: string; words: string }> = {
  host: { suffix: "Host", words: "host" },
  "client-id": { suffix: "ClientId", words: "client id" },
  "client-secret": { suffix: "ClientSecret", words: "client secret" },
  tenant: { suffix: "TenantId", words: "tenant id" },
  resource: { suffix: "ResourceUri", words: "resource" },
  scope: { suffix: "Scopes", words: "scopes" },
};

/**
 * Puts references in the place of values, each with a definition whose default is the value. What is a reference already
 * stays: references do not nest.
 * @returns the connector with its references, and every definition its solution holds
 */
export function makeVariables(
  source: PackageSource,
  settings: SolutionSettings,
  kinds: readonly VariableKind[],
): { source: PackageSource; variables: VariableDefinition[]; notices: Notice[] } {
  const notices: Notice[] = [];
  const variables = [...source.variables];
  let result = source;
  if (kinds.length > 0) {
    result = {
      ...source,
      definition: clone(source.definition),
      properties: clone(source.properties),
    };
    for (const kind of kinds) {
      const places = placesOf(kind, result);
      const open = places.filter(({ node }) => !node || !holdsReference(textOf(node)));
      if (open.length === 0) {
        notices.push({
          code: "environment-variable-unused",
          severity: places.length > 0 ? "note" : "warning",
          message:
            places.length > 0
              ? `The ${NAMES[kind].words} is already a reference to an environment variable.`
              : `There is no ${NAMES[kind].words} that could become an environment variable.`,
          help: "Leave it out of --environment-variables.",
        });
        continue;
      }
      const schemaName = `${settings.publisher.prefix}_${pascal(source.title, "Connector")}${NAMES[kind].suffix}`;
      const value = open.map(({ node }) => textOf(node)).find((text) => text !== "") ?? "";
      for (const { put } of open) put(referenceTo(schemaName));
      if (!variables.some((variable) => variable.schemaName.toLowerCase() === schemaName.toLowerCase()))
        variables.push(definitionOf(kind, schemaName, value, source, settings));
    }
  }
  const defined = new Set(variables.map(({ schemaName }) => schemaName.toLowerCase()));
  const missing = [...new Set([...variablesOf(result.definition), ...variablesOf(result.properties)])].filter(
    (name) => !defined.has(name.toLowerCase()),
  );
  if (missing.length > 0)
    notices.push({
      code: "environment-variable-undefined",
      severity: "warning",
      message: `The solution does not define ${missing.length === 1 ? "the environment variable" : "the environment variables"} ${missing.join(", ")} that the connector refers to.`,
      help: `The target must have ${missing.length === 1 ? "it" : "them"}, or put the definition into ${VARIABLE_FOLDER}/NAME/ beside solution.yaml.`,
    });
  return { source: result, variables, notices };
}

interface Place {
  node: JsonNode | undefined;
  put(reference: string): void;
}

/** Where a kind of value is in a connector. */
function placesOf(kind: VariableKind, { definition, properties }: PackageSource): Place[] {
  const member = (node: JsonNode | undefined, key: string): Place[] => {
    if (node?.kind !== "object") return [];
    const found = node.members.find((entry) => entry.key.toLowerCase() === key.toLowerCase());
    if (!found) return [];
    return [{ node: found.value, put: (reference) => set(node, found.key, treeOf(reference)) }];
  };
  if (kind === "host")
    return member(definition, "host").length > 0 ? member(definition, "host") : [absent(definition, "host")];
  return oAuthSettingsOf(properties).flatMap((oAuth): Place[] => {
    const custom = get(oAuth, "customParameters");
    const parameter = (...keys: string[]) =>
      keys.flatMap((key) => {
        const [found] = member(custom, key);
        return found?.node?.kind === "object" ? member(found.node, "value") : [];
      });
    if (kind === "client-id") return member(oAuth, "clientId");
    if (kind === "client-secret") return [absent(oAuth, "clientSecret")];
    if (kind === "tenant") return parameter("tenantId");
    if (kind === "scope") {
      const scopes = get(oAuth, "scopes");
      if (scopes?.kind !== "array" || scopes.items.length === 0) return [];
      return [{ node: scopes, put: (reference) => set(oAuth, "scopes", treeOf([reference])) }];
    }
    return [
      ...parameter("resourceUri"),
      ...member(get(oAuth, "properties"), "AzureActiveDirectoryResourceId"),
    ];
  });
}

/** A member that is set whether it is there or not. */
function absent(node: ObjectNode, key: string): Place {
  return { node: get(node, key), put: (reference) => set(node, key, treeOf(reference)) };
}

/** A value as the default of a variable: several scopes are one text. */
function textOf(node: JsonNode | undefined): string {
  if (node?.kind === "string") return node.value;
  if (node?.kind !== "array") return "";
  return node.items.map((item) => (item.kind === "string" ? item.value : "")).join(" ");
}

function definitionOf(
  kind: VariableKind,
  schemaName: string,
  value: string,
  source: PackageSource,
  settings: SolutionSettings,
): VariableDefinition {
  const { words } = NAMES[kind];
  const label = `${source.title.slice(0, MAX_DISPLAY_NAME - words.length - 1)} ${words}`;
  // A secret has no default: it would be in every copy of the solution. A placeholder is not a value of anyone's.
  const given = kind === "client-secret" || (kind === "client-id" && isPlaceholder(value)) ? "" : value;
  const xml = element(
    "environmentvariabledefinition",
    [
      ...(given === "" ? [] : [element("defaultvalue", given)]),
      element(
        "displayname",
        [element("label", undefined, { description: label, languagecode: String(settings.language) })],
        { default: label },
      ),
      element("introducedversion", settings.version),
      element("iscustomizable", "1"),
      element("isrequired", "0"),
      element("secretstore", "0"),
      element("type", kind === "client-secret" ? TYPES.secret : TYPES.text),
    ],
    { schemaname: schemaName },
  );
  return {
    schemaName,
    defaultValue: given === "" ? undefined : given,
    files: [
      {
        path: `${schemaName}/environmentvariabledefinition.xml`,
        bytes: Buffer.from(writeXml(xml), "utf8"),
      },
    ],
  };
}
