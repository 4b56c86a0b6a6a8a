/** The ways to sign in, as a user meets them when a connection is made. */
import { type ConnectionParameter, isOAuth, readConnection } from "../../definition/connection.ts";
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { type JsonObject, own, ownObject, ownString } from "../../json/values.ts";
import type { ServiceFacts } from "./service-facts.ts";

export interface ConnectionKind {
  title: string;
  /** The name by which flows name the way to sign in; undefined if there is only one. */
  authId: string | undefined;
  description: string;
  regions: string;
  shareable: boolean;
  parameters: { name: string; type: string; description: string; required: boolean }[];
}

/** One for each parameter set, or the only one; none if the files say nothing about connections. */
export function connectionKinds(connector: ConnectorFolder, facts: ServiceFacts): ConnectionKind[] {
  const properties = ownObject(connector.properties?.value, "properties");
  const connection = readConnection(properties);
  const regions = facts.regions ?? "All regions";
  if (connection.sets.length > 0) {
    return connection.sets.map(({ name, value, label, description, parameters }) => ({
      title: label || name || "Default",
      authId: name || undefined,
      description: description ?? "Parameters for creating connection.",
      regions,
      shareable: facts.shareable ?? isShareable(parameters, ownObject(value, "metadata")),
      parameters: rowsOf(parameters),
    }));
  }
  if (!properties) return [];
  const { parameters } = connection;
  return [
    {
      title: "Default",
      authId: undefined,
      description: "Parameters for creating connection.",
      regions,
      shareable: facts.shareable ?? isShareable(parameters),
      parameters: rowsOf(parameters),
    },
  ];
}

/**
 * Whether apps are shared with the connection. What Learn says of connectors with a sign-in and with a key (observed) is
 * "not shareable"; what allows it says so: a parameter, or the `metadata` of a set.
 * @param metadata that of the parameter set
 */
function isShareable(parameters: readonly ConnectionParameter[], metadata?: JsonObject): boolean {
  return [metadata, ...parameters.map(({ value }) => value)].some(
    (value) => own(value, "allowSharing") === true,
  );
}

/** What a user fills in: a sign-in is a button, and what is hidden is not asked for. */
function rowsOf(parameters: readonly ConnectionParameter[]): ConnectionKind["parameters"] {
  return parameters
    .filter((parameter) => !isOAuth(parameter) && !parameter.hidden && !parameter.name.startsWith("token:"))
    .map(({ label, value, description = "", required }) => ({
      name: label,
      type: ownString(value, "type") ?? "string",
      description,
      required,
    }));
}
