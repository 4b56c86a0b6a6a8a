import { isObject, type JsonObject, type JsonValue } from "../../json/values.ts";
import { valueBelow } from "./call.ts";

/** The schema in an answer. Sourced: without a path, the answer itself is taken for the properties. */
export function schemaIn(
  body: JsonValue | undefined,
  path: string | undefined,
): { schema: JsonObject | undefined; problems: string[] } {
  if (path !== undefined && path !== "") {
    const found = valueBelow(body, path);
    if (isObject(found)) {
      // A path that ends in "properties" names the members, not the schema around them (sourced).
      return /(^|\/)properties$/.test(path)
        ? { schema: { type: "object", properties: found }, problems: [] }
        : { schema: found, problems: [] };
    }
    const names = isObject(body) ? Object.keys(body).join(", ") : "nothing";
    return {
      schema: undefined,
      problems: [`There is no schema at "${path}" in the answer; it has: ${names}.`],
    };
  }
  if (!isObject(body)) return { schema: undefined, problems: ["The answer is not a schema."] };
  return { schema: { type: "object", properties: body }, problems: [] };
}
