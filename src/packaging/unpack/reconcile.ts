/** What of a package replaces what is in the folder, and what the folder knows better. */

import { OAUTH_SETTINGS } from "../../definition/oauth-settings.ts";
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
import { holdsReference, referenceTo } from "../solution/references.ts";
import { isStackOwner } from "../source.ts";

/** A value as the folder is to hold it, and what of the folder's own was kept, in words. */
export interface Reconciled<Node extends JsonNode> {
  value: Node;
  kept: string[];
}

/**
 * The `properties` as they are to be in the folder: what the package holds, and from the folder what the format has
 * no place for, its placeholders and references, and what never travels.
 * @param old the folder's own; undefined for a new folder
 * @param oldDefinition the folder's definition, which says whether somebody signs in
 */
export function reconcileProperties(
  connector: PackagedConnector,
  old: JsonNode | undefined,
  oldDefinition?: JsonNode,
): Reconciled<ObjectNode> {
  const incoming = clone(connector.properties);
  stripSecrets(incoming);
  if (old?.kind !== "object") return { value: incoming, kept: [] };
  const kept: string[] = [];
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
    else if (
      before &&
      isEmpty(value) &&
      isSignIn(key) &&
      wasEmptied(incoming, connector.definition, oldDefinition)
    ) {
      set(result, key, before);
      kept.push(key === "connectionParameters" ? "the connection parameters" : "the ways to sign in");
    } else if (value === undefined) remove(result, key);
    else set(result, key, before ? keepLocal(value, before, kept) : value);
  }
  return { value: result, kept };
}

function isSignIn(key: string): boolean {
  return key === "connectionParameters" || key === "connectionParameterSets";
}

/**
 * Whether a package without connection parameters has lost them, as pipelines empty them to keep a tenant's settings out
 * of a repository. That nobody signs in any more, the definition would say, too.
 */
function wasEmptied(incoming: ObjectNode, definition: JsonNode, old: JsonNode | undefined): boolean {
  if (!isEmpty(get(incoming, "connectionParameters")) || !isEmpty(get(incoming, "connectionParameterSets")))
    return false;
  const secured = (node: JsonNode | undefined) => !isEmpty(get(node, "securityDefinitions"));
  return secured(definition) || !secured(old);
}

/**
 * The definition as it is to be in the folder: a variable does not replace the host that is its own default value, and
 * what a download has resolved does not replace the reference it came from.
 */
export function reconcileDefinition(
  connector: Pick<PackagedConnector, "definition" | "variables">,
  old: JsonNode | undefined,
): Reconciled<JsonNode> {
  const kept: string[] = [];
  if (!old) return { value: connector.definition, kept };
  const value = keepReferences(clone(connector.definition), old, kept);
  const host = getText(value, "host");
  const before = get(old, "host");
  const variable = connector.variables.find(({ schemaName }) => host === referenceTo(schemaName));
  if (value.kind === "object" && before?.kind === "string" && variable?.defaultValue === before.value) {
    set(value, "host", before);
  }
  return { value, kept };
}

/** Restores references to environment variables where the package holds the value that one of them had. */
function keepReferences<Node extends JsonNode>(value: Node, before: JsonNode, kept: string[]): Node {
  if (value.kind === "array" && before.kind === "array") {
    for (const [index, item] of value.items.entries()) {
      const old = partner(item, index, value.items.length, before.items);
      if (old) value.items[index] = keepString(item, old, kept);
    }
  } else if (value.kind === "object" && before.kind === "object") {
    for (const member of value.members) {
      const old = get(before, member.key);
      if (old) member.value = keepString(member.value, old, kept);
    }
  }
  return value;
}

function keepString(value: JsonNode, before: JsonNode, kept: string[]): JsonNode {
  if (value.kind === "string" && before.kind === "string") {
    if (!holdsReference(before.value) || holdsReference(value.value)) return value;
    kept.push(`the reference ${before.value}`);
    return before;
  }
  return keepReferences(value, before, kept);
}

/** The item of the old list that stands for one of the new: the same place, or what bears the same name. */
function partner(
  item: JsonNode,
  index: number,
  length: number,
  old: readonly JsonNode[],
): JsonNode | undefined {
  if (length === old.length) return old[index];
  for (const key of ["name", "title", "operationId"]) {
    const name = getText(item, key);
    const found = name === undefined ? undefined : old.find((other) => getText(other, key) === name);
    if (found) return found;
  }
  return old[index];
}

/** Restores, in every `oAuthSettings` of the new value, what the old one has and a package has not. */
function keepLocal(value: JsonNode, before: JsonNode, kept: string[]): JsonNode {
  if (value.kind === "string" && before.kind === "string") return keepString(value, before, kept);
  if (value.kind === "array" && before.kind === "array") {
    return {
      kind: "array",
      items: value.items.map((item, index) => {
        const old = partner(item, index, value.items.length, before.items);
        return old ? keepLocal(item, old, kept) : item;
      }),
    };
  }
  if (value.kind !== "object" || before.kind !== "object") return value;
  const result = clone(value);
  for (const member of result.members) {
    const old = get(before, member.key);
    if (!old) continue;
    member.value = keepLocal(member.value, old, kept);
    if (member.key === OAUTH_SETTINGS && member.value.kind === "object")
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
  const placeholder =
    before?.kind === "string" && !holdsReference(before.value) && isPlaceholder(before.value);
  if (before && (isEmpty(before) || placeholder) && !holdsReference(getText(settings, "clientId") ?? ""))
    set(settings, "clientId", before);
  return settings;
}
