/** What is wrong with a solution, whoever wrote it. */

import { parseJson } from "../../json/parse-json.ts";
import { decodeText } from "../../json/text.ts";
import { isObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import { columnFile, FILE_COLUMNS, type ReadSolution, type SolutionFlow } from "../read/read-solution.ts";
import { rowPlace } from "../read/solution-connector.ts";
import { fileNamed, PARTS } from "../read/solution-layout.ts";
import { childText, descendants } from "../xml/read-xml.ts";
import type { Attributes } from "../xml/write-xml.ts";
import type { Fault } from "./fault.ts";

const MAX_DESCRIPTION = 1000;

export function verifySolution(read: ReadSolution): Fault[] {
  const faults: Fault[] = [];
  const say = (severity: Fault["severity"], where: string, message: string) =>
    faults.push({ severity, where: `${read.label}/${where}`, message });
  checkManifest(read, say);
  const named = new Set<string>();
  for (const connector of read.connectors) {
    const name = childText(connector, "name") ?? "";
    const where = rowPlace(read, name, connector);
    for (const column of FILE_COLUMNS) {
      const found = columnFile(read, connector, column);
      if (!found) {
        if (column === "openapidefinition") say("error", where, `"${name}" has no definition.`);
        continue;
      }
      if (found.file === undefined) say("error", where, `${found.named} is named but not in the package.`);
      else {
        named.add(found.file);
        if (read.archive.files.get(found.file)?.length === 0)
          say("warning", found.file, `The part is empty: "${name}" is read as if that part were missing.`);
      }
    }
    const description = childText(connector, "description") ?? "";
    if (description.length > MAX_DESCRIPTION)
      say(
        "error",
        where,
        `The description of "${name}" has ${description.length} characters; at most ${MAX_DESCRIPTION} are allowed.`,
      );
    const id = (childText(connector, "connectorid") ?? "").replace(/[{}]/g, "").toLowerCase();
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
      say("error", where, `"${name}" has no GUID as its connectorid.`);
    const root = read.roots.find((candidate) => candidate.id === id);
    if (!root && !isDependency(read, id))
      say("error", manifestName(read), `"${name}" is not among the root components.`);
    else if (root && root.type !== "372")
      say(
        "warning",
        `${manifestName(read)}:${root.line}`,
        `"${name}" is a root component of type ${root.type}; exports have 372.`,
      );
    if (root?.schemaName !== undefined && root.schemaName !== name)
      say(
        "error",
        `${manifestName(read)}:${root.line}`,
        `The root component is called "${root.schemaName}", the connector "${name}".`,
      );
    const { prefix } = read.publisher;
    if (prefix !== "" && !name.toLowerCase().startsWith(`${prefix.toLowerCase()}_`))
      say("warning", where, `"${name}" does not begin with the publisher's prefix "${prefix}_".`);
  }
  for (const flow of read.flows) {
    const xaml = flow.xaml === "" ? undefined : fileNamed(read.archive, read.layout.base + flow.xaml);
    if (xaml !== undefined) named.add(xaml);
    // Business rules and the like are processes without a file of their own that could be read.
    if (flow.file !== "" || flow.category === "5") checkFlow(read, flow, named, say);
  }
  for (const { required, dependent, line } of read.requirements)
    say(
      "warning",
      `${manifestName(read)}:${line}`,
      `The target must have ${dependencyText(required)}${dependent.displayName ? `, which "${dependent.displayName}" needs` : ""}.`,
    );
  for (const name of read.archive.files.keys()) {
    if (!name.startsWith(read.layout.base)) continue;
    const below = name.slice(read.layout.base.length);
    if (/^(Connectors?|Workflows)\//i.test(below) && !/\.(?:xml|ya?ml)$/i.test(below) && !named.has(name))
      say("warning", name, "Nothing names this file; an import drops it.");
  }
  return faults;
}

type Say = (severity: Fault["severity"], where: string, message: string) => void;

function checkManifest(read: ReadSolution, say: Say): void {
  const where = manifestName(read);
  if (!/^[A-Za-z_]\w*$/.test(read.uniqueName))
    say("error", where, `"${read.uniqueName}" is not a valid unique name.`);
  if (!/^\d+(\.\d+){1,3}$/.test(read.version))
    say("error", where, `"${read.version}" is not a valid version.`);
  if (!["0", "1", ...(read.unpacked ? ["2"] : [])].includes(read.managed))
    say("error", where, `Managed is "${read.managed}", not 0 or 1.`);
  if (!/^[a-z][a-z0-9]{1,7}$/i.test(read.publisher.prefix))
    say("error", where, `"${read.publisher.prefix}" is not a valid publisher prefix.`);
  if (read.unpacked) return;
  const types = fileNamed(read.archive, "[Content_Types].xml");
  const bytes = types === undefined ? undefined : read.archive.files.get(types);
  if (!bytes) {
    say("error", "[Content_Types].xml", "The file is missing; importers refuse the package.");
    return;
  }
  const declared = decodeText(bytes, "[Content_Types].xml").text.toLowerCase();
  for (const name of read.archive.files.keys()) {
    const extension = /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase();
    const part = `partname="/${name.toLowerCase()}"`;
    if (extension !== undefined && !declared.includes(`extension="${extension}"`) && !declared.includes(part))
      say("error", "[Content_Types].xml", `Files ending in .${extension} are not declared (${name}).`);
  }
}

/** Whether the solution expects a component from elsewhere. */
function isDependency(read: ReadSolution, id: string): boolean {
  for (const required of descendants(read.solution, "Required"))
    if ((required.attributes.get("id") ?? "").replace(/[{}]/g, "").toLowerCase() === id) return true;
  return false;
}

/** The manifest as messages name it. */
function manifestName({ layout }: ReadSolution): string {
  return layout.kind === "yaml"
    ? `${layout.manifest}solution.yml`
    : layout.base + PARTS[layout.kind].solution;
}

/** Kinds of components that solutions of connectors depend on, in words. (Documented: solution component entity.) */
const KINDS: Record<string, string> = {
  "1": "the table",
  "29": "the process",
  "372": "the connector",
  "380": "the environment variable",
  connectionreference: "the connection reference",
};

function dependencyText(required: Attributes): string {
  const { type = "", displayName, schemaName, solution } = required;
  const name = schemaName ?? displayName ?? "";
  const shown =
    displayName !== undefined && schemaName !== undefined && displayName !== schemaName
      ? ` (${displayName})`
      : "";
  const origin = solution === undefined || /^active$/i.test(solution) ? "" : ` of the solution ${solution}`;
  return `${KINDS[type] ?? `the component of type ${type}`} "${name}"${shown}${origin}`;
}

function checkFlow(read: ReadSolution, flow: SolutionFlow, named: Set<string>, say: Say): void {
  const { name, file, id } = flow;
  const found = fileNamed(read.archive, read.layout.base + file);
  const bytes = found === undefined ? undefined : read.archive.files.get(found);
  if (found === undefined || !bytes) {
    const where = read.unpacked ? `${read.layout.base}Workflows/` : `customizations.xml:${flow.line}`;
    say(
      "error",
      where,
      `The flow "${name}" names ${file === "" ? "no file" : `${file}, which is not in the package`}.`,
    );
    return;
  }
  named.add(found);
  if (!read.roots.some((root) => root.id === id))
    say("warning", manifestName(read), `The flow "${name}" is not among the root components.`);
  const parsed = parseJson(decodeText(bytes, found).text, found);
  const content = parsed.value;
  if (!parsed.strict || content === undefined) {
    say("error", found, parsed.problems[0]?.message ?? "The flow is not JSON.");
    return;
  }
  const properties = ownObject(content, "properties");
  if (!ownObject(properties, "definition")) {
    say("error", found, "The flow has no definition.");
    return;
  }
  const references = ownObject(properties, "connectionReferences") ?? {};
  const connectors = read.connectors.map((connector) => childText(connector, "name"));
  for (const key of Object.keys(references)) {
    const reference = own(references, key);
    const logical = ownString(ownObject(reference, "connection"), "connectionReferenceLogicalName");
    if (logical !== undefined && !read.references.includes(logical) && !dependsOn(read, logical))
      say(
        "error",
        found,
        `The flow uses the connection reference "${logical}", which the solution does not define.`,
      );
    const connector = ownString(ownObject(reference, "api"), "logicalName");
    if (connector !== undefined && !connectors.includes(connector) && !dependsOn(read, connector))
      say(
        "error",
        found,
        `The flow uses the connector "${connector}", which the solution neither holds nor requires.`,
      );
  }
  checkHosts(content, references, found, say);
}

/** Whether the solution requires something by its name. */
function dependsOn(read: ReadSolution, name: string): boolean {
  for (const required of descendants(read.solution, "Required"))
    for (const value of required.attributes.values()) if (value === name) return true;
  return false;
}

/** Every step's connection is one of the flow's references. */
function checkHosts(node: JsonValue, references: object, file: string, say: Say): void {
  if (Array.isArray(node)) for (const item of node) checkHosts(item, references, file, say);
  if (!isObject(node)) return;
  const connection = ownString(ownObject(node, "host"), "connectionName");
  if (connection !== undefined && !Object.hasOwn(references, connection))
    say("error", file, `A step uses the connection "${connection}", which the flow does not refer to.`);
  for (const key of Object.keys(node)) checkHosts(own(node, key) ?? null, references, file, say);
}
