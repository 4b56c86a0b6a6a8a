/** A connector as a package holds it. */
import type { JsonNode, ObjectNode } from "../../json/tree.ts";

export interface PackagedConnector {
  /** What tells it from others in the same package: logical name, or the title. */
  name: string;
  title: string;
  /** Where it lies, for messages. */
  label: string;
  definition: JsonNode;
  /** The `properties` of apiProperties.json, as far as the format holds them. */
  properties: ObjectNode;
  /** Keys of `properties` that the format has a place for; undefined for all of them. */
  carries: readonly string[] | undefined;
  icon: Buffer | undefined;
  script: Buffer | undefined;
  intro: Buffer | undefined;
  /** Identity in Dataverse, where the package is a solution. */
  solution: SolutionOrigin | undefined;
}

export interface SolutionOrigin {
  uniqueName: string;
  displayName: string;
  version: string;
  publisher: {
    uniqueName: string;
    displayName: string;
    prefix: string;
    optionValuePrefix: number | undefined;
  };
  /** Row id of the connector. */
  connectorId: string;
  connectorName: string;
}
