/** One connector of a solution, as the row and the files of it say. */
import { InputError } from "../../json/problem.ts";
import { decodeText } from "../../json/text.ts";
import { get, getText, type JsonNode, type ObjectNode, parseTree, set, treeOf } from "../../json/tree.ts";
import { CARRIED } from "../solution/connector-part.ts";
import { variablesOf } from "../solution/references.ts";
import { childText, type XmlNode } from "../xml/read-xml.ts";
import type { PackagedConnector } from "./packaged-connector.ts";
import { columnFile, FILE_COLUMNS, type ReadSolution, rootsOfVariables } from "./read-solution.ts";
import { restOf } from "./rest-of-solution.ts";

/** Elements of a row that are read on their own. */
const KNOWN = new Set<string>([
  ...FILE_COLUMNS,
  "connectorid",
  "description",
  "displayname",
  "iconbrandcolor",
  "name",
  "connectortype",
  "scriptoperations",
]);

/** Text of one part; the platform's columns take a sixteenth of it. (Chosen.) */
const MAX_PART = 8 * 1024 * 1024;

/**
 * All connectors of a solution.
 * @throws {InputError} `solution-part-missing`, `solution-part-shared`, `solution-part-too-large`, `json-syntax`
 */
export function connectorsOf(read: ReadSolution): PackagedConnector[] {
  const owner = new Map<string, string>();
  for (const connector of read.connectors)
    for (const column of FILE_COLUMNS) {
      const file = columnFile(read, connector, column)?.file;
      if (file === undefined) continue;
      const name = childText(connector, "name") ?? "";
      const other = owner.get(file);
      // Without this, a thousand rows could name one large file, which would be read a thousand times.
      if (other !== undefined)
        throw new InputError(
          "solution-part-shared",
          `${read.label}: "${other}" and "${name}" both name ${file}.`,
          "Every connector has files of its own: export the solution again.",
        );
      owner.set(file, name);
    }
  return read.connectors.map((connector) => connectorOf(read, connector));
}

/** Where the row of a connector stands, with its line. */
export function rowPlace(read: ReadSolution, name: string, { line }: XmlNode): string {
  const { base, kind } = read.layout;
  if (kind === "yaml") return `${base}connectors/${name}`;
  return kind === "packed" ? `${base}customizations.xml:${line}` : `${base}Connectors/${name}.xml:${line}`;
}

function connectorOf(read: ReadSolution, connector: XmlNode): PackagedConnector {
  const name = childText(connector, "name") ?? "";
  const bytes = (column: string): Buffer | undefined => {
    const found = columnFile(read, connector, column);
    if (found && found.file === undefined)
      throw new InputError(
        "solution-part-missing",
        `${read.label} names ${found.named} for "${name}" but does not hold it.`,
        "The solution is incomplete: export it again.",
      );
    const content = found?.file === undefined ? undefined : read.archive.files.get(found.file);
    if (content && content.length > MAX_PART)
      throw new InputError(
        "solution-part-too-large",
        `${read.label}: ${found?.file} has ${(content.length / 1024 / 1024).toFixed(1)} MiB; more than ${MAX_PART / 1024 / 1024} MiB are not read.`,
        "The platform takes 500,000 characters in each part of a connector.",
      );
    // Pipelines empty parts on purpose, to keep a tenant's settings out of a repository: nothing is said by them.
    return content && content.length > 0 ? content : undefined;
  };
  const tree = (column: string): JsonNode | undefined => {
    const content = bytes(column);
    if (!content) return undefined;
    const { text } = decodeText(content, column);
    return text.trim() === "" ? undefined : parseTree(text, `${read.label}: ${name}_${column}.json`);
  };
  const definition = tree("openapidefinition");
  if (!definition)
    throw new InputError(
      "solution-part-missing",
      `${read.label} holds no definition of "${name}".`,
      "The solution is incomplete: export it again.",
    );
  const properties: ObjectNode = { kind: "object", members: [] };
  const take = (key: string, value: JsonNode | undefined) => {
    // The platform writes `null` where nothing is set.
    if (value && !(value.kind === "literal" && value.raw === "null")) set(properties, key, value);
  };
  take("connectionParameters", tree("connectionparameters"));
  take("connectionParameterSets", tree("connectionparametersets"));
  const color = childText(connector, "iconbrandcolor");
  if (color) set(properties, "iconBrandColor", treeOf(color));
  const operations = childText(connector, "scriptoperations")?.trim();
  if (operations)
    take("scriptOperations", parseTree(operations, `${read.label}: scriptoperations of "${name}"`));
  take("policyTemplateInstances", tree("policytemplateinstances"));

  const info = get(definition, "info");
  const wanted = new Set(
    [...variablesOf(definition), ...variablesOf(properties)].map((text) => text.toLowerCase()),
  );
  const variables = read.variables.filter(({ schemaName }) => wanted.has(schemaName.toLowerCase()));
  return {
    name,
    title: childText(connector, "displayname") || name,
    label: read.label,
    places: {
      definition: columnFile(read, connector, "openapidefinition")?.file ?? "",
      properties:
        columnFile(read, connector, "connectionparameters")?.file ?? rowPlace(read, name, connector),
      row: rowPlace(read, name, connector),
    },
    definition,
    properties,
    carries: CARRIED,
    icon: bytes("iconblob"),
    script: bytes("customcodeblobcontent"),
    intro: undefined,
    variables,
    connectorId: undefined,
    solution: {
      ...read.identity,
      rootComponents: rootsOfVariables(read, wanted),
      connectorId: (childText(connector, "connectorid") ?? "").replace(/[{}]/g, "").toLowerCase(),
      connectorName: name,
      connectorTitle: childText(connector, "displayname") ?? getText(info, "title") ?? "",
      connectorDescription: childText(connector, "description") ?? getText(info, "description") ?? "",
      connectorType: childText(connector, "connectortype") ?? "",
      columns: Object.fromEntries(
        connector.children
          .filter((child) => !KNOWN.has(child.name) && child.children.length === 0)
          .map((child) => [child.name, child.text]),
      ),
      rest: restOf(read, new Set([name]), wanted),
    },
  };
}
