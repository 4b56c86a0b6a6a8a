/** What a flow of the workbench begins with: a trigger of the connector, or one that every flow knows. */
import { MANUAL, RECURRENCE } from "../../platform/flows/trigger-names.ts";
import type { BuiltInTrigger } from "../../platform/index.ts";
import type { FlowRequest } from "../api.ts";

/** As the designer calls them. */
const TITLES: ReadonlyMap<string, string> = new Map([
  [MANUAL, "Manually trigger a flow"],
  [RECURRENCE, "Recurrence"],
]);

/** Undefined for an operation of the connector. */
export function builtInTitle(operationId: string): string | undefined {
  return TITLES.get(operationId);
}

/** What the platform is to make the flow on. Without a trigger of its own, one that asks for nothing, or runs every five minutes. */
export function triggerOf({ operationId, trigger }: FlowRequest): string | BuiltInTrigger {
  if (operationId === MANUAL) return trigger ?? { type: "Request", kind: "Button" };
  if (operationId === RECURRENCE)
    return trigger ?? { type: "Recurrence", recurrence: { frequency: "Minute", interval: 5 } };
  return operationId;
}
