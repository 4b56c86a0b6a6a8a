/** Steps of flows, in whichever way they were written down. */
import { InputError } from "../../../json/problem.ts";
import type { JsonValue } from "../../../json/values.ts";
import type { FlowOptions } from "../../api.ts";
import { stepsOfActions } from "./from-actions.ts";
import { stepsOfDefinition } from "./from-definition.ts";
import type { Step } from "./step.ts";

/** @throws {InputError} `flow-options`, `flow-definition` for what no flow could be saved with */
export function stepsOf({ actions, definition }: FlowOptions): Step[] {
  if (actions !== undefined && definition !== undefined)
    throw new InputError(
      "flow-options",
      "The steps of the flow are given twice: as actions and as a definition.",
      "Give one of them.",
    );
  return definition === undefined
    ? stepsOfActions(actions ?? [])
    : stepsOfDefinition(definition.actions as unknown as JsonValue, definition.staticResults);
}
