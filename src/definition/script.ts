/** Which operations a connector's script, its custom code, handles. */
import { type JsonValue, ownArray } from "../json/values.ts";

/**
 * The ids that `scriptOperations` names; undefined: all operations, as where it names none. (Documented.)
 * @param properties the `properties` object of apiProperties.json
 */
export function scriptOperationsOf(properties: JsonValue | undefined): ReadonlySet<string> | undefined {
  const named = ownArray(properties, "scriptOperations")?.filter((id) => typeof id === "string");
  return named && named.length > 0 ? new Set(named) : undefined;
}
