/** A connector as a package holds it. */
import type { JsonNode, ObjectNode } from "../../json/tree.ts";
import type { Dependency, RootComponent } from "../solution/identity.ts";
import type { Labels } from "../solution/labels.ts";
import type { Attributes } from "../xml/write-xml.ts";

export interface PackagedConnector {
  /** What tells it from others in the same package: logical name, or the title. */
  name: string;
  title: string;
  /** Where it is, for messages. */
  label: string;
  /** Files of its parts in the package, for messages; the row of a solution with its line. */
  places: { definition: string; properties: string; row: string };
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
  /** Definitions of the environment variables that the connector refers to. */
  variables: readonly VariableDefinition[];
  /** Id of the connector in the settings.json of a download. */
  connectorId: string | undefined;
}

/** An environment variable of a solution: its definition and, where the solution has one, its value. */
export interface VariableDefinition {
  schemaName: string;
  /** Value that holds until an environment has one of its own. */
  defaultValue: string | undefined;
  /** Files below `environmentvariabledefinitions/`, as they are. */
  files: readonly { path: string; bytes: Buffer }[];
}

export interface SolutionOrigin {
  uniqueName: string;
  displayName: Labels;
  description: Labels;
  version: string;
  /** `0`, `1`, in unpacked ones also `2`. */
  managed: string;
  /** Language code of the texts; undefined if it is not said. */
  language: number | undefined;
  languages: readonly number[];
  publisher: {
    uniqueName: string;
    displayName: Labels;
    description: Labels;
    email: string;
    website: string;
    prefix: string;
    optionValuePrefix: number | undefined;
    addresses: readonly Attributes[];
  };
  rootComponents: readonly RootComponent[];
  missingDependencies: readonly Dependency[];
  /** Row id of the connector, lower case; empty if the package does not say it. */
  connectorId: string;
  connectorName: string;
  /** Its row's texts, which need not be those of the definition. */
  connectorTitle: string;
  connectorDescription: string;
  connectorType: string;
  /** Further columns of the row. */
  columns: Attributes;
  /** What else the solution holds, a line each; empty if the connector and its variables are all of it. */
  rest: readonly string[];
}
