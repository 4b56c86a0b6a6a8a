/** The ways to sign in, as a user meets them when a connection is made. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../../json/values.ts";
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
export function connectionKinds(
  connector: ConnectorFolder,
  root: JsonObject,
  facts: ServiceFacts,
): ConnectionKind[] {
  const properties = ownObject(connector.properties?.value, "properties");
  const regions = facts.regions ?? "All regions";
  const sets = (ownArray(ownObject(properties, "connectionParameterSets"), "values") ?? []).filter(isObject);
  if (sets.length > 0) {
    return sets.map((set) => {
      const ui = ownObject(set, "uiDefinition");
      const name = ownString(set, "name") ?? "";
      const parameters = ownObject(set, "parameters") ?? {};
      return {
        title: ownString(ui, "displayName") || name || "Default",
        authId: name || undefined,
        description: ownString(ui, "description") ?? "Parameters for creating connection.",
        regions,
        shareable: facts.shareable ?? isShareable(parameters, root),
        parameters: rowsOf(parameters),
      };
    });
  }
  if (!properties) return [];
  const parameters = ownObject(properties, "connectionParameters") ?? {};
  return [
    {
      title: "Default",
      authId: undefined,
      description: "Parameters for creating connection.",
      regions,
      shareable: facts.shareable ?? isShareable(parameters, root),
      parameters: rowsOf(parameters),
    },
  ];
}

/** A sign-in of one's own is not shared with an app (documented: share app resources); a key or password is. */
function isShareable(parameters: JsonObject, root: JsonObject): boolean {
  const values = Object.values(parameters).filter(isObject);
  const signIn = values.find(isOAuth);
  if (signIn) return own(signIn, "allowSharing") === true;
  const schemes = Object.values(ownObject(root, "securityDefinitions") ?? {});
  return values.length > 0 || !schemes.some((scheme) => ownString(scheme, "type") === "oauth2");
}

function isOAuth(parameter: JsonObject): boolean {
  return ownString(parameter, "type")?.toLowerCase() === "oauthsetting";
}

/** What a user fills in: a sign-in is a button, and what is hidden is not asked for. */
function rowsOf(parameters: JsonObject): ConnectionKind["parameters"] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    if (!isObject(value) || isOAuth(value)) return [];
    const ui = ownObject(value, "uiDefinition");
    const constraints = ownObject(ui, "constraints");
    if (isTrue(own(constraints, "hidden")) || name.startsWith("token:")) return [];
    return {
      name: ownString(ui, "displayName") || name,
      type: ownString(value, "type") ?? "string",
      description: ownString(ui, "description") || ownString(ui, "tooltip") || "",
      required: isTrue(own(constraints, "required")),
    };
  });
}

function isTrue(value: unknown): boolean {
  return value === true || String(value).toLowerCase() === "true";
}
