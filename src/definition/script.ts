/** Which operations a connector's script, its custom code, handles. */
import { type JsonValue, ownArray } from "../json/values.ts";

/**
 * The ids that `scriptOperations` names. Documented: with an empty list, or none, the script handles every operation.
 * @param properties the `properties` object of apiProperties.json
 */
export function scriptOperationsOf(properties: JsonValue | undefined): string[] {
  const listed = ownArray(properties, "scriptOperations");
  return (listed ?? []).filter((id) => typeof id === "string");
}

/** Whether the script of a connector that has one handles an operation. */
export function isScripted(properties: JsonValue | undefined, operation: string | undefined): boolean {
  const listed = scriptOperationsOf(properties);
  return listed.length === 0 || (operation !== undefined && listed.includes(operation));
}
