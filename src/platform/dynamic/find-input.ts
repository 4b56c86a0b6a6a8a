/** The schema of one input or output of an operation, by the key that the designer gives it. */

import type { Operation } from "../../definition/model.ts";
import { propertiesOf, resolveObject } from "../../definition/reference.ts";
import { type JsonObject, own, ownObject } from "../../json/values.ts";

/**
 * @param key name of a parameter, `<body parameter>/<path>`, or the body parameter's name for the body as a whole
 * @returns the parameter object or the property's schema, references followed
 */
export function findInput(root: JsonObject, operation: Operation, key: string): JsonObject | undefined {
  const parameter = operation.parameters.find(({ name }) => name === key);
  if (parameter && parameter.in !== "body") return parameter.value;
  const body = operation.parameters.find(({ in: place }) => place === "body");
  if (!body) return undefined;
  let schema = resolveObject(root, own(body.value, "schema"), "");
  if (key === body.name) return schema?.value;
  let rest = key.startsWith(`${body.name}/`) ? key.slice(body.name.length + 1) : key;
  while (rest !== "" && schema) {
    const wanted = rest;
    const next = propertiesOf(root, schema.value, schema.pointer)
      .filter((property) => wanted === property.name || wanted.startsWith(`${property.name}/`))
      .sort((a, b) => b.name.length - a.name.length)[0];
    if (!next) return undefined;
    rest = rest.slice(next.name.length + 1);
    schema = next;
  }
  return schema?.value;
}

/** An extension of an input; also looked up on the items of an array (sourced). */
export function extensionOf(root: JsonObject, input: JsonObject, name: string): JsonObject | undefined {
  const direct = ownObject(input, name);
  if (direct) return direct;
  const items = resolveObject(root, own(input, "items"), "")?.value;
  const below = items && ownObject(items, name);
  if (below) return below;
  const schema = resolveObject(root, own(input, "schema"), "")?.value;
  return schema && ownObject(schema, name);
}
