import type { OperationView } from "../model.ts";
import type { Draft } from "../state/drafts.ts";
import { isMissing } from "./fields/field.tsx";
import { showRequired } from "./required.ts";

/**
 * Says at the fields of a form what is missing before it can be sent off.
 * @returns the labels of these fields; undefined where nothing is missing
 */
export function showMissing(operation: OperationView, values: Draft["values"]): string | undefined {
  const missing = operation.inputs.filter((input) => isMissing(input, values));
  showRequired(operation.operationId, missing.length > 0);
  return missing.length === 0 ? undefined : missing.map(({ label }) => label.text).join(", ");
}
