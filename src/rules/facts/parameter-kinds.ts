/** What rules on parameters have in common. */

import { isInternal as isHidden } from "../../definition/extensions.ts";
import { LOCATIONS } from "../../definition/grammar/swagger.ts";
import type { Parameter } from "../../definition/model.ts";
import { refOf, resolveObject } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import { own, ownArray, ownString } from "../../json/values.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";

/** Headers that say which form the contents have; lower case. The platform writes them itself. */
export const NEGOTIATED = ["content-type", "accept"];

/** What a new type changes for those who use the connector already: a part of helps. */
export const RETYPED =
  "Flows that pass a list to a published operation then fail: their makers have to enter a text instead.";

/** `in` as written; undefined if it is none of {@link LOCATIONS}. */
export function locationOf(node: Node): (typeof LOCATIONS)[number] | undefined {
  const location = own(node.value, "in") as (typeof LOCATIONS)[number];
  return LOCATIONS.includes(location) ? location : undefined;
}

/** What a parameter in a place is called in a message: "query parameter", "form field". */
export function inputKind(location: string | undefined): string {
  if (location === "formData") return "form field";
  return location === undefined ? "parameter" : `${location} parameter`;
}

/** The parameter's name for a message, however broken it is. */
export function parameterName(node: Node): string {
  return ownString(node.value, "name") ?? String(node.key);
}

/** Whether the parameter itself is hidden from makers. */
export function isInternal(node: Node): boolean {
  return isHidden(node.value);
}

/** Whether the parameter is an input of its own that makers see: no body, whose schema has the inputs, and not internal. */
export function isInput(node: Node): boolean {
  const location = locationOf(node);
  return location !== undefined && location !== "body" && !isInternal(node);
}

export interface ListedParameter extends Omit<Parameter, "source"> {
  /** The `$ref`, if it is listed by reference. */
  ref: string | undefined;
}

/** The parameters that one operation or path item lists itself, references followed; broken ones are left out. */
export function listedParameters(node: Node, context: Context): readonly ListedParameter[] {
  const last = context.fact(lastListed);
  if (last.node !== node) {
    last.listed = readListed(node, context);
    last.node = node;
  }
  return last.listed;
}

/** The node that was asked about last: the rules ask one after the other. */
function lastListed(): { node: Node | undefined; listed: readonly ListedParameter[] } {
  return { node: undefined, listed: [] };
}

function readListed(node: Node, context: Context): ListedParameter[] {
  const found: ListedParameter[] = [];
  for (const [index, entry] of (ownArray(node.value, "parameters") ?? []).entries()) {
    const usedAt = child(node.pointer, "parameters", index);
    const resolved = resolveObject(context.root, entry, usedAt);
    if (!resolved) continue;
    found.push({
      name: ownString(resolved.value, "name") ?? "",
      in: ownString(resolved.value, "in") ?? "",
      ...resolved,
      usedAt,
      ref: refOf(entry),
    });
  }
  return found;
}

/** Whether all entries of the parameter lists that apply to an operation could be resolved. */
export function areAllResolved(node: Node, context: Context): boolean {
  return [node.value, node.parent?.value].every((holder) =>
    (ownArray(holder, "parameters") ?? []).every(
      (entry) => resolveObject(context.root, entry, "") !== undefined,
    ),
  );
}
