/**
 * Every kind of change, with what it means for those who use the connector.
 *
 * Flows of Power Automate name an operation by its id and an input by its name or path; steps of Logic Apps name an operation
 * by method and path and carry the body as it is sent (both: run, see docs/designer.md). Certification refuses updates that
 * delete operations, add required inputs, or change types or the way to sign in (documented).
 */
import { CONNECTION_KINDS } from "./connection.ts";
import { DOCUMENT_KINDS } from "./document.ts";
import { DYNAMIC_KINDS } from "./dynamic.ts";
import { INPUT_KINDS } from "./input.ts";
import { OPERATION_KINDS } from "./operation.ts";
import { OUTPUT_KINDS } from "./output.ts";
import { POLICY_KINDS } from "./policy.ts";
import { SCRIPT_KINDS } from "./script.ts";
import { TRIGGER_KINDS } from "./trigger.ts";
import { WIRE_KINDS } from "./wire.ts";

/** In the order of their areas. */
export const KINDS = {
  ...OPERATION_KINDS,
  ...TRIGGER_KINDS,
  ...INPUT_KINDS,
  ...OUTPUT_KINDS,
  ...DYNAMIC_KINDS,
  ...WIRE_KINDS,
  ...CONNECTION_KINDS,
  ...POLICY_KINDS,
  ...SCRIPT_KINDS,
  ...DOCUMENT_KINDS,
} as const;

export type KindId = keyof typeof KINDS;
