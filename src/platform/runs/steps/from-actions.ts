/** Steps of flows that a test writes down in short: a list of {@link FlowAction}. */
import { InputError } from "../../../json/problem.ts";
import type { FlowAction } from "../../api.ts";
import type { Step } from "./step.ts";

/** @throws {InputError} `flow-options` for what no flow could be saved with */
export function stepsOfActions(actions: readonly FlowAction[]): Step[] {
  const refuse = (message: string, help: string) => new InputError("flow-options", message, help);
  const names = actions.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw refuse(`Two steps of the flow are called "${twice}".`, "Give each step a different name.");
  return actions.map((action, index) => {
    const unknown = Object.keys(action.runAfter ?? {}).find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw refuse(
        `"${action.name}" runs after "${unknown}", which is not a step of the flow.`,
        `The flow has: ${names.join(", ")}.`,
      );
    return stepOf(action, actions[index - 1]);
  });
}

function stepOf(action: FlowAction, before: FlowAction | undefined): Step {
  const { name, operation, condition } = action;
  const runAfter = action.runAfter ?? (before ? { [before.name]: ["Succeeded" as const] } : {});
  const common = { name, runAfter, condition };
  if (operation !== undefined)
    return {
      ...common,
      kind: "call",
      operation,
      arguments: action.arguments ?? {},
      each:
        action.forEach === undefined
          ? undefined
          : { list: action.forEach, loop: action.loop ?? "Apply_to_each" },
      retry: action.retry,
      asynchronous: action.asynchronous,
      chunked: action.chunked,
      timeoutSeconds: action.timeoutSeconds,
      connection: action.connection,
    };
  if (action.variable !== undefined)
    return {
      ...common,
      kind: "variable",
      operation: "Variable",
      variable: action.variable,
      ...("append" in action ? { append: action.append } : { value: action.value }),
    };
  if ("compose" in action) return { ...common, kind: "compose", operation: "Compose", value: action.compose };
  return { ...common, kind: "empty", operation: "Compose" };
}
