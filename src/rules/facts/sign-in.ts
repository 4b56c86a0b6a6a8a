/** How a connector signs in, as both files state it: security definitions on one side, connection parameters on the other. */

import {
  type ConnectionParameter as DeclaredParameter,
  readConnection,
} from "../../definition/connection.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import type { Place } from "../language/node.ts";
import { misplacedSections } from "./misplaced-sections.ts";
import { isSure } from "./structure.ts";

export interface ConnectionParameter {
  name: string;
  /** The name without `token:`; undefined if it is not a claim of the sign-in. */
  claim: string | undefined;
  value: JsonObject;
  /** The type in lower case: the service compares so. */
  type: string | undefined;
  /** Index of the parameter set it is in; undefined for `connectionParameters`. */
  set: number | undefined;
  place: Place;
}

export interface SecurityScheme {
  name: string;
  value: JsonObject;
  type: string | undefined;
  place: Place;
}

export interface SignIn {
  parameters: ConnectionParameter[];
  schemes: SecurityScheme[];
  /** Whether the connector has parameter sets: several ways to sign in, side by side. */
  hasSets: boolean;
  /** Whether it reaches its service through the on-premises data gateway. */
  gateway: Place | undefined;
  /** Whether each connection may reach the service without the gateway as well ("cloud" beside "gateway"). */
  gatewayByChoice: boolean;
  /** Whether the definition could be read well enough that what is missing in it is really missing. */
  definitionKnown: boolean;
  /** The same for apiProperties.json. */
  propertiesKnown: boolean;
  /** And whether its connection parameters, flat or in sets, have a shape in which they can be read. */
  parametersKnown: boolean;
}

/** Ask for it by `context.fact(signIn)`. */
export function signIn(subject: Subject): SignIn {
  const { connector, properties, root } = subject;
  const file = connector.properties?.file ?? "apiProperties.json";
  const connection = readConnection(properties);
  const read = (set: number | undefined) => (parameter: DeclaredParameter) => ({
    name: parameter.name,
    claim: /^token:/i.test(parameter.name) ? parameter.name.slice("token:".length) : undefined,
    value: parameter.value,
    type: ownString(parameter.value, "type")?.toLowerCase(),
    set,
    place: { file, pointer: parameter.pointer },
  });
  const parameters: ConnectionParameter[] = [
    ...connection.parameters.map(read(undefined)),
    ...connection.sets.flatMap((set, index) => set.parameters.map(read(index))),
  ];

  const definitionFile = connector.definition?.file ?? "apiDefinition.swagger.json";
  const schemes: SecurityScheme[] = [];
  const definitions = ownObject(root, "securityDefinitions") ?? {};
  for (const name of Object.keys(definitions)) {
    const value = own(definitions, name);
    if (!isObject(value)) continue;
    schemes.push({
      name,
      value,
      type: ownString(value, "type"),
      place: { file: definitionFile, pointer: child("/securityDefinitions", name) },
    });
  }

  const capabilities = (ownArray(properties, "capabilities") ?? []).map((item) =>
    typeof item === "string" ? item.toLowerCase() : "",
  );
  const capability = capabilities.indexOf("gateway");
  const gateway =
    parameters.find((parameter) => parameter.type === "gatewaysetting")?.place ??
    (capability >= 0 ? { file, pointer: child("/properties/capabilities", capability) } : undefined);
  const propertiesKnown =
    isKnown(connector.properties) && isObject(own(connector.properties?.value, "properties"));
  return {
    parameters,
    schemes,
    hasSets: own(properties, "connectionParameterSets") !== undefined,
    gateway,
    gatewayByChoice: capabilities.includes("cloud"),
    // What is in a wrong place is not missing.
    definitionKnown:
      isKnown(connector.definition) &&
      !misplacedSections(subject).some(({ key }) => /^security(?:Definitions)?$/.test(key)),
    propertiesKnown,
    parametersKnown: propertiesKnown && hasReadableParameters(properties),
  };
}

function hasReadableParameters(properties: JsonObject | undefined): boolean {
  const flat = own(properties, "connectionParameters");
  const sets = own(properties, "connectionParameterSets");
  return (
    (flat === undefined || isObject(flat)) && (sets === undefined || ownArray(sets, "values") !== undefined)
  );
}

/** Comments and stray commas leave the values whole; any other fault of syntax may have swallowed some. */
function isKnown(document: JsonDocument | undefined): boolean {
  if (!document || !isObject(document.value)) return false;
  return isSure(document);
}
