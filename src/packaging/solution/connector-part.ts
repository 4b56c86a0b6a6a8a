/** The connector inside a solution: its element in customizations.xml and its files. (Sourced: server exports.) */

import { scriptOperationsOf } from "../../definition/script.ts";
import { get, getText, isEmpty, type JsonNode, treeOf } from "../../json/tree.ts";
import { own } from "../../json/values.ts";
import { compactJson } from "../../json/write-json.ts";
import { imageKind } from "../icon/image-kind.ts";
import type { Notice } from "../notice.ts";
import type { PackageSource } from "../source.ts";
import { element, type XmlElement } from "../xml/write-xml.ts";
import type { ZipEntry } from "../zip/write-zip.ts";
import type { SolutionSettings } from "./settings.ts";

export interface ConnectorPart {
  id: string;
  /** Logical name: schema name and file stem. */
  name: string;
  displayName: string;
  element: XmlElement;
  /** Files with their names below the connector folder. */
  files: ZipEntry[];
}

/** Builds the part. @param source with references to environment variables in place, where they are wanted */
export function connectorPart(source: PackageSource, settings: SolutionSettings): ConnectorPart {
  const name = settings.connectorName;
  const { properties } = source;
  const displayName = settings.connector.displayName ?? source.title;
  const files: ZipEntry[] = [];
  const children: XmlElement[] = [
    element("connectorid", settings.connectorId),
    element("description", settings.connector.description ?? source.description),
    element("displayname", displayName),
    element("iconbrandcolor", getText(properties, "iconBrandColor") ?? ""),
    element("name", name),
    element("connectortype", settings.connector.type),
  ];
  const add = (column: string, extension: string, content: string | Uint8Array) => {
    const file = `${name}_${column}.${extension}`;
    files.push({ name: file, bytes: typeof content === "string" ? Buffer.from(content, "utf8") : content });
    children.push(element(column, `/Connector/${file}`));
  };
  // An empty list means all operations; it is written out because a missing one is not known to mean the same.
  if (source.script) {
    const operations = get(properties, "scriptOperations") ?? treeOf([]);
    children.push(element("scriptoperations", compactJson(operations)));
  }
  add("openapidefinition", "json", compactJson(source.definition));
  add("connectionparameters", "json", column(properties, "connectionParameters", "{}"));
  if (get(properties, "connectionParameterSets"))
    add("connectionparametersets", "json", column(properties, "connectionParameterSets", "{}"));
  add("policytemplateinstances", "json", column(properties, "policyTemplateInstances", "null"));
  if (source.script) add("customcodeblobcontent", "csx", source.script);
  if (source.icon) add("iconblob", imageKind(source.icon), source.icon);
  for (const [column, text] of Object.entries(settings.connector.columns))
    children.push(element(column, text));
  return {
    id: settings.connectorId,
    name,
    displayName,
    element: element("Connector", children),
    files,
  };
}

function column(properties: JsonNode, key: string, absent: string): string {
  const value = get(properties, key);
  return value ? compactJson(value) : absent;
}

/** Members of apiProperties.json that a solution has a column for; the others are dropped. (Sourced: server exports; the table has more columns, which exports leave out.) */
export const CARRIED: readonly string[] = [
  "connectionParameters",
  "connectionParameterSets",
  "iconBrandColor",
  "scriptOperations",
  "policyTemplateInstances",
];

/** Limits of the columns of the connector table. (Sourced: connector table.) */
const MAX_COLUMN = 500_000;
const MAX_DESCRIPTION = 1000;
const MAX_TITLE = 200;

/** Longest title with which `pac solution unpack` is known to work. (Reported: powerplatform-build-tools, issue 882.) */
const MAX_UNPACKED_TITLE = 30;

/** Whether somebody has to sign in, by the definition. */
function signsIn(source: PackageSource): boolean {
  return (
    !isEmpty(get(source.definition, "securityDefinitions")) && !isEmpty(get(source.definition, "security"))
  );
}

/** What a solution cannot carry: errors where the import fails, warnings where something is dropped. */
export function solutionLosses(
  source: PackageSource,
  part: ConnectorPart,
  settings: SolutionSettings,
): Notice[] {
  const notices: Notice[] = [];
  const definition = source.connector.definition;
  const say = (
    severity: Notice["severity"],
    code: string,
    message: string,
    help: string,
    pointer?: string,
  ) => {
    const notice: Notice = { severity, code, message, help };
    if (pointer !== undefined && definition) {
      notice.file = definition.file;
      notice.line = definition.span(pointer).start.line;
    }
    notices.push(notice);
  };
  const others = "Shorten it, or build the formats that carry it: --only paconn,pac.";
  if ((settings.connector.description ?? source.description).trim() === "")
    say(
      "warning",
      "description-missing",
      "The definition has no description: makers read it in the list of connectors, and certification refuses a connector without one.",
      "Write info.description.",
      "/info",
    );
  if (source.description.length > MAX_DESCRIPTION)
    say(
      "error",
      "description-too-long",
      `The description has ${source.description.length} characters; a solution holds at most ${MAX_DESCRIPTION}.`,
      others,
      "/info/description",
    );
  if (source.title.length > MAX_TITLE)
    say(
      "error",
      "title-too-long",
      `The title has ${source.title.length} characters; a solution holds at most ${MAX_TITLE}.`,
      others,
      "/info/title",
    );
  if (part.displayName.length > MAX_UNPACKED_TITLE)
    say(
      "warning",
      "title-too-long-to-unpack",
      `The title has ${part.displayName.length} characters: pac solution unpack has been seen to leave out connectors with more than ${MAX_UNPACKED_TITLE}.`,
      "Import the zip as it is, or unpack it here; pac solution pack of a folder that lacks the connector loses it.",
      "/info/title",
    );
  if (
    isEmpty(get(source.properties, "connectionParameters")) &&
    isEmpty(get(source.properties, "connectionParameterSets")) &&
    signsIn(source)
  )
    say(
      "warning",
      "sign-in-missing",
      "The definition requires a sign-in, but there are no connection parameters: nobody can create a connection.",
      "Write connectionParameters into apiProperties.json, or take them from where they were emptied.",
    );
  for (const file of part.files) {
    if (/\.(?:Png|Jpeg)$/.test(file.name)) continue;
    const { length } = Buffer.from(file.bytes).toString("utf8");
    if (length > MAX_COLUMN)
      say(
        "error",
        file.name.endsWith(".csx") ? "script-too-long" : "definition-too-long",
        `${file.name} has ${length} characters; a solution holds at most ${MAX_COLUMN} in each file.`,
        others,
      );
  }
  const count = scriptOperationsOf(own(source.connector.properties?.value, "properties"))?.size ?? 0;
  if (!source.script && count > 0)
    say(
      "error",
      "script-missing",
      `scriptOperations names ${count} operations, but there is no script.csx.`,
      "Add the script, or remove scriptOperations.",
    );
  if (source.script && count === 0)
    say(
      "warning",
      "script-for-all",
      "There is a script, but scriptOperations names no operation: it runs for all of them.",
      "Name the operations the script is for.",
    );
  const dropped = source.properties.members
    .filter(({ key, value }) => !CARRIED.includes(key) && !isEmpty(value))
    .map(({ key }) => key);
  if (dropped.length > 0)
    say(
      "warning",
      "not-in-solutions",
      `A solution has no place for ${dropped.join(", ")}: ${dropped.length === 1 ? "it is" : "they are"} dropped.`,
      "Nothing to do for use in your own tenant; the certification process takes them from apiProperties.json.",
    );
  return notices;
}
