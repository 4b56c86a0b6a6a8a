/** `deployment-settings.json`: what an import without a person has to be told, in the form of `pac solution create-settings`. (Documented: Learn, "Pre-populate connection references and environment variables"; line breaks chosen.) */
import { treeOf } from "../../json/tree.ts";
import { canonicalJson } from "../../json/write-json.ts";
import type { Artifact } from "../artifact.ts";
import { apiName, connectionReferenceName } from "./names.ts";
import type { SolutionParts } from "./solution-zip.ts";

/** The file of one solution: connections and values are left empty, for each environment to fill in. */
export function deploymentSettings(parts: SolutionParts, path: string): Artifact {
  const { connectors, flows, settings, variables } = parts;
  const content = {
    EnvironmentVariables: variables.map(({ schemaName }) => ({ SchemaName: schemaName, Value: "" })),
    ConnectionReferences: (flows.length > 0 ? connectors : []).map(({ name }) => ({
      LogicalName: connectionReferenceName(settings.publisher.prefix, name),
      ConnectionId: "",
      ConnectorId: `/providers/Microsoft.PowerApps/apis/${apiName(name)}`,
    })),
  };
  return { path, bytes: Buffer.from(`${canonicalJson(treeOf(content))}\n`, "utf8") };
}

/** Its name beside the solution. */
export function deploymentSettingsName(uniqueName: string): string {
  return `${uniqueName}.deployment-settings.json`;
}
