/** The connection of a package as the model reads it, and the parts of its tree that a package changes. */
import { type ConnectionModel, everyParameter, readConnection } from "../definition/connection.ts";
import { nodeAt, type ObjectNode } from "../json/tree.ts";
import { plainOf } from "../json/write-json.ts";

/** @param properties the `properties` object of apiProperties.json */
export function connectionOf(properties: ObjectNode): ConnectionModel {
  return readConnection(plainOf(properties));
}

/** The nodes of every `oAuthSettings`, of the connection parameters and of the parameter sets. */
export function oAuthSettingsOf(properties: ObjectNode): ObjectNode[] {
  return everyParameter(connectionOf(properties)).flatMap(({ oauth }) => {
    // Pointers begin at the file; this is what its `properties` holds.
    const node = oauth && nodeAt(properties, oauth.pointer.slice("/properties".length));
    return node?.kind === "object" ? node : [];
  });
}
