/** What of a package replaces what stands in the folder, and what the folder knows better. */

import {
  clone,
  get,
  getText,
  isEmpty,
  type JsonNode,
  type ObjectNode,
  remove,
  set,
} from "../../json/tree.ts";
import { isPlaceholder } from "../../machine/redaction/credentials.ts";
import type { PackagedConnector } from "../read/packaged-connector.ts";
import { stripSecrets } from "../secrets.ts";
import { isStackOwner } from "../source.ts";

/**
 * The `properties` as they are to stand in the folder: what the package holds, and from the folder what the format has
 * no place for, its placeholders, and what never travels.
 * @param old the folder's own; undefined for a new folder
 */
export function reconcileProperties(connector: PackagedConnector, old: JsonNode | undefined): ObjectNode {
  const incoming = clone(connector.properties);
  stripSecrets(incoming);
  if (old?.kind !== "object") return incoming;
  const result: ObjectNode = connector.carries ? clone(old) : { kind: "object", members: [] };
  const keys = connector.carries ?? [
    ...new Set([...incoming.members, ...old.members].map((member) => member.key)),
  ];
  for (const key of keys) {
    const value = get(incoming, key);
    const before = get(old, key);
    // Tools write empty lists where nothing was said; that says nothing either.
    if (isEmpty(value) && isEmpty(before)) {
      if (before) set(result, key, before);
      // Left out of packages for paconn although there is a place for it: that it is missing says nothing.
    } else if (value === undefined && isStackOwner(key) && before) set(result, key, before);
    else if (value === undefined) remove(result, key);
    else set(result, key, before ? keepLocal(value, before) : value);
  }
  return result;
}

/** The definition as it is to stand in the folder: an environment variable does not replace the host it stands for. */
export function reconcileDefinition(incoming: JsonNode, old: JsonNode | undefined): JsonNode {
  const host = getText(incoming, "host");
  const before = get(old, "host");
  if (incoming.kind !== "object" || !before || !host?.startsWith("@environmentVariables(")) return incoming;
  const result = clone(incoming);
  set(result, "host", before);
  return result;
}

/** Restores, in every `oAuthSettings` of the new value, what the old one has and a package has not. */
function keepLocal(value: JsonNode, before: JsonNode): JsonNode {
  if (value.kind === "array" && before.kind === "array") {
    return {
      kind: "array",
      items: value.items.map((item, index) => {
        const old = before.items[index];
        return old ? keepLocal(item, old) : item;
      }),
    };
  }
  if (value.kind !== "object" || before.kind !== "object") return value;
  const result = clone(value);
  for (const member of result.members) {
    const old = get(before, member.key);
    if (!old) continue;
    member.value = keepLocal(member.value, old);
    if (member.key === "oAuthSettings" && member.value.kind === "object")
      member.value = withLocal(member.value, old);
  }
  return result;
}

function withLocal(settings: ObjectNode, old: JsonNode): ObjectNode {
  for (const key of ["clientSecret", "redirectUrl"]) {
    const before = get(old, key);
    if (before && get(settings, key) === undefined) set(settings, key, before);
  }
  // The id of one tenant's app registration does not replace the place kept for everyone's.
  const before = get(old, "clientId");
  if (before && (isEmpty(before) || (before.kind === "string" && isPlaceholder(before.value))))
    set(settings, "clientId", before);
  return settings;
}
